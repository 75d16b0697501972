//! Blocks, figures and tables of the HTML page.

use maud::{Markup, PreEscaped, html};

use super::data;
use crate::render::{Counter, csv, math};
use crate::svg::{NARROW, WIDE};
use crate::table::cell_number;
use crate::text::{clean, clean_lines};
use crate::{Align, Block, Cell, Figure, Number, Prose, Span, Table, draw, slug};

/// What has been written so far, as far as later parts depend on it.
#[derive(Default)]
pub(super) struct Page {
    counter: Counter,
}

impl Page {
    pub(super) fn blocks(&mut self, blocks: &[Block]) -> Markup {
        let written: Vec<Markup> = blocks.iter().map(|block| self.block(block)).collect();
        html! { @for block in written { (block) } }
    }

    fn block(&mut self, block: &Block) -> Markup {
        match block {
            Block::Paragraph(prose) => html! { p { (self.prose(prose)) } },
            Block::Heading(text) => html! { h3 { (clean(text)) } },
            Block::Bullets(points) => html! { ul { @for point in points { li { (self.prose(point)) } } } },
            Block::Definitions(entries) => html! {
                dl { @for (term, meaning) in entries { dt { (self.prose(term)) } dd { (self.prose(meaning)) } } }
            },
            Block::Table(table) => self.table(table),
            Block::Figure(figure) => self.figure(figure),
            Block::Callout(kind, blocks) => html! {
                aside class=(format!("callout {}", kind.word().to_lowercase())) aria-label=(kind.word()) {
                    p.callout-title { (kind.word()) }
                    (self.blocks(blocks))
                }
            },
            Block::Details { summary, blocks } => html! {
                details { summary { (self.prose(summary)) } (self.blocks(blocks)) }
            },
            Block::Preformatted(text) => html! {
                pre tabindex="0" { code { (clean_lines(text)) } }
            },
            Block::Equation(tex) => {
                html! { div.equation tabindex="0" role="group" aria-label="Equation" { (formula(tex, true)) } }
            }
        }
    }

    pub(super) fn prose(&mut self, prose: &Prose) -> Markup {
        html! { @for span in &prose.0 { (self.span(span)) } }
    }

    fn span(&mut self, span: &Span) -> Markup {
        match span {
            Span::Text(text) => html! { (clean(text)) },
            Span::Emphasis(text) => html! { em { (clean(text)) } },
            Span::Strong(text) => html! { strong { (clean(text)) } },
            Span::Code(text) => html! { code { (clean(text)) } },
            Span::Math(tex) => formula(tex, false),
            Span::Link { text, to } => match to.href() {
                Some(href) => html! { a href=(href) { (clean(text)) } },
                None => html! { (clean(text)) },
            },
            Span::Number(number) => self.number(number, &number.text()),
        }
    }

    /// A number with its id, its six digits and its source.
    fn number(&mut self, number: &Number, text: &str) -> Markup {
        let id = self.counter.number();
        let title = clean(&format!("{} · {}", number.exact(), number.source));
        html! {
            data.number id=(id) value=(csv::full(number.value)) data-source=(clean(&number.source)) title=(title) {
                (clean(text))
            }
        }
    }

    /// A figure in two widths, of which the page shows one; its data below it, closed.
    pub(super) fn figure(&mut self, figure: &Figure) -> Markup {
        let number = self.counter.figure();
        let id = slug(&figure.id);
        let caption = self.prose(&figure.caption);
        html! {
            figure id=(format!("figure-{id}")) {
                figcaption { strong { "Figure " (number) ". " (clean(&figure.title)) } }
                div.wide { (PreEscaped(draw(figure, WIDE).svg)) }
                div.narrow { (PreEscaped(draw(figure, NARROW).svg)) }
                @if !figure.caption.is_empty() { p.caption { (caption) } }
                details.data {
                    summary { "Data" span.unseen { " of figure " (number) } }
                    p { "Files: " a href=(figure.csv_name()) { "CSV" } ", " a href=(figure.svg_name()) { "SVG" } "." }
                    (data::table(&figure.chart, &figure.title))
                }
            }
        }
    }

    fn table(&mut self, table: &Table) -> Markup {
        let number = self.counter.table();
        let decimals = table.decimals();
        let caption = clean(&table.caption);
        let rows: Vec<Markup> = table.rows.iter().map(|row| self.row(table, row, &decimals)).collect();
        let note = self.prose(&table.note);
        html! {
            div.table id=(format!("table-{}", slug(&table.id))) {
                div.scroll tabindex="0" role="region" aria-label=(caption) {
                    table {
                        caption { strong { "Table " (number) ". " } (caption) }
                        thead { tr { @for column in &table.columns {
                            th scope="col" class=(side(column.align)) {
                                (clean(&column.header))
                                @if !column.unit.is_empty() { span.unit { " " (clean(&column.unit)) } }
                            }
                        } } }
                        tbody { @for row in rows { (row) } }
                    }
                }
                @if !table.note.is_empty() { p.caption { (note) } }
            }
        }
    }

    fn row(&mut self, table: &Table, row: &[Cell], decimals: &[Option<usize>]) -> Markup {
        let cells: Vec<Markup> = (0..table.columns.len())
            .map(|c| {
                let column = &table.columns[c];
                let content = match row.get(c) {
                    None | Some(Cell::Empty) => html! {},
                    Some(Cell::Text(prose)) => self.prose(prose),
                    Some(Cell::Number(number)) => self.number(number, &cell_number(number, Some(column), decimals[c])),
                };
                html! {
                    @if c == 0 && table.row_headers {
                        th scope="row" class=(side(column.align)) dir="auto" { (content) }
                    } @else {
                        td class=(side(column.align)) dir="auto" { (content) }
                    }
                }
            })
            .collect();
        html! { tr { @for cell in cells { (cell) } } }
    }
}

fn side(align: Align) -> &'static str {
    match align {
        Align::Left => "left",
        Align::Right => "right",
        Align::Center => "center",
    }
}

fn formula(tex: &str, display: bool) -> Markup {
    match math::mathml(tex, display) {
        Some(mathml) => html! { (PreEscaped(mathml)) },
        None => html! { code { (clean(tex)) } },
    }
}
