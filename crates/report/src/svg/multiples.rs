//! Several line charts in a grid, with one key.

use super::canvas::{Anchor, Label, LabelKind, SMALL, TEXT};
use super::key::{self, Entry, Sample};
use super::lines::{self, Panel};
use super::scale::{self, Scale};
use super::{Sheet, frame};
use crate::text::{clean, cut, width};
use crate::{LineChart, Multiples};

const GUTTER: f64 = 22.0;

/// Draws the panels row by row; a narrow sheet has one column, or two where they are at least 160 wide.
pub(super) fn draw(sheet: &mut Sheet, chart: &Multiples) {
    let most = ((sheet.width + GUTTER) / (220.0 + GUTTER)).floor().max(1.0);
    let columns = (1..=chart.columns.max(1)).take_while(|c| *c as f64 <= most).last().unwrap_or(1);
    let names = series_names(chart);
    let shared_y = shared(chart, |c| c.y.heading());
    let shared_x = shared(chart, |c| c.x.heading());
    let scales = scales(chart);
    if let Some(heading) = &shared_y {
        let exponent = scales.first().map_or(0, |y| y.ticks(chart.panels[0].chart.y.ticks, 4).1);
        let same = scales.iter().zip(&chart.panels).all(|(y, p)| y.ticks(p.chart.y.ticks, 4).1 == exponent);
        let text = chart.panels.first().filter(|_| same).map(|p| scale::heading(&p.chart.y, exponent));
        sheet.heading(&text.unwrap_or_else(|| heading.clone()), SMALL, "f-muted", LabelKind::Axis, 2);
    }
    let entries = entries(chart, &names);
    sheet.top = key::draw(&mut sheet.canvas, &entries, 1.0, sheet.width - 1.0, sheet.top + 2.0, &sheet.id) + 4.0;
    let cell = (sheet.width - GUTTER * (columns as f64 - 1.0)) / columns as f64;
    let mut left_over = Vec::new();
    for (row, panels) in chart.panels.chunks(columns).enumerate() {
        let scales = &scales[row * columns..];
        let place = |column: usize, head: f64| {
            let left = column as f64 * (cell + GUTTER);
            let (right, sheet) = (left + cell - 14.0, left + cell);
            let height = (0.55 * cell).clamp(110.0, 190.0);
            Panel { left, right, sheet, height, direct: false, headings: shared_x.is_none(), head }
        };
        let heads = panels.iter().enumerate().map(|(c, panel)| place(c, 0.0).head_room(&panel.chart, &scales[c]));
        let head = heads.fold(0.0, f64::max);
        let top = sheet.top;
        let mut bottom = top;
        for (column, panel) in panels.iter().enumerate() {
            sheet.top = top;
            let (place, y) = (place(column, head), &scales[column]);
            panel_title(sheet, &panel.title, place.left, cell);
            if shared_y.is_none() {
                let exponent = y.ticks(panel.chart.y.ticks, 4).1;
                small_heading(sheet, &scale::heading(&panel.chart.y, exponent), place.left, cell);
            }
            left_over.extend(place.draw(sheet, &panel.chart, &panel_slots(&panel.chart, &names), y));
            bottom = sheet.top.max(bottom);
        }
        sheet.top = bottom + 12.0;
    }
    if let Some(heading) = shared_x {
        let right = sheet.width - 12.0;
        sheet.top = frame::bottom_heading(&mut sheet.canvas, &clean(&heading), 1.0, right, sheet.top - 10.0);
    }
    left_over.dedup_by(|a, b| a.name == b.name);
    sheet.top = key::draw(&mut sheet.canvas, &left_over, 1.0, sheet.width - 1.0, sheet.top + 2.0, &sheet.id);
}

/// The heading that all panels have in common, if they do.
fn shared(chart: &Multiples, heading: impl Fn(&LineChart) -> String) -> Option<String> {
    let first = heading(&chart.panels.first()?.chart);
    chart.panels.iter().all(|panel| heading(&panel.chart) == first).then_some(first)
}

/// Names of all series in the order of their first appearance: a name has one look in all panels.
fn series_names(chart: &Multiples) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for series in chart.panels.iter().flat_map(|panel| &panel.chart.series) {
        if !names.contains(&series.name) {
            names.push(series.name.clone());
        }
    }
    names
}

fn panel_slots(chart: &LineChart, names: &[String]) -> Vec<usize> {
    let position = |name: &String| names.iter().position(|n| n == name).unwrap_or(0);
    chart.series.iter().map(|s| s.slot.unwrap_or_else(|| position(&s.name))).collect()
}

fn entries(chart: &Multiples, names: &[String]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for panel in &chart.panels {
        let slots = panel_slots(&panel.chart, names);
        for (series, slot) in panel.chart.series.iter().zip(&slots) {
            if !series.name.is_empty() && !entries.iter().any(|e| e.name == clean(&series.name)) {
                entries.push(Entry::new(Sample::Line(*slot), &series.name));
            }
        }
    }
    for panel in &chart.panels {
        for entry in lines::band_entries(&panel.chart, &panel_slots(&panel.chart, names)) {
            if !entries.iter().any(|e| e.name == entry.name) {
                entries.push(entry);
            }
        }
    }
    if entries.iter().filter(|e| matches!(e.sample, Sample::Line(_))).count() == 1 && entries.len() == 1 {
        entries.clear();
    }
    entries
}

fn scales(chart: &Multiples) -> Vec<Scale> {
    let own = |panel: &crate::Panel| lines::y_scale(&panel.chart);
    match chart.panels.first() {
        Some(first) if chart.same_scale && chart.panels.iter().all(|p| p.chart.y.log == first.chart.y.log) => {
            let values = chart.panels.iter().flat_map(|panel| lines::y_values(&panel.chart));
            let common = Scale::covering(&first.chart.y, values).rounded(4);
            vec![common; chart.panels.len()]
        }
        _ => chart.panels.iter().map(own).collect(),
    }
}

fn panel_title(sheet: &mut Sheet, title: &str, left: f64, room: f64) {
    let text = cut(&clean(title), room - 4.0, |t| width(t, TEXT * 1.08));
    let y = sheet.top + TEXT;
    sheet.canvas.text(&Label {
        x: left + 1.0,
        y,
        anchor: Anchor::Start,
        text: &text,
        size: TEXT,
        class: "bold",
        kind: LabelKind::Title,
    });
    sheet.top += 19.0;
}

fn small_heading(sheet: &mut Sheet, text: &str, left: f64, room: f64) {
    let text = cut(text, room - 4.0, |t| width(t, SMALL));
    let y = sheet.top + SMALL;
    sheet.canvas.text(&Label {
        x: left + 1.0,
        y,
        anchor: Anchor::Start,
        text: &text,
        size: SMALL,
        class: "f-muted",
        kind: LabelKind::Axis,
    });
    sheet.top += 15.0;
}
