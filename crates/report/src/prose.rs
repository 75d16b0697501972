//! Running text made of spans.

use std::fmt::Write as _;

use crate::Number;
use crate::text::slug;

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// A section of the same document, by id.
    Section(String),
    /// A figure of the same document, by id.
    Figure(String),
    /// A table of the same document, by id.
    Table(String),
    /// A file of the report folder, by name.
    File(String),
    /// A page elsewhere; only `http`, `https` and `mailto` become links, anything else stays text.
    Web(String),
}

impl Target {
    /// The reference as HTML and Markdown use it, or `None` for an address that must not become a link.
    pub(crate) fn href(&self) -> Option<String> {
        match self {
            Self::Section(id) => Some(format!("#section-{}", slug(id))),
            Self::Figure(id) => Some(format!("#figure-{}", slug(id))),
            Self::Table(id) => Some(format!("#table-{}", slug(id))),
            Self::File(name) => crate::write::relative_name(name).is_ok().then(|| percent_encoded(name)),
            Self::Web(url) => {
                let harmless = ["https://", "http://", "mailto:"].iter().any(|scheme| url.starts_with(scheme));
                harmless.then(|| percent_encoded(url))
            }
        }
    }
}

/// Encodes what would end a Markdown or HTML link early.
fn percent_encoded(url: &str) -> String {
    let mut out = String::new();
    for c in crate::text::clean(url).chars() {
        match c {
            ' ' | '<' | '>' | '"' | '(' | ')' | '\'' | '\\' | '`' => {
                let _ = write!(out, "%{:02X}", c as u32);
            }
            _ => out.push(c),
        }
    }
    out
}

/// A piece of running text.
#[derive(Clone, Debug, PartialEq)]
pub enum Span {
    /// Plain text.
    Text(String),
    /// Stressed text.
    Emphasis(String),
    /// Strong text, as for a lead-in.
    Strong(String),
    /// A key, path or command.
    Code(String),
    /// Mathematics in TeX, typeset as MathML.
    Math(String),
    /// A link.
    Link {
        /// What the reader sees.
        text: String,
        /// Where it leads.
        to: Target,
    },
    /// A number bound to its origin.
    Number(Number),
}

/// Running text, built span by span.
///
/// ```
/// use moloch_report::{Number, Prose};
/// let prose = Prose::new()
///     .text("The race burns ")
///     .number(Number::percent(0.8125, "month0.dissipation"))
///     .text(" of the prize.");
/// assert_eq!(prose.plain(), "The race burns 81.25% of the prize.");
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prose(pub Vec<Span>);

impl Prose {
    /// Empty text.
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends plain text.
    #[must_use]
    pub fn text(self, text: impl Into<String>) -> Self {
        self.span(Span::Text(text.into()))
    }

    /// Appends stressed text.
    #[must_use]
    pub fn emphasis(self, text: impl Into<String>) -> Self {
        self.span(Span::Emphasis(text.into()))
    }

    /// Appends strong text.
    #[must_use]
    pub fn strong(self, text: impl Into<String>) -> Self {
        self.span(Span::Strong(text.into()))
    }

    /// Appends a key, path or command.
    #[must_use]
    pub fn code(self, text: impl Into<String>) -> Self {
        self.span(Span::Code(text.into()))
    }

    /// Appends mathematics written in TeX.
    #[must_use]
    pub fn math(self, tex: impl Into<String>) -> Self {
        self.span(Span::Math(tex.into()))
    }

    /// Appends a link.
    #[must_use]
    pub fn link(self, text: impl Into<String>, to: Target) -> Self {
        self.span(Span::Link { text: text.into(), to })
    }

    /// Appends a bound number.
    #[must_use]
    pub fn number(self, number: Number) -> Self {
        self.span(Span::Number(number))
    }

    /// Appends any span.
    #[must_use]
    pub fn span(mut self, span: Span) -> Self {
        self.0.push(span);
        self
    }

    /// Appends other running text.
    #[must_use]
    pub fn then(mut self, other: impl Into<Self>) -> Self {
        self.0.extend(other.into().0);
        self
    }

    /// Whether nothing would be printed.
    pub fn is_empty(&self) -> bool {
        self.0.iter().all(|span| matches!(span, Span::Text(text) if text.is_empty()))
    }

    /// The words without any markup, as a terminal shows them.
    pub fn plain(&self) -> String {
        let words = self.0.iter().map(|span| match span {
            Span::Text(text) | Span::Emphasis(text) | Span::Strong(text) | Span::Code(text) | Span::Math(text) => {
                text.clone()
            }
            Span::Link { text, .. } => text.clone(),
            Span::Number(number) => number.text(),
        });
        crate::text::clean(&words.collect::<String>())
    }

    pub(crate) fn numbers(&self) -> impl Iterator<Item = &Number> {
        self.0.iter().filter_map(|span| match span {
            Span::Number(number) => Some(number),
            _ => None,
        })
    }

    pub(crate) fn links(&self) -> impl Iterator<Item = &Target> {
        self.0.iter().filter_map(|span| match span {
            Span::Link { to, .. } => Some(to),
            _ => None,
        })
    }
}

impl From<&str> for Prose {
    fn from(text: &str) -> Self {
        Self::new().text(text)
    }
}

impl From<String> for Prose {
    fn from(text: String) -> Self {
        Self::new().text(text)
    }
}

impl From<Number> for Prose {
    fn from(number: Number) -> Self {
        Self::new().number(number)
    }
}

impl<const N: usize> From<[Span; N]> for Prose {
    fn from(spans: [Span; N]) -> Self {
        Self(spans.into())
    }
}
