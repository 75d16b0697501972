//! Words follow the results: the opposite result gives the opposite words.

use moloch::scenario;
use moloch_core::{Node, read};

use super::{Case, SMALLEST, with_policy};

#[test]
fn a_window_that_lowers_welfare_is_said_to_and_one_that_raises_it_too() {
    let window = "[[interventions]]\nname = \"window\"\nmost_releases = 0.05\n";
    // Where slow news only takes the premium off the prize, labs race less and lose nothing else.
    let calms = format!("{SMALLEST}{window}").replace("premium = 0\n", "premium = 0.9\n");
    let slows = format!("{SMALLEST}{window}").replace("imitation = 0.03", "imitation = 0.03\nhype_boost = 1");
    for (text, raises) in [(calms, true), (slows, false)] {
        let case = Case::new(&text.replace("months = 1\n", "months = 36\n"));
        assert_eq!(case.outlook.effects[0].welfare > 0.0, raises);
        let word = if raises { "raises" } else { "lowers" };
        let said = format!("The one policy compared, “window”, {word} the present value of welfare, by $");
        assert!(case.answer().contains(&said), "{}", case.answer());
    }
}

#[test]
fn a_policy_without_losers_is_told_from_one_with_losers() {
    // A commitment of one lab helps its rival; a cap on equal labs helps both.
    let stops = Case::new(&with_policy("stops = [\"North\"]").replace("revenue = 10", "revenue = 10\nfringe = 1"));
    assert!(stops.answer().contains("while North"), "{}", stops.answer());
    assert!(!stops.answer().contains("nobody loses"));
    let equal = with_policy("cap = 0.5").replace("chat = 0.5", "chat = 1");
    let capped = Case::new(&equal);
    assert!(capped.outlook.effects[0].losers().next().is_none());
    assert!(capped.answer().contains("both labs gain by it and nobody loses"), "{}", capped.answer());
}

#[test]
fn the_energy_limit_binds_or_not_or_is_not_there() {
    let none = Case::new(SMALLEST);
    assert!(none.answer().contains("the scenario sets no limit"), "{}", none.answer());
    let growing = SMALLEST.replace("elasticity = 0.9", "elasticity = 1.4").replace("months = 1\n", "months = 12\n");
    for (cap, words) in [("1000", "stays below the limit of 1,000 TWh/yr"), ("11", "meets the limit of 11 TWh/yr")] {
        let case = Case::new(&growing.replace("energy = 10", &format!("energy = 10\nenergy_cap = {cap}")));
        assert!(case.answer().contains(words), "{}", case.answer());
    }
}

#[test]
fn labs_that_do_not_race_are_not_said_to_race() {
    let idle = SMALLEST.replace("revenue = 10", "revenue = 0.001\nfringe = 50");
    let case = Case::new(&idle);
    assert_eq!(case.outlook.path.last().race.race_total(), 0.0);
    assert!(case.answer().contains("no lab races"), "{}", case.answer());
    assert!(!case.answer().contains("burns"));
    assert_eq!(case.document.faults(), []);
}

#[test]
fn race_effort_rises_or_falls_as_it_does() {
    let grows = SMALLEST.replace("imitation = 0.03", "imitation = 0.3").replace("elasticity = 0.9", "elasticity = 1.5");
    let shrinks =
        SMALLEST.replace("innovation = 0.01", "innovation = 0.00001").replace("elasticity = 0.9", "elasticity = 0.2");
    for (text, word) in [(grows, "Race effort rises from"), (shrinks, "Race effort falls from")] {
        let case = Case::new(&text.replace("months = 1\n", "months = 6\n"));
        assert!(case.answer().contains(word), "{}", case.answer());
    }
}

#[test]
fn a_target_out_of_reach_is_said_to_be_so() {
    let target = "[[targets]]\nname = \"no hype\"\nlever = \"tax\"\noutcome = \"hype\"\nhype_level = 0.001\n";
    let case = Case::new(&format!("{SMALLEST}{target}"));
    let said = case.section("strengths");
    assert!(said.contains("unreachable") && said.contains("cannot be reached by a tax on race effort"), "{said}");
    let easy = Case::new(&format!("{SMALLEST}{target}").replace("0.001", "1000"));
    assert!(easy.section("strengths").contains("is met without any policy"));
}

#[test]
fn no_policy_and_no_target_are_said_to_be_none() {
    let case = Case::new(SMALLEST);
    assert!(case.answer().contains("The scenario lists no policy to compare."));
    assert!(case.section("interventions").contains("lists no policy"));
    assert!(case.section("strengths").contains("names no target"));
    assert!(case.section("graph").contains("names no suppliers"));
}

#[test]
fn another_money_changes_amounts_and_nothing_else() {
    let case = Case::short("ai-race", 6, "");
    let value = case.reading.scenario.in_other_units(1e-3, 1.0);
    let scaled = read::<scenario::Scenario>(&Node::from(value)).unwrap();
    let text = scenario::to_toml(&scaled);
    let other = Case::new(&text);
    let shares = |case: &Case| {
        let numbers = case.document.numbers();
        let shares =
            numbers.into_iter().filter(|n| n.form == moloch_report::Form::Percent && n.source.starts_with("path."));
        shares.map(|n| (n.source.clone(), n.value)).collect::<Vec<_>>()
    };
    let (before, after) = (shares(&case), shares(&other));
    assert_eq!(before.len(), after.len());
    for ((source, a), (other, b)) in before.into_iter().zip(after) {
        assert_eq!(source, other);
        // Six digits may round either way.
        assert!((a - b).abs() <= 2e-6 * a.abs() + 1e-12, "{source}: {a} and {b}");
    }
    let amount = |case: &Case| case.number("present.race_cost").value;
    assert!((amount(&other) / amount(&case) - 1e-3).abs() < 1e-8);
}
