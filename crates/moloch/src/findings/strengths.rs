//! The least strength of a lever that reaches a target.

use moloch_core::Status;
use moloch_report::{Cell, Column, Number, Prose, Section, Table};

use super::number::{ENERGY, FLOW, MONEY, number, prose, share};
use super::story::Story;
use crate::interventions::Strength;
use crate::scenario::{Aim, LeverName, Outcome, Target};

pub(super) fn section(story: &Story<'_>) -> Section {
    let section = Section::new("strengths", "How strong a policy must be");
    if story.outlook.strengths.is_empty() {
        return section.block("The scenario names no target. Add a table [[targets]] with a lever and an outcome.");
    }
    let mut table = Table::new("strengths", "The least strength that reaches each target")
        .column(Column::text("target"))
        .column(Column::text("asks for"))
        .column(Column::text("lever"))
        .column(Column::number("without", ""))
        .column(Column::number("least strength", ""))
        .column(Column::number("outcome then, or the best to be had", ""));
    let mut section = section.block(
        "Strengths are scanned from weak to strong and bisected where the target is first met, since outcomes need not \
         be monotone in strength.",
    );
    for (strength, target) in story.outlook.strengths.iter().zip(&story.scenario.targets) {
        table = table.row(row(story, strength, target));
    }
    section = section.block(table);
    let points: Vec<Prose> = story
        .outlook
        .strengths
        .iter()
        .zip(&story.scenario.targets)
        .filter_map(|(strength, target)| sentence(story, strength, target))
        .collect();
    if points.is_empty() { section } else { section.bullets(points) }
}

fn row(story: &Story<'_>, strength: &Strength, target: &Target) -> [Cell; 6] {
    let at = |key: &str| format!("strengths.{}.{key}", strength.target);
    let found = match strength.strength {
        Some(value) => strength_number(strength.lever, value, at("strength")).into(),
        None => Cell::from(unanswered(strength)),
    };
    [
        Cell::from(strength.target.clone()),
        asks(story, strength, target).into(),
        lever_words(strength.lever).into(),
        outcome_number(strength.outcome, strength.without, at("without")).into(),
        found,
        outcome_number(strength.outcome, strength.value, at("value")).into(),
    ]
}

const fn unanswered(strength: &Strength) -> &'static str {
    if matches!(strength.status, Status::Unreachable { .. }) { "unreachable" } else { "none needed" }
}

/// What is to be said of a target for which no strength was found.
fn sentence(story: &Story<'_>, strength: &Strength, target: &Target) -> Option<Prose> {
    let name = Prose::new().strong(strength.target.clone());
    match (&strength.strength, &strength.status) {
        (Some(_), _) => None,
        (None, Status::Unreachable { best }) => Some(prose![
            name,
            format!(" cannot be reached by {}, however strong: the best to be had is ", lever_words(strength.lever)),
            outcome_number(strength.outcome, *best, format!("strengths.{}.value", strength.target)),
            ", and ",
            asks(story, strength, target),
            " was asked."
        ]),
        (None, _) => Some(prose![name, " is met without any policy."]),
    }
}

/// What the target asks: `race effort in January 2031 at most 50% of without`.
fn asks(story: &Story<'_>, strength: &Strength, target: &Target) -> Prose {
    let bound = if strength.outcome.more_is_better() { "at least" } else { "at most" };
    let when = strength.month.map_or_else(String::new, |month| format!(" in {}", story.date(month)));
    let text = format!("{}{when} {bound} ", outcome_words(strength.outcome));
    let at = |key: &str| format!("strengths.{}.{key}", strength.target);
    match target.aim() {
        Some(Aim::Fraction(fraction)) => prose![text, share(fraction, at("fraction")), " of what it is without"],
        Some(Aim::Level(level)) => prose![text, outcome_number(strength.outcome, level, at("level"))],
        None => text.trim_end().to_owned().into(),
    }
}

const fn outcome_words(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::RaceEffort => "race effort",
        Outcome::RaceCost => "cost of the race",
        Outcome::StaticGap => "static gap",
        Outcome::Energy => "energy use",
        Outcome::Hype => "hype",
        Outcome::PresentRaceCost => "present value of the cost of the race",
        Outcome::PresentStaticGap => "present value of the static gap",
        Outcome::PresentWelfare => "present value of welfare",
    }
}

const fn lever_words(lever: LeverName) -> &'static str {
    match lever {
        LeverName::Tax => "a tax on race effort",
        LeverName::Cap => "a cap on each lab's race effort",
        LeverName::Window => "a window for releases",
        LeverName::Niche => "niches",
    }
}

fn strength_number(lever: LeverName, value: f64, source: String) -> Number {
    match lever {
        LeverName::Tax => number(value, "$ per $", source),
        LeverName::Cap => number(value, FLOW, source),
        LeverName::Window => number(value, "releases a month", source),
        LeverName::Niche => share(value, source),
    }
}

fn outcome_number(outcome: Outcome, value: f64, source: String) -> Number {
    let unit = match outcome {
        Outcome::RaceEffort | Outcome::RaceCost | Outcome::StaticGap => FLOW,
        Outcome::Energy => ENERGY,
        Outcome::Hype => "announcements",
        Outcome::PresentRaceCost | Outcome::PresentStaticGap | Outcome::PresentWelfare => MONEY,
    };
    number(value, unit, source)
}
