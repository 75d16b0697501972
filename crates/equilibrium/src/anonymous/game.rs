//! A game in which players of one role are alike: payoffs by counts.

use std::sync::OnceLock;

use super::counts::CountSpace;
use super::error::AnonymousError;
use crate::finite::centred::Own;
use crate::finite::column::{Column, ColumnBuilder, Normalised};
use crate::finite::labels::check_labels;
use crate::finite::shape::Shape;
use crate::finite::{GameError, MAX_PAYOFFS, Number, Player, Rational};

/// Players that a role may have.
pub const MAX_PLAYERS: usize = 1 << 24;

/// Players who are alike: a name, how many they are, the names of their actions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    labels: Player,
    players: usize,
}

impl Role {
    /// A role of at least one player with at least one action.
    ///
    /// # Errors
    ///
    /// When there is no player or more than [`MAX_PLAYERS`], no action, or a label is empty or occurs twice.
    pub fn new<S: Into<String>>(
        name: impl Into<String>,
        players: usize,
        actions: impl IntoIterator<Item = S>,
    ) -> Result<Self, AnonymousError> {
        Self::labelled(Player::new(name, actions)?, players)
    }

    pub(super) fn labelled(labels: Player, players: usize) -> Result<Self, AnonymousError> {
        if players == 0 || players > MAX_PLAYERS {
            let role = labels.name().to_owned();
            return Err(AnonymousError::Players { role, found: players, limit: MAX_PLAYERS });
        }
        Ok(Self { labels, players })
    }

    /// The role's name.
    pub fn name(&self) -> &str {
        self.labels.name()
    }

    /// How many players have this role.
    pub fn players(&self) -> usize {
        self.players
    }

    /// The names of its actions.
    pub fn actions(&self) -> &[String] {
        self.labels.actions()
    }

    /// The same role with only these actions.
    pub(super) fn restricted(&self, kept: &[usize]) -> Self {
        Self { labels: self.labels.restricted(kept), players: self.players }
    }
}

/// A finite game whose payoffs depend on how many players of each role play what, not on who does.
///
/// **Storage.** For each role one payoff for each own action and each counts of the **others**; the own action
/// varies fastest, then the counts of the first role. Counts of a role are ordered with more players on the first
/// actions first: of two actions, entry `k` is "`k` of the others play the second".
///
/// **Arithmetic.** As in [`Game`](crate::finite::Game): exact where payoffs were given exactly, else doubles, which
/// exact methods take for the binary fractions that they are.
///
/// **Limits.** At most [`MAX_PAYOFFS`] payoffs for each role, [`MAX_PLAYERS`] players of a role.
#[derive(Clone, Debug)]
pub struct AnonymousGame {
    roles: Vec<Role>,
    /// For each role, the counts of the others.
    others: Vec<CountSpace>,
    columns: Vec<Column>,
    /// Payoffs less what the player cannot influence, in units of the role's stake, made on first use.
    centred: Vec<OnceLock<Normalised>>,
}

impl PartialEq for AnonymousGame {
    fn eq(&self, other: &Self) -> bool {
        self.roles == other.roles && self.columns == other.columns
    }
}

impl AnonymousGame {
    /// A game from a payoff function: `payoff(role, action, others)` with roles and actions from 0, where
    /// `others[s][b]` is how many of the other players have role `s` and play its action `b`.
    ///
    /// # Errors
    ///
    /// When there is no role, two share a name, the table would be too large, or a payoff is not finite.
    pub fn from_fn<T: Into<Number>>(
        roles: Vec<Role>,
        mut payoff: impl FnMut(usize, usize, &[Vec<usize>]) -> T,
    ) -> Result<Self, AnonymousError> {
        if roles.is_empty() {
            return Err(GameError::NoPlayers.into());
        }
        check_labels("role", roles.iter().map(Role::name))?;
        let spaces = (0..roles.len()).map(|role| others_of(&roles, role));
        let others: Vec<CountSpace> = spaces.collect::<Result<_, _>>()?;
        let mut columns: Vec<Column> = Vec::with_capacity(roles.len());
        for (role, space) in others.iter().enumerate() {
            let column = filled(&roles[role], space, |action, counts| payoff(role, action, counts).into())?;
            if columns.first().is_some_and(|first| first.is_exact() != column.is_exact()) {
                let fault = "exact and f64 payoffs are mixed; give all payoffs as exact numbers or all as f64";
                return Err(at_fault(&roles[role], 0, space.first(), fault.to_owned()));
            }
            columns.push(column);
        }
        let centred = columns.iter().map(|_| OnceLock::new()).collect();
        Ok(Self { roles, others, columns, centred })
    }

