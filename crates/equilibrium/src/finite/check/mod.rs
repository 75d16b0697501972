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

use super::exact::{Rational, exact_from_f64};
use super::game::Game;

pub(crate) use rounding::{Regrets, Rounding, Ruling, relative};
pub(crate) use words::{MAX_REASONS, misfit_mix, normalised, short};

/// How many times smaller than the regret found one may be given.
const UNDERSTATED: u8 = 2;

pub(crate) use claim::AN_EQUILIBRIUM;
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
        let goes_on = !claim.is_complete() || !is_refuted(&parts);
        parts.push(if goes_on { complete::check(game, claim, effort) } else { refuted_before() });
    }
    Report { parts }
}

/// Whether some part does not hold.
pub(crate) fn is_refuted(parts: &[Part]) -> bool {
    parts.iter().any(|part| matches!(part.verdict, Verdict::Refused(_)))
}

/// An enumeration takes long, and a claim that is refuted already gains nothing by it.
pub(crate) fn refuted_before() -> Part {
    let why = "the claim is refuted already, so that completeness was not looked into".to_owned();
    Part { name: "completeness", done: "nothing was enumerated".to_owned(), verdict: Verdict::NotChecked(why) }
}

/// The part on equilibria of a claim that lists none: to be complete it may do so, else there is nothing to judge.
pub(crate) fn none_listed(is_complete: bool) -> Part {
    let why = "no equilibrium is listed, so that there is nothing to judge".to_owned();
    let verdict = if is_complete { Verdict::Confirmed } else { Verdict::NotChecked(why) };
    Part { name: "equilibria", done: "none is listed".to_owned(), verdict }
}

/// What does not fit a regret as it was given: it may be larger than the one found, not smaller by more than doubles
/// explain.
pub(crate) fn understated(given: Option<f64>, found: &Rational, relative: &Rational, place: &str) -> Option<Reason> {
    let given = given?;
    let noise = exact_from_f64(moloch_core::tolerance::CLOSED_FORM_REL)?;
    let most = exact_from_f64(given)? * Rational::from(UNDERSTATED);
    let what = || format!("its regret is given as {given:e}, it is {}", rounding::size(found));
    (*found > most && *relative > noise).then(|| Reason {
        what: what(),
        place: Some(place.to_owned()),
        ..Reason::default()
    })
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
