//! Whatever happens to the bytes of a scenario, the reader answers in words.

use moloch::scenario;
use proptest::prelude::*;

const DEFAULT: &str = include_str!("../../../../../scenarios/ai-race.toml");

/// One change: where, how many bytes go, and what comes in their place.
fn change() -> impl Strategy<Value = (prop::sample::Index, usize, Vec<u8>)> {
    let tokens = [
        "[", "]", "{", "}", "\"", "=", "\n", "-", "nan", "inf", "1e999", "0x", "[[", "]]", "#", ".", "'''", "\0",
        "\u{feff}",
    ];
    let token = prop::sample::select(tokens.to_vec()).prop_map(|token| token.as_bytes().to_vec());
    let bytes = prop::collection::vec(any::<u8>(), 0..4);
    (any::<prop::sample::Index>(), 0..40_usize, prop_oneof![token, bytes])
}

fn answered(bytes: &[u8]) -> Result<(), TestCaseError> {
    let text = String::from_utf8_lossy(bytes);
    if let Err(malformed) = scenario::read(&text, "mutated.toml") {
        prop_assert!(!malformed.faults().is_empty());
        prop_assert!(malformed.to_string().contains("next: "));
        for fault in malformed.faults().iter().filter(|fault| fault.place.file.as_deref() == Some("mutated.toml")) {
            prop_assert!(fault.place.line as usize <= text.lines().count() + 1, "{fault}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_scenario_changed_at_random_is_read_or_refused(changes in prop::collection::vec(change(), 1..6)) {
        let mut bytes = DEFAULT.as_bytes().to_vec();
        for (place, length, new) in changes {
            let start = place.index(bytes.len());
            let end = (start + length).min(bytes.len());
            bytes.splice(start..end, new);
        }
        answered(&bytes)?;
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        answered(&bytes)?;
    }

    #[test]
    fn any_value_under_any_key_is_read_or_refused(
        key in prop::sample::select(vec!["extends", "without", "name", "seed", "labs", "labs.fit", "segments", "calendar", "calendar.start", "hype.decay", "targets"]),
        value in prop::sample::select(vec!["0", "-1", "nan", "\"\"", "\"x\"", "[]", "[[]]", "[{}]", "{}", "[1, \"a\", {}]", "2025-01-01", "true", "{ value = {} }", "[{ name = [] }]", "[{ name = \"a\", fit = 3 }]"]),
    ) {
        answered(format!("{key} = {value}\n").as_bytes())?;
        answered(format!("extends = \"builtin:ai-race\"\n{key} = {value}\n").as_bytes())?;
    }
}
