//! Interventions: what they change, what they leave alone, and how strong they must be.

use moloch::interventions::{Strength, minimal_strength, outcome_of};
use moloch::scenario::{Aim, Intervention, LeverName, Outcome, Scenario, Target};
use moloch_core::Status;

use crate::support::{Race, cap, near, policy, target};

fn strength_of(race: &Race, target: &Target) -> Strength {
    minimal_strength(target, &race.scenario, &race.law, &race.anchor, &race.path).unwrap()
}

/// Agreement to half a unit of the last of the given significant digits.
fn to_digits(computed: f64, expected: f64, digits: i32) {
    let unit = 10_f64.powi(expected.abs().log10().floor() as i32 + 1 - digits);
    assert!((computed - expected).abs() <= 0.501 * unit, "{computed} is not {expected}");
}

#[test]
fn half_the_static_gap_of_the_first_month_takes_this_tax_or_this_cap() {
    let race = Race::plain(1);
    let halve = |lever| strength_of(&race, &target(lever, Outcome::StaticGap, Some(0), 0.5)).strength.unwrap();
    // The search stops at a relative width of 1e-10.
    assert!(near(halve(LeverName::Tax), 1.74692843008, 2e-10));
    assert!(near(halve(LeverName::Cap), 1.03528800021, 2e-10));
}

#[test]
fn no_tax_closes_more_of_the_first_gap_than_this() {
    let race = Race::plain(1);
    let found = strength_of(&race, &target(LeverName::Tax, Outcome::StaticGap, Some(0), 0.13));
    let Status::Unreachable { best } = found.status else { panic!("{found:?}") };
    to_digits(1.0 - best / found.without, 0.864, 3);
    assert_eq!((found.strength, found.value), (None, best));
    // What is left is the product effort that stays private: the gap of labs that do not race at all.
    let idle = race.at(LeverName::Cap, 0.0).months[0].ledger.static_gap;
    assert!(near(best, idle, 1e-9));
    assert!(strength_of(&race, &target(LeverName::Tax, Outcome::StaticGap, Some(0), 0.14)).strength.is_some());
}

#[test]
fn each_least_strength_meets_its_target_on_one_side_only() {
    use LeverName::{Cap, Niche, Tax, Window};
    use Outcome::{Energy, Hype, PresentRaceCost, PresentStaticGap, PresentWelfare, RaceCost, RaceEffort, StaticGap};
    let cases = [
        (Tax, RaceEffort, 0.6),
        (Tax, RaceCost, 0.5),
        (Tax, PresentRaceCost, 0.7),
        (Tax, Hype, 0.9),
        (Cap, RaceEffort, 0.5),
        (Cap, StaticGap, 0.6),
        (Cap, PresentStaticGap, 0.5),
        (Cap, PresentWelfare, 1.1),
        (Window, Energy, 0.95),
        (Window, Hype, 0.5),
        (Window, RaceEffort, 0.9),
        (Niche, RaceEffort, 0.9),
        (Niche, PresentRaceCost, 0.95),
    ];
    for race in [Race::plain(12), Race::full(12)] {
        let mut reached = 0;
        for (lever, outcome, fraction) in cases {
            let target = target(lever, outcome, None, fraction);
            let found = strength_of(&race, &target);
            let Some(strength) = found.strength else {
                assert!(matches!(found.status, Status::Unreachable { .. }), "{found:?}");
                continue;
            };
            reached += 1;
            assert!(found.status.is_success() && found.paths > 0);
            let met = |strength: f64| {
                let path = race.at(lever, strength);
                target.is_met(outcome_of(&path, outcome, None), outcome_of(&race.path, outcome, None))
            };
            let (weaker, stronger) = if lever.rises() { (0.99, 1.01) } else { (1.01, 0.99) };
            assert!(met(strength) && !met(weaker * strength), "{lever:?} {outcome:?}: {strength}");
            // The strongest niche is to give up all: there is nothing beyond.
            assert!(met((stronger * strength).min(if lever == Niche { 1.0 } else { f64::INFINITY })));
        }
        assert!(reached >= 10, "only {reached} targets can be reached");
    }
}

#[test]
fn a_target_that_is_met_already_needs_nothing() {
    let race = Race::plain(2);
    let found = strength_of(&race, &target(LeverName::Tax, Outcome::RaceEffort, None, 1.5));
    assert_eq!((found.strength, found.value, found.paths), (None, found.without, 0));
    assert!(matches!(found.status, Status::BoundActive { .. }));
}

#[test]
fn a_strength_that_leaves_a_prize_uncontested_is_no_answer() {
    let race = Race::plain(2).but(|scenario| scenario.segments.iter_mut().for_each(|segment| segment.fringe = 0.0));
    // Against nobody the smallest effort wins all, so that labs cannot all stop.
    let found = strength_of(&race, &target(LeverName::Cap, Outcome::RaceEffort, None, 1e-9));
    assert!(matches!(found.status, Status::Unreachable { .. }), "{found:?}");
    assert!(strength_of(&race, &target(LeverName::Tax, Outcome::RaceEffort, None, 0.01)).strength.is_some());
}

