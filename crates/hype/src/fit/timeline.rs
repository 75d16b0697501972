//! `timeline`: what dated events must have done to hold hype up, and how that agrees with the cadence that is claimed.

use moloch_core::{
    Answer, Checked, ColumnKind, Field, Fit, FitColumn, FitData, FitError, Inputs, Model, Range, TimeUnit, inputs,
    quantity,
};

use super::record::{self, DATE};
use crate::{Timeline, decay};

inputs! {
    /// Options of the reading of a dated timeline.
    pub struct TimelineFit {
        /// Decay of hype without news; left out: a tenth of the level a month.
        pub decay: Option<f64> = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE).optional(),
        /// Interval at which news is said to come; nothing is compared if absent.
        pub cadence: Option<f64> = Field::number(&quantity::DURATION).in_unit("month").within(Range::POSITIVE).optional(),
    }
}

const EVENT: FitColumn = FitColumn::optional("event", ColumnKind::Name, "what happened").or_headed(&["name", "title"]);
/// Part of the level that is lost in a month where no decay is given.
const LOST_IN_A_MONTH: f64 = 0.1;
/// Dates between two events on the path.
const RESOLUTION: usize = 10;

impl Fit for TimelineFit {
    const ID: &'static str = "timeline";
    const TITLE: &'static str = "What dated events must have done";
    const ABOUT: &'static str = "The level just before each event, the jump that it needs to bring the level back, and how \
        many announcements a claimed cadence promises in each gap. With an end of the window, the level after the last \
        silence.";
    const COLUMNS: &'static [FitColumn] = &[DATE, EVENT];

    fn fit(options: &Checked<Self>, data: &FitData) -> Result<Answer, FitError> {
        // Reads the window as every fit does, so that unsorted and repeated dates are told by their rows.
        record::events(data)?;
        let times = data.times(DATE.key).unwrap_or_default();
        let months = |time: f64| time * data.unit.days / TimeUnit::MONTH.days;
        let first = times.first().copied().unwrap_or_default();
        let last = times.last().copied().unwrap_or_default();
        let timeline = Timeline {
            events: times.iter().map(|time| months(time - first)).collect(),
            decay: options.decay.unwrap_or_else(|| decay::rate_of_loss(LOST_IN_A_MONTH)),
            cadence: options.cadence,
            silence: data.until.map_or(0.0, |until| months(until - last)),
            resolution: RESOLUTION,
        };
        let checked = timeline.checked().map_err(FitError::Options)?;
        let outcome = Timeline::solve(&checked).map_err(|error| FitError::Unfit(Box::new(error)))?;
        let answer = Timeline::answer(&outcome);
        let answer = match data.names(EVENT.key) {
            Some(names) => answer.texts("event", "gap", &names[1..], "the event that ends the gap"),
            None => answer,
        };
        Ok(match options.decay {
            Some(_) => answer,
            None => answer.note("no decay was given: a tenth of the level is taken to be lost in a month"),
        })
    }
}
