//! Exact simulation: between announcements the level is known in closed form, so that no time step is needed.

use moloch_core::random::{ChaCha12Rng, open_unit};

use super::{JumpLaw, Process};

/// The level after `time`, from the level `start` now; takes about `rate` times `time` steps.
pub fn level_after(process: &Process, start: f64, time: f64, random: &mut ChaCha12Rng) -> f64 {
    let (mut level, mut left) = (start, time);
    loop {
        let gap = gap(process, random);
        if gap >= left {
            return level * (-process.decay * left).exp();
        }
        level = level * (-process.decay * gap).exp() + jump(process, random);
        left -= gap;
    }
}

/// The levels at rising dates from 0 on, from the level `start` at time 0.
pub fn path_at(process: &Process, start: f64, dates: &[f64], random: &mut ChaCha12Rng) -> Vec<f64> {
    let (mut level, mut time) = (start, 0.0);
    let mut next = if process.rate > 0.0 { gap(process, random) } else { f64::INFINITY };
    let at = |date: &f64| {
        while next <= *date {
            level = level * (-process.decay * (next - time)).exp() + jump(process, random);
            time = next;
            next += gap(process, random);
        }
        level * (-process.decay * (date - time)).exp()
    };
    dates.iter().map(at).collect()
}

/// The time at which the level first falls to `to`, from `from`; both positive, `to` at most `from`.
///
/// `None` if that takes more than `limit` announcements.
pub fn first_passage(process: &Process, from: f64, to: f64, limit: usize, random: &mut ChaCha12Rng) -> Option<f64> {
    let (mut level, mut time) = (from, 0.0);
    for _ in 0..limit {
        let (gap, needed) = (gap(process, random), (level / to).ln() / process.decay);
        if needed <= gap {
            return Some(time + needed);
        }
        level = level * (-process.decay * gap).exp() + jump(process, random);
        time += gap;
    }
    None
}

fn gap(process: &Process, random: &mut ChaCha12Rng) -> f64 {
    -open_unit(random).ln() / process.rate
}

fn jump(process: &Process, random: &mut ChaCha12Rng) -> f64 {
    match process.jumps {
        JumpLaw::Exponential => -open_unit(random).ln() * process.jump,
        JumpLaw::Fixed => process.jump,
    }
}