    /// A game of one role from a payoff function: `payoff(action, others)`, where `others[b]` is how many of the
    /// other players play action `b` (from 0).
    ///
    /// # Errors
    ///
    /// As [`AnonymousGame::from_fn`].
    ///
    /// ```
    /// use moloch_equilibrium::anonymous::{AnonymousGame, Role};
    ///
    /// // Who helps pays 3 of the 10 that everybody has when somebody helps.
    /// let helpers = Role::new("bystander", 1000, ["wait", "help"])?;
    /// let game = AnonymousGame::symmetric(helpers, |action, others| match (action, others[1]) {
    ///     (1, _) => 7,
    ///     (_, 0) => 0,
    ///     _ => 10,
    /// })?;
    /// assert_eq!(game.payoff(0, 0, &[vec![998, 1]]), Some(10.0));
    /// # Ok::<(), moloch_equilibrium::anonymous::AnonymousError>(())
    /// ```
    pub fn symmetric<T: Into<Number>>(
        role: Role,
        mut payoff: impl FnMut(usize, &[usize]) -> T,
    ) -> Result<Self, AnonymousError> {
        Self::from_fn(vec![role], |_, action, others| payoff(action, &others[0]))
    }

    /// A game from tables: for each role and each of its actions, the payoffs over the counts of the others in their
    /// order (see the type's page).
    ///
    /// # Errors
    ///
    /// As [`AnonymousGame::from_fn`], and when a list is missing or has the wrong length.
    ///
    /// ```
    /// use moloch_equilibrium::anonymous::{AnonymousGame, Role};
    ///
    /// // A stag hunt of three: stag pays only when both others hunt it too.
    /// let hunters = Role::new("hunter", 3, ["hare", "stag"])?;
    /// let game = AnonymousGame::from_tables(vec![hunters], &[vec![vec![2, 2, 2], vec![0, 0, 5]]])?;
    /// assert_eq!(game.payoff(0, 1, &[vec![0, 2]]), Some(5.0));
    /// # Ok::<(), moloch_equilibrium::anonymous::AnonymousError>(())
    /// ```
    pub fn from_tables<T: Into<Number> + Clone>(
        roles: Vec<Role>,
        tables: &[Vec<Vec<T>>],
    ) -> Result<Self, AnonymousError> {
        check_length("the list of roles' tables", tables.len(), roles.len())?;
        for (index, (role, table)) in roles.iter().zip(tables).enumerate() {
            let what = format!("the table of role {}", role.name());
            check_length(&what, table.len(), role.actions().len())?;
            let size = others_of(&roles, index)?.size();
            for (list, action) in table.iter().zip(role.actions()) {
                let what = format!("the list of role {} for action {action}", role.name());
                check_length(&what, list.len(), size)?;
            }
        }
        let mut next = vec![0; roles.len()];
        let mut place = move |role: usize, actions: usize| {
            let number: usize = next[role];
            next[role] += 1;
            number / actions
        };
        Self::from_fn(roles, |role, action, _| tables[role][action][place(role, tables[role].len())].clone())
    }

    /// The roles, in order.
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// How many players there are in all.
    pub fn player_count(&self) -> usize {
        self.roles.iter().map(Role::players).sum()
    }

    /// Whether the payoffs were given exactly (not as `f64`).
    pub fn is_exact(&self) -> bool {
        self.columns[0].is_exact()
    }

    /// The payoff of a player of a role for an action (both from 0) when the counts of the others are these, as the
    /// nearest `f64`; `None` when there are no such role, action or counts.
    pub fn payoff(&self, role: usize, action: usize, others: &[Vec<usize>]) -> Option<f64> {
        Some(self.columns.get(role)?.f64_at(self.place(role, action, others)?))
    }

    /// The same exactly.
    pub fn exact_payoff(&self, role: usize, action: usize, others: &[Vec<usize>]) -> Option<Rational> {
        Some(self.columns.get(role)?.exact_at(self.place(role, action, others)?))
    }

    /// A role's lowest and highest payoff; `None` when there is no such role.
    pub fn payoff_bounds(&self, role: usize) -> Option<(Rational, Rational)> {
        self.columns.get(role).map(Column::bounds)
    }

    /// A role's stake: the most that a player's own choice changes its payoff, whatever the others do; `None` when
    /// there is no such role.
    pub fn stake(&self, role: usize) -> Option<Rational> {
        Some(self.columns.get(role)?.stake(self.own(role)))
    }

    /// The game left when each role keeps only the listed actions (from 0), in the listed order.
    ///
    /// # Errors
    ///
    /// When a list is missing, empty, names an action twice or one that does not exist.
    pub fn restricted(&self, kept: &[Vec<usize>]) -> Result<Self, AnonymousError> {
        check_length("the list of kept actions", kept.len(), self.roles.len())?;
        for (role, list) in self.roles.iter().zip(kept) {
            check_kept(role, list)?;
        }
        let roles = self.roles.iter().zip(kept).map(|(role, kept)| role.restricted(kept)).collect();
        Self::from_fn(roles, |role, action, counts| {
            let mut others: Vec<Vec<usize>> = self.roles.iter().map(|role| vec![0; role.actions().len()]).collect();
            for ((full, kept), counts) in others.iter_mut().zip(kept).zip(counts) {
                for (&action, &count) in kept.iter().zip(counts) {
                    full[action] = count;
                }
            }
            let place = self.others[role].number(&others) * self.actions(role) + kept[role][action];
            self.number_at(role, place)
        })
    }

