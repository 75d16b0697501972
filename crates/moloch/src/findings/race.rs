//! The race month by month: efforts, shares, prizes, costs, and the static gap, which is named as what it is.

use moloch_report::{Axis, Block, Callout, Cell, Column, Figure, LineChart, Multiples, Number, Prose, Section, Table};

use super::number::{FLOW, capital, count, flow, line, prose, pure, share};
use super::story::{Story, won};
use crate::month::Month;

pub(super) fn section(story: &Story<'_>) -> Section {
    let mut section = Section::new("race", "The race, month by month").block(what(story));
    if story.races() {
        section = section.block(effort_figure(story)).block(effort_words(story));
    }
    let (figures, words) = (share_figure(story), share_words(story));
    let mut section = section.block(words).block(figures).block(month_table(story)).block(static_gap_warning());
    if story.lab_count() > 1 {
        section = section.block(lab_table(story));
    }
    section
}

fn what(story: &Story<'_>) -> Prose {
    let law = &story.outlook.law;
    let lasting = if law.retention > 0.0 {
        prose![" Effort leaves a lead of which ", share(law.retention, "derived.retention"), " is left a month later."]
    } else {
        " Nothing lasts: each month's contest starts afresh.".into()
    };
    let ahead = if law.foresight <= 0.0 || law.retention <= 0.0 {
        " Labs count what effort wins this month and no more.".into()
    } else if law.foresight >= 1.0 {
        prose![
            " Labs look ahead over the whole life of their effort, which makes a unit of prize count ",
            pure(law.foresight_multiplier(), "derived.foresight_multiplier"),
            "-fold in their choice."
        ]
    } else {
        prose![
            " Labs look ahead over a part of the life of their effort, which makes a unit of prize count ",
            pure(law.foresight_multiplier(), "derived.foresight_multiplier"),
            "-fold in their choice."
        ]
    };
    prose![
        "Each month every lab chooses race effort, which moves shares of the prize, and product effort, which makes \
         value. The numbers are the equilibrium of each month, in which no lab can do better alone.",
        lasting,
        ahead
    ]
}

fn effort_words(story: &Story<'_>) -> Prose {
    let (first, last, end) = (story.first(), story.last(), story.horizon());
    let leader = |month: &Month| {
        (0..story.lab_count()).fold(0, |best, lab| {
            if month.race_effort_of(lab) > month.race_effort_of(best) * (1.0 + 1e-9) { lab } else { best }
        })
    };
    let (before, after) = (leader(first), leader(last));
    let lead = if story.groups.len() == 1 {
        "All labs race alike".to_owned()
    } else if before == after {
        format!("{} races hardest at the start and at the end", story.lab(before))
    } else {
        format!("{} races hardest at the start, {} at the end", story.lab(before), story.lab(after))
    };
    let part = |t: usize, month: &Month| {
        month
            .accounts
            .prize
            .gt(&0.0)
            .then(|| share(month.ledger.race_cost / month.accounts.prize, format!("path.{t}.race_cost_share")))
    };
    let costs = match (part(0, first), part(end, last)) {
        (Some(a), Some(b)) => prose![". The race takes ", a, " of the prize at the start and ", b, " at the end"],
        _ => Prose::new(),
    };
    let product = prose![
        "; product effort goes from ",
        flow(first.race.product_total(), "path.0.product.total"),
        " to ",
        flow(last.race.product_total(), format!("path.{end}.product.total")),
        "."
    ];
    prose![lead, costs, product]
}

fn effort_figure(story: &Story<'_>) -> Figure {
    let mut chart = LineChart::new(story.time_axis(), Axis::new("race effort", FLOW).from_zero());
    for series in story.lab_lines(Month::race_effort_of) {
        chart = chart.series(series);
    }
    let end = story.horizon();
    let ends: Vec<String> = story
        .shown()
        .0
        .iter()
        .map(|group| {
            let lab = group.members[0];
            let effort = |month: &Month| flow(month.race_effort_of(lab), "path");
            format!("{} from {} to {}", group.label, effort(story.first()), effort(story.last()))
        })
        .collect();
    Figure::new("effort", "Race effort of each lab", chart).description(format!(
        "Lines over time from {} to {}: {}.",
        story.date(0),
        story.date(end),
        ends.join("; ")
    ))
}

fn share_words(story: &Story<'_>) -> Prose {
    let mut text = Prose::new();
    for segment in 0..story.segment_count().min(3) {
        let (before, after) = (leader(story.first(), segment), leader(story.last(), segment));
        let (Some(before), Some(after)) = (before, after) else { continue };
        let name = story.segment(segment);
        let part = |t: usize, month: &Month, lab: usize| {
            let value = month.accounts.shares[lab * story.segment_count() + segment];
            share(value, format!("path.{t}.shares.{name}.{}", story.lab(lab)))
        };
        let end = story.horizon();
        let opening = if text.is_empty() { "" } else { " " };
        let fringe = fringe_words(story, segment);
        text = if story.groups.len() == 1 {
            prose![text, opening, format!("In {name} each lab wins "), part(0, story.first(), before), fringe, "."]
        } else if before == after {
            prose![
                text,
                opening,
                format!("In {name} {} leads at both ends of the path, with ", story.lab(before)),
                part(0, story.first(), before),
                " at the start and ",
                part(end, story.last(), before),
                " at the end",
                fringe,
                "."
            ]
        } else {
            prose![
                text,
                opening,
                format!("In {name} the lead passes from {} (", story.lab(before)),
                part(0, story.first(), before),
                format!(" at the start) to {} (", story.lab(after)),
                part(end, story.last(), after),
                " at the end)",
                fringe,
                "."
            ]
        };
    }
    text
}

