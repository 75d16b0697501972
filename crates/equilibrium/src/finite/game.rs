//! A finite game: players, actions, payoffs.

use std::sync::OnceLock;

use super::centred::Own;
use super::column::{Column, Normalised};
use super::error::GameError;
use super::exact::Rational;
use super::labels::{Player, check_labels};
use super::shape::Shape;

/// A finite game in strategic form with a dense table of payoffs.
///
/// **Storage.** Pure profiles are numbered with player 1's action varying fastest, as in `.nfg`
/// files: with $`m_j`$ actions of player $`j`$ and actions counted from 0, the profile
/// $`(a_1, \dots, a_n)`$ has the number $`a_1 + m_1 (a_2 + m_2 (a_3 + \dots))`$. Each player's
/// payoffs lie together in that order.
///
/// **Arithmetic.** Integers, decimals and fractions are kept exactly (as integers over one
/// denominator where they fit 64 bits); payoffs given as `f64` are kept as they are, and every exact
/// method then takes each double for the binary fraction that it is. Two doubles that were meant to
/// be equal and differ in the last bit are therefore different payoffs.
///
/// **Limits.** At most [`MAX_PAYOFFS`](super::MAX_PAYOFFS) payoffs; payoffs and their spread up to
/// 1e300 in size.
#[derive(Clone, Debug)]
pub struct Game {
    title: String,
    players: Vec<Player>,
    shape: Shape,
    columns: Vec<Column>,
    /// Payoffs mapped to 0..=1 by each player's own range, made on first use.
    normalised: Vec<OnceLock<Normalised>>,
    /// The same less what the player cannot influence, in units of its stake.
    centred: Vec<OnceLock<Normalised>>,
    stakes: Vec<OnceLock<Rational>>,
}

impl PartialEq for Game {
    fn eq(&self, other: &Self) -> bool {
        self.title == other.title && self.players == other.players && self.columns == other.columns
    }
}

impl Game {
    /// A game from columns that fit the shape.
    pub(crate) fn from_parts(shape: Shape, columns: Vec<Column>) -> Result<Self, GameError> {
        if let Some(player) = columns.iter().position(|one| one.is_exact() != columns[0].is_exact()) {
            let name = |exact| if exact { "exact" } else { "f64" };
            return Err(GameError::MixedArithmetic {
                player: player + 1,
                profile: vec![1; shape.players()],
                found: name(columns[player].is_exact()),
                earlier: name(columns[0].is_exact()),
            });
        }
        let counts = shape.actions().iter().enumerate();
        let players = counts.map(|(index, &count)| Player::numbered(index, count)).collect();
        let normalised = columns.iter().map(|_| OnceLock::new()).collect();
        let centred = columns.iter().map(|_| OnceLock::new()).collect();
        let stakes = columns.iter().map(|_| OnceLock::new()).collect();
        Ok(Self { title: "Untitled game".to_owned(), players, shape, columns, normalised, centred, stakes })
    }

    /// The same game under another title.
    ///
    /// # Errors
    ///
    /// When the title is blank.
    pub fn with_title(mut self, title: impl Into<String>) -> Result<Self, GameError> {
        let title = title.into();
        check_labels("a game", std::iter::once(title.as_str()))?;
        self.title = title;
        Ok(self)
    }

    /// The same game with named players and actions.
    ///
    /// # Errors
    ///
    /// When the numbers of players or actions differ from the game's, or two players share a name.
    ///
    /// ```
    /// use moloch_equilibrium::finite::{Game, Player};
    ///
    /// let labs = ["North", "South"].map(|lab| Player::new(lab, ["pause", "race"]));
    /// let [north, south] = labs;
    /// let game = Game::symmetric_two_player(&[[3, 0], [4, 1]])?.with_players([north?, south?])?;
    /// assert_eq!(game.players()[0].actions()[1], "race");
    /// # Ok::<(), moloch_equilibrium::finite::GameError>(())
    /// ```
    pub fn with_players(mut self, players: impl IntoIterator<Item = Player>) -> Result<Self, GameError> {
        let players: Vec<Player> = players.into_iter().collect();
        let (found, expected) = (players.len(), self.players.len());
        if found != expected {
            let what = "the list of players".to_owned();
            return Err(GameError::Length { what, found, expected });
        }
        check_labels("player", players.iter().map(Player::name))?;
        for (player, &expected) in players.iter().zip(self.shape.actions()) {
            let found = player.actions().len();
            if found != expected {
                let what = format!("the action list of player {}", player.name());
                return Err(GameError::Length { what, found, expected });
            }
        }
        self.players = players;
        Ok(self)
    }

    /// The title.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The players with their actions, in order.
    pub fn players(&self) -> &[Player] {
        &self.players
    }

