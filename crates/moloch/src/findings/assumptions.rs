//! Every number of the scenario, with its unit, source, spread and place.

use moloch_core::{Record, Spread};
use moloch_report::{Align, Block, Column, Prose, Section, Table, slug};

use super::number::{capital, count, number, prose};
use super::story::Story;
use crate::scenario::Reading;

/// Numbers whose source says that nobody states them.
pub(super) fn illustrative(reading: &Reading) -> impl Iterator<Item = &Record> {
    reading.records.iter().filter(|record| is_illustrative(record))
}

fn is_illustrative(record: &Record) -> bool {
    record.source.as_ref().is_some_and(|source| source.trim_start().to_lowercase().starts_with("illustrative"))
}

/// Where a number comes from, in one word.
pub(super) fn basis(record: &Record) -> &'static str {
    match &record.source {
        _ if record.is_default => "default",
        Some(_) if is_illustrative(record) => "illustrative",
        Some(source) if source.starts_with("definition") => "definition",
        Some(source) if source.starts_with("fitted") => "fitted",
        Some(_) => "sourced",
        None => "no source",
    }
}

/// Where a number was written: file and line.
pub(super) fn place(record: &Record) -> String {
    match (&record.place.file, record.place.line) {
        _ if record.is_default => "not written".to_owned(),
        (Some(file), 0) => file.to_string(),
        (Some(file), line) => format!("{file}:{line}"),
        (None, 0) => String::new(),
        (None, line) => format!("line {line}"),
    }
}

pub(super) fn section(story: &Story<'_>) -> Section {
    let records = &story.reading.records;
    let of = |basis_word: &str| records.iter().filter(|record| basis(record) == basis_word).count();
    let mut words = prose!["The scenario holds ", count(records.len(), "derived.assumptions.all"), " numbers: ",];
    for (k, word) in BASES.iter().filter(|word| of(word) > 0).enumerate() {
        let gap = if k == 0 { "" } else { ", " };
        let meaning = format!(" {}", basis_words(word));
        words = prose![words, gap, count(of(word), format!("derived.assumptions.by_basis.{word}")), meaning];
    }
    let uncertain = story.reading.uncertain().count();
    words = prose![
        words,
        ". ",
        count(uncertain, "derived.assumptions.with_spread"),
        " of them have a spread, which says how sure the number is; this report uses the values themselves and draws \
         nothing from the spreads. Amounts of money are in prices of ",
        moloch_report::Number::year(story.scenario.calendar.price_base_year as f64, "calendar.price_base_year"),
        "."
    ];
    let mut section = Section::new("assumptions", "Assumptions").block(words);
    for (name, group) in grouped(records) {
        let illustrative = group.iter().filter(|record| is_illustrative(record)).count();
        let summary = prose![
            Prose::new().strong(capital(&name)),
            ": ",
            count(group.len(), format!("derived.assumptions.by_table.{name}.all")),
            if group.len() == 1 { " number, " } else { " numbers, " },
            count(illustrative, format!("derived.assumptions.by_table.{name}.illustrative")),
            " illustrative"
        ];
        section = section.block(Block::Details { summary, blocks: vec![table(story, &name, &group).into()] });
    }
    section
}

fn basis_words(basis: &str) -> &'static str {
    match basis {
        "illustrative" => "illustrative (no source states them)",
        "sourced" => "from a named source",
        "fitted" => "fitted",
        "definition" => "true by definition",
        "default" => "not written, so that the default holds",
        _ => "written without a source",
    }
}

/// All bases, in the order in which they are counted.
pub(super) const BASES: [&str; 6] = ["illustrative", "sourced", "fitted", "definition", "no source", "default"];

/// The first part of a key: `labs[0].fit.consumer` belongs to `labs`.
pub(super) fn table_of(record: &Record) -> &str {
    let end = record.key.find(['.', '[']).unwrap_or(record.key.len());
    match &record.key[..end] {
        "seed" => "calendar",
        name => name,
    }
}

