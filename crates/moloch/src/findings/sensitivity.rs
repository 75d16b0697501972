//! One parameter at a time, those on which most depends first; and each lab's dynamic regret.

use moloch_report::{Axis, BarChart, Cell, Column, Figure, Prose, Section, Table};

use super::number::{FLOW, MONEY, Move, flow, money, number, prose, share, six};
use super::story::Story;
use crate::sensitivity::{STEP, Sensitivity};

/// The two parameters on which everything rests lead the list, whatever their effect.
const FIRST: [&str; 2] = ["adoption.hype_boost", "hype.premium"];

pub(super) fn section(story: &Story<'_>) -> Section {
    let section = Section::new("sensitivity", "What moves when an assumption does");
    let ordered = ordered(story);
    if ordered.is_empty() {
        return section.block("Every parameter that would be moved is zero in this scenario.");
    }
    section.block(words(story, &ordered)).block(figure(story, &ordered)).block(table(story, &ordered)).block(
        "This moves one number at a time by the same part of itself. It says nothing about how sure each number is, nor \
         about numbers that move together.",
    )
}

/// Hype's two channels first, then by how far the present value of welfare moves.
fn ordered<'a>(story: &Story<'a>) -> Vec<&'a Sensitivity> {
    let mut ordered: Vec<&Sensitivity> = story.outlook.sensitivities.iter().collect();
    let rank = |row: &Sensitivity| FIRST.iter().position(|key| *key == row.key).unwrap_or(FIRST.len());
    let swing = |row: &Sensitivity| (row.welfare.1 - row.welfare.0).abs();
    ordered.sort_by(|a, b| rank(a).cmp(&rank(b)).then(swing(b).total_cmp(&swing(a))));
    ordered
}

fn base(story: &Story<'_>) -> f64 {
    story.outlook.path.present.welfare
}

fn words(story: &Story<'_>, ordered: &[&Sensitivity]) -> Prose {
    let swing = |row: &Sensitivity| (row.welfare.1 - row.welfare.0).abs();
    let most = ordered.iter().fold(ordered[0], |most, row| if swing(row) > swing(most) { row } else { most });
    let way = Move::by(most.welfare.1 - most.welfare.0, base(story)).word("rises", "falls", "does not move");
    let text = prose![
        "Each number is moved ",
        share(STEP, "derived.sensitivity_step"),
        " down and up, and the whole path is solved again, stocks and reference effort included. "
    ];
    let change = |side: &str, value: f64| money(value - base(story), format!("sensitivities.{}.{side}", most.key));
    let text = prose![
        text,
        format!("The present value of welfare moves most with {} (", most.meaning),
        Prose::new().code(most.key),
        format!("): it {way} with it, by "),
        change("welfare_change_low", most.welfare.0),
        " for a tenth less and ",
        change("welfare_change_high", most.welfare.1),
        " for a tenth more."
    ];
    let hype = ordered.iter().filter(|row| FIRST.contains(&row.key) && !std::ptr::eq(**row, most));
    hype.fold(text, |text, row| {
        prose![
            text,
            format!(" For {} that span is ", row.meaning),
            money(swing(row), format!("sensitivities.{}.welfare_span", row.key)),
            "."
        ]
    })
}

fn figure(story: &Story<'_>, ordered: &[&Sensitivity]) -> Figure {
    let base = base(story);
    let chart = BarChart::new(
        Axis::new("change of the present value of welfare", MONEY),
        ordered.iter().map(|row| row.meaning),
    )
    .series("a tenth lower", ordered.iter().map(|row| six(row.welfare.0 - base)))
    .series("a tenth higher", ordered.iter().map(|row| six(row.welfare.1 - base)));
    Figure::new("sensitivity", "Change of the present value of welfare when one number moves by a tenth", chart)
        .description(format!(
            "Two bars for each parameter, hype's two channels first. {}",
            words(story, ordered).plain()
        ))
}

fn table(story: &Story<'_>, ordered: &[&Sensitivity]) -> Table {
    let mut table = Table::new("sensitivities", "One number at a time, a tenth lower and a tenth higher")
        .column(Column::text("parameter"))
        .column(Column::text("key"))
        .column(Column::number("value", ""))
        .column(Column::number("welfare, lower", MONEY))
        .column(Column::number("welfare, higher", MONEY))
        .column(Column::number("last race effort, lower", FLOW))
        .column(Column::number("last race effort, higher", FLOW));
    for row in ordered {
        let unit = story.reading.record(row.key).map_or("", |record| if record.unit == "1" { "" } else { record.unit });
        let at = |key: &str| format!("sensitivities.{}.{key}", row.key);
        table = table.row([
            Cell::from(row.meaning),
            Prose::new().code(row.key).into(),
            number(row.value, unit, at("value")).into(),
            money(row.welfare.0, at("welfare_low")).into(),
            money(row.welfare.1, at("welfare_high")).into(),
            flow(row.race.0, at("race_low")).into(),
            flow(row.race.1, at("race_high")).into(),
        ]);
    }
    table
}

/// Each lab's dynamic regret.
pub(super) fn regret(story: &Story<'_>) -> Section {
    let rows: Vec<_> = story.groups.iter().map(|group| (group, &story.outlook.regrets[group.members[0]])).collect();
    let finite = rows.iter().filter(|(_, regret)| regret.relative.is_finite());
    let worst = finite.max_by(|a, b| a.1.relative.total_cmp(&b.1.relative));
    let words = match worst {
        Some((group, regret)) if regret.relative > 1e-6 => prose![
            "The equilibrium is that of each month, so that a lab that could plan its whole path might do better. The \
             largest gain that was found, all else held fixed, is ",
            share(regret.relative, format!("regrets.{}.relative", story.lab(group.members[0]))),
            format!(" of its present value ({}).", group.label)
        ],
        _ => "The equilibrium is that of each month; yet no lab could gain on its whole path by planning its own effort, \
              all else held fixed."
            .into(),
    };
    let mut table = Table::new("regrets", "What a lab could gain by another path of its own effort")
        .column(Column::text("lab"))
        .column(Column::number("gain found", MONEY))
        .column(Column::number("no gain exceeds", MONEY))
        .column(Column::number("gain as a part of its payoff", ""));
    for (group, regret) in rows {
        let name = story.lab(group.members[0]);
        let part = regret.relative.is_finite().then(|| share(regret.relative, format!("regrets.{name}.relative")));
        table = table.row([
            Cell::from(group.label.clone()),
            money(regret.gain, format!("regrets.{name}.gain")).into(),
            money(regret.bound, format!("regrets.{name}.bound")).into(),
            part.into(),
        ]);
    }
    Section::new("regret", "Would a lab do better by looking further?").block(words).block(table).block(prose![
        "The bound holds for efforts up to ",
        number(crate::BOX, "times", "derived.regret_box"),
        " the largest of the path; it follows from the concavity of the lab's problem."
    ])
}
