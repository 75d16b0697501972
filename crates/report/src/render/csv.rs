//! Tidy data of figures: one observation per row, the same columns for every figure of a kind.

use crate::{BarChart, Chart, DotChart, Figure, LineChart, Network};

/// The data of a figure as RFC 4180 text: UTF-8, a header row, lines ending in CR LF, missing values empty, numbers in full.
///
/// | figure | columns |
/// |---|---|
/// | lines, multiples | `panel,kind,name,x,x_unit,value,low,high,unit`; `kind` is `line`, `band`, `threshold` or `event` |
/// | bars | `category,series,value,unit` |
/// | dots | `category,kind,value,low,high,unit`; `kind` is `value`, `threshold` or the name of the interval |
/// | network | `kind,id,label,type,from,to,directed,weight`; `kind` is `node` or `edge` |
pub fn csv(figure: &Figure) -> String {
    let mut sheet = Sheet::default();
    match &figure.chart {
        Chart::Lines(chart) => {
            sheet.row(LINES);
            lines(&mut sheet, "", chart);
        }
        Chart::Multiples(chart) => {
            sheet.row(LINES);
            chart.panels.iter().for_each(|panel| lines(&mut sheet, &panel.title, &panel.chart));
        }
        Chart::Bars(chart) => bars(&mut sheet, chart),
        Chart::Dots(chart) => dots(&mut sheet, chart),
        Chart::Network(chart) => network(&mut sheet, chart),
    }
    sheet.text
}

const LINES: [&str; 9] = ["panel", "kind", "name", "x", "x_unit", "value", "low", "high", "unit"];

#[derive(Default)]
struct Sheet {
    text: String,
}

impl Sheet {
    fn row<const N: usize>(&mut self, cells: [&str; N]) {
        let cells: Vec<String> = cells.iter().map(|cell| quoted(cell)).collect();
        self.text.push_str(&cells.join(","));
        self.text.push_str("\r\n");
    }
}

/// A cell, quoted where a reader would otherwise misread it.
fn quoted(cell: &str) -> String {
    let cell = crate::text::clean_lines(cell);
    let plain = !cell.contains([',', '"', '\n', '\r']) && cell.trim() == cell;
    if plain { cell } else { format!("\"{}\"", cell.replace('"', "\"\"")) }
}

/// A number in full, empty where it is not finite.
pub(super) fn full(value: f64) -> String {
    if !value.is_finite() {
        return String::new();
    }
    let value = if value == 0.0 { 0.0 } else { value };
    if value != 0.0 && !(1e-5..1e16).contains(&value.abs()) { format!("{value:e}") } else { format!("{value}") }
}

fn lines(sheet: &mut Sheet, panel: &str, chart: &LineChart) {
    let (x_unit, unit) = (chart.x.unit.as_str(), chart.y.unit.as_str());
    for series in &chart.series {
        for (x, y) in &series.points {
            sheet.row([panel, "line", &series.name, &full(*x), x_unit, &full(*y), "", "", unit]);
        }
        for band in &series.bands {
            let name =
                if series.name.is_empty() { band.name.clone() } else { format!("{}: {}", series.name, band.name) };
            for (x, low, high) in &band.points {
                sheet.row([panel, "band", &name, &full(*x), x_unit, "", &full(*low), &full(*high), unit]);
            }
        }
    }
    for level in &chart.thresholds {
        sheet.row([panel, "threshold", &level.label, "", x_unit, &full(level.value), "", "", unit]);
    }
    for event in &chart.events {
        sheet.row([panel, "event", &event.label, &full(event.x), x_unit, "", "", "", unit]);
    }
}

fn bars(sheet: &mut Sheet, chart: &BarChart) {
    sheet.row(["category", "series", "value", "unit"]);
    for (i, category) in chart.categories.iter().enumerate() {
        for series in &chart.series {
            let value = series.values.get(i).copied().map_or(String::new(), full);
            sheet.row([category, &series.name, &value, &chart.value.unit]);
        }
    }
    for level in &chart.thresholds {
        sheet.row([&level.label, "threshold", &full(level.value), &chart.value.unit]);
    }
}

fn dots(sheet: &mut Sheet, chart: &DotChart) {
    sheet.row(["category", "kind", "value", "low", "high", "unit"]);
    let unit = chart.value.unit.as_str();
    for row in &chart.rows {
        sheet.row([&row.label, "value", &full(row.value), "", "", unit]);
        for (k, (low, high)) in row.intervals.iter().enumerate() {
            let name = chart.intervals.get(k).map_or("interval", String::as_str);
            sheet.row([&row.label, name, "", &full(*low), &full(*high), unit]);
        }
    }
    for level in &chart.thresholds {
        sheet.row([&level.label, "threshold", &full(level.value), "", "", unit]);
    }
}

fn network(sheet: &mut Sheet, chart: &Network) {
    sheet.row(["kind", "id", "label", "type", "from", "to", "directed", "weight"]);
    for node in &chart.nodes {
        sheet.row(["node", &node.id, &node.label, &node.kind, "", "", "", &full(node.size)]);
    }
    for edge in &chart.edges {
        let directed = if edge.directed { "true" } else { "false" };
        sheet.row(["edge", "", "", &edge.kind, &edge.from, &edge.to, directed, &full(edge.weight)]);
    }
}