    /// How many players there are (at least one).
    pub fn player_count(&self) -> usize {
        self.shape.players()
    }

    /// How many actions each player has.
    pub fn action_counts(&self) -> &[usize] {
        self.shape.actions()
    }

    /// How many pure profiles there are.
    pub fn profile_count(&self) -> usize {
        self.shape.profiles()
    }

    /// Whether the payoffs were given exactly (not as `f64`).
    pub fn is_exact(&self) -> bool {
        self.columns[0].is_exact()
    }

    /// A player's payoff at a pure profile (actions from 0), as the nearest `f64`; `None` when there is
    /// no such player or profile.
    pub fn payoff(&self, player: usize, profile: &[usize]) -> Option<f64> {
        Some(self.columns.get(player)?.f64_at(self.shape.number(profile)?))
    }

    /// A player's payoff at a pure profile (actions from 0), exactly; `None` when there is no such player
    /// or profile.
    pub fn exact_payoff(&self, player: usize, profile: &[usize]) -> Option<Rational> {
        Some(self.columns.get(player)?.exact_at(self.shape.number(profile)?))
    }

    /// A player's lowest and highest payoff; `None` when there is no such player.
    pub fn payoff_bounds(&self, player: usize) -> Option<(Rational, Rational)> {
        self.columns.get(player).map(Column::bounds)
    }

    /// A player's stake: the most that its own choice changes its payoff, whatever the others do. What is added to
    /// all its payoffs against one choice of the others does not change it. `None` when there is no such player.
    pub fn stake(&self, player: usize) -> Option<&Rational> {
        let column = self.columns.get(player)?;
        Some(self.stakes[player].get_or_init(|| column.stake(self.own(player))))
    }

    /// The pure profile (actions from 0) with this number; `None` beyond the last.
    pub fn profile(&self, number: usize) -> Option<Vec<usize>> {
        (number < self.shape.profiles()).then(|| self.shape.profile(number))
    }

    /// The game left when each player keeps only the listed actions, in the listed order. Labels and
    /// title stay.
    ///
    /// # Errors
    ///
    /// When a list is missing, empty, names an action twice or one that does not exist.
    pub fn restricted(&self, kept: &[Vec<usize>]) -> Result<Self, GameError> {
        self.check_kept(kept)?;
        let counts: Vec<usize> = kept.iter().map(Vec::len).collect();
        let shape = Shape::new(&counts)?;
        let numbers: Vec<usize> = (0..shape.profiles())
            .map(|number| {
                let original = |player| kept[player][shape.action(number, player)];
                (0..kept.len()).map(|p| original(p) * self.shape.stride(p)).sum()
            })
            .collect();
        let columns = self.columns.iter().map(|column| column.select(&numbers)).collect();
        let mut game = Self::from_parts(shape, columns)?;
        game.title.clone_from(&self.title);
        game.players = self.players.iter().zip(kept).map(|(p, k)| p.restricted(k)).collect();
        Ok(game)
    }

    fn check_kept(&self, kept: &[Vec<usize>]) -> Result<(), GameError> {
        if kept.len() != self.player_count() {
            let (found, expected) = (kept.len(), self.player_count());
            let what = "the list of kept actions".to_owned();
            return Err(GameError::Length { what, found, expected });
        }
        for (player, list) in self.players.iter().zip(kept) {
            if list.is_empty() {
                return Err(GameError::NoActions { player: player.name().to_owned() });
            }
            if let Some(&action) = list.iter().find(|&&action| action >= player.actions().len()) {
                return Err(GameError::Length {
                    what: format!("the action list of player {}", player.name()),
                    found: player.actions().len(),
                    expected: action + 1,
                });
            }
            let kind = format!("action of player {}", player.name());
            check_labels(&kind, list.iter().map(|&action| player.actions()[action].as_str()))?;
        }
        Ok(())
    }

    pub(crate) fn shape(&self) -> &Shape {
        &self.shape
    }

    pub(crate) fn column(&self, player: usize) -> &Column {
        &self.columns[player]
    }

    /// A player's payoffs mapped to 0..=1 by their own range.
    pub(crate) fn normalised(&self, player: usize) -> &Normalised {
        self.normalised[player].get_or_init(|| self.columns[player].normalised())
    }

    /// A player's payoffs less what it cannot influence, in units of its stake: from 0 to 1.
    pub(crate) fn centred(&self, player: usize) -> &Normalised {
        self.centred[player].get_or_init(|| self.columns[player].centred(self.own(player)).normalised())
    }

    /// Which payoffs of a player differ by its own action only.
    pub(crate) fn own(&self, player: usize) -> Own {
        Own { stride: self.shape.stride(player), count: self.shape.actions()[player] }
    }
}
