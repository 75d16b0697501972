//! Claims that set the quoted decay against dated cycles.

use moloch_core::{Figures, Inputs, Judge, JudgeError, Model, Number, Question, Trial};

use super::quoted::{FORTNIGHT, LOST_IN_A_MONTH, SHORTEST_LAG, TROUGH};
use super::{months, number, periodic};
use crate::{Gartner, Lags, Monotone, Periodic, decay};

pub(super) const DECAY: Judge = Judge {
    claim: "hype-decay-10-per-month",
    model: Periodic::ID,
    reason: "silence that halves hype at the quoted decay, against the shortest dated time from peak to trough; holds \
             where that trough came late enough for silence alone to explain it",
    question: Question::Computed {
        parameter: |figures| {
            let quoted = figures.get("decay_per_month")?;
            Ok(number("lost in a month", (quoted, quoted), (0.005, 0.9)))
        },
        holds: |lost, _| {
            let band = periodic(lost, 1.0, 1.0, 0)?;
            Ok(Trial {
                holds: band.silence <= SHORTEST_LAG,
                numbers: vec![
                    Number::new("silence that halves hype", band.silence, "month"),
                    Number::new("silence that leaves a tenth", decay::silence(decay::rate_of_loss(lost), 0.1), "month"),
                    Number::new("shortest dated time from peak to trough", SHORTEST_LAG, "month"),
                ],
            })
        },
    },
};

/// Times from peak to trough of the four dated cycles, years.
fn lags(figures: &Figures) -> Result<[f64; 4], JudgeError> {
    let lag = |peak, trough| Ok::<f64, JudgeError>(figures.get(trough)? - figures.get(peak)?);
    Ok([
        lag("internet_peak", "internet_trough")?,
        lag("cloud_peak", "cloud_trough")?,
        lag("blockchain_peak", "blockchain_trough")?,
        lag("vr_peak", "vr_trough")?,
    ])
}

/// The essay's year: cycles that have not come to productive use by then are open.
const WRITTEN: f64 = 2025.0;

/// Times from trough to productive use of the four dated cycles.
fn use_comes(figures: &Figures) -> Result<Lags, JudgeError> {
    let lag = |trough, plateau| Ok::<f64, JudgeError>(figures.get(plateau)? - figures.get(trough)?);
    let open = |trough| Ok::<f64, JudgeError>(WRITTEN - figures.get(trough)?);
    Ok(Lags {
        completed: vec![lag("internet_trough", "internet_plateau")?, lag("cloud_trough", "cloud_plateau")?],
        open: vec![open("blockchain_trough")?, open("vr_trough")?],
        ..Lags::trough_to_plateau()
    })
}

pub(super) const HISTORICAL_LAGS: Judge = Judge {
    claim: "hype-historical-lags",
    model: Periodic::ID,
    reason: "what silence leaves of hype after the dated times from peak to trough, at ten per cent a month; holds where \
             half or less is left, so that decay and dates agree",
    question: Question::Computed {
        parameter: |figures| {
            let lags = lags(figures)?.map(|years| 12.0 * years);
            let (low, high) =
                (lags.iter().copied().fold(f64::INFINITY, f64::min), lags.iter().copied().fold(0.0, f64::max));
            Ok(months("time from peak to trough", (low, high), (0.5, 60.0)))
        },
        holds: |lag, figures| {
            let band = periodic(LOST_IN_A_MONTH, lag, 1.0, 0)?;
            let use_comes = use_comes(figures)?.checked()?.solve()?;
            Ok(Trial {
                holds: band.retention <= TROUGH,
                numbers: vec![
                    Number::new("level left after silence of that length", band.retention, ""),
                    Number::new("mean of the dated times", lags(figures)?.iter().sum::<f64>() / 4.0, "yr"),
                    Number::new("silence that makes a trough", band.silence, "month"),
                    Number::new(
                        "mean time from trough to use, of the two cycles that got there",
                        use_comes.mean_completed,
                        "yr",
                    ),
                    Number::new("the same with the two that did not", use_comes.mean, "yr"),
                    Number::new("its 95 per cent interval, from", use_comes.interval[0], "yr"),
                    Number::new("its 95 per cent interval, to", use_comes.interval[1], "yr"),
                ],
            })
        },
    },
};

