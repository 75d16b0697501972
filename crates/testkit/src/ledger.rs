//! The figures of the ledger, for the tests of crates that may not depend on the one that owns it.

use moloch_core::Figures;

/// The figures of a claim and the domain it stands under; `None` if the ledger has no such claim.
///
/// # Panics
/// When the ledger cannot be read.
pub fn ledger_claim(id: &str) -> Option<(String, Figures)> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../moloch/ledger/claims.toml");
    let text = std::fs::read_to_string(path).expect("the ledger can be read");
    let ledger: toml::Table = text.parse().expect("the ledger is TOML");
    let claim = ledger["claim"].as_array()?.iter().find(|claim| claim["id"].as_str() == Some(id))?;
    let number = |value: &toml::Value| value.as_float().or_else(|| value.as_integer().map(|whole| whole as f64));
    let figures = claim.get("figures")?.as_table()?;
    let named = figures.iter().filter_map(|(name, value)| Some((name.clone(), number(value)?)));
    Some((claim["domain"].as_str()?.to_owned(), Figures::new(named)))
}

/// The figures of a claim; `None` if the ledger has no such claim.
pub fn ledger_figures(id: &str) -> Option<Figures> {
    ledger_claim(id).map(|(_, figures)| figures)
}
