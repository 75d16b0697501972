//! Values with intervals, one row each.

use super::Sheet;
use super::canvas::{Rect, class};
use super::key::{Entry, Sample};
use super::rows::{self, Categories};
use super::scale::{Scale, drawable};
use super::theme;
use crate::format::significant;
use crate::text::clean;
use crate::{Dot, DotChart};

/// Draws the chart over the whole width of the sheet.
pub(super) fn draw(sheet: &mut Sheet, chart: &DotChart) {
    let mut entries: Vec<Entry> =
        chart.intervals.iter().enumerate().map(|(k, name)| Entry::new(sample(k), name)).collect();
    if chart.value.log && values(chart).any(|v| v <= 0.0) {
        entries.push(Entry::new(Sample::Remark, "values at or below zero are not on this scale"));
    }
    rows::key(sheet, &entries);
    let categories = Categories::new(sheet, chart.rows.iter().map(|row| &row.label));
    let mut tops = Vec::new();
    let mut total = 4.0;
    for i in 0..chart.rows.len() {
        tops.push(total);
        total += categories.height(i).max(20.0) + 6.0;
    }
    let plot = Rect {
        x: categories.left,
        y: sheet.top + rows::room_for_thresholds(&chart.thresholds),
        width: sheet.width - categories.left - 12.0,
        height: total.max(30.0),
    };
    let mut scale = Scale::covering(&chart.value, values(chart));
    if !chart.value.log {
        scale = scale.padded(0.03, 0.03);
    }
    let scale = scale.between(plot.x, plot.right());
    let bottom = rows::axis(sheet, &chart.value, &scale, plot);
    let left_over = rows::thresholds(sheet, &chart.thresholds, &scale, plot, chart.value.log);
    for (i, (row, top)) in chart.rows.iter().zip(tops).enumerate() {
        let middle = plot.y + top + (categories.height(i).max(20.0)) / 2.0;
        categories.set(&mut sheet.canvas, i, middle);
        draw_row(sheet, row, chart.value.log, &scale, middle);
    }
    sheet.top = bottom;
    rows::key(sheet, &left_over);
}

fn values(chart: &DotChart) -> impl Iterator<Item = f64> {
    let rows = chart.rows.iter().flat_map(|r| r.intervals.iter().flat_map(|i| [i.0, i.1]).chain([r.value]));
    rows.chain(chart.thresholds.iter().map(|t| t.value))
}

/// Stroke width of the interval at a depth: the widest is the thinnest.
fn thickness(depth: usize) -> f64 {
    [1.5, 5.0, 9.0].get(depth).copied().unwrap_or(9.0)
}

fn sample(depth: usize) -> Sample {
    Sample::Stroke(format!(r#"{} stroke-width="{}""#, class("s-c0"), thickness(depth)), false)
}

fn draw_row(sheet: &mut Sheet, row: &Dot, log: bool, scale: &Scale, y: f64) {
    let tip = format!("{}: {}", row.label, significant(row.value, 6));
    sheet.canvas.titled(&clean(&tip), |canvas| {
        for (depth, (low, high)) in row.intervals.iter().enumerate() {
            if drawable(*low, log) && drawable(*high, log) {
                let look = format!(r#"{} stroke-width="{}""#, class("s-c0"), thickness(depth));
                canvas.line((scale.at(*low), y), (scale.at(*high), y), &look);
            }
        }
        if drawable(row.value, log) {
            let look = class("f-c0 s-paper") + r#" stroke-width="1.5""#;
            theme::marker(canvas, 0, (scale.at(row.value), y), 5.0, &look);
        }
    });
}
