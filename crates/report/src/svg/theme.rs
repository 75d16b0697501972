//! Colours, dashes and markers: every series differs in at least two of them, so that figures read in grey.

use std::fmt::Write as _;

use super::canvas::{Canvas, Rect, class, polyline, px};

/// Name of a colour, its value on light and on dark paper. The first seven are after Okabe and Ito, darkened or lightened
/// until their labels have a contrast of at least 4.5 with the paper.
pub(crate) const COLOURS: [(&str, &str, &str); 12] = [
    ("c0", "#0067a8", "#62b7ee"),
    ("c1", "#bd4b00", "#ff9653"),
    ("c2", "#007a5a", "#35c9a2"),
    ("c3", "#a23b79", "#eba0c9"),
    ("c4", "#8a6100", "#efc24e"),
    ("c5", "#5a55b8", "#b3aefc"),
    ("c6", "#4d4d4d", "#c4c4c4"),
    ("ink", "#1b1d21", "#e9e8e4"),
    ("muted", "#5c6068", "#a3a7af"),
    ("grid", "#dfe1e5", "#34383f"),
    ("paper", "#ffffff", "#15171b"),
    ("alert", "#a8201a", "#ff8f87"),
];

/// Number of colours for series.
pub(crate) const SLOTS: usize = 7;

const DASHES: [&str; 6] = ["", "8 4", "2 3", "10 3 2 3", "14 4", "5 3"];

/// Rules for figures; `colour` turns a name into what the sheet uses for it.
fn rules(colour: impl Fn(&str) -> String) -> String {
    let mut css = String::new();
    for (name, ..) in &COLOURS[..SLOTS] {
        let value = colour(name);
        let _ = write!(css, ".chart .s-{name}{{stroke:{value}}}.chart .f-{name}{{fill:{value}}}");
    }
    for name in ["ink", "muted", "grid", "paper", "alert"] {
        let value = colour(name);
        let _ = write!(css, ".chart .s-{name}{{stroke:{value}}}.chart .f-{name}{{fill:{value}}}");
    }
    let _ = write!(css, ".chart text{{fill:{}}}", colour("ink"));
    for name in ["muted", "alert"].into_iter().chain(COLOURS[..SLOTS].iter().map(|c| c.0)) {
        let _ = write!(css, ".chart text.f-{name}{{fill:{}}}", colour(name));
    }
    let _ = write!(css, ".chart text.halo{{stroke:{}}}", colour("paper"));
    css
}

const SHAPES: &str = ".chart{font-family:\"Helvetica Neue\",Helvetica,Arial,\"Liberation Sans\",sans-serif}\
.chart .line{fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round}\
.chart .thin{fill:none;stroke-width:1}\
.chart .edge{fill:none}\
.chart .band{fill-opacity:.17;stroke:none}\
.chart .bold{font-weight:600}\
.chart text.halo{paint-order:stroke;stroke-width:3.5px;stroke-linejoin:round}";

/// Rules for a page that defines the colours as CSS variables.
pub(crate) fn page_rules() -> String {
    let mut css = rules(|name| format!("var(--{name})"));
    css.push_str(SHAPES);
    css
}

/// Definitions of the CSS variables on light or dark paper.
pub(crate) fn variables(dark: bool) -> String {
    let mut css = String::new();
    for (name, light, night) in &COLOURS {
        let _ = write!(css, "--{name}:{};", if dark { night } else { light });
    }
    css
}

/// Rules for a file of its own: plain colours that every viewer understands, dark ones where the viewer asks for them.
pub(crate) fn standalone_rules() -> String {
    let pick = |name: &str, dark: bool| {
        let found = COLOURS.iter().find(|c| c.0 == name);
        found.map_or(String::new(), |c| (if dark { c.2 } else { c.1 }).to_owned())
    };
    let (light, dark) = (rules(|name| pick(name, false)), rules(|name| pick(name, true)));
    format!("{light}{SHAPES}@media (prefers-color-scheme:dark){{{dark}}}")
}

/// Name of the colour of a slot.
pub(crate) fn colour(slot: usize) -> &'static str {
    COLOURS[slot % SLOTS].0
}

/// The dash of a slot as an attribute.
pub(crate) fn dash(slot: usize) -> String {
    let pattern = DASHES[(slot + slot / SLOTS) % DASHES.len()];
    if pattern.is_empty() { String::new() } else { format!(r#" stroke-dasharray="{pattern}""#) }
}

/// Class and dash of the line of a slot.
pub(crate) fn line_look(slot: usize) -> String {
    format!("{}{}", class(&format!("line s-{}", colour(slot))), dash(slot))
}

/// Shape of a slot: circle, square, triangle, diamond, inverted triangle, hexagon.
pub(crate) fn marker(canvas: &mut Canvas, slot: usize, (x, y): (f64, f64), r: f64, look: &str) {
    let corners: &[(f64, f64)] = match (slot + slot / SLOTS) % 6 {
        0 => {
            let _ = writeln!(canvas.body, r#"<circle cx="{}" cy="{}" r="{}"{look}/>"#, px(x), px(y), px(r));
            return;
        }
        1 => &[(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)],
        2 => &[(0.0, -1.15), (1.1, 0.85), (-1.1, 0.85)],
        3 => &[(0.0, -1.25), (1.25, 0.0), (0.0, 1.25), (-1.25, 0.0)],
        4 => &[(0.0, 1.15), (1.1, -0.85), (-1.1, -0.85)],
        _ => &[(-0.55, -1.0), (0.55, -1.0), (1.1, 0.0), (0.55, 1.0), (-0.55, 1.0), (-1.1, 0.0)],
    };
    let points: Vec<(f64, f64)> = corners.iter().map(|(dx, dy)| (x + dx * r, y + dy * r)).collect();
    canvas.path(&(polyline(&points) + "Z"), look);
}

/// The mark of a sum of gains and losses: a diamond in ink.
pub(crate) fn net(canvas: &mut Canvas, at: (f64, f64)) {
    marker(canvas, 3, at, 4.6, &(class("f-ink s-paper") + r#" stroke-width="1.5""#));
}

/// A filled rectangle with the texture of its slot: plain, then lines in several directions and dots.
pub(crate) fn textured(canvas: &mut Canvas, slot: usize, r: Rect, figure: &str) {
    canvas.rect(r, &class(&format!("f-{}", colour(slot))));
    let texture = (slot + slot / SLOTS) % (TEXTURES.len() + 1);
    if texture > 0 {
        canvas.rect(r, &format!(r#" fill="url(#{figure}-t{texture})""#));
    }
}

const TEXTURES: [&str; 5] = [
    r#"<path d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5" class="s-paper" stroke-width="1.4"/>"#,
    r#"<circle cx="3" cy="3" r="1.2" class="f-paper"/>"#,
    r#"<path d="M0 3H6" class="s-paper" stroke-width="1.4"/>"#,
    r#"<path d="M-1 -1L7 7M5 -1L7 1M-1 5L1 7" class="s-paper" stroke-width="1.4"/>"#,
    r#"<path d="M3 0V6M0 3H6" class="s-paper" stroke-width="1"/>"#,
];

/// Definitions of the textures for a figure that uses them.
pub(crate) fn textures(figure: &str) -> String {
    let mut defs = String::new();
    for (i, shape) in TEXTURES.iter().enumerate() {
        let _ = write!(
            defs,
            r#"<pattern id="{figure}-t{}" width="6" height="6" patternUnits="userSpaceOnUse">{shape}</pattern>"#,
            i + 1
        );
    }
    defs
}
