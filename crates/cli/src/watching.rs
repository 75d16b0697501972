//! Long computations seen from the terminal: limits, progress, Ctrl-C.

use std::io::{IsTerminal, Write};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use moloch_core::{CancelToken, Effort, Listener, Progress};

use crate::screen::Screen;

/// A computation shorter than this shows no progress.
const PATIENCE: Duration = Duration::from_secs(1);
/// Time between two lines of progress, in milliseconds.
const REFRESH_MS: u64 = 200;

/// The effort that the arguments allow; Ctrl-C ends it, with what was found until then.
pub(crate) fn effort(timeout: Option<Duration>, steps: Option<u64>, threads: usize, screen: Screen) -> Effort {
    let mut effort = Effort::unlimited().with_threads(threads).with_cancel(on_interrupt());
    if let Some(timeout) = timeout {
        effort = effort.with_timeout(timeout);
    }
    if let Some(steps) = steps {
        effort = effort.with_steps(steps);
    }
    if screen.shows_progress() && std::io::stderr().is_terminal() {
        effort = effort.with_listener(line_of_progress());
    }
    effort
}

/// The longest time limit, in seconds: more than thirty years.
const MAX_SECONDS: f64 = 1e9;

/// A time limit as it is typed. The value that is none is repeated by the reader of arguments, as it was typed.
pub(crate) fn seconds(text: &str) -> Result<Duration, String> {
    let typed = text.parse::<f64>().ok().filter(|seconds| (0.0..=MAX_SECONDS).contains(seconds));
    typed.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()).ok_or_else(|| {
        "expected a number of seconds from 0 to 1e9\n  next: give one such as 30 or 0.5, or leave --timeout out"
            .to_owned()
    })
}

/// The token that Ctrl-C cancels. A second Ctrl-C ends the program at once.
fn on_interrupt() -> CancelToken {
    static TOKEN: OnceLock<CancelToken> = OnceLock::new();
    let token = TOKEN.get_or_init(|| {
        let token = CancelToken::default();
        let cancel = token.clone();
        let handler = move || {
            if cancel.is_cancelled() {
                std::process::exit(130);
            }
            cancel.cancel();
        };
        // Without a handler Ctrl-C ends the program as it always did.
        let _ = ctrlc::set_handler(handler);
        token
    });
    token.clone()
}

/// One line on standard error that is written over and over.
fn line_of_progress() -> Listener {
    let start = Instant::now();
    let last = AtomicU64::new(0);
    Arc::new(move |progress: Progress| {
        let elapsed = start.elapsed();
        let now = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
        let due = elapsed >= PATIENCE && now >= last.load(Ordering::Relaxed).saturating_add(REFRESH_MS);
        if due && last.swap(now, Ordering::Relaxed) < now {
            let of = progress.total.map_or_else(String::new, |total| format!(" of {total}"));
            let seconds = elapsed.as_secs();
            // A line of progress that cannot be written must not fail a run.
            let _ =
                write!(std::io::stderr().lock(), "\r\x1b[2K{}: {}{of} ({seconds} s)\r", progress.stage, progress.done);
        }
    })
}
