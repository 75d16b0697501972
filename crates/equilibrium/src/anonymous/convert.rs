//! Between dense games and anonymous ones.

use super::error::AnonymousError;
use super::game::{AnonymousGame, Role};
use crate::finite::{Game, Number, Player, Rational};

impl AnonymousGame {
    /// Reads a dense game in which all players are alike.
    ///
    /// # Errors
    ///
    /// As [`AnonymousGame::from_game`].
    ///
    /// ```
    /// use moloch_equilibrium::anonymous::AnonymousGame;
    /// use moloch_equilibrium::finite::Game;
    ///
    /// let hunt = Game::symmetric_two_player(&[[5, 0], [4, 2]])?;
    /// assert_eq!(AnonymousGame::from_symmetric(&hunt)?.roles()[0].players(), 2);
    ///
    /// let pennies = Game::zero_sum(&[[1, -1], [-1, 1]])?;
    /// assert!(AnonymousGame::from_symmetric(&pennies).is_err());
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn from_symmetric(game: &Game) -> Result<Self, AnonymousError> {
        Self::from_game(game, &[(0..game.player_count()).collect()])
    }

    /// Reads a dense game in which the players of each role (numbered from 0) are alike. Every payoff is
    /// compared; labels are those of the first player of each role.
    ///
    /// # Errors
    ///
    /// When the roles do not hold each player once, players of a role have different numbers of actions, or it
    /// matters who plays what.
    pub fn from_game(game: &Game, roles: &[Vec<usize>]) -> Result<Self, AnonymousError> {
        let role_of = role_of_players(game, roles)?;
        let labelled: Vec<Role> =
            roles.iter().map(|players| role_of_labels(game, players)).collect::<Result<_, _>>()?;
        let mut tables = Tables::new(game, roles);
        let empty: Vec<Vec<usize>> = labelled.iter().map(|role| vec![0; role.actions().len()]).collect();
        // Built with zeros first: its counts say where each payoff belongs.
        let frame = Self::from_fn(labelled.clone(), |_, _, _| 0)?;
        for number in 0..game.profile_count() {
            let Some(profile) = game.profile(number) else { continue };
            let mut counts = empty.clone();
            for (player, &action) in profile.iter().enumerate() {
                counts[role_of[player]][action] += 1;
            }
            for (player, &role) in role_of.iter().enumerate() {
                let others = frame.others(role).number_without(&counts, role, profile[player]);
                tables.enter(player, role, others, &profile)?;
            }
        }
        Self::from_fn(labelled, |role, action, others| tables.number(role, action, frame.others(role).number(others)))
    }

    /// The same game as a dense one; the players of the first role come first.
    ///
    /// # Errors
    ///
    /// When the dense table would be too large.
    pub fn expand(&self) -> Result<Game, AnonymousError> {
        let mut role_of = Vec::new();
        for (index, role) in self.roles().iter().enumerate() {
            // Thirty players with two actions are too many for a dense game already.
            role_of.extend(std::iter::repeat_n(index, role.players().min(1 << 10)));
        }
        let actions: Vec<usize> = role_of.iter().map(|&role| self.actions(role)).collect();
        let empty: Vec<Vec<usize>> = self.roles().iter().map(|role| vec![0; role.actions().len()]).collect();
        let game = Game::from_fn(&actions, |profile, player| {
            let mut counts = empty.clone();
            for (&role, &action) in role_of.iter().zip(profile) {
                counts[role][action] += 1;
            }
            let (role, action) = (role_of[player], profile[player]);
            let others = self.others(role).number_without(&counts, role, action);
            self.number_at(role, others * self.actions(role) + action)
        })?;
        Ok(game.with_players(self.players(&role_of)?)?)
    }

    fn players(&self, role_of: &[usize]) -> Result<Vec<Player>, AnonymousError> {
        let mut seen = vec![0; self.roles().len()];
        let mut players = Vec::with_capacity(role_of.len());
        for &index in role_of {
            let role = &self.roles()[index];
            seen[index] += 1;
            players.push(Player::new(format!("{} {}", role.name(), seen[index]), role.actions())?);
        }
        Ok(players)
    }
}

/// The role of each player.
fn role_of_players(game: &Game, roles: &[Vec<usize>]) -> Result<Vec<usize>, AnonymousError> {
    let players = game.player_count();
    let wrong = || AnonymousError::NotAPartition { roles: roles.to_vec(), players };
    let mut role_of = vec![usize::MAX; players];
    for (role, members) in roles.iter().enumerate() {
        for &player in members {
            match role_of.get_mut(player) {
                Some(slot) if *slot == usize::MAX => *slot = role,
                _ => return Err(wrong()),
            }
        }
    }
    if role_of.contains(&usize::MAX) || roles.iter().any(Vec::is_empty) {
        return Err(wrong());
    }
    Ok(role_of)
}

fn role_of_labels(game: &Game, members: &[usize]) -> Result<Role, AnonymousError> {
    let first = &game.players()[members[0]];
    let actions = first.actions().len();
    if members.iter().any(|&player| game.players()[player].actions().len() != actions) {
        return Err(AnonymousError::WrongShape {
            task: "read the game as anonymous",
            found: format!("actions {:?}", game.action_counts()),
            expected: "as many actions for each player of a role",
        });
    }
    let name = match members.len() {
        1 => first.name().to_owned(),
        count => format!("{} and {} alike", first.name(), count - 1),
    };
    Role::new(name, members.len(), first.actions())
}

/// Payoffs by role, action and counts, as they are met in a dense game.
struct Tables<'a> {
    game: &'a Game,
    actions: Vec<usize>,
    payoffs: Vec<Vec<Option<Rational>>>,
}

impl<'a> Tables<'a> {
    fn new(game: &'a Game, roles: &[Vec<usize>]) -> Self {
        let actions = roles.iter().map(|members| game.action_counts()[members[0]]).collect();
        Self { game, actions, payoffs: vec![Vec::new(); roles.len()] }
    }

    fn enter(&mut self, player: usize, role: usize, others: usize, profile: &[usize]) -> Result<(), AnonymousError> {
        let Some(payoff) = self.game.exact_payoff(player, profile) else { return Ok(()) };
        let place = others * self.actions[role] + profile[player];
        let table = &mut self.payoffs[role];
        if table.len() <= place {
            table.resize(place + 1, None);
        }
        match &table[place] {
            Some(earlier) if *earlier != payoff => Err(AnonymousError::NotAnonymous {
                player: self.game.players()[player].name().to_owned(),
                profile: profile.iter().map(|action| action + 1).collect(),
                found: payoff.to_string(),
                expected: earlier.to_string(),
            }),
            _ => {
                table[place] = Some(payoff);
                Ok(())
            }
        }
    }

    fn number(&self, role: usize, action: usize, others: usize) -> Number {
        let payoff = self.payoffs[role].get(others * self.actions[role] + action).cloned().flatten();
        let payoff = payoff.unwrap_or(Rational::ZERO);
        if self.game.is_exact() {
            Number::Rational(payoff)
        } else {
            // It was a double before.
            Number::Float(crate::finite::nearest_f64(&payoff))
        }
    }
}
