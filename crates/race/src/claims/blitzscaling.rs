//! Claims of the blitzscaling essay.

use moloch_core::{Judge, Number, Question};

use super::{any_decisiveness, equal_labs, lottery, odds_of_winning, pure, treadmill, trial, whole};

pub(super) const DIFFERENT_IN_KIND: Judge = Judge {
    claim: "blitz-100k-categorical",
    model: "race.tullock",
    reason: "a fleet of the quoted size against one of the quoted size for a frontier model, at every decisiveness of the contest \
             model: holds where the odds of winning are better than the ratio of the fleets",
    question: Question::Computed {
        parameter: any_decisiveness,
        holds: |at, figures| {
            let ratio = figures.get("fleet")? / figures.get("gpus_per_frontier_model")?;
            let wins = odds_of_winning(ratio, &[1.0], at);
            let odds = wins / (1.0 - wins);
            trial(
                odds > ratio,
                [Number::new("odds of the larger fleet", odds, ""), Number::new("ratio of fleets", ratio, "")],
            )
        },
    },
};

pub(super) const WINNER_TENFOLD: Judge = Judge {
    claim: "blitz-winner-10x",
    model: "race.tullock",
    reason: "equal labs in the lottery contest, tried at the fifteen labs of the other essays: holds where the prize is at least the \
             quoted multiple of what the winner spent, while all others lose what they spent",
    question: Question::Computed {
        parameter: |_| Ok(pure("number of labs", (15.0, 15.0), (2.0, 50.0))),
        holds: |at, figures| {
            let contest = lottery(whole(at))?;
            let multiple = 1.0 / contest.efforts[0];
            let expected = contest.wins[0] * multiple;
            let numbers =
                [Number::new("winner's multiple", multiple, ""), Number::new("expected multiple", expected, "")];
            trial(multiple >= figures.get("winner_multiple")?, numbers)
        },
    },
};

pub(super) const INTERIOR_OPTIMUM: Judge = Judge {
    claim: "blitz-interior-optimum",
    model: "race.tullock",
    reason: "three equal labs at every decisiveness of the contest model: holds where all three take part in an equilibrium, so that \
             an effort between nothing and everything is best",
    question: Question::Computed {
        parameter: |_| Ok(pure("decisiveness r", (0.2, 2.0), (0.2, 2.0))),
        holds: |at, _| {
            let effort = equal_labs(3, at)?.map_or(0.0, |contest| contest.efforts[0]);
            trial(effort > 0.0, [Number::new("best effort over the prize", effort, "")])
        },
    },
};

pub(super) const HALF_MEASURES: Judge = Judge {
    claim: "blitz-half-measures",
    model: "race.tullock",
    reason: "three equal labs, one of which spends half of the equilibrium effort, at every decisiveness up to 1.5, where full effort \
             just breaks even: holds where the half measure loses money in expectation",
    question: Question::Computed {
        parameter: |_| Ok(pure("decisiveness r", (0.2, 1.5), (0.2, 1.5))),
        holds: |at, _| {
            let full = equal_labs(3, at)?.map_or(0.0, |contest| contest.efforts[0]);
            let kept = odds_of_winning(full / 2.0, &[full; 2], at) - full / 2.0;
            let whole = odds_of_winning(full, &[full; 2], at) - full;
            let numbers = [
                Number::new("payoff of half the effort over the prize", kept, ""),
                Number::new("payoff of full effort over the prize", whole, ""),
            ];
            trial(kept < 0.0, numbers)
        },
    },
};

pub(super) const RATIONAL_PLAY: Judge = Judge {
    claim: "blitz-rational-play",
    model: "race.treadmill",
    reason: "the treadmill with marginal costs that rise by half up to full effort, the value of position tried from half of the first \
             unit's cost to five times it: holds where all sprinting at full effort is an equilibrium; that it burns \
             welfare is in the numbers",
    question: Question::Computed {
        parameter: |_| Ok(pure("value of position over the cost of keeping up", (0.5, 5.0), (0.5, 5.0))),
        holds: |at, _| {
            let outcome = treadmill(at, 0.0, 0.5)?;
            let pace = outcome.fastest().map_or((0.0, 0.0), |pace| (pace.effort, pace.gap));
            let numbers =
                [Number::new("effort in equilibrium", pace.0, ""), Number::new("welfare lost", pace.1, "bn USD")];
            trial(pace.0 >= 1.0, numbers)
        },
    },
};

pub(super) const DEFENDER_COALITION: Judge = Judge {
    claim: "blitz-defender-coalition",
    model: "race.tullock",
    reason: "fifteen equal labs in the lottery contest, some of which pool into one, between the numbers that reach the frontier from \
             5,000 and from 1,000 processors each: holds where the pool earns more than its members did apart",
    question: Question::Computed {
        parameter: |figures| {
            let members = (figures.get("derived_members_at_5000")?, figures.get("derived_members_at_1000")?);
            Ok(pure("members of the pool", members, (2.0, 15.0)))
        },
        holds: |at, _| {
            let members = whole(at).min(15);
            let apart = members as f64 * lottery(15)?.payoffs[0];
            let pooled = lottery(16 - members)?.payoffs[0];
            let numbers = [
                Number::new("payoff of the pool over the prize", pooled, ""),
                Number::new("payoff of its members apart over the prize", apart, ""),
            ];
            trial(pooled > apart, numbers)
        },
    },
};
