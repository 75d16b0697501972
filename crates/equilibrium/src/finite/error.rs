//! What can be wrong with a game, a number, a profile.

use thiserror::Error;

/// Why a game was refused.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum GameError {
    /// A game without players.
    #[error("build the game: it has no players; give at least one")]
    NoPlayers,
    /// A player with nothing to choose from.
    #[error("build the game: player {player} has no actions; give at least one")]
    NoActions {
        /// Which player, by label where there is one.
        player: String,
    },
    /// A label that a reader could not see.
    #[error("label the game: {what} has an empty name; give it a name with a visible character")]
    EmptyLabel {
        /// Whose label it is.
        what: String,
    },
    /// Two things of one kind with one name.
    #[error("label the game: {kind} `{label}` occurs twice; names must differ")]
    DuplicateLabel {
        /// `player`, or `action of player NAME`.
        kind: String,
        /// The repeated name.
        label: String,
    },
    /// A list that does not have the length the shape of the game asks for.
    #[error("build the game: {what} has {found} entries, expected {expected}")]
    Length {
        /// Which list.
        what: String,
        /// How many entries it has.
        found: usize,
        /// How many it must have.
        expected: usize,
    },
    /// Not a number, or an infinite one.
    #[error(
        "build the game: the payoff of player {player} at profile {profile:?} is {found}, \
         expected a finite number"
    )]
    NotFinite {
        /// Player, numbered from 1.
        player: usize,
        /// Actions, numbered from 1.
        profile: Vec<usize>,
        /// What was found.
        found: String,
    },
    /// Exact numbers and doubles in one game.
    #[error(
        "build the game: the payoff of player {player} at profile {profile:?} is {found} while \
         earlier payoffs are {earlier}; give all payoffs as exact numbers or all as f64"
    )]
    MixedArithmetic {
        /// Player, numbered from 1.
        player: usize,
        /// Actions, numbered from 1.
        profile: Vec<usize>,
        /// `exact` or `f64`.
        found: &'static str,
        /// The other one.
        earlier: &'static str,
    },
    /// A spread of payoffs that an `f64` cannot hold.
    #[error(
        "build the game: the payoffs of player {player} spread over more than {limit:e}; \
         divide them by a constant, which changes no equilibrium"
    )]
    RangeTooWide {
        /// Player, numbered from 1.
        player: usize,
        /// The widest range accepted.
        limit: f64,
    },
    /// A dense game that would not fit in memory.
    #[error(
        "build the game: {players} players have {payoffs} payoffs in a dense table, the limit is \
         {limit} ({why}); remove dominated actions or use a compact form"
    )]
    TooLarge {
        /// Number of players.
        players: usize,
        /// How many payoffs, or that the count overflows.
        payoffs: String,
        /// The limit.
        limit: usize,
        /// What the limit is for.
        why: &'static str,
    },
    /// A method for games that stay the same when the two players change seats.
    #[error("{task}: the game is not symmetric, expected {expected}")]
    NotSymmetric {
        /// What was to be done.
        task: &'static str,
        /// The symmetry that the method needs.
        expected: &'static str,
    },
    /// A method that works for one shape of game only.
    #[error("{task}: the game has {}, expected {expected}", shape_text(.found))]
    WrongShape {
        /// What was to be done.
        task: &'static str,
        /// Numbers of actions, player by player.
        found: Vec<usize>,
        /// The shape that the method handles.
        expected: &'static str,
    },
}

/// A shape in words: `three players with 2, 2 and 4 actions`.
fn shape_text(actions: &[usize]) -> String {
    const WORDS: [&str; 6] =
        ["one player", "two players", "three players", "four players", "five players", "six players"];
    /// Players whose actions are listed one by one.
    const LISTED: usize = 8;
    let players = actions.len();
    let players = match players.checked_sub(1).and_then(|at| WORDS.get(at)) {
        Some(words) => (*words).to_owned(),
        None => format!("{players} players"),
    };
    let counts: Vec<String> = actions.iter().take(LISTED).map(ToString::to_string).collect();
    match counts.as_slice() {
        [] => players,
        [one] => format!("{players} with {one} action{}", if one == "1" { "" } else { "s" }),
        _ if actions.len() > LISTED => format!("{players} with {}, ... actions", counts.join(", ")),
        [first @ .., last] => format!("{players} with {} and {last} actions", first.join(", ")),
    }
}

