//! Claims about troughs when announcements come at random times.

use moloch_core::{Judge, Model, Number, Question, Trial};

use super::quoted::{DATED_GAPS, DAYS_IN_A_MONTH, FORTNIGHT, LOST_IN_A_MONTH, TROUGH};
use super::{months, number, random};
use crate::{ShotNoise, decay};

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
            Ok(Trial {
                holds: wait > quoted,
                numbers: vec![
                    Number::new("mean time to that fall", wait, "month"),
                    Number::new("falls of that size in the quoted time", quoted * news.crossings[0], ""),
                    Number::new("time at the peak", quoted, "month"),
                ],
            })
        },
    },
};

/// Troughs that somebody may wait for, as parts of the price at the mean level.
const DISCOUNTS: [f64; 3] = [0.2, 0.3, 0.5];

pub(super) const INVEST_AT_THE_PEAK: Judge = Judge {
    claim: "hype-invest-at-peak-or-never",
    model: ShotNoise::ID,
    reason: "what waiting for a trough of a fifth, three tenths or a half saves, against the yield forgone in the mean \
             time to it, for yields from 3 to 50 per cent a year; holds where no wait pays",
    question: Question::Computed {
        parameter: |_| {
            let yields = number("yield forgone, a year", (0.03, 0.5), (0.005, 1.0));
            Ok(moloch_core::Parameter { unit: "1/yr", ..yields })
        },
        holds: |yearly, _| {
            let news = random(FORTNIGHT, DISCOUNTS.map(|discount| 1.0 - discount).to_vec())?;
            let years: Vec<f64> = news.passages.unwrap_or_default().iter().map(|months| months / 12.0).collect();
            let gain = |k: usize| DISCOUNTS[k] - yearly * years[k];
            Ok(Trial {
                holds: (0..3).all(|k| gain(k) <= 0.0),
                numbers: vec![
                    Number::new("mean wait for a fall by a fifth", years[0], "yr"),
                    Number::new("gain from that wait, of the price", gain(0), ""),
                    Number::new("gain from waiting for three tenths, of the price", gain(1), ""),
                    Number::new("gain from waiting for a half, of the price", gain(2), ""),
                ],
            })
        },
    },
};
