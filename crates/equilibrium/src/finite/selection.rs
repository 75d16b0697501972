//! Choosing among equilibria: explicit, named, and never by default.

use moloch_core::{Completeness, Effort};

use super::error::SolveError;
use super::exact::{Rational, zero};
use super::expected::exact_action_payoffs;
use super::game::Game;
use super::homotopy::{Units, logit_limit};
use super::profile::ExactProfile;
use super::set::EquilibriumSet;
use super::two_by_two::Advantage;

/// A rule by which equilibria are chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rule {
    /// All of them: no selection.
    #[default]
    All,
    /// Those at which every player earns at least as much as at every other equilibrium of the set.
    PayoffDominant,
    /// Of two strict equilibria of two players, the one from which deviating costs more: the larger product of the
    /// two players' losses (Harsanyi and Selten 1988). In a game larger than 2x2 the set must hold exactly two strict
    /// equilibria, and the losses are those of the 2x2 game between their actions: what the players would have to
    /// fear if everybody expected one of the two.
    RiskDominant,
    /// Those whose mixes have the largest sum of entropies: the least committal. Within a component of more than one
    /// point the entropy is maximised in doubles, and the profile that is chosen is an exact equilibrium nearby.
    MaximumEntropy,
    /// The one to which the principal branch of logit quantal response equilibria converges (McKelvey and Palfrey 1995),
    /// with every player's payoffs in units of their own range, so that scaling them changes nothing.
    LogitLimit,
}

impl Rule {
    /// The name in a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::PayoffDominant => "payoff dominance",
            Self::RiskDominant => "risk dominance",
            Self::MaximumEntropy => "maximum entropy",
            Self::LogitLimit => "the logit limit",
        }
    }
}

/// The equilibria that a rule chose.
#[derive(Clone, Debug, PartialEq)]
pub struct Selection {
    /// The rule.
    pub rule: Rule,
    /// What it chose, by extreme points; several when they are equal to the rule.
    pub chosen: Vec<ExactProfile>,
    /// Completeness of the set the rule chose from: a missing equilibrium might have been chosen.
    pub among: Completeness,
}

/// Chooses among the equilibria of a game by a named rule.
///
/// Payoffs over a component are extreme at its extreme points, so that these are compared.
///
/// # Errors
///
/// When the rule decides nothing: no equilibrium is best for everybody; there are not exactly two strict equilibria of
/// two players, or both are equally risky; the logit limit is not isolated or not in the set; the set is empty.
///
/// ```
/// use moloch_equilibrium::finite::{Game, Rule, select, two_by_two};
///
/// let hunt = Game::symmetric_two_player(&[[5, 0], [4, 2]])?;
/// let all = two_by_two(&hunt)?;
/// let best = select(&hunt, &all, Rule::PayoffDominant)?;
/// let safest = select(&hunt, &all, Rule::RiskDominant)?;
/// assert_eq!(best.chosen[0].pure_actions(), Some(vec![0, 0]));
/// assert_eq!(safest.chosen[0].pure_actions(), Some(vec![1, 1]));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn select(game: &Game, set: &EquilibriumSet, rule: Rule) -> Result<Selection, SolveError> {
    let points: Vec<ExactProfile> = set.extreme_points().map(|point| (**point).clone()).collect();
    let chosen = match rule {
        Rule::All => points,
        Rule::PayoffDominant => payoff_dominant(game, points)?,
        Rule::RiskDominant if game.action_counts() == [2, 2] => vec![risk_dominant(game)?],
        Rule::RiskDominant => vec![less_risky_of_two(game, &points)?],
        Rule::MaximumEntropy => super::entropy::least_committal(set)?,
        Rule::LogitLimit => vec![logit_limit_of(game, set)?],
    };
    Ok(Selection { rule, chosen, among: set.completeness.clone() })
}

/// The limit of the principal logit branch, if it is one exact equilibrium of the set.
fn logit_limit_of(game: &Game, set: &EquilibriumSet) -> Result<ExactProfile, SolveError> {
    let branch = logit_limit(game, Units::OwnRange, &Effort::unlimited())?;
    let no = |why: String| Err(SolveError::NoSelection { rule: Rule::LogitLimit.name(), why });
    let Some(limit) = branch.limit else {
        return no(format!("the branch was followed to lambda {:e} without a limit", branch.last_lambda));
    };
    match limit.exact {
        Some(exact) if set.contains(&exact) => Ok(exact.into_parts().0),
        Some(_) => no("the limit is not among the equilibria that were found".to_owned()),
        None => no("the limit is not an isolated equilibrium known in fractions".to_owned()),
    }
}

