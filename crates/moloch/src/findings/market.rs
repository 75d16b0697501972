//! Adoption; price, demand and energy with its limit.

use moloch_report::{Axis, Cell, Column, Figure, LineChart, Multiples, Prose, Section, Table};

use super::number::{ENERGY, FLOW, Move, count, energy, flow, line, number, prose, pure, share};
use super::story::{Story, binding};
use crate::interventions::Effect;
use crate::month::Month;

pub(super) fn adoption(story: &Story<'_>) -> Section {
    let mut section = Section::new("adoption", "Adoption").block(adoption_words(story)).block(adoption_figure(story));
    if let Some(policies) = adoption_by_policy(story) {
        section = section.block(policies);
    }
    section
}

fn adoption_words(story: &Story<'_>) -> Prose {
    let end = story.horizon();
    let half = story.path.months.iter().position(|month| month.state.adoption >= 0.5);
    let half = match half {
        Some(0) => "; more than half had adopted from the start".to_owned(),
        Some(t) => format!("; half have adopted by {}", story.date(t)),
        None => "; less than half ever adopt in this time".to_owned(),
    };
    let pace = if story.outlook.law.market.boost <= 0.0 {
        ""
    } else {
        " Adoption follows the law of Bass, sped up when hype stands above its reference and slowed below it."
    };
    prose![
        "Customers who have adopted go from ",
        share(story.first().state.adoption, "path.0.state.adoption"),
        " to ",
        share(story.last().state.adoption, format!("path.{end}.state.adoption")),
        format!(" by {}{half}.{pace}", story.date(end)),
    ]
}

fn adoption_figure(story: &Story<'_>) -> Figure {
    let percent = |path: &crate::Path| path.months.iter().map(|m| 100.0 * m.state.adoption).collect::<Vec<_>>();
    let mut chart = LineChart::new(story.time_axis(), Axis::new("customers who have adopted", "%").from_zero())
        .series(line("without intervention", percent(story.path)).slot(0));
    if let Some(effect) = slowest(story) {
        chart = chart.series(line(format!("under “{}”", effect.name), percent(&effect.path)).slot(2));
    }
    Figure::new("adoption", "Adoption", chart).description(format!("Line over time. {}", adoption_words(story).plain()))
}

/// The policy under which fewest customers have adopted at the end, if adoption differs at all.
fn slowest<'a>(story: &Story<'a>) -> Option<&'a Effect> {
    let end = |effect: &Effect| effect.path.last().state.adoption;
    let slowest = story.outlook.effects.iter().min_by(|a, b| end(a).total_cmp(&end(b)));
    slowest.filter(|effect| Move::between(story.last().state.adoption, end(effect)) == Move::Down)
}

fn adoption_by_policy(story: &Story<'_>) -> Option<Prose> {
    let effect = slowest(story)?;
    let end = story.horizon();
    let source = format!("effects.{}.path.{end}.adoption", effect.name);
    Some(prose![
        "Policies that make news rarer slow adoption: under “",
        effect.name.clone(),
        "” it comes to ",
        share(effect.path.last().state.adoption, source),
        ".",
    ])
}

pub(super) fn compute(story: &Story<'_>) -> Section {
    let section = Section::new("compute", "Price, demand and energy")
        .block(regime(story))
        .block(limit(story))
        .block(energy_figure(story))
        .block(table(story));
    super::energy::blocks(story).into_iter().fold(section, Section::block)
}

fn regime(story: &Story<'_>) -> Prose {
    let elasticity = story.outlook.law.market.elasticity;
    let regime = if elasticity > 1.0 {
        "demand grows by more than price falls, so that revenue and energy rise with efficiency (the Jevons effect)"
    } else if elasticity < 1.0 {
        "demand grows by less than price falls, so that revenue and energy fall with efficiency unless adoption makes up \
         for it"
    } else {
        "demand grows just as price falls, so that efficiency alone leaves revenue and energy where they were"
    };
    let (first, last, end) = (story.first(), story.last(), story.horizon());
    let price = last.conditions.service_price;
    let price = match Move::between(first.conditions.service_price, price) {
        Move::Down => prose![
            "the price of the service falls by a factor of ",
            pure(first.conditions.service_price / price, "derived.price_falls_by").digits(3)
        ],
        Move::Up => prose![
            "the price of the service rises by a factor of ",
            pure(price / first.conditions.service_price, "derived.price_rises_by").digits(3)
        ],
        Move::Still => "the price of the service stays".into(),
    };
    prose![
        "At a price elasticity of ",
        pure(elasticity, "compute.elasticity"),
        format!(" {regime}. Over the path "),
        price,
        ", revenue goes from ",
        flow(first.conditions.revenue, "path.0.conditions.revenue"),
        " to ",
        flow(last.conditions.revenue, format!("path.{end}.conditions.revenue")),
        ", energy use from ",
        energy(first.conditions.energy, "path.0.conditions.energy"),
        " to ",
        energy(last.conditions.energy, format!("path.{end}.conditions.energy")),
        ".",
    ]
}

