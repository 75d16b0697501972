//! The target `efg` for `cargo fuzz`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| moloch_fuzz::efg(bytes));
