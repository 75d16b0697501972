//! How likely a record of several labs' events is, in one pass over it.

use super::Mutual;
use crate::hawkes::likelihood::{LogSum, spent};
use crate::hawkes::{Events, HawkesError, Residuals};

/// Events in a window of observation, each with its lab.
#[derive(Debug, Clone, PartialEq)]
pub struct MutualEvents {
    events: Events,
    labs: Vec<usize>,
    count: usize,
}

impl MutualEvents {
    /// Events of `count` labs; `labs[k]` below `count` is the lab of event `k`, history included.
    ///
    /// # Errors
    /// [`HawkesError::Shape`] when there is not one lab below `count` for each event.
    pub fn new(events: Events, labs: &[usize], count: usize) -> Result<Self, HawkesError> {
        if labs.len() != events.times().len() || labs.iter().any(|lab| *lab >= count) {
            return Err(HawkesError::Shape { labs: count });
        }
        Ok(Self { events, labs: labs.to_vec(), count })
    }

    /// All events, whoever made them.
    pub const fn events(&self) -> &Events {
        &self.events
    }

    /// How many labs there are.
    pub const fn labs(&self) -> usize {
        self.count
    }

    /// Events in the window, by lab.
    pub fn counts(&self) -> Vec<usize> {
        let mut counts = vec![0; self.count];
        self.labs[self.events.history()..].iter().for_each(|lab| counts[*lab] += 1);
        counts
    }

    pub(super) fn in_units_of(&self, unit: f64) -> Self {
        Self { events: self.events.in_units_of(unit), labs: self.labs.clone(), count: self.count }
    }

    /// Times with labs, history first.
    pub(super) fn rows(&self) -> impl Iterator<Item = (f64, usize)> {
        self.events.times().iter().copied().zip(self.labs.iter().copied())
    }

    /// What is left of each lab's history when the window begins.
    pub(super) fn inherited(&self, fades: &[f64]) -> Vec<f64> {
        let mut left = vec![0.0; self.count];
        for (time, lab) in self.rows().take(self.events.history()) {
            left[lab] += (fades[lab] * time).exp();
        }
        left
    }
}

/// Log-likelihood of the events in the window, given the history; the labs must be those of the process.
///
/// Takes a time in proportion to events times labs.
pub fn mutual_log_likelihood(process: &Mutual, record: &MutualEvents) -> f64 {
    let (length, fades) = (record.events.length(), process.fades());
    let mut left = record.inherited(fades);
    let mut mass: Vec<f64> = left.iter().zip(fades).map(|(left, fade)| left * spent(*fade, length)).collect();
    let (mut last, mut logs) = (0.0, LogSum::new());
    for (time, lab) in record.rows().skip(record.events.history()) {
        faded(&mut left, fades, time - last);
        let excited: f64 = process.kicks()[lab].iter().zip(&left).map(|(kick, left)| kick * left).sum();
        logs.add(process.baselines()[lab] + excited);
        mass[lab] += spent(fades[lab], length - time);
        left[lab] += 1.0;
        last = time;
    }
    let reactions = |row: &Vec<f64>| (0..row.len()).map(|j| row[j] / fades[j] * mass[j]).sum::<f64>();
    let expected: f64 = process.kicks().iter().map(reactions).sum();
    logs.total() - process.baselines().iter().sum::<f64>() * length - expected
}

fn faded(left: &mut [f64], fades: &[f64], gap: f64) {
    for (left, fade) in left.iter_mut().zip(fades) {
        *left *= (-fade * gap).exp();
    }
}

/// The same by the definition, in the square of the time.
pub fn direct_mutual_log_likelihood(process: &Mutual, record: &MutualEvents) -> f64 {
    let rows: Vec<(f64, usize)> = record.rows().collect();
    let (history, length) = (record.events.history(), record.events.length());
    let rate = |k: usize| {
        let (now, lab) = rows[k];
        let of = |&(then, source): &(f64, usize)| {
            process.kicks()[lab][source] * (-process.fades()[source] * (now - then)).exp()
        };
        process.baselines()[lab] + rows[..k].iter().map(of).sum::<f64>()
    };
    let expected = |&(then, source): &(f64, usize)| {
        let fade = process.fades()[source];
        let all: f64 = process.kicks().iter().map(|row| row[source]).sum();
        all / fade * ((fade * then.min(0.0)).exp() - (-fade * (length - then)).exp())
    };
    let logs: f64 = (history..rows.len()).map(|k| rate(k).ln()).sum();
    logs - process.baselines().iter().sum::<f64>() * length - rows.iter().map(expected).sum::<f64>()
}

/// Gaps between each lab's events in the time of its own rate, with their tests; `None` for a lab without events.
pub fn mutual_residuals(process: &Mutual, record: &MutualEvents) -> Vec<Option<Residuals>> {
    let fades = process.fades();
    let mut left = record.inherited(fades);
    let mut spans = vec![0.0; record.count];
    let mut gaps = vec![Vec::new(); record.count];
    let mut last = 0.0;
    for (time, lab) in record.rows().skip(record.events.history()) {
        let gap = time - last;
        for (i, span) in spans.iter_mut().enumerate() {
            let reactions =
                (0..record.count).map(|j| process.kicks()[i][j] / fades[j] * left[j] * spent(fades[j], gap));
            *span += process.baselines()[i] * gap + reactions.sum::<f64>();
        }
        gaps[lab].push(std::mem::take(&mut spans[lab]));
        faded(&mut left, fades, gap);
        left[lab] += 1.0;
        last = time;
    }
    gaps.into_iter().map(Residuals::of).collect()
}
