//! Claims of the arms-race essay.

use moloch_core::{Judge, Number, Question};

use super::{lottery, odds_of_winning, pure, trial, whole};

pub(super) const THREE_PERCENT_EDGE: Judge = Judge {
    claim: "arms-three-percent-edge",
    model: "race.tullock",
    reason: "two labs whose efforts differ by the quoted edge, at every decisiveness of the contest model: holds where the \
             margin stays small in the outcome too, the better lab winning less than nine times in ten",
    question: Question::Computed {
        parameter: |_| Ok(pure("decisiveness r", (0.2, 2.0), (0.2, 200.0))),
        holds: |at, figures| {
            let wins = odds_of_winning(1.0 + figures.get("edge")?, &[1.0], at);
            trial(wins < 0.9, [Number::new("probability that the better lab wins", wins, "")])
        },
    },
};

pub(super) const MOST_NOT_BREAKTHROUGHS: Judge = Judge {
    claim: "arms-most-not-breakthroughs",
    model: "race.tullock",
    reason: "equal labs in the lottery contest for one breakthrough: holds where each is more likely to miss it than to make it",
    question: Question::Computed {
        parameter: |figures| {
            let firms = figures.get("firms")?;
            Ok(pure("number of labs", (firms, firms), (1.0, 50.0)))
        },
        holds: |at, _| {
            let wins = lottery(whole(at))?.wins[0];
            trial(wins < 0.5, [Number::new("probability that a given model is the breakthrough", wins, "")])
        },
    },
};

pub(super) const WASTE_EITHER_WAY: Judge = Judge {
    claim: "arms-waste-either-way",
    model: "race.tullock",
    reason: "the quoted number of equal labs spend their equilibrium effort and the effort of all but the winners is lost: \
             holds where that is more than half of all effort",
    question: Question::Computed {
        parameter: |figures| {
            let winners = (figures.get("winners_low")?, figures.get("winners_high")?);
            Ok(pure("number of winners", winners, (1.0, figures.get("firms")?)))
        },
        holds: |at, figures| {
            let contest = lottery(whole(figures.get("firms")?))?;
            let lost = 1.0 - at * contest.efforts[0] / contest.total_effort();
            trial(lost > 0.5, [Number::new("part of all effort that is lost", lost, "")])
        },
    },
};
