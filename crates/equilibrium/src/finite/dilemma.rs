//! Names for symmetric two-by-two dilemmas.

use super::error::GameError;
use super::exact::{Number, Rational, exact_from_f64};
use super::game::Game;

/// What kind of dilemma two equal players with two actions are in.
///
/// With `R` (reward: both cooperate), `S` (sucker: I cooperate alone), `T` (temptation: I defect alone)
/// and `P` (punishment: both defect), two signs decide the equilibria: **greed** $`T - R`$, what
/// defecting gains against a cooperator, and **fear** $`P - S`$, what it gains against a defector. Which
/// remedy helps depends on them: a pact without enforcement holds only when greed is negative.
///
/// ```
/// use moloch_equilibrium::finite::Dilemma;
///
/// assert_eq!(Dilemma::from_payoffs(4, 3, 2, 1)?, Dilemma::PrisonersDilemma);
/// assert_eq!(Dilemma::from_payoffs(3, 4, 2, 1)?, Dilemma::StagHunt);
/// assert_eq!(Dilemma::from_payoffs(4, 3, 1, 2)?, Dilemma::Chicken);
/// # Ok::<(), moloch_equilibrium::finite::GameError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dilemma {
    /// $`T > R > P > S`$: defecting is dominant, and both would gain if both cooperated.
    PrisonersDilemma,
    /// $`R > T \ge P > S`$: two strict equilibria; all cooperate and it is best, or all defect out of fear.
    StagHunt,
    /// $`T > R > S > P`$, also hawk-dove or snowdrift: each wants to defect alone, both defecting is worst.
    Chicken,
    /// $`R > T`$, $`S > P`$ and $`R \ge P`$: cooperating is dominant; there is nothing to solve.
    Harmony,
    /// $`T > R`$, $`P > S`$ and $`P \ge R`$: defecting is dominant, and nobody would gain if both cooperated.
    Deadlock,
    /// $`R > T`$ and $`P > S`$ otherwise: two strict symmetric equilibria, but not the ranking of a stag hunt.
    Coordination,
    /// $`T > R`$ and $`S > P`$ otherwise: two strict equilibria in which the players do different things.
    AntiCoordination,
    /// $`R > T`$, $`S > P`$ and $`P > R`$: cooperating is dominant, and both would gain if both defected. The
    /// prisoners' dilemma with the names of the actions exchanged.
    InvertedPrisonersDilemma,
    /// $`T = R`$ or $`P = S`$: a player is indifferent, and equilibria may form segments.
    Degenerate {
        /// $`T = R`$: no greed and no loyalty.
        greed_is_zero: bool,
        /// $`P = S`$: no fear and no courage.
        fear_is_zero: bool,
    },
}

impl Dilemma {
    /// Classifies by the four payoffs in the order temptation, reward, punishment, sucker.
    ///
    /// # Errors
    ///
    /// When a payoff is not finite.
    pub fn from_payoffs(
        temptation: impl Into<Number>,
        reward: impl Into<Number>,
        punishment: impl Into<Number>,
        sucker: impl Into<Number>,
    ) -> Result<Self, GameError> {
        Ok(Self::classify(
            &finite(temptation.into(), [2, 1])?,
            &finite(reward.into(), [1, 1])?,
            &finite(punishment.into(), [2, 2])?,
            &finite(sucker.into(), [1, 2])?,
        ))
    }

    /// Classifies a symmetric game of two players with two actions; the first action is called cooperating.
    ///
    /// # Errors
    ///
    /// When the game has another shape or changes when the players change seats.
    pub fn of_game(game: &Game) -> Result<Self, GameError> {
        let task = "classify the dilemma";
        if game.action_counts() != [2, 2] {
            let (found, expected) = (game.action_counts().to_vec(), "two players with two actions each");
            return Err(GameError::WrongShape { task, found, expected });
        }
        let own = |number| game.column(0).exact_at(number);
        let swapped = [0, 2, 1, 3];
        if (0..4).any(|number| own(number) != game.column(1).exact_at(swapped[number])) {
            let expected = "the same payoffs when the two players change seats";
            return Err(GameError::NotSymmetric { task, expected });
        }
        Ok(Self::classify(&own(1), &own(0), &own(3), &own(2)))
    }

    fn classify(t: &Rational, r: &Rational, p: &Rational, s: &Rational) -> Self {
        if t == r || p == s {
            return Self::Degenerate { greed_is_zero: t == r, fear_is_zero: p == s };
        }
        match (t > r, p > s) {
            (true, true) if r > p => Self::PrisonersDilemma,
            (true, true) => Self::Deadlock,
            (false, true) if t >= p => Self::StagHunt,
            (false, true) => Self::Coordination,
            (true, false) if r > s => Self::Chicken,
            (true, false) => Self::AntiCoordination,
            (false, false) if r >= p => Self::Harmony,
            (false, false) => Self::InvertedPrisonersDilemma,
        }
    }

    /// The name in a sentence, lower case.
    pub fn name(self) -> &'static str {
        match self {
            Self::PrisonersDilemma => "prisoners' dilemma",
            Self::StagHunt => "stag hunt",
            Self::Chicken => "chicken (hawk-dove)",
            Self::Harmony => "harmony",
            Self::Deadlock => "deadlock",
            Self::Coordination => "coordination",
            Self::AntiCoordination => "anti-coordination",
            Self::InvertedPrisonersDilemma => "prisoners' dilemma with the actions exchanged",
            Self::Degenerate { .. } => "degenerate",
        }
    }

    /// Whether everybody's cooperating, once reached, is a strict equilibrium: nobody leaves it alone.
    pub fn cooperation_holds_by_itself(self) -> bool {
        matches!(self, Self::StagHunt | Self::Harmony | Self::Coordination | Self::InvertedPrisonersDilemma)
    }
}

impl std::fmt::Display for Dilemma {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.name())
    }
}

fn finite(value: Number, profile: [usize; 2]) -> Result<Rational, GameError> {
    match value {
        Number::Integer(value) => Ok(Rational::from(value)),
        Number::Rational(value) => Ok(value),
        Number::Float(value) => exact_from_f64(value).ok_or_else(|| GameError::NotFinite {
            player: 1,
            profile: profile.to_vec(),
            found: value.to_string(),
        }),
    }
}
