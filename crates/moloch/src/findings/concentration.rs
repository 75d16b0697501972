//! Concentration of each segment's prize over time.

use moloch_report::{Axis, Cell, Column, Figure, LineChart, Number, Prose, Section, Table};

use super::number::{Move, number, prose, pure, share, six};
use super::story::{Story, shares_of};

/// Segments that the figure shows.
const MOST_SEGMENTS: usize = 6;
const POINTS: &str = "points";

pub(super) fn section(story: &Story<'_>) -> Section {
    Section::new("concentration", "Concentration")
        .block(words(story))
        .block(figure(story))
        .block(table(story))
        .block(fringe(story))
}

fn words(story: &Story<'_>) -> Prose {
    let end = story.horizon();
    let mut text = prose![
        "The Herfindahl-Hirschman index adds the squares of the shares of a prize: ",
        number(moloch_graph::concentration::MONOPOLY_POINTS, POINTS, "derived.monopoly_points"),
        " for a monopoly."
    ];
    for segment in 0..story.segment_count().min(3) {
        let (Some(before), Some(after)) = (shares_of(story.first(), segment), shares_of(story.last(), segment)) else {
            continue;
        };
        let name = story.segment(segment);
        let at = |t: usize, hhi: f64| number(hhi, POINTS, format!("path.{t}.concentration.{name}.hhi"));
        let (first, last) = (at(0, before.hhi()), at(end, after.hhi()));
        text = match Move::between(before.hhi(), after.hhi()) {
            Move::Still => prose![text, format!(" In {name} it stays at "), last],
            way => prose![
                text,
                format!(" In {name} it {} from ", way.word("rises", "falls", "stays")),
                first,
                " to ",
                last
            ],
        };
        text = match after.effective_number() {
            Some(firms) => prose![
                text,
                ", as if ",
                pure(firms, format!("path.{end}.concentration.{name}.effective_number")).digits(2),
                " equal firms shared it."
            ],
            None => text.text("."),
        };
    }
    text
}

fn figure(story: &Story<'_>) -> Figure {
    let mut chart = LineChart::new(story.time_axis(), Axis::new("Herfindahl-Hirschman index", POINTS).from_zero());
    for segment in 0..story.segment_count().min(MOST_SEGMENTS) {
        let index = |month: &crate::Month| shares_of(month, segment).map_or(f64::NAN, |shares| six(shares.hhi()));
        let points = story.path.months.iter().map(|month| (month.index as f64, index(month)));
        chart = chart.series(moloch_report::Series::new(story.segment(segment), points));
    }
    Figure::new("concentration", "Concentration of each segment", chart)
        .description(format!("Lines over time, one for each segment. {}", words(story).plain()))
        .caption(if story.segment_count() > MOST_SEGMENTS { "The other segments are in outlook.json." } else { "" })
}

fn table(story: &Story<'_>) -> Table {
    let mut table = Table::new("concentration-levels", "Concentration without intervention")
        .column(Column::text("segment"))
        .column(Column::text("date"))
        .column(Column::number("index, fringe of small firms", POINTS))
        .column(Column::number("index, fringe as one firm", POINTS))
        .column(Column::number("equal firms with that index", ""))
        .column(Column::number("largest lab", ""))
        .column(Column::number("fringe", ""));
    for segment in 0..story.segment_count() {
        for t in story.three_months() {
            let Some(shares) = shares_of(&story.path.months[t], segment) else { continue };
            let name = story.segment(segment);
            let at = |key: &str| format!("path.{t}.concentration.{name}.{key}");
            let firms: Option<Number> =
                shares.effective_number().map(|firms| pure(firms, at("effective_number")).digits(3));
            table = table.row([
                Cell::from(name),
                story.short_date(t).into(),
                number(shares.hhi(), POINTS, at("hhi")).into(),
                number(shares.hhi_of_one_fringe_firm(), POINTS, at("hhi_highest")).into(),
                firms.into(),
                share(shares.leaders(1), at("largest_share")).into(),
                share(shares.fringe(), format!("path.{t}.fringe_shares.{name}")).into(),
            ]);
        }
    }
    table
}

fn fringe(story: &Story<'_>) -> Prose {
    if story.has_fringe() {
        "The fringe stands for firms too many and too small to list, so that its squares add nothing; the second column \
         shows the index if it were one firm. The truth lies between the two."
            .into()
    } else {
        "There is no fringe, so that both ways to count it agree.".into()
    }
}
