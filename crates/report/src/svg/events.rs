//! Moments marked on the horizontal axis: flags in rows above the plot, so that they never cover a line.

use super::canvas::{Anchor, Canvas, Label, LabelKind, Rect, SMALL, class};
use super::scale::Scale;
use crate::Event;
use crate::text::{clean, cut, width};

const ROW: f64 = 16.0;

/// A flag: its pole, its text and its row, 0 nearest to the plot.
pub(crate) struct Flag {
    x: f64,
    start: f64,
    text: String,
    row: usize,
}

impl Flag {
    fn end(&self) -> f64 {
        self.start + width(&self.text, SMALL)
    }

    /// Whether the two texts meet, or the pole of one runs through the text of the other.
    fn conflicts(&self, other: &Self) -> bool {
        let texts = self.row == other.row && self.start < other.end() + 6.0 && other.start < self.end() + 6.0;
        texts || self.crossed_by(other) || other.crossed_by(self)
    }

    fn crossed_by(&self, other: &Self) -> bool {
        other.row >= self.row
            && self.start - 2.0 < other.x
            && other.x < self.end() + 2.0
            && (self.x - other.x).abs() > 1e-9
    }
}

/// Plans the flags of `events` on a sheet of the given width.
pub(crate) fn plan(events: &[Event], scale: &Scale, sheet: f64) -> Vec<Flag> {
    let mut order: Vec<&Event> =
        events.iter().filter(|e| e.x.is_finite() && e.x >= scale.low && e.x <= scale.high).collect();
    order.sort_by(|a, b| b.x.total_cmp(&a.x));
    let mut flags: Vec<Flag> = Vec::new();
    for event in order {
        let x = scale.at(event.x);
        let text = cut(&clean(&event.label), sheet * 0.6, |t| width(t, SMALL));
        let start = (x + 4.0).min(sheet - width(&text, SMALL) - 1.0).max(1.0);
        let mut flag = Flag { x, start, text, row: 0 };
        while flags.iter().any(|other| other.conflicts(&flag)) && flag.row <= flags.len() {
            flag.row += 1;
        }
        flags.push(flag);
    }
    flags
}

/// Height of the rows.
pub(crate) fn height(flags: &[Flag]) -> f64 {
    flags.iter().map(|flag| flag.row + 1).max().map_or(0.0, |rows| rows as f64 * ROW + 4.0)
}

/// Draws the flags above and through `plot`.
pub(crate) fn draw(canvas: &mut Canvas, flags: &[Flag], plot: Rect) {
    for flag in flags {
        let y = plot.y - 6.0 - flag.row as f64 * ROW;
        let look = class("thin s-muted") + r#" stroke-dasharray="3 3""#;
        canvas.line((flag.x, y - 9.0), (flag.x, plot.bottom()), &look);
    }
    for flag in flags {
        let y = plot.y - 6.0 - flag.row as f64 * ROW;
        let label = Label {
            x: flag.start,
            y,
            anchor: Anchor::Start,
            text: &flag.text,
            size: SMALL,
            class: "f-muted halo",
            kind: LabelKind::Event,
        };
        if canvas.free(&label.rect()) {
            canvas.text(&label);
        }
    }
}

/// The poles as lines that labels keep clear of.
pub(crate) fn poles(flags: &[Flag], plot: Rect) -> impl Iterator<Item = Vec<(f64, f64)>> {
    flags.iter().map(move |flag| vec![(flag.x, plot.y), (flag.x, plot.bottom())])
}
