//! The target `solution_json` for `cargo fuzz`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| moloch_fuzz::solution_json(bytes));
