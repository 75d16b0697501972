//! Claims that set the quoted decay against dated cycles.

use moloch_core::{Figures, Judge, JudgeError, Model, Number, Question, Trial};

use super::quoted::{FORTNIGHT, LOST_IN_A_MONTH, SHORTEST_LAG, TROUGH};
use super::{months, number, periodic};
use crate::{Periodic, decay};

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
            Ok(Trial {
                holds: band.retention <= TROUGH,
                numbers: vec![
                    Number::new("level left after silence of that length", band.retention, ""),
                    Number::new("mean of the dated times", lags(figures)?.iter().sum::<f64>() / 4.0, "yr"),
                    Number::new("silence that makes a trough", band.silence, "month"),
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
