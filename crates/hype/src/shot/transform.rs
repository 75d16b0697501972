//! Any law of jumps: the characteristic function of the level in the long run, and the level's law by its inversion.
//!
//! With $`S`$ the probability of a larger jump and $`a`$ the announcements within a mean lifetime of hype,
//!
//! ```math
//! \ln\varphi_H(u) = a\int_0^\infty S(x)\,\frac{e^{iux} - 1}{x}\,dx
//! ```

use std::f64::consts::PI;

use super::Size;
use crate::quadrature::{integrate_to, nodes};

/// A jump is practically never larger than what is exceeded with this probability.
const NEVER: f64 = 1e-15;
/// Half turns of the oscillating tail that are added up before the rest is extrapolated.
const HALF_TURNS: usize = 40;
/// The logarithm of the characteristic function's size at which nothing is left of it.
const NOTHING: f64 = -30.0;

/// The least number of announcements within a mean lifetime for which any law is inverted: below it the characteristic
/// function fades too slowly.
pub const LEAST_INVERTED: f64 = 8.0;
/// The largest one.
pub const LARGEST_INVERTED: f64 = 500.0;

/// The integral above without the factor $`a`$: real and imaginary part, for `u` positive.
pub fn exponent(sizes: &dyn Size, u: f64) -> [f64; 2] {
    let (turn, last) = (PI / u, sizes.exceeded(NEVER));
    let kinks = sizes.kinks();
    // Up to half a turn, in logarithms of the size: the sine needs sizes down to nothing.
    let low = (1e-16 * turn).min(1e-3 * last);
    let middle = turn.min(last);
    let early = |f: &dyn Fn(f64) -> f64| over(low, middle, &kinks, f) + low * f(low);
    let mut re = early(&|x| sizes.survival(x) * -2.0 * (u * x / 2.0).sin().powi(2) / x);
    let mut im = early(&|x| sizes.survival(x) * (u * x).sin() / x);
    if last > turn {
        re -= over(turn, last, &kinks, &|x| sizes.survival(x) / x);
        re += alternating(turn, last, &kinks, &|x| sizes.survival(x) * (u * x).cos() / x);
        im += alternating(turn, last, &kinks, &|x| sizes.survival(x) * (u * x).sin() / x);
    }
    [re, im]
}

/// The integral over sizes from `low` to `high`, in their logarithms, cut at the kinks.
fn over(low: f64, high: f64, kinks: &[f64], f: &dyn Fn(f64) -> f64) -> f64 {
    let mut ends: Vec<f64> = kinks.iter().copied().filter(|kink| *kink > low && *kink < high).collect();
    ends.push(high);
    ends.sort_by(f64::total_cmp);
    let mut from = low;
    let mut sum = 0.0;
    for end in ends {
        sum += integrate_to(100.0, from.ln(), end.ln(), 8, |w| w.exp() * f(w.exp()));
        from = end;
    }
    sum
}

/// The integral over half turns from the first on; what is left after many of them is extrapolated (Euler's transform),
/// as the half turns alternate and shrink.
fn alternating(turn: f64, last: f64, kinks: &[f64], f: &dyn Fn(f64) -> f64) -> f64 {
    let mut sums = Vec::new();
    let mut sum = 0.0;
    for k in 1..=HALF_TURNS {
        let (from, to) = (turn * k as f64, (turn * (k + 1) as f64).min(last));
        let mut ends: Vec<f64> = kinks.iter().copied().filter(|kink| *kink > from && *kink < to).collect();
        ends.push(to);
        ends.sort_by(f64::total_cmp);
        let mut start = from;
        for end in ends {
            sum += nodes(start, end).map(|(x, weight)| weight * f(x)).into_iter().sum::<f64>();
            start = end;
        }
        if to >= last {
            return sum;
        }
        sums.push(sum);
    }
    // Averages of neighbours, again and again over the later half.
    let mut rest = sums.split_off(HALF_TURNS / 2);
    while rest.len() > 1 {
        rest = rest.windows(2).map(|pair| f64::midpoint(pair[0], pair[1])).collect();
    }
    rest.first().copied().unwrap_or(sum)
}

