#![doc = include_str!("check.md")]

mod claim;
mod complete;
mod equilibria;
mod index;
mod matrix;
mod report;
mod rounding;
mod structure;
mod truth;
mod vertices;
mod words;

use moloch_core::Effort;

use super::game::Game;

pub(crate) use rounding::{Regrets, Rounding, Ruling, relative};
pub(crate) use words::{MAX_REASONS, misfit_mix, normalised, short};

pub use claim::{Claim, ClaimedCompleteness, ClaimedComponent, ClaimedPoint, ClaimedScope, Mixes};
pub use report::{Part, Reason, Report, Verdict};

/// Recomputes everything in a claim about a game that can be recomputed, and says what holds.
///
/// The effort limits the search for what the claim leaves out; beyond it that part is
/// [`Verdict::NotChecked`].
///
/// ```
/// use moloch_core::Effort;
/// use moloch_equilibrium::finite::check::{Claim, ClaimedPoint, check};
/// use moloch_equilibrium::finite::{Game, rational};
///
/// let pennies = Game::zero_sum(&[[1, -1], [-1, 1]])?;
/// let half = vec![rational(1, 2)?; 2];
/// let point = ClaimedPoint { mixes: vec![half.clone(), half], digits: None, radius: None, index: Some(1), regret: None };
/// let mut claim = Claim::of_points(vec![point]);
/// assert!(check(&pennies, &claim, &Effort::unlimited()).is_confirmed());
///
/// claim.points[0].mixes[0] = vec![rational(1, 3)?, rational(2, 3)?];
/// let report = check(&pennies, &claim, &Effort::unlimited());
/// assert!(report.is_refused());
/// assert!(report.to_string().contains("would gain"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn check(game: &Game, claim: &Claim, effort: &Effort) -> Report {
    let fits = words::fits(game, claim);
    let goes_on = fits.verdict == Verdict::Confirmed;
    let mut parts = vec![fits];
    // What does not fit the game cannot be looked at any further.
    if goes_on {
        parts.push(equilibria::check(game, claim));
        parts.push(structure::check(game, claim));
        parts.push(index::check(game, claim));
        parts.push(complete::check(game, claim, effort));
    }
    Report { parts }
}

/// A part that was refused if there are reasons, else left open if something is unclear, else confirmed.
pub(crate) fn judged_unless(name: &'static str, done: String, reasons: Vec<Reason>, mut unclear: Vec<String>) -> Part {
    if !reasons.is_empty() || unclear.is_empty() {
        return judged(name, done, reasons);
    }
    unclear.truncate(MAX_REASONS);
    Part { name, done, verdict: Verdict::NotChecked(unclear.join("; ")) }
}

/// A part that was refused if there are reasons, else confirmed.
pub(crate) fn judged(name: &'static str, done: String, reasons: Vec<Reason>) -> Part {
    let verdict = if reasons.is_empty() { Verdict::Confirmed } else { Verdict::Refused(reasons) };
    Part { name, done, verdict }
}
