//! The claims of the essays with their verdicts.

use moloch_core::{Ruling, Verdict};
use moloch_report::{Block, Cell, Column, Prose, Section, Table};

use super::number::{capital, count, counted, number, prose};
use super::story::Story;
use crate::claims::Judged;

const VERDICTS: [Verdict; 5] =
    [Verdict::Supported, Verdict::Refuted, Verdict::Bounded, Verdict::Arithmetic, Verdict::Open];

/// The essay of claims that arise when essays are compared.
const ACROSS: &str = "cross-essay";

pub(super) fn section(story: &Story<'_>) -> Section {
    let section = Section::new("claims", "The claims of the essays, judged");
    if story.claims.is_empty() {
        return section.block("No claim was judged for this report.");
    }
    let mut section = section.block(words(story)).block(counts(story));
    for verdict in &VERDICTS[..4] {
        let judged: Vec<&Judged> = story.claims.iter().filter(|judged| judged.verdict() == *verdict).collect();
        if !judged.is_empty() {
            section = section.block(Block::Details {
                summary: format!("{}: {}", capital(verdict.word()), counted(judged.len(), "claim")).into(),
                blocks: vec![verdict_table(*verdict, &judged).into()],
            });
        }
    }
    match open(story) {
        Some(block) => section.block(block),
        None => section,
    }
}

fn words(story: &Story<'_>) -> Prose {
    let judged = story.claims.iter().filter(|judged| judged.ruling.is_some()).count();
    let mut essays: Vec<&str> = story.claims.iter().map(|judged| judged.claim.essay.as_str()).collect();
    essays.retain(|essay| *essay != ACROSS);
    essays.sort_unstable();
    essays.dedup();
    let argue = if essays.len() == 1 { "argues" } else { "argue" };
    prose![
        format!("{} on the race {argue} in words. Of ", capital(&counted(essays.len(), "essay"))),
        count(story.claims.len(), "derived.claims.all"),
        " claims, ",
        count(judged, "derived.claims.judged"),
        " are judged by a computation and the others stay open. Verdicts come from the models with the essays' own figures; \
         they do not depend on this scenario. A claim is ",
        Prose::new().strong("supported"),
        " if it holds for every value that the essay asserts, ",
        Prose::new().strong("refuted"),
        " if it holds for none, ",
        Prose::new().strong("bounded"),
        " if it holds for some, the boundary saying which, and ",
        Prose::new().strong("arithmetic"),
        " if two quoted figures were checked against each other.",
    ]
}

fn counts(story: &Story<'_>) -> Table {
    let mut domains: Vec<&str> = Vec::new();
    for judged in story.claims {
        if !domains.contains(&judged.claim.domain.as_str()) {
            domains.push(&judged.claim.domain);
        }
    }
    let mut table = Table::new("verdicts", "Verdicts by domain").column(Column::text("domain"));
    for verdict in VERDICTS {
        table = table.column(Column::number(verdict.word(), ""));
    }
    let of = |domain: Option<&str>, verdict: Verdict| {
        let within = |judged: &&Judged| domain.is_none_or(|domain| judged.claim.domain == domain);
        story.claims.iter().filter(within).filter(|judged| judged.verdict() == verdict).count()
    };
    for domain in domains {
        let cells = VERDICTS.map(|verdict| {
            count(of(Some(domain), verdict), format!("derived.claims.by_domain.{domain}.{}", verdict.word())).into()
        });
        table = table.row(std::iter::once(Cell::from(domain)).chain(cells));
    }
    let cells = VERDICTS
        .map(|verdict| count(of(None, verdict), format!("derived.claims.by_verdict.{}", verdict.word())).into());
    table.row(std::iter::once(Cell::from("all")).chain(cells))
}

fn verdict_table(verdict: Verdict, judged: &[&Judged]) -> Table {
    let mut table = Table::new(&format!("claims-{}", verdict.word()), capital(verdict.word()))
        .column(Column::text("claim"))
        .column(Column::text("what was computed"));
    let parametric = verdict != Verdict::Arithmetic;
    if parametric {
        table = table.column(Column::text("asserted for")).column(Column::text("the answer turns at"));
    } else {
        table = table.column(Column::text("do the figures agree"));
    }
    table = table.column(Column::text("key numbers"));
    for judged in judged {
        let Some(ruling) = &judged.ruling else { continue };
        let id = &judged.claim.id;
        let model =
            Prose::new().text(format!("{} (", ruling.reason.trim_end_matches('.'))).code(ruling.model).text(")");
        let mut row = vec![Cell::from(judged.claim.statement.clone()), model.into()];
        if parametric {
            row.extend([asserted(id, ruling).into(), boundary(id, ruling).into()]);
        } else {
            row.push(if ruling.holds { "yes" } else { "no" }.into());
        }
        row.push(numbers(id, ruling).into());
        table = table.row(row);
    }
    table
}

fn asserted(id: &str, ruling: &Ruling) -> Prose {
    let Some(parameter) = &ruling.parameter else { return Prose::new() };
    let (low, high) = parameter.asserted;
    let at = |end: &str, value: f64| number(value, parameter.unit, format!("claims.{id}.asserted_{end}"));
    if low < high {
        prose![format!("{} from ", parameter.name), at("low", low), " to ", at("high", high)]
    } else {
        prose![format!("{} of ", parameter.name), at("low", low)]
    }
}

fn boundary(id: &str, ruling: &Ruling) -> Prose {
    let Some(parameter) = &ruling.parameter else { return Prose::new() };
    let turns = ruling.boundaries.iter().enumerate();
    turns.fold(Prose::new(), |text, (k, at)| {
        let gap = if k == 0 { "" } else { ", " };
        prose![text, gap, number(*at, parameter.unit, format!("claims.{id}.boundaries.{k}"))]
    })
}

/// Numbers that a row shows.
const MOST_NUMBERS: usize = 4;

fn numbers(id: &str, ruling: &Ruling) -> Prose {
    let shown = ruling.numbers.iter().enumerate().filter(|(_, known)| known.value.is_finite()).take(MOST_NUMBERS);
    shown.fold(Prose::new(), |text, (k, known)| {
        let gap = if text.is_empty() { "" } else { "; " };
        prose![
            text,
            gap,
            format!("{}: ", known.name),
            number(known.value, known.unit, format!("claims.{id}.numbers.{k}.value"))
        ]
    })
}

fn open(story: &Story<'_>) -> Option<Block> {
    let open: Vec<&Judged> = story.claims.iter().filter(|judged| judged.ruling.is_none()).collect();
    let mut essays: Vec<&str> = Vec::new();
    for judged in &open {
        if !essays.contains(&judged.claim.essay.as_str()) {
            essays.push(&judged.claim.essay);
        }
    }
    let mut blocks = Vec::new();
    for essay in essays {
        let title = match essay {
            ACROSS => "Across essays".to_owned(),
            name => format!("{} essay", capital(&name.replace('-', " "))),
        };
        blocks.push(Block::Heading(title));
        let own = open.iter().filter(|judged| judged.claim.essay == essay);
        blocks.push(Block::Bullets(own.map(|judged| judged.claim.statement.as_str().into()).collect()));
    }
    let summary = format!("Open: {} that no computation has judged yet", counted(open.len(), "claim")).into();
    (!open.is_empty()).then_some(Block::Details { summary, blocks })
}
