//! The graph in GraphML, which most programs for networks read.

use std::fmt::Write;

use super::GraphView;

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="name" for="node" attr.name="name" attr.type="string"/>
  <key id="node-kind" for="node" attr.name="kind" attr.type="string"/>
  <key id="edge-kind" for="edge" attr.name="kind" attr.type="string"/>
  <key id="weight" for="edge" attr.name="weight" attr.type="double"/>
  <graph id="competitive" edgedefault="directed">
"#;

impl GraphView {
    /// The graph in GraphML: nodes `n0`, `n1`, ... with name and kind, edges `e0`, `e1`, ... with kind and weight; ties
    /// without direction have `directed="false"`. Weights are written so that they are read back to the same bits.
    pub fn to_graphml(&self) -> String {
        let mut text = String::from(HEAD);
        for (number, node) in self.nodes.iter().enumerate() {
            let (name, kind) = (escaped(&node.id), escaped(node.kind));
            // Writing to a String cannot fail.
            let _ = writeln!(
                text,
                "    <node id=\"n{number}\"><data key=\"name\">{name}</data><data key=\"node-kind\">{kind}</data></node>"
            );
        }
        for (number, edge) in self.edges.iter().enumerate() {
            let (source, target) = (self.number(&edge.source), self.number(&edge.target));
            let (directed, kind, weight) = (edge.directed, escaped(edge.kind), edge.weight);
            let _ = writeln!(
                text,
                "    <edge id=\"e{number}\" source=\"n{source}\" target=\"n{target}\" directed=\"{directed}\">\
                 <data key=\"edge-kind\">{kind}</data><data key=\"weight\">{weight}</data></edge>"
            );
        }
        text.push_str("  </graph>\n</graphml>\n");
        text
    }
}

/// Text with the five characters replaced that XML reserves.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&apos;"),
            other => escaped.push(other),
        }
    }
    escaped
}
