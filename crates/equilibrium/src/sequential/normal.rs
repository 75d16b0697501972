//! Normal forms of a tree, and Kuhn's theorem between mixed and behaviour strategies.

use std::collections::HashSet;

use dashu_int::{IBig, UBig};

use super::behaviour::ExactBehaviour;
use super::error::SequentialError;
use super::parts::Turn;
use super::recall::{OwnMove, moves_before_sets};
use super::strategies::{count, strategies_of};
use super::tree::Tree;
use crate::finite::{ExactProfile, Game, Player, Rational};

/// Payoffs that a normal form may hold: about 128 MiB while it is built.
pub const MAX_TABLE: usize = 1 << 22;

const TASK: &str = "write the normal form";

/// Which strategies count as different.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// An action at every information set.
    Full,
    /// Actions only at information sets that the strategy itself does not exclude (Kuhn).
    Reduced,
}

/// A normal form with the meaning of its strategies.
#[derive(Clone, Debug, PartialEq)]
pub struct NormalForm {
    game: Game,
    form: Form,
    /// Each player's strategies: an action per own information set, `None` where it is left open.
    strategies: Vec<Vec<Vec<Option<usize>>>>,
    /// The last own move before each information set.
    before: Vec<OwnMove>,
}

/// The normal form of a tree. A strategy is named by its actions, `*` standing for those left open.
///
/// # Errors
///
/// When the table would hold more than [`MAX_TABLE`] payoffs, or the reduced form is asked of a tree without perfect
/// recall.
///
/// ```
/// use moloch_equilibrium::sequential::{Form, Tree, normal_form};
///
/// let mut tree = Tree::builder("Trust", ["Buyer", "Seller"]);
/// let buyer = tree.information_set(0, "", ["trust", "leave"])?;
/// let seller = tree.information_set(1, "", ["honour", "abuse"])?;
/// let tree = tree.decide(buyer)?.decide(seller)?.end([1, 1])?.end([-1, 2])?.end([0, 0])?.finish()?;
/// let normal = normal_form(&tree, Form::Reduced)?;
/// assert_eq!(normal.game().players()[1].actions(), ["honour", "abuse"]);
/// assert_eq!(normal.game().payoff(0, &[0, 1]), Some(-1.0));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn normal_form(tree: &Tree, form: Form) -> Result<NormalForm, SequentialError> {
    if form == Form::Reduced {
        tree.perfect_recall().map_err(|forgetting| SequentialError::ImperfectRecall { task: TASK, forgetting })?;
    }
    let before = moves_before_sets(tree);
    let mut size = tree.player_count();
    for player in 0..tree.player_count() {
        size = size.saturating_mul(count(tree, player, form, &before));
        if size > MAX_TABLE {
            return Err(too_large(tree, player));
        }
    }
    let strategies: Vec<_> =
        (0..tree.player_count()).map(|player| strategies_of(tree, player, form, &before)).collect();
    let columns = table(tree, &strategies);
    let counts: Vec<usize> = strategies.iter().map(Vec::len).collect();
    let labels = (0..tree.player_count()).map(|player| named(tree, player, &strategies[player]));
    let mut game = Game::from_columns(&counts, columns)?.with_players(labels.collect::<Result<Vec<_>, _>>()?)?;
    if !tree.title().trim().is_empty() {
        game = game.with_title(tree.title())?;
    }
    Ok(NormalForm { game, form, strategies, before })
}

fn too_large(tree: &Tree, player: usize) -> SequentialError {
    SequentialError::TooLarge {
        task: TASK,
        found: format!("the strategies up to those of {} make more payoffs than that", tree.player_text(player)),
        limit: MAX_TABLE,
        next: "use the reduced form, or a method that works on the tree",
    }
}

