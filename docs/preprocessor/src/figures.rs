//! The charts of a model, drawn from its solved example in the colours of the book's theme.

use std::fmt::Write as _;

use anyhow::{Result, bail};
use moloch_core::{Answer, Chart, ChartLine, Value};
use moloch_report::{Axis, Figure, LineChart, Series, render};

/// The dark themes of mdBook, as classes of the page.
const DARK: &str = ".coal,.navy,.ayu";

/// The figures of a model's answer as HTML; nothing when it declares none.
///
/// # Errors
/// When a chart names an output that the answer does not have.
pub fn sections(model: &str, charts: &[Chart], answer: &Answer) -> Result<String> {
    if charts.is_empty() {
        return Ok(String::new());
    }
    let mut text = format!("\n<style>{}</style>\n", render::embed_rules(DARK));
    for (k, chart) in charts.iter().enumerate() {
        let _ = write!(text, "\n{}\n", render::embed(&figure(&format!("{model} {k}"), chart, answer)?));
    }
    Ok(text)
}

fn figure(id: &str, chart: &Chart, answer: &Answer) -> Result<Figure> {
    if let Some(fault) = chart.fault(answer) {
        bail!("the chart \"{}\" cannot be drawn: {fault}", chart.title);
    }
    let mut y = axis(chart.up, chart.lines.first().map_or("", |line| unit(answer, line.y)));
    if chart.log {
        y = y.log();
    }
    let mut lines = LineChart::new(axis(chart.across, unit(answer, chart.x)), y);
    for line in chart.lines {
        lines = lines.series(series(line, chart.x, answer));
    }
    for (label, key) in chart.thresholds {
        // A level that does not exist is text, and there is nothing to draw.
        if let Some(Value::Number(level)) = answer.get(key).map(|output| &output.value) {
            lines = lines.threshold(*label, *level);
        }
    }
    let description = described(chart, answer);
    Ok(Figure::new(id, chart.title, lines).description(description))
}

fn series(line: &ChartLine, x: &str, answer: &Answer) -> Series {
    let values = |key: &str| answer.along(key).unwrap_or_default();
    let across = values(x);
    let mut series = Series::new(line.label, across.iter().copied().zip(values(line.y)));
    for (label, low, high) in line.bands {
        let ends = values(low).into_iter().zip(values(high));
        series = series.band(*label, across.iter().zip(ends).map(|(x, (low, high))| (*x, low, high)));
    }
    series
}

/// The first and the last value of each line, for those who cannot see the figure.
fn described(chart: &Chart, answer: &Answer) -> String {
    let ends = |line: &ChartLine| {
        let values = answer.along(line.y).unwrap_or_default();
        let (first, last) = (values.first().copied().unwrap_or(0.0), values.last().copied().unwrap_or(0.0));
        format!("{} goes from {first:.3} to {last:.3}", line.label)
    };
    let lines: Vec<String> = chart.lines.iter().map(ends).collect();
    format!("Lines over {}. {}.", chart.across, lines.join("; "))
}

/// An axis whose label does not say its unit twice.
fn axis(label: &str, unit: &str) -> Axis {
    Axis::new(label, if label.contains(unit) { "" } else { unit })
}

/// The unit of an output; pure numbers have none to show.
fn unit<'a>(answer: &'a Answer, key: &str) -> &'a str {
    answer.get(key).map_or("", |output| if output.unit == "1" { "" } else { output.unit })
}
