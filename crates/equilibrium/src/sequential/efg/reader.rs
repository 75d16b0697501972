//! Reads `.efg`: header, players, comment, then the nodes in prefix order.

use std::collections::BTreeMap;
use std::io::Read;

use crate::finite::formats::{FormatError, Kind, Stuck, Token, Tokens};
use crate::finite::{NumberError, Rational, parse_exact};
use crate::sequential::build::{ChanceId, NewNode, OutcomeId, SetId, TreeBuilder};
use crate::sequential::error::TreeError;
use crate::sequential::tree::Tree;

/// What the file is called in messages.
const WHAT: &str = "sequential game";

/// Reads a tree from text; `name` is the file's name in messages.
///
/// # Errors
///
/// Every fault that was found, each with its place, what stands there, what may stand there and what to do.
///
/// ```
/// use moloch_equilibrium::sequential::efg;
///
/// let tree = efg::parse("heads.efg", r#"EFG 2 R "Call it" { "Ann" } p "" 1 1 { "yes" "no" } 0
///     t "" 1 { 1 } t "" 2 { 0 }"#)?;
/// assert_eq!(tree.node_count(), 3);
/// let fault = efg::parse("bad.efg", r#"EFG 2 R "Bad" { "Ann" } q"#).unwrap_err();
/// assert!(fault.to_string().contains("found `q`, expected a node"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn parse(name: &str, text: &str) -> Result<Tree, FormatError> {
    read(name, text.as_bytes())
}

/// Reads a tree from a stream, which is never held in memory as a whole.
///
/// # Errors
///
/// As [`parse`], and when the source cannot be read.
pub fn read(name: &str, source: impl Read) -> Result<Tree, FormatError> {
    let mut tokens = Tokens::new(name, source);
    match tree(&mut tokens) {
        Ok(tree) if tokens.is_sound() => Ok(tree),
        _ => Err(tokens.into_error(WHAT, name)),
    }
}

fn tree<R: Read>(tokens: &mut Tokens<R>) -> Result<Tree, Stuck> {
    let builder = header(tokens)?;
    let mut reader = Reader {
        tokens,
        builder,
        sets: BTreeMap::new(),
        chances: BTreeMap::new(),
        outcomes: BTreeMap::new(),
        without_payoffs: BTreeMap::new(),
    };
    while !reader.builder.is_finished() {
        reader.node()?;
    }
    reader.finish()
}

/// `EFG 2 R "title" { "player" ... } "comment"`, the comment optional.
fn header<R: Read>(tokens: &mut Tokens<R>) -> Result<TreeBuilder, Stuck> {
    keyword(tokens, &["EFG"], "a file of this format starts with `EFG 2 R` and the title")?;
    keyword(tokens, &["2"], "this is the only version there is")?;
    keyword(tokens, &["R", "D"], "write `R` (exact numbers) or `D` (decimals); both are read exactly")?;
    let title = text(tokens, "title", "the title in quotes")?;
    let open = take(tokens)?;
    if open.kind != Kind::Open {
        return Err(refuse(
            tokens,
            &open,
            "players",
            "`{` and the players' names",
            "list the players: `{ \"Ann\" \"Bob\" }`",
        ));
    }
    let players = names(tokens, "players")?;
    if players.is_empty() {
        return Err(refuse(tokens, &open, "players", "at least one player", "name the players: `{ \"Ann\" \"Bob\" }`"));
    }
    let mut builder = Tree::builder(title, players);
    if matches!(tokens.peek()?.kind, Kind::Text(_)) {
        builder.comment(text(tokens, "comment", "the comment in quotes")?);
    }
    Ok(builder)
}

fn keyword<R: Read>(tokens: &mut Tokens<R>, allowed: &[&str], next: &str) -> Result<(), Stuck> {
    let token = take(tokens)?;
    if matches!(&token.kind, Kind::Word(word) if allowed.contains(&word.as_str())) {
        return Ok(());
    }
    let expected: Vec<String> = allowed.iter().map(|word| format!("`{word}`")).collect();
    Err(refuse(tokens, &token, "header", &expected.join(" or "), next))
}

fn text<R: Read>(tokens: &mut Tokens<R>, key: &str, expected: &str) -> Result<String, Stuck> {
    let token = take(tokens)?;
    match token.kind {
        Kind::Text(text) => Ok(text),
        _ => Err(refuse(tokens, &token, key, expected, "write it in quotes; empty quotes will do")),
    }
}

/// Names in quotes up to the closing brace; the opening one has been taken.
fn names<R: Read>(tokens: &mut Tokens<R>, key: &str) -> Result<Vec<String>, Stuck> {
    let mut names = Vec::new();
    loop {
        let token = take(tokens)?;
        match token.kind {
            Kind::Close => return Ok(names),
            Kind::Text(name) => names.push(name),
            Kind::Comma => {}
            _ => {
                return Err(refuse(
                    tokens,
                    &token,
                    key,
                    "a name in quotes or `}`",
                    "put names in quotes, close with `}`",
                ));
            }
        }
    }
}

