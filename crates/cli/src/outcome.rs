//! How a command fails, and the exit code that says so.

/// Why a command did not do what was asked.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The input is wrong; the text says where and what to do.
    BadInput(String),
    /// The input is sound, but the work failed.
    Failed(String),
    /// The work ended before its end; what was found has been shown, and says so.
    Partial(String),
}

impl Failure {
    pub(crate) const fn code(&self) -> u8 {
        match self {
            Self::Failed(_) => 1,
            Self::BadInput(_) => 2,
            Self::Partial(_) => 3,
        }
    }

    pub(crate) fn text(&self) -> &str {
        match self {
            Self::BadInput(text) | Self::Failed(text) | Self::Partial(text) => text,
        }
    }
}

/// What a command gives back.
pub(crate) type Outcome = Result<(), Failure>;
