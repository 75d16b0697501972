//! The best commitment of one of two players.

use std::fmt::Write as _;

use moloch_equilibrium::finite::Game;
use moloch_equilibrium::finite::correlated::{Commitment, stackelberg};
use serde_json::{Value as Json, json};

use super::{Answer, Question, counters, failed, fractions, mix_text, player_named};
use crate::outcome::Failure;
use crate::screen::{label, short};

pub(super) fn answer(game: &Game, question: &Question<'_>) -> Result<Answer, Failure> {
    if game.player_count() != 2 {
        return Err(Failure::BadInput(format!(
            "failed to find the best commitment: found {} players, expected two\n  next: ask for another method",
            game.player_count()
        )));
    }
    let leader = question.leader.map_or(Ok(0), |name| player_named(game, name, "--leader"))?;
    let found = stackelberg(game, leader, question.effort).map_err(failed)?;
    let [first, second] = [leader, 1 - leader].map(|player| &game.players()[player]);
    let mut text = format!("{} moves first, {} replies\n\n", label(first.name()), label(second.name()));
    let mut line = |what: &str, commitment: &Commitment, value: &str| {
        let mix = mix_text(&commitment.mix, first.actions());
        let reply = label(&second.actions()[commitment.reply]);
        let _ = writeln!(
            text,
            "{what}: {mix}; reply {reply}\n   the leader earns {value}, the follower {}",
            short(&commitment.follower)
        );
    };
    if let Some(mixed) = &found.mixed {
        let worth = short(&mixed.value);
        let tie = (mixed.value_at_worst != mixed.value)
            .then(|| format!(" ({} if the follower's ties go against it)", short(&mixed.value_at_worst)));
        line("best mix", mixed, &format!("{worth}{}", tie.unwrap_or_default()));
    }
    line("best action", &found.pure, &short(&found.pure.value));
    line(
        "best action when ties go against the leader",
        &found.pure_at_worst,
        &short(&found.pure_at_worst.value_at_worst),
    );
    let _ = writeln!(text, "\nhow: one linear programme for each reply, proved by its dual; {}", found.status);
    let one = |commitment: &Commitment| to_json(commitment, first.actions(), &second.actions()[commitment.reply]);
    let json = json!({
        "leader": first.name(),
        "mixed": found.mixed.as_deref().map(one),
        "pure": one(&found.pure),
        "pure_at_worst": one(&found.pure_at_worst),
        "status": found.status.to_string(),
        "counters": counters(&found.counters),
    });
    Ok(Answer { json, text, completeness: found.completeness, change: None })
}

fn to_json(commitment: &Commitment, actions: &[String], reply: &str) -> Json {
    json!({
        "actions": actions,
        "mix": fractions(&commitment.mix),
        "reply": reply,
        "leader_earns": commitment.value.to_string(),
        "leader_earns_at_worst": commitment.value_at_worst.to_string(),
        "follower_earns": commitment.follower.to_string(),
    })
}
