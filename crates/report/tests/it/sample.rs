//! A document that has every block and every kind of figure; its numbers are made up by simple formulas.

use moloch_report::{
    Axis, BarChart, Block, Callout, Column, Document, DotChart, Figure, Form, Layout, LineChart, Multiples, Network,
    Number, Prose, Section, Series, Table, Target,
};

const MONTHS: usize = 73;
const LABS: [&str; 3] = ["North", "Harbour", "Quiet Field"];

fn rounded(value: f64) -> f64 {
    format!("{value:.5e}").parse().unwrap_or(value)
}

fn months(f: impl Fn(f64) -> f64) -> Vec<(f64, f64)> {
    (0..MONTHS).map(|m| (m as f64, f(m as f64))).collect()
}

fn number(value: f64, unit: &str, source: &str) -> Number {
    Number::new(rounded(value), unit, source)
}

/// The showcase.
pub(crate) fn document() -> Document {
    Document::new("Three labs race for six years, and the race eats most of the prize")
        .subtitle("A showcase: every block, every kind of figure, invented numbers")
        .answer(answer(), Some(welfare()))
        .section(race())
        .section(hype())
        .section(graph())
        .section(interventions())
        .section(blocks())
        .fact("program", "moloch 0.1.0")
        .fact("method", "monthly Nash equilibrium, best reply from three starts, certified")
        .fact("scenario", "showcase.toml, 41 keys")
        .fact("seed", "7")
        .fact("certificate", "largest gain from a deviation 3.1×10⁻¹³ of the prize")
        .note("Conditional on its assumptions; not a forecast.")
}

fn answer() -> Prose {
    Prose::new()
        .text("If nothing changes, the three labs spend ")
        .number(number(412.337, "$ bn", "path.total.effort"))
        .text(" by December 2031, ")
        .number(Number::percent(0.8125, "path.0.dissipation"))
        .text(" of the prize in the first month. Welfare is ")
        .number(number(-96.4127, "$ bn", "path.total.welfare"))
        .text(" against a world without the race. A tax of ")
        .number(number(0.314_159, "$/GPU h", "interventions.tax.minimal"))
        .text(" is the mildest one that restores it; see ")
        .link("interventions", Target::Section("interventions".into()))
        .text(".")
}

fn welfare() -> Figure {
    let chart = LineChart::new(Axis::calendar(2026, 1), Axis::new("welfare", "$ bn per year").from_zero())
        .series(Series::new("without the race", months(|m| 6.0 + 0.4 * m)).slot(6))
        .series(
            Series::new("with the race", months(|m| 6.0 + 0.5 * m - 0.006 * m * m))
                .slot(1)
                .band(
                    "90% of draws",
                    months(|m| m).into_iter().map(|(m, _)| (m, path(m) - 0.12 * m, path(m) + 0.1 * m)),
                )
                .band(
                    "50% of draws",
                    months(|m| m).into_iter().map(|(m, _)| (m, path(m) - 0.05 * m, path(m) + 0.04 * m)),
                ),
        )
        .series(Series::new("with the tax", months(|m| 6.0 + 0.45 * m - 0.002 * m * m)).slot(2))
        .threshold("welfare today", 6.0)
        .event("window opens", 18.0)
        .event("window closes", 30.0);
    Figure::new("welfare", "The race costs more each year", chart)
        .description(
            "Welfare rises to 35 without the race, peaks at 16 and falls with it, and reaches 28 with the tax.",
        )
        .caption("Shaded: the range of the draws.")
}

fn path(m: f64) -> f64 {
    6.0 + 0.5 * m - 0.006 * m * m
}

