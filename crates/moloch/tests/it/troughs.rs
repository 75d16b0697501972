//! How deep hype falls under random timing, and what would hold energy.

use moloch::{DEPTHS, EnergyPolicies, Outlook, PARTS, Troughs, solve};
use moloch_jevons::policy::Instrument;

use crate::support::{Race, near};

fn outlook(race: &Race) -> Outlook {
    solve(&race.scenario).unwrap()
}

fn fan_error(troughs: &Troughs, outlook: &Outlook) -> f64 {
    // Away from the start, hype is nearly normal: 1.645 standard deviations to each side hold nine runs in ten.
    let last = outlook.path.last();
    let deviation = last.state.hype_variance.sqrt();
    let end = |k: usize| *troughs.quantiles[k].last().unwrap();
    ((end(4) - end(0)) / (2.0 * 1.645 * deviation) - 1.0).abs()
}

#[test]
fn the_fan_has_the_mean_and_the_width_of_the_closed_form() {
    let outlook = outlook(&Race::full(36));
    let troughs = &outlook.troughs;
    assert_eq!(PARTS.len(), troughs.quantiles.len());
    assert!(fan_error(troughs, &outlook) < 0.08, "{}", fan_error(troughs, &outlook));
    for (month, known) in outlook.path.months.iter().enumerate() {
        let levels = troughs.quantiles.each_ref().map(|quantile| quantile[month]);
        assert!(levels.windows(2).all(|pair| pair[0] <= pair[1]));
        // The median lies within four standard errors of the mean, and a fifth of a deviation for skewness.
        let deviation = known.state.hype_variance.sqrt();
        assert!((levels[2] - known.state.hype).abs() <= 0.3 * deviation + 1e-9, "month {month}: {levels:?}");
    }
}

#[test]
fn deeper_falls_are_rarer_and_take_longer_silences() {
    let outlook = outlook(&Race::full(36));
    let falls = &outlook.troughs.falls;
    for (fall, depth) in falls.iter().zip(DEPTHS) {
        assert_eq!(fall.depth, depth);
        assert!((0.0..=1.0).contains(&fall.chance) && fall.error > 0.0);
    }
    assert!(falls.windows(2).all(|pair| pair[0].chance >= pair[1].chance && pair[0].silence < pair[1].silence));
    // Seven silent months halve a level that loses a tenth a month.
    assert!(near(falls[2].silence, 0.5_f64.ln() / 0.9_f64.ln(), 1e-9));
    let first = outlook.path.months[0].news_rate;
    assert!(near(outlook.troughs.regular_dips[0].unwrap(), 1.0 - 0.9_f64.powf(first.recip()), 1e-12));
}

#[test]
fn more_of_the_same_news_makes_falls_rarer() {
    let race = Race::full(36);
    let chance = |race: &Race| outlook(race).troughs.falls[0].chance;
    let busy = race.but(|scenario| {
        scenario.hype.news_rate *= 4.0;
        scenario.hype.jump /= 4.0;
    });
    assert!(chance(&busy) < chance(&race), "{} against {}", chance(&busy), chance(&race));
    let uneven = race.but(|scenario| scenario.hype.jump_variation = 2.0);
    assert!(chance(&uneven) > chance(&race), "{} against {}", chance(&uneven), chance(&race));
}

fn cost(policies: &EnergyPolicies, instrument: Instrument) -> f64 {
    policies.outcome.row(instrument).unwrap().account.deadweight()
}

#[test]
fn energy_is_held_at_the_limit_where_it_binds_and_at_a_half_elsewhere() {
    let race = Race::full(36);
    let free = race.but(|scenario| scenario.compute.energy_cap = None);
    let half = outlook(&free).energy.unwrap();
    let wanted = race.path.last().conditions.energy_uncapped;
    assert!(!half.at_the_limit && near(half.outcome.target, wanted / 2.0, 1e-9));
    assert!(near(half.outcome.free.energy(), wanted, 1e-9));
    let tight = race.but(|scenario| scenario.compute.energy_cap = Some(wanted / 3.0));
    let limit = outlook(&tight).energy.unwrap();
    assert!(limit.at_the_limit && near(limit.outcome.target, wanted / 3.0, 1e-9));
    for policies in [&half, &limit] {
        assert!(policies.outcome.certificate().passes());
        assert!(near(cost(policies, Instrument::Tax), cost(policies, Instrument::CapAndTrade), 1e-9));
        assert!(cost(policies, Instrument::Tax) < cost(policies, Instrument::EfficiencyPenalty));
    }
    assert!(cost(&limit, Instrument::Tax) > cost(&half, Instrument::Tax));
}

#[test]
fn what_cannot_be_compared_is_said_in_words() {
    let race = Race::full(6).but(|scenario| scenario.compute.elasticity = 0.001);
    let outlook = outlook(&race);
    let reason = outlook.energy.as_ref().unwrap_err().to_string();
    assert!(reason.contains("elasticity"), "{reason}");
}
