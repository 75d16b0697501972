//! Contests with increasing returns, $`1 < r \le 2`$: every equilibrium in pure strategies, and the semi-mixed one of
//! two labs.
//!
//! Where its first-order condition holds, a lab earns $`V s\,(1 - r(1-s))`$. Against active rivals it can have zero by
//! staying out, so a lab takes part only with a share of at least $`1 - 1/r`$; there its payoff has its one maximum above
//! zero (first convex, then concave in effort), so that the condition suffices. On that branch its share falls in
//! $`t`$, hence each set of active labs supports at most one equilibrium, and at most $`r/(r-1)`$ labs are active. A lab
//! outside must not gain from entering: $`w \le t\,e^{-e} r^{1/r}`$ with $`e = 1-1/r`$, while one inside needs
//! $`w \ge t\,e^{-e}`$. Since adding a lab raises $`t`$, these bounds rule out most sets without a look at them.

use super::shares::level;

/// The equilibria in pure strategies over all sets of active labs.
#[derive(Debug, Clone, PartialEq)]
pub struct ActiveSets {
    /// The efforts of each equilibrium, one entry for each lab.
    pub efforts: Vec<Vec<f64>>,
    /// The number of sets whose equations were solved.
    pub tried: usize,
    /// Whether every other set was ruled out; false when the budget ended the search.
    pub complete: bool,
}

/// Work at most, counted in labs whose shares are solved for: about a second.
const BUDGET: usize = 1_000_000;
/// Equilibria kept at most: equal labs have as many as there are subsets of a size.
const KEPT: usize = 100;
/// Slack of the comparisons that rule a set out, relative to $`t`$.
const SLACK: f64 = 1e-12;

/// Every equilibrium in pure strategies of a contest with decisiveness $`r \in (1, 2]`$ and at least two labs.
pub fn active_set_equilibria(values: &[f64], costs: &[f64], decisiveness: f64) -> ActiveSets {
    let worth: Vec<f64> = values.iter().zip(costs).map(|(v, c)| v / c).collect();
    let mut order: Vec<usize> = (0..worth.len()).collect();
    order.sort_by(|&a, &b| worth[b].total_cmp(&worth[a]));
    let sorted: Vec<f64> = order.iter().map(|&lab| worth[lab]).collect();
    let mut search = Search { sorted: &sorted, r: decisiveness, found: Vec::new(), tried: 0, work: 0 };
    let complete = search.run();
    let in_place = |sorted: &Vec<f64>| {
        let mut efforts = vec![0.0; worth.len()];
        for (&lab, &effort) in order.iter().zip(sorted) {
            efforts[lab] = effort;
        }
        efforts
    };
    ActiveSets { efforts: search.found.iter().map(in_place).collect(), tried: search.tried, complete }
}

/// Labs in order of falling worth are put in or left out one after the other.
struct Search<'w> {
    sorted: &'w [f64],
    r: f64,
    found: Vec<Vec<f64>>,
    tried: usize,
    work: usize,
}

/// A choice of labs up to some place in the order.
struct Partial {
    chosen: Vec<usize>,
    /// The first lab that is not decided.
    next: usize,
    /// The largest worth that was left out, zero for none.
    left_out: f64,
    /// Whether all labs that may still take part fit in together, and so does every part of them.
    all_fit: bool,
}

/// The logarithms of $`t`$ and of the shares at which a set of labs balances.
type Balance = (f64, Vec<f64>);

