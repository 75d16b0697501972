//! Every number of the report is found, at full precision, where it says that it comes from.

use moloch::{claims, findings};
use serde_json::Value;

use super::{Case, SMALLEST};

/// Follows a path through objects and lists; names may hold dots themselves.
fn find<'v>(value: &'v Value, path: &str) -> Option<&'v Value> {
    if path.is_empty() {
        return Some(value);
    }
    let inside = |name: &str, inner: &'v Value| {
        let rest = path.strip_prefix(name)?;
        if rest.is_empty() { Some(inner) } else { find(inner, rest.strip_prefix('.')?) }
    };
    match value {
        Value::Object(map) => map.iter().find_map(|(name, inner)| inside(name, inner)),
        Value::Array(items) => items.iter().enumerate().find_map(|(k, inner)| {
            let name = inner.get("name").and_then(Value::as_str);
            name.and_then(|name| inside(name, inner)).or_else(|| inside(&k.to_string(), inner))
        }),
        _ => None,
    }
}

fn check(case: &Case, json: &Value) {
    let numbers = case.document.numbers();
    assert!(numbers.len() > 50);
    for number in numbers {
        let key = json["scenario"]["numbers"].get(&number.source).map(|record| &record["value"]);
        let found = key.or_else(|| find(json, &number.source)).and_then(Value::as_f64);
        let found = found.unwrap_or_else(|| panic!("{}: {number} is not in outlook.json", number.source));
        let rounded: f64 = format!("{found:.5e}").parse().unwrap();
        assert_eq!(number.value, rounded + 0.0, "{}", number.source);
    }
}

#[test]
fn every_number_of_the_default_report_stands_in_the_outlook_under_its_source() {
    let claims = claims::judge_all().unwrap();
    let case = Case::with_claims("extends = \"builtin:ai-race\"\ncalendar.months = 24", &claims);
    check(&case, &findings::outlook_json(&case.reading, &case.outlook, &claims));
}

#[test]
fn every_number_of_other_reports_does_too() {
    for case in [Case::new(SMALLEST), Case::short("fifteen-labs", 6, ""), Case::short("tutorial", 25, "")] {
        check(&case, &case.json());
    }
}

#[test]
fn no_number_of_the_outlook_is_anything_but_finite() {
    fn nulls(value: &Value, path: &str, found: &mut Vec<String>) {
        match value {
            Value::Null => found.push(path.to_owned()),
            Value::Array(items) => {
                items.iter().enumerate().for_each(|(k, item)| nulls(item, &format!("{path}.{k}"), found));
            }
            Value::Object(map) => map.iter().for_each(|(k, item)| nulls(item, &format!("{path}.{k}"), found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    nulls(&Case::new(SMALLEST).json()["path"][1], "", &mut found);
    // With an elasticity of at most one there is no consumer surplus; all else exists.
    assert_eq!(found, [".ledger.consumer_surplus"]);
}

#[test]
fn the_numbers_of_the_answer_follow_from_the_outlook() {
    let case = Case::short("ai-race", 12, "");
    let path = &case.outlook.path;
    let weight = |t: usize| (-0.1 * t as f64 / 12.0).exp() / 12.0;
    let prize: f64 =
        path.months.iter().enumerate().map(|(t, m)| weight(t) * m.conditions.prizes.iter().sum::<f64>()).sum();
    let close = |source: &str, value: f64| {
        let said = case.number(source).value;
        assert!((said - value).abs() <= 5e-6 * value.abs(), "{source}: {said} against {value}");
    };
    close("present.prize", prize);
    close("derived.race_cost_share", path.present.race_cost / prize);
    close("path.12.race.total", path.months[12].race.race.iter().sum());
    // Of equals the first one listed is named.
    let best = case.outlook.effects.iter().rev().max_by(|a, b| a.welfare.total_cmp(&b.welfare)).unwrap();
    let change = (best.path.present.welfare - path.present.welfare).abs();
    close(&format!("effects.{}.welfare_size", best.name), change);
    close(&format!("effects.{}.welfare_relative_size", best.name), change / path.present.welfare);
}

#[test]
fn the_columns_of_the_ledger_add_up_to_welfare() {
    let json = Case::short("ai-race", 6, "competition.social_value = 0.25\ncompute.externality = 0.01").json();
    for ledger in [&json["path"][6]["ledger"], &json["present"]] {
        let of = |key: &str| ledger[key].as_f64().unwrap();
        let adds = ["labs_income", "fringe_income", "product_private", "product_spillover", "race_social"];
        let subtracts = ["investors_transfer", "race_cost", "product_cost", "externality"];
        let sum: f64 = adds.map(of).iter().sum::<f64>() - subtracts.map(of).iter().sum::<f64>();
        assert!((sum - of("welfare")).abs() < 1e-12 * of("welfare"));
    }
}
