//! Months and present values as data.

use serde_json::{Map, Value, json};

use super::{merged, number, object};
use crate::findings::market::demand;
use crate::findings::story::{COLUMNS, Story, shares_of, won};
use crate::month::Month;
use crate::path::Path;

/// A flat matrix, lab by lab, as an object of objects.
pub(super) fn matrix(story: &Story<'_>, flat: &[f64]) -> Value {
    let segments = story.segment_count();
    let row = |lab: usize| by_segment(story, flat.get(lab * segments..(lab + 1) * segments).unwrap_or_default());
    (0..story.lab_count()).map(|lab| (story.lab(lab).to_owned(), row(lab))).collect::<Map<_, _>>().into()
}

fn by_segment(story: &Story<'_>, values: &[f64]) -> Value {
    object(values.iter().enumerate().map(|(s, value)| (story.segment(s), *value)))
}

fn by_lab(story: &Story<'_>, value: impl Fn(usize) -> f64) -> Value {
    object((0..story.lab_count()).map(|lab| (story.lab(lab), value(lab))))
}

/// A month of the path without intervention, with everything that is known about it.
pub(super) fn month(story: &Story<'_>, month: &Month) -> Value {
    let segments = story.segment_count();
    let (state, conditions, accounts) = (&month.state, &month.conditions, &month.accounts);
    let share_of = |lab: usize| won(month, lab, segments) / accounts.prize;
    let shares = |s: usize| by_lab(story, |lab| accounts.shares[lab * segments + s]);
    let shares: Map<_, _> = (0..segments).map(|s| (story.segment(s).to_owned(), shares(s))).collect();
    json!({
        "month": month.index,
        "date": story.scenario.calendar.date(month.index).to_string(),
        "state": {
            "hype": number(state.hype), "hype_variance": number(state.hype_variance), "adoption": number(state.adoption), "efficiency": number(state.efficiency),
            "stock": matrix(story, &state.stock),
        },
        "conditions": {
            "energy_uncapped": number(conditions.energy_uncapped), "energy_price": number(conditions.energy_price),
            "energy": number(conditions.energy), "service_price": number(conditions.service_price),
            "demand": number(demand(story, month)),
            "market": number(conditions.market), "revenue": number(conditions.revenue),
            "prizes": by_segment(story, &conditions.prizes), "real_prizes": by_segment(story, &conditions.real_prizes),
            "fringe": by_segment(story, &conditions.fringe), "product_value": number(conditions.product_value),
            "convexity": number(conditions.convexity),
        },
        "race": {
            "total": number(month.race.race_total()),
            "labs": by_lab(story, |lab| month.race_effort_of(lab)),
            "efforts": matrix(story, &month.race.race),
        },
        "product": {
            "total": number(month.race.product_total()), "labs": by_lab(story, |lab| month.race.product[lab]),
        },
        "news_rate": number(month.news_rate),
        "prize": number(accounts.prize),
        "total_cost": number(accounts.total_cost),
        "race_cost_share": number(month.ledger.race_cost / accounts.prize),
        "payoffs": by_lab(story, |lab| month.payoffs[lab]),
        "shares": shares,
        "fringe_shares": by_segment(story, &accounts.fringe_shares),
        "prize_shares": by_lab(story, share_of),
        "concentration": concentration(story, month),
        "ledger": ledger(month),
        "iterations": month.race.iterations,
    })
}

fn ledger(month: &Month) -> Value {
    let ledger = &month.ledger;
    let columns = object(COLUMNS.iter().map(|column| (column.key, (column.of)(ledger))));
    let ratios = json!({
        "energy": number(ledger.energy),
        "consumer_surplus": ledger.consumer_surplus.map(number),
        "anarchy": ledger.anarchy.map(number),
        "dissipation": ledger.dissipation.map(number),
        "break_even_value": ledger.break_even_value.map(number),
    });
    merged(columns, ratios)
}

fn concentration(story: &Story<'_>, month: &Month) -> Value {
    let segment = |s: usize| match shares_of(month, s) {
        None => Value::Null,
        Some(shares) => json!({
            "hhi": number(shares.hhi()), "hhi_highest": number(shares.hhi_of_one_fringe_firm()),
            "effective_number": shares.effective_number().map(number), "largest_share": number(shares.leaders(1)),
        }),
    };
    (0..story.segment_count()).map(|s| (story.segment(s).to_owned(), segment(s))).collect::<Map<_, _>>().into()
}

/// A month under a policy: what the comparison rests on.
pub(super) fn brief_month(story: &Story<'_>, month: &Month) -> Value {
    json!({
        "month": month.index,
        "hype": number(month.state.hype),
        "adoption": number(month.state.adoption),
        "energy": number(month.conditions.energy),
        "energy_price": number(month.conditions.energy_price),
        "prize": number(month.accounts.prize),
        "race": {
            "total": number(month.race.race_total()), "labs": by_lab(story, |lab| month.race_effort_of(lab)),
        },
        "product": number(month.race.product_total()),
        "news_rate": number(month.news_rate),
        "payoffs": by_lab(story, |lab| month.payoffs[lab]),
        "welfare": number(month.ledger.welfare),
        "race_cost": number(month.ledger.race_cost),
        "static_gap": number(month.ledger.static_gap),
        "tax_revenue": number(month.ledger.tax_revenue),
    })
}

/// Present values of a path.
pub(super) fn present(story: &Story<'_>, path: &Path) -> Value {
    let of = |flow: fn(&crate::Ledger) -> f64| story.present(path, |month| flow(&month.ledger));
    let columns = object(COLUMNS.iter().map(|column| (column.key, of(column.of))));
    let present = &path.present;
    let more = json!({
        "welfare": number(present.welfare),
        "race_cost": number(present.race_cost),
        "static_gap": number(present.static_gap),
        "prize": number(story.present(path, |month| month.accounts.prize)),
        "payoffs": by_lab(story, |lab| present.payoffs[lab]),
        "consumer_surplus": present.consumer_surplus.map(number),
    });
    merged(columns, more)
}
