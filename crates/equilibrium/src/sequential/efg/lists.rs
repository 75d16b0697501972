//! Numbers, and lists that may be left out.

use std::io::Read;

use super::reader::Reader;
use super::words::{action_names, refuse, take};
use crate::finite::formats::{Kind, SCALE, Stuck, Token, is_within_doubles, within_doubles};
use crate::finite::{Number, NumberError, Rational, parse_exact};

/// A number of a list with the token it was read from.
pub(super) type Listed = (Token, Rational);
/// Chance actions with their probabilities, after the brace that opens the list.
pub(super) type Lottery = (Token, Vec<(String, Rational)>);

impl<R: Read> Reader<'_, R> {
    pub(super) fn optional_text(&mut self) -> Result<Option<(Token, String)>, Stuck> {
        if !matches!(self.tokens.peek()?.kind, Kind::Text(_)) {
            return Ok(None);
        }
        let token = take(self.tokens)?;
        let Kind::Text(text) = &token.kind else { return Ok(None) };
        let text = text.clone();
        Ok(Some((token, text)))
    }

    fn optional_open(&mut self) -> Result<Option<Token>, Stuck> {
        if self.tokens.peek()?.kind == Kind::Open { take(self.tokens).map(Some) } else { Ok(None) }
    }

    pub(super) fn optional_names(&mut self) -> Result<Option<(Token, Vec<String>)>, Stuck> {
        let Some(open) = self.optional_open()? else { return Ok(None) };
        Ok(Some((open, action_names(self.tokens)?)))
    }

    pub(super) fn optional_lottery(&mut self) -> Result<Option<Lottery>, Stuck> {
        let Some(open) = self.optional_open()? else { return Ok(None) };
        let mut lottery = Vec::new();
        loop {
            let token = take(self.tokens)?;
            match &token.kind {
                Kind::Close => return Ok(Some((open, lottery))),
                Kind::Comma => {}
                Kind::Text(action) => {
                    let key = format!("probability of `{action}`");
                    let (_, probability) = self.exact(&key, "a probability")?;
                    lottery.push((action.clone(), probability));
                }
                _ => {
                    let next = "give each chance action its name in quotes, then its probability";
                    return Err(refuse(self.tokens, &token, "actions", "an action in quotes or `}`", next));
                }
            }
        }
    }

    pub(super) fn optional_payoffs(&mut self) -> Result<Option<(Token, Vec<Listed>)>, Stuck> {
        let Some(open) = self.optional_open()? else { return Ok(None) };
        let players = self.builder.player_count();
        let mut payoffs: Vec<Listed> = Vec::new();
        loop {
            let kind = &self.tokens.peek()?.kind;
            if *kind == Kind::Comma {
                take(self.tokens)?;
            } else if *kind == Kind::Close {
                let close = take(self.tokens)?;
                if payoffs.len() < players {
                    let plural = if payoffs.len() == 1 { "" } else { "s" };
                    let found = format!("{} payoff{plural}", payoffs.len());
                    self.wrong_number(&close, found);
                    return Err(Stuck);
                }
                return Ok(Some((open, payoffs)));
            } else {
                let listed = self.exact("payoff", "a payoff")?;
                if payoffs.len() == players {
                    let found = format!("{}, one payoff too many", listed.0.found());
                    self.wrong_number(&listed.0, found);
                    return Err(Stuck);
                }
                if !is_within_doubles(&Number::Rational(listed.1.clone())) {
                    self.tokens.fault(&listed.0, "range-too-wide", "payoff", &within_doubles(), SCALE);
                    return Err(Stuck);
                }
                payoffs.push(listed);
            }
        }
    }

    fn wrong_number(&mut self, token: &Token, found: String) {
        let expected = format!("{} payoffs, one per player", self.builder.player_count());
        self.tokens.fault_as(
            token,
            "wrong-number",
            "payoffs",
            found,
            &expected,
            "list one payoff per player of the header",
        );
    }

    /// A nonnegative whole number.
    pub(super) fn number(&mut self, key: &str) -> Result<(Token, u64), Stuck> {
        let token = take(self.tokens)?;
        if let Kind::Word(word) = &token.kind
            && let Ok(number) = word.parse()
        {
            return Ok((token, number));
        }
        let next = "see the format's page for the order of the fields";
        Err(refuse(self.tokens, &token, key, &format!("the number of the {key}"), next))
    }

    pub(super) fn set_number(&mut self) -> Result<(Token, u64), Stuck> {
        let (token, number) = self.number("information set")?;
        if number > 0 {
            return Ok((token, number));
        }
        let next = "number information sets from 1";
        Err(refuse(self.tokens, &token, "information set", "a whole number from 1", next))
    }

    fn exact(&mut self, key: &str, what: &str) -> Result<Listed, Stuck> {
        let token = take(self.tokens)?;
        let expected = format!("{what}: an integer, a decimal or a fraction");
        let Kind::Word(word) = &token.kind else {
            return Err(refuse(self.tokens, &token, key, &expected, "give every entry its number"));
        };
        match parse_exact(word) {
            Ok(value) => Ok((token, value)),
            Err(error) => {
                let next = match error {
                    NumberError::Malformed { .. } => "write it like 3, -0.5, 1e-3 or 31/3",
                    NumberError::ZeroDenominator { .. } => "do not divide by zero",
                    _ => "use a number of at most 4096 characters and powers of ten from -1000 to 1000",
                };
                self.tokens.fault(&token, "bad-number", key, &expected, next);
                Err(Stuck)
            }
        }
    }
}