fn race() -> Section {
    let effort = LABS.iter().enumerate().fold(
        LineChart::new(Axis::calendar(2026, 1), Axis::new("effort", "GPU hours per month").log()),
        |chart, (k, lab)| {
            let start = [3.0e6, 2.0e6, 1.9e6][k];
            chart
                .series(Series::new(*lab, months(|m| start * (0.03 * m).exp() * (1.0 + 0.1 * (m / 4.0).sin()))).slot(k))
        },
    );
    let shares = LABS.iter().enumerate().fold(
        Table::new("shares", "Efforts, spending and shares in December 2031")
            .column(Column::text("Lab"))
            .column(Column::number("Effort", "10⁶ GPU h"))
            .column(Column::number("Spending", "$ bn"))
            .column(Column::number("Share", ""))
            .column(Column::text("Position")),
        |table, (k, lab)| {
            let k1 = k as f64 + 1.0;
            let source = |what: &str| format!("path.72.{what}[{k}]");
            table.row([
                (*lab).into(),
                number(1234.5678 / k1, "10⁶ GPU h", &source("effort")).into(),
                number(98.765 / k1 / k1, "$ bn", &source("spending")).into(),
                Number::percent(rounded(0.545_454 / k1), source("share")).into(),
                ["frontier", "frontier, buys compute", "niche"][k].into(),
            ])
        },
    );
    Section::new("race", "The race month by month")
        .block(
            Prose::from("Each month the efforts are the Nash equilibrium of the contest; by ")
                .number(Number::year(2031.0, "calendar.end"))
                .text(" they have grown ")
                .number(number(8.671_14, "times", "path.72.effort_ratio"))
                .text(" (")
                .link("the figure", Target::Figure("effort".into()))
                .text(")."),
        )
        .block(
            Figure::new("effort", "Efforts grow eightfold", effort)
                .description(
                    "The efforts of three labs on a log scale, from 2 million to about 20 million GPU hours a month.",
                )
                .caption("Log scale."),
        )
        .block(shares.note("Shares of the largest segment; they need not add up to 100%."))
        .block(panels())
}

fn panels() -> Figure {
    let chart = |k: f64| {
        LABS.iter().enumerate().fold(
            LineChart::new(Axis::calendar(2026, 1), Axis::new("share of segment", "%").from_zero()),
            |chart, (i, lab)| {
                let i = i as f64;
                chart.series(Series::new(*lab, months(|m| 33.0 + (10.0 - 9.0 * i) * (m / (20.0 + 7.0 * k)).tanh())))
            },
        )
    };
    let figure = Multiples::new(3)
        .panel("Chat", chart(0.0))
        .panel("Code", chart(1.0).event("entry", 20.0))
        .panel("Science", chart(2.0).threshold("majority", 50.0))
        .panel("Agents", chart(3.0))
        .panel("Devices", chart(4.0));
    Figure::new("segments", "North leads in every segment", figure.same_scale())
        .description("Five small charts; in each North rises above 40 per cent and Quiet Field falls.")
}

fn hype() -> Section {
    let mean = |m: f64| 2.0 + (m / 6.0).sin() * 0.6 + 0.01 * m;
    let chart = LineChart::new(Axis::calendar(2026, 1), Axis::new("hype", "announcements remembered").from_zero())
        .series(
            Series::new("hype", months(mean))
                .band("p5 to p95", months(|m| m).into_iter().map(|(m, _)| (m, (mean(m) - 1.4).max(0.0), mean(m) + 1.5)))
                .band("p25 to p75", months(|m| m).into_iter().map(|(m, _)| (m, mean(m) - 0.5, mean(m) + 0.55))),
        )
        .threshold("level that doubles adoption", 3.9);
    Section::new("hype", "Hype")
        .block("News decays; announcements renew it. The mean follows")
        .block(Block::Equation(r"h_{t+1} = (1-\delta)\,h_t + \nu \sum_{i=1}^{n} \frac{x_i^{r}}{1 + x_i^{r}}".into()))
        .block(
            Prose::from("with decay ").math(r"\delta = 1 - 2^{-1/H}").text(" for the half-life ").math("H").text("."),
        )
        .block(
            Figure::new("hype", "Hype swings twice a year", chart)
                .description("Hype oscillates around 2.3 with a wide band."),
        )
}

fn graph() -> Section {
    let mut network = Network::new(Layout::Stress).meaning("market value", "strength of the tie");
    for (k, lab) in LABS.iter().enumerate() {
        network = network.node(*lab, *lab, "lab", 50.0 / (k as f64 + 1.0));
    }
    for (k, segment) in ["Chat", "Code", "Science", "Agents"].into_iter().enumerate() {
        network = network.node(segment, segment, "segment", 10.0 + 5.0 * k as f64);
    }
    for supplier in ["Chip maker", "Cloud A", "Cloud B", "Grid"] {
        network = network.node(supplier, supplier, "supplier", 20.0);
    }
    for (k, lab) in LABS.iter().enumerate() {
        for (j, segment) in ["Chat", "Code", "Science", "Agents"].into_iter().enumerate() {
            if (k + j) % 3 != 2 {
                network = network.arrow(*lab, segment, "serves", 1.0 + j as f64);
            }
        }
        network = network.arrow(*lab, if k == 1 { "Cloud B" } else { "Cloud A" }, "depends on", 3.0);
    }
    let network = network
        .arrow("Cloud A", "Chip maker", "depends on", 5.0)
        .arrow("Cloud B", "Chip maker", "depends on", 4.0)
        .arrow("Cloud A", "Grid", "depends on", 2.0)
        .arrow("Cloud B", "Grid", "depends on", 2.0)
        .tie("North", "Harbour", "competes", 2.0)
        .tie("North", "Quiet Field", "competes", 0.5);
    let mut columns = network.clone();
    columns.layout = Layout::Columns;
    Section::new("graph", "The competitive graph")
        .block(
            Figure::new("graph", "Everybody depends on one chip maker", network)
                .description("Eleven nodes: labs, segments, suppliers."),
        )
        .block(
            Figure::new("graph-columns", "The same graph in columns", columns)
                .description("Labs, segments and suppliers in three columns."),
        )
}

