//! Text that users supply: made harmless, measured, wrapped, cut.

/// Letters of average width make up this share of the font size in the fonts of the style sheet; the estimate is
/// a little generous, because a label that is narrower than its box does no harm.
const GENEROUS: f64 = 1.05;

/// Removes what no label needs and some readers choke on: control characters (a tab or line break becomes a space),
/// direction overrides, and code points that XML forbids.
pub(crate) fn clean(text: &str) -> String {
    text.chars().filter_map(|c| if c == '\n' || c == '\t' { Some(' ') } else { harmless(c) }).collect()
}

/// As [`clean`], but line breaks and tabs stay: for preformatted text.
pub(crate) fn clean_lines(text: &str) -> String {
    text.chars().filter_map(|c| if c == '\n' || c == '\t' { Some(c) } else { harmless(c) }).collect()
}

fn harmless(c: char) -> Option<char> {
    let forbidden =
        c.is_control() || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FFFE}' | '\u{FFFF}');
    (!forbidden).then_some(c)
}

/// Escapes text for HTML and XML, in elements and in double-quoted attributes.
pub(crate) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in clean_lines(text).chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            other => out.push(other),
        }
    }
    out
}

/// An identifier for files and anchors: lower-case ASCII letters, digits and single hyphens; never empty.
///
/// ```
/// assert_eq!(moloch_report::slug("Hype & adoption"), "hype-adoption");
/// ```
pub fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars().flat_map(char::to_lowercase) {
        if c.is_ascii_alphanumeric() {
            out.push(c);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.truncate(60);
    let out = out.trim_end_matches('-');
    if out.is_empty() { "x".to_owned() } else { out.to_owned() }
}

/// Estimated width of `text` at font size `size`, both in the same length unit.
pub(crate) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * size * GENEROUS
}

/// Width of one character as a share of the font size, after the metrics that Helvetica-like fonts have in common.
fn advance(c: char) -> f64 {
    match c {
        'i' | 'j' | 'l' | '\'' | '|' => 0.23,
        'I' | 't' | 'f' | ' ' | '.' | ',' | ':' | ';' | '!' | '/' | '\\' | '[' | ']' | '·' => 0.29,
        'r' | '(' | ')' | '-' | '"' | '`' | '{' | '}' | '°' => 0.36,
        'c' | 'k' | 's' | 'v' | 'x' | 'y' | 'z' | 'J' => 0.51,
        'm' | 'M' => 0.84,
        'w' | 'C' | 'D' | 'H' | 'N' | 'R' | 'U' => 0.73,
        'W' | '@' | '%' | '—' => 1.0,
        'G' | 'O' | 'Q' => 0.79,
        'A' | 'B' | 'E' | 'K' | 'P' | 'S' | 'V' | 'X' | 'Y' | '&' => 0.68,
        'F' | 'T' | 'Z' | '+' | '<' | '=' | '>' | '−' | '×' => 0.62,
        '⁰'..='⁹' | '¹' | '²' | '³' | '⁻' => 0.4,
        c if c.is_ascii() => 0.57,
        c if columns(c) == 0 => 0.0,
        c if columns(c) == 2 => 1.3,
        c if (c as u32) < 0x0250 => {
            if c.is_uppercase() {
                0.8
            } else {
                0.62
            }
        }
        _ => 0.85,
    }
}

/// Terminal columns of one character: 0 for combining marks and joiners, 2 for East Asian wide characters and emoji.
pub(crate) fn columns(c: char) -> usize {
    match c as u32 {
        0x0300..=0x036F | 0x200B..=0x200F | 0x20D0..=0x20FF | 0xFE00..=0xFE0F | 0xFE20..=0xFE2F => 0,
        0x1100..=0x115F
        | 0x2E80..=0x303E
        | 0x3041..=0xA4CF
        | 0xAC00..=0xD7A3
        | 0xF900..=0xFAFF
        | 0xFE30..=0xFE6F
        | 0xFF00..=0xFF60
        | 0xFFE0..=0xFFE6
        | 0x1F300..=0x1FAFF
        | 0x20000..=0x3FFFD => 2,
        _ => 1,
    }
}

/// `text` cut with an ellipsis so that `measure` of it is at most `room`; whole where it fits.
pub(crate) fn cut(text: &str, room: f64, measure: impl Fn(&str) -> f64) -> String {
    if measure(text) <= room {
        return text.to_owned();
    }
    let mut kept: Vec<char> = text.chars().collect();
    while kept.pop().is_some() {
        let candidate: String = kept.iter().collect::<String>().trim_end().to_owned() + "…";
        if measure(&candidate) <= room {
            return candidate;
        }
    }
    String::new()
}

/// Breaks `text` at spaces into at most `most` lines no wider than `room`; the last one is cut where text is left over.
pub(crate) fn wrap(text: &str, room: f64, size: f64, most: usize) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for word in text.split_whitespace() {
        let last = lines.len() - 1;
        let joined = if lines[last].is_empty() { word.to_owned() } else { format!("{} {word}", lines[last]) };
        if width(&joined, size) <= room || lines[last].is_empty() || lines.len() == most {
            lines[last] = joined;
        } else {
            lines.push(word.to_owned());
        }
    }
    lines.into_iter().map(|line| cut(&line, room, |t| width(t, size))).filter(|l| !l.is_empty()).collect()
}
