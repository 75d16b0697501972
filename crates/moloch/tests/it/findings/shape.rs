//! Reports of all shapes are sound, and the same input gives the same bytes.

use moloch::{claims, findings, scenario, solve};
use moloch_report::{Chart, render};

use super::{Case, SMALLEST, with_policy};

#[test]
fn the_reports_of_the_built_in_scenarios_have_no_fault() {
    let claims = claims::judge_all().unwrap();
    for builtin in scenario::BUILTINS {
        let reading = scenario::read_builtin(builtin.name).unwrap();
        let outlook = solve(&reading.scenario).unwrap();
        let document = findings::document(&reading, &outlook, &claims);
        assert_eq!(document.faults(), [], "{}", builtin.name);
    }
}

#[test]
fn small_and_odd_scenarios_have_sound_reports() {
    let named_alike = format!(
        "{SMALLEST}\n[[suppliers]]\nname = \"North\"\n[[dependencies]]\nlab = \"North\"\nsupplier = \"North\"\nweight = 1\n"
    );
    let no_prize_left =
        with_policy("stops = [\"South\"]\nstart = 1").replace("revenue = 10", "revenue = 10\nfringe = 1");
    for text in [SMALLEST.to_owned(), named_alike, no_prize_left, with_policy("tax = 0.5"), with_policy("cap = 0.1")] {
        let case = Case::new(&text);
        assert_eq!(case.document.faults(), []);
        assert_eq!(findings::summary(&case.reading, &case.outlook, &[], 80).lines().count(), 10);
    }
}

#[test]
fn the_same_scenario_gives_the_same_bytes() {
    let bytes = || render::files(&Case::short("ai-race", 6, "").document);
    assert_eq!(bytes(), bytes());
    let full = || Case::short("ai-race", 6, "").json().to_string();
    assert_eq!(full(), full());
}

#[test]
fn equal_labs_are_one_line_and_policies_may_tell_them_apart() {
    let case = Case::short("fifteen-labs", 3, "");
    let figure = case.document.figures().into_iter().find(|figure| figure.id == "effort").unwrap();
    let Chart::Lines(chart) = &figure.chart else { panic!("efforts are lines") };
    let names: Vec<&str> = chart.series.iter().map(|series| series.name.as_str()).collect();
    assert_eq!(names, ["Lab 1 to Lab 15, each"]);
    let figure = case.document.figures().into_iter().find(|figure| figure.id == "graph").unwrap();
    let Chart::Network(network) = &figure.chart else { panic!("the graph is a network") };
    assert_eq!((network.nodes.len(), network.edges.len()), (2, 1));
    assert_eq!(network.nodes[0].label, "Lab 1 to Lab 15 (15 labs)");
    let gains = case.section("interventions");
    assert!(gains.contains("Lab 1 to Lab 7, each") && gains.contains("Lab 8 to Lab 15, each"), "{gains}");
}

#[test]
fn many_different_labs_are_the_largest_few_and_the_rest() {
    let labs: Vec<String> =
        (1..=9).map(|k| format!("{{ name = \"Lab {k}\", fit = {{ chat = 0.{}5 }} }}", 9 - k)).collect();
    let start = SMALLEST.find("labs = ").unwrap();
    let end = start + SMALLEST[start..].find('\n').unwrap();
    let text = format!("{}labs = [{}]{}", &SMALLEST[..start], labs.join(", "), &SMALLEST[end..]);
    let case = Case::new(&text);
    let figure = case.document.figures().into_iter().find(|figure| figure.id == "effort").unwrap();
    let Chart::Lines(chart) = &figure.chart else { panic!("efforts are lines") };
    assert_eq!(chart.series.len(), 6);
    assert_eq!(chart.series[5].name, "4 other labs together");
    let shown: f64 = chart.series.iter().map(|series| series.points[0].1).sum();
    let all = case.outlook.path.months[0].race.race_total();
    assert!((shown - all).abs() < 1e-5 * all);
    assert_eq!(case.document.faults(), []);
}

#[test]
fn the_summary_is_ten_lines_within_its_width() {
    let case = Case::short("ai-race", 3, "");
    for width in [40, 80, 120] {
        let text = findings::summary(&case.reading, &case.outlook, &[], width);
        assert_eq!(text.lines().count(), 10);
        assert!(text.lines().all(|line| line.chars().count() <= width));
    }
}

#[test]
fn the_findings_of_the_plain_race_are_as_they_were() {
    let reading = scenario::read_builtin("plain-race").unwrap();
    let outlook = solve(&reading.scenario).unwrap();
    let document = findings::document(&reading, &outlook, &[]);
    // What a search ends on and what is rounding error may differ between machines in the sixth digit.
    let noisy = |source: &str| source.starts_with("regrets.") || source == "certificate.worst";
    let json = render::json(&document);
    let numbers = json["numbers"].as_array().unwrap().iter();
    let numbers = numbers.map(|number| (number["source"].as_str().unwrap(), &number["value"]));
    let kept: Vec<String> =
        numbers.filter(|(source, _)| !noisy(source)).map(|(source, value)| format!("{source} = {value}")).collect();
    insta::assert_snapshot!("plain_race_findings", kept.join("\n"));
    insta::assert_snapshot!("plain_race_answer", document.answer.paragraph.plain());
}
