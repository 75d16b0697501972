#![doc = include_str!("check.md")]

mod claim;
mod complete;
mod equilibria;
mod words;

use moloch_core::Effort;

use super::error::SequentialError;
use super::tree::Tree;
use crate::finite::check::{ClaimedCompleteness, Report, Verdict, is_refuted, refuted_before};

pub use claim::{BehaviourClaim, ClaimedBehaviour, ClaimedSet, SetLabels};

/// Recomputes on the tree everything in a claim that can be recomputed, and says what holds. One step of `effort` is a
/// node of a profile; a part that it did not suffice for is [`Verdict::NotChecked`].
///
/// # Errors
///
/// When the tree has no perfect recall: nothing is then known about best replies.
///
/// ```
/// use moloch_core::Effort;
/// use moloch_equilibrium::finite::rational;
/// use moloch_equilibrium::sequential::Tree;
/// use moloch_equilibrium::sequential::check::{BehaviourClaim, ClaimedBehaviour, check};
///
/// let mut tree = Tree::builder("Trust", ["Buyer", "Seller"]);
/// let buyer = tree.information_set(0, "", ["trust", "leave"])?;
/// let seller = tree.information_set(1, "", ["honour", "abuse"])?;
/// let tree = tree.decide(buyer)?.decide(seller)?.end([1, 1])?.end([-1, 2])?.end([0, 0])?.finish()?;
/// let leave = |honour: i64| {
///     let mixes = vec![vec![rational(0, 1)?, rational(1, 1)?], vec![rational(honour, 2)?, rational(2 - honour, 2)?]];
///     Ok::<_, Box<dyn std::error::Error>>(BehaviourClaim::of_profiles(vec![ClaimedBehaviour::in_order(mixes, None)]))
/// };
/// // What the seller would do is never seen, and yet decides whether the buyer may leave.
/// assert!(check(&tree, &leave(1)?, &Effort::unlimited())?.is_confirmed());
/// assert!(check(&tree, &leave(2)?, &Effort::unlimited())?.is_refused());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn check(tree: &Tree, claim: &BehaviourClaim, effort: &Effort) -> Result<Report, SequentialError> {
    let task = "check the solution";
    tree.perfect_recall().map_err(|forgetting| SequentialError::ImperfectRecall { task, forgetting })?;
    let fits = words::fits(tree, claim);
    let goes_on = fits.verdict == Verdict::Confirmed;
    let mut parts = vec![fits];
    // What does not fit the tree cannot be looked at any further.
    if goes_on {
        parts.push(equilibria::check(tree, claim, effort)?);
        parts.push(equilibria::check_subgames(tree, claim, effort)?);
        let goes_on = !matches!(claim.completeness, ClaimedCompleteness::Complete(_)) || !is_refuted(&parts);
        parts.push(if goes_on { complete::check(tree, claim, effort) } else { refuted_before() });
    }
    Ok(Report { parts })
}