    fn place(&self, role: usize, action: usize, others: &[Vec<usize>]) -> Option<usize> {
        let space = self.others.get(role)?;
        let is_there = action < self.actions(role) && space.fits(others);
        is_there.then(|| space.number(others) * self.actions(role) + action)
    }

    /// A payoff in the form in which it was given.
    pub(super) fn number_at(&self, role: usize, place: usize) -> Number {
        let column = &self.columns[role];
        if column.is_exact() { Number::Rational(column.exact_at(place)) } else { Number::Float(column.f64_at(place)) }
    }

    /// How many actions a role has.
    pub(super) fn actions(&self, role: usize) -> usize {
        self.roles[role].actions().len()
    }

    /// A role's payoffs less what its players cannot influence, in units of its stake: from 0 to 1.
    pub(super) fn centred(&self, role: usize) -> &Normalised {
        self.centred[role].get_or_init(|| self.columns[role].centred(self.own(role)).normalised())
    }

    /// Which payoffs of a role differ by the own action only.
    fn own(&self, role: usize) -> Own {
        Own { stride: 1, count: self.actions(role) }
    }

    /// The counts of the others, as seen by a player of this role.
    pub(super) fn others(&self, role: usize) -> &CountSpace {
        &self.others[role]
    }

    /// A role's payoffs: own action fastest, then counts of the others.
    pub(super) fn column(&self, role: usize) -> &Column {
        &self.columns[role]
    }
}

/// The counts of everybody but one player of a role.
fn others_of(roles: &[Role], own: usize) -> Result<CountSpace, AnonymousError> {
    let others = |(index, role): (usize, &Role)| (role.players - usize::from(index == own), role.actions().len());
    let parts: Vec<(usize, usize)> = roles.iter().enumerate().map(others).collect();
    let too_large = || AnonymousError::TooLarge { role: roles[own].name().to_owned(), limit: MAX_PAYOFFS };
    CountSpace::new(&parts, MAX_PAYOFFS / 2 / roles[own].actions().len()).ok_or_else(too_large)
}

/// One role's payoffs by a function of action and counts of the others.
fn filled(
    role: &Role,
    space: &CountSpace,
    mut payoff: impl FnMut(usize, &[Vec<usize>]) -> Number,
) -> Result<Column, AnonymousError> {
    let shape = Shape::new(&[role.actions().len(), space.size()])?;
    let mut builder = ColumnBuilder::new(&shape, 0);
    let mut counts = space.first();
    for _ in 0..space.size() {
        for action in 0..role.actions().len() {
            let pushed = builder.push(payoff(action, &counts));
            pushed.map_err(|error| at_fault(role, action, counts.clone(), fault_of(&error)))?;
        }
        space.advance(&mut counts);
    }
    builder.finish().map_err(|error| match error {
        GameError::RangeTooWide { limit, .. } => {
            let fault = format!("payoffs spread over more than {limit:e}; divide them by a constant");
            at_fault(role, 0, space.first(), fault)
        }
        other => other.into(),
    })
}

/// What is wrong with a payoff, in words that do not depend on how it is stored.
fn fault_of(error: &GameError) -> String {
    match error {
        GameError::NotFinite { found, .. } => format!("found {found}, expected a finite number"),
        GameError::MixedArithmetic { found, earlier, .. } => {
            format!("found {found} while earlier payoffs are {earlier}; give all as exact numbers or all as f64")
        }
        other => other.to_string(),
    }
}

fn at_fault(role: &Role, action: usize, others: Vec<Vec<usize>>, fault: String) -> AnonymousError {
    let (role, action) = (role.name().to_owned(), role.actions()[action].clone());
    AnonymousError::Payoff { role, action, others, fault }
}

fn check_length(what: &str, found: usize, expected: usize) -> Result<(), AnonymousError> {
    if found == expected {
        return Ok(());
    }
    Err(GameError::Length { what: what.to_owned(), found, expected }.into())
}

fn check_kept(role: &Role, kept: &[usize]) -> Result<(), AnonymousError> {
    if kept.is_empty() {
        return Err(GameError::NoActions { player: role.name().to_owned() }.into());
    }
    if let Some(&action) = kept.iter().find(|&&action| action >= role.actions().len()) {
        return check_length(&format!("the action list of role {}", role.name()), role.actions().len(), action + 1);
    }
    let kind = format!("action of role {}", role.name());
    Ok(check_labels(&kind, kept.iter().map(|&action| role.actions()[action].as_str()))?)
}
