//! The graph as plain data: what a figure draws and what node-link JSON holds.

use moloch_core::Choice;
use serde::Serialize;

use super::CompetitiveGraph;

/// Nodes and edges, in the order of building. Serialized it is node-link JSON.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct GraphView {
    /// The nodes.
    pub nodes: Vec<NodeView>,
    /// The edges.
    pub edges: Vec<EdgeView>,
}

/// A node as plain data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NodeView {
    /// Its name, distinct in the graph.
    pub id: String,
    /// `lab`, `segment` or `supplier`.
    pub kind: &'static str,
}

/// A tie as plain data.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EdgeView {
    /// The name of the first end.
    pub source: String,
    /// The name of the second end.
    pub target: String,
    /// `competes`, `serves`, `depends on` or `adjacent`.
    pub kind: &'static str,
    /// The weight, finite and not negative.
    pub weight: f64,
    /// Whether it leads from source to target; otherwise both ends are alike.
    pub directed: bool,
}

impl CompetitiveGraph {
    /// The graph as plain data.
    pub fn view(&self) -> GraphView {
        let node = |node: super::Node<'_>| NodeView { id: node.name.to_owned(), kind: node.kind.word() };
        let edge = |tie: super::Tie<'_>| EdgeView {
            source: tie.from.to_owned(),
            target: tie.to.to_owned(),
            kind: tie.kind.word(),
            weight: tie.weight,
            directed: tie.kind.is_directed(),
        };
        GraphView { nodes: self.nodes().map(node).collect(), edges: self.ties().map(edge).collect() }
    }
}
