//! Solving a sequential game.

use std::fmt::Write as _;

use moloch_core::{Certificate, Completeness, Status};
use moloch_equilibrium::finite::solve::{Method, Wanted};
use moloch_equilibrium::finite::{Counter, Rule, Scope};
use moloch_equilibrium::sequential::{
    AgentLimit, BehaviourSet, Form, Found, Solution, Tree, agent_limit, backward_induction, normal_form, sequence_form,
    solve, subgame_perfect,
};
use moloch_report::format::significant;
use serde_json::{Value as Json, json};

use super::table::counted;
use super::{Asked, failed, named, solved};
use crate::arguments::SolutionFormat;
use crate::outcome::{Failure, Outcome};
use crate::screen::{self, Screen};

/// Behaviour profiles beyond which only their number is shown.
const MOST_SHOWN: usize = 64;

/// Ways of solving a tree as a tree; every other method works on its reduced strategic form.
const TREE_METHODS: [&str; 4] = ["backward-induction", "subgame-perfect", "sequence-form", "agent-qre"];

pub(super) fn run(tree: &Tree, rule: Option<Rule>, asked: &Asked<'_>, screen: Screen) -> Outcome {
    // Gambit's names mean the method on the tree where there is one.
    let method = asked.method.map(|name| match name {
        "lcp" | "lp" | "lemke" if !asked.strategic => "sequence-form",
        "logit" if !asked.strategic => "agent-qre",
        other => other,
    });
    let on_tree = !asked.strategic && rule.is_none() && asked.format != SolutionFormat::Gambit;
    if asked.minimise {
        let next = "change the signs in the file, or solve its strategic form (--strategic writes none of the tree)";
        return Err(Failure::BadInput(format!(
            "failed to turn costs into payoffs: the file is a tree\n  next: {next}"
        )));
    }
    let solution = match method {
        None if on_tree => solve(tree, &asked.effort).map_err(failed)?,
        Some(name) if TREE_METHODS.contains(&name) => by_name(tree, name, asked)?,
        _ => {
            let method = method.map(named).transpose()?;
            return strategic(tree, method, rule, asked, screen);
        }
    };
    screen.clear_progress();
    let about = About::of(&solution);
    if asked.strict && matches!(about.completeness, Completeness::Partial { .. }) {
        return Err(Failure::Failed(format!("failed to solve the game strictly: {}", about.completeness)));
    }
    if screen.json() || asked.format == SolutionFormat::Json {
        screen::result_json(&to_json(tree, &solution, &about))?;
    } else {
        screen::result(&text(tree, &solution, &about))?;
    }
    match about.completeness {
        Completeness::Partial { .. } => Err(Failure::Partial(String::new())),
        _ => Ok(()),
    }
}

fn by_name(tree: &Tree, name: &str, asked: &Asked<'_>) -> Result<Solution, Failure> {
    let effort = &asked.effort;
    let found = match name {
        "backward-induction" => backward_induction(tree, effort).map(Found::Exact),
        "subgame-perfect" => subgame_perfect(tree, effort).map(Found::Exact),
        "sequence-form" => sequence_form(tree, effort).map(Found::Exact),
        _ => agent_limit(tree, effort).map(Found::Numerical),
    };
    Ok(Solution { found: found.map_err(failed)?, why: "it was asked for".to_owned() })
}

/// Solves the reduced strategic form.
fn strategic(tree: &Tree, method: Option<Method>, rule: Option<Rule>, asked: &Asked<'_>, screen: Screen) -> Outcome {
    let form = normal_form(tree, Form::Reduced).map_err(failed)?;
    if asked.wanted == Wanted::All {
        screen.say("the reduced strategic form of the tree is solved: an action profile per strategy");
    }
    solved(form.game(), method, rule, asked, screen)
}

/// What is said about a solution whatever its arithmetic.
struct About<'a> {
    scope: Scope,
    completeness: Completeness,
    status: String,
    method: &'static str,
    counters: &'a [Counter],
}

