//! Laws of the composed race: what no choice of units, order or name may change, and what must hold on every path.

use moloch::interventions::{Policy, minimal_strength};
use moloch::scenario::{Fit, Intervention, Lab, LeverName, Outcome, Scenario, Theta};
use moloch::{Path, solve, solve_on, solve_path};
use moloch_core::{Checked, Inputs, Node};
use proptest::prelude::*;

use crate::support::{Race, any_race, cap, changed, money_of, near, policy, target};

/// Rounding that builds up over a path.
const SAME: f64 = 1e-8;

fn in_units(scenario: &Scenario, money: f64, energy: f64) -> Checked<Scenario> {
    moloch_core::read(&Node::from(scenario.in_other_units(money, energy))).unwrap()
}

fn scaled(path: &Path, other: &Path, money: f64, energy: f64) {
    for (month, other) in path.months.iter().zip(&other.months) {
        assert!(
            near(other.state.hype, month.state.hype, SAME) && near(other.state.adoption, month.state.adoption, SAME)
        );
        assert!(near(other.conditions.energy, energy * month.conditions.energy, SAME));
        assert!(near(other.conditions.energy_price, month.conditions.energy_price, SAME));
        let size = money * month.accounts.prize;
        for (one, other) in money_of(month).iter().zip(money_of(other)) {
            assert!((other - money * one).abs() <= SAME * size, "{other} is not {money} times {one}");
        }
        for (one, other) in month.accounts.shares.iter().zip(&other.accounts.shares) {
            assert!((one - other).abs() <= SAME);
        }
    }
    let (present, other) = (&path.present, &other.present);
    let size = money * (present.race_cost + present.fringe_income + present.welfare.abs());
    for (one, other) in [(present.welfare, other.welfare), (present.static_gap, other.static_gap)]
        .into_iter()
        .chain(present.payoffs.iter().copied().zip(other.payoffs.iter().copied()))
    {
        assert!((other - money * one).abs() <= SAME * size, "{other} is not {money} times {one}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn units_of_money_and_energy_change_labels_only(scenario in any_race(), money in -9..10_i32, energy in -9..10_i32) {
        let (money, energy) = (10_f64.powi(money), 10_f64.powi(energy));
        let race = Race::of(scenario);
        scaled(&race.path, &Race::of(in_units(&race.scenario, money, energy)).path, money, energy);
    }

    #[test]
    fn the_order_of_labs_and_segments_changes_nothing(scenario in any_race(), strength in 0.1..0.9_f64) {
        let race = Race::of(scenario);
        let turned = race.but(|scenario| { scenario.labs.reverse(); scenario.segments.reverse(); });
        let levers = [None, Some((LeverName::Niche, strength)), Some((LeverName::Cap, strength)), Some((LeverName::Tax, strength))];
        for lever in levers {
            let under = |race: &Race| lever.map_or_else(|| race.path.clone(), |(lever, at)| race.at(lever, at));
            let (one, other) = (under(&race), under(&turned));
            for (one, other) in one.months.iter().zip(&other.months) {
                let size = one.accounts.prize;
                prop_assert!((one.ledger.welfare - other.ledger.welfare).abs() <= SAME * size);
                for (x, y) in one.race.race.iter().zip(other.race.race.iter().rev()) {
                    prop_assert!((x - y).abs() <= SAME * size, "{lever:?}: {x} is not {y}");
                }
                for (x, y) in one.payoffs.iter().zip(other.payoffs.iter().rev()) {
                    prop_assert!((x - y).abs() <= SAME * size);
                }
            }
        }
    }

    #[test]
    fn adoption_rises_and_energy_respects_its_cap(scenario in any_race()) {
        let most = scenario.compute.energy_cap.unwrap();
        let race = Race::of(scenario);
        for pair in race.path.months.windows(2) {
            prop_assert!(pair[1].state.adoption >= pair[0].state.adoption && pair[1].state.adoption <= 1.0);
            prop_assert!(pair[1].state.efficiency > pair[0].state.efficiency);
        }
        for month in &race.path.months {
            let conditions = &month.conditions;
            prop_assert!(conditions.energy <= most * (1.0 + 1e-12) && conditions.energy_price >= 1.0);
            // The cap's price is more than one just where demand exceeds it.
            prop_assert_eq!(conditions.energy_price > 1.0, conditions.energy_uncapped > most);
            prop_assert!(month.state.hype > 0.0 && month.state.hype_variance >= 0.0);
        }
    }

    #[test]
    fn a_steady_stock_is_one_that_its_own_race_keeps_up(scenario in any_race()) {
        let retention = scenario.competition.retention_per_month();
        let race = Race::of(scenario);
        let first = &race.path.months[0];
        for (held, added) in first.state.stock.iter().zip(&first.race.race) {
            let size = first.accounts.prize;
            prop_assert!((retention * (held + added) - held).abs() <= 1e-9 * size, "{held} {added}");
        }
    }
}

#[test]
fn strengths_change_with_the_units_of_their_lever() {
    let race = Race::plain(3);
    for (lever, unit) in [(LeverName::Tax, 1.0), (LeverName::Cap, 1e6), (LeverName::Window, 1.0)] {
        let outcome = if lever == LeverName::Window { Outcome::Hype } else { Outcome::StaticGap };
        let strength = |race: &Race| {
            let target = target(lever, outcome, None, 0.8);
            minimal_strength(&target, &race.scenario, &race.law, &race.anchor, &race.path).unwrap().strength.unwrap()
        };
        let other = Race::of(in_units(&race.scenario, 1e6, 1e-6));
        assert!(near(strength(&other), unit * strength(&race), 1e-7), "{lever:?}");
    }
}

#[test]
fn a_lab_that_fits_nothing_is_refused_and_one_that_fits_almost_nothing_changes_nothing() {
    let with_newcomer = |theta: f64| {
        let mut scenario = Scenario::clone(&Race::full(6).scenario);
        let fit = Fit(vec![("consumer".to_owned(), Theta::Given(theta))]);
        scenario.labs.push(Lab { name: "N".to_owned(), description: None, fit, stock: None });
        scenario.checked()
    };
    let refused = with_newcomer(0.0).unwrap_err();
    assert!(refused.iter().any(|fault| fault.code == "fits-nothing" && fault.key == "labs[3].fit"), "{refused}");
    let (without, with) = (Race::full(6).path, Race::of(with_newcomer(1e-5).unwrap()).path);
    for (one, other) in without.months.iter().zip(&with.months) {
        assert_eq!(other.race_effort_of(3), 0.0);
        for (x, y) in one.race.race.iter().zip(&other.race.race) {
            assert!((x - y).abs() <= 1e-9 * one.accounts.prize);
        }
    }
}

#[test]
fn the_same_scenario_gives_the_same_bits_on_any_number_of_threads() {
    let scenario = changed(&Race::full(8).scenario, |scenario| {
        scenario.interventions = vec![Intervention { name: "cap".to_owned(), ..cap(2.0) }];
        scenario.targets = vec![
            target(LeverName::Tax, Outcome::RaceEffort, None, 0.5),
            target(LeverName::Cap, Outcome::PresentStaticGap, None, 0.5),
        ];
        scenario.targets[1].name = "other".to_owned();
    });
    let one = solve(&scenario).unwrap();
    assert_eq!((one.effects.len(), one.strengths.len(), one.regrets.len()), (1, 2, 3));
    for threads in [1, 2, 3, 64] {
        let again = solve_on(&scenario, threads).unwrap();
        assert_eq!(one, again);
        assert_eq!(format!("{one:?}"), format!("{again:?}"));
    }
}

#[test]
fn the_plain_law_is_the_full_law_with_its_five_parameters_off() {
    let plain = Race::plain(12);
    let off = Race::full(12).but(|scenario| {
        let competition = &mut scenario.competition;
        (competition.margin, competition.foresight) = (1.0, 0.0);
        (competition.half_life, competition.retention) = (None, Some(0.0));
        competition.product_value_scaling = 0.0;
        competition.cost_scaling = 0.0;
        competition.fringe_scaling = 0.0;
        scenario.segments.iter_mut().for_each(|segment| segment.fringe = 0.5);
        scenario.compute.elasticity = plain.scenario.compute.elasticity;
    });
    assert_eq!(plain.path, off.path);
    assert!(plain.path.months.iter().all(|month| month.state.stock.iter().all(|held| *held == 0.0)));
}

/// The full instance where nothing moves: no new adopters, no progress.
fn frozen(months: usize) -> Race {
    Race::full(months).but(|scenario| {
        scenario.adoption.innovation = 1e-300;
        scenario.adoption.imitation = 0.0;
        scenario.compute.efficiency_growth = 0.0;
    })
}

#[test]
fn where_nothing_moves_every_month_is_the_first() {
    let race = frozen(24);
    let first = &race.path.months[0];
    for month in &race.path.months {
        assert!(near(month.state.hype, first.state.hype, 1e-12));
        for (now, then) in money_of(month).iter().zip(money_of(first)) {
            assert!((now - then).abs() <= 1e-10 * first.accounts.prize, "month {}: {now} is not {then}", month.index);
        }
    }
}

#[test]
fn hype_does_not_depend_on_the_race_when_news_does_not() {
    let deaf = |cost: f64| {
        Race::full(12).but(|scenario| {
            scenario.hype.news_elasticity = 0.0;
            scenario.competition.unit_cost = cost;
        })
    };
    let (cheap, dear) = (deaf(1.0), deaf(3.0));
    for (one, other) in cheap.path.months.iter().zip(&dear.path.months) {
        assert!(one.race.race_total() > other.race.race_total());
        assert_eq!((one.state.hype, one.state.adoption), (other.state.hype, other.state.adoption));
    }
}

#[test]
fn every_month_is_certified_and_other_efforts_are_not() {
    for race in [Race::plain(6), Race::full(6)] {
        let policy = Policy::none(&race.law);
        for month in &race.path.months {
            assert!(month.certificate(&race.law, &policy).passes());
            for cell in (0..month.race.race.len()).filter(|cell| month.race.race[*cell] > 0.0) {
                let mut other = month.clone();
                other.race.race[cell] *= 1.001;
                assert!(!other.certificate(&race.law, &policy).passes(), "month {}, cell {cell}", month.index);
            }
        }
    }
}

#[test]
fn searches_solve_the_path_that_is_certified() {
    let race = Race::full(6);
    let policy = Policy::of(&policy().at_strength(LeverName::Tax, 0.5), &race.scenario, &race.law);
    assert_eq!(solve_path(&race.law, &race.anchor, &policy).unwrap(), race.at(LeverName::Tax, 0.5));
}