/// Why a number could not be read exactly.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum NumberError {
    /// Not a number at all.
    #[error("read `{text}` as a number: expected an integer, a decimal or a fraction such as 31/3")]
    Malformed {
        /// The offending text.
        text: String,
    },
    /// A fraction over zero.
    #[error("read `{text}` as a number: the denominator is zero")]
    ZeroDenominator {
        /// The offending text.
        text: String,
    },
    /// A number that would need absurd amounts of memory.
    #[error("read `{text}` as a number: {why}")]
    TooLong {
        /// The beginning of the text.
        text: String,
        /// Which limit it breaks.
        why: &'static str,
    },
}

/// Why a list of probabilities is not a profile, or not one of this game.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum ProfileError {
    /// Wrong number of players.
    #[error("read the profile: it has {found} players, the game has {expected}")]
    Players {
        /// Players of the profile.
        found: usize,
        /// Players of the game.
        expected: usize,
    },
    /// Wrong number of actions of one player.
    #[error("read the profile: player {player} has {found} probabilities, expected {expected}")]
    Actions {
        /// Player, by label, or numbered from 1.
        player: String,
        /// How many probabilities were given.
        found: usize,
        /// How many actions there are.
        expected: usize,
    },
    /// An action that does not exist.
    #[error("read the profile: player {player} plays action {found}, expected 1 to {expected}")]
    NoSuchAction {
        /// Player, numbered from 1.
        player: usize,
        /// Action, numbered from 1.
        found: usize,
        /// How many actions there are.
        expected: usize,
    },
    /// A probability below zero or not a number.
    #[error(
        "read the profile: player {player} plays action {action} with probability {found}, \
         expected a number from 0 to 1"
    )]
    Probability {
        /// Player, numbered from 1.
        player: usize,
        /// Action, numbered from 1.
        action: usize,
        /// What was found.
        found: String,
    },
    /// Probabilities that do not sum to one.
    #[error("read the profile: the probabilities of player {player} sum to {found}, expected 1 {within}")]
    Sum {
        /// Player, numbered from 1.
        player: usize,
        /// The sum.
        found: String,
        /// `exactly`, or the tolerance.
        within: String,
    },
}

/// Why a solver gave no result.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum SolveError {
    /// The game is not one that the method handles.
    #[error(transparent)]
    Game(#[from] GameError),
    /// A profile does not fit the game.
    #[error(transparent)]
    Profile(#[from] ProfileError),
    /// A candidate failed its check, so it is not a result. This is a mistake of the solver.
    #[error(transparent)]
    NotCertified(#[from] moloch_core::NotCertified),
    /// A claim of dominance failed its check. This is a mistake of the solver.
    #[error(
        "certify that action {action} of player {player} is {how} dominated; report the game \
         that led here"
    )]
    DominanceNotCertified {
        /// Strictly or weakly.
        how: &'static str,
        /// Player, by label.
        player: String,
        /// Action, by label.
        action: String,
    },
    /// Parts of a result contradict each other. This is a mistake of the solver.
    #[error("solve the game: {what}; report the game that led here")]
    Inconsistent {
        /// The contradiction.
        what: String,
    },
    /// A linear programme that would take too much memory.
    #[error(
        "write the linear programme: it has {found} coefficients, the limit is {limit}; remove dominated actions first"
    )]
    ProgrammeTooLarge {
        /// Coefficients it would have.
        found: usize,
        /// The limit.
        limit: usize,
    },
    /// A number that the method cannot work with.
    #[error("{task}: {what} is {found}, expected {expected}")]
    Argument {
        /// What was to be done.
        task: &'static str,
        /// Which number.
        what: &'static str,
        /// What was given.
        found: String,
        /// What is allowed.
        expected: &'static str,
    },
    /// The method was asked for and does not handle this game.
    #[error("{why}")]
    Unsuitable {
        /// What the method needs and the game lacks.
        why: String,
    },
    /// The set does not let the rule decide.
    #[error("select an equilibrium by {rule}: {why}")]
    NoSelection {
        /// The rule.
        rule: &'static str,
        /// Why it decides nothing.
        why: String,
    },
    /// A label that the game has not.
    #[error("drop label {found}: the game has labels 0 to {}, first player 1's actions, then player 2's", .limit - 1)]
    NoSuchLabel {
        /// The label asked for.
        found: usize,
        /// How many labels there are.
        limit: usize,
    },
    /// A method that ended where its theory says it cannot. This is a mistake of the solver.
    #[error("find an equilibrium by {method}: {why}; report the game that led here")]
    NoEquilibrium {
        /// The method.
        method: &'static str,
        /// Where it ended.
        why: String,
    },
}
