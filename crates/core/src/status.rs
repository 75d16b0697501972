//! How a computation ended and how complete its answer is; bad input is an error, not a status.

use std::fmt;

use crate::effort::Stop;

/// How a computation ended.
///
/// ```
/// use moloch_core::Status;
///
/// assert_eq!(Status::Converged { iterations: 1 }.to_string(), "converged after 1 iteration");
/// assert_eq!(Status::LimitReached { iterations: 0 }.to_string(), "stopped by its limit after 0 iterations");
/// ```
#[derive(Debug, Clone, PartialEq)]
pub enum Status {
    /// A closed form was evaluated; nothing was iterated.
    ClosedForm,
    /// The iteration met its tolerance.
    Converged {
        /// Iterations used.
        iterations: usize,
    },
    /// The iteration used up its budget before it met its tolerance.
    LimitReached {
        /// Iterations used.
        iterations: usize,
    },
    /// Its time was over.
    OutOfTime,
    /// The user stopped it.
    StoppedByUser,
    /// A value that is not finite was met.
    NonFinite {
        /// What was not finite.
        what: String,
    },
    /// The answer lies on a bound of the search, which may hide a better one.
    BoundActive {
        /// The bound.
        bound: String,
    },
    /// No value reaches the target.
    Unreachable {
        /// The nearest that can be had, in the target's unit.
        best: f64,
    },
}

impl Status {
    /// Whether the answer is what was asked for.
    pub const fn is_success(&self) -> bool {
        matches!(self, Self::ClosedForm | Self::Converged { .. })
    }
}

impl From<Stop> for Status {
    fn from(stop: Stop) -> Self {
        match stop {
            Stop::OutOfSteps { done } => Self::LimitReached { iterations: usize::try_from(done).unwrap_or(usize::MAX) },
            Stop::OutOfTime => Self::OutOfTime,
            Stop::Cancelled => Self::StoppedByUser,
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ClosedForm => write!(f, "closed form"),
            Self::Converged { iterations } => write!(f, "converged after {}", counted(*iterations)),
            Self::LimitReached { iterations } => write!(f, "stopped by its limit after {}", counted(*iterations)),
            Self::OutOfTime => write!(f, "stopped when its time was over"),
            Self::StoppedByUser => write!(f, "stopped by the user"),
            Self::NonFinite { what } => write!(f, "met a value that is not finite: {what}"),
            Self::BoundActive { bound } => write!(f, "ended on a bound: {bound}"),
            Self::Unreachable { best } => write!(f, "unreachable; the nearest is {best}"),
        }
    }
}

fn counted(iterations: usize) -> String {
    if iterations == 1 { "1 iteration".to_owned() } else { format!("{iterations} iterations") }
}

/// How much of a set of answers was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Completeness {
    /// Every member was found, for the stated reason.
    Complete(&'static str),
    /// Some members may be missing.
    Partial {
        /// Why the search was not complete.
        why: String,
        /// What was not searched.
        not_searched: String,
    },
    /// Members found by a method that does not search for all.
    Sample,
}

impl fmt::Display for Completeness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Complete(why) => write!(f, "complete: {why}"),
            Self::Partial { why, not_searched } => write!(f, "partial: {why}; not searched: {not_searched}"),
            Self::Sample => write!(f, "a sample"),
        }
    }
}

/// Whether an equilibrium is the only one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Uniqueness {
    /// A theorem's conditions were checked and hold.
    Proved {
        /// The theorem and the conditions.
        theorem: &'static str,
    },
    /// No claim is made.
    NotClaimed {
        /// The condition that fails or was not checked.
        why: String,
    },
}

impl fmt::Display for Uniqueness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Proved { theorem } => write!(f, "unique: {theorem}"),
            Self::NotClaimed { why } => write!(f, "uniqueness not claimed: {why}"),
        }
    }
}
