//! Writes a report folder that shows every block and every kind of figure: `cargo run --example showcase -- FOLDER`.

#[path = "../tests/it/sample.rs"]
mod sample;

use std::error::Error;
use std::path::PathBuf;

use moloch_report::{render, write};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = std::env::args_os().nth(1).map_or_else(|| PathBuf::from("showcase"), PathBuf::from);
    let document = sample::document();
    if let Some(fault) = document.faults().first() {
        return Err(format!("the showcase has a fault: {fault}").into());
    }
    write::folder(&folder, &render::files(&document))?;
    Ok(())
}
