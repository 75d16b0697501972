//! Figures that the report derives from results: ratios, counts, and constants that it names.

use moloch_core::Verdict;
use serde_json::{Map, Value, json};

use super::number;
use crate::findings::assumptions::{BASES, basis, illustrative, table_of};
use crate::findings::story::Story;

pub(super) fn derived(story: &Story<'_>) -> Value {
    let law = &story.outlook.law;
    let present = &story.outlook.path.present;
    let ends = (story.first().conditions.service_price, story.last().conditions.service_price);
    json!({
        "race_cost_share": number(present.race_cost / story.present_prize()),
        "labs_present_payoff": number(present.payoffs.iter().sum()),
        "energy_binds_from": story.binding(),
        "price_falls_by": number(ends.0 / ends.1),
        "price_rises_by": number(ends.1 / ends.0),
        "retention": number(law.retention),
        "foresight_multiplier": number(law.foresight_multiplier()),
        "hype_lost_per_month": number(-(-law.news.decay).exp_m1()),
        "hype_reference": number(law.news.reference),
        "adoption_pace_at_twice": number(1.0 + law.market.boost),
        "monopoly_points": moloch_graph::concentration::MONOPOLY_POINTS,
        "sensitivity_step": crate::STEP,
        "regret_box": crate::BOX,
        "months_solved": (1 + story.outlook.effects.len()) * story.path.months.len(),
        "assumptions": assumptions(story),
        "claims": claims(story),
    })
}

fn assumptions(story: &Story<'_>) -> Value {
    let records = &story.reading.records;
    let by_basis: Map<String, Value> = BASES
        .iter()
        .map(|word| ((*word).to_owned(), json!(records.iter().filter(|record| basis(record) == *word).count())))
        .collect();
    let mut by_table = Map::new();
    for record in records {
        let entry = by_table.entry(table_of(record)).or_insert_with(|| json!({ "all": 0, "illustrative": 0 }));
        add(entry, "all");
        if basis(record) == "illustrative" {
            add(entry, "illustrative");
        }
    }
    json!({
        "all": records.len(),
        "illustrative": illustrative(story.reading).count(),
        "with_spread": story.reading.uncertain().count(),
        "by_basis": by_basis,
        "by_table": by_table,
    })
}

fn claims(story: &Story<'_>) -> Value {
    let (mut by_verdict, mut by_domain) = (Map::new(), Map::new());
    for verdict in [Verdict::Supported, Verdict::Refuted, Verdict::Bounded, Verdict::Arithmetic, Verdict::Open] {
        by_verdict.insert(verdict.word().to_owned(), json!(0));
    }
    let nothing = Value::Object(by_verdict.clone());
    let mut by_verdict = nothing.clone();
    for judged in story.claims {
        let word = judged.verdict().word();
        add(&mut by_verdict, word);
        add(by_domain.entry(judged.claim.domain.clone()).or_insert_with(|| nothing.clone()), word);
    }
    json!({
        "all": story.claims.len(),
        "judged": story.claims.iter().filter(|judged| judged.ruling.is_some()).count(),
        "by_verdict": by_verdict,
        "by_domain": by_domain,
    })
}

/// Counts one more under a key.
fn add(counts: &mut Value, key: &str) {
    let more = counts[key].as_u64().unwrap_or(0) + 1;
    counts[key] = json!(more);
}