#[test]
fn a_policy_leaves_the_months_before_it_bit_for_bit() {
    let race = Race::full(9);
    let all = Intervention { start: 5, rebate: true, niche: Some(0.5), ..cap(1.0) };
    for lever in [
        all.clone().at_strength(LeverName::Tax, 1.0),
        Intervention { stops: vec!["G".to_owned()], ..all.clone() },
        Intervention { most_releases: Some(0.1), start: 5, ..policy() },
    ] {
        let path = race.under(&lever);
        assert_eq!(path.months[..5], race.path.months[..5]);
        let (before, after) = (&race.path.months[5..], &path.months[5..]);
        assert!(before.iter().zip(after).all(|(before, after)| before.news_rate != after.news_rate));
    }
}

#[test]
fn a_commitment_that_leaves_a_lab_alone_is_refused_with_its_month_and_segment() {
    let race = Race::plain(4).but(|scenario| scenario.segments.iter_mut().for_each(|segment| segment.fringe = 0.0));
    let alone = Race::of(crate::support::changed(&race.scenario, |scenario| {
        scenario.labs[0].fit.0[1].1 = moloch::scenario::Theta::Given(0.0);
        scenario.labs[1].fit.0[1].1 = moloch::scenario::Theta::Given(0.0);
    }));
    let stop = Intervention { start: 2, stops: vec!["G".to_owned()], ..policy() };
    let error = alone.try_under(&stop).unwrap_err().to_string();
    assert!(error.contains("month 2") && error.contains("segment 0") && error.contains("1 labs can race"), "{error}");
}

#[test]
fn a_rebate_moves_money_in_equal_parts_and_nothing_else() {
    let race = Race::full(6);
    let taxed = policy().at_strength(LeverName::Tax, 1.0);
    let (kept, paid_back) = (race.under(&taxed), race.under(&Intervention { rebate: true, ..taxed.clone() }));
    for (kept, back) in kept.months.iter().zip(&paid_back.months) {
        assert_eq!((&kept.race, &kept.ledger, &kept.state), (&back.race, &back.ledger, &back.state));
        for (less, more) in kept.payoffs.iter().zip(&back.payoffs) {
            assert!(near(more - less, kept.ledger.tax_revenue / 3.0, 1e-12));
        }
    }
    assert_eq!(kept.present.welfare, paid_back.present.welfare);
    let (kept, back) = (race.effect(taxed.clone()), race.effect(Intervention { rebate: true, ..taxed }));
    let gain = |effect: &moloch::interventions::Effect, party: &str| {
        effect.parties.iter().find(|change| change.party == party).unwrap().gain
    };
    assert!(gain(&kept, "treasury") > 0.0);
    assert_eq!(gain(&back, "treasury"), 0.0);
}

#[test]
fn the_gains_of_all_parties_add_up_to_the_change_of_welfare() {
    let race = Race::full(12).but(|scenario| {
        scenario.competition.social_value = 0.3;
        scenario.compute.externality = 0.1;
    });
    let mut all = cap(2.0).at_strength(LeverName::Tax, 0.5).at_strength(LeverName::Window, 1.0);
    all.rebate = true;
    for intervention in [cap(2.0), policy().at_strength(LeverName::Tax, 1.0), all] {
        let effect = race.effect(intervention);
        let sum: f64 = effect.parties.iter().map(|change| change.gain).sum();
        assert!((sum - effect.welfare).abs() < 1e-9 * race.path.present.welfare, "{effect:?}");
        assert_eq!(effect.gainers().count() + effect.losers().count() + silent(&effect), effect.parties.len());
    }
}

fn silent(effect: &moloch::interventions::Effect) -> usize {
    effect.parties.iter().filter(|change| change.gain == 0.0).count()
}

#[test]
fn slack_limits_change_nothing() {
    let race = Race::full(6);
    for slack in [cap(1e6), policy().at_strength(LeverName::Window, 1e6), policy().at_strength(LeverName::Niche, 0.0)] {
        assert_eq!(race.under(&slack), race.path);
    }
}

#[test]
fn the_strongest_niche_leaves_each_lab_in_its_best_segment() {
    let path = Race::full(4).at(LeverName::Niche, 1.0);
    for month in &path.months {
        // O keeps to consumers, A to enterprises; G fits both alike and keeps to the larger.
        for (cell, stays) in [true, false, false, true, false, true].into_iter().enumerate() {
            assert_eq!(month.race.race[cell] > 0.0, stays, "month {}, cell {cell}", month.index);
            assert_eq!(month.accounts.shares[cell] > 0.0, stays);
        }
    }
}

#[test]
fn a_window_holds_the_rate_of_news() {
    let path = Race::plain(6).at(LeverName::Window, 1.0 / 3.0);
    assert!(path.months.iter().all(|month| month.news_rate == 1.0 / 3.0));
    assert!(path.months.windows(2).all(|pair| pair[1].state.hype < pair[0].state.hype));
}

