//! The graph in the DOT language of Graphviz.

use std::fmt::Write;

use super::{GraphView, view::EdgeView};

impl GraphView {
    /// The graph in DOT: nodes `n0`, `n1`, ... with the names as labels, a shape for each kind, and edges with kind and
    /// `strength`, the tie's weight. Ties without direction have `dir=none`.
    pub fn to_dot(&self) -> String {
        let mut text = String::from("digraph competitive {\n  rankdir=LR;\n");
        for (number, node) in self.nodes.iter().enumerate() {
            let shape = match node.kind {
                "lab" => "box",
                "segment" => "ellipse",
                _ => "hexagon",
            };
            let (label, kind) = (quoted(&node.id), quoted(node.kind));
            // Writing to a String cannot fail.
            let _ = writeln!(text, "  n{number} [label={label}, kind={kind}, shape={shape}];");
        }
        for edge in &self.edges {
            text.push_str(&self.dot_edge(edge));
        }
        text.push_str("}\n");
        text
    }

    fn dot_edge(&self, edge: &EdgeView) -> String {
        let (from, to) = (self.number(&edge.source), self.number(&edge.target));
        let style = match edge.kind {
            "serves" => "solid",
            "depends on" => "bold",
            "competes" => "dashed",
            _ => "dotted",
        };
        let direction = if edge.directed { "" } else { ", dir=none" };
        let (kind, weight) = (quoted(edge.kind), edge.weight);
        format!("  n{from} -> n{to} [kind={kind}, strength=\"{weight}\", style={style}{direction}];\n")
    }

    /// The number of a node by its name; views made by [`super::CompetitiveGraph::view`] know every end of an edge.
    pub(super) fn number(&self, name: &str) -> usize {
        self.nodes.iter().position(|node| node.id == name).unwrap_or(self.nodes.len())
    }
}

/// A quoted string: in labels a backslash starts an escape, so it is doubled.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
