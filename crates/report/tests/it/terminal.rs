//! Tables in a terminal.

use moloch_report::{Align, Column, Document, Number, Table, render};

fn table() -> Table {
    Table::new("t", "T")
        .column(Column::text("Lab"))
        .column(Column::number("Effort", "GW"))
        .column(Column::text("Ok").align(Align::Center))
        .row(["North".into(), Number::new(1234.5, "GW", "a").into(), "y".into()])
        .row(["日本".into(), Number::new(-0.25, "GW", "b").into(), None::<&str>.into()])
}

#[test]
fn columns_align() {
    let text = render::text_table(&table(), 80);
    // Four digits show the largest value with one decimal; the smallest needs two.
    let expected = "Lab    Effort (GW)  Ok\n\
                    ──────────────────────\n\
                    North     1,234.50  y\n\
                    日本         −0.25\n";
    assert_eq!(text, expected);
}

#[test]
fn words_are_cut_before_numbers() {
    let wide = table().row(["a very long name of a laboratory".into(), Number::new(1.0, "GW", "c").into(), "n".into()]);
    let text = render::text_table(&wide, 30);
    assert!(text.lines().all(|line| line.chars().count() <= 30), "{text}");
    assert!(text.contains("a very long…  ") && text.contains("1,234.50"), "{text}");
}

#[test]
fn no_escape_reaches_the_terminal() {
    let evil = Table::new("t", "T").column(Column::text("\u{1b}[31mx")).row(["\u{1b}]0;title\u{7}".into()]);
    let text = render::text_table(&evil, 80);
    assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{text:?}");
}

#[test]
fn the_answer_wraps() {
    let document =
        Document::new("Title").answer("one two three four".into(), None).fact("seed", "7").fact("method", "m");
    assert_eq!(render::plain(&document, 9), "Title\none two\nthree\nfour\nseed    7\nmethod  m\n");
}
