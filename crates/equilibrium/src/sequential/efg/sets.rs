//! Information sets, chance sets and outcomes: given where they first occur, repeated or left out after that.

use std::io::Read;

use super::reader::Reader;
use super::words::refuse;
use crate::finite::Rational;
use crate::finite::formats::{Stuck, Token};
use crate::sequential::build::{ChanceId, OutcomeId, SetId};
use crate::sequential::error::TreeError;

impl<R: Read> Reader<'_, R> {
    /// `player number "name" { "action" ... }`, name and actions optional after the first time.
    pub(super) fn information_set(&mut self) -> Result<SetId, Stuck> {
        let players = self.builder.player_count();
        let (token, player) = self.number("player")?;
        let Some(player) = usize::try_from(player).ok().filter(|player| (1..=players).contains(player)) else {
            let expected = format!("a player from 1 to {players}");
            return Err(refuse(self.tokens, &token, "player", &expected, "number players as in the header, from 1"));
        };
        let (token, number) = self.set_number()?;
        let name = self.optional_text()?;
        let list = self.optional_names()?;
        let key = format!("information set {number} of player {player}");
        match (self.sets.get(&(player - 1, number)).copied(), list) {
            (None, None) => Err(self.undefined(&token, &key)),
            (None, Some((open, actions))) => {
                let declared =
                    self.builder.information_set(player - 1, name.map_or(String::new(), |(_, name)| name), actions);
                let set = declared.map_err(|error| self.not_built(&open, &key, &error))?;
                self.sets.insert((player - 1, number), set);
                Ok(set)
            }
            (Some(set), list) => {
                let known = self.builder.declared_set(set).clone();
                if let Some((open, actions)) = list {
                    self.agree(&open, &key, "actions", &actions, &known.actions);
                }
                if let Some(name) = self.agreed_name(&key, name, &known.name) {
                    self.builder.declared_set(set).name = name;
                }
                Ok(set)
            }
        }
    }

    /// `number "name" { "action" probability ... }`, name and actions optional after the first time.
    pub(super) fn chance_set(&mut self) -> Result<ChanceId, Stuck> {
        let (token, number) = self.set_number()?;
        let name = self.optional_text()?;
        let list = self.optional_lottery()?;
        let key = format!("chance set {number}");
        match (self.chances.get(&number).copied(), list) {
            (None, None) => Err(self.undefined(&token, &key)),
            (None, Some((open, lottery))) => {
                let declared = self.builder.chance_set(name.map_or(String::new(), |(_, name)| name), lottery);
                let set = declared.map_err(|error| self.not_built(&open, &key, &error))?;
                self.chances.insert(number, set);
                Ok(set)
            }
            (Some(set), list) => {
                let known = self.builder.declared_chance(set).clone();
                if let Some((open, lottery)) = list {
                    let (actions, probabilities): (Vec<_>, Vec<_>) = lottery.into_iter().unzip();
                    self.agree(&open, &key, "actions", &actions, &known.actions);
                    self.agree(&open, &key, "probabilities", &probabilities, &known.probabilities);
                }
                if let Some(name) = self.agreed_name(&key, name, &known.name) {
                    self.builder.declared_chance(set).name = name;
                }
                Ok(set)
            }
        }
    }

    /// `number "name" { payoffs }`; zero stands for no outcome, name and payoffs are optional.
    pub(super) fn outcome(&mut self) -> Result<Option<OutcomeId>, Stuck> {
        let (token, number) = self.number("outcome")?;
        let name = self.optional_text()?;
        let payoffs = self.optional_payoffs()?;
        if number == 0 {
            // Some programs write a name or zeros there; payoffs would be lost.
            if let Some((open, _)) = payoffs.filter(|(_, listed)| listed.iter().any(|(_, value)| !value.is_zero())) {
                let next = "number the outcome from 1, or remove its payoffs";
                self.tokens.fault(
                    &open,
                    "nameless-outcome",
                    "outcome 0",
                    "no payoffs: 0 means that there is no outcome",
                    next,
                );
            }
            return Ok(None);
        }
        let key = format!("outcome {number}");
        let outcome = match self.outcomes.get(&number).copied() {
            Some(outcome) => outcome,
            None => self.new_outcome(&token, number)?,
        };
        let known = self.builder.declared_outcome(outcome).clone();
        if let Some((open, listed)) = payoffs {
            let values = listed.into_iter().map(|(_, value)| value).collect();
            if self.without_payoffs.remove(&number).is_some() {
                self.builder.declared_outcome(outcome).payoffs = values;
            } else {
                self.agree(&open, &key, "payoffs", &values, &known.payoffs);
            }
        }
        if let Some(name) = self.agreed_name(&key, name, &known.name) {
            self.builder.declared_outcome(outcome).name = name;
        }
        Ok(Some(outcome))
    }

    fn new_outcome(&mut self, token: &Token, number: u64) -> Result<OutcomeId, Stuck> {
        let zeros = vec![Rational::ZERO; self.builder.player_count()];
        let declared = self.builder.outcome("", zeros);
        let outcome = declared.map_err(|error| self.not_built(token, "outcome", &error))?;
        self.outcomes.insert(number, outcome);
        self.without_payoffs.insert(number, token.clone());
        Ok(outcome)
    }

    fn undefined(&mut self, token: &Token, key: &str) -> Stuck {
        let next = "list its actions in braces where it first occurs";
        self.tokens.fault(token, "undefined", key, "a set whose actions are known", next);
        Stuck
    }

    /// A set that the tree refuses.
    fn not_built(&mut self, open: &Token, key: &str, error: &TreeError) -> Stuck {
        let (found, expected, next) = match error {
            TreeError::NoActions { .. } => ("no actions".to_owned(), "at least one action", "name its actions"),
            TreeError::Probability { found, action, .. } => {
                (format!("probability {found} of action {action}"), "numbers from 0 to 1", "mend the probability")
            }
            TreeError::ProbabilitySum { found, .. } => (
                format!("probabilities that sum to {found}"),
                "probabilities that sum to exactly 1",
                "write thirds as `1/3`, not 0.333",
            ),
            other => (other.to_string(), "a set that can be built", "mend it"),
        };
        self.tokens.fault_as(open, "bad-set", key, found, expected, next);
        Stuck
    }

    /// Notes a fault when a repeated definition differs from the first; reading goes on.
    fn agree<T: PartialEq + std::fmt::Debug>(
        &mut self,
        open: &Token,
        key: &str,
        what: &str,
        found: &Vec<T>,
        known: &[T],
    ) {
        if found == known || self.tokens.is_hopeless() {
            return;
        }
        let found = if found.len() == known.len() {
            format!("{what} that differ from those given first")
        } else {
            format!("{} {what} after {} the first time", found.len(), known.len())
        };
        let expected = format!("the {what} given where it first occurs, or none");
        self.tokens.fault_as(open, "disagrees", key, found, &expected, "repeat them unchanged or leave them out");
    }

    /// The name that a set or outcome without one takes from a later mention; another name is a fault.
    fn agreed_name(&mut self, key: &str, name: Option<(Token, String)>, known: &str) -> Option<String> {
        let (token, name) = name?;
        if name == known || name.is_empty() {
            return None;
        }
        if known.is_empty() {
            return Some(name);
        }
        if !self.tokens.is_hopeless() {
            let expected = format!("the name given first, `{known}`, or none");
            self.tokens.fault(&token, "disagrees", key, &expected, "repeat the name unchanged or leave it out");
        }
        None
    }
}
