//! The key: entries with a sample, in rows.

use super::canvas::{Anchor, Canvas, LEADING, Label, LabelKind, Rect, SMALL, class};
use super::theme;
use crate::text::{cut, width};

/// What stands before the name of an entry.
#[derive(Clone, Debug)]
pub(crate) enum Sample {
    /// A line of a slot, with its marker.
    Line(usize),
    /// A line with the given look, perhaps with an arrowhead.
    Stroke(String, bool),
    /// A rectangle with the texture of a slot.
    Fill(usize),
    /// A translucent rectangle, as dark as so many bands over one another.
    Band(usize, usize),
    /// The shape of a slot.
    Shape(usize),
    /// The mark of a sum.
    Net,
    /// Nothing: a remark.
    Remark,
}

/// One entry.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) sample: Sample,
    pub(crate) name: String,
}

impl Entry {
    pub(crate) fn new(sample: Sample, name: &str) -> Self {
        Self { sample, name: crate::text::clean(name) }
    }

    fn lead(&self) -> f64 {
        match self.sample {
            Sample::Remark => 0.0,
            Sample::Fill(_) | Sample::Shape(_) | Sample::Net => 18.0,
            Sample::Line(_) | Sample::Stroke(..) | Sample::Band(..) => 32.0,
        }
    }
}

/// Draws the entries from `top` downwards between `left` and `right`; returns the y below them.
pub(crate) fn draw(canvas: &mut Canvas, entries: &[Entry], left: f64, right: f64, top: f64, figure: &str) -> f64 {
    let (mut x, mut y) = (left, top);
    for entry in entries {
        let room = right - left - entry.lead();
        let name = cut(&entry.name, room, |t| width(t, SMALL));
        let length = entry.lead() + width(&name, SMALL);
        if x > left && x + length > right {
            x = left;
            y += LEADING + 1.0;
        }
        sample(canvas, &entry.sample, x, y + LEADING / 2.0, figure);
        canvas.text(&Label {
            x: x + entry.lead(),
            y: y + LEADING / 2.0 + 0.35 * SMALL,
            anchor: Anchor::Start,
            text: &name,
            size: SMALL,
            class: "f-muted",
            kind: LabelKind::Key,
        });
        x += length + 18.0;
    }
    if entries.is_empty() { top } else { y + LEADING + 3.0 }
}

fn sample(canvas: &mut Canvas, sample: &Sample, x: f64, y: f64, figure: &str) {
    let block = Rect { x, y: y - 6.0, width: 12.0, height: 12.0 };
    match sample {
        Sample::Line(slot) => {
            canvas.line((x, y), (x + 25.0, y), &theme::line_look(*slot));
            theme::marker(canvas, *slot, (x + 12.5, y), 3.2, &class(&format!("f-{}", theme::colour(*slot))));
        }
        Sample::Stroke(look, arrow) => {
            canvas.line((x, y), (x + 25.0, y), look);
            if *arrow {
                canvas.path(
                    &super::canvas::polyline(&[(x + 19.0, y - 3.5), (x + 26.0, y), (x + 19.0, y + 3.5)]),
                    &class("thin s-ink"),
                );
            }
        }
        Sample::Fill(slot) => theme::textured(canvas, *slot, block, figure),
        Sample::Band(slot, layers) => {
            let wide = Rect { width: 25.0, ..block };
            for _ in 0..*layers {
                canvas.rect(wide, &class(&format!("band f-{}", theme::colour(*slot))));
            }
        }
        Sample::Shape(slot) => {
            theme::marker(canvas, *slot, (x + 6.0, y), 5.5, &class(&format!("f-{}", theme::colour(*slot))));
        }
        Sample::Net => theme::net(canvas, (x + 6.0, y)),
        Sample::Remark => {}
    }
}
