//! Building a graph: everything is noted first and checked at the end, so that all faults are told together.

use std::collections::{BTreeMap, BTreeSet};

use moloch_core::{Choice, Range};

use super::error::some_of;
use super::petgraph_store::{Store, StoredNode, StoredTie};
use super::{CompetitiveGraph, NetworkFault, NetworkFaults, NodeKind, TieKind};

/// Kind, first end, second end and weight.
type WrittenTie = (TieKind, String, String, f64);

/// What a fault was found on, counted in the order of adding.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum At {
    /// The graph.
    Whole,
    /// A node.
    Node(usize),
    /// A tie.
    Tie(usize),
}

/// A competitive graph in the making; [`GraphBuilder::build`] checks it.
#[derive(Debug, Clone, Default)]
pub struct GraphBuilder {
    nodes: Vec<(NodeKind, String)>,
    ties: Vec<WrittenTie>,
}

impl GraphBuilder {
    /// Adds a node; nodes keep the order in which they are added.
    #[must_use]
    pub fn node(mut self, kind: NodeKind, name: impl Into<String>) -> Self {
        self.nodes.push((kind, name.into()));
        self
    }

    /// Adds a lab.
    #[must_use]
    pub fn lab(self, name: impl Into<String>) -> Self {
        self.node(NodeKind::Lab, name)
    }

    /// Adds a segment.
    #[must_use]
    pub fn segment(self, name: impl Into<String>) -> Self {
        self.node(NodeKind::Segment, name)
    }

    /// Adds a supplier.
    #[must_use]
    pub fn supplier(self, name: impl Into<String>) -> Self {
        self.node(NodeKind::Supplier, name)
    }

    /// Adds a tie between two nodes, which may be added later; the weight is finite and not negative.
    #[must_use]
    pub fn tie(mut self, kind: TieKind, from: impl Into<String>, to: impl Into<String>, weight: f64) -> Self {
        self.ties.push((kind, from.into(), to.into(), weight));
        self
    }

    /// Two labs, or two suppliers, compete.
    #[must_use]
    pub fn competes(self, one: impl Into<String>, other: impl Into<String>, weight: f64) -> Self {
        self.tie(TieKind::Competes, one, other, weight)
    }

    /// A lab serves a segment, which it fits to the degree of the weight.
    #[must_use]
    pub fn serves(self, lab: impl Into<String>, segment: impl Into<String>, weight: f64) -> Self {
        self.tie(TieKind::Serves, lab, segment, weight)
    }

    /// A firm depends on another, from which it takes as much as the weight says.
    #[must_use]
    pub fn depends_on(self, firm: impl Into<String>, provider: impl Into<String>, weight: f64) -> Self {
        self.tie(TieKind::DependsOn, firm, provider, weight)
    }

    /// Two segments lie side by side.
    #[must_use]
    pub fn adjacent(self, one: impl Into<String>, other: impl Into<String>, weight: f64) -> Self {
        self.tie(TieKind::Adjacent, one, other, weight)
    }

    /// Checks everything and builds the graph.
    ///
    /// # Errors
    /// All faults at once: no node, a name that is empty, not printable or used twice, and ties with an unknown end, to
    /// themselves, between kinds that they cannot join, with a weight that is negative or not finite, or given twice.
    pub fn build(self) -> Result<CompetitiveGraph, NetworkFaults> {
        self.check().map_err(|found| NetworkFaults(found.into_iter().map(|(_, fault)| fault).collect()))
    }

    /// Checks everything; each fault comes with what it was found on.
    pub(super) fn check(&self) -> Result<CompetitiveGraph, Vec<(At, NetworkFault)>> {
        let mut faults = Vec::new();
        let mut graph = CompetitiveGraph { store: Store::default(), numbers: BTreeMap::new() };
        if self.nodes.is_empty() {
            faults.push((At::Whole, NetworkFault::Empty));
        }
        for (at, (kind, name)) in self.nodes.iter().enumerate() {
            if !is_printable(name) {
                faults.push((At::Node(at), NetworkFault::BadName { name: name.clone() }));
            }
            if let Some(first) = graph.kind(name) {
                let (first, second) = (first.word(), kind.word());
                faults.push((At::Node(at), NetworkFault::DuplicateName { name: name.clone(), first, second }));
                continue;
            }
            let number = graph.store.add_node(StoredNode { name: name.clone(), kind: *kind });
            graph.numbers.insert(name.clone(), number);
        }
        let mut seen = BTreeSet::new();
        for (at, tie) in self.ties.iter().enumerate() {
            match self.check_tie(&graph, tie, &mut seen) {
                Ok(sound) => graph.store.add_tie(sound),
                Err(found) => faults.extend(found.into_iter().map(|fault| (At::Tie(at), fault))),
            }
        }
        if faults.is_empty() { Ok(graph) } else { Err(faults) }
    }

    fn check_tie(
        &self,
        graph: &CompetitiveGraph,
        (kind, from, to, weight): &WrittenTie,
        seen: &mut BTreeSet<(&'static str, (usize, usize))>,
    ) -> Result<StoredTie, Vec<NetworkFault>> {
        let tie = || format!("`{from}` {} `{to}`", kind.word());
        let mut faults = Vec::new();
        if !Range::NON_NEGATIVE.contains(*weight) {
            faults.push(NetworkFault::BadWeight { tie: tie(), weight: *weight });
        }
        for name in [from, to].into_iter().filter(|name| !graph.numbers.contains_key(*name)) {
            let known = some_of(self.nodes.iter().map(|(_, name)| name.as_str()));
            faults.push(NetworkFault::UnknownNode { tie: tie(), name: name.clone(), known });
        }
        let (Some(&a), Some(&b)) = (graph.numbers.get(from), graph.numbers.get(to)) else { return Err(faults) };
        if a == b {
            faults.push(NetworkFault::SelfTie { tie: tie() });
            return Err(faults);
        }
        let (first, second) = (graph.store.node(a).kind, graph.store.node(b).kind);
        if !kind.joins().contains(&(first, second)) {
            let (from, to) = (first.word(), second.word());
            faults.push(NetworkFault::WrongEnds { tie: tie(), kind: *kind, from, to });
        }
        let ends = if kind.is_directed() { (a, b) } else { (a.min(b), a.max(b)) };
        if !seen.insert((kind.word(), ends)) {
            faults.push(NetworkFault::DuplicateTie { tie: tie() });
        }
        if faults.is_empty() { Ok(StoredTie { from: a, to: b, kind: *kind, weight: *weight }) } else { Err(faults) }
    }
}

/// Whether a name can be shown on one line and written to XML.
fn is_printable(name: &str) -> bool {
    let writable = |c: char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}');
    !name.trim().is_empty() && name.chars().all(writable)
}
