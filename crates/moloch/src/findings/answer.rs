//! The answer in one paragraph, each word of it chosen by the results, and the figure that shows it.

use moloch_report::{Figure, LineChart, Prose};

use super::number::{Move, capital, count, counted, energy, flow, line, list, money, month_name, number, prose, share};
use super::story::Story;
use super::verdict;

/// The paragraph that opens the report.
pub(super) fn paragraph(story: &Story<'_>) -> Prose {
    [who(story), effort(story), burnt(story), verdict::policies(story), energy_use(story), caveat(story)]
        .into_iter()
        .filter(|sentence| !sentence.is_empty())
        .reduce(|all, sentence| all.text(" ").then(sentence))
        .unwrap_or_default()
}

pub(super) fn who(story: &Story<'_>) -> Prose {
    let segments: Vec<&str> = story.scenario.segments.iter().map(|segment| segment.name.as_str()).collect();
    let market = match segments[..] {
        [only] => format!("the revenue of one segment ({only})"),
        _ if segments.len() <= 6 => {
            format!("the revenue of {} ({})", counted(segments.len(), "segment"), list(&segments))
        }
        _ => format!("the revenue of {}", counted(segments.len(), "segment")),
    };
    let fringe = if story.has_fringe() { " and a passive fringe" } else { "" };
    let verb = if story.races() { "race for" } else { "share" };
    let still = if story.races() { "" } else { ", and no lab races: at no date is race effort worth its cost" };
    let labs = capital(&counted(story.lab_count(), "lab"));
    Prose::from(format!("{labs} ({}){fringe} {verb} {market}{still}.", story.lab_names()))
}

fn effort(story: &Story<'_>) -> Prose {
    if !story.races() {
        return Prose::new();
    }
    let (before, after) = (story.first().race.race_total(), story.last().race.race_total());
    let horizon = story.horizon();
    let first = flow(before, "path.0.race.total").digits(3);
    let text = match Move::between(before, after) {
        Move::Still => {
            prose!["Race effort is ", first, format!(" in {} and in {}", story.date(0), story.date(horizon))]
        }
        way => prose![
            format!("Race effort {} from ", way.word("rises", "falls", "stays")),
            first,
            format!(" in {} to ", story.date(0)),
            flow(after, format!("path.{horizon}.race.total")).digits(3),
            format!(" in {}", story.date(horizon)),
        ],
    };
    let peak = story.path.months.iter().max_by(|a, b| a.race.race_total().total_cmp(&b.race.race_total()));
    match peak.filter(|month| month.race.race_total() > 1.05 * before.max(after)) {
        Some(month) => prose![
            text,
            ", with a peak of ",
            flow(month.race.race_total(), format!("path.{}.race.total", month.index)).digits(3),
            format!(" in {}.", story.date(month.index)),
        ],
        None => text.text("."),
    }
}

pub(super) fn burnt(story: &Story<'_>) -> Prose {
    let (cost, prize) = (story.outlook.path.present.race_cost, story.present_prize());
    if !story.races() || prize <= 0.0 {
        return Prose::new();
    }
    // A race whose output is worth something to society is not all burnt.
    let verb = if story.outlook.law.social_value > 0.0 { "costs" } else { "burns" };
    prose![
        "From the first month to the last it ",
        verb,
        " ",
        share(cost / prize, "derived.race_cost_share"),
        " of the prize: ",
        money(cost, "present.race_cost").digits(3),
        " of ",
        money(prize, "present.prize").digits(3),
        " in present value.",
    ]
}

