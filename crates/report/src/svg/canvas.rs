//! A sheet to draw on that remembers the box of every text it sets.

use std::fmt::Write as _;

use crate::text::{self, escape};

/// Size of ordinary labels.
pub(crate) const TEXT: f64 = 13.0;
/// Size of ticks and small print.
pub(crate) const SMALL: f64 = 12.0;
/// Distance between lines of ordinary labels.
pub(crate) const LEADING: f64 = 17.0;

/// What a text on a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LabelKind {
    /// Title of the figure (only in stand-alone files) or of a panel.
    Title,
    /// Label of an axis.
    Axis,
    /// Label of a tick.
    Tick,
    /// Name of a series at its end.
    Series,
    /// Name of a threshold.
    Threshold,
    /// Name of an event.
    Event,
    /// Entry of the key.
    Key,
    /// Category of a bar or row.
    Category,
    /// Value at the end of a bar.
    Value,
    /// Name of a node.
    Node,
    /// A remark.
    Note,
}

/// The box of one text, in the units of the drawing, origin at the top left.
#[derive(Clone, Debug, PartialEq)]
pub struct LabelBox {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width, estimated from the characters.
    pub width: f64,
    /// Height.
    pub height: f64,
    /// The text as set, perhaps cut with an ellipsis.
    pub text: String,
    /// What it is.
    pub kind: LabelKind,
}

impl LabelBox {
    /// Whether two boxes share more than an edge.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.rect().overlaps(&other.rect())
    }

    pub(crate) fn rect(&self) -> Rect {
        Rect { x: self.x, y: self.y, width: self.width, height: self.height }
    }
}

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Rect {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) width: f64,
    pub(crate) height: f64,
}

impl Rect {
    pub(crate) fn right(&self) -> f64 {
        self.x + self.width
    }

    pub(crate) fn bottom(&self) -> f64 {
        self.y + self.height
    }

    pub(crate) fn overlaps(&self, other: &Self) -> bool {
        const TOUCH: f64 = 1e-6;
        self.x < other.right() - TOUCH
            && other.x < self.right() - TOUCH
            && self.y < other.bottom() - TOUCH
            && other.y < self.bottom() - TOUCH
    }

    pub(crate) fn inside(&self, other: &Self) -> bool {
        self.x >= other.x && self.y >= other.y && self.right() <= other.right() && self.bottom() <= other.bottom()
    }

    pub(crate) fn grown(&self, by: f64) -> Self {
        Self { x: self.x - by, y: self.y - by, width: self.width + 2.0 * by, height: self.height + 2.0 * by }
    }

    /// Whether the segment from `a` to `b` passes through (clipping by Liang and Barsky).
    pub(crate) fn meets(&self, a: (f64, f64), b: (f64, f64)) -> bool {
        let (dx, dy) = (b.0 - a.0, b.1 - a.1);
        let sides = [(-dx, a.0 - self.x), (dx, self.right() - a.0), (-dy, a.1 - self.y), (dy, self.bottom() - a.1)];
        let (mut enter, mut leave) = (0.0_f64, 1.0_f64);
        for (p, q) in sides {
            if p == 0.0 && q < 0.0 {
                return false;
            }
            if p < 0.0 {
                enter = enter.max(q / p);
            } else if p > 0.0 {
                leave = leave.min(q / p);
            }
        }
        enter <= leave
    }
}

/// Which point of a text its position names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

impl Anchor {
    fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// A text still to be set: position of its baseline, what it says, how it looks.
#[derive(Clone, Debug)]
pub(crate) struct Label<'a> {
    pub(crate) x: f64,
    pub(crate) y: f64,
    pub(crate) anchor: Anchor,
    pub(crate) text: &'a str,
    pub(crate) size: f64,
    pub(crate) class: &'a str,
    pub(crate) kind: LabelKind,
}

impl Label<'_> {
    /// The box the text would take.
    pub(crate) fn rect(&self) -> Rect {
        let width = text::width(self.text, self.size);
        let x = match self.anchor {
            Anchor::Start => self.x,
            Anchor::Middle => self.x - width / 2.0,
            Anchor::End => self.x - width,
        };
        Rect { x, y: self.y - 0.82 * self.size, width, height: 1.08 * self.size }
    }
}

/// The sheet.
#[derive(Default)]
pub(crate) struct Canvas {
    pub(crate) body: String,
    pub(crate) labels: Vec<LabelBox>,
}

impl Canvas {
    /// Sets a text and remembers its box.
    pub(crate) fn text(&mut self, label: &Label<'_>) {
        if label.text.is_empty() {
            return;
        }
        let Rect { x, y, width, height } = label.rect();
        self.labels.push(LabelBox { x, y, width, height, text: label.text.to_owned(), kind: label.kind });
        let anchor = match label.anchor {
            Anchor::Start => String::new(),
            other => format!(r#" text-anchor="{}""#, other.name()),
        };
        let _ = writeln!(
            self.body,
            r#"<text x="{}" y="{}" font-size="{}"{anchor}{}>{}</text>"#,
            px(label.x),
            px(label.y),
            px(label.size),
            class(label.class),
            escape(label.text)
        );
    }

    /// Whether a box is free of all texts set so far.
    pub(crate) fn free(&self, rect: &Rect) -> bool {
        !self.labels.iter().any(|label| label.rect().overlaps(rect))
    }

    pub(crate) fn line(&mut self, a: (f64, f64), b: (f64, f64), look: &str) {
        let _ =
            writeln!(self.body, r#"<line x1="{}" y1="{}" x2="{}" y2="{}"{look}/>"#, px(a.0), px(a.1), px(b.0), px(b.1));
    }

    pub(crate) fn path(&mut self, d: &str, look: &str) {
        if !d.is_empty() {
            let _ = writeln!(self.body, r#"<path d="{d}"{look}/>"#);
        }
    }

    pub(crate) fn rect(&mut self, r: Rect, look: &str) {
        let _ = writeln!(
            self.body,
            r#"<rect x="{}" y="{}" width="{}" height="{}"{look}/>"#,
            px(r.x),
            px(r.y),
            px(r.width.max(0.0)),
            px(r.height.max(0.0))
        );
    }

    /// A shape with a tooltip.
    pub(crate) fn titled(&mut self, title: &str, draw: impl FnOnce(&mut Self)) {
        let _ = writeln!(self.body, "<g><title>{}</title>", escape(title));
        draw(self);
        self.body.push_str("</g>\n");
    }
}

/// A coordinate with at most one decimal, never `-0`, never not-a-number.
pub(crate) fn px(value: f64) -> String {
    let value = if value.is_finite() { value } else { 0.0 };
    let text = format!("{value:.1}");
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

/// A `class` attribute, or nothing.
pub(crate) fn class(name: &str) -> String {
    if name.is_empty() { String::new() } else { format!(r#" class="{name}""#) }
}

/// Path data of a polyline through `points`.
pub(crate) fn polyline(points: &[(f64, f64)]) -> String {
    let mut d = String::new();
    for (i, (x, y)) in points.iter().enumerate() {
        let _ = write!(d, "{}{} {}", if i == 0 { "M" } else { "L" }, px(*x), px(*y));
    }
    d
}
