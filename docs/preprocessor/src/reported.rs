//! Reported trees and games of three players, solved and checked anew each time the book is built.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use moloch_core::{Completeness, Effort};
use moloch_equilibrium::finite::bimatrix::vertex_enumeration;
use moloch_equilibrium::finite::check::{Report, check};
use moloch_equilibrium::finite::formats::{read_game, solution};
use moloch_equilibrium::finite::lcp::lemke_howson_all_labels;
use moloch_equilibrium::finite::solve::{Equilibria, Method, Request, Solution, Wanted, solve};
use moloch_equilibrium::finite::support::support_enumeration;
use moloch_equilibrium::finite::{Game, Rational, Scope, parse_exact};
use moloch_equilibrium::sequential::solution::{Reading, read_any, to_json};
use moloch_equilibrium::sequential::{
    self, ExactBehaviour, Form, Found, NormalForm, Tree, efg, expected_payoffs, normal_form,
};
use serde_json::Value;

use crate::scoreboard::{read, short, text};

/// The games with what is known about them; the files that they name lie beside it.
const GAMES: &str = "crates/equilibrium/tests/data/reported_trees.json";
/// A profile in doubles counts as an equilibrium below this regret relative to the stake.
const REGRET_SHOWN: f64 = 1e-12;

/// The table as Markdown.
///
/// # Errors
/// When the data cannot be read, or a game is not solved and confirmed as the data say: then the page would lie.
pub fn reported_trees(repository: &Path) -> Result<String> {
    let path = repository.join(GAMES);
    let data = path.parent().unwrap_or(repository);
    let games = read(&path)?;
    let mut table = "| game | reported in | what was reported | here |\n|---|---|---|---|\n".to_owned();
    for game in games.as_array().context("the reported trees are no list")? {
        let found = found(data, game).with_context(|| format!("on the reported game {}", text(&game["id"])))?;
        let (title, note) = (text(&game["title"]), text(&game["note"]));
        let _ = writeln!(table, "| {title} | {} | {note} | {found} ✓ |", short(text(&game["source"])));
    }
    Ok(table)
}

/// What is found on a game, after it has been compared with what is known.
fn found(data: &Path, game: &Value) -> Result<String> {
    if let Some(name) = game["tree"].as_str() {
        return on_tree(data, name, game);
    }
    if let Some(name) = game["game"].as_str() {
        return with_three_players(&data.join(format!("games/{name}.nfg")), game);
    }
    let sizes = game["coordination"].as_array().context("it names no tree, game or sizes")?;
    let each = sizes.iter().filter_map(Value::as_u64).map(coordination);
    Ok(each.collect::<Result<Vec<_>>>()?.join("; "))
}

fn tree(data: &Path, name: &str) -> Result<Tree> {
    let path = data.join(format!("trees/{name}.efg"));
    let text = std::fs::read_to_string(&path).with_context(|| format!("failed to read {}", path.display()))?;
    Ok(efg::parse(name, &text)?)
}

fn on_tree(data: &Path, name: &str, game: &Value) -> Result<String> {
    let tree = tree(data, name)?;
    let profiles = solved(&tree)?;
    let value = game["value"].as_array().context("the value is a list")?;
    let value = value.iter().map(|share| Ok(parse_exact(text(share))?)).collect::<Result<Vec<Rational>>>()?;
    for profile in &profiles {
        let paid = expected_payoffs(&tree, profile)?;
        ensure!(paid == value, "it pays {paid:?}, expected {value:?}");
    }
    let listed = value.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
    let mut found = vec![format!("subgame-perfect, worth {listed}")];
    if let Some(expected) = game["profiles"].as_u64() {
        ensure!(profiles.len() as u64 == expected, "{} equilibria, expected {expected}", profiles.len());
        found.push(format!("all {expected} pure ones"));
    }
    if let Some(other) = game["same_as"].as_str() {
        ensure!(solved(&self::tree(data, other)?)? == profiles, "the two versions have different solutions");
        found.push("the same in both versions".to_owned());
    }
    let mixed = &game["mixed"];
    if !mixed.is_null() {
        found.push(mixed_and_behaviour(&tree, mixed)?);
    }
    if game["each_method"] == true {
        found.push(by_each_method(&tree)?);
    }
    if !game["refused"].is_null() {
        found.push(verdicts(&tree, game)?);
    }
    Ok(found.join("; "))
}

/// The equilibria of a tree, each confirmed by the checker, which reads what `moloch solve` would write.
fn solved(tree: &Tree) -> Result<Vec<ExactBehaviour>> {
    let solution = sequential::solve(tree, &Effort::unlimited())?;
    let report = judged(tree, &to_json(tree, &solution).to_string())?;
    ensure!(report.is_confirmed(), "the checker does not confirm the solution: {report}");
    let Found::Exact(set) = solution.found else { bail!("it was solved in doubles") };
    ensure!(set.is_subgame_perfect && !set.equilibria.is_empty(), "no subgame-perfect equilibrium was found");
    Ok(set.equilibria.into_iter().map(|found| found.into_parts().0).collect())
}

fn judged(tree: &Tree, text: &str) -> Result<Report> {
    match read_any("solution", text.as_bytes(), tree)? {
        Reading::Behaviour(claim) => Ok(sequential::check::check(tree, &claim, &Effort::unlimited())?),
        Reading::Strategic(_) => bail!("`{text}` is read as mixed strategies"),
    }
}

