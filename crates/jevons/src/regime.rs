//! The names of the kinds of rebound.

use std::fmt;

use moloch_core::tolerance::CLOSED_FORM_REL;

/// What a gain in efficiency does to energy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Regime {
    /// More is saved than efficiency alone saves; cannot occur while demand falls in the price.
    SuperConservation,
    /// All of the saving is kept: the service is used as much as before.
    NoRebound,
    /// Part of the saving is used up.
    Partial,
    /// The whole saving is used up; energy stays as it was.
    Full,
    /// More is used than before the gain: Jevons' paradox.
    Backfire,
}

impl Regime {
    /// The regime of a rebound $`R = 1 + d\ln E/d\ln\eta`$.
    pub fn of(rebound: f64) -> Self {
        if rebound.abs() <= CLOSED_FORM_REL {
            Self::NoRebound
        } else if (rebound - 1.0).abs() <= CLOSED_FORM_REL {
            Self::Full
        } else if rebound < 0.0 {
            Self::SuperConservation
        } else if rebound < 1.0 {
            Self::Partial
        } else {
            Self::Backfire
        }
    }

    /// The name used in tables and reports.
    pub const fn word(self) -> &'static str {
        match self {
            Self::SuperConservation => "super-conservation",
            Self::NoRebound => "no rebound",
            Self::Partial => "partial rebound",
            Self::Full => "full rebound",
            Self::Backfire => "backfire",
        }
    }
}

impl fmt::Display for Regime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}
