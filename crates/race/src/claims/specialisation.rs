//! Claims of the innovator's-dilemma, fractal-specialisation, strategic-mismatch and Jevons essays.

use moloch_core::{Judge, Number, Question};

use super::{pure, race, trial};

/// Suitability of a specialist for its own segment in the worked example.
const STRONG: f64 = 0.9025;

pub(super) const ASYMMETRIC_CREDIBILITY: Judge = Judge {
    claim: "dilemma-asymmetric-credibility",
    model: "race.segments",
    reason: "a leader strong with consumers and a challenger strong with enterprises and half as suited for consumers, in the worked \
             example's segments, the leader's suitability for enterprises tried from none to the challenger's for consumers: holds \
             where the challenger races for consumers and the leader does not race for enterprises",
    question: Question::Computed {
        parameter: |_| Ok(pure("leader's suitability for enterprises", (0.0, STRONG / 2.0), (0.0, STRONG))),
        holds: |at, _| {
            let outcome = race(|race| {
                race.labs = vec!["leader".to_owned(), "challenger".to_owned()];
                race.suitability = vec![vec![STRONG, at], vec![STRONG / 2.0, STRONG]];
            })?;
            let (attack, back) = (outcome.race.race_of(1)[0], outcome.race.race_of(0)[1]);
            let numbers = [
                Number::new("challenger's effort for consumers", attack, "bn USD/yr"),
                Number::new("leader's effort for enterprises", back, "bn USD/yr"),
            ];
            trial(attack > 0.0 && back <= 0.0, numbers)
        },
    },
};

pub(super) const GENERALIST_SQUEEZED: Judge = Judge {
    claim: "fractal-generalist-squeezed",
    model: "race.segments",
    reason: "two specialists and a generalist in the middle of the frontier of positions with exponent rho, tried from strongly convex to \
             strongly concave: holds where the generalist does not race in either segment",
    question: Question::Computed {
        parameter: |_| Ok(pure("exponent of the frontier rho", (0.3, 3.0), (0.3, 3.0))),
        holds: |at, _| {
            // Positions lie on s^rho + c^rho = 1 and suitability is their square; specialists stand at 0.95.
            let middle = 0.5_f64.powf(2.0 / at);
            let weak = (1.0 - 0.95_f64.powf(at)).powf(2.0 / at);
            let outcome =
                race(|race| race.suitability = vec![vec![STRONG, weak], vec![weak, STRONG], vec![middle, middle]])?;
            let raced: f64 = outcome.race.race_of(2).iter().sum();
            let numbers = [
                Number::new("generalist's race effort", raced, "bn USD/yr"),
                Number::new("generalist's payoff", outcome.accounts.payoffs[2], "bn USD/yr"),
                Number::new("consumer specialist's payoff", outcome.accounts.payoffs[0], "bn USD/yr"),
            ];
            trial(raced <= 0.0, numbers)
        },
    },
};

pub(super) const EXPLOIT_CONSTRAINTS: Judge = Judge {
    claim: "mismatch-exploit-constraints",
    model: "race.segments",
    reason: "a leader strong in one segment meets an attacker equally suited for two segments of equal size, the leader's suitability \
             for the second tried from none to nine tenths of its strength, since it must be a constraint: holds where \
             the attacker wins the larger share in the second",
    question: Question::Computed {
        parameter: |_| {
            Ok(pure("leader's suitability where it is constrained", (0.0, 0.9 * STRONG), (0.0, 2.0 * STRONG)))
        },
        holds: |at, _| {
            let outcome = race(|race| {
                race.labs = vec!["leader".to_owned(), "attacker".to_owned()];
                race.prizes = vec![13.0, 13.0];
                race.suitability = vec![vec![STRONG, at], vec![0.5, 0.5]];
            })?;
            let shares = &outcome.accounts.shares;
            let numbers = [
                Number::new("attacker's share against the strength", shares[2], ""),
                Number::new("attacker's share against the constraint", shares[3], ""),
            ];
            trial(shares[3] > shares[2], numbers)
        },
    },
};

pub(super) const COMPETITION_TRAP: Judge = Judge {
    claim: "jev-competition-trap",
    model: "race.tullock",
    reason: "divides the quoted factors: holds if the users that one firm gains and the capacity of all follow from the gain in \
             efficiency with the hardware as it is",
    question: Question::Arithmetic(|figures| {
        let (efficiency, users) = (figures.get("efficiency")?, figures.get("users")?);
        let capacity = figures.get("capacity")?;
        let numbers = [
            Number::new("hardware needed for the users", users / efficiency, "times"),
            Number::new("hardware needed for the capacity", capacity / efficiency, "times"),
        ];
        trial(users <= efficiency && capacity <= efficiency, numbers)
    }),
};
