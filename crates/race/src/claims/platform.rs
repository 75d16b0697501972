//! Claims of the platform-paradox essay.

use moloch_core::{Judge, Number, Question};

use super::{any_decisiveness, odds_of_winning, pure, race, trial};

/// Layers that the integrated firm builds.
const LAYERS: f64 = 3.0;

pub(super) const BREADTH_DILUTION: Judge = Judge {
    claim: "platform-breadth-dilution",
    model: "race.tullock",
    reason: "a firm that splits its budget over three layers meets a focused rival with the same budget in each, at every decisiveness \
             of the contest model: holds where a focused firm expects more wins than the generalist has in all three",
    question: Question::Computed {
        parameter: any_decisiveness,
        holds: |at, _| {
            let broad = LAYERS * odds_of_winning(1.0 / LAYERS, &[1.0], at);
            let focused = odds_of_winning(1.0, &[1.0 / LAYERS], at);
            let numbers =
                [Number::new("generalist's wins", broad, ""), Number::new("focused firm's wins", focused, "")];
            trial(focused > broad, numbers)
        },
    },
};

pub(super) const BEST_MODEL_WINS: Judge = Judge {
    claim: "platform-best-model-wins",
    model: "race.segments",
    reason: "one segment of 10 bn USD a year, a lab with a model a fifth better and a platform whose installed base counts as stock of \
             effort, from none to the whole yearly prize because the claim says 'whatever the platform': holds where the better \
             model wins the larger share",
    question: Question::Computed {
        parameter: |_| Ok(pure("installed base over the yearly prize", (0.0, 1.0), (0.0, 1.0))),
        holds: |at, _| {
            let outcome = race(|race| {
                race.labs = vec!["better model".to_owned(), "platform".to_owned()];
                race.segments = vec!["users".to_owned()];
                (race.prizes, race.fringe) = (vec![10.0], vec![0.5]);
                race.suitability = vec![vec![1.2], vec![1.0]];
                race.stock = Some(vec![vec![0.0], vec![10.0 * at]]);
            })?;
            let shares = &outcome.accounts.shares;
            let numbers =
                [Number::new("better model's share", shares[0], ""), Number::new("platform's share", shares[1], "")];
            trial(shares[0] > shares[1], numbers)
        },
    },
};

pub(super) const ESCALATION: Judge = Judge {
    claim: "platform-escalation-50b",
    model: "race.tullock",
    reason: "divides the quoted sums: holds if the extra sum at most doubles what is sunk, as 'doubling down' says",
    question: Question::Arithmetic(|figures| {
        let (extra, sunk) = (figures.get("extra_busd_min")?, figures.get("sunk_busd")?);
        let factor = (sunk + extra) / sunk;
        trial(factor <= 2.0, [Number::new("total over what is sunk", factor, "")])
    }),
};
