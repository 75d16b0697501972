//! The ledger of claims with their verdicts, judged anew each time the book is built.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use anyhow::{Context, Result};
use moloch::claims::{self, Judged};
use moloch_core::{Ruling, Verdict};

use crate::registry::six_digits;

const VERDICTS: [(Verdict, &str); 5] = [
    (Verdict::Supported, "it holds wherever the essay asserts it"),
    (Verdict::Refuted, "it fails wherever the essay asserts it"),
    (Verdict::Bounded, "it holds in a part of what the essay asserts; the boundary is given"),
    (Verdict::Arithmetic, "two quoted figures were checked against each other"),
    (Verdict::Open, "no computation has judged it yet"),
];

/// Counts of the verdicts, then every claim, essay by essay.
///
/// # Errors
/// When a claim cannot be judged.
pub fn ledger() -> Result<String> {
    let judged =
        claims::judge_all().map_err(|error| anyhow::anyhow!("{error}")).context("failed to judge the claims")?;
    let mut essays: BTreeMap<&str, Vec<&Judged>> = BTreeMap::new();
    for claim in &judged {
        essays.entry(&claim.claim.essay).or_default().push(claim);
    }
    let mut text = counts(&judged);
    for (essay, claims) in essays {
        let _ = write!(text, "\n## {}\n\n", title(essay));
        for claim in claims {
            text.push_str(&entry(claim));
        }
    }
    Ok(text)
}

fn counts(judged: &[Judged]) -> String {
    let mut text = String::from("| verdict | meaning | claims |\n|---|---|---|\n");
    for (verdict, meaning) in VERDICTS {
        let count = judged.iter().filter(|claim| claim.verdict() == verdict).count();
        let _ = writeln!(text, "| {} | {meaning} | {count} |", verdict.word());
    }
    let _ = writeln!(text, "| | in all | {} |", judged.len());
    text
}

/// The English name of an essay.
fn title(essay: &str) -> String {
    match essay {
        "ai-arms-race" => "The arms-race essay".into(),
        "cross-essay" => "Across the essays".into(),
        "hype-permanent-plateau" => "The hype essay".into(),
        "innovators-dilemma" => "The innovator's dilemma essay".into(),
        "jevons" => "The Jevons essay".into(),
        "moloch" => "The Moloch essay".into(),
        other => format!("The {} essay", other.replace('-', " ")),
    }
}

fn entry(judged: &Judged) -> String {
    let claim = &judged.claim;
    let mut text = format!("- **{}** {} (`{}`)\n", judged.verdict().word(), claim.statement, claim.id);
    if let Some(ruling) = &judged.ruling {
        let _ = writeln!(text, "  <br>Judged by `{}`: {}{}", ruling.model, ruling.reason, figures(ruling));
    }
    text
}

fn figures(ruling: &Ruling) -> String {
    let measured = |value: f64, unit: &str| format!("{} {unit}", six_digits(value)).trim_end().to_owned();
    let mut parts: Vec<String> = ruling
        .numbers
        .iter()
        .map(|number| format!("{} {}", number.name, measured(number.value, number.unit)))
        .collect();
    if let Some(parameter) = &ruling.parameter {
        let turns = ruling.boundaries.iter().map(|at| measured(*at, parameter.unit)).collect::<Vec<_>>();
        if !turns.is_empty() {
            parts.push(format!("turns at {} = {}", parameter.name, turns.join(", ")));
        }
    }
    if parts.is_empty() { String::new() } else { format!(" ({})", parts.join("; ")) }
}

#[cfg(test)]
mod tests {
    use super::ledger;

    #[test]
    fn every_claim_of_the_ledger_is_on_the_page() {
        let page = ledger().unwrap();
        for judged in moloch::claims::judge_all().unwrap() {
            assert!(page.contains(&format!("(`{}`)", judged.claim.id)), "{}", judged.claim.id);
        }
        assert!(page.contains("| supported |"));
    }
}
