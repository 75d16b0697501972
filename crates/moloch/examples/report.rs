//! Solves a scenario and writes its report folder: `cargo run --release --example report -- SCENARIO FOLDER`.

use std::error::Error;
use std::path::Path;

use moloch::scenario::{builtin, read_builtin, read_file};
use moloch::{claims, findings, solve};
use moloch_report::write;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let name = arguments.next().unwrap_or_else(|| "builtin:ai-race".to_owned());
    let folder = arguments.next().unwrap_or_else(|| "report".to_owned());
    let reading = if builtin(&name).is_some() { read_builtin(&name)? } else { read_file(Path::new(&name))? };
    let outlook = solve(&reading.scenario)?;
    let claims = claims::judge_all()?;
    let document = findings::document(&reading, &outlook, &claims);
    if let Some(fault) = document.faults().first() {
        return Err(format!("the report has a fault: {fault}").into());
    }
    write::folder(Path::new(&folder), &findings::files(&reading, &outlook, &claims))?;
    std::io::Write::write_all(&mut std::io::stdout(), findings::summary(&reading, &outlook, &claims, 100).as_bytes())?;
    Ok(())
}