/// The law of the level in the long run, from its characteristic function on the nodes of a quadrature.
#[derive(Debug, Clone)]
pub struct Inverted {
    /// Node, weight, and size and angle of the characteristic function there.
    nodes: Vec<[f64; 4]>,
}

impl Inverted {
    /// The law for `crowding` announcements within a mean lifetime, at least
    /// [`LEAST_INVERTED`], good for levels up to `highest`.
    pub fn new(sizes: &dyn Size, crowding: f64, highest: f64) -> Self {
        let size_at = |u: f64| crowding * exponent(sizes, u)[0];
        // Where nothing is left of the characteristic function: doubled, then halved.
        let mut end = sizes.mean().recip();
        while size_at(end) > NOTHING {
            end *= 2.0;
        }
        let mut start = end / 2.0;
        for _ in 0..6 {
            let middle = f64::midpoint(start, end);
            if size_at(middle) > NOTHING { start = middle } else { end = middle }
        }
        let reach = highest + sizes.mean();
        let split = (1.0 / reach).min(end / 2.0);
        let mut nodes_at: Vec<(f64, f64)> = Vec::new();
        // Heavy tails make the function rough at zero: logarithms of the frequency meet that.
        let (low, high) = ((1e-13 * split).ln(), split.ln());
        for k in 0..10 {
            // Narrow towards the larger frequencies, where all but nothing of the integral lies.
            let edge = |k: i32| high + (low - high) * (f64::from(10 - k) / 10.0).powi(2);
            nodes_at.extend(nodes(edge(k), edge(k + 1)).map(|(w, weight)| (w.exp(), weight * w.exp())));
        }
        let panels = ((end - split) * reach / 4.0).ceil().max(4.0);
        let width = (end - split) / panels;
        let mut from = split;
        while from < end - width / 2.0 {
            nodes_at.extend(nodes(from, from + width));
            from += width;
        }
        let at = |(u, weight): (f64, f64)| {
            let [re, im] = exponent(sizes, u);
            [u, weight, (crowding * re).exp(), crowding * im]
        };
        Self { nodes: nodes_at.into_iter().map(at).collect() }
    }

    /// Probability that the level lies below `level` (Gil-Pelaez).
    pub fn below(&self, level: f64) -> f64 {
        let part = |[u, weight, size, angle]: &[f64; 4]| weight * size * (angle - u * level).sin() / u;
        (0.5 - moloch_core::sum::compensated(self.nodes.iter().map(part)) / PI).clamp(0.0, 1.0)
    }

    /// Density of the level.
    pub fn density(&self, level: f64) -> f64 {
        let part = |[u, weight, size, angle]: &[f64; 4]| weight * size * (angle - u * level).cos();
        moloch_core::sum::compensated(self.nodes.iter().map(part)) / PI
    }

    /// How often the level is lifted through `level`, for each announcement: a jump from below must be large enough.
    pub fn lifted(&self, sizes: &dyn Size, level: f64, panels: u32) -> f64 {
        // Over the fourth root of the jump that is needed: some laws have a cusp at jumps of nothing.
        let mut ends: Vec<f64> = (0..=panels).map(|k| level.powf(0.25) * f64::from(k) / f64::from(panels)).collect();
        ends.extend(sizes.kinks().iter().filter(|kink| **kink < level).map(|kink| kink.powf(0.25)));
        ends.sort_by(f64::total_cmp);
        let value = |(root, weight): (f64, f64)| {
            let needed = root.powi(4);
            4.0 * root.powi(3) * weight * self.density(level - needed) * sizes.survival(needed)
        };
        ends.windows(2).map(|pair| nodes(pair[0], pair[1]).map(value).into_iter().sum::<f64>()).sum()
    }
}
