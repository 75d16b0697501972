//! What iterated dominance leaves of a game.

use std::fmt::Write as _;

use moloch_equilibrium::finite::{
    Dominators, Elimination, Game, Order, Rational, iterated_strict_dominance, iterated_weak_dominance,
};
use serde_json::json;

use super::{Answer, Concept, Question, failed, mix_text};
use crate::outcome::Failure;
use crate::screen::label;

pub(super) fn answer(game: &Game, question: &Question<'_>) -> Result<Answer, Failure> {
    let dominators = Dominators::PureAndMixed;
    let is_strict = question.concept == Concept::StrictDominance;
    let found = if is_strict {
        iterated_strict_dominance(game, dominators)
    } else {
        iterated_weak_dominance(game, dominators, Order::AllAtOnce)
    }
    .map_err(failed)?;
    let kind = if is_strict { "strictly" } else { "weakly" };
    let mut text = String::new();
    for one in &found.eliminations {
        let player = &game.players()[one.player];
        let dominated = label(&player.actions()[one.action]);
        let by = dominator(game, one);
        let _ =
            writeln!(text, "round {}: {}'s {dominated} is {kind} dominated by {by}", one.round, label(player.name()));
    }
    if found.eliminations.is_empty() {
        let _ = writeln!(text, "no action is {kind} dominated");
    }
    let left = |(player, kept): (&moloch_equilibrium::finite::Player, &Vec<usize>)| {
        kept.iter().map(|&action| player.actions()[action].clone()).collect::<Vec<_>>()
    };
    let left: Vec<Vec<String>> = game.players().iter().zip(&found.kept).map(left).collect();
    text.push('\n');
    for (player, actions) in game.players().iter().zip(&left) {
        let actions: Vec<String> = actions.iter().map(|action| label(action)).collect();
        let _ = writeln!(text, "{} keeps {}", label(player.name()), actions.join(", "));
    }
    if found.solution().is_some() {
        let _ = writeln!(text, "the game is solved by dominance");
    }
    let removed = |one: &Elimination| {
        let player = &game.players()[one.player];
        json!({
            "round": one.round, "player": player.name(), "action": player.actions()[one.action],
            "dominated_by": dominator(game, one),
        })
    };
    let json = json!({
        "eliminations": found.eliminations.iter().map(removed).collect::<Vec<_>>(),
        "kept": left,
        "is_solved": found.solution().is_some(),
    });
    Ok(Answer { json, text, completeness: found.completeness, change: None })
}

/// The mix that does better, in the labels of the game.
fn dominator(game: &Game, one: &Elimination) -> String {
    let actions = game.players()[one.player].actions();
    let mut mix = vec![Rational::ZERO; actions.len()];
    for (action, share) in &one.dominator {
        mix[*action].clone_from(share);
    }
    mix_text(&mix, actions)
}