/// Profiles that must be confirmed, and others that must be refused.
fn verdicts(tree: &Tree, game: &Value) -> Result<String> {
    let rows = |key: &str| game[key].as_array().cloned().unwrap_or_default();
    let (accepted, refused) = (rows("accepted"), rows("refused"));
    for row in &accepted {
        let report = judged(tree, text(row))?;
        ensure!(report.is_confirmed(), "{row} should be confirmed: {report}");
    }
    for row in &refused {
        let report = judged(tree, text(row))?;
        ensure!(report.is_refused(), "{row} should be refused: {report}");
    }
    Ok(format!("of the profiles in question {} confirmed, {} refused", accepted.len(), refused.len()))
}

/// All extreme equilibria of the strategic form, and how many kinds of behaviour they are.
fn mixed_and_behaviour(tree: &Tree, expected: &Value) -> Result<String> {
    let normal = normal_form(tree, Form::Reduced)?;
    let set = vertex_enumeration(normal.game(), &Effort::unlimited())?;
    let points: Vec<_> = set.extreme_points().collect();
    let behaviours = points.iter().map(|point| Ok(normal.behaviour(tree, point)?));
    let behaviours = behaviours.collect::<Result<BTreeSet<_>>>()?;
    let found = (Some(points.len() as u64), Some(behaviours.len() as u64));
    ensure!(found == (expected["extreme"].as_u64(), expected["behaviours"].as_u64()), "found {found:?}");
    Ok(format!("{} extreme equilibria in mixed strategies, {} in behaviour", points.len(), behaviours.len()))
}

/// Every method that looks for one equilibrium, on the strategic form.
fn by_each_method(tree: &Tree) -> Result<String> {
    let normal = normal_form(tree, Form::Reduced)?;
    let methods: Vec<Method> = Method::ALL.into_iter().filter(|method| method.scope() == Scope::One).collect();
    for &method in &methods {
        one(&normal, method).with_context(|| format!("by {method}"))?;
    }
    Ok(format!("{} methods, each with regret zero or below {REGRET_SHOWN:e}", methods.len()))
}

fn one(normal: &NormalForm, method: Method) -> Result<()> {
    let request = Request { method: Some(method), wanted: Wanted::First, ..Request::default() };
    let Solution { equilibria, .. } = solve(normal.game(), &request)?;
    ensure!(!equilibria.is_empty(), "no equilibrium was found");
    let claim = match &equilibria {
        Equilibria::Exact(set) => solution::from_set(normal.game(), set, None),
        Equilibria::Numerical(set) => {
            let worst = set.points.iter().map(|point| point.profile.certificate().relative()).fold(0.0, f64::max);
            ensure!(worst < REGRET_SHOWN, "the regret is {worst:e}");
            solution::from_numerical(normal.game(), set, None)
        }
    };
    let report = check(normal.game(), &claim, &Effort::unlimited());
    ensure!(!report.is_refused(), "the checker refuses it: {report}");
    Ok(())
}

fn with_three_players(path: &Path, known: &Value) -> Result<String> {
    let game = read_game(path)?;
    let set = support_enumeration(&game, &Effort::unlimited())?;
    let is_mixed = |mixes: &[Vec<f64>]| mixes.iter().flatten().all(|&share| share > 0.0);
    let mixed = set.points.iter().filter(|point| is_mixed(point.profile.mixes())).count();
    let found = (Some(set.points.len() as u64), Some(mixed as u64));
    let expected = (known["equilibria"].as_u64(), known["fully_mixed"].as_u64());
    ensure!(found == expected, "found {found:?}, expected {expected:?}");
    ensure!(matches!(set.completeness, Completeness::Complete(_)), "{}", set.completeness);
    let report = check(&game, &solution::from_numerical(&game, &set, None), &Effort::unlimited());
    ensure!(!report.is_refused(), "the checker refuses the solution: {report}");
    Ok(format!("all {}, {mixed} of them fully mixed, proved to be all by intervals", set.points.len()))
}

/// What Lemke-Howson reaches, and what there is, where two players win if they choose alike.
fn coordination(size: u64) -> Result<String> {
    let row = |own: u64| (0..size).map(|other| i64::from(own == other)).collect();
    let rows: Vec<Vec<i64>> = (0..size).map(row).collect();
    let game = Game::bimatrix(&rows, &rows)?;
    let set = vertex_enumeration(&game, &Effort::unlimited())?;
    let report = check(&game, &solution::from_set(&game, &set, None), &Effort::unlimited());
    ensure!(report.is_confirmed(), "the checker does not confirm the solution: {report}");
    let reached = lemke_howson_all_labels(&game, &Effort::unlimited())?.extreme_points().count() as u64;
    let all = set.extreme_points().count() as u64;
    ensure!((reached, all) == (size, (1 << size) - 1), "for {size}: {reached} reached of {all}");
    Ok(format!("{reached} reached of {all}"))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::reported_trees;

    #[test]
    fn every_reported_tree_is_solved_and_confirmed() {
        let table = reported_trees(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")).unwrap();
        assert_eq!(table.matches('✓').count(), 7, "{table}");
        for part in [
            "gambit#210",
            "worth 2/5, -2/5",
            "4 extreme equilibria in mixed strategies, 1 in behaviour",
            "5 reached of 31",
        ] {
            assert!(table.contains(part), "{part} is not in {table}");
        }
    }
}
