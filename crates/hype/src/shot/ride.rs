//! A random path under a news rate that changes from one span to the next, and how far it falls on the way.

use moloch_core::random::{ChaCha12Rng, open_unit};

/// A random path.
#[derive(Debug, Clone, PartialEq)]
pub struct Ride {
    /// The level at the start and at the end of each span.
    pub levels: Vec<f64>,
    /// The smallest ratio of the level to its highest so far, in (0, 1]: 0.6 says that at worst four tenths were lost.
    pub deepest: f64,
}

/// Follows a random path from the level `start`, not negative, through spans of length `span`, each with its own rate of
/// announcements (not negative, per unit of time). The level decays at the rate `decay`, not negative; `lift` draws
/// the jump of an announcement.
///
/// Between announcements the level is known exactly, so that no fall is missed between two dates.
pub fn ride(
    decay: f64,
    rates: &[f64],
    span: f64,
    start: f64,
    random: &mut ChaCha12Rng,
    lift: impl Fn(&mut ChaCha12Rng) -> f64,
) -> Ride {
    let (mut level, mut highest) = (start, start);
    let mut ride = Ride { levels: vec![start], deepest: 1.0 };
    // Announcements come when this much of the summed rate has passed: unit exponential, whatever the rate.
    let mut due = -open_unit(random).ln();
    for &rate in rates {
        let mut left = span;
        while rate * left >= due {
            let gap = due / rate;
            level *= (-decay * gap).exp();
            ride.deepest = ride.deepest.min(level / highest);
            level += lift(random);
            highest = highest.max(level);
            left -= gap;
            due = -open_unit(random).ln();
        }
        due -= rate * left;
        level *= (-decay * left).exp();
        ride.levels.push(level);
    }
    ride.deepest = ride.deepest.min(level / highest);
    ride
}