fn take<R: Read>(tokens: &mut Tokens<R>) -> Result<Token, Stuck> {
    tokens.take()
}

/// Notes a fault after which reading cannot go on.
fn refuse<R: Read>(tokens: &mut Tokens<R>, token: &Token, key: &str, expected: &str, next: &str) -> Stuck {
    let code = if token.kind == Kind::End { "unexpected-end" } else { "unexpected" };
    tokens.fault(token, code, key, expected, next);
    Stuck
}

/// A number of a list with the token it was read from.
type Listed = (Token, Rational);
/// Chance actions with their probabilities, after the brace that opens the list.
type Lottery = (Token, Vec<(String, Rational)>);

struct Reader<'a, R> {
    tokens: &'a mut Tokens<R>,
    builder: TreeBuilder,
    /// Information sets by player and number.
    sets: BTreeMap<(usize, u64), SetId>,
    chances: BTreeMap<u64, ChanceId>,
    outcomes: BTreeMap<u64, OutcomeId>,
    /// Outcomes whose payoffs have not been met yet, with the first place that names them.
    without_payoffs: BTreeMap<u64, Token>,
}

impl<R: Read> Reader<'_, R> {
    /// One node: `c`, `p` or `t` and what follows.
    fn node(&mut self) -> Result<(), Stuck> {
        let token = take(self.tokens)?;
        let kind = match &token.kind {
            Kind::Word(word) => word.as_str(),
            _ => "",
        };
        if !["c", "p", "t"].contains(&kind) {
            return Err(self.no_node(&token));
        }
        let label = text(self.tokens, "node", "the node's label in quotes")?;
        let what = match kind {
            "c" => NewNode::Chance(self.chance_set()?),
            "p" => NewNode::Move(self.information_set()?),
            _ => NewNode::End,
        };
        let outcome = self.outcome()?;
        match self.builder.node(label, what, outcome) {
            Ok(_) => Ok(()),
            Err(error) => {
                let found = format!("a game too large: {error}");
                self.tokens.fault_as(&token, "too-large", "", found, "a smaller game", "split the game");
                Err(Stuck)
            }
        }
    }

    fn no_node(&mut self, token: &Token) -> Stuck {
        let open = self.builder.open_places();
        let next = format!(
            "the tree lacks at least {open} node{}: check that every action has its node",
            if open == 1 { "" } else { "s" }
        );
        refuse(self.tokens, token, "node", "a node: `c`, `p` or `t`", &next)
    }

    /// After the last node: nothing may follow, and every outcome must have payoffs.
    fn finish(self) -> Result<Tree, Stuck> {
        let token = take(self.tokens)?;
        if token.kind != Kind::End {
            let next = "every action has its node already: remove what follows, or check the numbers of actions";
            return Err(refuse(self.tokens, &token, "node", "the end of the file", next));
        }
        for (number, token) in &self.without_payoffs {
            let key = format!("outcome {number}");
            let next = "give the payoffs in braces where the outcome is first used";
            self.tokens.fault(token, "no-payoffs", &key, "an outcome with payoffs", next);
        }
        self.builder.finish().map_err(|error| {
            self.tokens.fault_as(&token, "no-tree", "", error.to_string(), "a tree", "check the file");
            Stuck
        })
    }

    /// `player number "name" { "action" ... }`, name and actions optional after the first time.
    fn information_set(&mut self) -> Result<SetId, Stuck> {
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
    fn chance_set(&mut self) -> Result<ChanceId, Stuck> {
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
    fn outcome(&mut self) -> Result<Option<OutcomeId>, Stuck> {
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

    fn optional_text(&mut self) -> Result<Option<(Token, String)>, Stuck> {
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

    fn optional_names(&mut self) -> Result<Option<(Token, Vec<String>)>, Stuck> {
        let Some(open) = self.optional_open()? else { return Ok(None) };
        Ok(Some((open, names(self.tokens, "actions")?)))
    }

    fn optional_lottery(&mut self) -> Result<Option<Lottery>, Stuck> {
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

    fn optional_payoffs(&mut self) -> Result<Option<(Token, Vec<Listed>)>, Stuck> {
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
                    let found = format!("{} payoffs", payoffs.len());
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
    fn number(&mut self, key: &str) -> Result<(Token, u64), Stuck> {
        let token = take(self.tokens)?;
        if let Kind::Word(word) = &token.kind
            && let Ok(number) = word.parse()
        {
            return Ok((token, number));
        }
        let next = "see the format's page for the order of the fields";
        Err(refuse(self.tokens, &token, key, &format!("the number of the {key}"), next))
    }

    fn set_number(&mut self) -> Result<(Token, u64), Stuck> {
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
