//! The outlook as data, at full precision: every number of the report stands here under the source that it names.
//!
//! Tables keyed by names (labs, segments) are objects; lists whose items have a name are arrays of objects with `name`.

mod derived;
mod path;

use moloch_core::{Record, Spread, Uniqueness, Verdict};
use moloch_jevons::policy::Comparison;
use serde_json::{Map, Value, json};

use super::assumptions;
use super::graph::Drawn;
use super::hype::LEVELS;
use super::method::VERSION;
use super::story::Story;
use crate::claims::Judged;
use crate::energy::EnergyPolicies;
use crate::interventions::{Effect, Enforcement, Pact, Strength};
use crate::scenario::{Aim, Target};
use crate::sensitivity::Sensitivity;
use crate::troughs::{Fall, Troughs};
use moloch_core::Choice;

/// Version of the structure of `outlook.json`.
pub const SCHEMA_VERSION: u32 = 1;

/// A number, or null where it is not one.
fn number(value: f64) -> Value {
    serde_json::Number::from_f64(value).map_or(Value::Null, Value::Number)
}

/// An object from names and values.
fn object<'n>(entries: impl IntoIterator<Item = (&'n str, f64)>) -> Value {
    entries.into_iter().map(|(name, value)| (name.to_owned(), number(value))).collect::<Map<_, _>>().into()
}

/// The sum of two objects.
fn merged(mut one: Value, other: Value) -> Value {
    if let (Value::Object(one), Value::Object(other)) = (&mut one, other) {
        one.extend(other);
    }
    one
}

pub(super) fn outlook(story: &Story<'_>) -> Value {
    let outlook = story.outlook;
    json!({
        "schema_version": SCHEMA_VERSION,
        "program": { "name": "moloch", "version": VERSION },
        "scenario": scenario(story),
        "path": story.path.months.iter().map(|month| path::month(story, month)).collect::<Vec<_>>(),
        "present": path::present(story, story.path),
        "effects": outlook.effects.iter().map(|effect| self::effect(story, effect)).collect::<Vec<_>>(),
        "strengths": outlook.strengths.iter().zip(&story.scenario.targets).map(|(s, t)| strength(s, t)).collect::<Vec<_>>(),
        "troughs": troughs(&outlook.troughs),
        "energy": outlook.energy.as_ref().map_or(Value::Null, energy),
        "regrets": regrets(story),
        "sensitivities": outlook.sensitivities.iter().map(|row| (row.key.to_owned(), sensitivity(story, row)))
            .collect::<Map<_, _>>(),
        "graph": Drawn::of(story).map_or(Value::Null, |drawn| drawn.json()),
        "derived": derived::derived(story),
        "claims": story.claims.iter().map(|judged| (judged.claim.id.clone(), claim(judged))).collect::<Map<_, _>>(),
        "certificate": certificate(story),
        "uniqueness": match &outlook.uniqueness {
            Uniqueness::Proved { theorem } => json!({ "proved": true, "why": theorem }),
            Uniqueness::NotClaimed { why } => json!({ "proved": false, "why": why }),
        },
    })
}

fn troughs(troughs: &Troughs) -> Value {
    let level = |month: usize| object((0..LEVELS.len()).map(|k| (LEVELS[k], troughs.quantiles[k][month])));
    let fall = |fall: &Fall| {
        object([("depth", fall.depth), ("chance", fall.chance), ("error", fall.error), ("silence", fall.silence)])
    };
    json!({
        "runs": troughs.runs,
        "levels": (0..troughs.quantiles[0].len()).map(level).collect::<Vec<_>>(),
        "falls": troughs.falls.iter().map(fall).collect::<Vec<_>>(),
        "regular_dips": troughs.regular_dips.map(|dip| dip.map_or(Value::Null, number)),
        "holding_rate": number(troughs.holding_rate),
    })
}

