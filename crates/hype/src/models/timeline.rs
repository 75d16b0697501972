#![doc = include_str!("timeline.md")]

use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Concept, DefaultValue, Field, Law, Model, OpenTable,
    Range, Status, inputs, quantity, tolerance,
};

use crate::{HypeError, decay, path};

inputs! {
    /// Dated events that are said to have held hype up.
    pub struct Timeline {
        /// Dates of the events, from any common start; rising.
        pub events: Vec<f64> = Field::numbers(&quantity::DURATION, "event").in_unit("month"),
        /// Decay without news, in logarithms: a loss of 10 per cent a month is a decay of 0.10536 a month.
        pub decay: f64 = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE),
        /// Interval at which news is said to come; nothing is compared if absent.
        pub cadence: Option<f64> = Field::number(&quantity::DURATION).in_unit("month").within(Range::POSITIVE).optional(),
        /// Silence after the last event.
        pub silence: f64 = Field::number(&quantity::DURATION).in_unit("month").or_number(0.0),
        /// Dates between two events on the path.
        pub resolution: usize = Field::integer(1, 100).or(DefaultValue::Integer(10)),
    }
    check in_order;
}

/// A gap in which hype fades by more than this, in logarithms, leaves nothing that an event could hold.
const LONGEST: f64 = 500.0;

fn in_order(inputs: &Timeline, table: &mut OpenTable<'_, '_>) {
    let Timeline { events, decay, silence, .. } = inputs;
    if events.len() < 2 {
        let found = format!("{} dates", events.len());
        table.fault("too-few", "events", found, "at least two dates", "add the date of another event");
        return;
    }
    if let Some(k) = (1..events.len()).find(|k| events[*k] <= events[k - 1]) {
        let expected = format!("a date after {}", events[k - 1]);
        table.fault(
            "unsorted",
            &format!("events[{k}]"),
            events[k].to_string(),
            expected,
            "sort the dates; give each once",
        );
        return;
    }
    let longest = gaps(events).chain([*silence]).fold(0.0, f64::max);
    if longest > LONGEST / decay {
        let expected = format!("gaps of at most {} months at this decay", LONGEST / decay);
        table.fault(
            "too-long",
            "events",
            format!("a gap of {longest} months"),
            expected,
            "add events, or lower the decay",
        );
    }
}

fn gaps(events: &[f64]) -> impl Iterator<Item = f64> {
    events.windows(2).map(|pair| pair[1] - pair[0])
}

/// What the events must have done; levels are parts of the level just after the first event. Lists are for the gaps.
#[derive(Debug, Clone, PartialEq)]
pub struct TimelineOutcome {
    /// Gap before the event, months.
    pub gaps: Vec<f64>,
    /// Level just before the event.
    pub before: Vec<f64>,
    /// Jump that the event needs to bring the level back, as a part of the level just before it.
    pub needed: Vec<f64>,
    /// Announcements that the cadence promises within the gap, the event itself included.
    pub promised: Option<Vec<f64>>,
    /// The largest jump that any event needs, over the jump that the cadence needs each time.
    pub contradiction: Option<f64>,
    /// Mean gap, months.
    pub mean_gap: f64,
    /// Level after the silence that follows the last event.
    pub last: f64,
    /// Dates of the path since the first event, months.
    pub dates: Vec<f64>,
    /// Level on the path.
    pub level: Vec<f64>,
    certificate: Certificate,
}

impl TimelineOutcome {
    /// The certificate that the outcome passed.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl Timeline {
    /// The events that the hype essay dates: November 2022, March, May and November 2023, and silence from then on.
    pub fn of_the_essay() -> Self {
        Self {
            events: vec![0.0, 4.0, 6.0, 12.0],
            decay: decay::rate_of_loss(0.1),
            cadence: Some(14.0 / 30.4375),
            silence: 0.0,
            resolution: 10,
        }
    }
}

impl Model for Timeline {
    type Outcome = TimelineOutcome;
    type Error = HypeError;

