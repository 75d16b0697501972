//! The treadmill: known answers, then its economics.

use moloch_core::{Inputs, Model};
use moloch_equilibrium::finite::Dilemma;
use moloch_race::{Regime, Treadmill, TreadmillOutcome};
use proptest::prelude::*;

fn solve(treadmill: Treadmill) -> TreadmillOutcome {
    treadmill.checked().unwrap().solve().unwrap()
}

fn dilemma() -> Treadmill {
    Treadmill::example()
}

fn hunt() -> Treadmill {
    Treadmill { advantage: 0.1, stigma: 0.3, ..dilemma() }
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * b.abs().max(1.0)
}

#[test]
fn fifteen_labs_run_at_full_effort_and_burn_a_fifth() {
    let race = solve(dilemma());
    let pace = race.fastest().unwrap();
    assert_eq!((race.equilibria.len(), race.regime), (1, Regime::PrisonersDilemma));
    assert!(near(pace.effort, 1.0) && near(pace.gap, 3.0) && near(pace.payoff, 0.8));
    assert!(near(race.price_of_anarchy.unwrap(), 1.25));
    assert!(near(race.tax_to_permit_stopping, 0.1) && near(race.tax_to_end_race, 0.1));
    assert!(near(race.critical_patience, 1.0 / 3.0));
    assert!(race.threshold.is_none());
}

#[test]
fn convex_costs_slow_the_run_to_a_fifth() {
    let race = solve(Treadmill { convexity: 0.5, ..dilemma() });
    let pace = race.fastest().unwrap();
    assert!(near(pace.effort, 0.2) && near(pace.gap, 0.75) && pace.stable);
}

#[test]
fn a_stag_hunt_has_two_stable_equilibria_and_a_threshold_between() {
    let race = solve(hunt());
    assert_eq!(race.regime, Regime::StagHunt);
    let paces: Vec<(f64, bool)> = race.equilibria.iter().map(|e| (e.effort, e.stable)).collect();
    assert!(near(paces[1].0, 1.0 / 3.0));
    assert_eq!([paces[0], (0.0, paces[1].1), paces[2]], [(0.0, true), (0.0, false), (1.0, true)]);
    assert!(near(race.threshold.unwrap(), 1.0 / 3.0));
    assert_eq!(race.critical_patience, 0.0);
    assert!(near(race.tax_to_permit_stopping, 0.0) && near(race.tax_to_end_race, 0.2));
}

#[test]
fn the_price_of_anarchy_is_undefined_when_the_race_burns_the_pie() {
    assert!(solve(Treadmill { pie: 3.0, ..dilemma() }).price_of_anarchy.is_none());
    assert!(solve(Treadmill { pie: 3.0 + 1e-9, ..dilemma() }).price_of_anarchy.unwrap() > 1e8);
}

#[test]
fn commitment_of_all_but_one_moves_the_last_lab_in_the_hunt_only() {
    let with = |treadmill: Treadmill, committed| solve(Treadmill { committed, ..treadmill }).free_effort;
    assert_eq!((with(dilemma(), 0), with(dilemma(), 14)), (1.0, 1.0));
    assert_eq!((with(hunt(), 0), with(hunt(), 14)), (1.0, 0.0));
    // Ten commitments suffice: the others then see at most 4/14 < 1/3 of their rivals run; nine leave 5/14.
    assert_eq!((with(hunt(), 9), with(hunt(), 10)), (1.0, 0.0));
    assert_eq!(solve(hunt()).commitment_needed, Some(10));
    assert_eq!(solve(dilemma()).commitment_needed, None);
}

#[test]
fn a_tax_just_above_the_minimal_one_ends_the_race_and_one_just_below_does_not() {
    for treadmill in [dilemma(), hunt(), Treadmill { convexity: 0.05, ..hunt() }] {
        let tax = solve(treadmill.clone()).tax_to_end_race;
        let taxed = |part: f64| solve(Treadmill { cost: treadmill.cost + tax * part, ..treadmill.clone() });
        assert!(taxed(1.01).fastest().unwrap().effort == 0.0);
        assert!(taxed(0.99).fastest().unwrap().effort > 0.0);
    }
}

