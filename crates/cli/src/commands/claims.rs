//! `moloch claims`: the ledger with its verdicts.

use moloch::claims::{Judged, judge_all_on, ledger_json};
use moloch_report::{Column, Table, render};

use crate::outcome::{Failure, Outcome};
use crate::screen::{self, Screen, WIDTH};

pub(crate) fn run(domain: Option<&str>, threads: usize, screen: Screen) -> Outcome {
    let judged = judge_all_on(threads).map_err(|error| Failure::Failed(format!("failed to {error}")))?;
    let mut domains: Vec<&str> = judged.iter().map(|row| row.claim.domain.as_str()).collect();
    domains.sort_unstable();
    domains.dedup();
    if let Some(unknown) = domain.filter(|name| !domains.contains(name)) {
        let known = domains.join(", ");
        return Err(Failure::BadInput(format!("--domain: found {unknown:?}, expected one of {known}")));
    }
    let chosen: Vec<&Judged> = judged.iter().filter(|row| domain.is_none_or(|name| row.claim.domain == name)).collect();
    if screen.json() {
        return screen::result_json(&ledger_json(&chosen));
    }
    let columns = ["claim", "domain", "verdict", "statement"];
    let empty = columns.into_iter().fold(Table::new("claims", "Claims"), |table, c| table.column(Column::text(c)));
    let table = chosen.iter().fold(empty, |table, row| {
        let claim = &row.claim;
        table.row([&*claim.id, &*claim.domain, row.verdict().word(), &*claim.statement].map(Into::into))
    });
    screen::result(&render::text_table(&table, WIDTH))
}