fn fringe_words(story: &Story<'_>, segment: usize) -> Prose {
    let (first, last) = (story.first(), story.last());
    let (before, after) = (first.accounts.fringe_shares[segment], last.accounts.fringe_shares[segment]);
    if before <= 0.0 && after <= 0.0 {
        return Prose::new();
    }
    let name = story.segment(segment);
    prose![
        "; the fringe goes from ",
        share(before, format!("path.0.fringe_shares.{name}")),
        " to ",
        share(after, format!("path.{}.fringe_shares.{name}", story.horizon()))
    ]
}

/// The lab with the largest share of a segment; the first of equals, `None` where no lab wins anything.
fn leader(month: &Month, segment: usize) -> Option<usize> {
    let segments = month.accounts.fringe_shares.len();
    let shares = month.accounts.shares.iter().skip(segment).step_by(segments);
    let best =
        shares.enumerate().fold((0, 0.0), |best, (lab, &s)| if s > best.1 * (1.0 + 1e-9) { (lab, s) } else { best });
    (best.1 > 0.0).then_some(best.0)
}

/// Segments that a figure shows side by side.
const MOST_PANELS: usize = 6;

fn share_figure(story: &Story<'_>) -> Figure {
    let segments = story.segment_count();
    let mut panels = Multiples::new(2).same_scale();
    for segment in 0..segments.min(MOST_PANELS) {
        let mut chart = LineChart::new(story.time_axis(), Axis::new("share of the prize", "%").from_zero());
        for series in story.lab_lines(|month, lab| 100.0 * month.accounts.shares[lab * segments + segment]) {
            chart = chart.series(series);
        }
        if story.has_fringe() {
            let shares = story.path.months.iter().map(|month| 100.0 * month.accounts.fringe_shares[segment]);
            chart = chart.series(line("fringe", shares).slot(6));
        }
        panels = panels.panel(story.segment(segment), chart);
    }
    let left_out = segments.saturating_sub(MOST_PANELS);
    let caption = if left_out > 0 { format!("{left_out} more segments are in outlook.json.") } else { String::new() };
    Figure::new("shares", "Who wins which part of each prize", panels)
        .description(format!(
            "One panel per segment with the share of each lab over time. {}",
            share_words(story).plain()
        ))
        .caption(caption)
}

fn month_table(story: &Story<'_>) -> Table {
    let mut table = Table::new("months", "The path without intervention at chosen dates")
        .column(Column::text("date"))
        .column(Column::number("month", ""))
        .column(Column::number("prize", FLOW))
        .column(Column::number("race effort", FLOW))
        .column(Column::number("product effort", FLOW))
        .column(Column::number("cost of the race", FLOW))
        .column(Column::number("part of the prize", ""))
        .column(Column::number("welfare", FLOW))
        .column(Column::number("static gap", FLOW));
    for t in story.chosen_months(9) {
        let month = &story.path.months[t];
        let at = |key: &str| format!("path.{t}.{key}");
        let prize = month.accounts.prize;
        let part: Option<Number> = (prize > 0.0).then(|| share(month.ledger.race_cost / prize, at("race_cost_share")));
        table = table.row([
            Cell::from(story.short_date(t)),
            count(t, at("month")).into(),
            flow(prize, at("prize")).into(),
            flow(month.race.race_total(), at("race.total")).into(),
            flow(month.race.product_total(), at("product.total")).into(),
            flow(month.ledger.race_cost, at("ledger.race_cost")).into(),
            part.into(),
            flow(month.ledger.welfare, at("ledger.welfare")).into(),
            flow(month.ledger.static_gap, at("ledger.static_gap")).into(),
        ]);
    }
    table
}

fn static_gap_warning() -> Block {
    Block::Callout(
        Callout::Warning,
        vec![
            "The static gap is the distance between a month's welfare and that of a planner who takes the month's state \
             as given. It ranks nothing: a policy changes the states to come, and the gap can shrink while welfare \
             falls. Policies are compared below by the present value of welfare alone."
                .into(),
        ],
    )
}

fn lab_table(story: &Story<'_>) -> Table {
    let segments = story.segment_count();
    let mut table = Table::new("labs", "Each lab at the first and the last date").column(Column::text("lab"));
    let ends = [(0, story.first()), (story.horizon(), story.last())];
    for (t, _) in ends {
        let date = story.short_date(t);
        table = table
            .column(Column::number(format!("race effort, {date}"), FLOW))
            .column(Column::number(format!("product effort, {date}"), FLOW))
            .column(Column::number(format!("part of all prizes, {date}"), ""));
    }
    table = table.column(Column::number("present value of its payoff", super::number::MONEY));
    for group in &story.groups {
        let (lab, name) = (group.members[0], story.lab(group.members[0]));
        let mut row = vec![Cell::from(capital(&group.label))];
        for (t, month) in ends {
            let prize = month.accounts.prize;
            let part = (prize > 0.0)
                .then(|| share(won(month, lab, segments) / prize, format!("path.{t}.prize_shares.{name}")));
            row.extend([
                flow(month.race_effort_of(lab), format!("path.{t}.race.labs.{name}")).into(),
                flow(month.race.product[lab], format!("path.{t}.product.labs.{name}")).into(),
                part.into(),
            ]);
        }
        let payoff = story.outlook.path.present.payoffs[lab];
        row.push(super::number::money(payoff, format!("present.payoffs.{name}")).into());
        table = table.row(row);
    }
    table
}
