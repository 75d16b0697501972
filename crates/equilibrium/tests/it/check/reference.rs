//! What is known about the reference games is confirmed.

use moloch_core::Effort;
use moloch_equilibrium::finite::check::{Claim, ClaimedPoint, Mixes, Verdict, check};
use serde_json::Value;

use super::super::finite::support::{expected, known_game, profile_from_json};
use super::build::complete;

/// Pairs of rays that a test compares at most: larger games are left to the command.
const STEPS: u64 = 150_000;

pub(super) fn listed(facts: &Value) -> Vec<Mixes> {
    facts["exact_equilibria"].as_array().unwrap().iter().map(|one| profile_from_json(one).mixes().to_vec()).collect()
}

#[test]
fn the_known_equilibria_of_two_player_games_are_confirmed_to_be_all() {
    let games = expected();
    let (mut confirmed, mut left) = (Vec::new(), Vec::new());
    for (name, facts) in &games {
        let game = known_game(name);
        if game.player_count() != 2 {
            continue;
        }
        let claim = complete(&listed(facts));
        assert_eq!(claim.components.len() as u64, facts["components"].as_u64().unwrap(), "{name}");
        let report = check(&game, &claim, &Effort::unlimited().with_steps(STEPS));
        assert!(!report.is_refused(), "{name}: {report}");
        if report.is_confirmed() { confirmed.push(name.as_str()) } else { left.push(name.as_str()) }
    }
    assert!(confirmed.len() >= 30, "confirmed {confirmed:?}, left {left:?}");
}

#[test]
fn a_known_equilibrium_less_is_noticed_in_every_two_player_game() {
    for (name, facts) in &expected() {
        let game = known_game(name);
        let mut known = listed(facts);
        if game.player_count() != 2 || known.len() < 2 || game.profile_count() > 64 {
            continue;
        }
        known.pop();
        let report = check(&game, &complete(&known), &Effort::unlimited());
        assert!(report.is_refused(), "{name}: {report}");
    }
}

#[test]
fn known_equilibria_of_larger_games_are_confirmed_one_by_one_but_not_their_completeness() {
    let mut games = 0;
    for (name, facts) in &expected() {
        let game = known_game(name);
        if game.player_count() < 3 {
            continue;
        }
        let point = |mixes| ClaimedPoint { mixes, digits: None, radius: None, index: None, regret: None };
        let mut claim = Claim::of_points(listed(facts).into_iter().map(point).collect());
        if claim.points.is_empty() {
            continue;
        }
        games += 1;
        let report = check(&game, &claim, &Effort::unlimited());
        assert!(report.is_confirmed(), "{name}: {report}");
        claim.completeness = moloch_equilibrium::finite::check::ClaimedCompleteness::Complete("test".to_owned());
        claim.scope = moloch_equilibrium::finite::check::ClaimedScope::All;
        let report = check(&game, &claim, &Effort::unlimited());
        assert!(matches!(report.verdict(), Verdict::NotChecked(_)), "{name}: {report}");
        let pure =
            claim.points.iter().position(|point| point.mixes.iter().flatten().all(|p| p.is_zero() || p.is_one()));
        if let Some(pure) = pure {
            claim.points.remove(pure);
            assert!(check(&game, &claim, &Effort::unlimited()).is_refused(), "{name}");
        }
    }
    assert!(games >= 10, "{games}");
}

#[test]
fn a_budget_that_is_too_small_leaves_completeness_open() {
    let facts = &expected()["rand_bi_6x6_s0"];
    let game = known_game("rand_bi_6x6_s0");
    let report = check(&game, &complete(&listed(facts)), &Effort::unlimited().with_steps(50));
    let Verdict::NotChecked(why) = report.verdict() else { panic!("{report}") };
    assert_eq!(why, "completeness: the budget of 50 steps is used up");
}
