//! What a read scenario means, and what may be done with it.

use moloch::scenario::{self, Aim, Intervention, Lever, LeverName, Scenario, number, with_number};
use moloch_core::{Checked, Inputs as _, Record};

fn default() -> Checked<Scenario> {
    scenario::read_builtin("ai-race").unwrap().scenario
}

#[test]
fn every_number_of_a_record_can_be_read_and_set() {
    let reading = scenario::read_builtin("ai-race").unwrap();
    let measured = |record: &&Record| !record.is_default && !record.key.ends_with("months");
    for record in reading.records.iter().filter(measured) {
        assert_eq!(number(&reading.scenario, &record.key), Some(record.value), "{}", record.key);
        let same = with_number(&reading.scenario, &record.key, record.value).unwrap();
        assert_eq!(same, reading.scenario, "{}", record.key);
    }
}

#[test]
fn a_changed_number_is_checked_anew() {
    let scenario = default();
    assert_eq!(with_number(&scenario, "competition.margin", 0.5).unwrap().competition.margin, 0.5);
    assert_eq!(
        with_number(&scenario, "interventions[3].tax", 2.0).unwrap().intervention("tax").unwrap().tax,
        Some(2.0)
    );
    assert_eq!(with_number(&scenario, "hype.initial", 5.0).unwrap().hype.initial_level(), 5.0);
    assert_eq!(with_number(&scenario, "labs[2].fit.consumer", 0.1).unwrap().fits()[2][0], 0.1);
    let out = with_number(&scenario, "competition.margin", 1.5).unwrap_err();
    assert_eq!(out.iter().next().unwrap().key, "competition.margin");
    assert_eq!(
        with_number(&scenario, "competition.marge", 0.5).unwrap_err().iter().next().unwrap().code,
        "unknown-key"
    );
    assert!(with_number(&scenario, "labs[7].fit.consumer", 0.5).is_err());
    assert!(with_number(&scenario, "labs", 0.5).is_err());
    assert_eq!(number(&scenario, "labs[0].fit.enterprise"), None);
}

#[test]
fn another_money_multiplies_every_amount_and_nothing_else() {
    let scenario = default();
    for factor in [1e-9, 1000.0, 1e9] {
        let other = moloch_core::read::<Scenario>(&scenario.in_other_units(factor, 1.0).into()).unwrap();
        assert!((other.competition.product_scale / factor - 1.0).abs() < 1e-14, "hidden amounts scale too");
        assert!((other.competition.cost_convexity * factor / 0.2 - 1.0).abs() < 1e-14);
        assert!((other.fringes()[0] / factor / 4.6 - 1.0).abs() < 1e-14);
        assert!((other.intervention("cap 20").unwrap().cap.unwrap() / factor / 20.0 - 1.0).abs() < 1e-14);
        assert_eq!(other.intervention("tax").unwrap().tax, Some(1.0));
        assert_eq!((&other.hype, &other.adoption, other.fits()), (&scenario.hype, &scenario.adoption, scenario.fits()));
    }
    let hungry = moloch_core::read::<Scenario>(&scenario.in_other_units(1.0, 10.0).into()).unwrap();
    assert_eq!((hungry.compute.energy, hungry.compute.energy_cap), (110.0, Some(9450.0)));
}

#[test]
fn given_stocks_are_money_and_follow_the_segments() {
    let text = "extends = \"tests/data/sound.toml\"\ncompetition.initial_stock = \"given\"\n\
                [[labs]]\nname = \"North\"\nstock = { enterprise = { value = 500, unit = \"M USD/yr\" } }\n\
                [[labs]]\nname = \"South\"\nstock = { enterprise = 2, consumer = 1 }\n";
    let scenario = scenario::read(text, "stocks.toml").unwrap().scenario;
    assert_eq!(scenario.given_stocks(), Some(vec![vec![0.0, 0.5], vec![1.0, 2.0]]));
    let other = moloch_core::read::<Scenario>(&scenario.in_other_units(2.0, 1.0).into()).unwrap();
    assert_eq!(other.given_stocks(), Some(vec![vec![0.0, 1.0], vec![2.0, 4.0]]));
    assert_eq!(default().given_stocks(), None);
}

#[test]
fn a_policy_can_pull_several_levers_and_change_one() {
    let policy = Intervention { cap: Some(3.0), ..Intervention::named("both") }.at_strength(LeverName::Tax, 0.5);
    assert_eq!(policy.levers(), [Lever::Tax { rate: 0.5, rebate: false }, Lever::Cap(3.0)]);
    assert_eq!((policy.strength(LeverName::Tax), policy.strength(LeverName::Window)), (Some(0.5), None));
    let mut scenario = default().into_inner();
    scenario.interventions.push(policy);
    assert!(scenario.clone().checked().is_ok());
    scenario.interventions.push(Intervention::named("nothing"));
    assert_eq!(scenario.checked().unwrap_err().iter().next().unwrap().code, "no-lever");
}

#[test]
fn a_target_is_met_on_its_good_side() {
    let scenario = default();
    let half = &scenario.targets[0];
    assert_eq!(half.aim(), Some(Aim::Fraction(0.5)));
    assert!(half.is_met(5.0, 10.0) && half.is_met(1.0, 10.0) && !half.is_met(5.1, 10.0));
    let welfare = scenario::Target { outcome: scenario::Outcome::PresentWelfare, fraction: Some(1.2), ..half.clone() };
    assert!(welfare.is_met(12.1, 10.0) && !welfare.is_met(11.9, 10.0));
    assert!(scenario.targets[2].is_met(472.5, 945.0) && !scenario.targets[2].is_met(473.0, 945.0));
}