pub(super) const BLOCKCHAIN: Judge = Judge {
    claim: "arms-blockchain-herding",
    model: Periodic::ID,
    reason: "the deepest fall between two announcements at the decay and the interval that the hype essay quotes for AI; \
             holds where it is a trough, as blockchain had one",
    question: Question::Computed {
        parameter: |_| Ok(months("time between announcements", (FORTNIGHT, FORTNIGHT), (0.1, 24.0))),
        holds: |interval, _| {
            let band = periodic(LOST_IN_A_MONTH, interval, 1.0, 0)?;
            let in_silence = periodic(LOST_IN_A_MONTH, SHORTEST_LAG, 1.0, 0)?.dip;
            Ok(Trial {
                holds: band.dip >= 1.0 - TROUGH,
                numbers: vec![
                    Number::new("fall between two announcements", band.dip, ""),
                    Number::new("fall in the year from blockchain's peak to its trough, without news", in_silence, ""),
                    Number::new("announcements missed before a trough", band.missed, ""),
                ],
            })
        },
    },
};

/// Mean of the dated times from peak to trough, months.
const MEAN_LAG: f64 = 18.0;

pub(super) const DECLINE_AFTER_ONE_MONTH: Judge = Judge {
    claim: "hype-should-decline-after-one-month",
    model: Gartner::ID,
    reason: "the classic curve with the shape of its worked example, stretched until its peak and its trough are as far \
             apart as those of the dated cycles on average; holds where it declines by the month asked for",
    question: Question::Computed {
        parameter: |figures| {
            let quoted = figures.get("months_after_trigger")?;
            Ok(months("months after the launch", (quoted, quoted), (0.25, 48.0)))
        },
        holds: |month, _| {
            let shape = <Gartner as Model>::example();
            let turns = shape.clone().checked()?.solve()?.turns;
            let stretch = MEAN_LAG / (turns[1] - turns[0]);
            let curve = Gartner {
                rise: shape.rise * stretch,
                midpoint: shape.midpoint * stretch,
                speed: shape.speed / stretch,
                horizon: shape.horizon * stretch,
                ..shape
            };
            let level = |time: f64| curve.hype_at(time) + curve.maturity_at(time);
            let after_a_month = level(month + 1.0) / level(month) - 1.0;
            let peak = curve.checked()?.solve()?.turns[0];
            Ok(Trial {
                holds: peak <= month,
                numbers: vec![
                    Number::new("peak of the curve after the launch", peak, "month"),
                    Number::new("trough of the curve after the launch", peak + MEAN_LAG, "month"),
                    Number::new("change in the month that follows", after_a_month, ""),
                ],
            })
        },
    },
};

/// Visits in June 2023, of those in May, by an outside count; they fell again in the two months after.
const VISITS: f64 = 1.0 - 0.097;

pub(super) const NEVER_FELL: Judge = Judge {
    claim: "hype-chatgpt-expected-vs-actual",
    model: Monotone::ID,
    reason: "visits in May and June 2023 by an outside count, which fell by 9.7 per cent and again in the two months \
             after, for errors of a count from a half to three per cent; holds where a series that never falls is not \
             rejected at five per cent (users may differ from visits)",
    question: Question::Computed {
        parameter: |_| Ok(number("error of a monthly count", (0.005, 0.03), (0.002, 0.2))),
        holds: |error, figures| {
            let visits = Monotone { readings: vec![1.0, VISITS], error, size: 0.05 }.checked()?.solve()?;
            Ok(Trial {
                holds: !visits.falls,
                numbers: vec![
                    Number::new("fall in the month", visits.deepest, ""),
                    Number::new("probability of such a fall if visits never fell", visits.p_value, ""),
                    Number::new("declines quoted", figures.get("declines")?, ""),
                    Number::new("declines found", visits.declines as f64, ""),
                ],
            })
        },
    },
};