fn interventions() -> Section {
    let names = [
        "none",
        "tax, rebated",
        "tax, kept",
        "cap on compute",
        "coordination window of 12 months",
        "commitment of two labs",
    ];
    let bars = BarChart::new(Axis::new("change of present value", "$ bn"), names)
        .series("labs", [0.0, 12.5, -8.0, 22.0, -3.0, 4.0])
        .series("users", [0.0, 6.0, 6.5, -14.0, -1.0, 2.5])
        .series("suppliers", [0.0, -4.0, -5.0, -9.0, 0.4, f64::NAN]);
    let stacked = bars.clone().stacked();
    let one = BarChart::new(Axis::new("welfare", "$ bn"), names)
        .series("welfare", [-96.4, -41.0, -55.5, -20.0, -101.0, -80.0]);
    let dots = DotChart::new(Axis::new("minimal strength relative to default", ""), ["90% of draws", "50% of draws"])
        .row("tax, rebated", 1.0, [(0.4, 2.2), (0.8, 1.3)])
        .row("tax, kept", 1.4, [(0.5, 2.9), (1.1, 1.8)])
        .row("cap on compute", 0.7, [(0.6, 0.9), (0.65, 0.75)])
        .row("commitment of two labs", 2.4, [(1.0, 4.0), (1.8, 3.0)])
        .threshold("as in the scenario", 1.0);
    Section::new("interventions", "Interventions compared")
        .block(
            Figure::new("gains", "A cap helps the labs and hurts the users", bars)
                .description("Grouped bars for six interventions."),
        )
        .block(
            Figure::new("gains-stacked", "Gains and losses added up", stacked)
                .description("Stacked bars for six interventions."),
        )
        .block(Figure::new("one-series", "No intervention reaches zero", one).description("Single bars, all negative."))
        .block(
            Figure::new("strengths", "How strong an intervention must be", dots)
                .description("Intervals of four minimal strengths."),
        )
}

fn blocks() -> Section {
    let details = Block::Details {
        summary: "Derivation".into(),
        blocks: vec![
            "The first-order condition gives the effort of a symmetric contest.".into(),
            Block::Equation(r"x^* = \frac{n-1}{n^2} r V".into()),
        ],
    };
    Section::new("blocks", "Every other block")
        .bullets([
            Prose::from("plain, ").emphasis("stressed").text(", ").strong("strong").text(", and ").code("prize.total"),
            Prose::from(
                "hostile text: <script>alert(\"x\")</script> & 'quotes', 'مختبر الشمال', 🚀🏁, a\u{202e}b\u{7}c",
            ),
            Prose::from("a long word: ")
                .text("Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft".repeat(2)),
            Prose::from("small and large: ")
                .number(number(1.234_56e-9, "", "a.small"))
                .text(", ")
                .number(number(-6.022e23, "", "a.large")),
            Prose::from("whole: ").number(Number::new(1_234_567.0, "firms", "a.count").form(Form::Whole)),
        ])
        .block(Block::Heading("Definitions".into()))
        .block(Block::Definitions(vec![
            ("price of anarchy".into(), "best welfare over equilibrium welfare".into()),
            ("dissipation".into(), Prose::from("spending over prize, ").math(r"\sum_i c_i x_i / V")),
        ]))
        .block(Block::Callout(Callout::Note, vec!["Every figure has its data below it.".into()]))
        .block(Block::Callout(Callout::Warning, vec!["The static gap can shrink while welfare falls.".into()]))
        .block(details)
        .block(Block::Preformatted("[prize]\ntotal = { value = 400, unit = \"bn USD\" }\n".into()))
}
