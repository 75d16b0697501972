//! Exact simulation of mutually exciting news by thinning.

use moloch_core::random::ChaCha12Rng;

use super::StationaryMutual;
use crate::hawkes::simulate::Uniforms;

/// The announcements until a time, each with its lab, starting without a past (Ogata 1981).
///
/// The rate of all labs together only falls between announcements; who announces is drawn in proportion to the rates.
pub fn mutual_thinning(process: &StationaryMutual, until: f64, random: &mut ChaCha12Rng) -> Vec<(f64, usize)> {
    let (labs, fades) = (process.labs(), process.fades());
    let mut uniforms = Uniforms::new(random);
    let baseline: f64 = process.baselines().iter().sum();
    // What one announcement of each lab adds to the rate of all labs together.
    let kicks: Vec<f64> = (0..labs).map(|j| process.kicks().iter().map(|row| row[j]).sum()).collect();
    let mut left = vec![0.0; labs];
    let total = |left: &[f64]| baseline + left.iter().zip(&kicks).map(|(left, kick)| left * kick).sum::<f64>();
    let (mut time, mut bound, mut times) = (0.0, baseline, Vec::new());
    loop {
        let wait = uniforms.exponential() / bound;
        time += wait;
        // A process without a baseline never begins: the wait is infinite.
        if time.is_nan() || time > until {
            return times;
        }
        for (left, fade) in left.iter_mut().zip(fades) {
            *left *= (-fade * wait).exp();
        }
        let rate = total(&left);
        let mut drawn = uniforms.draw() * bound;
        bound = rate;
        if drawn <= rate {
            let of = |i: usize| {
                let excited: f64 = process.kicks()[i].iter().zip(&left).map(|(kick, left)| kick * left).sum();
                process.baselines()[i] + excited
            };
            let lab = (0..labs).find(|i| {
                drawn -= of(*i);
                drawn <= 0.0
            });
            let lab = lab.unwrap_or(labs - 1);
            left[lab] += 1.0;
            bound = rate + kicks[lab];
            times.push((time, lab));
        }
    }
}
