//! Mutates seeds byte by byte for a number of seconds: fuzzing on stable Rust.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use moloch_fuzz::{TARGETS, Target};

/// Inputs kept beside the seeds: those that a reader accepted or refused in a new way.
const MAX_CORPUS: usize = 4_000;
/// Bytes of an input.
const MAX_LENGTH: usize = 4_096;

const PIECES: &[&[u8]] = &[
    b"{",
    b"}",
    b"[",
    b"]",
    b"\"",
    b"\\",
    b"\\u00e9",
    b"\\ud800",
    b",",
    b":",
    b"/",
    b"/0",
    b"1/3",
    b"-",
    b"0",
    b"1",
    b"2",
    b"0.1",
    b"1e9",
    b"1e999999",
    b"99999999999999999999",
    b"NaN",
    b"null",
    b"NFG 1 R ",
    b"EFG 2 R ",
    b"p \"\" 1 1 { \"l\" \"r\" } 0 ",
    b"c \"\" 1 { \"h\" 1/2 \"t\" 1/2 } 0 ",
    b"t \"\" 1 { 1 2 } ",
    b"NE,",
    b"\n",
    b"\r\n",
    b"\0",
    b"\xff",
    b"\xef\xbb\xbf",
    "競".as_bytes(),
    b"\"A\" \"B\"",
    b"{ 2 2 }",
    b"1000000",
    b"[]",
    b"{}",
    b"[[\"1\"]]",
];

fn seeds(name: &str) -> Vec<Vec<u8>> {
    let texts: &[&str] = match name {
        "nfg" => &[
            "NFG 1 R \"t\" { \"A\" \"B\" } { 3 2 }\n\n3 3 2 2 0 3 3 3 5 6 6 1",
            "NFG 1 D \"t\" { \"A\" \"B\" } { { \"u\" \"d\" } { \"l\" \"r\" } } \"remark\" 1/2 .5 1e3 -4 5 6 7 8",
            "NFG 1 R \"t\" { \"A\" \"B\" } { { \"u\" \"d\" } { \"l\" } } { { \"x\" 1, 2 } { \"\" 3 4 } } 1 0",
        ],
        "efg" => &[
            "EFG 2 R \"t\" { \"A\" \"B\" } \"note\"\nc \"\" 1 \"deal\" { \"k\" 1/2 \"q\" .5 } 0\np \"\" 1 1 { \"b\" \"f\" } 0\n\
             p \"\" 2 1 \"saw\" { \"c\" \"g\" } 0\nt \"\" 1 { 2 -2 } t \"\" 2 { 1, -1 } t \"\" 3 { -1 1 }\n\
             p \"\" 1 2 { \"b\" \"f\" } 0 p \"\" 2 1 0 t \"\" 4 \"n\" { -2 2e0 } t \"\" 2 t \"\" 3",
            "EFG 2 D \"t\" { \"A\" } p \"\" 1 1 { \"y\" \"n\" } 1 \"paid\" { 1/3 } t \"\" 0 t \"\" 1",
            "EFG 2 R \"t\" { \"A\" \"B\" \"C\" } p \"\" 1 1 { \"l\" \"r\" } 0 p \"\" 2 1 { \"l\" \"r\" } 0 p \"\" 3 1 { \"l\" \"r\" } 0\n\
             t \"\" 1 { 1 1 0 } t \"\" 2 { 1 0 1 } p \"\" 3 1 0 t \"\" 3 { 0 0 0 } t \"\" 4 { 0 1 1 } t \"\" 5 { 2 2 2 }",
        ],
        "gam" => &["2\n3 2\n\n3 2 0 3 5 6 3 2 3 2 6 1", "3\n1 2 1\n\n1.5 -2 1/3 4e2 0 7"],
        "game_json" => &[
            r#"{ "format": "moloch-game", "version": 1, "title": "t", "players": [ { "name": "A", "actions": ["u", "d"] }, { "name": "B", "actions": ["l"] } ], "payoffs": [ [1, "1/3"], [0.25, -4e2] ] }"#,
        ],
        "solution_json" => &[
            r#"{ "format": "moloch-solution", "version": 1, "program": "0.1.0", "game": { "title": "t", "players": [ { "name": "Player 1", "actions": ["1", "2", "3"] }, { "name": "Player 2", "actions": ["1", "2"] } ] }, "method": "m", "scope": "all", "completeness": { "kind": "complete", "why": "w" }, "status": "s", "seed": 7, "counters": [ { "what": "pivots", "count": 3 } ], "components": [ { "kind": "segment", "dimension": 1, "index": null, "extreme_points": [ [["1", "0", "0"], ["1", "0"]], [["1", "0", "0"], ["2/3", "1/3"]] ], "subsets": [ [ [["1", "0", "0"]], [["1", "0"], ["2/3", "1/3"]] ] ] }, { "kind": "isolated point", "dimension": 0, "index": 1, "extreme_points": [ [["0", "1/3", "2/3"], ["1/3", "2/3"]] ], "subsets": [ [ [["0", "1/3", "2/3"]], [["1/3", "2/3"]] ] ] } ], "points": [ { "profile": [[0.5, 0.25, 0.25], [1e-3, 0.999]], "digits": 3, "radius": 1e-9, "index": -1, "regret": 0.0 } ] }"#,
        ],
        _ => &["NE,1,0,0,1,0\nNE,0,1/3,2/3,1/3,2/3\n", "NE,0.5,0.5,0,1.0,0.0\n"],
    };
    texts.iter().map(|text| text.as_bytes().to_vec()).collect()
}

