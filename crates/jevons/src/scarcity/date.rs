//! When limits bind.

use super::{Economy, Scarce};
use crate::JevonsError;
use crate::certify::root;

/// The first date at which any limit binds, and which; `None` if none does on the dates given.
///
/// Until then every price is 1, so that only unrationed use has to be compared with capacity.
///
/// # Errors
/// When a number leaves what can be held.
pub fn first(economy: &Economy, dates: &[f64]) -> Result<Option<(f64, usize)>, JevonsError> {
    let load = |date: f64, limit: usize| {
        let moment = economy.at(date);
        let used = moment.use_of(&moment.services(&vec![1.0; economy.limits()]));
        (used[limit] / moment.capacity()[limit]).ln()
    };
    let mut earliest: Option<(f64, usize)> = None;
    for limit in 0..economy.limits() {
        let Some(k) = (0..dates.len()).find(|k| load(dates[*k], limit) > 0.0) else { continue };
        let date = if k == 0 { dates[0] } else { root("a date", dates[k - 1], dates[k], |t| load(t, limit))? };
        if earliest.is_none_or(|(before, _)| date < before) {
            earliest = Some((date, limit));
        }
    }
    Ok(earliest)
}

/// The least scarcity, of the price, that counts as binding.
const SCARCE_REL: f64 = 1e-9;

/// The date at which each limit first binds while the others do what they do; that of the first is known, the others come
/// from the path and bisection between its dates; `None` where it does not on the path.
///
/// # Errors
/// When a number leaves what can be held, or the conditions are not met.
pub fn binding(
    economy: &Economy,
    dates: &[f64],
    path: &[Scarce],
    first: Option<(f64, usize)>,
) -> Result<Vec<Option<f64>>, JevonsError> {
    let binds = |state: &Scarce, limit: usize| state.things[limit] > 1.0 + SCARCE_REL;
    let mut found = Vec::new();
    for limit in 0..economy.limits() {
        if let Some((date, _)) = first.filter(|(_, known)| *known == limit) {
            found.push(Some(date));
            continue;
        }
        let Some(k) = (0..path.len()).find(|k| binds(&path[*k], limit)) else {
            found.push(None);
            continue;
        };
        let (mut low, mut high) = (dates[k.saturating_sub(1)], dates[k]);
        let guess = &path[k].things;
        for _ in 0..HALVINGS {
            let middle = f64::midpoint(low, high);
            if binds(&economy.at(middle).clear(guess)?, limit) { high = middle } else { low = middle }
        }
        found.push(Some(high));
    }
    Ok(found)
}

/// Halvings of the interval between two dates of a path.
const HALVINGS: usize = 40;
