//! Claims about what keeps hype up or wears it down: faults, expectations, fatigue, and gains that feed on the level.

use moloch_core::{Inputs, Judge, Model, Number, Question, Trial};

use super::quoted::{DAYS_IN_A_MONTH, FORTNIGHT, LOST_IN_A_MONTH, TROUGH};
use super::{months, number};
use crate::{Aspiration, Fatigue, Fixes, Regime, Regimes, decay};

/// 'Before users notice' is read as: nine faults in ten.
const NEARLY_ALL: f64 = 0.9;

pub(super) const MONTHLY_CAPABILITY: Judge = Judge {
    claim: "hype-monthly-capability",
    model: Fixes::ID,
    reason: "faults that are mended with the monthly step, for users who notice them within a day to a month, as the \
             essay has them use it daily; holds where nine in ten are mended first",
    question: Question::Computed {
        parameter: |_| Ok(months("mean time to notice a fault", (1.0 / DAYS_IN_A_MONTH, 1.0), (0.01, 100.0))),
        holds: |notice, figures| {
            let mend = figures.get("capability_interval_months")?;
            let race = Fixes { inflow: 1.0, mend, notice }.checked()?.solve()?;
            Ok(Trial {
                holds: race.first >= NEARLY_ALL,
                numbers: vec![
                    Number::new("mended before noticed", race.first, ""),
                    Number::new(
                        "mended before noticed, if mends ship with monthly releases",
                        race.first_with_releases,
                        "",
                    ),
                    Number::new("time to notice that lets nine in ten be mended first", race.nine_in_ten, "month"),
                    Number::new("known among the open faults", race.known / race.open, ""),
                ],
            })
        },
    },
};

pub(super) const EXPECTATIONS_OUTRUN: Judge = Judge {
    claim: "hype-expectations-outrun",
    model: Aspiration::ID,
    reason: "excitement in the long run when people foresee once to twice the growth that comes, which is what \
             expectations that climb faster mean, on a ladder of yearly doublings; holds where there is no \
             disappointment",
    question: Question::Computed {
        parameter: |_| Ok(number("growth foreseen, of the growth that comes", (1.0, 2.0), (0.0, 3.0))),
        holds: |ratio, _| {
            let ladder = <Aspiration as Model>::example();
            let growth = ladder.step.ln() / ladder.interval;
            let ladder = Aspiration { foreseen: ratio * growth, ..ladder }.checked()?.solve()?;
            Ok(Trial {
                holds: ladder.smooth > 0.0,
                numbers: vec![
                    Number::new("excitement in the long run, in logarithms", ladder.smooth, ""),
                    Number::new("just before a step", ladder.bottom, ""),
                    Number::new("if growth stops", ladder.afterwards, ""),
                ],
            })
        },
    },
};

/// 'Sooner or later' is read as: within ten years of announcements.
const TEN_YEARS: usize = 261;

/// The registered model on the plateau of the quoted rates.
pub(super) fn tiring(kept: f64) -> Fatigue {
    Fatigue {
        decay: decay::rate_of_loss(LOST_IN_A_MONTH),
        interval: FORTNIGHT,
        jump: 1.0,
        kept,
        start: None,
        announcements: TEN_YEARS,
        trough: TROUGH,
        paths: 0,
        seed: 1,
    }
}

pub(super) const FATIGUE: Judge = Judge {
    claim: "hype-fatigue",
    model: Fatigue::ID,
    reason: "time until hype halves when each lift keeps 90 to 99 per cent of the one before, as the essay gives no \
             figure; holds where that happens within ten years",
    question: Question::Computed {
        parameter: |_| Ok(number("part of a lift that the next one keeps", (0.9, 0.99), (0.8, 1.0))),
        holds: |kept, _| {
            let tired = tiring(kept).checked()?.solve()?;
            let wait = tired.trough.map(|trough| Number::new("time until hype halves", trough.1, "month"));
            let kept =
                tired.critical.map(|kept| Number::new("part that must be kept to avoid it for ten years", kept, ""));
            let slowly = tiring(0.99).checked()?.solve()?.trough.unwrap_or_default();
            Ok(Trial {
                holds: tired.trough.is_some_and(|trough| trough.0 <= TEN_YEARS as f64),
                numbers: [Number::new("time until it halves if 99 per cent is kept", slowly.1, "month")]
                    .into_iter()
                    .chain(wait)
                    .chain(kept)
                    .collect(),
            })
        },
    },
};

pub(super) const PLATEAU_OR_SPIRAL: Judge = Judge {
    claim: "hype-plateau-or-spiral",
    model: Regimes::ID,
    reason: "what becomes of hype at the quoted rates for gains from none to six per cent of the level each time; holds \
             where it is a plateau and not a spiral: it is never both",
    question: Question::Computed {
        parameter: |_| Ok(number("gain of an announcement, of the level before", (0.0, 0.06), (0.0, 0.2))),
        holds: |gain, _| {
            let path = |gain| {
                let example = <Regimes as Model>::example();
                Ok::<_, moloch_core::JudgeError>(Regimes { gain, jump: 1.0, ..example }.checked()?.solve()?)
            };
            let (here, spiral) = (path(gain)?, path(0.06)?);
            let doubling =
                spiral.doubling.map(|months| Number::new("doubling time at six per cent", months / 12.0, "yr"));
            Ok(Trial {
                holds: here.regime == Regime::Plateau,
                numbers: [
                    Number::new("factor from one announcement to the next", here.factor, ""),
                    Number::new("gain above which hype spirals", here.critical_gain, ""),
                    Number::new("factor at six per cent", spiral.factor, ""),
                ]
                .into_iter()
                .chain(doubling)
                .collect(),
            })
        },
    },
};
