//! Text for a terminal.

use crate::table::cell_number;
use crate::text::{clean, columns, cut};
use crate::{Align, Cell, Document, Table};

/// A table as aligned text, at most `width` columns wide: the widest text column is cut first, numbers never.
///
/// Lines end in a line break and carry no trailing spaces, colours or control characters.
pub fn text_table(table: &Table, width: usize) -> String {
    let grid = grid(table);
    let mut widths = column_widths(&grid, table.columns.len());
    shrink(&mut widths, table, width);
    let mut out = String::new();
    let rule: Vec<String> = widths.iter().map(|w| "─".repeat(*w)).collect();
    for (r, row) in grid.iter().enumerate() {
        let cells = row.iter().enumerate().map(|(c, text)| pad(text, widths[c], table.columns[c].align));
        out.push_str(cells.collect::<Vec<_>>().join("  ").trim_end());
        out.push('\n');
        if r == 0 {
            out.push_str(&rule.join("──"));
            out.push('\n');
        }
    }
    out
}

/// The answer and the facts of a document as plain lines, wrapped at `width` columns.
pub fn plain(document: &Document, width: usize) -> String {
    let mut lines = vec![clean(&document.title)];
    let mut line = String::new();
    for word in document.answer.paragraph.plain().split(' ') {
        if !line.is_empty() && display_width(&line) + 1 + display_width(word) > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    lines.push(line);
    let key = document.facts.iter().map(|(key, _)| display_width(&clean(key))).max().unwrap_or(0);
    lines.extend(document.facts.iter().map(|(k, v)| format!("{}  {}", pad(&clean(k), key, Align::Left), clean(v))));
    lines.retain(|line| !line.is_empty());
    lines.join("\n") + "\n"
}

/// Header row and body as text.
fn grid(table: &Table) -> Vec<Vec<String>> {
    let header = table.columns.iter().map(|c| {
        let unit = if c.unit.is_empty() { String::new() } else { format!(" ({})", c.unit) };
        clean(&format!("{}{unit}", c.header))
    });
    let decimals = table.decimals();
    let mut grid = vec![header.collect::<Vec<_>>()];
    for row in &table.rows {
        let text = |c: usize| match row.get(c) {
            None | Some(Cell::Empty) => String::new(),
            Some(Cell::Text(prose)) => prose.plain(),
            Some(Cell::Number(number)) => clean(&cell_number(number, table.columns.get(c), decimals[c])),
        };
        grid.push((0..table.columns.len()).map(text).collect());
    }
    grid
}

fn display_width(text: &str) -> usize {
    text.chars().map(columns).sum()
}

fn column_widths(grid: &[Vec<String>], count: usize) -> Vec<usize> {
    (0..count).map(|c| grid.iter().map(|row| display_width(&row[c])).max().unwrap_or(0)).collect()
}

fn shrink(widths: &mut [usize], table: &Table, room: usize) {
    const LEAST: usize = 8;
    let total = |widths: &[usize]| widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1);
    while total(widths) > room {
        let words = (0..widths.len()).filter(|c| table.columns[*c].align == Align::Left && widths[*c] > LEAST);
        let Some(widest) = words.max_by_key(|c| widths[*c]) else { return };
        widths[widest] -= 1;
    }
}

fn pad(text: &str, width: usize, align: Align) -> String {
    let text = cut(text, width as f64, |t| display_width(t) as f64);
    let missing = width.saturating_sub(display_width(&text));
    let left = match align {
        Align::Left => 0,
        Align::Right => missing,
        Align::Center => missing / 2,
    };
    format!("{}{text}{}", " ".repeat(left), " ".repeat(missing - left))
}