fn energy(policies: &EnergyPolicies) -> Value {
    let outcome = &policies.outcome;
    let instrument = |row: &Comparison| {
        let account = &row.account;
        let numbers = object([
            ("strength", row.search.strength),
            ("energy", row.search.state.energy()),
            ("saved", row.saved),
            ("users_loss", -account.users),
            ("government_gain", account.government),
            ("suppliers_loss", -account.suppliers),
            ("deadweight", account.deadweight()),
            ("net_benefit", row.net_benefit),
        ]);
        let rest = json!({
            "reached": row.search.reached,
            "measured_by": row.instrument.measured_by(),
            "cost_of_saving": row.cost_of_saving.map(number),
            "saving_gone": row.saving_gone.map(number),
            "cost_curve": row.cost_curve.iter().map(|cost| number(*cost)).collect::<Vec<_>>(),
        });
        (row.instrument.word().to_owned(), merged(numbers, rest))
    };
    json!({
        "target": number(outcome.target),
        "at_the_limit": policies.at_the_limit,
        "free": number(outcome.free.energy()),
        "price": number(policies.price),
        "steps": outcome.steps,
        "instruments": outcome.rows.iter().map(instrument).collect::<Map<_, _>>(),
    })
}

fn scenario(story: &Story<'_>) -> Value {
    let scenario = story.scenario;
    json!({
        "name": scenario.name,
        "description": scenario.description,
        "seed": scenario.seed,
        "start": scenario.calendar.start.to_string(),
        "months": scenario.calendar.months,
        "price_base_year": scenario.calendar.price_base_year,
        "files": story.reading.files,
        "notes": story.reading.notes,
        "values": moloch_core::Inputs::write(scenario),
        "anchor": {
            "stock": path::matrix(story, &story.outlook.anchor.stock),
            "reference_effort": number(story.outlook.anchor.reference_effort),
        },
        "numbers": story.reading.records.iter().map(|known| (known.key.clone(), record(known))).collect::<Map<_, _>>(),
    })
}

fn record(record: &Record) -> Value {
    json!({
        "value": number(record.value), "unit": record.unit, "meaning": record.doc, "source": record.source,
        "basis": assumptions::basis(record), "where": assumptions::place(record), "default": record.is_default,
        "spread": record.spread.as_ref().map(spread),
    })
}

fn spread(spread: &Spread) -> Value {
    match *spread {
        Spread::Uniform { low, high } => json!({ "law": "uniform", "low": low, "high": high }),
        Spread::Triangular { low, high } => json!({ "law": "triangular", "low": low, "high": high }),
        Spread::Normal { sd } => json!({ "law": "normal", "sd": sd }),
        Spread::Lognormal { sd_log } => json!({ "law": "lognormal", "sd_log": sd_log }),
        Spread::Percentiles { p5, p50, p95 } => json!({ "p5": p5, "p50": p50, "p95": p95 }),
    }
}

fn effect(story: &Story<'_>, effect: &Effect) -> Value {
    let base = story.outlook.path.present.welfare;
    let labs: f64 = effect.parties.iter().filter(|change| change.is_lab).map(|change| change.gain).sum();
    json!({
        "name": effect.name,
        "start": effect.start,
        "welfare": number(effect.welfare),
        "welfare_size": number(effect.welfare.abs()),
        "welfare_relative": if base > 0.0 { number(effect.welfare / base) } else { Value::Null },
        "welfare_relative_size": if base > 0.0 { number((effect.welfare / base).abs()) } else { Value::Null },
        "gains": object(effect.parties.iter().map(|change| (change.party.as_str(), change.gain))),
        "gain_of_labs": number(labs),
        "gainers": effect.gainers().map(|change| change.party.as_str()).collect::<Vec<_>>(),
        "losers": effect.losers().map(|change| change.party.as_str()).collect::<Vec<_>>(),
        "helps_every_lab": effect.helps_every_lab(),
        "pact": effect.pact.as_ref().map(|pact| self::pact(story, pact)),
        "present": path::present(story, &effect.path),
        "path": effect.path.months.iter().map(|month| path::brief_month(story, month)).collect::<Vec<_>>(),
        "certificate": number(effect.path.certificate().relative()),
    })
}

