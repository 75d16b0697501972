//! A document: the answer, its sections, and how it was made.

use crate::{Cell, Figure, Number, Prose, Table};

/// Kind of a [`Block::Callout`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Callout {
    /// Something to know.
    Note,
    /// Something that limits what the page says.
    Warning,
}

impl Callout {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Note => "Note",
            Self::Warning => "Warning",
        }
    }
}

/// A building block of a [`Section`].
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// Running text.
    Paragraph(Prose),
    /// A heading below that of the section.
    Heading(String),
    /// Unordered points.
    Bullets(Vec<Prose>),
    /// Terms and their meaning.
    Definitions(Vec<(Prose, Prose)>),
    /// A table.
    Table(Table),
    /// A figure.
    Figure(Box<Figure>),
    /// A box set off from the text.
    Callout(Callout, Vec<Block>),
    /// Blocks hidden until opened; opens without a script.
    Details {
        /// What is inside, in a few words.
        summary: Prose,
        /// What is inside.
        blocks: Vec<Block>,
    },
    /// Text kept as it is, in a fixed-width face.
    Preformatted(String),
    /// A displayed equation in TeX.
    Equation(String),
}

impl From<Table> for Block {
    fn from(table: Table) -> Self {
        Self::Table(table)
    }
}

impl From<Figure> for Block {
    fn from(figure: Figure) -> Self {
        Self::Figure(Box::new(figure))
    }
}

impl From<Prose> for Block {
    fn from(prose: Prose) -> Self {
        Self::Paragraph(prose)
    }
}

impl From<&str> for Block {
    fn from(text: &str) -> Self {
        Self::Paragraph(text.into())
    }
}

/// A titled part of a [`Document`].
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Anchor; made of lower-case letters, digits and hyphens by [`Section::new`].
    pub id: String,
    /// Heading.
    pub title: String,
    /// Content.
    pub blocks: Vec<Block>,
}

impl Section {
    /// An empty section.
    pub fn new(id: &str, title: impl Into<String>) -> Self {
        Self { id: crate::slug(id), title: title.into(), blocks: Vec::new() }
    }

    /// Appends a block: a [`Block`], a table, a figure, prose or text.
    #[must_use]
    pub fn block(mut self, block: impl Into<Block>) -> Self {
        self.blocks.push(block.into());
        self
    }

    /// Appends a list of points.
    #[must_use]
    pub fn bullets(self, points: impl IntoIterator<Item = Prose>) -> Self {
        self.block(Block::Bullets(points.into_iter().collect()))
    }
}

/// What the document opens with.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// The answer in one paragraph.
    pub paragraph: Prose,
    /// The one figure that shows it.
    pub figure: Option<Box<Figure>>,
}

/// A whole report. See [`crate::render`] for what can be made of it.
///
/// ```
/// use moloch_report::{Document, Number, Prose, Section, render};
/// let document = Document::new("The race")
///     .answer(Prose::from("Welfare is ").number(Number::new(-12.5, "$ bn", "path.72.welfare")), None)
///     .section(Section::new("hype", "Hype").block("Nothing to report."))
///     .fact("seed", "7");
/// assert!(document.faults().is_empty());
/// assert!(render::html(&document).contains("−$12.5 bn"));
/// assert_eq!(render::json(&document)["numbers"][0]["source"], "path.72.welfare");
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Document {
    /// Title of the page.
    pub title: String,
    /// A line below it.
    pub subtitle: String,
    /// What the page opens with.
    pub answer: Answer,
    /// The sections, in order.
    pub sections: Vec<Section>,
    /// How it was made (version, method, seed, scenario, certificate): keys and values, in order.
    pub facts: Vec<(String, String)>,
    /// Remarks at the foot of the page.
    pub notes: Vec<Prose>,
}

impl Document {
    /// A document without content.
    pub fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    /// Sets the line below the title.
    #[must_use]
    pub fn subtitle(mut self, subtitle: impl Into<String>) -> Self {
        self.subtitle = subtitle.into();
        self
    }

    /// Sets what the page opens with.
    #[must_use]
    pub fn answer(mut self, paragraph: Prose, figure: Option<Figure>) -> Self {
        self.answer = Answer { paragraph, figure: figure.map(Box::new) };
        self
    }

    /// Appends a section.
    #[must_use]
    pub fn section(mut self, section: Section) -> Self {
        self.sections.push(section);
        self
    }

    /// Appends a fact on how the document was made.
    #[must_use]
    pub fn fact(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.facts.push((key.into(), value.into()));
        self
    }

    /// Appends a remark at the foot of the page.
    #[must_use]
    pub fn note(mut self, note: impl Into<Prose>) -> Self {
        self.notes.push(note.into());
        self
    }

    /// All numbers, in the order in which the page shows them: number `i` has the id `n{i + 1}`.
    pub fn numbers(&self) -> Vec<&Number> {
        let mut found = Vec::new();
        self.visit(&mut |part| match part {
            Part::Prose(prose) => found.extend(prose.numbers()),
            Part::Number(number) => found.push(number),
            Part::Figure(_) | Part::Table(_) => {}
        });
        found
    }

    /// All figures, in the order in which the page shows them.
    pub fn figures(&self) -> Vec<&Figure> {
        let mut found = Vec::new();
        self.visit(&mut |part| {
            if let Part::Figure(figure) = part {
                found.push(figure);
            }
        });
        found
    }

    /// Walks through all parts in the order in which every renderer shows them.
    pub(crate) fn visit<'a>(&'a self, see: &mut impl FnMut(Part<'a>)) {
        see(Part::Prose(&self.answer.paragraph));
        if let Some(figure) = &self.answer.figure {
            visit_figure(figure, see);
        }
        for section in &self.sections {
            visit_blocks(&section.blocks, see);
        }
        for note in &self.notes {
            see(Part::Prose(note));
        }
    }
}

/// What a walk through a document meets.
pub(crate) enum Part<'a> {
    Prose(&'a Prose),
    Number(&'a Number),
    Figure(&'a Figure),
    Table(&'a Table),
}

fn visit_blocks<'a>(blocks: &'a [Block], see: &mut impl FnMut(Part<'a>)) {
    for block in blocks {
        match block {
            Block::Paragraph(prose) => see(Part::Prose(prose)),
            Block::Bullets(points) => points.iter().for_each(|point| see(Part::Prose(point))),
            Block::Definitions(entries) => {
                for (term, meaning) in entries {
                    see(Part::Prose(term));
                    see(Part::Prose(meaning));
                }
            }
            Block::Table(table) => visit_table(table, see),
            Block::Figure(figure) => visit_figure(figure, see),
            Block::Callout(_, blocks) => visit_blocks(blocks, see),
            Block::Details { summary, blocks } => {
                see(Part::Prose(summary));
                visit_blocks(blocks, see);
            }
            Block::Heading(_) | Block::Preformatted(_) | Block::Equation(_) => {}
        }
    }
}

fn visit_figure<'a>(figure: &'a Figure, see: &mut impl FnMut(Part<'a>)) {
    see(Part::Figure(figure));
    see(Part::Prose(&figure.caption));
}

fn visit_table<'a>(table: &'a Table, see: &mut impl FnMut(Part<'a>)) {
    see(Part::Table(table));
    for cell in table.rows.iter().flatten() {
        match cell {
            Cell::Text(prose) => see(Part::Prose(prose)),
            Cell::Number(number) => see(Part::Number(number)),
            Cell::Empty => {}
        }
    }
    see(Part::Prose(&table.note));
}