impl Search<'_> {
    /// Walks through all choices; false if the budget ended the search.
    fn run(&mut self) -> bool {
        let all: Vec<usize> = (0..self.sorted.len()).collect();
        let all_fit = self.balance(&all).is_some();
        let mut open = vec![Partial { chosen: Vec::new(), next: 0, left_out: 0.0, all_fit }];
        while let Some(partial) = open.pop() {
            if self.work >= BUDGET || self.found.len() >= KEPT {
                return false;
            }
            if partial.next == self.sorted.len() {
                self.keep_if_equilibrium(&partial);
            } else {
                open.extend(self.leave_out(&partial));
                open.extend(self.put_in(partial));
            }
        }
        true
    }

    /// The next lab takes part, unless the labs cannot balance: then they cannot with more labs either.
    fn put_in(&mut self, mut partial: Partial) -> Option<Partial> {
        partial.chosen.push(partial.next);
        partial.next += 1;
        let viable = partial.all_fit || partial.chosen.len() < 2 || self.balance(&partial.chosen).is_some();
        viable.then_some(partial)
    }

    /// The next lab stays out, unless it gains from entering even against all that may still take part.
    fn leave_out(&mut self, partial: &Partial) -> Option<Partial> {
        let (next, left_out) = (partial.next + 1, partial.left_out.max(self.sorted[partial.next]));
        let mut most = partial.chosen.clone();
        most.extend(next..self.sorted.len());
        if most.len() < 2 {
            return None;
        }
        // If they do not fit, there is no bound on the level from here.
        let bound = self.balance(&most);
        let enters = bound.as_ref().is_some_and(|(level, _)| self.enters(left_out, *level));
        let chosen = partial.chosen.clone();
        (!enters).then_some(Partial { chosen, next, left_out, all_fit: bound.is_some() })
    }

    /// Whether a lab outside gains from entering at this level.
    fn enters(&self, worth: f64, level: f64) -> bool {
        let entry = 1.0 - 1.0 / self.r;
        worth.ln() > level - entry * entry.ln() + self.r.ln() / self.r + SLACK
    }

    /// Where the shares of these labs sum to one, or `None` if they sum to more whatever the level.
    fn balance(&mut self, set: &[usize]) -> Option<Balance> {
        self.tried += 1;
        self.work += set.len();
        let worths: Vec<f64> = set.iter().map(|&lab| self.sorted[lab]).collect();
        let entry = 1.0 - 1.0 / self.r;
        let weakest = worths.iter().copied().fold(f64::INFINITY, f64::min);
        // At the highest level the weakest lab is just indifferent between its share 1 - 1/r and staying out.
        let highest = weakest.ln() + entry * entry.ln();
        let mut logs = vec![0.0; worths.len()];
        level(&worths, self.r, highest, highest, &mut logs).ok().map(|(level, _)| (level, logs))
    }

    fn keep_if_equilibrium(&mut self, partial: &Partial) {
        if partial.chosen.len() < 2 {
            return;
        }
        let Some((level, logs)) = self.balance(&partial.chosen) else { return };
        if partial.left_out > 0.0 && self.enters(partial.left_out, level) {
            return;
        }
        let mut efforts = vec![0.0; self.sorted.len()];
        for (&lab, log) in partial.chosen.iter().zip(&logs) {
            efforts[lab] = (level + log / self.r).exp();
        }
        self.found.push(efforts);
    }
}

/// The semi-mixed equilibrium of two labs when $`1+(w_2/w_1)^r < r \le 2`$, with $`w_i = V_i/c_i`$ and $`w_1 \ge w_2`$:
/// the stronger lab plays $`x_1`$, the weaker plays $`x_2`$ with probability $`q`$ and stays out otherwise.
///
/// Returns `(x1, x2, q)`, or `None` outside this range. With $`t = (r-1)^{1/r}`$: $`x_1 = w_2 t^{r-1}/(1+t^r)`$,
/// $`x_2 = t x_1`$ (derived from the weaker lab's indifference and the two first-order conditions).
pub fn semi_mixed_pair(stronger: f64, weaker: f64, decisiveness: f64) -> Option<(f64, f64, f64)> {
    let r = decisiveness;
    if stronger < weaker || r > 2.0 || r <= 1.0 + (weaker / stronger).powf(r) {
        return None;
    }
    let t = (r - 1.0).powf(1.0 / r);
    let x1 = weaker * t.powf(r - 1.0) / (1.0 + t.powf(r));
    let x2 = t * x1;
    let q = (x1.powf(r) + x2.powf(r)).powi(2) / (stronger * r * x1.powf(r - 1.0) * x2.powf(r));
    Some((x1, x2, q))
}
