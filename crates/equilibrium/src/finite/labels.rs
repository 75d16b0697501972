//! Names of players and actions, checked once.

use std::collections::HashSet;

use super::error::GameError;

/// A player and the names of its actions, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Player {
    name: String,
    actions: Vec<String>,
}

impl Player {
    /// A player with at least one action; names are UTF-8, visible and different.
    ///
    /// # Errors
    ///
    /// When there is no action, a name is empty or blank, or two actions share one.
    pub fn new<S: Into<String>>(
        name: impl Into<String>,
        actions: impl IntoIterator<Item = S>,
    ) -> Result<Self, GameError> {
        let name = name.into();
        let actions: Vec<String> = actions.into_iter().map(Into::into).collect();
        if actions.is_empty() {
            return Err(GameError::NoActions { player: name });
        }
        check_label("a player", &name)?;
        let kind = format!("action of player {name}");
        check_labels(&kind, actions.iter().map(String::as_str))?;
        Ok(Self { name, actions })
    }

    /// The player's name.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The names of its actions.
    pub fn actions(&self) -> &[String] {
        &self.actions
    }

    /// Player number `index` (from 0) with actions 1, 2, 3, ...
    pub(crate) fn numbered(index: usize, actions: usize) -> Self {
        let name = format!("Player {}", index + 1);
        Self { name, actions: (1..=actions).map(|action| action.to_string()).collect() }
    }

    /// The same player with only these actions.
    pub(crate) fn restricted(&self, kept: &[usize]) -> Self {
        let actions = kept.iter().map(|&action| self.actions[action].clone()).collect();
        Self { name: self.name.clone(), actions }
    }
}

/// Checks that names are visible and different.
pub(crate) fn check_labels<'a>(kind: &str, labels: impl Iterator<Item = &'a str>) -> Result<(), GameError> {
    let mut seen = HashSet::new();
    for label in labels {
        check_label(kind, label)?;
        if !seen.insert(label) {
            let (kind, label) = (kind.to_owned(), label.to_owned());
            return Err(GameError::DuplicateLabel { kind, label });
        }
    }
    Ok(())
}

fn check_label(what: &str, label: &str) -> Result<(), GameError> {
    if label.trim().is_empty() { Err(GameError::EmptyLabel { what: what.to_owned() }) } else { Ok(()) }
}
