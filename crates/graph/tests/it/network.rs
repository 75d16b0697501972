//! The competitive graph: checked building and its questions.

use moloch_core::Inputs;
use moloch_graph::network::{DeclaredTie, Direction, NetworkFault};
use moloch_graph::{CompetitiveGraph, DeclaredGraph, NetworkError, NodeKind, TieKind};

use crate::same;

/// Two labs, a generalist and a lab of its own ground; chips and power upstream.
pub(crate) fn market() -> CompetitiveGraph {
    CompetitiveGraph::builder()
        .lab("O")
        .lab("A")
        .lab("G")
        .lab("Hermit")
        .segment("consumers")
        .segment("enterprises")
        .segment("science")
        .supplier("clouds")
        .supplier("chips")
        .supplier("foundry")
        .serves("O", "consumers", 0.9)
        .serves("O", "enterprises", 0.25)
        .serves("A", "consumers", 0.1)
        .serves("A", "enterprises", 0.8)
        .serves("G", "enterprises", 0.6)
        .serves("Hermit", "science", 1.0)
        .competes("Hermit", "G", 0.5)
        .depends_on("O", "clouds", 6.0)
        .depends_on("O", "chips", 2.0)
        .depends_on("G", "A", 1.0)
        .depends_on("G", "chips", 3.0)
        .depends_on("A", "clouds", 1.0)
        .depends_on("clouds", "chips", 1.0)
        .depends_on("chips", "foundry", 1.0)
        .adjacent("consumers", "enterprises", 0.3)
        .build()
        .unwrap()
}

#[test]
fn nodes_and_ties_keep_the_order_of_building() {
    let graph = market();
    assert_eq!(graph.names(NodeKind::Lab), ["O", "A", "G", "Hermit"]);
    assert_eq!(graph.names(NodeKind::Supplier), ["clouds", "chips", "foundry"]);
    let first = graph.ties().next().unwrap();
    assert_eq!((first.kind, first.from, first.to, first.weight), (TieKind::Serves, "O", "consumers", 0.9));
    assert_eq!((graph.nodes().count(), graph.ties().count()), (10, 15));
    assert_eq!((graph.kind("chips"), graph.kind("nobody")), (Some(NodeKind::Supplier), None));
}

#[test]
fn neighbours_are_found_by_kind_and_direction() {
    let graph = market();
    let chips = graph.neighbours("chips", TieKind::DependsOn).unwrap();
    let seen: Vec<_> = chips.iter().map(|n| (n.name, n.direction, n.weight)).collect();
    let expected = [
        ("foundry", Direction::Onwards, 1.0),
        ("O", Direction::Backwards, 2.0),
        ("G", Direction::Backwards, 3.0),
        ("clouds", Direction::Backwards, 1.0),
    ];
    assert_eq!(seen, expected);
    let beside = graph.neighbours("enterprises", TieKind::Adjacent).unwrap();
    assert_eq!((beside[0].name, beside[0].direction), ("consumers", Direction::Both));
    assert_eq!(graph.weight(TieKind::Adjacent, "enterprises", "consumers"), Some(0.3));
    assert_eq!(graph.weight(TieKind::Serves, "enterprises", "A"), None);
    let error = graph.neighbours("Chips", TieKind::DependsOn).unwrap_err().to_string();
    assert!(error.starts_with("find `Chips`") && error.contains("chips"), "{error}");
}

#[test]
fn rivals_share_a_segment_or_say_that_they_compete() {
    let graph = market();
    let rivals = graph.rivals("A").unwrap();
    let names: Vec<_> = rivals.iter().map(|r| (r.name, r.segments.clone(), r.competes)).collect();
    assert_eq!(names, [("O", vec!["consumers", "enterprises"], None), ("G", vec!["enterprises"], None)]);
    same(&[rivals[0].effect, rivals[0].effect_on_rival], &[0.4461538461538, 0.3323782234957]);
    let hermit = graph.rivals("Hermit").unwrap();
    assert_eq!((hermit.len(), hermit[0].name, hermit[0].competes, hermit[0].effect), (1, "G", Some(0.5), 0.0));
    let wrong = graph.rivals("chips").unwrap_err();
    assert!(matches!(&wrong, NetworkError::WrongKind { found: "supplier", expected: "lab", .. }), "{wrong}");
}

#[test]
fn the_longest_dependency_is_the_deepest_chain_upstream() {
    let graph = market();
    assert_eq!(graph.longest_dependency("G").unwrap(), ["G", "A", "clouds", "chips", "foundry"]);
    assert_eq!(graph.longest_dependency("O").unwrap(), ["O", "clouds", "chips", "foundry"]);
    assert_eq!(graph.longest_dependency("foundry").unwrap(), ["foundry"]);
    assert_eq!(graph.longest_dependency("science").unwrap(), ["science"]);
}

