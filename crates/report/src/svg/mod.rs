//! Draws a [`Figure`] as SVG.

mod bars;
mod canvas;
mod dots;
mod events;
mod frame;
mod key;
mod layout;
mod lines;
mod multiples;
mod network;
mod place;
mod rows;
mod scale;
pub(crate) mod theme;

pub use canvas::{LabelBox, LabelKind};

use canvas::{Anchor, Canvas, LEADING, Label, px};

use crate::text::{clean, escape, width, wrap};
use crate::{Chart, Figure};

/// Width of figures on a wide page.
pub(crate) const WIDE: f64 = 760.0;
/// Width of figures on a phone.
pub(crate) const NARROW: f64 = 360.0;

/// A drawn figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// The `<svg>` element. It takes its colours from the page around it.
    pub svg: String,
    /// Width of the view box.
    pub width: f64,
    /// Height of the view box.
    pub height: f64,
    /// The box of every text, so that tests can see that none collide.
    pub labels: Vec<LabelBox>,
    /// The data lines as drawn; no threshold label lies on one of them.
    pub lines: Vec<Vec<(f64, f64)>>,
    /// Names of nodes for which there was no room; the figure says how many, and they keep their tooltips.
    pub unplaced: Vec<String>,
}

/// What the parts of a figure share while they are drawn.
pub(crate) struct Sheet {
    pub(crate) canvas: Canvas,
    /// Prefix of the ids of this drawing.
    pub(crate) id: String,
    pub(crate) width: f64,
    /// Where the next part starts.
    pub(crate) top: f64,
    pub(crate) lines: Vec<Vec<(f64, f64)>>,
    pub(crate) unplaced: Vec<String>,
}

impl Sheet {
    /// Sets a text in as many lines as it needs, at most `most`, at the left edge below what is there.
    pub(crate) fn heading(&mut self, text: &str, size: f64, class: &str, kind: LabelKind, most: usize) {
        let measured = if class.contains("bold") { size * 1.08 } else { size };
        for line in wrap(&clean(text), self.width - 2.0, measured, most) {
            let y = self.top + 0.82 * size + 1.0;
            self.canvas.text(&Label { x: 1.0, y, anchor: Anchor::Start, text: &line, size, class, kind });
            self.top += LEADING * size / 13.0 + 1.0;
        }
    }
}

/// Draws a figure `width` units wide (at least 240), for the inside of a page that defines the colours.
pub fn draw(figure: &Figure, width: f64) -> Drawing {
    let sheet = drawn(figure, width, false);
    assemble(figure, sheet, None)
}

/// Draws a figure as a file of its own: with its title, its colours and its paper.
pub(crate) fn standalone(figure: &Figure) -> Drawing {
    let sheet = drawn(figure, WIDE, true);
    assemble(figure, sheet, Some(theme::standalone_rules()))
}

fn drawn(figure: &Figure, width: f64, title: bool) -> Sheet {
    let width = if width.is_finite() { width.clamp(240.0, 4000.0) } else { WIDE };
    let mut sheet = Sheet {
        canvas: Canvas::default(),
        id: format!("{}-{}", crate::slug(&figure.id), px(width.round())),
        width,
        top: 2.0,
        lines: Vec::new(),
        unplaced: Vec::new(),
    };
    if title {
        sheet.heading(&figure.title, 16.0, "bold", LabelKind::Title, 3);
        sheet.top += 6.0;
    }
    match &figure.chart {
        Chart::Lines(chart) => lines::draw(&mut sheet, chart),
        Chart::Bars(chart) => bars::draw(&mut sheet, chart),
        Chart::Dots(chart) => dots::draw(&mut sheet, chart),
        Chart::Network(chart) => network::draw(&mut sheet, chart),
        Chart::Multiples(chart) => multiples::draw(&mut sheet, chart),
    }
    sheet
}

fn assemble(figure: &Figure, sheet: Sheet, rules: Option<String>) -> Drawing {
    let (id, width, height) = (&sheet.id, sheet.width, sheet.top.ceil() + 2.0);
    let body = &sheet.canvas.body;
    let defs = if body.contains("url(#") { format!("<defs>{}</defs>\n", theme::textures(id)) } else { String::new() };
    let style = rules.map_or(String::new(), |rules| format!("<style>{rules}</style>\n"));
    let paper = if style.is_empty() {
        String::new()
    } else {
        format!("<rect width=\"{}\" height=\"{}\" class=\"f-paper\"/>\n", px(width), px(height))
    };
    let svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chart\" viewBox=\"0 0 {} {}\" role=\"img\" \
         aria-labelledby=\"{id}-title {id}-desc\">\n<title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n\
         {style}{defs}{paper}{body}</svg>\n",
        px(width),
        px(height),
        escape(&clean(&figure.title)),
        escape(&clean(&figure.description)),
    );
    Drawing { svg, width, height, labels: sheet.canvas.labels, lines: sheet.lines, unplaced: sheet.unplaced }
}

/// Width of the widest of `texts` at `size`.
pub(crate) fn widest<'a>(texts: impl Iterator<Item = &'a str>, size: f64) -> f64 {
    texts.map(|text| width(text, size)).fold(0.0, f64::max)
}
