//! Hype and its band.

use moloch_report::{Axis, Cell, Column, Figure, LineChart, Prose, Section, Table};

use super::number::{Move, count, line, number, prose, pure, share};
use super::story::{HYPE_DEVIATIONS, Story, hype_band};

const UNIT: &str = "announcements";

pub(super) fn section(story: &Story<'_>) -> Section {
    Section::new("hype", "Hype")
        .block(level(story))
        .block(effects(story))
        .block(figure(story))
        .block(table(story))
        .block(band())
}

fn level(story: &Story<'_>) -> Prose {
    let (first, last, end) = (story.first(), story.last(), story.horizon());
    let way = Move::between(first.state.hype, last.state.hype).word("rises", "falls", "stays as it is");
    let news = Move::between(first.news_rate, last.news_rate).word("more often", "less often", "as often");
    prose![
        "Hype counts announcements that are still remembered: each adds to it, and ",
        share(-(-story.outlook.law.news.decay).exp_m1(), "derived.hype_lost_per_month"),
        " of it is lost a month. Without intervention it ",
        way,
        ": ",
        number(first.state.hype, UNIT, "path.0.state.hype").digits(3),
        format!(" in {}, ", story.date(0)),
        number(last.state.hype, UNIT, format!("path.{end}.state.hype")).digits(3),
        format!(" in {}. Labs make news {news} at the end: ", story.date(end)),
        number(last.news_rate, "times a month", format!("path.{end}.news_rate")).digits(3),
        ", against ",
        number(first.news_rate, "times a month", "path.0.news_rate").digits(3),
        " at the start.",
    ]
}

fn effects(story: &Story<'_>) -> Prose {
    let law = &story.outlook.law;
    let reference = number(law.news.reference, UNIT, "derived.hype_reference").digits(3);
    let premium = if law.news.premium > 0.0 {
        prose![
            "At twice its reference level of ",
            reference,
            ", hype makes the prize ",
            share(law.news.premium, "hype.premium"),
            " dearer, which investors pay"
        ]
    } else {
        prose!["Its reference level is ", reference, "; hype puts no premium on the prize"]
    };
    if law.market.boost > 0.0 {
        prose![
            premium,
            ", and makes adoption ",
            pure(1.0 + law.market.boost, "derived.adoption_pace_at_twice"),
            " times as fast."
        ]
    } else {
        prose![premium, ", and does not move adoption."]
    }
}

fn figure(story: &Story<'_>) -> Figure {
    let months = &story.path.months;
    let band = months.iter().map(|month| {
        let (low, high) = hype_band(month);
        (month.index as f64, super::number::six(low), super::number::six(high))
    });
    let series = line("without intervention", months.iter().map(|month| month.state.hype))
        .band("about 90% of timings", band)
        .slot(0);
    let mut chart = LineChart::new(story.time_axis(), Axis::new("hype", UNIT).from_zero())
        .series(series)
        .threshold("reference", super::number::six(story.outlook.law.news.reference));
    // The policy that calms hype most shows how far news can be slowed.
    let end = |effect: &&crate::interventions::Effect| effect.path.last().state.hype;
    let calmest = story.outlook.effects.iter().min_by(|a, b| end(a).total_cmp(&end(b)));
    if let Some(effect) = calmest.filter(|effect| Move::between(story.last().state.hype, end(effect)) == Move::Down) {
        let levels = effect.path.months.iter().map(|month| month.state.hype);
        chart = chart.series(line(format!("under “{}”", effect.name), levels).slot(2));
    }
    let (low, high) = hype_band(story.last());
    Figure::new("hype", "Hype and the band that the timing of news puts around it", chart).description(format!(
        "Lines over time. Hype goes from {} to {} announcements; in {} the band reaches from {} to {}.",
        pure(story.first().state.hype, "path").digits(3),
        pure(story.last().state.hype, "path").digits(3),
        story.date(story.horizon()),
        pure(low, "path").digits(3),
        pure(high, "path").digits(3),
    ))
}

fn band() -> Prose {
    prose![
        "The band says what the random timing and size of announcements would do around the path: ",
        Prose::new().math(r"v' = -2\delta v + \nu\,E[J^2]"),
        ", from none at the first month, drawn at ",
        pure(HYPE_DEVIATIONS, "derived.hype_deviations"),
        " standard deviations to each side and cut off at zero; it would hold nine outcomes in ten if hype were normally \
         distributed. It takes the rate of news as given. It says nothing about the assumptions being wrong.",
    ]
}

fn table(story: &Story<'_>) -> Table {
    let mut table = Table::new("hype-levels", "Hype at chosen dates")
        .column(Column::text("date"))
        .column(Column::number("month", ""))
        .column(Column::number("hype", UNIT))
        .column(Column::number("band from", UNIT))
        .column(Column::number("to", UNIT))
        .column(Column::number("announcements", "1/month"));
    for t in story.chosen_months(9) {
        let month = &story.path.months[t];
        let (low, high) = hype_band(month);
        let at = |key: &str| format!("path.{t}.{key}");
        table = table.row([
            Cell::from(story.short_date(t)),
            count(t, at("month")).into(),
            number(month.state.hype, UNIT, at("state.hype")).into(),
            number(low, UNIT, at("state.hype_low")).into(),
            number(high, UNIT, at("state.hype_high")).into(),
            number(month.news_rate, "1/month", at("news_rate")).into(),
        ]);
    }
    table
}
