//! What would hold energy: the instruments in one table and one figure.

use moloch_jevons::policy::{Comparison, Instrument};
use moloch_report::{Axis, Block, Cell, Column, Figure, LineChart, Prose, Series, Table};

use super::number::{FLOW, energy, flow, list, number, prose, pure, six};
use super::story::Story;
use crate::energy::EnergyPolicies;

/// Drawn in the figure; a rebate changes no deadweight, and permits cost what the tax costs.
const DRAWN: [(Instrument, &str); 6] = [
    (Instrument::Tax, "resource tax, cap and trade"),
    (Instrument::UsageCap, "usage cap"),
    (Instrument::ProgressivePrice, "progressive price"),
    (Instrument::EfficiencyPenalty, "efficiency penalty"),
    (Instrument::EfficiencyStandard, "efficiency standard"),
    (Instrument::ApplicationBan, "application ban"),
];

/// The words, the table and the figure; words alone where there is nothing to compare.
pub(super) fn blocks(story: &Story<'_>) -> Vec<Block> {
    match &story.outlook.energy {
        Ok(policies) => {
            let mut blocks = vec![words(story, policies).into(), figure(policies).into(), table(policies).into()];
            blocks.push(limits(policies).into());
            blocks
        }
        Err(reason) => vec![Prose::from(format!("No instrument is compared: failed to {reason}.")).into()],
    }
}

fn words(story: &Story<'_>, policies: &EnergyPolicies) -> Prose {
    let outcome = &policies.outcome;
    let target = if policies.at_the_limit { "the limit of supply, " } else { "half of what would be used, " };
    let opening = prose![
        "What would hold energy? Each instrument is set to the least strength that keeps the energy of ",
        story.date(story.horizon()),
        " at ",
        target,
        energy(outcome.target, "energy.target"),
        ", against ",
        energy(outcome.free.energy(), "energy.free"),
        " that would be used without it.",
    ];
    let Some(cheapest) = outcome.cheapest() else {
        return prose![opening, " None of them reaches it; the table shows the best that each can do."];
    };
    let dearest = outcome.rows.iter().filter(|row| row.search.reached);
    let dearest = dearest.max_by(|a, b| a.account.deadweight().total_cmp(&b.account.deadweight()));
    let apart = dearest.filter(|row| row.account.deadweight() > cheapest.account.deadweight()).map(|row| {
        prose![
            " The dearest is the ",
            row.instrument.word(),
            ", at ",
            flow(row.account.deadweight(), place(row, "deadweight")),
            "."
        ]
    });
    prose![
        opening,
        " The cheapest to all together: ",
        names(policies, cheapest),
        ", ",
        flow(cheapest.account.deadweight(), place(cheapest, "deadweight")),
        " lost.",
        apart.unwrap_or_default(),
    ]
}

/// Deadweights that differ by less than this part are alike.
const ALIKE: f64 = 1e-3;

/// The instruments that cost as little as the cheapest: with one elasticity in all segments they are several.
fn names(policies: &EnergyPolicies, cheapest: &Comparison) -> String {
    let least = cheapest.account.deadweight();
    let alike = |row: &&Comparison| row.search.reached && (row.account.deadweight() - least) <= ALIKE * least.abs();
    let words: Vec<&str> = policies.outcome.rows.iter().filter(alike).map(|row| row.instrument.word()).collect();
    list(&words)
}

fn place(row: &Comparison, key: &str) -> String {
    format!("energy.instruments.{}.{key}", row.instrument.word())
}

fn figure(policies: &EnergyPolicies) -> Figure {
    let outcome = &policies.outcome;
    let mut chart =
        LineChart::new(Axis::new("part of the saving", "%").from_zero(), Axis::new("lost to all together", FLOW).log());
    for (slot, (instrument, name)) in DRAWN.into_iter().enumerate() {
        let Some(row) = outcome.row(instrument) else { continue };
        // A logarithmic scale has no place for nothing lost.
        let costs = outcome.steps.iter().zip(&row.cost_curve).filter(|(_, cost)| **cost > 0.0);
        let points: Vec<(f64, f64)> = costs.map(|(step, cost)| (six(100.0 * step), six(*cost))).collect();
        if points.len() > 1 {
            chart = chart.series(Series::new(name, points).slot(slot));
        }
    }
    Figure::new("energy-instruments", "What saving energy costs, by instrument", chart).description(
        "Lines over the part of the saving that is reached, from none to all of the target; the scale of the cost is logarithmic. \
         The table has the figures at the target.",
    )
}

fn table(policies: &EnergyPolicies) -> Table {
    let mut table = Table::new("energy-instruments", "Instruments that hold energy, each at its least strength")
        .column(Column::text("instrument"))
        .column(Column::number("strength", ""))
        .column(Column::number("users lose", FLOW))
        .column(Column::number("government gains", FLOW))
        .column(Column::number("suppliers lose", FLOW))
        .column(Column::number("lost to all together", FLOW))
        .column(Column::number("for each kWh saved", "$"))
        .column(Column::number("years until growth has used it up", ""));
    for row in &policies.outcome.rows {
        table = table.row(cells(row));
    }
    table
}

fn cells(row: &Comparison) -> [Cell; 8] {
    let (account, word) = (&row.account, row.instrument.word());
    let money = |value: f64, key: &str| Cell::from(flow(value, place(row, key)));
    let saved = row.cost_of_saving.map_or_else(
        || Cell::from("nothing is saved"),
        |cost| number(cost, "$", place(row, "cost_of_saving")).digits(3).into(),
    );
    let gone = row.saving_gone.map_or_else(
        || Cell::from("not in ten years"),
        |years| pure(years, place(row, "saving_gone")).digits(3).into(),
    );
    [
        Cell::from(if row.search.reached { word.to_owned() } else { format!("{word} (target out of reach)") }),
        pure(row.search.strength, place(row, "strength")).digits(3).into(),
        money(-account.users, "users_loss"),
        money(account.government, "government_gain"),
        money(-account.suppliers, "suppliers_loss"),
        money(account.deadweight(), "deadweight"),
        saved,
        gone,
    ]
}

fn limits(policies: &EnergyPolicies) -> Prose {
    prose![
        "Strength is, for the tax, the price of energy as a multiple of that without it; for permits, the part of what would be used; for the \
         usage cap, energy allowed as a multiple of before the gain in efficiency; for the progressive price, the elasticity of the \
         price to the amount; for penalty and standard, efficiency as a multiple of that without the rule; for the ban, the number of \
         segments. Energy is valued at what customers pay for the service of a kWh in the first month, ",
        number(policies.price, "$", "energy.price").digits(3),
        ", and divided among segments as revenue is. The whole market is covered and supply answers at one price up to its limit, so \
         that nothing leaks. Growth afterwards is that of efficiency in the scenario. The race, hype and adoption are taken as \
         the path has them; ",
        Prose::new().code("moloch model jevons.interventions"),
        " compares the same instruments under other assumptions, with leakage.",
    ]
}