fn pact(story: &Story<'_>, pact: &Pact) -> Value {
    let lab = |kept: &Enforcement| match kept {
        Enforcement::Always => json!("always"),
        Enforcement::Never => json!("never"),
        Enforcement::Above(delta) => number(*delta),
    };
    let labs = pact.labs.iter().enumerate().map(|(i, kept)| (story.lab(i).to_owned(), lab(kept)));
    json!({
        "month": pact.month,
        "binds": pact.binds,
        "self_enforcing": pact.critical_discount_factor().is_some(),
        "critical": pact.critical_discount_factor(),
        "labs": labs.collect::<Map<_, _>>(),
    })
}

fn strength(strength: &Strength, target: &Target) -> Value {
    let (fraction, level) = match target.aim() {
        Some(Aim::Fraction(fraction)) => (Some(fraction), None),
        Some(Aim::Level(level)) => (None, Some(level)),
        None => (None, None),
    };
    json!({
        "name": strength.target,
        "lever": strength.lever.word(),
        "outcome": strength.outcome.word(),
        "month": strength.month,
        "fraction": fraction,
        "level": level,
        "without": number(strength.without),
        "strength": strength.strength.map(number),
        "value": number(strength.value),
        "status": strength.status.to_string(),
        "paths_solved": strength.paths,
    })
}

fn regrets(story: &Story<'_>) -> Value {
    let row = |(lab, regret): (usize, &crate::DynamicRegret)| {
        let value =
            json!({ "gain": number(regret.gain), "bound": number(regret.bound), "relative": number(regret.relative) });
        (story.lab(lab).to_owned(), value)
    };
    story.outlook.regrets.iter().enumerate().map(row).collect::<Map<_, _>>().into()
}

fn sensitivity(story: &Story<'_>, row: &Sensitivity) -> Value {
    let base = story.outlook.path.present.welfare;
    object([
        ("value", story.reading.record(row.key).map_or(row.value, |record| record.value)),
        ("tried_low", row.tried.0),
        ("tried_high", row.tried.1),
        ("welfare_low", row.welfare.0),
        ("welfare_high", row.welfare.1),
        ("welfare_change_low", row.welfare.0 - base),
        ("welfare_change_high", row.welfare.1 - base),
        ("welfare_span", (row.welfare.1 - row.welfare.0).abs()),
        ("race_low", row.race.0),
        ("race_high", row.race.1),
    ])
}

fn claim(judged: &Judged) -> Value {
    let claim = &judged.claim;
    let head = json!({
        "essay": claim.essay, "domain": claim.domain, "statement": claim.statement, "verdict": judged.verdict().word(),
        "figures": object(claim.figures.iter()),
    });
    let Some(ruling) = judged.ruling.as_ref().filter(|ruling| ruling.verdict != Verdict::Open) else { return head };
    let known = ruling
        .numbers
        .iter()
        .map(|known| json!({ "name": known.name, "value": number(known.value), "unit": known.unit }));
    let ruled = json!({
        "model": ruling.model, "reason": ruling.reason, "holds": ruling.holds,
        "numbers": known.collect::<Vec<_>>(),
        "boundaries": ruling.boundaries.iter().copied().map(number).collect::<Vec<_>>(),
        "parameter": ruling.parameter.map(|parameter| json!({ "name": parameter.name, "unit": parameter.unit })),
        "asserted_low": ruling.parameter.map(|parameter| number(parameter.asserted.0)),
        "asserted_high": ruling.parameter.map(|parameter| number(parameter.asserted.1)),
    });
    merged(head, ruled)
}

fn certificate(story: &Story<'_>) -> Value {
    let certificate = story.outlook.path.certificate();
    json!({
        "concept": certificate.concept.to_string(),
        "worst": number(story.worst_regret()),
        "without_intervention": number(certificate.relative()),
        "tolerance": number(certificate.tolerance),
        "method": certificate.method,
        "passes": certificate.passes(),
    })
}
