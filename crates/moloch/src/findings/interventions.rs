//! Interventions compared: what each does to welfare, who gains and loses, and which could hold as a pact.

use moloch_report::{Align, Axis, BarChart, Cell, Column, Figure, LineChart, Prose, Section, Table};

use super::number::{FLOW, MONEY, Move, flow, line, list, money, prose, share, six};
use super::story::Story;
use super::verdict::{gain_and_lose, policies};
use crate::interventions::Effect;
use crate::scenario::Lever;

/// Groups of labs that have a column each.
const MOST_COLUMNS: usize = 6;
/// Policies that the figure of paths draws.
const MOST_PATHS: usize = 5;

pub(super) fn section(story: &Story<'_>) -> Section {
    let section = Section::new("interventions", "Interventions compared");
    if story.outlook.effects.is_empty() {
        return section.block(
            "The scenario lists no policy to compare. Add a table [[interventions]] with a tax, a cap, a window, a \
             commitment or a niche.",
        );
    }
    let section = section
        .block(policies(story))
        .block(paradox(story))
        .block(levers(story))
        .block(welfare_figure(story))
        .block(gains_table(story))
        .block(sums(story))
        .block(who_table(story))
        .block(path_figure(story))
        .block(outcome_table(story));
    super::pacts::add(story, section)
}

/// Policies under which the static gap shrinks while welfare falls: why the gap ranks nothing.
fn paradox(story: &Story<'_>) -> Prose {
    let without = &story.outlook.path.present;
    let misleading = story.outlook.effects.iter().filter(|effect| {
        effect.path.present.static_gap < without.static_gap && Move::by(effect.welfare, without.welfare) == Move::Down
    });
    let names: Vec<String> = misleading.map(|effect| format!("“{}”", effect.name)).collect();
    let example = match names.len() {
        0 => String::new(),
        _ => format!(" Under {} the static gap shrinks while welfare falls.", list(&names)),
    };
    format!(
        "Each policy is compared with the one path without intervention, by present values over all months. Stocks, hype \
         and adoption at the first month are the same on all paths.{example}"
    )
    .into()
}

/// What each policy is.
fn levers(story: &Story<'_>) -> Table {
    let mut table =
        Table::new("policies", "The policies").column(Column::text("policy")).column(Column::text("what it does"));
    for (k, intervention) in story.scenario.interventions.iter().enumerate() {
        let mut text = Prose::new();
        for lever in intervention.levers() {
            let gap = if text.is_empty() { "" } else { "; " };
            text = prose![text, gap, lever_words(&lever, k)];
        }
        let start = match intervention.start {
            0 => String::new(),
            month => format!("; from {} on", story.date(month)),
        };
        table = table.row([Cell::from(intervention.name.clone()), prose![text, start].into()]);
    }
    table
}

fn lever_words(lever: &Lever, k: usize) -> Prose {
    let at = |key: &str| format!("interventions[{k}].{key}");
    match lever {
        Lever::Tax { rate, rebate } => {
            let back = if *rebate { ", paid back to the labs in equal parts" } else { ", kept by the treasury" };
            prose!["a tax of ", super::number::number(*rate, "$", at("tax")), " on each dollar of race effort", back]
        }
        Lever::Cap(cap) => prose!["no lab spends more than ", flow(*cap, at("cap")), " on racing"],
        Lever::Window(most) => {
            prose![
                "at most ",
                super::number::number(*most, "releases a month", at("most_releases")),
                " of all labs together"
            ]
        }
        Lever::Commitment(labs) if labs.len() > 6 => format!("{} labs stop racing", labs.len()).into(),
        Lever::Commitment(labs) if labs.len() == 1 => format!("{} stops racing", list(labs)).into(),
        Lever::Commitment(labs) => format!("{} stop racing", list(labs)).into(),
        Lever::Niche(part) => {
            prose!["each lab gives up ", share(*part, at("niche")), " of its suitability outside its best segment"]
        }
    }
}

