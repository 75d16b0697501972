//! Solving a sequential game.

use std::fmt::Write as _;

use moloch_core::Completeness;
use moloch_equilibrium::finite::Rule;
use moloch_equilibrium::finite::solve::{Method, Wanted};
use moloch_equilibrium::sequential::solution::to_json;
use moloch_equilibrium::sequential::{
    BehaviourSet, Form, Found, Solution, Tree, agent_limit, backward_induction, expected_payoffs, normal_form,
    sequence_form, solve, subgame_perfect,
};
use moloch_report::format::significant;

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
    if let Some(name @ ("lp" | "linear-programme")) = asked.method
        && !tree.is_constant_sum()
    {
        return Err(Failure::BadInput(format!(
            "failed to solve the tree by a linear programme: --method {name} needs payoffs of a constant sum\n  next: use --method sequence-form, which any tree of two players suits"
        )));
    }
    // Gambit's names mean the method on the tree where there is one.
    let method = asked.method.map(|name| match name {
        "lcp" | "lemke-howson" | "lp" | "linear-programme" | "lemke" if !asked.strategic => "sequence-form",
        "logit" if !asked.strategic => "agent-qre",
        other => other,
    });
    let on_tree = !asked.strategic && rule.is_none() && asked.format != SolutionFormat::Gambit;
    if asked.minimise {
        return Err(Failure::BadInput(
            "failed to turn costs into payoffs: the file is a tree\n  next: change the signs in the file".to_owned(),
        ));
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
    let completeness = solution.completeness();
    if asked.strict && matches!(completeness, Completeness::Partial { .. }) {
        return Err(Failure::Failed(format!("failed to solve the game strictly: {completeness}")));
    }
    if screen.json() || asked.format == SolutionFormat::Json {
        screen::result_json(&to_json(tree, &solution))?;
    } else {
        screen::result(&text(tree, &solution))?;
    }
    match completeness {
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

fn text(tree: &Tree, solution: &Solution) -> String {
    let mut text = format!("{}\n{}\n", tree.title(), tree.players().join(", "));
    match &solution.found {
        Found::Exact(set) => exact(&mut text, tree, set),
        Found::Numerical(limit) => {
            behaviour(&mut text, tree, limit.behaviour.mixes(), &|share: &f64| significant(*share, 6));
            let _ = writeln!(text, "   {}", limit.behaviour.certificate());
        }
    }
    let (method, status, counted) = (solution.method(), solution.status(), counted(solution.counters()));
    let _ = writeln!(text, "\n{}", solution.completeness());
    let _ = writeln!(text, "how: {method}, because {}; {status}{counted}", solution.why);
    text
}

fn exact(text: &mut String, tree: &Tree, set: &BehaviourSet) {
    for (number, found) in set.equilibria.iter().take(MOST_SHOWN).enumerate() {
        let kind = if set.is_subgame_perfect { "subgame-perfect equilibrium" } else { "Nash equilibrium" };
        let _ = writeln!(text, "\n{}. {kind}, exact regret zero", number + 1);
        behaviour(text, tree, found.mixes(), &ToString::to_string);
        if let Ok(payoffs) = expected_payoffs(tree, found) {
            let payoffs: Vec<String> = payoffs.iter().map(ToString::to_string).collect();
            let _ = writeln!(text, "     payoffs {}", payoffs.join(", "));
        }
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
