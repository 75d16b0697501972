//! Correlated equilibria: known answers, Nash equilibria among them, certificates, budgets, refusals.

use moloch_core::{Certified, Completeness, Concept, Effort, Status};
use moloch_equilibrium::finite::correlated::certificate::{incentives, upper_bound};
use moloch_equilibrium::finite::correlated::{Device, MAX_COEFFICIENTS, Obedience, Objective, correlated_equilibrium};
use moloch_equilibrium::finite::{ExactProfile, Game, Rational, nearest_f64};

use crate::finite::support::{expected, known_game, profile_from_json, ratio};

pub(super) fn best(game: &Game, obedience: Obedience, objective: Objective) -> Certified<Device> {
    let found = correlated_equilibrium(game, obedience, objective, &Effort::unlimited()).unwrap();
    assert!(matches!(found.completeness, Completeness::Complete(_)), "{:?}", found.completeness);
    found.device.unwrap()
}

fn correlated(game: &Game, objective: Objective) -> Certified<Device> {
    best(game, Obedience::Correlated, objective)
}

/// First action: dare; second: chicken out.
fn chicken() -> Game {
    Game::symmetric_two_player(&[[0, 7], [2, 6]]).unwrap()
}

/// The probability of each pure profile when all choose independently.
fn independent(game: &Game, profile: &ExactProfile) -> Vec<Rational> {
    let share = |number: usize| {
        let actions = game.profile(number).unwrap();
        let shares = actions.iter().zip(profile.mixes()).map(|(&action, mix)| mix[action].clone());
        shares.fold(ratio(1, 1), |product, share| product * share)
    };
    (0..game.profile_count()).map(share).collect()
}

#[test]
fn chicken_has_a_traffic_light_better_than_all_nash_equilibria() {
    let game = chicken();
    let device = correlated(&game, Objective::TotalPayoff);
    // Nobody dares in half of the cases; each dares alone in a quarter.
    assert_eq!(device.shares(), [ratio(0, 1), ratio(1, 4), ratio(1, 4), ratio(1, 2)]);
    assert_eq!(device.payoffs(), [ratio(21, 4), ratio(21, 4)]);
    assert_eq!(device.recommended(&game).len(), 3);
    assert_eq!(device.certificate().concept, Concept::Incentive);
    assert_eq!(device.certificate().residual, 0.0);
    assert_eq!(correlated(&game, Objective::Egalitarian).payoffs(), [ratio(21, 4), ratio(21, 4)]);
    assert_eq!(correlated(&game, Objective::Most(0)).payoffs()[0], ratio(7, 1));
    assert_eq!(correlated(&game, Objective::Least(0)).payoffs()[0], ratio(2, 1));
}

#[test]
fn the_least_committal_light_for_chicken_has_a_closed_form() {
    let game = chicken();
    let found =
        correlated_equilibrium(&game, Obedience::Correlated, Objective::MaximumEntropy, &Effort::unlimited()).unwrap();
    let device = found.device.unwrap();
    let both_dare = 1.0 / (5.0 + 2_f64.powf(0.8));
    let expected = [both_dare, 2.0 * both_dare, 2.0 * both_dare, 2_f64.powf(0.8) * both_dare];
    for (share, expected) in device.shares().iter().zip(expected) {
        assert!((nearest_f64(share) - expected).abs() < 1e-12, "{:?}", device.shares());
    }
}

#[test]
fn prisoners_cannot_be_coordinated() {
    let game = known_game("prisoners_dilemma");
    for objective in [Objective::TotalPayoff, Objective::Egalitarian, Objective::Most(1), Objective::MaximumEntropy] {
        let device = correlated(&game, objective);
        assert_eq!(device.shares().iter().filter(|share| **share > ratio(0, 1)).count(), 1, "{objective:?}");
    }
    let device = correlated(&known_game("treadmill_4"), Objective::TotalPayoff);
    assert_eq!(device.shares().last(), Some(&ratio(1, 1)));
}

#[test]
fn reference_values_of_the_total_payoff() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/games/correlated.json");
    let text = std::fs::read_to_string(path).unwrap();
    let references: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&text).unwrap();
    for (name, reference) in &references {
        let device = correlated(&known_game(name), Objective::TotalPayoff);
        let value = reference["max_total_payoff"].as_f64().unwrap();
        assert!((nearest_f64(&device.total_payoff()) - value).abs() < 1e-7 * value.abs(), "{name}");
    }
    assert_eq!(references.len(), 4);
}

