//! What charts with axes share: ticks, grid lines, headings.

use super::canvas::{Anchor, Canvas, Label, LabelKind, Rect, SMALL, class};
use super::scale::{Scale, Tick};
use crate::Ticks;
use crate::text::width;

/// Ticks of a horizontal axis whose labels do not collide, with the power taken out of them.
pub(crate) fn horizontal_ticks(scale: &Scale, kind: Ticks, length: f64, most: usize) -> (Vec<Tick>, i32) {
    let mut target = most.max(1);
    loop {
        let (ticks, exponent) = scale.ticks(kind, target);
        let needed: f64 = ticks.iter().map(|t| width(&t.text, SMALL) + 14.0).sum();
        if needed <= length || target == 1 {
            return (ticks, exponent);
        }
        target -= 1;
    }
}

/// Draws the ticks of a horizontal axis below `plot`, with grid lines through it if asked for.
pub(crate) fn bottom_axis(canvas: &mut Canvas, scale: &Scale, ticks: &[Tick], plot: Rect, sheet: f64, grid: bool) {
    for tick in ticks {
        let x = scale.at(tick.value);
        if grid {
            canvas.line((x, plot.y), (x, plot.bottom()), &class("thin s-grid"));
        } else {
            canvas.line((x, plot.bottom()), (x, plot.bottom() + 4.0), &class("thin s-muted"));
        }
        let half = width(&tick.text, SMALL) / 2.0;
        let centre = x.min(sheet - half - 1.0).max(half + 1.0);
        let label = Label {
            x: centre,
            y: plot.bottom() + 19.0,
            anchor: Anchor::Middle,
            text: &tick.text,
            size: SMALL,
            class: "f-muted",
            kind: LabelKind::Tick,
        };
        let rect = label.rect();
        if canvas.free(&Rect { x: rect.x - 3.0, width: rect.width + 6.0, ..rect }) {
            canvas.text(&label);
        }
    }
}

/// Draws the ticks of a vertical axis left of `plot`, with grid lines through it.
pub(crate) fn left_axis(canvas: &mut Canvas, scale: &Scale, ticks: &[Tick], plot: Rect) {
    for tick in ticks {
        let y = scale.at(tick.value);
        canvas.line((plot.x, y), (plot.right(), y), &class("thin s-grid"));
        let label = Label {
            x: plot.x - 7.0,
            y: y + 0.34 * SMALL,
            anchor: Anchor::End,
            text: &tick.text,
            size: SMALL,
            class: "f-muted",
            kind: LabelKind::Tick,
        };
        if canvas.free(&label.rect()) {
            canvas.text(&label);
        }
    }
}

/// Sets the heading of a horizontal axis, ending at the right edge of `plot`; returns the y below it.
pub(crate) fn bottom_heading(canvas: &mut Canvas, text: &str, left: f64, right: f64, top: f64) -> f64 {
    let text = crate::text::cut(text, right - left, |t| width(t, SMALL));
    if text.is_empty() {
        return top;
    }
    canvas.text(&Label {
        x: right,
        y: top + 13.0,
        anchor: Anchor::End,
        text: &text,
        size: SMALL,
        class: "f-muted",
        kind: LabelKind::Axis,
    });
    top + 18.0
}
