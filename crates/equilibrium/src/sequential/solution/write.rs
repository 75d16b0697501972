//! Writing a solution of a tree.

use moloch_core::{Certificate, Completeness};
use serde_json::{Value as Json, json};

use super::FORMAT;
use crate::finite::Scope;
use crate::sequential::solve::{Found, Solution};
use crate::sequential::tree::Tree;

/// A solution as version 1 of `moloch-behaviour`: every information set by name, exact probabilities as fractions in
/// quotes, others as numbers. [`read_any`](super::read_any) reads it.
pub fn to_json(tree: &Tree, solution: &Solution) -> Json {
    let profiles: Vec<Json> = match &solution.found {
        Found::Exact(set) => set
            .equilibria
            .iter()
            .map(|one| profile(tree, one.mixes(), one.certificate(), &|share| json!(share.to_string())))
            .chain(
                set.in_doubles.iter().map(|one| profile(tree, one.mixes(), one.certificate(), &|share| json!(share))),
            )
            .collect(),
        Found::Numerical(limit) => {
            vec![profile(tree, limit.behaviour.mixes(), limit.behaviour.certificate(), &|share| json!(share))]
        }
    };
    let counters = solution.counters().iter().map(|counter| json!({ "what": counter.what, "count": counter.count }));
    json!({
        "format": FORMAT,
        "version": 1,
        "program": env!("CARGO_PKG_VERSION"),
        "game": { "title": tree.title(), "players": tree.players() },
        "method": solution.method(),
        "why": solution.why,
        "scope": match solution.scope() { Scope::All => "all", Scope::Pure => "pure", Scope::One => "one" },
        "subgame_perfect": matches!(&solution.found, Found::Exact(set) if set.is_subgame_perfect),
        "completeness": completeness(&solution.completeness()),
        "status": solution.status().to_string(),
        "counters": counters.collect::<Vec<_>>(),
        "equilibria": profiles,
    })
}

fn completeness(completeness: &Completeness) -> Json {
    match completeness {
        Completeness::Complete(why) => json!({ "kind": "complete", "why": why }),
        Completeness::Partial { why, not_searched } => {
            json!({ "kind": "partial", "why": why, "not_searched": not_searched })
        }
        Completeness::Sample => json!({ "kind": "sample" }),
    }
}

fn profile<T>(tree: &Tree, mixes: &[Vec<T>], certificate: &Certificate, show: &dyn Fn(&T) -> Json) -> Json {
    let sets = mixes.iter().zip(tree.information_sets()).enumerate().map(|(number, (mix, set))| {
        json!({
            "player": tree.players()[set.player()],
            "information_set": tree.set_text(number),
            "actions": set.actions(),
            "probabilities": mix.iter().map(show).collect::<Vec<_>>(),
        })
    });
    json!({ "behaviour": sets.collect::<Vec<_>>(), "regret": certificate.residual, "relative_regret": certificate.relative() })
}
