//! The data of a figure as a table a person can read.

use maud::{Markup, html};

use crate::format::significant;
use crate::text::clean;
use crate::{BarChart, Chart, DotChart, LineChart, Network};

/// Rows above which the page refers to the CSV file.
const MOST_ROWS: usize = 240;

/// Header and rows.
type Grid = (Vec<String>, Vec<Vec<String>>);

pub(super) fn table(chart: &Chart, title: &str) -> Markup {
    let (header, rows) = match chart {
        Chart::Lines(chart) => lines(&[("", chart)]),
        Chart::Multiples(chart) => {
            let panels: Vec<(&str, &LineChart)> = chart.panels.iter().map(|p| (p.title.as_str(), &p.chart)).collect();
            lines(&panels)
        }
        Chart::Bars(chart) => bars(chart),
        Chart::Dots(chart) => dots(chart),
        Chart::Network(chart) => network(chart),
    };
    html! {
        div.scroll tabindex="0" role="region" aria-label=(format!("Data: {}", clean(title))) {
            table.small {
                thead { tr { @for (i, cell) in header.iter().enumerate() {
                    th scope="col" class=(if i == 0 { "left" } else { "right" }) { (clean(cell)) }
                } } }
                tbody { @for row in rows.iter().take(MOST_ROWS) { tr { @for (i, cell) in row.iter().enumerate() {
                    @if i == 0 { th scope="row" { (clean(cell)) } } @else { td.right { (clean(cell)) } }
                } } } }
            }
        }
        @if rows.len() > MOST_ROWS { p { "The first " (MOST_ROWS) " of " (rows.len()) " rows; all are in the CSV file." } }
    }
}

fn number(value: f64) -> String {
    if value.is_finite() { significant(value, 6) } else { String::new() }
}

/// One row per x, one column per series and per band.
fn lines(panels: &[(&str, &LineChart)]) -> Grid {
    let mut xs: Vec<f64> = Vec::new();
    for (_, chart) in panels {
        let points = chart.series.iter().flat_map(|s| s.points.iter().map(|p| p.0));
        xs.extend(points.chain(chart.series.iter().flat_map(|s| &s.bands).flat_map(|b| b.points.iter().map(|p| p.0))));
    }
    xs.retain(|x| x.is_finite());
    xs.sort_by(f64::total_cmp);
    xs.dedup();
    let head = panels.first().map_or(String::new(), |(_, c)| c.x.heading());
    let mut header = vec![if head.is_empty() { "x".to_owned() } else { head }];
    let mut rows: Vec<Vec<String>> = xs.iter().map(|x| vec![number(*x)]).collect();
    for (title, chart) in panels {
        for series in &chart.series {
            let name = [*title, &series.name].into_iter().filter(|t| !t.is_empty()).collect::<Vec<_>>().join(": ");
            header.push(name.clone());
            fill(&mut rows, &xs, series.points.iter().map(|p| (p.0, number(p.1))));
            for band in &series.bands {
                header.push(format!("{name}, {}", band.name));
                let range = |p: &(f64, f64, f64)| (p.0, format!("{} to {}", number(p.1), number(p.2)));
                fill(&mut rows, &xs, band.points.iter().map(range));
            }
        }
    }
    (header, rows)
}

/// Appends one cell to each row: the text given for its x, or nothing.
fn fill(rows: &mut [Vec<String>], xs: &[f64], cells: impl Iterator<Item = (f64, String)>) {
    let width = rows.first().map_or(0, Vec::len);
    for (x, text) in cells {
        if let Ok(row) = xs.binary_search_by(|other| other.total_cmp(&x)) {
            rows[row].truncate(width);
            rows[row].push(text);
        }
    }
    for row in rows {
        row.resize(width + 1, String::new());
    }
}

fn bars(chart: &BarChart) -> Grid {
    let header = std::iter::once(chart.value.heading()).chain(chart.series.iter().map(|s| s.name.clone()));
    let row = |(i, category): (usize, &String)| {
        let values = chart.series.iter().map(|s| s.values.get(i).map_or(String::new(), |v| number(*v)));
        std::iter::once(category.clone()).chain(values).collect()
    };
    (header.collect(), chart.categories.iter().enumerate().map(row).collect())
}

fn dots(chart: &DotChart) -> Grid {
    let depth = chart.rows.iter().map(|row| row.intervals.len()).max().unwrap_or(0);
    let name = |k: usize| chart.intervals.get(k).cloned().unwrap_or_else(|| "interval".to_owned());
    let header = [chart.value.heading(), "value".to_owned()].into_iter().chain((0..depth).map(name)).collect();
    let row = |row: &crate::Dot| {
        let range =
            |k: usize| row.intervals.get(k).map_or(String::new(), |i| format!("{} to {}", number(i.0), number(i.1)));
        [row.label.clone(), number(row.value)].into_iter().chain((0..depth).map(range)).collect()
    };
    (header, chart.rows.iter().map(row).collect())
}

/// One row per node, with its ties in words.
fn network(chart: &Network) -> Grid {
    let label = |id: &str| chart.nodes.iter().find(|n| n.id == id).map_or(id.to_owned(), |n| n.label.clone());
    let ties = |id: &str| {
        let of = |edge: &crate::Edge| {
            let (other, arrow) = match (edge.from == id, edge.to == id, edge.directed) {
                (true, _, true) => (&edge.to, "→ "),
                (true, _, false) => (&edge.to, ""),
                (_, true, true) => (&edge.from, "← "),
                (_, true, false) => (&edge.from, ""),
                _ => return None,
            };
            Some(format!("{arrow}{} ({} {})", label(other), edge.kind, number(edge.weight)))
        };
        chart.edges.iter().filter_map(of).collect::<Vec<_>>().join("; ")
    };
    let size = if chart.size_means.is_empty() { "size" } else { &chart.size_means };
    let header = ["node", "kind", size, "ties"].map(str::to_owned).to_vec();
    let rows = chart.nodes.iter().map(|n| vec![n.label.clone(), n.kind.clone(), number(n.size), ties(&n.id)]);
    (header, rows.collect())
}