#[test]
fn a_circle_of_dependencies_is_named_and_does_not_hide_other_chains() {
    let graph = CompetitiveGraph::builder()
        .lab("L")
        .lab("Free")
        .supplier("a")
        .supplier("b")
        .supplier("c")
        .depends_on("L", "a", 1.0)
        .depends_on("a", "b", 1.0)
        .depends_on("b", "c", 1.0)
        .depends_on("c", "a", 1.0)
        .depends_on("Free", "L", 1.0)
        .build()
        .unwrap();
    let error = graph.longest_dependency("Free").unwrap_err();
    assert_eq!(error, NetworkError::Circle(["a", "b", "c", "a"].map(str::to_owned).to_vec()));
    assert!(error.to_string().contains("a -> b -> c -> a"));
    assert_eq!(graph.strong_components(TieKind::DependsOn), [vec!["L"], vec!["Free"], vec!["a", "b", "c"]]);
    // A lab outside the circle still has its answer.
    let beside = market();
    assert!(beside.strong_components(TieKind::DependsOn).iter().all(|part| part.len() == 1));
    assert_eq!(beside.strong_components(TieKind::Adjacent)[4], ["consumers", "enterprises"]);
}

#[test]
fn dependence_on_one_provider_is_more_concentrated_than_on_two() {
    let graph = market();
    let one = graph.dependence("A").unwrap().unwrap();
    let two = graph.dependence("O").unwrap().unwrap();
    same(&[one.hhi, two.hhi, two.largest], &[10_000.0, 6_250.0, 0.75]);
    assert_eq!(two.providers, [("clouds", 0.75), ("chips", 0.25)]);
    let on_rival = graph.dependence("G").unwrap().unwrap();
    assert_eq!((on_rival.from_rivals, two.from_rivals), (0.25, 0.0));
    assert_eq!(graph.dependence("Hermit").unwrap(), None);
}

#[test]
fn all_faults_of_a_graph_are_told_together() {
    let faults = CompetitiveGraph::builder()
        .lab("O")
        .segment("O")
        .lab(" ")
        .lab("line\nbreak")
        .supplier("chips")
        .serves("O", "nobody", 1.0)
        .serves("chips", "O", 1.0)
        .competes("O", "O", 1.0)
        .depends_on("O", "chips", f64::NAN)
        .depends_on("O", "chips", -1.0)
        .depends_on("O", "chips", 1.0)
        .build()
        .unwrap_err();
    let text = faults.to_string();
    assert!(text.starts_with("build the competitive graph:"), "{text}");
    let expected = [
        "used for a lab and for a segment",
        "\" \" is empty",
        "\"line\\nbreak\"",
        "no node has the name `nobody`; known are O",
        "found supplier to lab, expected lab to segment",
        "`O` competes `O`: a node cannot have a tie to itself",
        "found weight NaN, expected a number at least 0",
        "found weight -1",
        "the tie is given twice",
    ];
    for part in expected {
        assert!(text.contains(part), "{part} is not in\n{text}");
    }
    assert!(faults.iter().any(|fault| matches!(fault, NetworkFault::WrongEnds { kind: TieKind::Serves, .. })));
}

#[test]
fn an_empty_graph_and_a_tie_written_both_ways_are_refused() {
    assert!(CompetitiveGraph::builder().build().unwrap_err().to_string().contains("no nodes"));
    let both = CompetitiveGraph::builder().lab("a").lab("b");
    let both = both.competes("a", "b", 1.0).competes("b", "a", 1.0);
    assert!(both.build().unwrap_err().to_string().contains("given twice"));
    // A dependency each way is two ties.
    let each = CompetitiveGraph::builder().lab("a").lab("b").depends_on("a", "b", 1.0).depends_on("b", "a", 1.0);
    assert!(each.build().is_ok());
}

#[test]
fn a_declared_graph_is_checked_by_the_place_of_each_fault() {
    let tie = |kind, from: &str, to: &str| DeclaredTie { kind, from: from.into(), to: to.into(), weight: 1.0 };
    let declared = DeclaredGraph {
        labs: vec!["O".into(), "A".into()],
        segments: vec!["consumers".into()],
        suppliers: vec!["chips".into()],
        ties: vec![tie(TieKind::Serves, "O", "consumers"), tie(TieKind::DependsOn, "A", "chips")],
    };
    let graph = CompetitiveGraph::from_declared(&declared.clone().checked().unwrap()).unwrap();
    assert_eq!((graph.nodes().count(), graph.ties().count()), (4, 2));
    let mut wrong = declared.clone();
    wrong.ties[1].to = "chip".into();
    wrong.suppliers.push("A".into());
    let faults = wrong.checked().unwrap_err();
    let keys: Vec<&str> = faults.iter().map(|fault| fault.key.as_str()).collect();
    assert_eq!(keys, ["suppliers[1]", "ties[1]"], "{faults}");
}

/// Every Rust source below a folder.
fn sources(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let below = entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] });
    below.filter(|path| path.extension().is_some_and(|extension| extension == "rs")).collect()
}

#[test]
fn one_file_knows_the_library_that_stores_the_graph() {
    let source = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let names_it = |path: &std::path::PathBuf| std::fs::read_to_string(path).unwrap().contains("petgraph::");
    let knowing: Vec<_> = sources(&source).into_iter().filter(names_it).collect();
    assert_eq!(knowing, [source.join("network/petgraph_store.rs")], "keep petgraph in its one file");
}