impl<'a> About<'a> {
    fn of(solution: &'a Solution) -> Self {
        match &solution.found {
            Found::Exact(set) => Self {
                scope: set.scope,
                completeness: set.completeness.clone(),
                status: set.status.to_string(),
                method: set.method,
                counters: &set.counters,
            },
            Found::Numerical(limit) => Self {
                scope: Scope::One,
                completeness: Completeness::Sample,
                status: Status::Converged { iterations: steps(limit) }.to_string(),
                method: "limit of the principal branch of agent quantal response equilibria (logit)",
                counters: &limit.counters,
            },
        }
    }
}

fn steps(limit: &AgentLimit) -> usize {
    limit.counters.first().map_or(0, |counter| usize::try_from(counter.count).unwrap_or(usize::MAX))
}

fn text(tree: &Tree, solution: &Solution, about: &About<'_>) -> String {
    let mut text = format!("{}\n{}\n", tree.title(), tree.players().join(", "));
    match &solution.found {
        Found::Exact(set) => exact(&mut text, tree, set),
        Found::Numerical(limit) => {
            behaviour(&mut text, tree, limit.behaviour.mixes(), &|share: &f64| significant(*share, 6));
            let _ = writeln!(text, "   {}", limit.behaviour.certificate());
        }
    }
    let counted = counted(about.counters);
    let _ = writeln!(text, "\n{}", about.completeness);
    let _ = writeln!(text, "how: {}, because {}; {}{counted}", about.method, solution.why, about.status);
    text
}

fn exact(text: &mut String, tree: &Tree, set: &BehaviourSet) {
    for (number, found) in set.equilibria.iter().take(MOST_SHOWN).enumerate() {
        let kind = if set.is_subgame_perfect { "subgame-perfect equilibrium" } else { "Nash equilibrium" };
        let _ = writeln!(text, "\n{}. {kind}, exact regret zero", number + 1);
        behaviour(text, tree, found.mixes(), &ToString::to_string);
    }
    for found in &set.in_doubles {
        let _ = writeln!(text, "\n1. subgame-perfect equilibrium in doubles: {}", found.certificate());
        behaviour(text, tree, found.mixes(), &|share: &f64| significant(*share, 6));
    }
    let hidden = set.equilibria.len().saturating_sub(MOST_SHOWN);
    if hidden > 0 {
        let _ = writeln!(text, "\n... and {hidden} more; --format json shows all");
    }
}

/// One line per information set.
fn behaviour<T: PartialEq + Default>(text: &mut String, tree: &Tree, mixes: &[Vec<T>], show: &dyn Fn(&T) -> String) {
    for (set, mix) in mixes.iter().enumerate() {
        let actions = tree.information_sets()[set].actions();
        let played = mix.iter().zip(actions).filter(|(share, _)| **share != T::default());
        let part = |(share, action): (&T, &String)| match show(share).as_str() {
            "1" => action.clone(),
            share => format!("{action} ({share})"),
        };
        let _ = writeln!(text, "   {}: {}", tree.set_text(set), played.map(part).collect::<Vec<_>>().join(" + "));
    }
}

fn to_json(tree: &Tree, solution: &Solution, about: &About<'_>) -> Json {
    let profiles: Vec<Json> = match &solution.found {
        Found::Exact(set) => set
            .equilibria
            .iter()
            .map(|one| profile(tree, one.mixes(), one.certificate(), &|s| json!(s.to_string())))
            .chain(set.in_doubles.iter().map(|one| profile(tree, one.mixes(), one.certificate(), &|s| json!(s))))
            .collect(),
        Found::Numerical(limit) => {
            vec![profile(tree, limit.behaviour.mixes(), limit.behaviour.certificate(), &|share| json!(share))]
        }
    };
    let subgame_perfect = matches!(&solution.found, Found::Exact(set) if set.is_subgame_perfect);
    json!({
        "format": "moloch-behaviour",
        "version": 1,
        "program": env!("CARGO_PKG_VERSION"),
        "game": { "title": tree.title(), "players": tree.players() },
        "method": about.method,
        "why": solution.why,
        "scope": match about.scope { Scope::All => "all", Scope::Pure => "pure", Scope::One => "one" },
        "subgame_perfect": subgame_perfect,
        "completeness": about.completeness.to_string(),
        "status": about.status,
        "counters": about.counters.iter().map(|c| json!({ "what": c.what, "count": c.count })).collect::<Vec<_>>(),
        "equilibria": profiles,
    })
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
