//! Every evolutionarily stable mix of a symmetric game.

use std::fmt::Write as _;

use moloch_equilibrium::evolution::ess::all_ess;
use moloch_equilibrium::finite::{Game, Rational};
use serde_json::json;

use super::{Answer, Question, counters, failed, fractions, mix_text};
use crate::outcome::Failure;

pub(super) fn answer(game: &Game, question: &Question<'_>) -> Result<Answer, Failure> {
    let found = all_ess(game, question.effort).map_err(failed)?;
    let actions = game.players()[0].actions();
    let mut text = String::new();
    for (number, mix) in found.mixes().enumerate() {
        let _ = writeln!(text, "{}. {}", number + 1, mix_text(mix, actions));
    }
    let count = found.profiles.len();
    let noun = if count == 1 { "mix" } else { "mixes" };
    let _ = writeln!(text, "\n{count} evolutionarily stable {noun}, each an equilibrium with exact regret zero");
    let mixes: Vec<_> = found.mixes().map(|mix: &[Rational]| fractions(mix)).collect();
    let json = json!({
        "actions": actions,
        "mixes": mixes,
        "status": found.status.to_string(),
        "counters": counters(&found.counters),
    });
    Ok(Answer { json, text, completeness: found.completeness, change: None })
}