fn grouped(records: &[Record]) -> Vec<(String, Vec<&Record>)> {
    let mut groups: Vec<(String, Vec<&Record>)> = Vec::new();
    for record in records {
        let name = table_of(record);
        match groups.iter_mut().find(|(known, _)| known == name) {
            Some((_, group)) => group.push(record),
            None => groups.push((name.to_owned(), vec![record])),
        }
    }
    groups
}

fn table(story: &Story<'_>, name: &str, group: &[&Record]) -> Table {
    let mut table = Table::new(&format!("assumed-{}", slug(name)), capital(name))
        .column(Column::text("number"))
        .column(Column::number("value", ""))
        .column(Column::text("basis").align(Align::Center))
        .column(Column::text("source"))
        .column(Column::text("spread"))
        .column(Column::text("where"));
    for record in group {
        let unit = if record.unit == "1" { "" } else { record.unit };
        let value = match record.key.as_str() {
            "calendar.price_base_year" => moloch_report::Number::year(record.value, &record.key),
            "seed" => moloch_report::Number::whole(record.value, "", &record.key),
            key => number(record.value, unit, key),
        };
        let meaning = named(story, record);
        let word = basis(record);
        let basis = if word == "illustrative" { Prose::new().strong(word) } else { word.into() };
        let source = record.source.clone().unwrap_or_default();
        let source = source.strip_prefix("illustrative:").or(source.strip_prefix("illustrative")).unwrap_or(&source);
        table = table.row([
            meaning.into(),
            value.into(),
            basis.into(),
            source.trim().to_owned().into(),
            record.spread.as_ref().map_or_else(String::new, |spread| spread_words(spread, unit)).into(),
            Prose::new().code(place(record)).into(),
        ]);
    }
    table
}

/// What a number means, whose it is, and its key.
fn named(story: &Story<'_>, record: &Record) -> Prose {
    let owner = owner(story, &record.key).map(|name| format!("{name}: ")).unwrap_or_default();
    let doc = record.doc.trim().trim_end_matches('.');
    prose![format!("{owner}{doc} "), Prose::new().code(record.key.clone())]
}

/// The name of the list item that a key such as `labs[1].stock` belongs to.
fn owner(story: &Story<'_>, key: &str) -> Option<String> {
    let (list, rest) = key.split_once('[')?;
    let index: usize = rest.split_once(']')?.0.parse().ok()?;
    let scenario = story.scenario;
    match list {
        "labs" => scenario.labs.get(index).map(|lab| lab.name.clone()),
        "segments" => scenario.segments.get(index).map(|segment| segment.name.clone()),
        "interventions" => scenario.interventions.get(index).map(|policy| policy.name.clone()),
        "targets" => scenario.targets.get(index).map(|target| target.name.clone()),
        "dependencies" => scenario.dependencies.get(index).map(|tie| format!("{} from {}", tie.lab, tie.supplier)),
        _ => None,
    }
}

fn spread_words(spread: &Spread, unit: &str) -> String {
    let six = |value: f64| moloch_report::format::significant(super::number::six(value), 4);
    let unit = if unit.is_empty() { String::new() } else { format!(" {unit}") };
    match spread {
        Spread::Uniform { low, high } => format!("uniform, {} to {}{unit}", six(*low), six(*high)),
        Spread::Triangular { low, high } => format!("triangular, {} to {}{unit}", six(*low), six(*high)),
        Spread::Normal { sd } => format!("normal, standard deviation {}{unit}", six(*sd)),
        Spread::Lognormal { sd_log } => format!("lognormal, standard deviation {} of the logarithm", six(*sd_log)),
        Spread::Percentiles { p5, p50, p95 } => {
            format!("percentiles 5, 50, 95: {}, {}, {}{unit}", six(*p5), six(*p50), six(*p95))
        }
    }
}
