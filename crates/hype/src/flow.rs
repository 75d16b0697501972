//! Paths of two variables by the method of Runge and Kutta, with the error of their steps.

/// A path at given dates.
pub(crate) struct Flow {
    /// The state at each date.
    pub(crate) states: Vec<[f64; 2]>,
    /// The largest difference to the path with steps twice as long, divided by 15: the error of a method of fourth
    /// order, relative to the largest state or 1.
    pub(crate) error: f64,
}

/// Steps per unit of the fastest rate times time.
const FINENESS: f64 = 80.0;

impl Flow {
    /// The path from `start` at the first of `dates`; `fastest` bounds the rates at which the state changes.
    pub(crate) fn new(start: [f64; 2], dates: &[f64], fastest: f64, slopes: impl Fn([f64; 2]) -> [f64; 2]) -> Self {
        let coarse = walk(start, dates, fastest, 1, &slopes);
        let states = walk(start, dates, fastest, 2, &slopes);
        let size = states.iter().flatten().fold(1.0, |size: f64, x| size.max(x.abs()));
        let misses = states.iter().zip(&coarse).flat_map(|(a, b)| [(a[0] - b[0]).abs(), (a[1] - b[1]).abs()]);
        let error = moloch_core::worst(misses) / 15.0 / size;
        Self { states, error }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole and far below 2^53")]
fn walk(
    start: [f64; 2],
    dates: &[f64],
    fastest: f64,
    refinement: usize,
    slopes: &impl Fn([f64; 2]) -> [f64; 2],
) -> Vec<[f64; 2]> {
    let mut states = vec![start];
    let mut state = start;
    for pair in dates.windows(2) {
        let span = pair[1] - pair[0];
        let steps = refinement * ((fastest * span * FINENESS).ceil() as usize).clamp(1, 1_000_000);
        let h = span / steps as f64;
        for _ in 0..steps {
            state = step(state, h, slopes);
        }
        states.push(state);
    }
    states
}

fn step(s: [f64; 2], h: f64, slopes: &impl Fn([f64; 2]) -> [f64; 2]) -> [f64; 2] {
    let along = |k: [f64; 2], part: f64| [s[0] + part * k[0], s[1] + part * k[1]];
    let k1 = slopes(s);
    let k2 = slopes(along(k1, h / 2.0));
    let k3 = slopes(along(k2, h / 2.0));
    let k4 = slopes(along(k3, h));
    let mean = |i: usize| h / 6.0 * (k1[i] + 2.0 * k2[i] + 2.0 * k3[i] + k4[i]);
    [s[0] + mean(0), s[1] + mean(1)]
}

#[cfg(test)]
mod tests {
    use super::Flow;

    #[test]
    fn a_turning_point_comes_back_and_knows_its_error() {
        let flow = Flow::new([1.0, 0.0], &[0.0, std::f64::consts::TAU], 1.0, |[x, y]| [-y, x]);
        let miss = (flow.states[1][0] - 1.0).abs().max(flow.states[1][1].abs());
        assert!(miss < 1e-9 && flow.error < 1e-9 && flow.error > miss / 2.0);
    }
}