/// The change of welfare, put together from what each side gains.
fn welfare_figure(story: &Story<'_>) -> Figure {
    let ranked = story.ranked();
    let names: Vec<&str> = ranked.iter().map(|effect| effect.name.as_str()).collect();
    let mut chart = BarChart::new(Axis::new("change of present value", MONEY), names).stacked();
    let labs = |effect: &&Effect| six(effect.parties.iter().filter(|c| c.is_lab).map(|c| c.gain).sum());
    chart = chart.series("labs", ranked.iter().map(labs));
    let others: Vec<&str> =
        ranked[0].parties.iter().filter(|change| !change.is_lab).map(|change| change.party.as_str()).collect();
    for party in others {
        let gain = |effect: &&Effect| six(effect.parties.iter().filter(|c| c.party == party).map(|c| c.gain).sum());
        if ranked.iter().any(|effect| gain(effect) != 0.0) {
            chart = chart.series(party, ranked.iter().map(gain));
        }
    }
    let told: Vec<String> =
        ranked.iter().map(|effect| format!("{}: {}", effect.name, money(effect.welfare, "effects"))).collect();
    Figure::new("policies-welfare", "What each policy does to welfare, and to whose", chart)
        .description(format!("Bars of the change of the present value of welfare. {}.", told.join("; ")))
        .caption("The number beside each bar is the change of welfare, the sum of its parts.")
}

fn gains_table(story: &Story<'_>) -> Table {
    let mut table = Table::new("gains", "Change of each party's present value")
        .column(Column::text("policy"))
        .column(Column::number("welfare", MONEY));
    let single = story.policy_groups.len() <= MOST_COLUMNS;
    if single {
        for group in &story.policy_groups {
            table = table.column(Column::number(group.label.clone(), MONEY));
        }
    } else {
        table = table.column(Column::number("all labs together", MONEY));
    }
    let others = || story.outlook.effects[0].parties.iter().filter(|change| !change.is_lab);
    for change in others() {
        table = table.column(Column::number(change.party.clone(), MONEY));
    }
    for effect in story.ranked() {
        let of = |party: &str, gain: f64| money(gain, format!("effects.{}.gains.{party}", effect.name));
        let mut row = vec![
            Cell::from(effect.name.clone()),
            money(effect.welfare, format!("effects.{}.welfare", effect.name)).into(),
        ];
        if single {
            row.extend(story.policy_groups.iter().map(|group| {
                let change = &effect.parties[group.members[0]];
                Cell::from(of(&change.party, change.gain))
            }));
        } else {
            let sum = effect.parties.iter().filter(|change| change.is_lab).map(|change| change.gain).sum();
            row.push(money(sum, format!("effects.{}.gain_of_labs", effect.name)).into());
        }
        row.extend(
            effect
                .parties
                .iter()
                .filter(|change| !change.is_lab)
                .map(|change| Cell::from(of(&change.party, change.gain))),
        );
        table = table.row(row);
    }
    table
}

/// Whether the parties' changes add up to that of welfare, and who the parties are.
fn sums(story: &Story<'_>) -> Prose {
    let adds_up = story.outlook.effects.iter().all(|effect| {
        let sum: f64 = effect.parties.iter().map(|change| change.gain).sum();
        (sum - effect.welfare).abs() <= 1e-9 * story.outlook.path.present.welfare.abs().max(effect.welfare.abs())
    });
    let sum = if adds_up {
        "The parties' changes add up to the change of welfare."
    } else {
        "The parties' changes do not add up to the change of welfare: the value of race effort to society is nobody's here."
    };
    format!(
        "{sum} Investors gain what they no longer pay as a premium on prizes; the treasury keeps a tax that is not paid \
         back; the public has the spillover of product effort less the damage from energy. Customers' surplus from the \
         service itself is in no column."
    )
    .into()
}

