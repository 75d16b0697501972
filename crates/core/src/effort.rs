//! How much work a long computation may do, who listens to it, and who may stop it.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Steps between two looks at the clock: a look costs as much as a small step.
const STEPS_PER_LOOK: u64 = 64;

/// Stops a computation from elsewhere: from another thread, or when the user presses Ctrl-C.
#[derive(Clone, Debug, Default)]
pub struct CancelToken(Arc<AtomicBool>);

impl CancelToken {
    /// Asks every computation that holds this token to stop.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Whether it was asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// How far a computation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// What is being done: `vertices of player 1's polytope`.
    pub stage: &'static str,
    /// Steps done in this stage.
    pub done: u64,
    /// Steps that the stage has, where that is known.
    pub total: Option<u64>,
}

/// Who is told about progress.
pub type Listener = Arc<dyn Fn(Progress) + Send + Sync>;

/// How much work a computation may do: everything that can run long takes one.
///
/// A limit on steps stops at the same place on every machine; a limit on time does not. Either way what was found
/// until then comes back, marked partial.
#[derive(Clone, Default)]
pub struct Effort {
    steps: Option<u64>,
    deadline: Option<Instant>,
    cancel: CancelToken,
    listener: Option<Listener>,
    threads: usize,
}

impl Effort {
    /// No limit, nobody listening, one thread.
    pub fn unlimited() -> Self {
        Self::default()
    }

    /// At most this many steps in each stage (pivots, nodes, iterations: the method's page says which).
    pub fn with_steps(mut self, steps: u64) -> Self {
        self.steps = Some(steps);
        self
    }

    /// At most this much time from now.
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.deadline = Instant::now().checked_add(timeout);
        self
    }

    /// Until this token is cancelled.
    pub fn with_cancel(mut self, cancel: CancelToken) -> Self {
        self.cancel = cancel;
        self
    }

    /// Tells somebody about progress. It is called from the threads that work.
    pub fn with_listener(mut self, listener: Listener) -> Self {
        self.listener = Some(listener);
        self
    }

    /// On this many threads; results do not depend on it.
    pub fn with_threads(mut self, threads: usize) -> Self {
        self.threads = threads;
        self
    }

    /// How many threads may be used: at least one.
    pub fn threads(&self) -> usize {
        self.threads.max(1)
    }

    /// The limit on steps of a stage, if there is one.
    pub fn steps(&self) -> Option<u64> {
        self.steps
    }

    /// Watches one stage of the work.
    pub fn watch(&self, stage: &'static str) -> Watch<'_> {
        Watch { effort: self, stage, done: 0, total: None }
    }

    /// Why the work should stop now whatever was done: cancelled, or out of time.
    fn interrupted(&self) -> Option<Stop> {
        if self.cancel.is_cancelled() {
            return Some(Stop::Cancelled);
        }
        self.deadline.filter(|&deadline| Instant::now() >= deadline).map(|_| Stop::OutOfTime)
    }
}

impl fmt::Debug for Effort {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Effort")
            .field("steps", &self.steps)
            .field("deadline", &self.deadline)
            .field("threads", &self.threads())
            .finish_non_exhaustive()
    }
}

/// Counts the steps of one stage and says when to stop.
#[derive(Debug)]
pub struct Watch<'a> {
    effort: &'a Effort,
    stage: &'static str,
    done: u64,
    total: Option<u64>,
}

impl Watch<'_> {
    /// The same stage with a known number of steps.
    pub fn of(mut self, total: u64) -> Self {
        self.total = Some(total);
        self
    }

    /// Steps done.
    pub fn done(&self) -> u64 {
        self.done
    }

    /// To be called before every step: counts it, or says why it must not be done.
    ///
    /// # Errors
    /// When the budget is used up, the time is over, or somebody cancelled.
    pub fn step(&mut self) -> Result<(), Stop> {
        if self.effort.steps.is_some_and(|limit| self.done >= limit) {
            return Err(Stop::OutOfSteps { done: self.done });
        }
        if self.done.is_multiple_of(STEPS_PER_LOOK) {
            if let Some(stop) = self.effort.interrupted() {
                return Err(stop);
            }
            if let Some(listener) = &self.effort.listener {
                listener(Progress { stage: self.stage, done: self.done, total: self.total });
            }
        }
        self.done += 1;
        Ok(())
    }
}

/// Why a computation stopped before its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Stop {
    /// The budget of steps is used up.
    #[error("the budget of {done} steps is used up")]
    OutOfSteps {
        /// Steps done.
        done: u64,
    },
    /// The time is over.
    #[error("the time is over")]
    OutOfTime,
    /// Somebody cancelled.
    #[error("stopped by the user")]
    Cancelled,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_of_steps_allows_exactly_that_many() {
        let effort = Effort::unlimited().with_steps(3);
        let mut watch = effort.watch("test");
        assert!((0..3).all(|_| watch.step().is_ok()));
        assert_eq!(watch.step(), Err(Stop::OutOfSteps { done: 3 }));
        assert_eq!(watch.done(), 3);
    }

    #[test]
    fn a_cancelled_token_and_a_passed_deadline_stop_the_first_step() {
        let cancel = CancelToken::default();
        cancel.cancel();
        assert_eq!(Effort::unlimited().with_cancel(cancel).watch("test").step(), Err(Stop::Cancelled));
        let late = Effort::unlimited().with_timeout(Duration::ZERO);
        assert_eq!(late.watch("test").step(), Err(Stop::OutOfTime));
    }

    #[test]
    fn a_listener_hears_the_stage_and_the_total() {
        let heard = Arc::new(std::sync::Mutex::new(Vec::new()));
        let ears = Arc::clone(&heard);
        let effort = Effort::unlimited().with_listener(Arc::new(move |progress| ears.lock().unwrap().push(progress)));
        effort.watch("walk").of(5).step().unwrap();
        assert_eq!(*heard.lock().unwrap(), [Progress { stage: "walk", done: 0, total: Some(5) }]);
    }
}
