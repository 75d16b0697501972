//! The ledger of claims and their verdicts: each claim that some judge can compute gets its ruling, the others stay open.

mod json;
mod judges;

use moloch_core::{Claim, Figures, Judge, Ruling, Verdict, judge};
use serde::Deserialize;

use moloch_core::parallel::in_order;

pub use json::ledger_json;
/// The judges whose claims need more than one domain: they run the composed path.
pub use judges::JUDGES as COMPOSED;

/// A claim with what was computed about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The claim.
    pub claim: Claim,
    /// The ruling; `None` for an open claim.
    pub ruling: Option<Ruling>,
}

/// Why the claims could not be judged.
#[derive(Debug, thiserror::Error)]
pub enum ClaimsError {
    /// The embedded ledger does not parse.
    #[error("read the ledger of claims: {0}")]
    Ledger(#[from] toml::de::Error),
    /// A judge failed.
    #[error("judge the claim {claim}: {reason}")]
    Judge {
        /// The claim's id.
        claim: String,
        /// Why.
        reason: String,
    },
    /// A judge names a claim that the ledger does not have.
    #[error("find the claim {claim} in the ledger; a judge rules on it")]
    Unknown {
        /// The claim's id.
        claim: &'static str,
    },
}

#[derive(Deserialize)]
struct LedgerFile {
    claim: Vec<LedgerRow>,
}

#[derive(Deserialize)]
struct LedgerRow {
    id: String,
    essay: String,
    domain: String,
    statement: String,
    figures: std::collections::BTreeMap<String, f64>,
}

impl Judged {
    /// The verdict; open without a ruling.
    pub fn verdict(&self) -> Verdict {
        self.ruling.as_ref().map_or(Verdict::Open, |ruling| ruling.verdict)
    }
}

/// The repository's ledger, in its order.
///
/// # Errors
/// When the embedded ledger does not parse.
pub fn ledger() -> Result<Vec<Claim>, ClaimsError> {
    let file: LedgerFile = toml::from_str(include_str!("../../ledger/claims.toml"))?;
    let claim = |row: LedgerRow| Claim {
        id: row.id,
        essay: row.essay,
        domain: row.domain,
        statement: row.statement,
        figures: Figures::new(row.figures),
    };
    Ok(file.claim.into_iter().map(claim).collect())
}

/// Every judge of the five domains, and those of the composed model.
pub fn judges() -> impl Iterator<Item = &'static Judge> {
    [
        moloch_race::claims::JUDGES,
        moloch_disruption::claims::JUDGES,
        moloch_hype::claims::JUDGES,
        moloch_jevons::claims::JUDGES,
        moloch_graph::claims::JUDGES,
        COMPOSED,
    ]
    .into_iter()
    .flatten()
}

/// All claims of the ledger with their rulings.
///
/// # Errors
/// When a judge fails or names a claim that the ledger does not have.
pub fn judge_all() -> Result<Vec<Judged>, ClaimsError> {
    judge_all_on(1)
}

/// The same on this many threads.
///
/// # Errors
/// When a judge fails or names a claim that the ledger does not have.
pub fn judge_all_on(threads: usize) -> Result<Vec<Judged>, ClaimsError> {
    let claims = ledger()?;
    if let Some(row) = judges().find(|row| claims.iter().all(|claim| claim.id != row.claim)) {
        return Err(ClaimsError::Unknown { claim: row.claim });
    }
    in_order(claims.len(), threads, |k| judge_one(claims[k].clone())).into_iter().collect()
}

fn judge_one(claim: Claim) -> Result<Judged, ClaimsError> {
    let ruling = match judges().find(|row| row.claim == claim.id) {
        Some(row) => {
            let failed = |error: moloch_core::JudgeError| ClaimsError::Judge {
                claim: claim.id.clone(),
                reason: error.to_string(),
            };
            Some(judge(row, &claim.figures).map_err(failed)?)
        }
        None => None,
    };
    Ok(Judged { claim, ruling })
}