pub(super) fn energy_use(story: &Story<'_>) -> Prose {
    let (horizon, cap) = (story.horizon(), story.scenario.compute.energy_cap);
    let last = &story.last().conditions;
    match (cap, story.binding()) {
        (Some(cap), Some(month)) => {
            let dearest =
                story.path.months.iter().max_by(|a, b| a.conditions.energy_price.total_cmp(&b.conditions.energy_price));
            let when = if month == 0 { "from the start".to_owned() } else { format!("in {}", story.date(month)) };
            let price = dearest.map_or_else(Prose::new, |month| {
                let source = format!("path.{}.conditions.energy_price", month.index);
                prose![
                    ", after which energy costs up to ",
                    number(month.conditions.energy_price, "times", source).digits(3),
                    " what it cost at first"
                ]
            });
            prose!["Energy use meets the limit of ", energy(cap, "compute.energy_cap"), format!(" {when}"), price, "."]
        }
        (Some(cap), None) => prose![
            "Energy use comes to ",
            energy(last.energy, format!("path.{horizon}.conditions.energy")).digits(3),
            format!(" in {} and stays below the limit of ", story.date(horizon)),
            energy(cap, "compute.energy_cap"),
            " throughout.",
        ],
        (None, _) => prose![
            "Energy use goes from ",
            energy(story.first().conditions.energy, "path.0.conditions.energy"),
            " to ",
            energy(last.energy, format!("path.{horizon}.conditions.energy")).digits(3),
            "; the scenario sets no limit to it.",
        ],
    }
}

fn caveat(story: &Story<'_>) -> Prose {
    let illustrative = super::assumptions::illustrative(story.reading).count();
    let all = story.reading.records.len();
    let text = Prose::new().strong("This is conditional on the assumptions listed below, not a forecast");
    let text = match illustrative {
        0 => text.text("."),
        _ => prose![
            text,
            ": ",
            count(illustrative, "derived.assumptions.illustrative"),
            " of their ",
            count(all, "derived.assumptions.all"),
            " numbers are illustrative.",
        ],
    };
    match super::sensitivity::strongest(story) {
        Some(most) => prose![
            text,
            format!(" The one that weighs most on welfare is “{}”: ", most.row.meaning),
            most.step(),
            " changes its present value by ",
            money(most.change, format!("sensitivities.{}.{}", most.row.key, most.side())).digits(3),
            "."
        ],
        None => text,
    }
}

/// The prize, what the race costs, and what it would cost under the best policy.
pub(super) fn figure(story: &Story<'_>) -> Figure {
    let months = &story.path.months;
    let flow_axis = moloch_report::Axis::new("", super::number::FLOW).from_zero();
    let mut chart = LineChart::new(story.time_axis(), flow_axis)
        .series(line("prize", months.iter().map(|month| month.accounts.prize)).slot(0))
        .series(line("cost of the race", months.iter().map(|month| month.ledger.race_cost)).slot(1));
    let best = story.ranked().into_iter().next().filter(|best| best.welfare > 0.0);
    if let Some(best) = best {
        let costs = best.path.months.iter().map(|month| month.ledger.race_cost);
        chart = chart.series(line(format!("its cost under “{}”", best.name), costs).slot(2));
    }
    if let (Some(month), Some(_)) = (story.binding(), story.scenario.compute.energy_cap) {
        chart = chart.event("energy limit", month as f64);
    }
    let title = match best {
        Some(best) => format!("The prize, what the race for it costs, and what it would cost under “{}”", best.name),
        None => "The prize, and what the race for it costs".to_owned(),
    };
    let end = story.horizon();
    let sizes = format!(
        "In {} the prize is {} and the race costs {}; in {} they are {} and {}.",
        month_name(story.scenario.calendar.date(0)),
        flow(story.first().accounts.prize, "path.0.prize"),
        flow(story.first().ledger.race_cost, "path.0.ledger.race_cost"),
        story.date(end),
        flow(story.last().accounts.prize, "path.prize"),
        flow(story.last().ledger.race_cost, "path.race_cost"),
    );
    Figure::new("answer", title, chart).description(format!("Lines over time. {sizes}")).caption(
        "The prize is the part of revenue that labs and fringe compete for, with the premium that hype puts on it. \
         The cost of the race is all cost of effort less what the same product effort would cost alone.",
    )
}
