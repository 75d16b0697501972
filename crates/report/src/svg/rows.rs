//! What bars and dots share: categories on the left, values to the right, levels drawn across.

use super::canvas::{Anchor, Canvas, LEADING, Label, LabelKind, Rect, SMALL, TEXT, class};
use super::key::{self, Entry, Sample};
use super::scale::{self, Scale, drawable};
use super::{Sheet, frame, widest};
use crate::text::{clean, width, wrap};
use crate::{Axis, Threshold};

/// The category labels, wrapped, and the room they take.
pub(super) struct Categories {
    lines: Vec<Vec<String>>,
    pub(super) left: f64,
}

impl Categories {
    /// Wraps the labels to at most 36 per cent of the sheet.
    pub(super) fn new(sheet: &Sheet, labels: impl Iterator<Item = impl AsRef<str>>) -> Self {
        let room = 0.36 * sheet.width;
        let lines: Vec<Vec<String>> = labels.map(|l| wrap(&clean(l.as_ref()), room, TEXT, 3)).collect();
        let left = widest(lines.iter().flatten().map(String::as_str), TEXT) + 12.0;
        Self { lines, left }
    }

    /// Height that the label of row `i` needs.
    pub(super) fn height(&self, i: usize) -> f64 {
        self.lines.get(i).map_or(1, |l| l.len().max(1)) as f64 * (LEADING - 1.0)
    }

    /// Sets the label of row `i` around the height `middle`.
    pub(super) fn set(&self, canvas: &mut Canvas, i: usize, middle: f64) {
        let Some(lines) = self.lines.get(i) else { return };
        let first = middle - (lines.len() as f64 - 1.0) * (LEADING - 1.0) / 2.0 + 0.34 * TEXT;
        for (k, text) in lines.iter().enumerate() {
            canvas.text(&Label {
                x: self.left - 10.0,
                y: first + k as f64 * (LEADING - 1.0),
                anchor: Anchor::End,
                text,
                size: TEXT,
                class: "",
                kind: LabelKind::Category,
            });
        }
    }
}

/// Draws the axis below the rows and the heading; grid lines first, so call it before the rows.
pub(super) fn axis(sheet: &mut Sheet, axis: &Axis, scale: &Scale, plot: Rect) -> f64 {
    let (ticks, exponent) = frame::horizontal_ticks(scale, axis.ticks, plot.width, 7);
    frame::bottom_axis(&mut sheet.canvas, scale, &ticks, plot, sheet.width, true);
    let heading = scale::heading(axis, exponent);
    frame::bottom_heading(&mut sheet.canvas, &heading, 1.0, plot.right(), plot.bottom() + 20.0)
}

/// Draws the levels and names them in rows above the plot; returns what must go into a key.
pub(super) fn thresholds(sheet: &mut Sheet, levels: &[Threshold], scale: &Scale, plot: Rect, log: bool) -> Vec<Entry> {
    const DASH: &str = r#" stroke-dasharray="6 3""#;
    let mut left_over = Vec::new();
    for level in levels.iter().filter(|l| drawable(l.value, log)) {
        let x = scale.at(level.value);
        sheet.canvas.line((x, plot.y - 4.0), (x, plot.bottom()), &(class("thin s-alert") + DASH));
        let text = clean(&level.label);
        let half = width(&text, SMALL) / 2.0;
        let label = Label {
            x: x.min(sheet.width - half - 1.0).max(half + 1.0),
            y: plot.y - 8.0,
            anchor: Anchor::Middle,
            text: &text,
            size: SMALL,
            class: "f-muted",
            kind: LabelKind::Threshold,
        };
        let rect = label.rect();
        if rect.x >= 0.0 && rect.right() <= sheet.width && sheet.canvas.free(&rect.grown(4.0)) {
            sheet.canvas.text(&label);
        } else {
            left_over.push(Entry::new(Sample::Stroke(class("thin s-alert") + DASH, false), &text));
        }
    }
    left_over
}

/// Room above the plot for the names of levels.
pub(super) fn room_for_thresholds(levels: &[Threshold]) -> f64 {
    if levels.is_empty() { 6.0 } else { 24.0 }
}

/// Draws a key across the sheet.
pub(super) fn key(sheet: &mut Sheet, entries: &[Entry]) {
    sheet.top = key::draw(&mut sheet.canvas, entries, 1.0, sheet.width - 1.0, sheet.top + 2.0, &sheet.id);
}
