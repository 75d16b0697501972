//! The document as Markdown (CommonMark with tables).

use super::Counter;
use crate::table::cell_number;
use crate::text::{clean, clean_lines};
use crate::{Align, Block, Callout, Cell, Document, Figure, Prose, Span, Table};

/// The document as Markdown, with figures linked as `figures/*.svg`.
pub fn markdown(document: &Document) -> String {
    let mut page = Page::default();
    page.line(&format!("# {}", escape(&document.title)));
    if !document.subtitle.is_empty() {
        page.line(&format!("*{}*", escape(&document.subtitle)));
    }
    page.line(&inline(&document.answer.paragraph));
    if let Some(figure) = &document.answer.figure {
        page.figure(figure);
    }
    for section in &document.sections {
        page.line(&format!("<a id=\"section-{}\"></a>", crate::slug(&section.id)));
        page.line(&format!("## {}", escape(&section.title)));
        page.blocks(&section.blocks);
    }
    if !document.facts.is_empty() {
        page.line("## How this was made");
        let facts = document.facts.iter().map(|(k, v)| format!("- **{}**: {}", escape(k), escape(v)));
        page.line(&facts.collect::<Vec<_>>().join("\n"));
    }
    if !document.notes.is_empty() {
        page.line("---");
        document.notes.iter().for_each(|note| page.line(&inline(note)));
    }
    page.text.trim_end().to_owned() + "\n"
}

#[derive(Default)]
struct Page {
    text: String,
    counter: Counter,
}

impl Page {
    /// Appends a block and an empty line.
    fn line(&mut self, text: &str) {
        if !text.is_empty() {
            self.text.push_str(text);
            self.text.push_str("\n\n");
        }
    }

    fn blocks(&mut self, blocks: &[Block]) {
        for block in blocks {
            self.block(block);
        }
    }

    fn block(&mut self, block: &Block) {
        match block {
            Block::Paragraph(prose) => self.line(&inline(prose)),
            Block::Heading(text) => self.line(&format!("### {}", escape(text))),
            Block::Bullets(points) => {
                let points: Vec<String> = points.iter().map(|p| format!("- {}", inline(p))).collect();
                self.line(&points.join("\n"));
            }
            Block::Definitions(entries) => {
                let entry = |(term, meaning): &(Prose, Prose)| format!("- **{}**: {}", inline(term), inline(meaning));
                self.line(&entries.iter().map(entry).collect::<Vec<_>>().join("\n"));
            }
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
            Block::Callout(kind, blocks) => self.callout(*kind, blocks),
            Block::Details { summary, blocks } => {
                self.line(&format!("**{}**", inline(summary)));
                self.blocks(blocks);
            }
            Block::Preformatted(text) => self.line(&fenced(text, "")),
            Block::Equation(tex) => self.line(&fenced(tex, "math")),
        }
    }

    fn callout(&mut self, kind: Callout, blocks: &[Block]) {
        let mut inner = Self { text: String::new(), counter: std::mem::take(&mut self.counter) };
        inner.line(&format!("**{}.**", kind.word()));
        inner.blocks(blocks);
        self.counter = inner.counter;
        let quoted: Vec<String> =
            inner.text.trim_end().lines().map(|l| format!("> {l}").trim_end().to_owned()).collect();
        self.line(&quoted.join("\n"));
    }

    fn figure(&mut self, figure: &Figure) {
        let number = self.counter.figure();
        self.line(&format!("<a id=\"figure-{}\"></a>", crate::slug(&figure.id)));
        self.line(&format!("![{}]({})", escape(&figure.description), figure.svg_name()));
        let title = escape(&figure.title);
        let caption = if figure.caption.is_empty() { String::new() } else { format!(" {}", inline(&figure.caption)) };
        self.line(&format!("**Figure {number}. {title}.**{caption} [Data]({})", figure.csv_name()));
    }

    fn table(&mut self, table: &Table) {
        let number = self.counter.table();
        self.line(&format!("<a id=\"table-{}\"></a>", crate::slug(&table.id)));
        self.line(&format!("**Table {number}. {}**", escape(&table.caption)));
        let header = table.columns.iter().map(|c| {
            let unit = if c.unit.is_empty() { String::new() } else { format!(" ({})", escape(&c.unit)) };
            format!("{}{unit}", escape(&c.header))
        });
        let mut rows = vec![row(header)];
        rows.push(row(table.columns.iter().map(|c| rule(c.align).to_owned())));
        let decimals = table.decimals();
        for cells in &table.rows {
            let text = |c: usize| match cells.get(c) {
                None | Some(Cell::Empty) => String::new(),
                Some(Cell::Text(prose)) => inline(prose),
                Some(Cell::Number(number)) => escape(&cell_number(number, table.columns.get(c), decimals[c])),
            };
            rows.push(row((0..table.columns.len()).map(text)));
        }
        self.line(&rows.join("\n"));
        self.line(&inline(&table.note));
    }
}

fn rule(align: Align) -> &'static str {
    match align {
        Align::Left => ":---",
        Align::Right => "---:",
        Align::Center => ":---:",
    }
}

fn row(cells: impl Iterator<Item = String>) -> String {
    format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
}

fn inline(prose: &Prose) -> String {
    let span = |span: &Span| match span {
        Span::Text(text) => escape(text),
        Span::Emphasis(text) => wrapped(text, "*"),
        Span::Strong(text) => wrapped(text, "**"),
        Span::Code(text) => code(text),
        Span::Math(tex) => format!("$`{}`$", clean(tex).replace('`', "'")),
        Span::Link { text, to } => match to.href() {
            Some(href) => format!("[{}]({href})", escape(text)),
            None => escape(text),
        },
        Span::Number(number) => escape(&number.text()),
    };
    prose.0.iter().map(span).collect()
}

fn wrapped(text: &str, mark: &str) -> String {
    let text = escape(text.trim());
    if text.is_empty() { text } else { format!("{mark}{text}{mark}") }
}

/// Code between enough back ticks; a bar would end a table cell, so it is replaced by its look-alike.
fn code(text: &str) -> String {
    let text = clean(text).replace('|', "∣");
    let longest = longest_run(&text);
    let fence = "`".repeat(longest + 1);
    let gap = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    if text.is_empty() { text } else { format!("{fence}{gap}{text}{gap}{fence}") }
}

fn fenced(text: &str, language: &str) -> String {
    let text = clean_lines(text);
    let fence = "`".repeat(longest_run(&text).max(2) + 1);
    format!("{fence}{language}\n{}\n{fence}", text.trim_end_matches('\n'))
}

fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// Makes text plain text for a Markdown reader, wherever it stands.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let cleaned = clean(text);
    for (i, c) in cleaned.chars().enumerate() {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '$' | '#' => {
                out.push('\\');
                out.push(c);
            }
            '-' | '+' if i == 0 => {
                out.push('\\');
                out.push(c);
            }
            '.' | ')' if i > 0 && i < 10 && cleaned.chars().take(i).all(|d| d.is_ascii_digit()) => {
                out.push('\\');
                out.push(c);
            }
            other => out.push(other),
        }
    }
    out
}
