//! The best correlated or coarse correlated equilibrium.

use std::fmt::Write as _;

use moloch_equilibrium::finite::Game;
use moloch_equilibrium::finite::correlated::{Correlated, Device, Obedience, Objective, correlated_equilibrium};
use serde_json::{Value as Json, json};

use super::{Answer, Concept, Question, counters, failed, fractions, labels, player_named};
use crate::outcome::Failure;
use crate::screen::{label, short};

/// Recommended profiles beyond which only their number is shown.
const MOST_SHOWN: usize = 64;

pub(super) fn answer(game: &Game, question: &Question<'_>) -> Result<Answer, Failure> {
    let obedience = match question.concept {
        Concept::CoarseCorrelated => Obedience::Coarse,
        _ => Obedience::Correlated,
    };
    let objective = objective(game, question.objective.unwrap_or("total"))?;
    let found = correlated_equilibrium(game, obedience, objective, question.effort).map_err(failed)?;
    let (json, text, change) = (to_json(game, &found), text(game, &found, objective), found.change());
    Ok(Answer { json, text, completeness: found.completeness, change })
}

fn objective(game: &Game, name: &str) -> Result<Objective, Failure> {
    match name.split_once(':') {
        None if name == "total" => Ok(Objective::TotalPayoff),
        None if name == "egalitarian" => Ok(Objective::Egalitarian),
        None if name == "entropy" => Ok(Objective::MaximumEntropy),
        Some(("most", player)) => player_named(game, player, "--objective").map(Objective::Most),
        Some(("least", player)) => player_named(game, player, "--objective").map(Objective::Least),
        _ => Err(Failure::BadInput(format!(
            "failed to read --objective: found `{name}`, expected total, egalitarian, entropy, most:PLAYER or least:PLAYER"
        ))),
    }
}

fn goal(game: &Game, objective: Objective) -> String {
    match objective {
        Objective::TotalPayoff => "largest total payoff".to_owned(),
        Objective::Egalitarian => "largest payoff of whoever gets least".to_owned(),
        Objective::MaximumEntropy => "largest entropy".to_owned(),
        Objective::Most(player) => format!("largest payoff of {}", label(game.players()[player].name())),
        Objective::Least(player) => format!("smallest payoff of {}", label(game.players()[player].name())),
    }
}

fn text(game: &Game, found: &Correlated, objective: Objective) -> String {
    let mut text = format!("the device of {}\n\n", goal(game, objective));
    // Writing to a string cannot fail.
    match &found.device {
        None => text.push_str("none was found before the budget ended\n"),
        Some(device) => {
            recommendations(&mut text, game, device);
            let payoffs: Vec<String> = device.payoffs().iter().map(short).collect();
            let _ = writeln!(text, "\npayoffs {}; together {}", payoffs.join(", "), short(&device.total_payoff()));
            let _ = writeln!(text, "{}", device.certificate());
        }
    }
    let _ = writeln!(text, "how: {}; {}", found.method, found.status);
    text
}

fn recommendations(text: &mut String, game: &Game, device: &Device) {
    let all = device.recommended(game);
    for (profile, share) in all.iter().take(MOST_SHOWN) {
        let _ = writeln!(
            text,
            "   {}  {}",
            short(share),
            labels(game, profile).into_iter().map(label).collect::<Vec<_>>().join(", ")
        );
    }
    let hidden = all.len().saturating_sub(MOST_SHOWN);
    if hidden > 0 {
        let _ = writeln!(text, "   ... and {hidden} more; --format json shows all");
    }
}

fn to_json(game: &Game, found: &Correlated) -> Json {
    let device = found.device.as_ref().map(|device| {
        let one = |(profile, share): &(Vec<usize>, _)| {
            json!({ "profile": labels(game, profile), "probability": format!("{share}") })
        };
        json!({
            "recommended": device.recommended(game).iter().map(one).collect::<Vec<_>>(),
            "payoffs": fractions(device.payoffs()),
            "total_payoff": device.total_payoff().to_string(),
            "largest_gain_from_disobeying": device.certificate().residual,
        })
    });
    let proof = found
        .proof
        .as_ref()
        .map(|proof| json!({ "weights": fractions(&proof.weights), "deviations": fractions(&proof.deviations) }));
    json!({
        "device": device,
        "proof": proof,
        "method": found.method,
        "status": found.status.to_string(),
        "counters": counters(&found.counters),
    })
}
