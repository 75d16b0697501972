//! A graph as it is written in a file.

use moloch_core::{Checked, DefaultValue, Field, OpenTable, Range, inputs, quantity};

use super::builder::At;
use super::{CompetitiveGraph, GraphBuilder, NetworkFaults, NodeKind, TieKind};

inputs! {
    /// A tie of the competitive graph as it is written.
    pub struct DeclaredTie {
        /// What the tie says.
        pub kind: TieKind = Field::choice(<TieKind as moloch_core::Choice>::WORDS),
        /// Name of the first end: the lab that serves, the firm that depends.
        pub from: String = Field::text(),
        /// Name of the second end: the segment served, the provider.
        pub to: String = Field::text(),
        /// Weight: fit, amount taken, fierceness or ease of crossing.
        pub weight: f64 = Field::number(&quantity::NUMBER).within(Range::NON_NEGATIVE).or_number(1.0),
    }
}

inputs! {
    /// A competitive graph as it is written.
    pub struct DeclaredGraph {
        /// Names of the labs.
        pub labs: Vec<String> = Field::texts("lab"),
        /// Names of the segments.
        pub segments: Vec<String> = Field::texts("segment").or(DefaultValue::EmptyList),
        /// Names of the suppliers.
        pub suppliers: Vec<String> = Field::texts("supplier").or(DefaultValue::EmptyList),
        /// The ties.
        pub ties: Vec<DeclaredTie> = Field::tables(&<DeclaredTie as moloch_core::Inputs>::TABLE, "tie").or(DefaultValue::EmptyList),
    }
    check sound;
}

fn sound(declared: &DeclaredGraph, table: &mut OpenTable<'_, '_>) {
    for (at, fault) in builder(declared).check().err().unwrap_or_default() {
        let key = match at {
            At::Whole => "labs".to_owned(),
            At::Node(node) => key_of_node(declared, node),
            At::Tie(tie) => format!("ties[{tie}]"),
        };
        let expected = "a tie or name that a sound graph can have";
        table.fault("unsound-graph", &key, fault.to_string(), expected, "change what is named here");
    }
}

/// The key of a node that was counted through all lists of names.
fn key_of_node(declared: &DeclaredGraph, node: usize) -> String {
    let (labs, segments) = (declared.labs.len(), declared.segments.len());
    match node {
        lab if lab < labs => format!("labs[{lab}]"),
        segment if segment < labs + segments => format!("segments[{}]", segment - labs),
        supplier => format!("suppliers[{}]", supplier - labs - segments),
    }
}

fn builder(declared: &DeclaredGraph) -> GraphBuilder {
    let kinds = [
        (NodeKind::Lab, &declared.labs),
        (NodeKind::Segment, &declared.segments),
        (NodeKind::Supplier, &declared.suppliers),
    ];
    let names = kinds.into_iter().flat_map(|(kind, names)| names.iter().map(move |name| (kind, name)));
    let nodes = names.fold(GraphBuilder::default(), |builder, (kind, name)| builder.node(kind, name));
    declared.ties.iter().fold(nodes, |builder, tie| builder.tie(tie.kind, &tie.from, &tie.to, tie.weight))
}

impl CompetitiveGraph {
    /// The graph of a checked declaration: labs, segments and suppliers in this order.
    ///
    /// # Errors
    /// None for a declaration that passed its own check, which builds the graph once already.
    pub fn from_declared(declared: &Checked<DeclaredGraph>) -> Result<Self, NetworkFaults> {
        builder(declared).build()
    }
}
