//! Claims about crowds: what draws attention, who follows whom, who runs, and what builds up when nobody may.

use moloch_core::{Inputs, Judge, Model, Number, Question, Trial, tolerance};

use super::number;
use crate::{Cascade, Run, Salience, Story, Suppressed};

/// Small applications that are told for one large announcement, and their size in billions.
const SMALL: (f64, f64) = (100.0, 0.01);

pub(super) const TEN_BILLION_HEADLINE: Judge = Judge {
    claim: "arms-ten-billion-headline",
    model: Salience::ID,
    reason: "attention to one announcement of the quoted sum against a hundred applications of ten million each, for \
             headlines that draw attention from not at all by size to in proportion; holds where the announcement has \
             more than half",
    question: Question::Computed {
        parameter: |_| Ok(number("salience exponent", (0.0, 1.0), (0.0, 2.0))),
        holds: |exponent, figures| {
            let large = Story { size: figures.get("announcement_busd")?, count: 1.0 };
            let small = Story { size: SMALL.1, count: SMALL.0 };
            let press = Salience { stories: vec![large, small], exponent, points: 2 }.checked()?.solve()?;
            Ok(Trial {
                holds: press.shares[0] > 0.5,
                numbers: [
                    Number::new("attention to the announcement", press.shares[0], ""),
                    Number::new("attention to one application", press.each[1], ""),
                ]
                .into_iter()
                .chain(press.half.map(|half| Number::new("exponent at which the announcement has half", half, "")))
                .collect(),
            })
        },
    },
};

pub(super) const SOCIAL_PROOF: Judge = Judge {
    claim: "hype-social-proof",
    model: Cascade::ID,
    reason: "a cascade from one individual in ten, for mean thresholds from a tenth to a half of the others, as the essay \
             gives none; holds where more than half of the highest of the quoted levels follows",
    question: Question::Computed {
        parameter: |_| Ok(number("mean threshold", (0.1, 0.5), (0.02, 0.9))),
        holds: |threshold, figures| {
            let quoted = figures.get("levels")?;
            let levels = (1..100).take_while(|level| f64::from(*level) <= quoted).count();
            let cascade = Cascade { threshold, spread: 0.1, levels, below: 0.5, seed: 0.1 }.checked()?.solve()?;
            let tipping =
                cascade.tipping.map(|part| Number::new("part of the lowest level that would tip it", part, ""));
            Ok(Trial {
                holds: cascade.top() > 0.5,
                numbers: [
                    Number::new("users at the lowest level", cascade.shares[0], ""),
                    Number::new("users at the highest level", cascade.top(), ""),
                ]
                .into_iter()
                .chain(tipping)
                .collect(),
            })
        },
    },
};

pub(super) const TOO_BIG_TO_DEFLATE: Judge = Judge {
    claim: "hype-too-big-to-deflate",
    model: Run::ID,
    reason: "probability of a run at the quoted exposure against a tenth of it, for support that stays as it is up to \
             support that grows in proportion; holds where the larger exposure is the safer one",
    question: Question::Computed {
        parameter: |_| Ok(number("elasticity of support to exposure", (0.0, 1.0), (0.0, 3.0))),
        holds: |elasticity, figures| {
            let exposure = figures.get("invested_busd_min")?;
            let system = Run { exposure, reference: exposure, elasticity, ..<Run as Model>::example() };
            let small = Run { exposure: exposure / 10.0, ..system.clone() }.checked()?.solve()?;
            let large = system.checked()?.solve()?;
            Ok(Trial {
                // In proportion, both are equal up to rounding.
                holds: large.collapse < small.collapse * (1.0 - tolerance::CLOSED_FORM_REL),
                numbers: vec![
                    Number::new("probability of a run", large.collapse, ""),
                    Number::new("probability of a run at a tenth of the exposure", small.collapse, ""),
                    Number::new("cost of a run", large.cost, "bn USD"),
                    Number::new("cost of a run at a tenth of the exposure", small.cost, "bn USD"),
                ],
            })
        },
    },
};

pub(super) const CORRECTION_SUPPRESSED: Judge = Judge {
    claim: "hype-correction-suppressed",
    model: Suppressed::ID,
    reason: "probability that the next break is larger than the four before it, with ten corrections for each break \
             unless they are suppressed; asserted where all are, holds where it is at least one in two",
    question: Question::Computed {
        parameter: |_| Ok(number("part of the corrections that is suppressed", (1.0, 1.0), (0.0, 1.0))),
        holds: |suppressed, _| {
            let held = Suppressed { suppressed, ..<Suppressed as Model>::example() }.checked()?.solve()?;
            Ok(Trial {
                holds: held.deeper_than_ever >= 0.5,
                numbers: vec![
                    Number::new("probability of a break larger than the last four", held.deeper_than_ever, ""),
                    Number::new("mean break, of that with corrections", held.sizes[1] / held.sizes[0], ""),
                    Number::new("breaks of five years' stress are more frequent by a factor of", held.factor, ""),
                ],
            })
        },
    },
};
