//! The five phases of the classic hype curve on any path: trigger, peak, trough, slope and plateau, each with its
//! date, or absent.
//!
//! ```
//! use moloch_hype::phases::{PathFault, phases};
//!
//! let dates = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0];
//! let cycle = [0.0, 4.0, 9.0, 5.0, 2.0, 3.0, 4.0, 5.0, 5.0, 5.0, 5.0];
//! let found = phases(&dates, &cycle, 0.15)?;
//! assert_eq!(found.dates(), [Some(0.0), Some(2.0), Some(4.0), Some(6.0), Some(6.0)]);
//!
//! // A path that only rises has no peak and no trough.
//! let found = phases(&dates, &dates, 0.15)?;
//! assert!(found.trigger.is_some() && found.peak.is_none() && found.trough.is_none());
//! # Ok::<(), PathFault>(())
//! ```

mod turns;

use moloch_core::tolerance;
use turns::turns;

/// A phase's place on the path.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mark {
    /// When it is, or begins.
    pub date: f64,
    /// The level there.
    pub level: f64,
}

/// The phases that a path shows; `None` for those that it does not.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Phases {
    /// The last date before the rise to the peak, or to the end if there is no peak, on which the level had not yet
    /// risen by the threshold.
    pub trigger: Option<Mark>,
    /// The highest level from which the path falls by the threshold.
    pub peak: Option<Mark>,
    /// The first low after the peak from which the path rises by the threshold.
    pub trough: Option<Mark>,
    /// The first date after the trough on which it has risen by the threshold.
    pub slope: Option<Mark>,
    /// The date from which the path stays, to its end, within a band as wide as the threshold; after the slope if there
    /// is a peak. Shorter stays than [`SHORTEST_PLATEAU`] of the path do not count.
    pub plateau: Option<Mark>,
}

/// The part of a path's length that a plateau must last.
pub const SHORTEST_PLATEAU: f64 = 0.1;

/// What is wrong with a path.
#[derive(Debug, Clone, Copy, PartialEq, thiserror::Error)]
pub enum PathFault {
    /// Not as many dates as levels, or fewer than three.
    #[error("read a path of {dates} dates and {levels} levels: give as many levels as dates, at least three")]
    Lengths {
        /// Dates.
        dates: usize,
        /// Levels.
        levels: usize,
    },
    /// A date that does not follow the one before, or a number that is not finite.
    #[error("read the path at its date number {at}: dates must rise and all numbers must be finite")]
    Disordered {
        /// Which, counted from 1.
        at: usize,
    },
    /// A threshold outside (0, 1).
    #[error("take {found} as the threshold: give a part of the path's range, above 0 and below 1")]
    Threshold {
        /// The threshold.
        found: f64,
    },
}

impl Phases {
    /// The dates of trigger, peak, trough, slope and plateau.
    pub fn dates(&self) -> [Option<f64>; 5] {
        [self.trigger, self.peak, self.trough, self.slope, self.plateau].map(|mark| mark.map(|mark| mark.date))
    }

    /// Whether the path shows all five.
    pub fn complete(&self) -> bool {
        self.dates().iter().all(Option::is_some)
    }
}

/// The phases of a path: levels at rising dates.
///
/// `prominence` is the threshold as a part of the distance between the highest and the lowest level: a rise or fall
/// counts when it is at least that. Noise that stays within half of it neither makes nor hides a phase that stands out
/// by twice as much; it may move its date to another of nearly the same level. Dates and levels may be in any unit.
///
/// # Errors
/// When the path is too short, out of order or not finite, or the threshold no part.
pub fn phases(dates: &[f64], levels: &[f64], prominence: f64) -> Result<Phases, PathFault> {
    check(dates, levels, prominence)?;
    let lowest = levels.iter().copied().fold(f64::INFINITY, f64::min);
    let range = levels.iter().copied().fold(f64::NEG_INFINITY, f64::max) - lowest;
    let mark = |at: usize| Mark { date: dates[at], level: levels[at] };
    if range <= 0.0 {
        // A flat path is a plateau from its start on.
        return Ok(Phases { trigger: None, peak: None, trough: None, slope: None, plateau: Some(mark(0)) });
    }
    let swing = prominence * range;
    let turns = turns(levels, swing);
    let highs = turns.iter().filter(|turn| turn.high).map(|turn| turn.at);
    let peak = highs.reduce(|best, at| if levels[at] > levels[best] { at } else { best });
    let low_after = |peak: usize| turns.iter().find(|turn| !turn.high && turn.at > peak).map(|turn| turn.at);
    let trough = peak.and_then(low_after);
    let slope = trough.and_then(|low| (low..levels.len()).find(|k| levels[*k] - levels[low] >= swing));
    let trigger = trigger(levels, peak.unwrap_or(levels.len() - 1), swing);
    // A path that falls from its peak and stays low has ended, not matured.
    let rest = if peak.is_some() { slope } else { Some(0) };
    let plateau = rest.map(|from| steady_from(levels, swing).max(from)).filter(|at| lasts(dates, *at));
    Ok(Phases {
        trigger: trigger.map(mark),
        peak: peak.map(mark),
        trough: trough.map(mark),
        slope: slope.map(mark),
        plateau: plateau.map(mark),
    })
}

fn check(dates: &[f64], levels: &[f64], prominence: f64) -> Result<(), PathFault> {
    if dates.len() != levels.len() || dates.len() < 3 {
        return Err(PathFault::Lengths { dates: dates.len(), levels: levels.len() });
    }
    let sound = |k: usize| dates[k].is_finite() && levels[k].is_finite() && (k == 0 || dates[k] > dates[k - 1]);
    if let Some(k) = (0..dates.len()).find(|k| !sound(*k)) {
        return Err(PathFault::Disordered { at: k + 1 });
    }
    if !(prominence > 0.0 && prominence < 1.0) {
        return Err(PathFault::Threshold { found: prominence });
    }
    Ok(())
}

/// The last date before `end` on which the level has not risen by the swing above its lowest before.
fn trigger(levels: &[f64], end: usize, swing: f64) -> Option<usize> {
    let base = levels[..=end].iter().copied().fold(f64::INFINITY, f64::min);
    if levels[end] - base < swing {
        return None;
    }
    (0..end).rev().find(|k| levels[*k] - base < swing)
}

/// The first date from which the path stays within a band of the swing's width.
fn steady_from(levels: &[f64], swing: f64) -> usize {
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    let inside = levels.iter().rev().take_while(|level| {
        (low, high) = (low.min(**level), high.max(**level));
        high - low <= swing
    });
    levels.len() - inside.count()
}

/// Whether the rest of the path from a date on is long enough for a plateau.
fn lasts(dates: &[f64], from: usize) -> bool {
    let end = dates[dates.len() - 1];
    // Dates at equal distances may meet the limit exactly; their rounding must not decide.
    end - dates[from] >= SHORTEST_PLATEAU * (end - dates[0]) * (1.0 - tolerance::IDENTITY_REL)
}
