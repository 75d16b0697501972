//! The stage game: what is asked, borrowed from whoever asks.

/// Numbers that all labs and segments share.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Terms {
    /// Cost of the first unit of effort, $`c > 0`$, a pure number: money for effort that is counted in money.
    pub cost: f64,
    /// Slope of the marginal cost, $`\kappa \ge 0`$, yr/bn USD.
    pub convexity: f64,
    /// Product value $`B \ge 0`$, bn USD/yr.
    pub product_value: f64,
    /// Product effort that doubles $`1 + z/z_\mathrm{ref}`$ from one, $`z_\mathrm{ref} > 0`$, bn USD/yr.
    pub product_scale: f64,
    /// Tax on a unit of race effort, $`\tau \ge 0`$, a pure number.
    pub tax: f64,
    /// Foresight multiplier $`M > 0`$: what a prize is worth to a lab that sees how long its effort lasts. It acts on
    /// choices only; accounts use the prize itself.
    pub foresight: f64,
}

impl Default for Terms {
    /// Unit cost one and nothing else: no convexity, no product, no tax, no foresight.
    fn default() -> Self {
        Self { cost: 1.0, convexity: 0.0, product_value: 0.0, product_scale: 1.0, tax: 0.0, foresight: 1.0 }
    }
}

/// A race over several segments at one date, on borrowed slices.
///
/// With `n` labs and `S` segments, matrices are flat and lab by lab: entry `lab * S + segment`. The number of labs
/// follows from the length of `suitability`. Optional slices are empty where nothing of the kind is meant.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct StageGame<'g> {
    /// What all labs and segments share.
    pub terms: Terms,
    /// Prize of each segment, $`V_s \ge 0`$, bn USD/yr; `S` numbers.
    pub prizes: &'g [f64],
    /// Effort of the passive fringe in each segment, $`y_s \ge 0`$, bn USD/yr; `S` numbers.
    pub fringe: &'g [f64],
    /// Suitability $`a_{is} \ge 0`$; zero where a lab cannot take part; `n * S` numbers.
    pub suitability: &'g [f64],
    /// Stock $`K_{is} \ge 0`$ that counts beside new effort, bn USD/yr; `n * S` numbers or empty.
    pub stock: &'g [f64],
    /// Cap on the race effort $`X_i`$ of each lab, bn USD/yr, infinite for none; `n` numbers or empty. A cap of zero
    /// commits a lab not to race. Caps are each lab's own: one shared by labs would be another kind of game.
    pub caps: &'g [f64],
    /// Race effort to which a lab is committed in a segment, bn USD/yr; `n * S` entries or empty.
    pub held: &'g [Option<f64>],
}

/// Why a stage game has no equilibrium to give.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum StageError {
    /// A slice has the wrong length.
    #[error("read the stage game: {what} has {found} entries, expected {expected}; give one for each lab and segment")]
    Shape {
        /// The slice.
        what: &'static str,
        /// Its length.
        found: usize,
        /// The length that fits.
        expected: usize,
    },
    /// A number lies outside its range.
    #[error("read the stage game: {what} has the entry {value}, expected {allowed}")]
    OutOfRange {
        /// The field.
        what: &'static str,
        /// The number.
        value: f64,
        /// What is allowed.
        allowed: &'static str,
    },
    /// In one segment nobody competes, so that effort has no best amount.
    #[error(
        "solve the race in segment {segment} (counted from 0): {racing} labs can race there and nothing else counts \
         (no fringe, no stock, no committed effort), so the prize goes for any effort above nothing; give the \
         segment a fringe, a second lab, or no prize"
    )]
    Uncontested {
        /// The segment, from 0.
        segment: usize,
        /// Labs that can choose effort there: 0 or 1.
        racing: usize,
    },
    /// A lab is committed to more than its cap allows.
    #[error("respect the cap of lab {lab} (counted from 0): it is committed to {held} and capped at {cap}")]
    CommittedAboveCap {
        /// The lab, from 0.
        lab: usize,
        /// Effort to which it is committed.
        held: f64,
        /// Its cap.
        cap: f64,
    },
    /// The iteration used up its budget.
    #[error("find the equilibrium of the stage game in {iterations} steps: the totals are still off by {residual:.3e}")]
    NotConverged {
        /// Steps used.
        iterations: usize,
        /// Largest relative excess of effort over its total.
        residual: f64,
    },
}

impl<'g> StageGame<'g> {
    /// A game with these terms and no segment yet; name the slices with `..StageGame::new(terms)`.
    pub const fn new(terms: Terms) -> Self {
        Self { terms, prizes: &[], fringe: &[], suitability: &[], stock: &[], caps: &[], held: &[] }
    }

    /// The number of segments.
    pub const fn segments(&self) -> usize {
        self.prizes.len()
    }

    /// The number of labs.
    pub const fn labs(&self) -> usize {
        if self.prizes.is_empty() { 0 } else { self.suitability.len() / self.prizes.len() }
    }

