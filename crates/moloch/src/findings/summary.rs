//! Ten lines for a terminal.

use moloch_core::Verdict;
use moloch_report::Number;

use super::number::{counted, energy, flow, money, pure, share};
use super::story::Story;
use super::verdict::gain_and_lose;

/// The lines, each cut to `width` columns.
pub(super) fn lines(story: &Story<'_>, width: usize) -> String {
    let rows = [
        ("race effort", effort(story)),
        ("race cost", cost(story)),
        ("welfare", welfare(story)),
        ("best policy", best(story)),
        ("by it", winners(story)),
        ("energy", energy_use(story)),
        ("hype", hype(story)),
        ("claims", claims(story)),
        ("certificate", certificate(story)),
    ];
    let title = format!(
        "{}: {}, {}, {} to {}; conditional, not a forecast",
        story.scenario.name,
        counted(story.lab_count(), "lab"),
        counted(story.segment_count(), "segment"),
        story.date(0),
        story.date(story.horizon())
    );
    let rows = rows.into_iter().map(|(key, text)| format!("{key:<12} {text}"));
    let cut = |line: String| {
        if line.chars().count() > width { line.chars().take(width.max(1) - 1).chain(['…']).collect() } else { line }
    };
    std::iter::once(title).chain(rows).map(|line| cut(line.replace(char::is_control, " ")) + "\n").collect()
}

fn arrow(before: &Number, after: &Number) -> String {
    format!("{before} → {after}")
}

fn effort(story: &Story<'_>) -> String {
    let at = |value: f64| flow(value, "path").digits(3);
    let product = arrow(&at(story.first().race.product_total()), &at(story.last().race.product_total()));
    format!(
        "{}; product effort {product}",
        arrow(&at(story.first().race.race_total()), &at(story.last().race.race_total()))
    )
}

fn cost(story: &Story<'_>) -> String {
    let (cost, prize) = (story.outlook.path.present.race_cost, story.present_prize());
    let cost_text = money(cost, "present").digits(3);
    if prize > 0.0 {
        let part = share(cost / prize, "present");
        format!("{cost_text} in present value, {part} of the prize of {}", money(prize, "present").digits(3))
    } else {
        format!("{cost_text} in present value; there is no prize")
    }
}

fn welfare(story: &Story<'_>) -> String {
    let last = story.last();
    format!(
        "{} in present value; {} in the last month",
        money(story.outlook.path.present.welfare, "present").digits(3),
        flow(last.ledger.welfare, "path").digits(3)
    )
}

fn signed(number: &Number) -> String {
    let plus = if number.value > 0.0 { "+" } else { "" };
    format!("{plus}{number}")
}

fn best(story: &Story<'_>) -> String {
    let base = story.outlook.path.present.welfare;
    match story.ranked().first() {
        None => "none listed".to_owned(),
        Some(best) => {
            let part = if base > 0.0 {
                format!(" ({})", signed(&share(best.welfare / base, "effects")))
            } else {
                String::new()
            };
            let change = signed(&money(best.welfare, "effects").digits(3));
            let of = counted(story.outlook.effects.len(), "policy").replace("policys", "policies");
            format!("“{}”, of {of}: {change} of welfare{part}", best.name)
        }
    }
}

fn winners(story: &Story<'_>) -> String {
    story.ranked().first().map_or_else(|| "–".to_owned(), |best| gain_and_lose(story, best))
}

fn energy_use(story: &Story<'_>) -> String {
    let ends = arrow(
        &energy(story.first().conditions.energy, "path").digits(3),
        &energy(story.last().conditions.energy, "path").digits(3),
    );
    match (story.scenario.compute.energy_cap, story.binding()) {
        (None, _) => format!("{ends}, no limit"),
        (Some(_), None) => format!("{ends}, below the limit throughout"),
        (Some(_), Some(0)) => format!("{ends}, at the limit from the start"),
        (Some(_), Some(month)) => format!("{ends}, at the limit from {}", story.date(month)),
    }
}

fn hype(story: &Story<'_>) -> String {
    let level = |value: f64| pure(value, "path").digits(3);
    format!(
        "{} announcements; adoption {}",
        arrow(&level(story.first().state.hype), &level(story.last().state.hype)),
        arrow(&share(story.first().state.adoption, "path"), &share(story.last().state.adoption, "path"))
    )
}

fn claims(story: &Story<'_>) -> String {
    let of = |verdict: Verdict| story.claims.iter().filter(|judged| judged.verdict() == verdict).count();
    [Verdict::Supported, Verdict::Refuted, Verdict::Bounded, Verdict::Arithmetic, Verdict::Open]
        .map(|verdict| format!("{} {}", of(verdict), verdict.word()))
        .join(", ")
}

fn certificate(story: &Story<'_>) -> String {
    let worst = pure(story.worst_regret(), "certificate.worst").digits(2);
    format!("largest regret {worst} of the month's prizes, all months and paths")
}