    const ID: &'static str = "hype.timeline";
    const TITLE: &'static str = "What dated events must have done";
    const PAGE: &'static str = include_str!("timeline.md");
    const LAWS: &'static [Law] = &[Law::TimeScales];
    const CHARTS: &'static [Chart] = &[Chart {
        title: "Level between the dated events if each brings it back",
        across: "months since the first event",
        x: "month",
        up: "part of the level after the first event",
        log: false,
        lines: &[ChartLine::new("level", "level")],
        thresholds: &[("lowest", "lowest")],
    }];

    fn example() -> Self {
        Self { silence: 6.0, ..Self::of_the_essay() }
    }

    fn solve(inputs: &Checked<Self>) -> Result<TimelineOutcome, HypeError> {
        let gaps: Vec<f64> = gaps(&inputs.events).collect();
        let needed: Vec<f64> = gaps.iter().map(|gap| (inputs.decay * gap).exp_m1()).collect();
        let before: Vec<f64> = gaps.iter().map(|gap| (-inputs.decay * gap).exp()).collect();
        let largest = needed.iter().copied().fold(0.0, f64::max);
        let certificate = *Certified::new((), certificate_of(inputs, &before, &needed))?.certificate();
        let (dates, level) = walk(inputs, &gaps);
        Ok(TimelineOutcome {
            mean_gap: gaps.iter().sum::<f64>() / gaps.len() as f64,
            promised: inputs.cadence.map(|cadence| gaps.iter().map(|gap| gap / cadence).collect()),
            contradiction: inputs.cadence.map(|cadence| largest / (inputs.decay * cadence).exp_m1()),
            last: (-inputs.decay * inputs.silence).exp(),
            gaps,
            before,
            needed,
            dates,
            level,
            certificate,
        })
    }

    fn answer(outcome: &TimelineOutcome) -> Answer {
        let (axis, share) = ("gap", &quantity::SHARE);
        let lowest = outcome.before.iter().copied().fold(outcome.last, f64::min);
        let answer =
            path::months(Answer::new(Status::ClosedForm), "gap", axis, &outcome.gaps, "time since the event before")
                .numbers("before", share, axis, &outcome.before, "level just before the event")
                .numbers("needed", &quantity::RATIO, axis, &outcome.needed, "jump needed, of the level just before")
                .number("lowest", share, lowest, "lowest level on the path")
                .number_in("month", "mean_gap", &quantity::DURATION, outcome.mean_gap, "mean gap")
                .number("last", share, outcome.last, "level after the silence");
        let answer = match (&outcome.promised, outcome.contradiction) {
            (Some(promised), Some(contradiction)) => answer
                .numbers(
                    "promised",
                    &quantity::COUNT,
                    axis,
                    promised,
                    "announcements that the cadence promises in the gap",
                )
                .number(
                    "contradiction",
                    &quantity::RATIO,
                    contradiction,
                    "largest jump that an event needs, over the jump that the cadence needs",
                ),
            _ => answer,
        };
        path::months(answer, "month", "date", &outcome.dates, "months since the first event")
            .numbers("level", share, "date", &outcome.level, "level, as a part of that after the first event")
            .certified_by(outcome.certificate)
    }
}

/// The saw of falls and returns; the date just before an event is a millionth of the gap before it.
fn walk(inputs: &Timeline, gaps: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let (mut dates, mut level) = (Vec::new(), Vec::new());
    let mut start = 0.0;
    let last = [inputs.silence];
    for gap in gaps.iter().chain(last.iter().filter(|silence| **silence > 0.0)) {
        for i in 0..=inputs.resolution {
            let part = if i == inputs.resolution { 1.0 - 1e-6 } else { i as f64 / inputs.resolution as f64 };
            dates.push(start + part * gap);
            level.push((-inputs.decay * part * gap).exp());
        }
        start += gap;
    }
    (dates, level)
}

/// Falls and jumps, event by event, must lead back to where they began: the level before, lifted by the needed jump.
/// The fall itself is walked in a thousand steps of the method of Runge and Kutta.
fn certificate_of(inputs: &Timeline, before: &[f64], needed: &[f64]) -> Certificate {
    let factor = |x: f64| 1.0 - x * (1.0 - x / 2.0 * (1.0 - x / 3.0 * (1.0 - x / 4.0)));
    let steps = |gap: f64| (1000.0 * (inputs.decay * gap).max(1.0)).ceil();
    let walked = |gap: f64| (steps(gap) * factor(inputs.decay * gap / steps(gap)).ln()).exp();
    let misses = gaps(&inputs.events).zip(before.iter().zip(needed)).map(|(gap, (before, needed))| {
        let fall = (walked(gap) / before - 1.0).abs();
        fall.max((before * (1.0 + needed) - 1.0).abs())
    });
    Certificate {
        concept: Concept::Integration,
        residual: moloch_core::worst(misses),
        scale: 1.0,
        tolerance: tolerance::IDENTITY_REL,
        method: "the fall of each gap in short steps, and the jump back",
    }
}