fn payoff_dominant(game: &Game, points: Vec<ExactProfile>) -> Result<Vec<ExactProfile>, SolveError> {
    for point in &points {
        point.check_fits(game)?;
    }
    let payoffs: Vec<Vec<Rational>> = points.iter().map(|point| payoffs(game, point)).collect();
    let is_best =
        |own: &Vec<Rational>| payoffs.iter().all(|other| own.iter().zip(other).all(|(own, other)| own >= other));
    let pairs = points.into_iter().zip(&payoffs);
    let chosen: Vec<_> = pairs.filter(|(_, own)| is_best(own)).map(|(point, _)| point).collect();
    if chosen.is_empty() {
        let why = "no equilibrium is at least as good as every other for every player".to_owned();
        return Err(SolveError::NoSelection { rule: Rule::PayoffDominant.name(), why });
    }
    Ok(chosen)
}

/// Each player's exact expected payoff.
fn payoffs(game: &Game, profile: &ExactProfile) -> Vec<Rational> {
    let of_player = |player: usize| {
        let by_action = exact_action_payoffs(game, profile, player);
        let earned = profile.mixes()[player].iter().zip(&by_action);
        earned.fold(zero(), |sum, (share, payoff)| sum + share * payoff)
    };
    (0..game.player_count()).map(of_player).collect()
}

/// The risk-dominant strict equilibrium of a 2x2 game.
fn risk_dominant(game: &Game) -> Result<ExactProfile, SolveError> {
    let no = |why: &str| SolveError::NoSelection { rule: Rule::RiskDominant.name(), why: why.to_owned() };
    let (first, second) = Advantage::of_both(game)?;
    let positive = |value: &Rational| *value > zero();
    let negative = |value: &Rational| *value < zero();
    let advantages = (&first.at_first, &first.at_second, &second.at_first, &second.at_second);
    let (a, b, c, d) = advantages;
    // Losses from leaving (1, 1) and (2, 2), or (1, 2) and (2, 1).
    let (one, other, losses) = if positive(a) && negative(b) && positive(c) && negative(d) {
        ([0, 0], [1, 1], (a * c, b * d))
    } else if negative(a) && positive(b) && negative(c) && positive(d) {
        ([0, 1], [1, 0], (-(b * c), -(a * d)))
    } else {
        return Err(no("the game does not have exactly two strict equilibria"));
    };
    let actions = match losses.0.cmp(&losses.1) {
        std::cmp::Ordering::Greater => one,
        std::cmp::Ordering::Less => other,
        std::cmp::Ordering::Equal => return Err(no("both strict equilibria are equally risky")),
    };
    Ok(ExactProfile::pure(game.action_counts(), &actions)?)
}

/// The risk-dominant one of the only two strict equilibria of a set, in the 2x2 game between their actions.
fn less_risky_of_two(game: &Game, points: &[ExactProfile]) -> Result<ExactProfile, SolveError> {
    let no = |why: String| SolveError::NoSelection { rule: Rule::RiskDominant.name(), why };
    if game.player_count() != 2 {
        return Err(no(format!("it compares losses of two players, the game has {}", game.player_count())));
    }
    let mut strict: Vec<Vec<usize>> = Vec::new();
    for point in points {
        point.check_fits(game)?;
        if let Some(actions) = point.pure_actions().filter(|actions| is_strict(game, point, actions)) {
            strict.push(actions);
        }
    }
    let [first, second] = strict.as_slice() else {
        return Err(no(format!("the set has {} strict equilibria, expected two", strict.len())));
    };
    // Strict equilibria differ in both players' actions: each is the only best reply to the other.
    let between = game.restricted(&[vec![first[0], second[0]], vec![first[1], second[1]]])?;
    let chosen = risk_dominant(&between)?;
    let actions = if chosen.pure_actions() == Some(vec![0, 0]) { first } else { second };
    Ok(ExactProfile::pure(game.action_counts(), actions)?)
}

/// Whether every other action of every player earns less.
fn is_strict(game: &Game, profile: &ExactProfile, actions: &[usize]) -> bool {
    let is_only_best = |(player, &action): (usize, &usize)| {
        let payoffs = exact_action_payoffs(game, profile, player);
        (0..payoffs.len()).all(|other| other == action || payoffs[other] < payoffs[action])
    };
    actions.iter().enumerate().all(is_only_best)
}
