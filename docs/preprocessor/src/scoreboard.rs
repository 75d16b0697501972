//! The scoreboard: games on which users caught other programs failing, solved and checked anew each time the book is built.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use moloch_core::Effort;
use moloch_equilibrium::finite::bimatrix::vertex_enumeration;
use moloch_equilibrium::finite::check::{Verdict, check};
use moloch_equilibrium::finite::formats::solution;
use moloch_equilibrium::finite::{Game, Rational, parse_exact};
use serde_json::Value;

/// The games, and what other programs were seen to return on them.
const GAMES: &str = "crates/equilibrium/tests/data/reported.json";
const PEERS: &str = "crates/equilibrium/tests/data/reported_peers.json";

/// The table as Markdown.
///
/// # Errors
/// When the data cannot be read, or a game is not solved and confirmed as the data say: then the page would lie.
pub fn scoreboard(repository: &Path) -> Result<String> {
    let games = read(&repository.join(GAMES))?;
    let peers = read(&repository.join(PEERS))?;
    let games = games.as_array().context("the reported games are no list")?;
    let names = peer_names(&peers);
    let mut table = format!("<div class=\"scoreboard\">\n\n| game | here | {} |\n", names.join(" | "));
    let _ = writeln!(table, "|---|---|{}", "---|".repeat(names.len()));
    for game in games {
        table.push_str(&row(game, &peers, &names)?);
    }
    let versions = peers["versions"].as_object().into_iter().flatten();
    let versions: Vec<String> = versions.map(|(name, version)| format!("{name} {}", text(version))).collect();
    let limit = &peers["limit_seconds"];
    let _ = writeln!(
        table,
        "\n</div>\n\nNumbers are distinct extreme equilibria (to four decimals) whose regret is below 1e-7 of the payoff range. Others: {}, at most {limit} s a game.",
        versions.join(", ")
    );
    Ok(table)
}

pub(crate) fn read(path: &Path) -> Result<Value> {
    let problem = || format!("failed to read {}", path.display());
    serde_json::from_str(&fs::read_to_string(path).with_context(problem)?).with_context(problem)
}

pub(crate) fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The columns, in the order of the first game.
fn peer_names(peers: &Value) -> Vec<String> {
    let first = peers["counts"].as_object().and_then(|games| games.values().next());
    first.and_then(Value::as_object).into_iter().flatten().map(|(name, _)| name.clone()).collect()
}

fn row(game: &Value, peers: &Value, names: &[String]) -> Result<String> {
    let id = text(&game["id"]);
    let ours = ours(game).with_context(|| format!("on the reported game {id}"))?;
    let extreme = &game["extreme"];
    let counts = &peers["counts"][id];
    let theirs: Vec<String> = names.iter().map(|name| theirs(&counts[name], extreme)).collect();
    let source = short(text(&game["source"]));
    Ok(format!("| {} ({source}) | {ours} | {} |\n", text(&game["title"]), theirs.join(" | ")))
}

/// A thread without its owner: `Nashpy#222`.
pub(crate) fn short(source: &str) -> &str {
    source.split_once('/').map_or(source, |(_, thread)| thread)
}

/// A count that is not the truth stands out.
fn theirs(count: &Value, truth: &Value) -> String {
    match text(count) {
        "" => "not run".to_owned(),
        found if found.parse().ok() == truth.as_u64() => found.to_owned(),
        found => format!("**{}**", found.replace("nothing in", ">").replace("fails (", "fails: ").replace(')', "")),
    }
}

fn ours(game: &Value) -> Result<String> {
    let built = Game::bimatrix(&matrix(&game["row"])?, &matrix(&game["column"])?)?;
    let set = vertex_enumeration(&built, &Effort::unlimited())?;
    let found = (set.extreme_points().count(), set.components.len());
    let expected = (game["extreme"].as_u64(), game["components"].as_u64());
    if (u64::try_from(found.0).ok(), u64::try_from(found.1).ok()) != expected || !set.is_complete() {
        bail!("found {} extreme equilibria in {} components, expected {expected:?}", found.0, found.1);
    }
    let report = check(&built, &solution::from_set(&built, &set, None), &Effort::unlimited().with_steps(CHECKER_STEPS));
    let verdict = match report.verdict() {
        Verdict::Confirmed => "✓",
        Verdict::NotChecked(_) => "(✓)",
        Verdict::Refused(_) => bail!("the checker refuses the solution: {report}"),
    };
    Ok(format!("{} in {} {verdict}", found.0, found.1))
}

/// Steps of the checker on one game while the book is built.
const CHECKER_STEPS: u64 = 2_000_000;

fn matrix(rows: &Value) -> Result<Vec<Vec<Rational>>> {
    let cell = |cell: &Value| parse_exact(text(cell)).map_err(anyhow::Error::from);
    let row = |row: &Value| row.as_array().context("a row is a list")?.iter().map(cell).collect();
    rows.as_array().context("payoffs are a list of rows")?.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::scoreboard;

    #[test]
    fn every_reported_game_is_solved_and_confirmed() {
        let table = scoreboard(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")).unwrap();
        assert!(table.matches('✓').count() >= 19, "{table}");
        assert!(table.contains("Nashpy#222"), "{table}");
    }
}
