//! What `moloch solve --method` answers beside Nash equilibria: devices, commitments, dominance, stable mixes.

mod correlated;
mod dominance;
mod stable;
mod stackelberg;

use moloch_core::{Completeness, Effort};
use moloch_equilibrium::finite::{Counter, Game, Rational};
use serde_json::{Value as Json, json};

use crate::outcome::{Failure, Outcome};
use crate::screen::{self, Screen, label, short};

/// A concept by its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Concept {
    Correlated,
    CoarseCorrelated,
    Stackelberg,
    StrictDominance,
    WeakDominance,
    EvolutionarilyStable,
}

impl Concept {
    const ALL: [Self; 6] = [
        Self::Correlated,
        Self::CoarseCorrelated,
        Self::Stackelberg,
        Self::StrictDominance,
        Self::WeakDominance,
        Self::EvolutionarilyStable,
    ];

    const fn facts(self) -> (&'static str, &'static str) {
        match self {
            Self::Correlated => ("correlated", "the best device that all obey after hearing it (--objective)"),
            Self::CoarseCorrelated => {
                ("coarse-correlated", "the best device that all sign before hearing it (--objective)")
            }
            Self::Stackelberg => ("stackelberg", "two players: the best commitment of one of them (--leader)"),
            Self::StrictDominance => {
                ("strict-dominance", "what is left when strictly dominated actions go, round by round")
            }
            Self::WeakDominance => ("weak-dominance", "the same for weakly dominated actions, all of a round at once"),
            Self::EvolutionarilyStable => ("ess", "symmetric two players: every evolutionarily stable mix"),
        }
    }

    /// The concept of this name.
    pub(crate) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|concept| concept.facts().0 == name)
    }

    /// Names and what they answer, one line each.
    pub(crate) fn list() -> Vec<String> {
        let line = |concept: Self| format!("{}: {}", concept.facts().0, concept.facts().1);
        Self::ALL.into_iter().map(line).collect()
    }
}

/// What is asked about a game.
pub(crate) struct Question<'a> {
    pub(crate) concept: Concept,
    pub(crate) objective: Option<&'a str>,
    pub(crate) leader: Option<&'a str>,
    pub(crate) strict: bool,
    pub(crate) effort: &'a Effort,
}

/// An answer in both forms.
struct Answer {
    json: Json,
    text: String,
    completeness: Completeness,
    /// What was changed on the way, where doubles did not suffice.
    change: Option<&'static str>,
}

/// Answers the question and shows the answer; `as_json` in full precision.
pub(crate) fn run(game: &Game, question: &Question<'_>, as_json: bool, screen: Screen) -> Outcome {
    refuse_unused(question)?;
    let Answer { mut json, text, completeness, change } = match question.concept {
        Concept::Correlated | Concept::CoarseCorrelated => correlated::answer(game, question)?,
        Concept::Stackelberg => stackelberg::answer(game, question)?,
        Concept::StrictDominance | Concept::WeakDominance => dominance::answer(game, question)?,
        Concept::EvolutionarilyStable => stable::answer(game, question)?,
    };
    screen.clear_progress();
    let is_partial = matches!(completeness, Completeness::Partial { .. });
    let changed = || change.map(|change| format!("the arithmetic was changed on the way: {change}"));
    let shortfall = if is_partial { Some(completeness.to_string()) } else { changed() };
    if let (true, Some(why)) = (question.strict, shortfall) {
        return Err(Failure::Failed(format!(
            "failed to solve the game strictly: {why}\n  next: leave out --strict to see what was found"
        )));
    }
    if as_json {
        json["concept"] = question.concept.facts().0.into();
        json["title"] = game.title().into();
        json["completeness"] = completeness.to_string().into();
        screen::result_json(&json)?;
    } else {
        screen::result(&format!("{}\n{text}{completeness}\n", label(game.title())))?;
    }
    if is_partial { Err(Failure::Partial(String::new())) } else { Ok(()) }
}

/// An option that the concept does not read is a mistake, not a wish.
fn refuse_unused(question: &Question<'_>) -> Outcome {
    let reads_objective = matches!(question.concept, Concept::Correlated | Concept::CoarseCorrelated);
    let unused = [
        ("--objective", question.objective.is_some() && !reads_objective, "correlated or coarse-correlated"),
        ("--leader", question.leader.is_some() && question.concept != Concept::Stackelberg, "stackelberg"),
    ];
    match unused.into_iter().find(|(_, is_unused, _)| *is_unused) {
        None => Ok(()),
        Some((option, _, reader)) => Err(Failure::BadInput(format!(
            "failed to read {option}: --method {} does not use it\n  next: leave it out, or ask for --method {reader}",
            question.concept.facts().0
        ))),
    }
}

fn failed(error: impl std::fmt::Display) -> Failure {
    Failure::Failed(format!("failed to {error}"))
}

/// A player by name, or by number from 1.
fn player_named(game: &Game, name: &str, option: &str) -> Result<usize, Failure> {
    let by_name = game.players().iter().position(|player| player.name() == name);
    let by_number = || name.parse::<usize>().ok().filter(|number| (1..=game.player_count()).contains(number));
    by_name.or_else(|| by_number().map(|number| number - 1)).ok_or_else(|| {
        let names: Vec<String> = game.players().iter().map(|player| format!("\"{}\"", player.name())).collect();
        Failure::BadInput(format!(
            "failed to read {option}: found player `{name}`, expected a number from 1 to {} or one of {}",
            game.player_count(),
            names.join(", ")
        ))
    })
}

/// `race 1/3 + pause 2/3`; the probability is left out where it is one.
fn mix_text(mix: &[Rational], actions: &[String]) -> String {
    let played = mix.iter().zip(actions).filter(|(share, _)| !share.is_zero());
    let part = |(share, action): (&Rational, &String)| {
        if share.is_one() { label(action) } else { format!("{} ({})", label(action), short(share)) }
    };
    played.map(part).collect::<Vec<_>>().join(" + ")
}

/// The labels of a pure profile.
fn labels<'g>(game: &'g Game, profile: &[usize]) -> Vec<&'g str> {
    game.players().iter().zip(profile).map(|(player, &action)| player.actions()[action].as_str()).collect()
}

fn fractions(values: &[Rational]) -> Json {
    values.iter().map(ToString::to_string).collect::<Vec<_>>().into()
}

fn counters(counters: &[Counter]) -> Json {
    counters.iter().map(|counter| json!({ "what": counter.what, "count": counter.count })).collect()
}
