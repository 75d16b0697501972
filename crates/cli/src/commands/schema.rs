//! `moloch schema`: the JSON Schema of what is read and of what is written.

use moloch_equilibrium::finite::formats;

use crate::arguments::SchemaOf;
use crate::outcome::Outcome;
use crate::screen;

pub(crate) fn run(what: SchemaOf) -> Outcome {
    screen::result_json(&match what {
        SchemaOf::Scenario => moloch::scenario::schema(),
        SchemaOf::Findings => moloch_report::render::json_schema(),
        SchemaOf::Game => formats::json::schema(),
        SchemaOf::Solution => formats::solution::schema(),
        SchemaOf::Behaviour => moloch_equilibrium::sequential::solution::schema(),
    })
}
