//! Laws of random figures.

use moloch_report::{
    Axis, BarChart, Chart, DotChart, Figure, Layout, LineChart, Multiples, Network, Series, Ticks, draw,
};
use proptest::prelude::*;

use crate::figures::check;
use crate::hostile::{NAMES, check_xml};

fn name() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z]{1,12}( [a-z]{1,12}){0,3}",
        prop::sample::select(NAMES.to_vec()).prop_map(str::to_owned),
        "\\PC{0,60}",
    ]
}

/// Ordinary values mostly, and everything a float can be.
fn value() -> impl Strategy<Value = f64> {
    prop_oneof![8 => -1e3..1e3, 2 => -1e-6..1e-6, 2 => 1e6..1e13, 1 => any::<f64>(), 1 => Just(0.0)]
}

fn ticks() -> impl Strategy<Value = Ticks> {
    prop_oneof![
        Just(Ticks::Round),
        value().prop_map(Ticks::Every),
        (-3000i32..9999, 0u32..14).prop_map(|(year, month)| Ticks::Calendar { year, month }),
    ]
}

fn axis() -> impl Strategy<Value = Axis> {
    (name(), name(), any::<bool>(), any::<bool>(), ticks())
        .prop_map(|(label, unit, log, zero, ticks)| Axis { log, zero, ..Axis::new(label, unit) }.ticks(ticks))
}

fn series() -> impl Strategy<Value = Series> {
    let points = prop::collection::vec((value(), value()), 0..30);
    let band = prop::collection::vec((value(), value(), value()), 0..10);
    (name(), points, prop::collection::vec((name(), band), 0..3), prop::option::of(0usize..40)).prop_map(
        |(name, mut points, bands, slot)| {
            points.sort_by(|a, b| a.0.total_cmp(&b.0));
            let mut series = Series::new(name, points);
            series.slot = slot;
            bands.into_iter().fold(series, |series, (name, points)| series.band(name, points))
        },
    )
}

fn lines() -> impl Strategy<Value = LineChart> {
    let levels = prop::collection::vec((name(), value()), 0..5);
    let events = prop::collection::vec((name(), value()), 0..7);
    (axis(), axis(), prop::collection::vec(series(), 0..12), levels, events).prop_map(
        |(x, y, series, levels, events)| {
            let chart = series.into_iter().fold(LineChart::new(x, y), LineChart::series);
            let chart = levels.into_iter().fold(chart, |chart, (label, value)| chart.threshold(label, value));
            events.into_iter().fold(chart, |chart, (label, x)| chart.event(label, x))
        },
    )
}

fn bars() -> impl Strategy<Value = BarChart> {
    let series = prop::collection::vec((name(), prop::collection::vec(value(), 0..8)), 0..6);
    let levels = prop::collection::vec((name(), value()), 0..4);
    (axis(), prop::collection::vec(name(), 0..8), series, any::<bool>(), levels).prop_map(
        |(axis, categories, series, stacked, levels)| {
            let chart = BarChart::new(axis, categories);
            let chart = if stacked { chart.stacked() } else { chart };
            let chart = series.into_iter().fold(chart, |chart, (name, values)| chart.series(name, values));
            levels.into_iter().fold(chart, |chart, (label, value)| chart.threshold(label, value))
        },
    )
}

fn dots() -> impl Strategy<Value = DotChart> {
    let row = (name(), value(), prop::collection::vec((value(), value()), 0..4));
    let levels = prop::collection::vec((name(), value()), 0..4);
    (axis(), prop::collection::vec(name(), 0..4), prop::collection::vec(row, 0..9), levels).prop_map(
        |(axis, intervals, rows, levels)| {
            let chart = DotChart::new(axis, intervals);
            let chart = rows.into_iter().fold(chart, |chart, (label, value, ranges)| chart.row(label, value, ranges));
            levels.into_iter().fold(chart, |chart, (label, value)| chart.threshold(label, value))
        },
    )
}

fn network() -> impl Strategy<Value = Network> {
    let node = (name(), 0usize..4, value());
    let edge = (0usize..26, 0usize..26, 0usize..3, value(), any::<bool>());
    (any::<bool>(), prop::collection::vec(node, 0..24), prop::collection::vec(edge, 0..50)).prop_map(
        |(columns, nodes, edges)| {
            let mut network = Network::new(if columns { Layout::Columns } else { Layout::Stress });
            for (i, (label, kind, size)) in nodes.into_iter().enumerate() {
                network = network.node(i.to_string(), label, format!("kind {kind}"), size);
            }
            for (from, to, kind, weight, directed) in edges {
                let (from, to, kind) = (from.to_string(), to.to_string(), format!("tie {kind}"));
                network =
                    if directed { network.arrow(from, to, kind, weight) } else { network.tie(from, to, kind, weight) };
            }
            network
        },
    )
}

fn multiples() -> impl Strategy<Value = Multiples> {
    (prop::collection::vec((name(), lines()), 0..6), 0usize..5, any::<bool>()).prop_map(|(panels, columns, same)| {
        let grid = panels.into_iter().fold(Multiples::new(columns), |grid, (title, chart)| grid.panel(title, chart));
        if same { grid.same_scale() } else { grid }
    })
}

fn chart() -> impl Strategy<Value = Chart> {
    prop_oneof![
        4 => lines().prop_map(Chart::from),
        2 => bars().prop_map(Chart::from),
        2 => dots().prop_map(Chart::from),
        3 => network().prop_map(Chart::from),
        2 => multiples().prop_map(Chart::from),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn labels_never_collide_and_never_leave_the_sheet(chart in chart(), title in name(), width in 240.0f64..1200.0) {
        let figure = Figure::new("random", title, chart);
        let drawing = draw(&figure, width);
        check(&drawing);
        check_xml(&drawing.svg);
        prop_assert!(drawing.lines.iter().flatten().all(|(x, y)| x.is_finite() && y.is_finite()));
        prop_assert_eq!(draw(&figure, width), drawing);
    }
}
