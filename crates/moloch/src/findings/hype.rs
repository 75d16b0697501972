//! Hype, the fan that random timing draws around it, and whether its plateau is permanent.

use moloch_report::{Axis, Cell, Column, Figure, LineChart, Prose, Section, Table};

use super::number::{Move, count, line, number, prose, pure, share, six};
use super::story::Story;
use crate::troughs::{Fall, Troughs};

const UNIT: &str = "announcements";
/// Names of the quantiles in the data.
pub(super) const LEVELS: [&str; 5] = ["p5", "p25", "p50", "p75", "p95"];

pub(super) fn section(story: &Story<'_>) -> Section {
    Section::new("hype", "Hype")
        .block(level(story))
        .block(effects(story))
        .block(figure(story))
        .block(plateau(story))
        .block(falls(&story.outlook.troughs))
        .block(table(story))
        .block(fan(story))
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
    let quantiles = &story.outlook.troughs.quantiles;
    let band = |low: usize, high: usize| {
        let ends = quantiles[low].iter().zip(&quantiles[high]).enumerate();
        ends.map(|(month, (low, high))| (month as f64, six(*low), six(*high)))
    };
    let series = line("mean of the path", months.iter().map(|month| month.state.hype))
        .band("nine runs in ten", band(0, 4))
        .band("half of the runs", band(1, 3))
        .slot(0);
    let mut chart = LineChart::new(story.time_axis(), Axis::new("hype", UNIT).from_zero())
        .series(series)
        .threshold("reference", six(story.outlook.law.news.reference))
        .threshold("half of the first level", six(0.5 * story.first().state.hype));
    // The policy that calms hype most shows how far news can be slowed.
    let end = |effect: &&crate::interventions::Effect| effect.path.last().state.hype;
    let calmest = story.outlook.effects.iter().min_by(|a, b| end(a).total_cmp(&end(b)));
    if let Some(effect) = calmest.filter(|effect| Move::between(story.last().state.hype, end(effect)) == Move::Down) {
        let levels = effect.path.months.iter().map(|month| month.state.hype);
        chart = chart.series(line(format!("under “{}”", effect.name), levels).slot(2));
    }
    let [low, .., high] = quantiles.each_ref().map(|levels| levels[story.horizon()]);
    Figure::new("hype", "Hype and the fan that the timing of news puts around it", chart).description(format!(
        "Lines over time. Hype goes from {} to {} announcements; in {} nine runs in ten lie between {} and {}.",
        pure(story.first().state.hype, "path").digits(3),
        pure(story.last().state.hype, "path").digits(3),
        story.date(story.horizon()),
        pure(low, "path").digits(3),
        pure(high, "path").digits(3),
    ))
}

/// Below this chance a fall practically does not happen.
const RARE: f64 = 0.01;

/// The answer to the essay's claim that hype stays at its peak for ever.
fn plateau(story: &Story<'_>) -> Prose {
    let troughs = &story.outlook.troughs;
    let [_, _, halving] = &troughs.falls;
    let verdict = match troughs.falls.iter().filter(|fall| fall.chance > RARE).count() {
        0 => "Is the plateau permanent? On this path practically yes, as long as news keeps coming: ",
        3 => "Is the plateau permanent? No: ",
        _ => "Is the plateau permanent? Against deep troughs, not against shallow ones: ",
    };
    let end = story.horizon();
    prose![
        verdict,
        fall_words(troughs, 0),
        ", ",
        fall_words(troughs, 1),
        " and ",
        fall_words(troughs, 2),
        " of the runs. Nothing makes a fall impossible: ",
        number(halving.silence, "months", "troughs.falls.2.silence").digits(3),
        " without news halve any level. To hold the level of ",
        story.date(end),
        " takes ",
        number(troughs.holding_rate, "standard announcements a month", "troughs.holding_rate").digits(3),
        "; the path then has ",
        number(story.last().news_rate, "", format!("path.{end}.news_rate")).digits(3),
        ".",
        regular(troughs),
    ]
}

/// `hype falls by 20% from its highest level so far in 31%`, shorter after the first.
fn fall_words(troughs: &Troughs, k: usize) -> Prose {
    let Fall { depth, chance, .. } = troughs.falls[k];
    let opening = if k == 0 { "hype falls by " } else { "by " };
    let place = |key: &str| format!("troughs.falls.{k}.{key}");
    let ending = if k == 0 { " from its highest level so far in " } else { " in " };
    prose![opening, share(depth, place("depth")), ending, share(chance, place("chance"))]
}

fn regular(troughs: &Troughs) -> Prose {
    match troughs.regular_dips {
        [Some(first), Some(last)] => prose![
            " News at regular times would leave dips of only ",
            share(first, "troughs.regular_dips.0"),
            " at first and ",
            share(last, "troughs.regular_dips.1"),
            " at last: the falls are the work of chance in its timing.",
        ],
        _ => "".into(),
    }
}

fn falls(troughs: &Troughs) -> Table {
    let mut table = Table::new("hype-falls", "How often hype falls, and how long a silence would take")
        .column(Column::number("fall from the highest level so far", ""))
        .column(Column::number("runs with such a fall", ""))
        .column(Column::number("standard error", ""))
        .column(Column::number("silence for it", "months"));
    for (k, fall) in troughs.falls.iter().enumerate() {
        let place = |key: &str| format!("troughs.falls.{k}.{key}");
        table = table.row([
            Cell::from(share(fall.depth, place("depth"))),
            share(fall.chance, place("chance")).into(),
            share(fall.error, place("error")).into(),
            number(fall.silence, "months", place("silence")).into(),
        ]);
    }
    table
}

fn fan(story: &Story<'_>) -> Prose {
    let runs = usize::try_from(story.outlook.troughs.runs).unwrap_or(usize::MAX);
    prose![
        "The fan and the falls are those of ",
        count(runs, "troughs.runs"),
        " random runs: announcements come at random times at the rates of the path, with jumps of the scenario's size and \
         variation. Between announcements the level is followed exactly, so that no fall is missed. The rates of news are taken \
         as given: a fall does not slow the race here. The fan says nothing about the assumptions being wrong.",
    ]
}

fn table(story: &Story<'_>) -> Table {
    let mut table = Table::new("hype-levels", "Hype at chosen dates")
        .column(Column::text("date"))
        .column(Column::number("month", ""))
        .column(Column::number("hype", UNIT))
        .column(Column::number("one run in twenty below", UNIT))
        .column(Column::number("half of the runs below", UNIT))
        .column(Column::number("one run in twenty above", UNIT))
        .column(Column::number("announcements", "1/month"));
    for t in story.chosen_months(9) {
        let month = &story.path.months[t];
        let quantiles = &story.outlook.troughs.quantiles;
        let at = |key: &str| format!("path.{t}.{key}");
        let level = |place: usize| {
            let name = LEVELS[place];
            number(quantiles[place][t], UNIT, format!("troughs.levels.{t}.{name}"))
        };
        table = table.row([
            Cell::from(story.short_date(t)),
            count(t, at("month")).into(),
            number(month.state.hype, UNIT, at("state.hype")).into(),
            level(0).into(),
            level(2).into(),
            level(4).into(),
            number(month.news_rate, "1/month", at("news_rate")).into(),
        ]);
    }
    table
}
