//! Claims of the Moloch essay.

use moloch_core::{Judge, Number, Question};

use super::{equal_labs, odds_of_winning, pure, race, treadmill, trial, whole};
use crate::Regime;

pub(super) const NO_UNILATERAL_EXIT: Judge = Judge {
    claim: "moloch-no-unilateral-exit",
    model: "race.treadmill",
    reason: "fifteen labs on the treadmill without stigma, the value of position tried from a tenth of the cost of keeping \
             up to three times it, because the claim exempts nobody: holds where keeping up pays even if all others \
             stop although all would gain if all stopped (a prisoners' dilemma)",
    question: Question::Computed {
        parameter: |_| Ok(pure("value of position over the cost of keeping up", (0.1, 3.0), (0.1, 3.0))),
        holds: |at, _| {
            let outcome = treadmill(at, 0.0, 0.0)?;
            let gap = outcome.fastest().map_or(0.0, |pace| pace.gap);
            let numbers = [
                Number::new("welfare lost", gap, "bn USD"),
                Number::new("tax that permits stopping", outcome.tax_to_permit_stopping, "bn USD"),
            ];
            trial(outcome.regime == Regime::PrisonersDilemma && gap > 0.0, numbers)
        },
    },
};

pub(super) const ZERO_RELATIVE_GAIN: Judge = Judge {
    claim: "moloch-cycle-zero-relative-gain",
    model: "race.tullock",
    reason: "two labs in a ratio contest both add the follower's effort once more: holds where the leader's share moves by \
             less than one point; only proportional catch-up would leave it exactly where it was",
    question: Question::Computed {
        parameter: |_| Ok(pure("leader's effort over the follower's", (1.0, 3.0), (1.0, 3.0))),
        holds: |at, figures| {
            let before = odds_of_winning(at, &[1.0], 1.0);
            let after = odds_of_winning(at + 1.0, &[2.0], 1.0);
            let moved = 100.0 * (after - before);
            let stated = figures.get("net_position_change")?;
            trial((moved - stated).abs() < 1.0, [Number::new("change of the leader's share", moved, "points")])
        },
    },
};

pub(super) const FRONTIER_VALUATION: Judge = Judge {
    claim: "moloch-frontier-valuation-threshold",
    model: "race.treadmill",
    reason: "the treadmill's worked example with the value of position proportional to the part of the valuation that rests on \
             the frontier: holds where doing neither (no effort) is not a best reply even if nobody else keeps up",
    question: Question::Computed {
        parameter: |figures| {
            let share = figures.get("valuation_share_at_frontier")?;
            Ok(pure("part of the valuation at the frontier", (share, share), (0.0, 1.0)))
        },
        holds: |at, _| {
            let outcome = treadmill(1.5 * at, 0.0, 0.0)?;
            let pace = outcome.fastest().map_or(0.0, |pace| pace.effort);
            let numbers = [
                Number::new("effort in equilibrium", pace, ""),
                Number::new("tax that permits stopping", outcome.tax_to_permit_stopping, "bn USD"),
            ];
            trial(outcome.regime == Regime::PrisonersDilemma, numbers)
        },
    },
};

pub(super) const CAPABILITY_VALUE_WEDGE: Judge = Judge {
    claim: "moloch-capability-value-wedge",
    model: "race.segments",
    reason: "the worked example of three labs, with race effort worth to society from nothing to as much as its first unit \
             costs: holds where the labs race more and spend less on products than the static planner",
    question: Question::Computed {
        parameter: |_| Ok(pure("social value of a unit of race effort v", (0.0, 1.0), (0.0, 4.0))),
        holds: |at, _| {
            let outcome = race(|race| race.social_value = at)?;
            let labs = outcome.race.product.len() as f64;
            let (raced, made) = (outcome.race.race_total(), outcome.race.product_total());
            let (planned_race, planned) = (labs * outcome.planner.race, labs * outcome.planner.product);
            let numbers = [
                Number::new("race effort", raced, "bn USD/yr"),
                Number::new("planner's race effort", planned_race, "bn USD/yr"),
                Number::new("product effort", made, "bn USD/yr"),
                Number::new("planner's product effort", planned, "bn USD/yr"),
            ];
            trial(raced > planned_race && made < planned, numbers)
        },
    },
};

