//! Horizontal bars, grouped or stacked.

use super::Sheet;
use super::canvas::{Anchor, Label, LabelKind, Rect, SMALL, class};
use super::key::{Entry, Sample};
use super::rows::{self, Categories};
use super::scale::{Scale, drawable};
use super::theme;
use crate::format::significant;
use crate::text::{clean, width};
use crate::{Axis, BarChart, Bars};

/// Draws the chart over the whole width of the sheet.
pub(super) fn draw(sheet: &mut Sheet, chart: &BarChart) {
    let slots: Vec<usize> = chart.series.iter().enumerate().map(|(i, s)| s.slot.unwrap_or(i)).collect();
    if chart.series.len() > 1 {
        let mut entries: Vec<Entry> =
            chart.series.iter().zip(&slots).map(|(s, slot)| Entry::new(Sample::Fill(*slot), &s.name)).collect();
        if chart.bars == Bars::Stacked && (0..chart.categories.len()).any(|i| mixed(sums(chart, i))) {
            entries.push(Entry::new(Sample::Net, "sum"));
        }
        rows::key(sheet, &entries);
    }
    let categories = Categories::new(sheet, chart.categories.iter());
    let bars = Rows::new(chart, &categories);
    let plot = Rect {
        x: categories.left,
        y: sheet.top + rows::room_for_thresholds(&chart.thresholds),
        width: sheet.width - categories.left - 12.0,
        height: bars.total,
    };
    let scale = value_scale(chart, plot);
    let bottom = rows::axis(sheet, &chart.value, &scale, plot);
    for (i, (top, height)) in bars.rows.iter().enumerate() {
        categories.set(&mut sheet.canvas, i, plot.y + top + height / 2.0);
        match chart.bars {
            Bars::Grouped => grouped(sheet, chart, &slots, i, (plot.y + top, *height), &scale),
            Bars::Stacked => stacked(sheet, chart, &slots, i, (plot.y + top, *height), &scale),
        }
    }
    let zero = scale.at(0.0);
    sheet.canvas.line((zero, plot.y), (zero, plot.bottom()), &class("thin s-ink"));
    let left_over = rows::thresholds(sheet, &chart.thresholds, &scale, plot, false);
    sheet.top = bottom;
    rows::key(sheet, &left_over);
}

/// Top and height of each row.
struct Rows {
    rows: Vec<(f64, f64)>,
    total: f64,
}

const BAR: f64 = 17.0;

impl Rows {
    fn new(chart: &BarChart, categories: &Categories) -> Self {
        let bars = match chart.bars {
            Bars::Grouped => chart.series.len().max(1) as f64,
            Bars::Stacked => 1.3,
        };
        let mut top = 4.0;
        let mut rows = Vec::new();
        for i in 0..chart.categories.len() {
            let height = (bars * BAR).max(categories.height(i));
            rows.push((top, height));
            top += height + 10.0;
        }
        Self { rows, total: top.max(30.0) }
    }
}

fn value(chart: &BarChart, series: usize, category: usize) -> Option<f64> {
    chart.series[series].values.get(category).copied().filter(|v| drawable(*v, false))
}

/// Sums of the negative and of the positive values of a category.
fn sums(chart: &BarChart, category: usize) -> (f64, f64) {
    let values = (0..chart.series.len()).filter_map(|s| value(chart, s, category));
    values.fold((0.0, 0.0), |(low, high), v| if v < 0.0 { (low + v, high) } else { (low, high + v) })
}

/// Whether there are gains and losses, so that the sum must be marked.
fn mixed((low, high): (f64, f64)) -> bool {
    low < 0.0 && high > 0.0
}

