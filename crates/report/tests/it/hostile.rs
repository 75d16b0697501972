//! Names that users, or attackers, may write.

use moloch_report::{
    Axis, BarChart, Block, Column, Document, DotChart, Figure, Layout, LineChart, Network, Number, Prose, Section,
    Series, Table, Target, draw, render,
};
use quick_xml::Reader;
use quick_xml::events::Event;

pub(crate) const NAMES: [&str; 12] = [
    "<script>alert(1)</script>",
    "\"quoted\" & 'single' </title></svg></style>",
    "مختبر الشمال",
    "🚀🏁👩‍🔬 emoji lab",
    "control\u{0}\u{7}\u{1b}[31mred\u{9f}",
    "over\u{202e}ride \u{2066}isolate",
    "line\nbreak\ttab",
    "]]> --> ${x} {{y}} %s",
    "",
    "=cmd|' /C calc'!A0, \"x\"",
    "\u{fffe}\u{ffff}\u{feff}",
    "日本語の会社名と非常に長い名前",
];

fn long() -> String {
    "Very long name of a laboratory ".repeat(40)
}

fn chart(name: &str) -> LineChart {
    LineChart::new(Axis::new(name, name), Axis::new(name, name))
        .series(Series::new(name, [(0.0, 1.0), (1.0, 2.0)]).band(name, [(0.0, 0.5, 1.5), (1.0, 1.0, 3.0)]))
        .threshold(name, 1.5)
        .event(name, 0.5)
}

fn figures(name: &str) -> Vec<Figure> {
    let network = Network::new(Layout::Stress)
        .node("a", name, name, 1.0)
        .node(name, name, "other", 2.0)
        .arrow("a", name, name, 1.0)
        .meaning(name, name);
    vec![
        Figure::new("lines", name, chart(name)).description(name).caption(name),
        Figure::new(
            "bars",
            name,
            BarChart::new(Axis::new(name, name), [name, name]).series(name, [1.0, -2.0]).stacked(),
        ),
        Figure::new(
            "dots",
            name,
            DotChart::new(Axis::new(name, name), [name]).row(name, 1.0, [(0.0, 2.0)]).threshold(name, 1.0),
        ),
        Figure::new("network", name, network),
    ]
}

fn document(name: &str) -> Document {
    let prose = || {
        Prose::from(name)
            .emphasis(name)
            .strong(name)
            .code(name)
            .math(name)
            .link(name, Target::Web(format!("javascript:{name}")))
            .link(name, Target::Web(format!("https://example.org/{name}")))
            .link(name, Target::Section(name.into()))
            .link(name, Target::File(name.into()))
            .number(Number::new(1.5, name, name))
    };
    let table = Table::new(name, name)
        .column(Column::text(name))
        .column(Column::number(name, name))
        .row([name.into(), Number::new(2.5, name, name).into()])
        .row([prose().into()])
        .note(prose());
    let mut section = Section::new(name, name)
        .block(Block::Heading(name.into()))
        .block(prose())
        .block(table)
        .block(Block::Preformatted(name.into()))
        .block(Block::Equation(name.into()));
    for figure in figures(name) {
        section = section.block(figure);
    }
    Document::new(name).subtitle(name).answer(prose(), None).section(section).fact(name, name).note(prose())
}

/// Reads XML to its end; every tag must close, every attribute and entity must be legal.
pub(crate) fn check_xml(text: &str) {
    let mut reader = Reader::from_str(text);
    reader.config_mut().check_end_names = true;
    let (mut depth, mut elements) = (0, 0);
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error} in {text}")) {
            Event::Start(tag) => {
                depth += 1;
                elements += 1;
                tag.attributes().for_each(|a| drop(a.unwrap().unescape_value().unwrap()));
            }
            Event::Empty(tag) => tag.attributes().for_each(|a| drop(a.unwrap().unescape_value().unwrap())),
            Event::End(_) => depth -= 1,
            Event::Text(inner) => drop(inner.decode().unwrap()),
            Event::Eof => break,
            _ => {}
        }
    }
    assert!(depth == 0 && elements > 0, "unbalanced: {text}");
    let legal =
        |c: char| matches!(c, '\n' | '\t') || (c >= ' ' && !matches!(c, '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}'));
    assert!(text.chars().all(legal), "a character that XML forbids");
}

#[test]
fn every_name_gives_well_formed_figures() {
    for name in NAMES.into_iter().map(str::to_owned).chain([long()]) {
        for figure in figures(&name) {
            check_xml(&render::svg(&figure));
            for width in [300.0, 760.0] {
                let drawing = draw(&figure, width);
                check_xml(&drawing.svg);
                crate::figures::check(&drawing);
            }
        }
    }
}

#[test]
fn no_name_becomes_markup() {
    for name in NAMES.into_iter().map(str::to_owned).chain([long()]) {
        let page = render::html(&document(&name));
        let lower = page.to_lowercase();
        assert!(!lower.contains("<script"), "{name}");
        assert!(!lower.contains("javascript:") || !lower.contains("href=\"javascript"), "{name}");
        assert_eq!(lower.matches("</style>").count(), 1, "{name}");
        assert_eq!(
            lower.matches("<title>").count(),
            lower.matches("</title>").count() - lower.matches("<title id").count()
        );
        assert!(!page.contains(|c: char| c.is_control() && c != '\n' && c != '\t'), "{name}");
        let markdown = render::markdown(&document(&name));
        assert!(
            !markdown.to_lowercase().contains("<script>alert(1)</script>&") && !markdown.contains('\u{1b}'),
            "{name}"
        );
    }
}

#[test]
fn a_script_in_markdown_is_text() {
    let document = Document::new("<script>x</script>").answer("<b>|*_`[a](javascript:x)".into(), None);
    let markdown = render::markdown(&document);
    assert!(markdown.starts_with("# &lt;script&gt;x&lt;/script&gt;\n"), "{markdown}");
    assert!(markdown.contains("&lt;b&gt;\\|\\*\\_\\`\\[a\\](javascript:x)"), "{markdown}");
}

#[test]
fn links_lead_only_where_a_reader_would_go() {
    let link = |to| render::html(&Document::new("t").answer(Prose::new().link("here", to), None));
    assert!(!link(Target::Web("javascript:alert(1)".into())).contains(">here</a>"));
    assert!(!link(Target::Web("data:text/html,x".into())).contains(">here</a>"));
    assert!(!link(Target::File("../secret".into())).contains(">here</a>"));
    assert!(link(Target::Web("https://example.org/a b\"c".into())).contains("href=\"https://example.org/a%20b%22c\""));
    assert!(link(Target::File("outlook.json".into())).contains("href=\"outlook.json\""));
}