#[test]
fn indifference_is_named_and_its_list_is_not_called_complete() {
    let race = solve(Treadmill { advantage: 0.2, ..dilemma() });
    assert_eq!(race.regime, Regime::Indifference);
    assert!(matches!(race.completeness, moloch_core::Completeness::Partial { .. }));
}

#[test]
fn a_lab_must_be_left_to_choose() {
    let faults = Treadmill { committed: 15, ..dilemma() }.checked().unwrap_err();
    assert!(faults.iter().any(|fault| fault.key == "committed"), "{faults}");
}

fn any_treadmill() -> impl Strategy<Value = Treadmill> {
    (2_usize..30, 0.0..2.0_f64, 0.0..2.0_f64, 0.01..1.0_f64, 0.0..1.0_f64, prop_oneof![Just(0.0), 0.0..2.0_f64])
        .prop_map(|(labs, advantage, stigma, cost, forgone, convexity)| Treadmill {
            labs,
            pie: labs as f64,
            advantage,
            stigma,
            cost,
            forgone,
            convexity,
            committed: 0,
        })
}

proptest! {
    #[test]
    fn relative_terms_cancel_at_equal_efforts_and_never_add_welfare(
        treadmill in any_treadmill(),
        efforts in proptest::collection::vec(0.0..1.0_f64, 2..9),
    ) {
        let treadmill = Treadmill { labs: efforts.len(), ..treadmill };
        let sum: f64 = efforts.iter().sum();
        let others = |own: f64| (sum - own) / (efforts.len() - 1) as f64;
        let welfare: f64 = efforts.iter().map(|&own| treadmill.payoff(own, others(own))).sum();
        let spent = |e: f64| (treadmill.cost + treadmill.forgone) * e + treadmill.convexity * e * e / 2.0;
        let without: f64 = treadmill.pie - efforts.iter().map(|&e| spent(e)).sum::<f64>();
        prop_assert!(welfare <= without + 1e-9);
        let plain = Treadmill { stigma: 0.0, ..treadmill };
        let cancelled: f64 = efforts.iter().map(|&own| plain.payoff(own, others(own))).sum();
        prop_assert!((cancelled - without).abs() < 1e-9);
    }

    #[test]
    fn every_listed_pace_is_its_own_best_reply_and_no_other_common_effort_is(treadmill in any_treadmill()) {
        let race = solve(treadmill.clone());
        for pace in &race.equilibria {
            let reply = treadmill.best_reply(pace.effort);
            prop_assert!(treadmill.payoff(reply, pace.effort) <= pace.payoff + 1e-9);
        }
        for k in 0..=200 {
            let effort = f64::from(k) / 200.0;
            let listed = race.equilibria.iter().any(|pace| (pace.effort - effort).abs() < 1e-2);
            prop_assert!(listed || (treadmill.best_reply(effort) - effort).abs() > 1e-9);
        }
    }

    #[test]
    fn with_two_paces_the_regime_is_that_of_the_two_by_two_game(treadmill in any_treadmill()) {
        let treadmill = Treadmill { convexity: 0.0, ..treadmill };
        let cost = treadmill.cost + treadmill.forgone;
        let (a0, a1) = (treadmill.advantage, treadmill.stigma);
        let named = Dilemma::from_payoffs(a0 - cost, 0.0, -cost, -(a0 + a1)).unwrap();
        let expected = match named {
            Dilemma::PrisonersDilemma => Regime::PrisonersDilemma,
            Dilemma::StagHunt | Dilemma::Coordination => Regime::StagHunt,
            Dilemma::Harmony => Regime::NoRace,
            _ => return Ok(()),
        };
        prop_assert_eq!(solve(treadmill).regime, expected);
    }

    #[test]
    fn a_higher_value_of_position_never_slows_the_run(treadmill in any_treadmill(), more in 0.0..1.0_f64) {
        let before = solve(treadmill.clone());
        let after = solve(Treadmill { advantage: treadmill.advantage + more, ..treadmill });
        prop_assert!(after.fastest().unwrap().effort >= before.fastest().unwrap().effort);
        prop_assert!(after.critical_patience >= before.critical_patience - 1e-9 || after.fastest() != before.fastest());
    }
}
