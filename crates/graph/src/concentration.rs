//! Concentration of a market from the shares of its firms.

use moloch_core::{Range, sum, tolerance};

use crate::GraphError;

/// Index points of a market with one firm.
pub const MONOPOLY_POINTS: f64 = 10_000.0;

/// The shares of a whole market: the listed firms and the fringe, whose firms are too many and too small to list.
#[derive(Debug, Clone, PartialEq)]
pub struct MarketShares {
    firms: Vec<f64>,
    fringe: f64,
}

impl MarketShares {
    /// A market from shares; `fringe` is what all firms that are not listed have together, 0 if every firm is listed.
    ///
    /// # Errors
    /// When a share is not a number from 0 to 1, or all shares and the fringe do not sum to one within
    /// [`tolerance::SHARE_SUM_ABS`]. What is left of one is never taken as the fringe silently.
    pub fn of_shares(firms: &[f64], fringe: f64) -> Result<Self, GraphError> {
        for share in firms.iter().chain([&fringe]) {
            if !Range::UNIT.contains(*share) {
                let what = "a market share";
                return Err(GraphError::OutOfRange { what, value: *share, allowed: Range::UNIT });
            }
        }
        let sum = sum::compensated(firms.iter().copied()) + fringe;
        if (sum - 1.0).abs() > tolerance::SHARE_SUM_ABS {
            return Err(GraphError::ShareSum { sum });
        }
        Ok(Self { firms: firms.to_vec(), fringe })
    }

    /// A market from sales in any unit; `fringe` is what all firms that are not listed sell together.
    ///
    /// # Errors
    /// When an amount is negative or not finite, or nobody sells anything.
    pub fn of_sales(firms: &[f64], fringe: f64) -> Result<Self, GraphError> {
        for sales in firms.iter().chain([&fringe]) {
            if !Range::NON_NEGATIVE.contains(*sales) {
                let what = "the sales of a firm";
                return Err(GraphError::OutOfRange { what, value: *sales, allowed: Range::NON_NEGATIVE });
            }
        }
        let total = sum::compensated(firms.iter().copied()) + fringe;
        if !Range::POSITIVE.contains(total) {
            let what = "the sales of a whole market";
            return Err(GraphError::OutOfRange { what, value: total, allowed: Range::POSITIVE });
        }
        Ok(Self { firms: firms.iter().map(|sales| sales / total).collect(), fringe: fringe / total })
    }

    /// The listed firms' shares.
    pub fn firms(&self) -> &[f64] {
        &self.firms
    }

    /// The fringe's share.
    pub const fn fringe(&self) -> f64 {
        self.fringe
    }

    /// The Herfindahl-Hirschman index in points, $`10^4\sum s_i^2`$ over the listed firms: the fringe's firms are too
    /// small to add anything, so this is the lowest value that the market can have.
    pub fn hhi(&self) -> f64 {
        MONOPOLY_POINTS * sum::compensated(self.firms.iter().map(|share| share * share))
    }

    /// The index if the whole fringe were one firm: the highest value that the market can have.
    pub fn hhi_of_one_fringe_firm(&self) -> f64 {
        self.hhi() + MONOPOLY_POINTS * self.fringe * self.fringe
    }

    /// The number of equal firms that would give the same index, $`10^4/\mathrm{HHI}`$; `None` if no firm is listed
    /// with a share.
    pub fn effective_number(&self) -> Option<f64> {
        let hhi = self.hhi();
        (hhi > 0.0).then(|| MONOPOLY_POINTS / hhi)
    }

    /// The joint share of the `count` largest listed firms, $`C_k`$.
    pub fn leaders(&self, count: usize) -> f64 {
        let mut shares = self.firms.clone();
        shares.sort_by(|a, b| b.total_cmp(a));
        sum::compensated(shares.into_iter().take(count)).min(1.0)
    }

    /// What a merger of two different firms adds to the index, $`10^4 \cdot 2 s_i s_j`$, if shares stay as they are.
    ///
    /// # Errors
    /// When a firm's number is not in the list or both are the same firm.
    pub fn merger_delta(&self, first: usize, second: usize) -> Result<f64, GraphError> {
        let firms = self.firms.len();
        if first >= firms || second >= firms || first == second {
            return Err(GraphError::NoSuchMerger { first, second, firms });
        }
        Ok(self.delta(first, second))
    }

    /// What each merger of two adds to the index: one row and one column for each listed firm, zeros on the diagonal.
    pub fn merger_deltas(&self) -> Vec<Vec<f64>> {
        let firms = 0..self.firms.len();
        let row = |i: usize| firms.clone().map(|j| if i == j { 0.0 } else { self.delta(i, j) }).collect();
        firms.clone().map(row).collect()
    }

    fn delta(&self, first: usize, second: usize) -> f64 {
        MONOPOLY_POINTS * (2.0 * self.firms[first] * self.firms[second])
    }

    /// The markup that the shares imply if the firms choose quantities and demand has elasticity `elasticity`:
    /// the share-weighted Lerner index $`(p-c)/p = \mathrm{HHI}/(10^4 e)`$.
    ///
    /// `None` when some firm's own markup $`s_i/e`$ would exceed 1: such shares are no Cournot equilibrium at any cost.
    ///
    /// # Errors
    /// When the elasticity is not a finite number greater than zero.
    pub fn cournot_margin(&self, elasticity: f64) -> Result<Option<f64>, GraphError> {
        let allowed = Range::POSITIVE;
        if !allowed.contains(elasticity) {
            return Err(GraphError::OutOfRange { what: "the elasticity of demand", value: elasticity, allowed });
        }
        let possible = self.firms.iter().all(|share| *share <= elasticity);
        Ok(possible.then(|| self.hhi() / (MONOPOLY_POINTS * elasticity)))
    }
}
