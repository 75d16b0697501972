//! The one file that knows petgraph: nodes and ties are numbered here in the order in which they were added.

use petgraph::Direction;
use petgraph::algo::{tarjan_scc, toposort};
use petgraph::graph::{DiGraph, EdgeReference, NodeIndex};
use petgraph::visit::{EdgeFiltered, EdgeRef};

use super::{NodeKind, TieKind};

/// A node as it is stored.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct StoredNode {
    pub(super) name: String,
    pub(super) kind: NodeKind,
}

/// A tie as it is stored.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct StoredTie {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) kind: TieKind,
    pub(super) weight: f64,
}

/// Nodes and ties by number.
#[derive(Debug, Clone, Default)]
pub(super) struct Store {
    graph: DiGraph<StoredNode, (TieKind, f64)>,
}

impl Store {
    pub(super) fn add_node(&mut self, node: StoredNode) -> usize {
        self.graph.add_node(node).index()
    }

    pub(super) fn add_tie(&mut self, tie: StoredTie) {
        self.graph.add_edge(NodeIndex::new(tie.from), NodeIndex::new(tie.to), (tie.kind, tie.weight));
    }

    pub(super) fn nodes(&self) -> impl Iterator<Item = &StoredNode> {
        self.graph.node_weights()
    }

    pub(super) fn len(&self) -> usize {
        self.graph.node_count()
    }

    pub(super) fn node(&self, at: usize) -> &StoredNode {
        &self.graph[NodeIndex::new(at)]
    }

    pub(super) fn ties(&self) -> impl Iterator<Item = StoredTie> {
        self.graph.edge_references().map(stored)
    }

    /// Ties of one kind that leave a node, in the order in which they were added.
    pub(super) fn leaving(&self, node: usize, kind: TieKind) -> Vec<StoredTie> {
        self.at(node, kind, Direction::Outgoing)
    }

    /// Ties of one kind that arrive at a node, in the order in which they were added.
    pub(super) fn arriving(&self, node: usize, kind: TieKind) -> Vec<StoredTie> {
        self.at(node, kind, Direction::Incoming)
    }

    fn at(&self, node: usize, kind: TieKind, direction: Direction) -> Vec<StoredTie> {
        let edges = self.graph.edges_directed(NodeIndex::new(node), direction);
        let mut edges: Vec<_> = edges.filter(|edge| edge.weight().0 == kind).collect();
        edges.sort_by_key(EdgeRef::id);
        edges.into_iter().map(stored).collect()
    }

    /// Nodes in an order in which every tie of the kind, among those that leave an `included` node, leads onwards;
    /// `None` when such ties run in a circle.
    pub(super) fn order(&self, kind: TieKind, included: &[bool]) -> Option<Vec<usize>> {
        let kept = |edge: EdgeReference<'_, (TieKind, f64)>| edge.weight().0 == kind && included[edge.source().index()];
        let kept = EdgeFiltered::from_fn(&self.graph, kept);
        toposort(&kept, None).ok().map(|order| order.into_iter().map(NodeIndex::index).collect())
    }

    /// The strongly connected parts along ties of one kind; see [`strong_components`].
    pub(super) fn components(&self, kind: TieKind) -> Vec<Vec<usize>> {
        let ties = self.ties().filter(|tie| tie.kind == kind);
        let both = ties.flat_map(|tie| [Some((tie.from, tie.to)), (!kind.is_directed()).then_some((tie.to, tie.from))]);
        strong_components(self.graph.node_count(), both.flatten())
    }
}

fn stored(edge: EdgeReference<'_, (TieKind, f64)>) -> StoredTie {
    let &(kind, weight) = edge.weight();
    StoredTie { from: edge.source().index(), to: edge.target().index(), kind, weight }
}

/// The strongly connected parts of a graph of `count` nodes, each in ascending order, sorted by their first members.
pub(crate) fn strong_components(count: usize, ties: impl Iterator<Item = (usize, usize)>) -> Vec<Vec<usize>> {
    let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(count, 0);
    (0..count).for_each(|_| {
        graph.add_node(());
    });
    ties.for_each(|(from, to)| {
        graph.add_edge(NodeIndex::new(from), NodeIndex::new(to), ());
    });
    let mut parts: Vec<Vec<usize>> =
        tarjan_scc(&graph).into_iter().map(|part| part.into_iter().map(NodeIndex::index).collect()).collect();
    for part in &mut parts {
        part.sort_unstable();
    }
    parts.sort_unstable();
    parts
}