fn who_table(story: &Story<'_>) -> Table {
    let centred = |name: &str| Column::text(name).align(Align::Center);
    let mut table = Table::new("winners", "Who gains and who loses")
        .column(Column::text("policy"))
        .column(Column::text("who"))
        .column(centred("every lab gains"))
        .column(centred("nobody loses"));
    let yes = |is: bool| Cell::from(if is { "yes" } else { "no" });
    for effect in story.ranked() {
        let nobody_loses = effect.losers().next().is_none();
        table = table.row([
            Cell::from(effect.name.clone()),
            gain_and_lose(story, effect).into(),
            yes(effect.helps_every_lab()),
            yes(nobody_loses),
        ]);
    }
    table
}

fn path_figure(story: &Story<'_>) -> Figure {
    let effort = |path: &crate::Path| path.months.iter().map(|month| month.race.race_total()).collect::<Vec<_>>();
    let mut chart = LineChart::new(story.time_axis(), Axis::new("race effort of all labs", FLOW).from_zero())
        .series(line("without", effort(story.path)).slot(0));
    let effects = &story.outlook.effects;
    for (slot, effect) in distinct_paths(story).into_iter().enumerate() {
        chart = chart.series(line(effect.name.clone(), effort(&effect.path)).slot(slot + 1));
    }
    let left_out = effects.len().saturating_sub(chart.series.len() - 1);
    let ends: Vec<String> = effects
        .iter()
        .map(|effect| format!("{} {}", effect.name, flow(effect.path.last().race.race_total(), "effects")))
        .collect();
    let caption = if left_out > 0 {
        "Policies with the same path as another, and all but the first few, are left out; the table has them all."
    } else {
        ""
    };
    Figure::new("policies-race", "Race effort under each policy", chart)
        .description(format!("Lines over time. Race effort in the last month: {}.", ends.join("; ")))
        .caption(caption)
}

/// The first few policies whose paths of race effort differ.
fn distinct_paths<'a>(story: &Story<'a>) -> Vec<&'a Effect> {
    let mut kept: Vec<&Effect> = Vec::new();
    let same = |a: &Effect, b: &Effect| {
        let months = a.path.months.iter().zip(&b.path.months);
        months.map(|(a, b)| (a.race.race_total(), b.race.race_total())).all(|(a, b)| (a - b).abs() <= 1e-9 * a.max(b))
    };
    for effect in &story.outlook.effects {
        if kept.len() < MOST_PATHS && !kept.iter().any(|other| same(other, effect)) {
            kept.push(effect);
        }
    }
    kept
}

/// Where each path ends.
fn outcome_table(story: &Story<'_>) -> Table {
    let end = story.horizon();
    let mut table = Table::new("ends", format!("The last month, {}, on each path", story.date(end)))
        .column(Column::text("path"))
        .column(Column::number("race effort", FLOW))
        .column(Column::number("cost of the race", FLOW))
        .column(Column::number("hype", "announcements"))
        .column(Column::number("adoption", ""))
        .column(Column::number("energy", super::number::ENERGY))
        .column(Column::number("static gap (ranks nothing)", FLOW));
    let row = |name: &str, path: &crate::Path, at: &dyn Fn(&str) -> String| {
        let month = path.last();
        [
            Cell::from(name),
            flow(month.race.race_total(), at("race.total")).into(),
            flow(month.ledger.race_cost, at("ledger.race_cost")).into(),
            super::number::number(month.state.hype, "announcements", at("state.hype")).into(),
            share(month.state.adoption, at("state.adoption")).into(),
            super::number::energy(month.conditions.energy, at("conditions.energy")).into(),
            flow(month.ledger.static_gap, at("ledger.static_gap")).into(),
        ]
    };
    table = table.row(row("without intervention", story.path, &|key| format!("path.{end}.{key}")));
    for effect in story.ranked() {
        let at = |key: &str| {
            let key = key.rsplit_once('.').filter(|(table, _)| *table != "race").map_or(key, |(_, last)| last);
            format!("effects.{}.path.{end}.{key}", effect.name)
        };
        table = table.row(row(&effect.name, &effect.path, &at));
    }
    table
}
