//! Files of the graph: what is written can be read back.

use moloch_graph::network::{EdgeView, GraphView, NodeView};
use moloch_graph::{CompetitiveGraph, NodeKind, TieKind};
use proptest::prelude::*;

use crate::network::market;

/// Names that a careless writer would break.
fn awkward() -> CompetitiveGraph {
    CompetitiveGraph::builder()
        .lab("Ünï & \"Söhne\" <x>")
        .lab("back\\slash's")
        .segment("研究 ]]> -->")
        .competes("Ünï & \"Söhne\" <x>", "back\\slash's", 0.1 + 0.2)
        .serves("back\\slash's", "研究 ]]> -->", 1e-300)
        .build()
        .unwrap()
}

fn data<'d>(element: roxmltree::Node<'d, '_>, key: &str) -> &'d str {
    let found = element.children().find(|child| child.attribute("key") == Some(key));
    found.and_then(|child| child.text()).unwrap()
}

/// Reads GraphML as any other program would: keys by id, nodes and edges by their data.
fn read_graphml(text: &str) -> GraphView {
    let kind = |word: &str| {
        let words = ["lab", "segment", "supplier", "competes", "serves", "depends on", "adjacent"];
        *words.iter().find(|known| **known == word).unwrap()
    };
    let document = roxmltree::Document::parse(text).unwrap();
    let elements = |name: &'static str| document.descendants().filter(move |node| node.has_tag_name(name));
    for key in elements("data").map(|data| data.attribute("key").unwrap()) {
        assert!(elements("key").any(|declared| declared.attribute("id") == Some(key)), "{key} is not declared");
    }
    let named = |id: &str| {
        let node = elements("node").find(|node| node.attribute("id") == Some(id)).unwrap();
        data(node, "name").to_owned()
    };
    let nodes = elements("node")
        .map(|node| NodeView { id: data(node, "name").to_owned(), kind: kind(data(node, "node-kind")) });
    let edges = elements("edge").map(|edge| EdgeView {
        source: named(edge.attribute("source").unwrap()),
        target: named(edge.attribute("target").unwrap()),
        kind: kind(data(edge, "edge-kind")),
        weight: data(edge, "weight").parse().unwrap(),
        directed: edge.attribute("directed").unwrap().parse().unwrap(),
    });
    GraphView { nodes: nodes.collect(), edges: edges.collect() }
}

#[test]
fn graphml_is_read_back_to_the_same_graph() {
    for graph in [market(), awkward()] {
        assert_eq!(read_graphml(&graph.view().to_graphml()), graph.view());
    }
}

/// Reads a DOT quoted string from its opening quote; the rest of the line follows.
fn unquote(text: &str) -> (String, &str) {
    let mut label = String::new();
    let mut characters = text.strip_prefix('"').unwrap().char_indices();
    while let Some((at, c)) = characters.next() {
        match c {
            '"' => return (label, &text[at + 2..]),
            '\\' => label.push(characters.next().unwrap().1),
            other => label.push(other),
        }
    }
    panic!("no closing quote in {text}");
}

#[test]
fn dot_has_a_statement_for_each_node_and_tie_and_labels_survive() {
    for graph in [market(), awkward()] {
        let (view, dot) = (graph.view(), graph.view().to_dot());
        assert!(dot.starts_with("digraph competitive {\n") && dot.ends_with("}\n"));
        let nodes: Vec<&str> = dot.lines().filter(|line| line.contains("label=")).collect();
        let edges: Vec<&str> = dot.lines().filter(|line| line.contains("strength=")).collect();
        assert_eq!((nodes.len(), edges.len()), (view.nodes.len(), view.edges.len()));
        for (k, (line, node)) in nodes.iter().zip(&view.nodes).enumerate() {
            let rest = line.strip_prefix(&format!("  n{k} [label=")).unwrap();
            let (label, rest) = unquote(rest);
            assert_eq!(label, node.id);
            assert!(rest.starts_with(&format!(", kind=\"{}\"", node.kind)) && rest.ends_with("];"), "{line}");
        }
        for (line, edge) in edges.iter().zip(&view.edges) {
            let ends: Vec<usize> =
                line.trim_start().split([' ', '[']).filter_map(|w| w.strip_prefix('n')?.parse().ok()).collect();
            assert_eq!([&view.nodes[ends[0]].id, &view.nodes[ends[1]].id], [&edge.source, &edge.target]);
            assert_eq!(line.contains("dir=none"), !edge.directed);
            assert!(line.contains(&format!("strength=\"{}\"", edge.weight)));
        }
    }
}

#[test]
fn node_link_json_names_nodes_and_edges() {
    let json = serde_json::to_value(awkward().view()).unwrap();
    assert_eq!(json["nodes"][0]["id"], "Ünï & \"Söhne\" <x>");
    assert_eq!(
        (json["edges"][0]["kind"].as_str(), json["edges"][0]["directed"].as_bool()),
        (Some("competes"), Some(false))
    );
    assert_eq!(json["edges"][1]["source"], "back\\slash's");
    assert_eq!(json["edges"][1]["weight"].as_f64(), Some(1e-300));
    assert_eq!(json["nodes"].as_array().unwrap().len(), 3);
}

proptest! {
    #[test]
    fn any_graph_that_builds_survives_graphml_and_equal_graphs_give_equal_bytes(
        names in proptest::collection::btree_set("\\PC{1,12}", 3..8),
        weights in proptest::collection::vec(0.0..1e9_f64, 8),
    ) {
        let names: Vec<String> = names.into_iter().collect();
        let build = || {
            let mut builder = CompetitiveGraph::builder();
            for (k, name) in names.iter().enumerate() {
                builder = builder.node(if k == 0 { NodeKind::Segment } else { NodeKind::Lab }, name.clone());
            }
            for k in 1..names.len() {
                builder = builder.tie(TieKind::Serves, &names[k], &names[0], weights[k]);
            }
            builder.build()
        };
        let Ok(graph) = build() else { return Ok(()) };
        let text = graph.view().to_graphml();
        prop_assert_eq!(read_graphml(&text), graph.view());
        prop_assert_eq!(text, build().unwrap().view().to_graphml());
    }
}
