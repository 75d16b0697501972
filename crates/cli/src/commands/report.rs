//! `moloch report`: a scenario in, a report folder out.

use std::path::Path;

use moloch::findings;
use moloch::scenario::{self, Reading, Scenario};
use moloch_core::Inputs;
use moloch_report::write;

use crate::outcome::{Failure, Outcome};
use crate::screen::{self, Screen, WIDTH};

pub(crate) fn run(name: &str, output: &Path, seed: Option<u64>, threads: usize, screen: Screen) -> Outcome {
    let unwritable = |error: write::WriteError| Failure::BadInput(format!("failed to {error}"));
    let failed = |error: &dyn std::error::Error| Failure::Failed(format!("{name}: failed to {error}"));
    // A folder that cannot be written is told before the work, not after it.
    write::check(output).map_err(unwritable)?;
    let mut reading = read(name)?;
    if let Some(seed) = seed {
        let reseeded = Scenario { seed, ..reading.scenario.into_inner() };
        reading.scenario = reseeded.checked().map_err(|faults| Failure::BadInput(format!("--seed: {faults}")))?;
        for record in reading.records.iter_mut().filter(|record| record.key == "seed") {
            (record.value, record.source, record.is_default) = (seed as f64, Some("--seed".to_owned()), false);
        }
    }
    reading.notes.iter().for_each(|note| screen.say(note));
    let outlook = moloch::solve_on(&reading.scenario, threads).map_err(|error| failed(&error))?;
    let claims = moloch::claims::judge_all_on(threads).map_err(|error| failed(&error))?;
    write::folder(output, &findings::files(&reading, &outlook, &claims)).map_err(unwritable)?;
    if screen.json() {
        screen::result_json(&findings::outlook_json(&reading, &outlook, &claims))?;
    } else {
        screen::result(&findings::summary(&reading, &outlook, &claims, WIDTH))?;
    }
    screen.say(&format!("wrote {}", output.join("report.html").display()));
    Ok(())
}

/// A built-in scenario by its name, or a file.
fn read(name: &str) -> Result<Reading, Failure> {
    let reading = match name.strip_prefix(scenario::BUILTIN_PREFIX) {
        Some(builtin) => scenario::read_builtin(builtin),
        None => scenario::read_file(Path::new(name)),
    };
    reading.map_err(|error| Failure::BadInput(format!("failed to {error}")))
}
