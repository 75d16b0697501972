//! The answer in one paragraph, each word of it chosen by the results, and the figure that shows it.

use moloch_report::{Figure, LineChart, Prose};

use super::number::{
    Move, capital, count, counted, energy, flow, in_words, line, list, money, month_name, number, prose, share,
};
use super::story::Story;
use crate::interventions::Effect;

/// The paragraph that opens the report.
pub(super) fn paragraph(story: &Story<'_>) -> Prose {
    [who(story), effort(story), burnt(story), policy(story), energy_use(story), caveat(story)]
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

/// What the listed policies do to welfare, and to whom.
pub(super) fn policy(story: &Story<'_>) -> Prose {
    let ranked = story.ranked();
    let Some(best) = ranked.first() else { return "The scenario lists no policy to compare.".into() };
    let base = story.outlook.path.present.welfare;
    let change = Move::by(best.welfare, base);
    let opening = match (ranked.len(), change) {
        (1, _) => prose![
            format!("The one policy compared, “{}”, ", best.name),
            change.word("raises", "lowers", "does not change"),
            " the present value of welfare",
        ],
        (n, Move::Up) => prose![format!(
            "Of the {} policies compared “{}” raises the present value of welfare most",
            in_words(n),
            best.name
        )],
        (n, Move::Down) => prose![format!(
            "None of the {} policies compared raises the present value of welfare; “{}” lowers it least",
            in_words(n),
            best.name
        )],
        (n, Move::Still) => {
            prose![format!("None of the {} policies compared raises the present value of welfare", in_words(n))]
        }
    };
    let opening = if change == Move::Still { opening } else { prose![opening, ", by ", amount(story, best)] };
    let text = prose![opening, format!("{}; {}.", as_well(story, best), gain_and_lose(story, best))];
    let text = prose![text, painless(story, best)];
    match ranked
        .last()
        .filter(|worst| ranked.len() > 1 && Move::by(worst.welfare, base) == Move::Down && change == Move::Up)
    {
        Some(worst) => prose![text, format!(" “{}” lowers it most, by ", worst.name), amount(story, worst), "."],
        None => text,
    }
}

/// Other policies that change welfare just as much.
fn as_well(story: &Story<'_>, best: &Effect) -> String {
    let same =
        |effect: &&Effect| effect.name != best.name && Move::between(effect.welfare, best.welfare) == Move::Still;
    let names: Vec<String> =
        story.outlook.effects.iter().filter(same).map(|effect| format!("“{}”", effect.name)).collect();
    match names.len() {
        0 => String::new(),
        1 => format!(", as does {}", names[0]),
        _ => format!(", as do {}", list(&names)),
    }
}

/// A change of welfare without its sign, with its part of the whole where that means something.
pub(super) fn amount(story: &Story<'_>, effect: &Effect) -> Prose {
    let base = story.outlook.path.present.welfare;
    let at = |key: &str| format!("effects.{}.{key}", effect.name);
    let text = Prose::from(money(effect.welfare.abs(), at("welfare_size")).digits(3));
    if base > 0.0 {
        let part = share((effect.welfare / base).abs(), at("welfare_relative_size"));
        prose![text, " (", part, ")"]
    } else {
        text
    }
}

/// Who gains and who loses, in a clause.
pub(super) fn gain_and_lose(story: &Story<'_>, effect: &Effect) -> String {
    let (gain, lose) = (parties(story, effect, true), parties(story, effect, false));
    let verb = |who: &[String], one: &str, many: &str| {
        let plural = who.len() > 1 || who.first().is_some_and(|name| name.ends_with('s'));
        format!("{} {}", list(who), if plural { many } else { one })
    };
    match (gain.is_empty(), lose.is_empty()) {
        (true, true) => "nobody gains or loses".to_owned(),
        (true, false) => format!("{} by it and nobody gains", verb(&lose, "loses", "lose")),
        (false, true) => format!("{} by it and nobody loses", verb(&gain, "gains", "gain")),
        (false, false) => format!("{} while {}", verb(&gain, "gains", "gain"), verb(&lose, "loses", "lose")),
    }
}

/// The parties that gain, or lose, as a sentence names them.
fn parties(story: &Story<'_>, effect: &Effect, gain: bool) -> Vec<String> {
    let names: Vec<&str> = if gain {
        effect.gainers().map(|change| change.party.as_str()).collect()
    } else {
        effect.losers().map(|change| change.party.as_str()).collect()
    };
    let labs = story.scenario.labs.iter().filter(|lab| names.contains(&lab.name.as_str()));
    let labs: Vec<&str> = labs.map(|lab| lab.name.as_str()).collect();
    let all = story.lab_count();
    let mut said: Vec<String> = match labs.len() {
        n if n == all && n > 2 => vec![format!("all {} labs", in_words(n))],
        n if n == all && n == 2 => vec!["both labs".to_owned()],
        n if n > 5 => vec![format!("{} labs", in_words(n))],
        _ => labs.into_iter().map(str::to_owned).collect(),
    };
    let others = effect.parties.iter().filter(|change| !change.is_lab && names.contains(&change.party.as_str()));
    said.extend(others.map(|change| format!("the {}", change.party)));
    said
}

/// The best policy by which nobody loses, or by which at least every lab gains.
fn painless(story: &Story<'_>, best: &Effect) -> String {
    if best.losers().next().is_none() {
        return String::new();
    }
    let helpful = |effect: &&Effect| effect.welfare > 0.0 && effect.gainers().next().is_some();
    let ranked: Vec<&Effect> = story.ranked().into_iter().filter(helpful).collect();
    if let Some(effect) = ranked.iter().find(|effect| effect.losers().next().is_none()) {
        return format!(" With “{}” welfare rises too, and nobody loses.", effect.name);
    }
    match ranked.iter().find(|effect| effect.helps_every_lab()) {
        Some(effect) if effect.name == best.name => String::new(),
        Some(effect) => format!(" With “{}” welfare rises too, and every lab gains.", effect.name),
        None if ranked.is_empty() => String::new(),
        None => " No policy listed raises welfare without a loss to some lab.".to_owned(),
    }
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
