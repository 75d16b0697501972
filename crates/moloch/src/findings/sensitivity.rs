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
        "Shares end at one: one that a tenth more would lift above is set to one. This moves one number at a time by the \
         same part of itself; it says nothing about how sure each number is, nor about numbers that move together.",
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

/// The parameter that moves the present value of welfare most, on the side on which it moves it more.
pub(super) struct Strongest<'a> {
    pub(super) row: &'a Sensitivity,
    pub(super) higher: bool,
    pub(super) change: f64,
}

impl Strongest<'_> {
    /// How far the parameter was moved.
    pub(super) fn step(&self) -> Prose {
        let tried = if self.higher { self.row.tried.1 } else { self.row.tried.0 };
        let full = self.row.value * if self.higher { 1.0 + STEP } else { 1.0 - STEP };
        if Move::between(full, tried) == Move::Still {
            format!("a tenth {} of it", if self.higher { "more" } else { "less" }).into()
        } else {
            prose!["setting it to ", super::number::pure(tried, format!("sensitivities.{}.tried_high", self.row.key))]
        }
    }

    /// The key of the change in the data.
    pub(super) const fn side(&self) -> &'static str {
        if self.higher { "welfare_change_high" } else { "welfare_change_low" }
    }
}

/// The strongest parameter; `None` where none moves welfare at all.
pub(super) fn strongest<'a>(story: &Story<'a>) -> Option<Strongest<'a>> {
    let base = base(story);
    let sides = story.outlook.sensitivities.iter().flat_map(|row| {
        [(false, row.welfare.0), (true, row.welfare.1)].map(|(higher, value)| (row, higher, value - base))
    });
    let most = sides.max_by(|a, b| a.2.abs().total_cmp(&b.2.abs()))?;
    let (row, higher, change) = most;
    (Move::by(change, base) != Move::Still).then_some(Strongest { row, higher, change })
}

fn words(story: &Story<'_>, ordered: &[&Sensitivity]) -> Prose {
    let text = prose![
        "Each number is moved ",
        share(STEP, "derived.sensitivity_step"),
        " down and up, and the whole path is solved again, stocks and reference effort included."
    ];
    let told = |text: Prose, row: &Sensitivity| {
        let change =
            |side: &str, value: f64| money(value - base(story), format!("sensitivities.{}.{side}", row.key)).digits(3);
        prose![
            text,
            change("welfare_change_low", row.welfare.0),
            " for a tenth less, ",
            change("welfare_change_high", row.welfare.1),
            " for a tenth more"
        ]
    };
    let text = match strongest(story) {
        Some(most) => {
            let text = prose![
                text,
                format!(" The present value of welfare moves most with {} (", most.row.meaning),
                Prose::new().code(most.row.key),
                "): by "
            ];
            told(text, most.row).text(".")
        }
        None => text.text(" None of them moves the present value of welfare."),
    };
    let hype: Vec<&&Sensitivity> = ordered.iter().filter(|row| FIRST.contains(&row.key)).collect();
    let opening = match hype.len() {
        0 => return text,
        1 => " The channel of hype leads the list, because much rests on it:",
        _ => " The two channels of hype lead the list, because much rests on them:",
    };
    let text = text.text(opening);
    let told = hype.iter().enumerate().fold(text, |text, (k, row)| {
        let gap = if k == 0 { " " } else { "; " };
        told(prose![text, gap, row.meaning, " changes it by "], row)
    });
    told.text(".")
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
        let record = story.reading.record(row.key);
        let unit = record.map_or("", |record| if record.unit == "1" { "" } else { record.unit });
        let at = |key: &str| format!("sensitivities.{}.{key}", row.key);
        table = table.row([
            Cell::from(row.meaning),
            Prose::new().code(row.key).into(),
            number(record.map_or(row.value, |record| record.value), unit, at("value")).into(),
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
        "The last month's prizes count for as long as effort lasts, so that the horizon tempts nobody to rest. The bound \
         holds for efforts up to ",
        number(crate::BOX, "times", "derived.regret_box"),
        " the largest of the path; it follows from the concavity of the lab's problem."
    ])
}
