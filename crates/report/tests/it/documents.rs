//! Faults, and what Markdown makes of a document.

use moloch_report::{
    Axis, BarChart, Cell, Column, Document, Figure, Layout, LineChart, Network, Number, Prose, Section, Table, Target,
    render,
};

fn problems(section: Section) -> Vec<String> {
    Document::new("t").section(section).faults().iter().map(ToString::to_string).collect()
}

#[test]
fn the_sample_has_no_faults() {
    assert_eq!(crate::sample::document().faults(), []);
}

#[test]
fn faults_name_the_place_and_the_problem() {
    let lines = || LineChart::new(Axis::new("x", ""), Axis::new("y", ""));
    let cases = [
        (
            Section::new("a", "A").block(Prose::new().link("x", Target::Figure("gone".into()))),
            "link to figure gone: leads nowhere",
        ),
        (Section::new("a", "A").block(Prose::from(Number::new(1.0, "", ""))), "number n1 (): names no source"),
        (
            Section::new("a", "A").block(Figure::new("f", "F", lines())).block(Figure::new("f", "F", lines())),
            "figure f: has an id that is used twice",
        ),
        (
            Section::new("a", "A").block(Figure::new("f", "F", lines()).description(" ")),
            "figure f: has no description for those who cannot see it",
        ),
        (
            Section::new("a", "A").block(Figure::new(
                "f",
                "F",
                BarChart::new(Axis::new("v", ""), ["a", "b"]).series("s", [1.0]),
            )),
            "figure f: has 1 values in series s, not 2",
        ),
        (
            Section::new("a", "A").block(Figure::new(
                "f",
                "F",
                Network::new(Layout::Stress).node("a", "a", "k", 1.0).tie("a", "b", "t", 1.0),
            )),
            "figure f: has an edge to the unknown node b",
        ),
        (
            Section::new("a", "A")
                .block(Table::new("t", "T").column(Column::text("x")).row([Cell::Empty, Cell::Empty])),
            "table t: has 2 cells in row 1, not 1",
        ),
    ];
    for (section, problem) in cases {
        assert_eq!(problems(section), [problem]);
    }
}

#[test]
fn two_sections_need_two_ids() {
    let document = Document::new("t").section(Section::new("a", "A")).section(Section::new("A", "B"));
    assert_eq!(document.faults()[0].to_string(), "section a: has an id that is used twice");
}

#[test]
fn markdown_holds_the_page_in_its_order() {
    let markdown = render::markdown(&crate::sample::document());
    let mut at = 0;
    for part in [
        "# Three labs race",
        "−\\$96.41 bn",
        "**Figure 1. The race costs more each year.**",
        "## The race month by month",
        "| Lab | Effort (10⁶ GPU h) |",
        "| :--- | ---: |",
        "| North | 1,235 |",
        "```math",
        "> **Warning.**",
        "## How this was made",
        "Conditional on its assumptions",
    ] {
        at += markdown[at..].find(part).unwrap_or_else(|| panic!("`{part}` is missing or out of order"));
    }
}