#[test]
fn every_nash_equilibrium_is_a_correlated_one() {
    let mut checked = 0;
    for (name, about) in &expected() {
        let game = known_game(name);
        if game.profile_count() > 81 {
            continue;
        }
        for profile in about["exact_equilibria"].as_array().unwrap().iter().take(6) {
            let shares = independent(&game, &profile_from_json(profile));
            for obedience in [Obedience::Correlated, Obedience::Coarse] {
                assert!(incentives(&game, &shares, obedience).unwrap().are_zero(), "{name}");
                checked += 1;
            }
        }
    }
    assert!(checked > 100, "{checked}");
}

#[test]
fn a_coarse_device_may_promise_more_than_a_correlated_one() {
    for name in ["shapley_3x3", "rand_2x2x2_s0", "rand_2x3x4_s0", "rand_bi_4x4_s0", "stag_hunt"] {
        let game = known_game(name);
        let fine = correlated(&game, Objective::TotalPayoff).total_payoff();
        let coarse = best(&game, Obedience::Coarse, Objective::TotalPayoff);
        assert!(coarse.total_payoff() >= fine, "{name}");
        let least = |device: &Device| device.payoffs().iter().min().cloned();
        let egalitarian = best(&game, Obedience::Coarse, Objective::Egalitarian);
        assert!(least(&egalitarian) >= least(&correlated(&game, Objective::Egalitarian)), "{name}");
    }
    // Rock, paper, scissors in which a tie costs: anti-coordinating without waiting to hear is stable.
    let game = Game::symmetric_two_player(&[[-3, -1, 1], [1, -3, -1], [-1, 1, -3]]).unwrap();
    let coarse = best(&game, Obedience::Coarse, Objective::TotalPayoff);
    assert!(coarse.total_payoff() >= correlated(&game, Objective::TotalPayoff).total_payoff());
}

#[test]
fn the_proof_of_optimality_is_a_bound_for_every_device() {
    let game = known_game("rand_2x2x2_s2");
    let found =
        correlated_equilibrium(&game, Obedience::Correlated, Objective::Egalitarian, &Effort::unlimited()).unwrap();
    let (device, mut proof) = (found.device.unwrap(), found.proof.unwrap());
    let worst_off = device.payoffs().iter().min().cloned();
    assert_eq!(upper_bound(&game, Obedience::Correlated, &proof), worst_off);
    assert_eq!(found.counters[0].what, "pivots");
    proof.deviations[0] = ratio(-1, 1);
    assert_eq!(upper_bound(&game, Obedience::Correlated, &proof), None);
    proof.deviations.pop();
    assert_eq!(upper_bound(&game, Obedience::Correlated, &proof), None);
}

#[test]
fn a_tampered_device_is_refused() {
    let game = chicken();
    let all_swerve = [ratio(0, 1), ratio(0, 1), ratio(0, 1), ratio(1, 1)];
    let checked = incentives(&game, &all_swerve, Obedience::Correlated).unwrap();
    assert_eq!(checked.players(), [ratio(1, 1), ratio(1, 1)]);
    assert!(!checked.certificate(true).passes());
    assert!(incentives(&game, &all_swerve[..3], Obedience::Coarse).is_err());
    let short = [ratio(0, 1), ratio(0, 1), ratio(0, 1), ratio(1, 2)];
    assert!(incentives(&game, &short, Obedience::Coarse).is_err());
    let negative = [ratio(-1, 1), ratio(0, 1), ratio(1, 1), ratio(1, 1)];
    assert!(incentives(&game, &negative, Obedience::Coarse).is_err());
}

#[test]
fn a_budget_gives_partial() {
    let game = known_game("rand_bi_6x6_s0");
    for objective in [Objective::TotalPayoff, Objective::MaximumEntropy] {
        let effort = Effort::unlimited().with_steps(3);
        let found = correlated_equilibrium(&game, Obedience::Correlated, objective, &effort).unwrap();
        assert_eq!(found.status, Status::LimitReached { iterations: 3 });
        assert!(matches!(found.completeness, Completeness::Partial { .. }));
        assert!(found.proof.is_none());
    }
}

#[test]
fn what_cannot_be_asked_is_refused() {
    let effort = Effort::unlimited();
    assert!(correlated_equilibrium(&chicken(), Obedience::Coarse, Objective::Most(2), &effort).is_err());
    let huge = Game::from_fn(&[2; 17], |_, _| 0).unwrap();
    let error = correlated_equilibrium(&huge, Obedience::Correlated, Objective::TotalPayoff, &effort).unwrap_err();
    assert!(error.to_string().contains(&format!("the limit is {MAX_COEFFICIENTS}")), "{error}");
}