/// A small generator (splitmix64): the same inputs for the same seed on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit.max(1) as u64) as usize
    }
}

fn mutated(random: &mut Random, corpus: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = corpus[random.below(corpus.len())].clone();
    for _ in 0..=random.below(4) {
        let at = random.below(bytes.len() + 1);
        let end = (at + 1 + random.below(16)).min(bytes.len());
        match random.below(7) {
            0 if at < bytes.len() => bytes[at] = random.next() as u8,
            1 if at < bytes.len() => bytes[at] ^= 1 << random.below(8),
            2 if at < end => drop(bytes.drain(at..end)),
            3 if at < end => {
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            4 => {
                let other = &corpus[random.below(corpus.len())];
                let from = random.below(other.len() + 1);
                let piece = other[from..(from + random.below(64)).min(other.len())].to_vec();
                bytes.splice(at..at, piece);
            }
            _ => {
                let piece = PIECES[random.below(PIECES.len())];
                bytes.splice(at..at, piece.iter().copied());
            }
        }
    }
    bytes.truncate(MAX_LENGTH);
    bytes
}

/// Runs one target for a while; the number of executions, or the input on which it broke.
fn run(target: Target, random: &mut Random, corpus: &mut Vec<Vec<u8>>, time: Duration) -> Result<u64, Vec<u8>> {
    let start = Instant::now();
    let mut executions = 0;
    while start.elapsed() < time {
        for _ in 0..100 {
            let bytes = mutated(random, corpus);
            executions += 1;
            if catch_unwind(AssertUnwindSafe(|| target.1(&bytes))).is_err() {
                return Err(bytes);
            }
            // Some changed inputs become the ground for the next changes.
            if random.below(200) == 0 {
                if corpus.len() < MAX_CORPUS {
                    corpus.push(bytes);
                } else {
                    let at = seeds(target.0).len();
                    let replaced = at + random.below(MAX_CORPUS - at);
                    corpus[replaced] = bytes;
                }
            }
        }
    }
    Ok(executions)
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let seconds = arguments.first().and_then(|text| text.parse().ok()).unwrap_or(60_u64);
    let seed = arguments.get(1).and_then(|text| text.parse().ok()).unwrap_or(1_u64);
    let only = arguments.get(2);
    let targets: Vec<Target> =
        TARGETS.iter().filter(|(name, _)| only.is_none_or(|only| only == name)).copied().collect();
    if targets.is_empty() {
        eprintln!("no such target; there are: {:?}", TARGETS.iter().map(|(name, _)| name).collect::<Vec<_>>());
        return ExitCode::FAILURE;
    }
    let mut random = Random(seed);
    let mut state: Vec<(Vec<Vec<u8>>, u64)> = targets.iter().map(|(name, _)| (seeds(name), 0)).collect();
    let start = Instant::now();
    let mut reported = 0;
    while start.elapsed() < Duration::from_secs(seconds) {
        for (target, (corpus, executions)) in targets.iter().zip(&mut state) {
            match run(*target, &mut random, corpus, Duration::from_secs(2)) {
                Ok(more) => *executions += more,
                Err(bytes) => return broken(target.0, &bytes),
            }
        }
        if start.elapsed().as_secs() / 60 > reported {
            reported = start.elapsed().as_secs() / 60;
            report(&targets, &state, start.elapsed());
        }
    }
    report(&targets, &state, start.elapsed());
    println!("ended without a broken promise");
    ExitCode::SUCCESS
}

fn report(targets: &[Target], state: &[(Vec<Vec<u8>>, u64)], elapsed: Duration) {
    let counts = targets.iter().zip(state).map(|((name, _), (_, count))| format!("{name} {count}"));
    let total: u64 = state.iter().map(|(_, count)| count).sum();
    println!("{:>5} s: {total} executions ({})", elapsed.as_secs(), counts.collect::<Vec<_>>().join(", "));
}

fn broken(target: &str, bytes: &[u8]) -> ExitCode {
    let file = format!(
        "crashes/{target}-{:016x}",
        bytes.iter().fold(7_u64, |hash, &byte| hash.wrapping_mul(31) ^ u64::from(byte))
    );
    let written = std::fs::create_dir_all("crashes").and_then(|()| std::fs::write(&file, bytes));
    eprintln!("{target} broke on {:?}; {file}: {written:?}", String::from_utf8_lossy(bytes));
    ExitCode::FAILURE
}