fn limit(story: &Story<'_>) -> Prose {
    let Some(cap) = story.scenario.compute.energy_cap else {
        return "The scenario sets no limit to the supply of energy.".into();
    };
    let cap = energy(cap, "compute.energy_cap");
    let Some(month) = story.binding() else {
        return prose!["The limit of supply, ", cap, ", does not bind on this path.", policies_at_the_limit(story)];
    };
    let end = story.horizon();
    let uncapped = story.last().conditions.energy_uncapped;
    let wanted = if story.last().conditions.energy_price > 1.0 {
        prose![
            " At the last month ",
            energy(uncapped, format!("path.{end}.conditions.energy_uncapped")),
            " would be wanted at the first month's price of energy; the limit makes energy cost ",
            number(story.last().conditions.energy_price, "times", format!("path.{end}.conditions.energy_price")),
            " as much.",
        ]
    } else {
        " By the last month it has ceased to bind.".into()
    };
    prose![
        "The limit of supply, ",
        cap,
        ", first binds in month ",
        count(month, "derived.energy_binds_from"),
        format!(" ({}).", story.date(month)),
        wanted,
        policies_at_the_limit(story),
    ]
}

/// Whether policies keep the race away from the limit.
fn policies_at_the_limit(story: &Story<'_>) -> String {
    let effects = &story.outlook.effects;
    let bound = effects.iter().filter(|effect| binding(&effect.path).is_some()).count();
    let all = effects.len();
    match (all, bound) {
        (0, _) => String::new(),
        (_, 0) => " Under no policy listed does it bind.".to_owned(),
        (_, bound) if bound == all => " It binds under every policy listed.".to_owned(),
        _ => {
            let names: Vec<String> = effects
                .iter()
                .filter(|effect| binding(&effect.path).is_none())
                .map(|effect| format!("“{}”", effect.name))
                .collect();
            format!(" It does not bind under {}.", super::number::list(&names))
        }
    }
}

fn energy_figure(story: &Story<'_>) -> Figure {
    let months = &story.path.months;
    let mut use_of = LineChart::new(story.time_axis(), Axis::new("energy", ENERGY).from_zero());
    if story.binding().is_some() {
        let wanted = months.iter().map(|month| month.conditions.energy_uncapped);
        use_of = use_of.series(line("wanted without a limit", wanted).slot(1));
    }
    use_of = use_of.series(line("energy used", months.iter().map(|month| month.conditions.energy)).slot(0));
    if let Some(cap) = story.scenario.compute.energy_cap {
        use_of = use_of.threshold("limit of supply", super::number::six(cap));
    }
    let revenue = LineChart::new(story.time_axis(), Axis::new("revenue", FLOW).from_zero())
        .series(line("revenue", months.iter().map(|month| month.conditions.revenue)).slot(2));
    let price = LineChart::new(story.time_axis(), Axis::new("price of the service", "first month = 1").log())
        .series(line("price of the service", months.iter().map(|month| month.conditions.service_price)).slot(3));
    let demand = LineChart::new(story.time_axis(), Axis::new("demand for the service", "first month = 1").log())
        .series(line("demand for the service", months.iter().map(|month| demand(story, month))).slot(4));
    let panels = Multiples::new(2)
        .panel("Energy", use_of)
        .panel("Revenue", revenue)
        .panel("Price", price)
        .panel("Demand", demand);
    Figure::new("energy", "Energy, revenue, price and demand of the service", panels).description(format!(
        "Four panels over time. {} {} Price and demand are on logarithmic scales.",
        regime(story).plain(),
        limit(story).plain()
    ))
}

/// Demand for the service as a multiple of the first month's: what is paid for it over what a unit costs.
pub(super) fn demand(story: &Story<'_>, month: &Month) -> f64 {
    let first = &story.first().conditions;
    month.conditions.revenue / first.revenue * first.service_price / month.conditions.service_price
}

fn table(story: &Story<'_>) -> Table {
    let mut table = Table::new("energy-levels", "Price, demand and energy at chosen dates")
        .column(Column::text("date"))
        .column(Column::number("month", ""))
        .column(Column::number("adoption", ""))
        .column(Column::number("price of the service, first month = 1", ""))
        .column(Column::number("demand for it, first month = 1", ""))
        .column(Column::number("price of energy, first month = 1", ""))
        .column(Column::number("energy", ENERGY))
        .column(Column::number("revenue", FLOW));
    for t in story.chosen_months(9) {
        let (month, at) = (&story.path.months[t], |key: &str| format!("path.{t}.{key}"));
        table = table.row([
            Cell::from(story.short_date(t)),
            count(t, at("month")).into(),
            share(month.state.adoption, at("state.adoption")).into(),
            pure(month.conditions.service_price, at("conditions.service_price")).into(),
            pure(demand(story, month), at("conditions.demand")).into(),
            pure(month.conditions.energy_price, at("conditions.energy_price")).into(),
            energy(month.conditions.energy, at("conditions.energy")).into(),
            flow(month.conditions.revenue, at("conditions.revenue")).into(),
        ]);
    }
    table
}