/// The scale of the values, always linear and from zero, with room for the written values on both sides.
fn value_scale(chart: &BarChart, plot: Rect) -> Scale {
    let axis = Axis { log: false, zero: true, ..chart.value.clone() };
    let mut values: Vec<f64> = chart.thresholds.iter().map(|t| t.value).collect();
    let mut written: (f64, f64) = (0.0, 0.0);
    for category in 0..chart.categories.len() {
        let own: Vec<f64> = match chart.bars {
            Bars::Grouped => (0..chart.series.len()).filter_map(|s| value(chart, s, category)).collect(),
            Bars::Stacked => {
                let (low, high) = sums(chart, category);
                let reach = if high > 0.0 || low + high >= 0.0 { &mut written.1 } else { &mut written.0 };
                *reach = reach.max(width(&text_of(low + high), SMALL) + 8.0);
                values.extend([low, high]);
                continue;
            }
        };
        for v in &own {
            let reach = if *v < 0.0 { &mut written.0 } else { &mut written.1 };
            *reach = reach.max(width(&text_of(*v), SMALL) + 8.0);
        }
        values.extend(own);
    }
    let scale = Scale::covering(&axis, values.into_iter());
    let inner = (plot.width - written.0 - written.1).max(40.0);
    scale.padded(written.0 / inner, written.1 / inner).between(plot.x, plot.right())
}

fn text_of(value: f64) -> String {
    significant(value, 3)
}

fn grouped(sheet: &mut Sheet, chart: &BarChart, slots: &[usize], category: usize, row: (f64, f64), scale: &Scale) {
    let count = chart.series.len() as f64;
    let first = row.0 + (row.1 - count * BAR) / 2.0;
    for (s, slot) in slots.iter().enumerate() {
        let top = first + s as f64 * BAR;
        let Some(v) = value(chart, s, category) else {
            write_value(sheet, scale.at(0.0), top + BAR / 2.0, "none", false);
            continue;
        };
        let bar = bar(scale, 0.0, v, top + 1.0, BAR - 2.0);
        let tip = format!("{}, {}: {}", chart.categories[category], chart.series[s].name, significant(v, 6));
        let id = sheet.id.clone();
        sheet.canvas.titled(&clean(&tip), |canvas| theme::textured(canvas, *slot, bar, &id));
        write_value(sheet, scale.at(v), top + BAR / 2.0, &text_of(v), v < 0.0);
    }
}

fn stacked(sheet: &mut Sheet, chart: &BarChart, slots: &[usize], category: usize, row: (f64, f64), scale: &Scale) {
    let height = 1.3 * BAR;
    let top = row.0 + (row.1 - height) / 2.0;
    let (mut low, mut high) = (0.0, 0.0);
    for (s, slot) in slots.iter().enumerate() {
        let Some(v) = value(chart, s, category) else { continue };
        let end = if v < 0.0 { &mut low } else { &mut high };
        let bar = bar(scale, *end, *end + v, top, height);
        *end += v;
        let tip = format!("{}, {}: {}", chart.categories[category], chart.series[s].name, significant(v, 6));
        let id = sheet.id.clone();
        sheet.canvas.titled(&clean(&tip), |canvas| {
            theme::textured(canvas, *slot, bar, &id);
            canvas.rect(bar, r#" fill="none" class="s-paper""#);
        });
    }
    let (sum, middle) = (low + high, top + height / 2.0);
    if mixed((low, high)) {
        theme::net(&mut sheet.canvas, (scale.at(sum), middle));
    }
    let left = high <= 0.0 && sum < 0.0;
    write_value(sheet, if left { scale.at(low) } else { scale.at(high) }, middle, &text_of(sum), left);
}

fn bar(scale: &Scale, from: f64, to: f64, y: f64, height: f64) -> Rect {
    let (a, b) = (scale.at(from), scale.at(to));
    Rect { x: a.min(b), y, width: (a - b).abs(), height }
}

/// Writes a value beside the end of a bar.
fn write_value(sheet: &mut Sheet, x: f64, middle: f64, text: &str, left: bool) {
    let (x, anchor) = if left { (x - 5.0, Anchor::End) } else { (x + 5.0, Anchor::Start) };
    let label =
        Label { x, y: middle + 0.35 * SMALL, anchor, text, size: SMALL, class: "f-muted halo", kind: LabelKind::Value };
    if sheet.canvas.free(&label.rect()) && label.rect().x >= 0.0 && label.rect().right() <= sheet.width {
        sheet.canvas.text(&label);
    }
}