/// Every player's payoffs over all profiles: each play adds its own to the profiles that lead to it.
fn table(tree: &Tree, strategies: &[Vec<Vec<Option<usize>>>]) -> Vec<Vec<Rational>> {
    let players = strategies.len();
    let profiles: usize = strategies.iter().map(Vec::len).product();
    let plays = weighed_plays(tree);
    let values = plays.iter().flat_map(|play| play.worth.iter());
    let common = values.fold(UBig::ONE, |common, value| least_common_multiple(common, value.denominator()));
    let mut sums = vec![vec![IBig::ZERO; profiles]; players];
    for play in &plays {
        let whole = |value: &Rational| value.numerator() * IBig::from(&common / value.denominator());
        let worth: Vec<IBig> = play.worth.iter().map(whole).collect();
        for profile in consistent_profiles(tree, strategies, &play.moves) {
            for (column, worth) in sums.iter_mut().zip(&worth) {
                column[profile] += worth;
            }
        }
    }
    let ratio = |sum: IBig| Rational::from_parts(sum, common.clone());
    sums.into_iter().map(|column| column.into_iter().map(ratio).collect()).collect()
}

fn least_common_multiple(common: UBig, other: &UBig) -> UBig {
    let in_lowest_terms = Rational::from_parts(IBig::from(other.clone()), common.clone());
    let missing = in_lowest_terms.numerator().clone();
    common * UBig::try_from(missing).unwrap_or(UBig::ONE)
}

/// A play with what it is worth to each player, weighed by chance.
struct WeighedPlay {
    moves: Vec<(usize, usize)>,
    worth: Vec<Rational>,
}

fn weighed_plays(tree: &Tree) -> Vec<WeighedPlay> {
    let mut plays = Vec::new();
    for node in tree.ends() {
        let (mut at, mut chance, mut moves) = (node, Rational::ONE, Vec::new());
        while let Some((parent, action)) = tree.parent(at) {
            match tree.turn(parent) {
                Some(Turn::Chance(set)) => chance *= &tree.chance_sets()[set].probabilities()[action],
                Some(Turn::Move(set)) => moves.push((set, action)),
                _ => {}
            }
            at = parent;
        }
        if !chance.is_zero() {
            let worth = tree.totals[tree.nodes[node].total].iter().map(|payoff| payoff * &chance).collect();
            plays.push(WeighedPlay { moves, worth });
        }
    }
    plays
}

/// Numbers of the profiles, player 1's strategy varying fastest, in which these moves are made.
fn consistent_profiles(tree: &Tree, strategies: &[Vec<Vec<Option<usize>>>], moves: &[(usize, usize)]) -> Vec<usize> {
    let mut profiles = vec![0];
    let mut stride = 1;
    for (player, own) in strategies.iter().enumerate() {
        let start = tree.sets_of(player).start;
        let mine: Vec<_> = moves.iter().filter(|&&(set, _)| tree.sets_of(player).contains(&set)).collect();
        let makes =
            |strategy: &[Option<usize>]| mine.iter().all(|&&(set, action)| strategy[set - start] == Some(action));
        let kept: Vec<usize> = (0..own.len()).filter(|&index| makes(&own[index])).map(|index| index * stride).collect();
        profiles = kept.iter().flat_map(|own| profiles.iter().map(move |others| own + others)).collect();
        stride *= own.len();
    }
    profiles
}

/// A player with its strategies named by their actions.
fn named(tree: &Tree, player: usize, strategies: &[Vec<Option<usize>>]) -> Result<Player, SequentialError> {
    let sets = &tree.information_sets()[tree.sets_of(player)];
    let action_name = |set: usize, action: Option<usize>| match action {
        None => "*".to_owned(),
        Some(action) if sets[set].actions()[action].trim().is_empty() => (action + 1).to_string(),
        Some(action) => sets[set].actions()[action].clone(),
    };
    let name = |strategy: &Vec<Option<usize>>| {
        let parts: Vec<String> = strategy.iter().enumerate().map(|(set, action)| action_name(set, *action)).collect();
        if parts.is_empty() { "no move".to_owned() } else { parts.join(" / ") }
    };
    let labels = told_apart(strategies.iter().map(name).collect());
    let players = told_apart((0..tree.player_count()).map(|player| tree.player_text(player)).collect());
    Ok(Player::new(players[player].clone(), labels)?)
}