    /// Suitability of a lab in each segment.
    pub fn suitability_of(&self, lab: usize) -> &'g [f64] {
        &self.suitability[lab * self.segments()..(lab + 1) * self.segments()]
    }

    /// Stock of a lab in a segment.
    pub fn stock_at(&self, lab: usize, segment: usize) -> f64 {
        self.stock.get(lab * self.segments() + segment).copied().unwrap_or(0.0)
    }

    /// Race effort to which a lab is committed in a segment.
    pub fn held_at(&self, lab: usize, segment: usize) -> Option<f64> {
        self.held.get(lab * self.segments() + segment).copied().flatten()
    }

    /// Race effort to which a lab is committed in all segments together.
    pub fn held_by(&self, lab: usize) -> f64 {
        (0..self.segments()).filter_map(|segment| self.held_at(lab, segment)).sum()
    }

    /// Cap on the race effort of a lab; infinite for none.
    pub fn cap_of(&self, lab: usize) -> f64 {
        self.caps.get(lab).copied().unwrap_or(f64::INFINITY)
    }

    /// Whether a lab can choose how much to race in a segment.
    pub fn can_race(&self, lab: usize, segment: usize) -> bool {
        self.suitability[lab * self.segments() + segment] > 0.0
            && self.held_at(lab, segment).is_none()
            && self.cap_of(lab) > self.held_by(lab)
    }

    /// What a lab contributes to a segment, $`a_{is}(K_{is}+x_{is})`$, when it chooses nothing beyond its commitment.
    pub fn standing_of(&self, lab: usize, segment: usize) -> f64 {
        let effort = self.stock_at(lab, segment) + self.held_at(lab, segment).unwrap_or(0.0);
        self.suitability[lab * self.segments() + segment] * effort
    }

    /// Effective effort in a segment, fringe included, when labs choose nothing beyond their commitments.
    pub fn standing(&self, segment: usize) -> f64 {
        self.fringe[segment] + (0..self.labs()).map(|lab| self.standing_of(lab, segment)).sum::<f64>()
    }

    /// Checks shapes and ranges, and that every prize is contested; call it after every intervention.
    ///
    /// A segment with a prize needs a fringe, or two labs that can race, or one lab that meets the stock or the
    /// committed effort of another; else effort has no best amount, and uniqueness could not be claimed.
    ///
    /// # Errors
    /// [`StageError`], naming the first entry or segment that is wrong.
    pub fn check(&self) -> Result<(), StageError> {
        self.check_shapes()?;
        self.check_ranges()?;
        for lab in 0..self.labs() {
            let (held, cap) = (self.held_by(lab), self.cap_of(lab));
            if held > cap {
                return Err(StageError::CommittedAboveCap { lab, held, cap });
            }
        }
        (0..self.segments()).try_for_each(|segment| self.check_contested(segment))
    }

    fn check_contested(&self, segment: usize) -> Result<(), StageError> {
        if self.fringe[segment] > 0.0 || self.prizes[segment] == 0.0 {
            return Ok(());
        }
        let mut racing = (0..self.labs()).filter(|&lab| self.can_race(lab, segment));
        let contested = match (racing.next(), racing.next()) {
            (Some(_), Some(_)) => true,
            (Some(alone), None) => (0..self.labs()).any(|lab| lab != alone && self.standing_of(lab, segment) > 0.0),
            (None, _) => self.standing(segment) > 0.0,
        };
        let racing = (0..self.labs()).filter(|&lab| self.can_race(lab, segment)).count();
        if contested { Ok(()) } else { Err(StageError::Uncontested { segment, racing }) }
    }

    fn check_shapes(&self) -> Result<(), StageError> {
        let (labs, segments) = (self.labs(), self.segments());
        let all = labs * segments;
        let or_empty = |found: usize, expected: usize| if found == 0 { 0 } else { expected };
        for (what, found, expected) in [
            ("prizes", segments, segments.max(1)),
            ("fringe", self.fringe.len(), segments),
            ("suitability", self.suitability.len(), all.max(segments)),
            ("stock", self.stock.len(), or_empty(self.stock.len(), all)),
            ("caps", self.caps.len(), or_empty(self.caps.len(), labs)),
            ("held", self.held.len(), or_empty(self.held.len(), all)),
        ] {
            if found != expected {
                return Err(StageError::Shape { what, found, expected });
            }
        }
        Ok(())
    }

    fn check_ranges(&self) -> Result<(), StageError> {
        const POSITIVE: &str = "a finite number greater than 0";
        const NON_NEGATIVE: &str = "a finite number of at least 0";
        let refuse = |what, value, allowed| Err(StageError::OutOfRange { what, value, allowed });
        let Terms { cost, convexity, product_value, product_scale, tax, foresight } = self.terms;
        for (what, value) in [("cost", cost), ("product scale", product_scale), ("foresight", foresight)] {
            if !(value.is_finite() && value > 0.0) {
                return refuse(what, value, POSITIVE);
            }
        }
        let one = [convexity, product_value, tax];
        for (what, values) in [
            ("convexity, product value or tax", &one[..]),
            ("prizes", self.prizes),
            ("fringe", self.fringe),
            ("suitability", self.suitability),
            ("stock", self.stock),
        ] {
            if let Some(&value) = values.iter().find(|value| !(value.is_finite() && **value >= 0.0)) {
                return refuse(what, value, NON_NEGATIVE);
            }
        }
        if let Some(&value) = self.caps.iter().find(|cap| cap.is_nan() || **cap < 0.0) {
            return refuse("caps", value, "a number of at least 0, infinite for none");
        }
        match self.held.iter().flatten().find(|held| !(held.is_finite() && **held >= 0.0)) {
            Some(&value) => refuse("held", value, NON_NEGATIVE),
            None => Ok(()),
        }
    }
}
