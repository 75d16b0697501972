//! Why a Hawkes process has no answer to give.

use moloch_core::{NotCertified, Range};

/// Why a Hawkes process, or a record of events, has no answer to give; times are as they were given.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum HawkesError {
    /// A parameter is out of its range.
    #[error("set up the process: {name}: found {value}, expected {range}")]
    Parameter {
        /// Its name.
        name: &'static str,
        /// Its value.
        value: f64,
        /// The values allowed.
        range: Range,
    },
    /// One announcement provokes one or more, so that the news never dies.
    #[error(
        "find a long run: the process is explosive, as one announcement provokes {branching} others, and fewer than 1 \
         is needed; lower the reaction or let it fade faster"
    )]
    Explosive {
        /// The branching ratio, or the spectral radius of the matrix of branching ratios.
        branching: f64,
    },
    /// Lists do not have one entry for each lab.
    #[error("match the lists: each needs an entry for each of the {labs} labs")]
    Shape {
        /// How many labs there are.
        labs: usize,
    },
    /// The window of observation has no length.
    #[error("read the window: it goes from {from} to {until}; end it after its start")]
    Window {
        /// Its start.
        from: f64,
        /// Its end.
        until: f64,
    },
    /// A time is not a finite number.
    #[error("read event {index}: its time {time} is not a finite number")]
    NotFinite {
        /// Which event, from 0.
        index: usize,
        /// Its time.
        time: f64,
    },
    /// A time is before the one above it.
    #[error("read event {index}: its time {time} is before that of the event above it, {before}; sort the events")]
    Unsorted {
        /// Which event, from 0.
        index: usize,
        /// Its time.
        time: f64,
        /// The time of the event above it.
        before: f64,
    },
    /// A time occurs twice: the process has no two events at once.
    #[error("read event {index}: its time {time} is that of the event above it; merge the two or set them apart")]
    Repeated {
        /// Which event, from 0.
        index: usize,
        /// Its time.
        time: f64,
    },
    /// A time is after the end of the window.
    #[error("read event {index}: its time {time} is after the end of the window, {until}; end the window later")]
    AfterTheEnd {
        /// Which event, from 0.
        index: usize,
        /// Its time.
        time: f64,
        /// The end of the window.
        until: f64,
    },
    /// There are too few events for what is asked.
    #[error("fit {parameters} parameters to {events} events in the window: at least {needed} are needed")]
    TooFew {
        /// Events in the window.
        events: usize,
        /// The least number that is accepted.
        needed: usize,
        /// Parameters of the model.
        parameters: usize,
    },
    /// An answer did not pass its certificate.
    #[error(transparent)]
    NotCertified(#[from] NotCertified),
}
