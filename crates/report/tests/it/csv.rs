//! Tidy data.

use moloch_report::{Axis, BarChart, DotChart, Figure, Layout, LineChart, Network, Series, render};

/// A strict reader of RFC 4180.
fn read(text: &str) -> Vec<Vec<String>> {
    let (mut rows, mut row, mut cell) = (Vec::new(), Vec::new(), String::new());
    let (mut quoted, mut rest) = (false, text.chars().peekable());
    while let Some(c) = rest.next() {
        match (quoted, c) {
            (true, '"') if rest.peek() == Some(&'"') => {
                rest.next();
                cell.push('"');
            }
            (_, '"') => quoted = !quoted,
            (false, ',') => row.push(std::mem::take(&mut cell)),
            (false, '\r') => {
                assert_eq!(rest.next(), Some('\n'), "a lone carriage return");
                row.push(std::mem::take(&mut cell));
                rows.push(std::mem::take(&mut row));
            }
            (false, '\n') => panic!("a lone line feed"),
            (_, c) => cell.push(c),
        }
    }
    assert!(!quoted && cell.is_empty() && row.is_empty(), "the last line is not ended");
    rows
}

#[test]
fn every_row_has_the_columns_of_the_header() {
    for figure in crate::sample::document().figures() {
        let rows = read(&render::csv(figure));
        assert!(rows.len() > 3, "{}", figure.id);
        assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{}", figure.id);
    }
}

#[test]
fn names_and_values_come_back_as_they_were() {
    let name = "a, \"b\"\r\nc; =1+1";
    let value = 0.1 + 0.2;
    let chart = LineChart::new(Axis::new("x", "month"), Axis::new("y", "GW"))
        .series(Series::new(name, [(0.0, value), (1.0, f64::NAN), (2.0, -0.0), (3.0, 1e-300), (4.0, 1e300)]))
        .threshold("cap", 2.5)
        .event("start", 1.5);
    let rows = read(&render::csv(&Figure::new("f", "t", chart)));
    assert_eq!(rows[0].join(","), "panel,kind,name,x,x_unit,value,low,high,unit");
    assert_eq!(rows[1][2], "a, \"b\"\nc; =1+1", "only the control character is gone");
    assert_eq!(rows[1][5].parse::<f64>().unwrap().to_bits(), value.to_bits());
    assert_eq!((rows[2][5].as_str(), rows[3][5].as_str()), ("", "0"));
    assert_eq!((rows[4][5].as_str(), rows[5][5].as_str()), ("1e-300", "1e300"));
    assert_eq!(rows[6][..], ["", "threshold", "cap", "", "month", "2.5", "", "", "GW"].map(str::to_owned));
    assert_eq!(rows[7][..], ["", "event", "start", "1.5", "month", "", "", "", "GW"].map(str::to_owned));
}

#[test]
fn other_figures_have_their_columns() {
    let header = |figure: Figure| read(&render::csv(&figure))[0].join(",");
    let axis = || Axis::new("v", "u");
    assert_eq!(header(Figure::new("f", "t", BarChart::new(axis(), ["a"]))), "category,series,value,unit");
    assert_eq!(header(Figure::new("f", "t", DotChart::new(axis(), ["90%"]))), "category,kind,value,low,high,unit");
    assert_eq!(
        header(Figure::new("f", "t", Network::new(Layout::Stress))),
        "kind,id,label,type,from,to,directed,weight"
    );
}
