//! Files read and written: samples, optional fields, round trips, and bytes gone wrong.

use moloch_equilibrium::sequential::{MAX_NODES, Turn, efg};
use proptest::prelude::*;

use super::support::{SAMPLES, grown, ratio, sample, sample_text};

#[test]
fn every_sample_is_read_and_written_to_read_the_same() {
    for name in SAMPLES {
        let tree = sample(name);
        let text = efg::write(&tree);
        assert_eq!(efg::parse(name, &text).unwrap(), tree, "{name}");
        assert_eq!(efg::write(&efg::parse(name, &text).unwrap()), text, "{name}");
    }
}

#[test]
fn numbers_are_exact_however_they_are_written() {
    let tree = efg::parse(
        "n.efg",
        r#"EFG 2 D "n" { "A" "B" } c "" 1 { "a" 0.1 "b" 1/10 "c" 8e-1 } 0
        t "" 1 { 0.1, -.5 } t "" 2 { 1e-3 3. } t "" 3 {31/3,+7}"#,
    )
    .unwrap();
    assert_eq!(tree.chance_sets()[0].probabilities(), [ratio(1, 10), ratio(1, 10), ratio(4, 5)]);
    assert_eq!(tree.earned(1).unwrap(), [ratio(1, 10), ratio(-1, 2)]);
    assert_eq!(tree.earned(2).unwrap(), [ratio(1, 1000), ratio(3, 1)]);
    assert_eq!(tree.earned(3).unwrap(), [ratio(31, 3), ratio(7, 1)]);
}

#[test]
fn fields_may_be_left_out_repeated_and_come_late() {
    let tree = efg::parse(
        "late.efg",
        r#"EFG 2 R "late" { "A" } "" p "" 1 7 { "x" "y" } 0
        c "" 3 { "u" 1/2 "v" 1/2 } 0
        t "" 5
        t "" 5 "named late" { 2 }
        c "again" 3 "coin" { "u" 0.5 "v" 0.5 } 5 "named late" { 2.0 }
        t "" 0
        t "twice" 0 "" { 0 }"#,
    )
    .unwrap();
    assert_eq!(tree.information_sets()[0].name(), "");
    assert_eq!(tree.chance_sets()[0].name(), "coin");
    assert_eq!((tree.outcomes().len(), tree.outcomes()[0].name()), (1, "named late"));
    // The outcome at the inner node counts for both plays behind it.
    assert_eq!(tree.earned(5).unwrap(), [ratio(2, 1)]);
    assert_eq!(tree.turn(4), Some(Turn::Chance(0)));
}

#[test]
fn labels_of_nodes_and_players_may_repeat_be_empty_or_hold_quotes() {
    let text = "EFG 2 R \"a \\\"quoted\\\" \\\\ title\" { \"A\" \"A\" \"\" }\n\"two\nlines – ½\"\n\
                p \"same\" 1 1 \"i\" { \"x\" \"\" \"\" } 0\nt \"same\" 1 \"o\" { 1 1 1 }\nt \"same\" 2 \"o\" { 1 1 1 }\n\
                p \"same\" 2 1 \"i\" { \"x\" } 0\nt \"\" 0\n";
    let tree = efg::parse("labels.efg", text).unwrap();
    assert_eq!(tree.title(), "a \"quoted\" \\ title");
    assert_eq!(tree.comment(), "two\nlines – ½");
    assert_eq!(tree.information_sets()[0].actions(), ["x", "", ""]);
    assert_eq!(efg::parse("again.efg", &efg::write(&tree)).unwrap(), tree);
    assert_eq!(tree.set_text(0), "information set `i` (1 of A)");
}

#[test]
fn one_terminal_node_is_a_tree() {
    let tree = efg::parse("end.efg", "\u{feff}EFG 2 R \"\" { \"A\" } t \"\" 1 { 3 }").unwrap();
    assert_eq!((tree.node_count(), tree.information_sets().len()), (1, 0));
}

#[test]
fn a_stream_without_end_is_refused_when_the_limit_is_met() {
    /// A header, then one unary move after the other for ever.
    struct Endless {
        started: bool,
    }
    impl std::io::Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let head: &[u8] = b"EFG 2 R \"\" {\"A\"}\np \"\" 1 1 {\"x\"} 0\n";
            let line = b"p \"\" 1 1 0\n";
            let mut written = 0;
            if !self.started {
                self.started = true;
                buffer[..head.len()].copy_from_slice(head);
                written = head.len();
            }
            while written + line.len() <= buffer.len() {
                buffer[written..written + line.len()].copy_from_slice(line);
                written += line.len();
            }
            Ok(written)
        }
    }
    let refused = efg::read("endless.efg", Endless { started: false }).unwrap_err().to_string();
    assert!(refused.contains(&format!("more than {MAX_NODES} nodes")), "{refused}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn grown_trees_survive_writing_and_reading(draws in proptest::collection::vec(0..1000_u32, 40), players in 1..4_usize) {
        let tree = grown(players, &draws);
        prop_assert!(tree.perfect_recall().is_ok());
        prop_assert_eq!(efg::parse("grown.efg", &efg::write(&tree)).unwrap(), tree);
    }

    /// Whatever bytes are changed, cut or doubled: a tree or an error with a place, never a panic.
    #[test]
    fn broken_bytes_are_read_or_refused(
        name in proptest::sample::select(&["poker", "horse", "offer", "two_pennies"][..]),
        edits in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>(), 0..4_u8), 1..6),
    ) {
        let mut bytes = sample_text(name).into_bytes();
        for (index, byte, kind) in edits {
            let at = index.index(bytes.len());
            match kind {
                0 => bytes[at] = byte,
                1 if bytes.len() > 1 => { bytes.remove(at); }
                2 => bytes.insert(at, b" {}\"\\,/-e0"[usize::from(byte) % 10]),
                _ => bytes.truncate(at.max(1)),
            }
        }
        match efg::read("broken.efg", bytes.as_slice()) {
            Ok(tree) => prop_assert_eq!(efg::parse("again.efg", &efg::write(&tree)).unwrap(), tree),
            Err(error) => {
                prop_assert!(!error.faults().is_empty());
                prop_assert!(error.faults().iter().all(|fault| fault.place.line > 0 && !fault.next.is_empty()));
            }
        }
    }
}
