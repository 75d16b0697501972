//! Polishing a profile that is nearly an equilibrium.

use moloch_equilibrium::finite::homotopy::polish;
use moloch_equilibrium::finite::{Game, Profile, SolveError, certificate};

use super::support::{distance, expected, known_game, profile_from_json, scattered};

/// The profile a little off, deterministically.
fn disturbed(profile: &Profile, size: f64) -> Profile {
    let mixes = profile.mixes().iter().map(|mix| {
        let pushed: Vec<f64> =
            mix.iter().enumerate().map(|(k, share)| share + size * (0.5 + 0.5 * (k as f64 * 1.7).sin())).collect();
        let sum: f64 = pushed.iter().sum();
        pushed.into_iter().map(|share| share / sum).collect()
    });
    Profile::new(mixes.collect()).unwrap()
}

#[test]
fn every_known_regular_equilibrium_is_found_again_from_nearby() {
    for name in [
        "mckelvey_mclennan_2x2x2",
        "rand_2x3x4_s0",
        "rand_2x2x2x2_s2",
        "el_farol_3_cap1",
        "volunteers_dilemma_4",
        "coordination_3",
        "rand_bi_10x10_s0",
        "rand_bi_12x12_s0",
    ] {
        let game = known_game(name);
        for known in expected()[name]["exact_equilibria"].as_array().unwrap() {
            let known = profile_from_json(known);
            let found = polish(&game, &disturbed(&known.to_f64(), 1e-4)).unwrap().unwrap();
            assert!(distance(&found.point.profile, &known.to_f64()) < 1e-13, "{name}");
            assert!(found.is_regular && found.regret < 1e-13);
            if game.player_count() == 2 {
                assert_eq!(**found.exact.as_ref().unwrap(), known, "{name}");
            }
        }
    }
}

#[test]
fn indices_of_all_equilibria_add_up_to_one() {
    for name in [
        "mckelvey_mclennan_2x2x2",
        "coordination_3",
        "coordination_6",
        "el_farol_3_cap1",
        "dual_cyclic_4x4_moment",
        "rand_2x3x4_s0",
    ] {
        let game = known_game(name);
        let known = expected()[name]["exact_equilibria"].as_array().unwrap().clone();
        let index =
            |profile| polish(&game, &profile_from_json(profile).to_f64()).unwrap().unwrap().point.index.unwrap();
        assert_eq!(known.iter().map(|profile| i32::from(index(profile))).sum::<i32>(), 1, "{name}");
    }
}

#[test]
fn a_point_of_a_continuum_stays_where_it_is() {
    let game = Game::from_fn(&[2, 2, 2], |profile, player| i64::from(player == 0 && profile[0] == 0)).unwrap();
    let profile = Profile::new(vec![vec![1.0, 0.0], vec![0.3, 0.7], vec![0.9, 0.1]]).unwrap();
    let found = polish(&game, &profile).unwrap().unwrap();
    assert!(!found.is_regular && found.point.index.is_none());
    assert!(distance(&found.point.profile, &profile) < 1e-12);
}

#[test]
fn what_polishing_returns_is_an_equilibrium_or_nothing() {
    for seed in 0..50 {
        let game = scattered(&[3, 3, 3], seed);
        if let Some(found) = polish(&game, &Profile::uniform(&[3, 3, 3])).unwrap() {
            let regrets = certificate::regrets(&game, &found.point.profile).unwrap();
            assert!(regrets.max_regret_relative() < 1e-12);
            assert_eq!(regrets.max_regret_relative(), found.regret);
        }
    }
}

#[test]
fn a_profile_of_another_game_is_refused() {
    let game = scattered(&[3, 3, 3], 1);
    assert!(matches!(polish(&game, &Profile::uniform(&[3, 3])), Err(SolveError::Profile(_))));
}
