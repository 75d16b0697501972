//! One page that holds everything it needs: no network, no script.

mod blocks;
mod data;

use maud::{DOCTYPE, Markup, PreEscaped, html as markup};

use crate::svg::theme;
use crate::text::clean;
use crate::{Document, slug};
use blocks::Page;

/// Rows above which the list of numbers refers to `findings.json`.
const MOST_NUMBERS: usize = 600;

/// The document as a self-contained page: readable without a network, without a script, on light and dark screens, on
/// phones, on paper and in grey.
pub fn html(document: &Document) -> String {
    let mut page = Page::default();
    // The order matters: numbers are counted as they are written.
    let answer = answer(&mut page, document);
    let sections: Vec<Markup> = document
        .sections
        .iter()
        .map(|section| {
            let id = format!("section-{}", slug(&section.id));
            markup! {
                section aria-labelledby=(format!("{id}-title")) {
                    h2 id=(id) { span id=(format!("{id}-title")) { (clean(&section.title)) } }
                    (page.blocks(&section.blocks))
                }
            }
        })
        .collect();
    let notes: Vec<Markup> = document.notes.iter().map(|note| page.prose(note)).collect();
    let page = markup! {
        (DOCTYPE)
        html lang="en" {
            (head(document))
            body {
                a.skip href="#main" { "Skip to the answer" }
                header.top {
                    h1 { (clean(&document.title)) }
                    @if !document.subtitle.is_empty() { p.subtitle { (clean(&document.subtitle)) } }
                }
                div.frame {
                    (contents(document))
                    main #main tabindex="-1" {
                        (answer)
                        @for section in sections { (section) }
                        (how_made(document))
                    }
                }
                @if !notes.is_empty() { footer { @for note in notes { p { (note) } } } }
            }
        }
    };
    page.into_string()
}

fn head(document: &Document) -> Markup {
    let css = format!(
        ":root{{color-scheme:light dark;{}}}@media (prefers-color-scheme:dark){{:root{{{}}}}}{}{}\
         @media print{{:root{{color-scheme:light;{}}}}}",
        theme::variables(false),
        theme::variables(true),
        include_str!("page.css"),
        theme::page_rules(),
        theme::variables(false),
    );
    markup! {
        head {
            meta charset="utf-8";
            meta name="viewport" content="width=device-width, initial-scale=1";
            meta name="color-scheme" content="light dark";
            meta name="generator" content="moloch-report";
            title { (clean(&document.title)) }
            link rel="icon" href="data:,";
            style { (PreEscaped(css)) }
        }
    }
}

fn answer(page: &mut Page, document: &Document) -> Markup {
    let paragraph = page.prose(&document.answer.paragraph);
    let figure = document.answer.figure.as_ref().map(|figure| page.figure(figure));
    markup! {
        section.answer aria-label="The answer" {
            @if !document.answer.paragraph.is_empty() { p.lead { (paragraph) } }
            @if let Some(figure) = figure { (figure) }
        }
    }
}

fn contents(document: &Document) -> Markup {
    markup! {
        nav.contents aria-label="Contents" {
            p.nav-title { "Contents" }
            ol {
                li { a href="#main" { "The answer" } }
                @for section in &document.sections {
                    li { a href=(format!("#section-{}", slug(&section.id))) { (clean(&section.title)) } }
                }
                @if has_making(document) { li { a href="#how-made" { "How this was made" } } }
            }
        }
    }
}

fn has_making(document: &Document) -> bool {
    !document.facts.is_empty() || !document.numbers().is_empty()
}

/// Facts, and a list that says for every number of the page where it comes from.
fn how_made(document: &Document) -> Markup {
    let numbers = document.numbers();
    markup! {
        @if has_making(document) {
            section aria-labelledby="how-made-title" {
                h2 #how-made { span #how-made-title { "How this was made" } }
                @if !document.facts.is_empty() {
                    dl.facts {
                        @for (key, value) in &document.facts {
                            div { dt { (clean(key)) } dd dir="auto" { (clean(value)) } }
                        }
                    }
                }
                @if !numbers.is_empty() {
                    details {
                        summary { "Where each number comes from" }
                        @if numbers.len() > MOST_NUMBERS {
                            p { "The first " (MOST_NUMBERS) " of " (numbers.len()) "; all are in "
                                a href="findings.json" { "findings.json" } "." }
                        }
                        div.scroll tabindex="0" role="region" aria-label="Numbers and their sources" {
                            table {
                                thead { tr { th scope="col" { "Number" } th.right scope="col" { "Value" }
                                    th scope="col" { "Source" } } }
                                tbody {
                                    @for (i, number) in numbers.iter().take(MOST_NUMBERS).enumerate() {
                                        tr {
                                            th scope="row" { a href=(format!("#n{}", i + 1)) { "n" (i + 1) } }
                                            td.right { (clean(&number.exact())) }
                                            td { code { (clean(&number.source)) } }
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
