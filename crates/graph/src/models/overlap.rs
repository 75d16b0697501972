#![doc = include_str!("overlap.md")]

use std::convert::Infallible;

use moloch_core::{Answer, Checked, Field, Law, Model, OpenTable, Range, Status, inputs, quantity};

use crate::overlap::{overlap, similarity};

inputs! {
    /// Firms that live on common ground: what each takes of each resource.
    pub struct Overlap {
        /// What each firm takes of each resource, u: its share of a segment, say.
        pub uses: Vec<Vec<f64>> =
            Field::matrix(&quantity::NUMBER, "firm", "resource").within(Range::NON_NEGATIVE),
    }
    check everyone_uses_something;
}

fn everyone_uses_something(inputs: &Overlap, table: &mut OpenTable<'_, '_>) {
    for (firm, row) in inputs.uses.iter().enumerate() {
        if row.iter().all(|u| *u <= 0.0) {
            let expected = "at least one number greater than 0 in each row";
            let found = format!("only zeros in row {firm}");
            table.fault("no-resource", "uses", found, expected, "give the firm a resource, or remove it");
        }
    }
}

/// Who stands on whose ground.
#[derive(Debug, Clone, PartialEq)]
pub struct OverlapOutcome {
    /// $`\alpha_{ij}`$, the effect of firm $`j`$ on firm $`i`$: a row and a column for each firm.
    pub overlap: Vec<Vec<f64>>,
    /// The part of it that does not depend on scale, symmetric, from 0 to 1.
    pub similarity: Vec<Vec<f64>>,
    /// The sum over rivals of the effects on each firm.
    pub pressure: Vec<f64>,
}

impl Model for Overlap {
    type Outcome = OverlapOutcome;
    type Error = Infallible;

    const ID: &'static str = "graph.overlap";
    const TITLE: &'static str = "Niche overlap";
    const PAGE: &'static str = include_str!("overlap.md");
    const LAWS: &'static [Law] = &[Law::Permutes("firm"), Law::Permutes("resource")];

    fn example() -> Self {
        Self { uses: vec![vec![0.9, 0.25], vec![0.1, 0.8]] }
    }

    fn solve(inputs: &Checked<Self>) -> Result<OverlapOutcome, Infallible> {
        let overlap = overlap(&inputs.uses);
        let similarity = similarity(&overlap);
        let rivals =
            |(i, row): (usize, &Vec<f64>)| row.iter().enumerate().filter(|(j, _)| *j != i).map(|(_, a)| a).sum();
        let pressure = overlap.iter().enumerate().map(rivals).collect();
        Ok(OverlapOutcome { overlap, similarity, pressure })
    }

    fn answer(outcome: &OverlapOutcome) -> Answer {
        let (number, pair) = (&quantity::NUMBER, ("firm", "firm"));
        Answer::new(Status::ClosedForm)
            .matrix("overlap", number, pair, &outcome.overlap, "effect of the column's firm on the row's firm")
            .matrix("similarity", &quantity::SHARE, pair, &outcome.similarity, "overlap without its scale")
            .numbers("pressure", number, "firm", &outcome.pressure, "sum of the effects of all rivals on each firm")
    }
}