pub(super) const FIFTEEN_RIVALS_FIRST: Judge = Judge {
    claim: "moloch-fifteen-rivals-first",
    model: "race.tullock",
    reason: "the patient team takes three to thirty-six months where a wrapper takes one, and shipping times are \
             memoryless, so that the first to ship is drawn as in the lottery contest: holds where one of the rivals is \
             more likely to be first",
    question: Question::Computed {
        parameter: |_| {
            Ok(pure("speed of the patient team over a wrapper's", (1.0 / 36.0, 1.0 / 3.0), (1.0 / 36.0, 40.0)))
        },
        holds: |at, figures| {
            let first = odds_of_winning(at, &vec![1.0; whole(figures.get("rivals")?)], 1.0);
            trial(first < 0.5, [Number::new("probability that the patient team is first", first, "")])
        },
    },
};

pub(super) const FIFTY_IDENTICAL: Judge = Judge {
    claim: "moloch-fifty-identical",
    model: "race.tullock",
    reason: "equal labs in the lottery contest: holds where less than a hundredth of the prize is left to all of them together",
    question: Question::Computed {
        parameter: |figures| {
            let products = figures.get("products")?;
            Ok(pure("number of identical products", (products, products), (2.0, 300.0)))
        },
        holds: |at, figures| {
            let kept = equal_labs(whole(at), 1.0)?.map_or(0.0, |contest| 1.0 - contest.dissipation);
            let stated = figures.get("cumulative_value")?;
            trial(kept - stated < 0.01, [Number::new("part of the prize that is left", kept, "")])
        },
    },
};

pub(super) const CAREER_COORDINATION: Judge = Judge {
    claim: "moloch-career-coordination",
    model: "race.treadmill",
    reason: "engineers on the treadmill whose position counts only as far as the others do model work, the weight tried from a \
             tenth of its cost to three times it: holds where all doing model work is an equilibrium that all would leave \
             together",
    question: Question::Computed {
        parameter: |_| Ok(pure("stigma over the cost of model work", (0.1, 3.0), (0.1, 3.0))),
        holds: |at, _| {
            let outcome = treadmill(0.0, at, 0.0)?;
            let pace = outcome.fastest().map_or((0.0, 0.0), |pace| (pace.effort, pace.gap));
            let threshold = outcome.threshold.unwrap_or(1.0);
            let numbers = [Number::new("tipping share", threshold, ""), Number::new("welfare lost", pace.1, "bn USD")];
            trial(pace.0 >= 1.0 && pace.1 > 0.0, numbers)
        },
    },
};

pub(super) const NICHE_BELOW_NOTICE: Judge = Judge {
    claim: "moloch-niche-below-notice",
    model: "race.segments",
    reason: "two giants in a main segment of 13 bn USD a year and a specialist in a niche of 3 % of it, for which the giants are \
             less than half as suited; one to three years' worth of the niche's prize stand in the specialist's stock, read as \
             'years ahead': holds where no giant spends anything on the niche",
    question: Question::Computed {
        parameter: |_| Ok(pure("specialist's stock over the niche's yearly prize", (1.0, 3.0), (0.01, 3.0))),
        holds: |at, _| {
            let niche = 0.03 * 13.0;
            let outcome = race(|race| {
                race.prizes = vec![13.0, niche];
                race.fringe = vec![0.5, 0.01];
                race.suitability = vec![vec![1.0, 0.4], vec![1.0, 0.4], vec![0.0, 1.0]];
                race.stock = Some(vec![vec![0.0; 2], vec![0.0; 2], vec![0.0, at * niche]]);
            })?;
            let entered = outcome.race.race_of(0)[1] + outcome.race.race_of(1)[1];
            let numbers = [
                Number::new("giants' effort in the niche", entered, "bn USD/yr"),
                Number::new("specialist's share of the niche", outcome.accounts.shares[5], ""),
            ];
            trial(entered <= 0.0, numbers)
        },
    },
};
