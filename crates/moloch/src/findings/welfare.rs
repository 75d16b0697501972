//! Welfare: the ledger column by column, and the ratios with their formulas.

use moloch_report::{Block, Callout, Cell, Column, Number, Prose, Section, Table};

use super::number::{FLOW, MONEY, flow, money, prose, pure, share};
use super::story::{COLUMNS, Role, Story};

pub(super) fn section(story: &Story<'_>) -> Section {
    Section::new("welfare", "Welfare, column by column")
        .block(Block::Equation(
            r"W = mR + (1+\sigma)\,B\sum_i \ln(1+z_i/z_{\mathrm{ref}}) + vX - \text{cost} - \text{ext}\cdot E".to_owned(),
        ))
        .block(
            "Welfare W counts the real prizes (margin m times revenue R, without the premium of hype, which is a transfer \
             from investors), the value of product effort z with its spillover σ, and what a unit of race effort X is \
             worth to society (v), less all cost of effort and the damage from energy. Taxes are transfers.",
        )
        .block(ledger(story))
        .block(words(story))
        .block(ratios(story))
        .block(gap(story))
        .block(consumers(story))
}

fn ledger(story: &Story<'_>) -> Table {
    let months = story.three_months();
    let mut table =
        Table::new("ledger", "The ledger without intervention").column(Column::text("column")).column(Column::text(""));
    for &t in &months {
        table = table.column(Column::number(story.short_date(t), FLOW));
    }
    table = table.column(Column::number("present value", MONEY));
    for column in COLUMNS {
        let sign = match column.role {
            Role::Adds => "+",
            Role::Subtracts => "−",
            Role::Aside if column.key == "welfare" => "=",
            Role::Aside => "",
        };
        let name = if sign == "=" { Prose::new().strong(column.name) } else { column.name.into() };
        let mut row = vec![Cell::from(name), sign.into()];
        row.extend(months.iter().map(|&t| {
            let value = (column.of)(&story.path.months[t].ledger);
            Cell::from(flow(value, format!("path.{t}.ledger.{}", column.key)))
        }));
        let sum = story.present(story.path, |month| (column.of)(&month.ledger));
        row.push(money(sum, format!("present.{}", column.key)).into());
        table = table.row(row);
    }
    table.note("Rows with + and − add up to welfare; the rows below it are shown beside it and are no part of it.")
}

fn words(story: &Story<'_>) -> Prose {
    let present = &story.outlook.path.present;
    let base = prose!["The present value of welfare is ", money(present.welfare, "present.welfare")];
    let payoffs: f64 = present.payoffs.iter().sum();
    let cost = present.race_cost;
    if story.races() && cost > 0.0 {
        prose![
            base,
            ". The labs together keep ",
            money(payoffs, "derived.labs_present_payoff"),
            " and spend ",
            money(cost, "present.race_cost"),
            " on the race",
            if cost > payoffs { ", more than they keep." } else { "." }
        ]
    } else {
        base.text(".")
    }
}

/// Rent dissipation, price of anarchy and break-even value where they are defined.
fn ratios(story: &Story<'_>) -> Block {
    let months = story.three_months();
    let at_months = |cell: &dyn Fn(usize) -> Option<Number>| {
        months.iter().fold(Prose::new(), |text, &t| {
            let gap = if text.is_empty() { "" } else { ", " };
            match cell(t) {
                Some(number) => prose![text, gap, number, format!(" in {}", story.date(t))],
                None => prose![text, gap, format!("undefined in {}", story.date(t))],
            }
        })
    };
    let ledger = |t: usize| &story.path.months[t].ledger;
    let dissipation = at_months(&|t| Some(share(ledger(t).dissipation?, format!("path.{t}.ledger.dissipation"))));
    let anarchy = at_months(&|t| Some(pure(ledger(t).anarchy?, format!("path.{t}.ledger.anarchy"))));
    let even = at_months(&|t| {
        let value = ledger(t).break_even_value?;
        Some(super::number::number(value, "$ per $", format!("path.{t}.ledger.break_even_value")))
    });
    let term = |name: &str| Prose::new().strong(name);
    Block::Definitions(vec![
        (
            term("Rent dissipation"),
            prose![
                "all cost of effort, product effort included, as a part of the prizes, ",
                Prose::new().math(r"\frac{\sum_i (cT_i + \kappa T_i^2/2)}{\sum_s V_s}"),
                ": ",
                dissipation,
                "."
            ],
        ),
        (
            term("Price of anarchy, static"),
            prose![
                "welfare of the static planner over welfare, ",
                Prose::new().math(r"W_{\mathrm{planner}}/W"),
                ", at the month's state: ",
                anarchy,
                ". Like the static gap, it ranks nothing."
            ],
        ),
        (
            term("Break-even value of race effort"),
            prose![
                "what a dollar of race effort would have to be worth to society for the month's race to be as good as none: ",
                even,
                ". The scenario takes it to be ",
                super::number::number(story.outlook.law.social_value, "$ per $", "competition.social_value"),
                "."
            ],
        ),
    ])
}

fn gap(story: &Story<'_>) -> Prose {
    let (first, last) = (story.first().ledger.static_gap, story.last().ledger.static_gap);
    let sign = match (first >= 0.0, last >= 0.0) {
        (true, true) => "positive at both ends: at each state, less racing would have been better",
        (false, false) => "negative at both ends",
        (true, false) => "positive at the start and negative at the end",
        (false, true) => "negative at the start and positive at the end",
    };
    let end = story.horizon();
    prose![
        format!("The static gap is {sign} ("),
        flow(first, "path.0.ledger.static_gap"),
        " and ",
        flow(last, format!("path.{end}.ledger.static_gap")),
        ")."
    ]
}

fn consumers(story: &Story<'_>) -> Block {
    match story.outlook.path.present.consumer_surplus {
        Some(surplus) => Block::Callout(
            Callout::Note,
            vec![
                prose![
                    "Consumer surplus of the service, ",
                    Prose::new().math(r"R/(\varepsilon-1)"),
                    ", comes to ",
                    money(surplus, "present.consumer_surplus"),
                    " in present value. It rests on a constant price elasticity far beyond any price seen, grows without \
                     bound as the elasticity falls to one, and is no part of welfare here."
                ]
                .into(),
            ],
        ),
        None => Block::Callout(
            Callout::Note,
            vec!["At a price elasticity of at most one the area under the demand curve is infinite: there is no consumer surplus to state.".into()],
        ),
    }
}
