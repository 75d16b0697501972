//! Contests with increasing returns, $`1 < r \le 2`$: every equilibrium in pure strategies, and the semi-mixed one of
//! two labs.
//!
//! A lab that takes part must win with probability at least $`1 - 1/r`$, or it would rather stay out. On that branch
//! its share falls in $`Z = \sum x^r`$, so each set of active labs supports at most one equilibrium; at most
//! $`r/(r-1)`$ labs can be active. All sets are tried, and a lab outside must not gain from entering.

use moloch_core::root;

/// The equilibria in pure strategies over all sets of active labs.
#[derive(Debug, Clone, PartialEq)]
pub struct ActiveSets {
    /// The efforts of each equilibrium, one entry for each lab.
    pub efforts: Vec<Vec<f64>>,
    /// The number of sets that were tried.
    pub tried: usize,
    /// The number of sets that the budget left untried; zero for a complete search.
    pub untried: usize,
}

/// Sets tried at most, about a second of work.
const BUDGET: usize = 200_000;

/// Every equilibrium in pure strategies of a contest with decisiveness $`r \in (1, 2]`$ and at least two labs.
pub fn active_set_equilibria(values: &[f64], costs: &[f64], decisiveness: f64) -> ActiveSets {
    let worth: Vec<f64> = values.iter().zip(costs).map(|(v, c)| v / c).collect();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 2 and the number of labs")]
    let most = (decisiveness / (decisiveness - 1.0) + 1e-9).floor().min(worth.len() as f64) as usize;
    let mut found = ActiveSets { efforts: Vec::new(), tried: 0, untried: 0 };
    for size in 2..=most {
        let mut set: Vec<usize> = (0..size).collect();
        loop {
            if found.tried == BUDGET {
                found.untried = (size..=most).map(|k| binomial(worth.len(), k)).sum::<usize>();
                return found;
            }
            found.tried += 1;
            found.efforts.extend(equilibrium_of_set(&worth, &set, decisiveness));
            if !next_set(&mut set, worth.len()) {
                break;
            }
        }
    }
    found
}

/// The next subset of `0..n` of the same size in lexicographic order; false after the last.
fn next_set(set: &mut [usize], n: usize) -> bool {
    let size = set.len();
    for k in (0..size).rev() {
        if set[k] < n - size + k {
            set[k] += 1;
            for later in k + 1..size {
                set[later] = set[later - 1] + 1;
            }
            return true;
        }
    }
    false
}

fn binomial(n: usize, k: usize) -> usize {
    (0..k).fold(1_usize, |product, j| product.saturating_mul(n - j) / (j + 1))
}

/// The equilibrium in which exactly these labs are active, if there is one.
fn equilibrium_of_set(worth: &[f64], set: &[usize], r: f64) -> Option<Vec<f64>> {
    // With t = Z^(1/r), an active lab has r w (1-s) s^(1-1/r) = t, falling in s on [1-1/r, 1].
    let entry = 1.0 - 1.0 / r;
    let peak = |w: f64| r * w * (1.0 - entry) * entry.powf(entry);
    let highest = set.iter().map(|&i| peak(worth[i])).fold(f64::INFINITY, f64::min);
    let share = |w: f64, t: f64| {
        let g = |s: f64| r * w * (1.0 - s) * s.powf(entry) - t;
        if g(entry) <= 0.0 { entry } else { root::bisect(entry, 1.0, g).map_or(f64::NAN, |root| root.at) }
    };
    let excess = |t: f64| set.iter().map(|&i| share(worth[i], t)).sum::<f64>() - 1.0;
    // At t = highest the weakest active lab is just indifferent: that end may itself be the equilibrium.
    let t =
        if excess(highest).abs() <= 1e-13 { highest } else { root::bisect(highest * 1e-12, highest, excess).ok()?.at };
    let gains = |w: f64| w * entry * (r - 1.0).powf(-1.0 / r) > t * (1.0 + 1e-12);
    if (0..worth.len()).any(|j| !set.contains(&j) && gains(worth[j])) {
        return None;
    }
    let mut efforts = vec![0.0; worth.len()];
    for &i in set {
        efforts[i] = t * share(worth[i], t).powf(1.0 / r);
    }
    Some(efforts)
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
