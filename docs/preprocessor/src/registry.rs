//! What the registry knows of a model and its page does not repeat: inputs, laws, and the worked example, solved.

use std::fmt::Write as _;

use anyhow::{Context, Result, anyhow};
use moloch_core::{Answer, Kind, Law, Node, Output, Table, Value, parameter_table};

use crate::figures;

/// The sections that follow a model's page in the book.
///
/// # Errors
/// When no row has this id, or its worked example has no solution.
pub fn sections(id: &str) -> Result<String> {
    let row = moloch::find_model(id)
        .with_context(|| format!("the page of `{id}` has no row in the registry of its crate"))?;
    let answer = row.solve(&Node::from(row.example())).map_err(|error| anyhow!("the example of `{id}`: {error}"))?;
    let mut text = String::from("\n## Inputs\n\n");
    text.push_str(&tables(row.table, "###"));
    let _ = write!(
        text,
        "\n## The example, solved\n\nAs `moloch model {id}` prints it, to six digits; `moloch model {id} --schema` describes \
         the inputs to other programs.\n{}\n{}\n",
        figures::sections(id, row.charts, &answer)?,
        outputs(&answer)
    );
    text.push_str(&ending(&answer));
    if !row.laws.is_empty() {
        let laws: Vec<String> = row.laws.iter().map(|law| format!("- {}\n", law_in_words(*law))).collect();
        let _ = write!(text, "\n## Laws\n\nTested on random inputs:\n\n{}", laws.concat());
    }
    Ok(text)
}

/// The parameter table of an input and of every table inside it.
pub fn tables(table: &Table, heading: &str) -> String {
    let mut text = parameter_table(table);
    for field in table.fields {
        if let Kind::Table(inner) | Kind::Tables(inner, _) = field.kind {
            let doc = inner.doc.trim();
            let _ = write!(text, "\n{heading} `{}`\n\n{doc}\n\n{}", field.key, tables(inner, &format!("{heading}#")));
        }
    }
    text
}

fn outputs(answer: &Answer) -> String {
    let mut text = String::from("| result | value | unit | meaning |\n|---|---|---|---|\n");
    for Output { key, doc, unit, value, .. } in &answer.outputs {
        let unit = if *unit == "1" { String::new() } else { unit.replace(' ', "\u{a0}") };
        let _ = writeln!(text, "| `{key}` | {} | {unit} | {} |", shown(value), doc.replace('|', "\\|"));
    }
    text
}

/// How the computation ended, what certifies it, and how much was found.
fn ending(answer: &Answer) -> String {
    let mut lines = vec![format!("Status: {}.", answer.status)];
    lines.extend(answer.certificate.map(|certificate| format!("Certificate: {certificate}.")));
    lines.extend(answer.completeness.as_ref().map(|found| format!("Found: {found}.")));
    lines.extend(answer.uniqueness.as_ref().map(|unique| format!("Uniqueness: {unique}.")));
    lines.extend(answer.notes.iter().map(|note| format!("Note: {note}.")));
    format!("- {}\n", lines.join("\n- "))
}

/// At most this many numbers of a list are shown.
const SHOWN: usize = 8;

fn shown(value: &Value) -> String {
    match value {
        Value::Flag(flag) => flag.to_string(),
        Value::Integer(number) => number.to_string(),
        Value::Number(number) => six_digits(*number),
        Value::Text(text) => text.replace('|', "\\|"),
        Value::List(items) => {
            let rows = items.iter().any(|item| matches!(item.value, Value::List(_)));
            let parts: Vec<String> = items.iter().take(SHOWN).map(|item| shown(&item.value)).collect();
            let more = if items.len() > SHOWN { format!(" … ({} in all)", items.len()) } else { String::new() };
            parts.join(if rows { "<br>" } else { ", " }) + &more
        }
        Value::Table(entries) => {
            let parts: Vec<String> =
                entries.iter().map(|entry| format!("{} {}", entry.key, shown(&entry.node.value))).collect();
            parts.join(", ")
        }
    }
}

/// Six significant digits, as in reports; very large and small numbers with an exponent.
pub(crate) fn six_digits(number: f64) -> String {
    let size = number.abs();
    if number == 0.0 {
        return "0".into();
    }
    if !number.is_finite() || !(1e-4..1e7).contains(&size) {
        return format!("{number:.5e}");
    }
    // Rounding may add a digit (9.999999 becomes 10), so the exponent is read after it.
    let exponent: i32 = format!("{number:.5e}").split('e').nth(1).and_then(|text| text.parse().ok()).unwrap_or(0);
    let decimals = usize::try_from(5 - exponent).unwrap_or(0);
    let text = format!("{number:.decimals$}");
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

fn law_in_words(law: Law) -> String {
    match law {
        Law::MoneyScales => {
            "Multiplying every amount of money by a factor multiplies results in money by it and changes nothing else."
                .into()
        }
        Law::TimeScales => "Measuring time in another unit changes nothing but units.".into(),
        Law::EnergyScales => "Measuring energy in another unit changes nothing but units.".into(),
        Law::Permutes(axis) => format!("Reordering each {axis} reorders the results."),
    }
}

#[cfg(test)]
mod tests {
    use super::{sections, six_digits};

    #[test]
    fn every_model_has_inputs_and_a_solved_example() {
        for row in moloch::models() {
            let text = sections(row.id).unwrap();
            assert!(text.contains("## Inputs") && text.contains("- Status: "), "{}", row.id);
        }
        assert!(sections("race.nothing").is_err());
    }

    #[test]
    fn six_digits_are_shown() {
        let shown: Vec<String> =
            [4.705_882_352_941, 9.999_999_9, 1_234_567.8, 0.000_012_345_678, -2.5, 1e9].map(six_digits).into();
        assert_eq!(shown, ["4.70588", "10", "1234568", "1.23457e-5", "-2.5", "1.00000e9"]);
    }
}
