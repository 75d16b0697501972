//! Tables of the book that are made from the code, so that they cannot fall behind it.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result};
use moloch::scenario::Scenario;
use moloch_core::Inputs as _;
use moloch_core::quantity::{self, Quantity};

use crate::{ledger, registry, reported, scoreboard};

/// A comment in a page, and the table that takes its place.
pub type Table = (&'static str, String);

/// Every table, read from the code of the repository.
///
/// # Errors
/// When a source that holds a table cannot be read.
pub fn read(repository: &Path) -> Result<Vec<Table>> {
    let tolerances = repository.join("crates/core/src/tolerance.rs");
    let tolerances =
        std::fs::read_to_string(&tolerances).with_context(|| format!("failed to read {}", tolerances.display()))?;
    Ok(vec![
        ("<!-- table of the quantities -->", quantity_table(quantity::ALL)),
        ("<!-- table of the tolerances -->", tolerance_table(&tolerances)),
        ("<!-- tables of the scenario -->", registry::tables(&Scenario::TABLE, "###")),
        ("<!-- ledger of the claims -->", ledger::ledger()?),
        ("<!-- scoreboard of the reported games -->", scoreboard::scoreboard(repository)?),
        ("<!-- scoreboard of the reported trees -->", reported::reported_trees(repository)?),
    ])
}

fn quantity_table(quantities: &[&Quantity]) -> String {
    let mut table = String::from("| quantity | units | allowed |\n|---|---|---|\n");
    for quantity in quantities {
        let units: Vec<String> = quantity.units.iter().map(|unit| format!("`{}`", unit.name)).collect();
        let _ = writeln!(table, "| {} | {} | {} |", quantity.name, units.join(", "), quantity.range);
    }
    table
}

/// A constant per line, with the comment above it.
fn tolerance_table(source: &str) -> String {
    let mut table = String::from("| name | value | what it bounds |\n|---|---|---|\n");
    let mut comment = String::new();
    for line in source.lines() {
        if let Some(text) = line.strip_prefix("/// ") {
            comment = [comment.as_str(), text].join(" ");
        } else if let Some((name, value)) = line.strip_prefix("pub const ").and_then(|rest| rest.split_once(": f64 = "))
        {
            let _ = writeln!(table, "| `{name}` | `{}` | {} |", value.trim_end_matches(';'), comment.trim());
            comment.clear();
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::{quantity_table, tolerance_table};

    #[test]
    fn every_constant_has_a_row_with_its_comment() {
        let table =
            tolerance_table("//! x\n\n/// One\n/// line.\npub const A_REL: f64 = 1e-9;\npub const B: f64 = 2.0;\n");
        assert!(table.contains("| `A_REL` | `1e-9` | One line. |\n| `B` | `2.0` |  |"), "{table}");
    }

    #[test]
    fn every_quantity_has_a_row() {
        let all = moloch_core::quantity::ALL;
        assert_eq!(quantity_table(all).lines().count(), all.len() + 2);
    }
}
