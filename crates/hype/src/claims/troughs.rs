//! Claims about troughs when announcements come at random times.

use moloch_core::{Inputs, Judge, Model, Number, Question, Trial};

use super::mechanisms::tiring;
use super::quoted::{DATED_GAPS, DAYS_IN_A_MONTH, FORTNIGHT, LOST_IN_A_MONTH, TROUGH};
use super::{months, number, random};
use crate::{Lags, ShotNoise, Timing, Trough, decay};

/// Below this probability the dated gaps are taken not to come from the news rate tried.
const ODD: f64 = 0.05;

pub(super) const NEWS_EVERY_TWO_WEEKS: Judge = Judge {
    claim: "hype-news-every-two-weeks",
    model: ShotNoise::ID,
    reason: "probability that random news at the quoted mean interval leaves gaps as long as those between the events \
             that the essay dates; holds where it is at least one in twenty",
    question: Question::Computed {
        parameter: |figures| {
            let quoted = figures.get("interval_days")?;
            Ok(moloch_core::Parameter { unit: "day", ..number("mean interval", (quoted, quoted), (5.0, 1000.0)) })
        },
        holds: |days, _| {
            let interval = days / DAYS_IN_A_MONTH;
            let rate = decay::rate_of_loss(LOST_IN_A_MONTH);
            let left = DATED_GAPS.iter().map(|gap| (-rate * gap).exp()).collect();
            let chances = random(interval, left)?.silence_chances;
            let mean_gap = DATED_GAPS.iter().sum::<f64>() / 3.0;
            Ok(Trial {
                holds: chances.iter().product::<f64>() >= ODD,
                numbers: vec![
                    Number::new("probability of all dated gaps", chances.iter().product(), ""),
                    Number::new("mean of the dated gaps", mean_gap, "month"),
                    Number::new("dated gaps are longer by a factor of", mean_gap / interval, ""),
                ],
            })
        },
    },
};

pub(super) const IMPOSSIBLE: Judge = Judge {
    claim: "hype-trough-impossible",
    model: ShotNoise::ID,
    reason: "whether any path of random news at the quoted rates can halve within a horizon from one year to a century; \
             holds where even complete silence is too short, so that the probability is zero",
    question: Question::Computed {
        parameter: |_| Ok(months("horizon", (12.0, 1200.0), (1.0, 1200.0))),
        holds: |horizon, _| {
            let news = random(FORTNIGHT, vec![0.8, 0.7, TROUGH])?;
            let waits = news.passages.unwrap_or_default();
            let tired = tiring(0.95).checked()?.solve()?.trough.unwrap_or_default();
            let example = Trough { rate: FORTNIGHT.recip(), paths: 0, ..<Trough as Model>::example() };
            let threshold = example.checked()?.solve()?.critical_news;
            Ok(Trial {
                holds: news.silences[2] > horizon,
                numbers: vec![
                    Number::new("silence that halves the mean level", news.silences[2], "month"),
                    Number::new("falls by a fifth in a year", 12.0 * news.crossings[0], ""),
                    Number::new("falls by three tenths in a year", 12.0 * news.crossings[1], ""),
                    Number::new("halvings in a year", 12.0 * news.crossings[2], ""),
                    Number::new("mean time to a fall by a fifth", waits[0], "month"),
                    Number::new("mean time to a fall by three tenths", waits[1], "month"),
                    Number::new("mean time to a halving", waits[2], "month"),
                    Number::new("time more than a fifth below the mean", news.below[0], ""),
                    Number::new("time more than three tenths below the mean", news.below[1], ""),
                    Number::new("time below half of the mean", news.below[2], ""),
                    Number::new("announcements missed in the silence that halves", news.silences[2] / FORTNIGHT, ""),
                    Number::new("time to half if each lift is a twentieth smaller than the last", tired.1, "month"),
                    Number::new(
                        "news below which a peak of 20 with use maturing to 15 has a trough",
                        threshold,
                        "1/month",
                    ),
                ],
            })
        },
    },
};

pub(super) const TWO_YEARS_AT_THE_PEAK: Judge = Judge {
    claim: "hype-two-years-at-peak",
    model: ShotNoise::ID,
    reason: "mean time until random news at the quoted rates first lets hype fall by a part of its mean, from a twentieth \
             to a half as the essay names none; holds where that is longer than the quoted months",
    question: Question::Computed {
        parameter: |_| Ok(number("fall that ends the peak", (0.05, 0.5), (0.01, 0.6))),
        holds: |fall, figures| {
            let quoted = figures.get("months_at_peak")?;
            let news = random(FORTNIGHT, vec![1.0 - fall])?;
            let wait = news.passages.unwrap_or_default()[0];
            let elapsed = Some(quoted / 12.0);
            let cycles = Lags { elapsed, ..Lags::peak_to_trough() }.checked()?.solve()?;
            Ok(Trial {
                holds: wait > quoted,
                numbers: vec![
                    Number::new("mean time to that fall", wait, "month"),
                    Number::new("falls of that size in the quoted time", quoted * news.crossings[0], ""),
                    Number::new("time at the peak", quoted, "month"),
                    Number::new("probability that a fifth cycle is the longest", cycles.record, ""),
                    Number::new("probability that a cycle of the dated lags lasts longer", cycles.longer, ""),
                ],
            })
        },
    },
};

/// Discount rate of who may wait, a year.
const DISCOUNT: f64 = 0.05;

pub(super) const INVEST_AT_THE_PEAK: Judge = Judge {
    claim: "hype-invest-at-peak-or-never",
    model: Timing::ID,
    reason: "the best time to join at a price that follows random news at the quoted rates, for earnings from 3 to 50 per \
             cent of the mean price a year and a discount of five; holds where joining at the mean price is best",
    question: Question::Computed {
        parameter: |_| {
            let earnings = number("earnings of joining, of the mean price a year", (0.03, 0.5), (0.02, 1.0));
            Ok(moloch_core::Parameter { unit: "1/yr", ..earnings })
        },
        holds: |earnings, _| {
            let rates = <Timing as Model>::example();
            let join = Timing { earnings, discount: DISCOUNT, points: 2, ..rates }.checked()?.solve()?;
            let news = random(FORTNIGHT, vec![0.8, 0.7, TROUGH])?;
            let waits = news.passages.unwrap_or_default();
            Ok(Trial {
                holds: join.act_now,
                numbers: vec![
                    Number::new("price at or below which joining is best, of the mean", join.boundary, ""),
                    Number::new("mean wait for that price, from the mean", join.wait, "month"),
                    Number::new("value of the chance to wait, of the mean price", join.waiting, ""),
                    Number::new("earnings above which joining at the mean price is best", join.indifferent, "1/yr"),
                    Number::new("mean wait for a fall by a fifth", waits[0] / 12.0, "yr"),
                    Number::new("mean wait for a fall by a half", waits[2] / 12.0, "yr"),
                ],
            })
        },
    },
};
