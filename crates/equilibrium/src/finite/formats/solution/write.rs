//! Writing a solution file.

use std::fmt::Write;

use super::super::json::{players_text, quoted};
use super::FORMAT;
use crate::finite::check::{Claim, ClaimedCompleteness, ClaimedComponent, ClaimedPoint, ClaimedScope};
use crate::finite::exact::{Rational, nearest_f64, parse_exact};

/// The solution as JSON: fractions in quotes, decimals as numbers. Reading gives the same solution back.
pub fn write(claim: &Claim) -> String {
    let mut out = format!("{{\n  \"format\": \"{FORMAT}\",\n  \"version\": 1,\n");
    field(&mut out, "program", &quoted(&claim.version));
    out.push_str("  \"game\": {\n");
    // Writing to a string cannot fail, here and below.
    let _ = writeln!(out, "    \"title\": {},\n    \"players\": [", quoted(&claim.title));
    if !claim.players.is_empty() {
        out.push_str(&players_text(&claim.players, "      "));
    }
    out.push_str("    ]\n  },\n");
    field(&mut out, "method", &quoted(&claim.method));
    field(&mut out, "scope", scope(claim.scope));
    field(&mut out, "completeness", &completeness(&claim.completeness));
    field(&mut out, "status", &quoted(&claim.status));
    field(&mut out, "seed", &claim.seed.map_or_else(|| "null".to_owned(), |seed| seed.to_string()));
    let counters = claim.counters.iter();
    let counters = counters.map(|(what, count)| format!("{{ \"what\": {}, \"count\": {count} }}", quoted(what)));
    field(&mut out, "counters", &format!("[{}]", counters.collect::<Vec<_>>().join(", ")));
    let components: Vec<String> = claim.components.iter().map(component).collect();
    let points: Vec<String> = claim.points.iter().map(point).collect();
    let _ = write!(out, "  \"components\": {},\n  \"points\": {}\n}}\n", lines(&components), lines(&points));
    out
}

fn field(out: &mut String, key: &str, value: &str) {
    let _ = writeln!(out, "  \"{key}\": {value},");
}

/// A list with one entry to a line.
fn lines(entries: &[String]) -> String {
    if entries.is_empty() { "[]".to_owned() } else { format!("[\n    {}\n  ]", entries.join(",\n    ")) }
}

fn scope(scope: ClaimedScope) -> &'static str {
    match scope {
        ClaimedScope::All => "\"all\"",
        ClaimedScope::Pure => "\"pure\"",
        ClaimedScope::One => "\"one\"",
    }
}

fn completeness(completeness: &ClaimedCompleteness) -> String {
    match completeness {
        ClaimedCompleteness::Complete(why) => format!("{{ \"kind\": \"complete\", \"why\": {} }}", quoted(why)),
        ClaimedCompleteness::Partial { why, not_searched } => {
            let (why, not_searched) = (quoted(why), quoted(not_searched));
            format!("{{ \"kind\": \"partial\", \"why\": {why}, \"not_searched\": {not_searched} }}")
        }
        ClaimedCompleteness::Sample => "{ \"kind\": \"sample\" }".to_owned(),
    }
}

fn component(component: &ClaimedComponent) -> String {
    let extreme: Vec<String> = component.extreme_points.iter().map(|point| nested(point, fraction)).collect();
    let subset = |faces: &Vec<Vec<Vec<Rational>>>| {
        let faces: Vec<String> = faces.iter().map(|face| nested(face, fraction)).collect();
        format!("[{}]", faces.join(", "))
    };
    let subsets: Vec<String> = component.subsets.iter().map(subset).collect();
    let (kind, dimension, index) = (quoted(&component.kind), number(component.dimension), number(component.index));
    format!(
        "{{ \"kind\": {kind}, \"dimension\": {dimension}, \"index\": {index},\n      \"extreme_points\": [\n        {}],\n      \"subsets\": [\n        {}] }}",
        extreme.join(",\n        "),
        subsets.join(",\n        ")
    )
}

fn point(point: &ClaimedPoint) -> String {
    let share = |value: &Rational| match point.digits {
        None => fraction(value),
        Some(digits) => decimal(value, digits),
    };
    let double = |value: Option<f64>| value.map_or_else(|| "null".to_owned(), |value| format!("{value:?}"));
    let (radius, index, regret) = (double(point.radius), number(point.index), double(point.regret));
    let digits = point.digits.map_or_else(|| "null".to_owned(), |digits| digits.to_string());
    format!(
        "{{ \"profile\": {}, \"digits\": {digits}, \"radius\": {radius}, \"index\": {index}, \"regret\": {regret} }}",
        nested(&point.mixes, share)
    )
}

fn number(value: Option<impl std::fmt::Display>) -> String {
    value.map_or_else(|| "null".to_owned(), |value| value.to_string())
}

fn nested(mixes: &[Vec<Rational>], share: impl Fn(&Rational) -> String) -> String {
    let mix = |mix: &Vec<Rational>| format!("[{}]", mix.iter().map(&share).collect::<Vec<_>>().join(", "));
    format!("[{}]", mixes.iter().map(mix).collect::<Vec<_>>().join(", "))
}

fn fraction(value: &Rational) -> String {
    format!("\"{value}\"")
}

/// A decimal as a number: the shortest that is the same, else with all its places.
pub(super) fn decimal(value: &Rational, digits: u32) -> String {
    let short = format!("{:?}", nearest_f64(value));
    if parse_exact(&short).is_ok_and(|read| read == *value) { short } else { rounded(value, digits) }
}

/// A number with so many decimal places, rounded half away from zero.
pub(in super::super) fn rounded(value: &Rational, digits: u32) -> String {
    let power = Rational::from(dashu_int::UBig::from(10_u8).pow(digits as usize));
    let scaled = (value * power).round();
    let (sign, text) = match scaled.to_string().strip_prefix('-') {
        Some(rest) => ("-", rest.to_owned()),
        None => ("", scaled.to_string()),
    };
    let width = digits as usize;
    let padded = format!("{text:0>width$}", width = width + 1);
    let (whole, places) = padded.split_at(padded.len() - width);
    if width == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{places}") }
}
