//! Dynamic regret, checked by a search that shares nothing with the one in the library.

use moloch::{DynamicRegret, dynamic_regrets};

use crate::support::{Race, changed};

fn regrets(race: &Race) -> Vec<DynamicRegret> {
    dynamic_regrets(&race.law, &race.anchor, &race.path)
}

/// The largest value of a concave function of one non-negative number, by golden section after doubling.
fn best(from: f64, f: impl Fn(f64) -> f64) -> f64 {
    let part = (5_f64.sqrt() - 1.0) / 2.0;
    let (mut low, mut high) = (0.0, 2.0 * from + 1e-3);
    while f(high) > f(high / 2.0) {
        high *= 2.0;
    }
    for _ in 0..80 {
        let (left, right) = (high - part * (high - low), low + part * (high - low));
        if f(left) < f(right) { low = left } else { high = right }
    }
    f64::midpoint(low, high)
}

/// The present value of lab 0's payoff in one segment, from the definition.
fn value(race: &Race, efforts: &[f64]) -> f64 {
    let competition = &race.scenario.competition;
    let retention = competition.retention_per_month();
    let discount = (-competition.discount_rate / 12.0).exp();
    let suitability = race.scenario.suitability();
    let mut stock = race.anchor.stock[0];
    let mut sum = 0.0;
    for (t, month) in race.path.months.iter().enumerate() {
        let conditions = &month.conditions;
        let rivals: f64 = (1..suitability.len())
            .map(|lab| suitability[lab][0] * (month.state.stock[lab] + month.race.race[lab]))
            .sum();
        let mine = suitability[0][0] * (stock + efforts[t]);
        // The last month stands for all that come after it.
        let lasting = if t + 1 == race.path.months.len() { 1.0 / (1.0 - retention * discount) } else { 1.0 };
        let won = lasting * conditions.prizes[0] * mine / (mine + rivals + conditions.fringe[0]);
        let product = |z: f64| {
            let effort = efforts[t] + z;
            conditions.product_value * (1.0 + z / competition.product_scale).ln()
                - competition.unit_cost * effort
                - conditions.convexity * effort * effort / 2.0
        };
        let z = best(month.race.product[0], product);
        sum += discount.powf(t as f64) / 12.0 * (won + product(z));
        stock = retention * (stock + efforts[t]);
    }
    sum
}

#[test]
fn an_independent_search_finds_the_same_gain() {
    for foresight in [0.0, 0.5] {
        let race = Race::full(2).but(|scenario| {
            scenario.segments.truncate(1);
            scenario.labs.remove(1);
            scenario.labs.iter_mut().for_each(|lab| lab.fit.0.truncate(1));
            scenario.labs[1].fit.0 = vec![("consumer".to_owned(), moloch::scenario::Theta::Given(0.6))];
            scenario.competition.foresight = foresight;
        });
        let held: Vec<f64> = race.path.months.iter().map(|month| month.race.race[0]).collect();
        let mut efforts = held.clone();
        for _ in 0..40 {
            for t in 0..efforts.len() {
                efforts[t] = best(efforts[t], |x| {
                    let mut tried = efforts.clone();
                    tried[t] = x;
                    value(&race, &tried)
                });
            }
        }
        let gain = value(&race, &efforts) - value(&race, &held);
        let found = regrets(&race)[0];
        assert!(gain > 0.0 && (found.gain / gain - 1.0).abs() < 1e-3, "{found:?}, not {gain}");
        assert!(found.bound >= gain, "{found:?} bounds {gain}");
        assert!((found.relative - found.gain / race.path.present.payoffs[0]).abs() < 1e-12);
    }
}

#[test]
fn when_effort_leaves_nothing_behind_the_monthly_equilibrium_is_best_over_time() {
    for regret in regrets(&Race::plain(24)) {
        assert!(regret.relative <= 1e-6 && regret.bound >= regret.gain && regret.bound < 1e-6, "{regret:?}");
    }
}

#[test]
fn where_nothing_moves_full_foresight_has_no_regret_and_myopia_has() {
    let frozen = |foresight: f64| {
        Race::full(18).but(|scenario| {
            scenario.adoption.innovation = 1e-300;
            scenario.adoption.imitation = 0.0;
            scenario.compute.efficiency_growth = 0.0;
            scenario.competition.foresight = foresight;
        })
    };
    for (patient, myopic) in regrets(&frozen(1.0)).into_iter().zip(regrets(&frozen(0.0))) {
        assert!(patient.bound < 1e-6, "{patient:?}");
        assert!(myopic.relative > 1e-2, "{myopic:?}");
    }
}

#[test]
fn the_bound_is_never_below_the_gain_and_close_to_it() {
    for race in [Race::full(12), Race::full(72)] {
        for regret in regrets(&race) {
            assert!(regret.gain >= 0.0 && regret.bound >= regret.gain);
            assert!(regret.bound <= 1.05 * regret.gain, "{regret:?}");
        }
    }
}

#[test]
fn a_lab_that_never_races_has_a_bound_too() {
    let race = Race::of(changed(&Race::full(3).scenario, |scenario| {
        scenario.labs[2].fit.0 = vec![("consumer".to_owned(), moloch::scenario::Theta::Given(1e-4))];
    }));
    let regret = regrets(&race)[2];
    assert_eq!((regret.gain, regret.relative), (0.0, 0.0));
    assert!(regret.bound >= 0.0 && regret.bound < 1e-9);
}
