//! The target `game_json` for `cargo fuzz`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| moloch_fuzz::game_json(bytes));