/// The same names, numbered where two are equal.
fn told_apart(names: Vec<String>) -> Vec<String> {
    let distinct: HashSet<&String> = names.iter().collect();
    if distinct.len() == names.len() {
        return names;
    }
    names.iter().enumerate().map(|(index, name)| format!("{}: {name}", index + 1)).collect()
}

impl NormalForm {
    /// The game in strategic form.
    pub fn game(&self) -> &Game {
        &self.game
    }

    /// A player's strategies in the order of the game: an action (from 0) per own information set, `None` where the
    /// strategy itself excludes that the set is reached.
    pub fn strategies(&self, player: usize) -> &[Vec<Option<usize>>] {
        self.strategies.get(player).map_or(&[], Vec::as_slice)
    }

    /// The mixed profile that plays like a behaviour profile: each strategy has the product of the probabilities of its
    /// actions.
    ///
    /// # Errors
    ///
    /// When the profile does not fit the tree.
    pub fn mixed(&self, tree: &Tree, profile: &ExactBehaviour) -> Result<ExactProfile, SequentialError> {
        profile.check_fits(tree)?;
        let probability = |player: usize, strategy: &Vec<Option<usize>>| {
            let sets = tree.sets_of(player).zip(strategy);
            let played = sets.filter_map(|(set, action)| action.map(|action| &profile.mixes()[set][action]));
            played.fold(Rational::ONE, |product, share| product * share)
        };
        let mix = |player: usize| self.strategies[player].iter().map(|one| probability(player, one)).collect();
        Ok(ExactProfile::new((0..self.strategies.len()).map(mix).collect())?)
    }

    /// The behaviour profile that plays like a mixed profile (Kuhn's theorem). Where a player's own mix excludes that a
    /// set is reached, all of its actions get the same probability.
    ///
    /// # Errors
    ///
    /// When the profile does not fit, or the tree has no perfect recall.
    pub fn behaviour(&self, tree: &Tree, profile: &ExactProfile) -> Result<ExactBehaviour, SequentialError> {
        let task = "turn a mixed profile into behaviour";
        tree.perfect_recall().map_err(|forgetting| SequentialError::ImperfectRecall { task, forgetting })?;
        profile.check_fits(&self.game)?;
        let mut mixes = Vec::with_capacity(tree.information_sets().len());
        for (set, found) in tree.information_sets().iter().enumerate() {
            let mut weights = vec![Rational::ZERO; found.actions().len()];
            let own = self.strategies[found.player()].iter().zip(&profile.mixes()[found.player()]);
            for (strategy, share) in own.filter(|(_, share)| !share.is_zero()) {
                if let Some(action) = strategy[set - tree.sets_of(found.player()).start]
                    && self.reaches(tree, found.player(), strategy, set)
                {
                    weights[action] += share;
                }
            }
            mixes.push(shares(weights));
        }
        Ok(ExactBehaviour::trusted(mixes))
    }

    /// Whether a strategy makes all own moves before an information set.
    fn reaches(&self, tree: &Tree, player: usize, strategy: &[Option<usize>], set: usize) -> bool {
        let start = tree.sets_of(player).start;
        let mut at = self.before[set];
        while let Some((earlier, action)) = at {
            if strategy[earlier - start] != Some(action) {
                return false;
            }
            at = if self.form == Form::Reduced { None } else { self.before[earlier] };
        }
        true
    }
}

/// Weights divided by their sum; equal shares where all are zero.
pub(super) fn shares(weights: Vec<Rational>) -> Vec<Rational> {
    let sum = weights.iter().fold(Rational::ZERO, |sum, weight| sum + weight);
    if sum.is_zero() {
        return vec![Rational::ONE / Rational::from(weights.len()); weights.len()];
    }
    weights.into_iter().map(|weight| weight / &sum).collect()
}