#[test]
fn who_gains_from_a_cap_depends_on_how_tight_it_is() {
    let (plain, full) = (Race::plain(24), Race::full(72));
    let losers = |race: &Race, most: f64| {
        let effect = race.effect(cap(most));
        assert_eq!(effect.helps_every_lab(), effect.losers().all(|change| !change.is_lab));
        effect.losers().filter(|change| change.is_lab).map(|change| change.party.clone()).collect::<Vec<_>>()
    };
    assert!(losers(&plain, 4.0).is_empty());
    assert_eq!(losers(&plain, 1.0), ["O", "A", "G"]);
    assert!(losers(&full, 80.0).is_empty());
    assert_eq!(losers(&full, 40.0), ["A"]);
}

#[test]
fn welfare_has_its_peak_at_a_cap_between_one_and_two() {
    let race = Race::plain(24);
    let welfare = |most: f64| race.at(LeverName::Cap, most).present.welfare;
    assert!(welfare(1.5) > welfare(1.0) && welfare(1.5) > welfare(2.0));
    assert!(welfare(1.0) > welfare(0.5) && welfare(2.0) > welfare(4.0));
}

#[test]
fn a_scenarios_target_varies_the_lever_of_the_policy_it_names() {
    let scenario = |scenario: &mut Scenario| {
        let base = Intervention { name: "both".to_owned(), start: 2, ..cap(1.0).at_strength(LeverName::Tax, 1.0) };
        scenario.interventions = vec![base];
        let fraction = target(LeverName::Cap, Outcome::RaceEffort, None, 0.4);
        scenario.targets = vec![Target { intervention: Some("both".to_owned()), ..fraction }];
    };
    let race = Race::plain(4).but(scenario);
    let found = moloch::solve(&race.scenario).unwrap().strengths.remove(0);
    let both = race.scenario.interventions[0].clone().at_strength(LeverName::Cap, found.strength.unwrap());
    let path = race.under(&both);
    assert!(near(path.last().race.race_total(), 0.4 * race.path.last().race.race_total(), 1e-9));
    assert_eq!(race.scenario.targets[0].aim(), Some(Aim::Fraction(0.4)));
    assert_eq!(path.months[1], race.path.months[1]);
}

/// What a lab of the plain race can get at best in month 0 against rivals at these efforts: the first-order conditions at
/// a marginal cost, and the marginal cost by bisection.
fn best_payoff(prizes: &[f64], suitability: &[f64], against: &[f64]) -> f64 {
    let (cost, convexity, product) = (1.0, 0.2, 2.0);
    let race = |m: f64, s: usize| {
        let (a, b) = (suitability[s], against[s]);
        (((prizes[s] * a * b / m).sqrt() - b) / a).max(0.0)
    };
    let total = |m: f64| race(m, 0) + race(m, 1) + (product / m - 1.0).max(0.0);
    let (mut low, mut high) = (cost, 100.0);
    for _ in 0..200 {
        let m = f64::midpoint(low, high);
        if cost + convexity * total(m) > m { low = m } else { high = m }
    }
    let won = |s: usize| prizes[s] * suitability[s] * race(low, s) / (against[s] + suitability[s] * race(low, s));
    let effort = total(low);
    won(0) + won(1) + product * (1.0 + (product / low - 1.0).max(0.0)).ln()
        - cost * effort
        - convexity * effort * effort / 2.0
}

#[test]
fn a_pact_holds_above_the_discount_factor_of_grim_trigger() {
    use moloch::interventions::Enforcement;
    let race = Race::plain(1);
    for most in [0.5, 1.0, 1.5] {
        let pact = race.effect(cap(most)).pact.unwrap();
        let (kept, free) = (&race.at(LeverName::Cap, most).months[0], &race.path.months[0]);
        let suitability = race.scenario.suitability();
        for (lab, enforcement) in pact.labs.iter().enumerate() {
            let against: Vec<f64> = (0..2)
                .map(|s| {
                    let rivals = (0..3).filter(|&j| j != lab).map(|j| suitability[j][s] * kept.race.race[j * 2 + s]);
                    0.5 + rivals.sum::<f64>()
                })
                .collect();
            let deviation = best_payoff(&kept.conditions.prizes, &suitability[lab], &against);
            let (gain, loss) = (deviation - kept.payoffs[lab], kept.payoffs[lab] - free.payoffs[lab]);
            assert!(gain > 0.0);
            match enforcement {
                Enforcement::Above(delta) => assert!(loss > 0.0 && near(*delta, gain / (gain + loss), 1e-7)),
                Enforcement::Never => assert!(loss <= 0.0),
                Enforcement::Always => panic!("lab {lab} would gain {gain}"),
            }
        }
        let critical = pact.labs.iter().map(|lab| match lab {
            Enforcement::Above(delta) => *delta,
            _ => f64::INFINITY,
        });
        let critical = critical.fold(0.0, f64::max);
        assert_eq!(pact.critical_discount_factor(), critical.is_finite().then_some(critical));
    }
    // A cap of one makes every lab better off at once, so that each has something to lose.
    assert!(race.effect(cap(1.0)).pact.unwrap().critical_discount_factor().is_some());
    assert!(race.effect(cap(1e6)).pact.unwrap().labs.iter().all(|lab| *lab == Enforcement::Always));
}
