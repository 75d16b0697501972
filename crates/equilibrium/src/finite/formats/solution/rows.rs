//! Gambit's rows: `NE,1/2,1/2,1,0`, one equilibrium to a line, the players' probabilities one after the other.

use std::io::Read;

use super::super::error::FormatError;
use super::super::labels::number_advice;
use super::super::token::{Kind, Token, Tokens};
use super::convert::places;
use super::write::rounded;
use crate::finite::check::{Claim, ClaimedPoint, Mixes};
use crate::finite::exact::{Rational, parse_exact};
use crate::finite::game::Game;

/// Decimal places that a row can have.
const MAX_PLACES: u32 = 1_000;

/// The extreme equilibria and points of a solution as rows: fractions, or decimals with so many places.
pub fn write(claim: &Claim, decimals: Option<u32>) -> String {
    let extreme = claim.components.iter().flat_map(|component| &component.extreme_points).map(|point| (point, None));
    let points = claim.points.iter().map(|point| (&point.mixes, point.digits));
    let row = |(mixes, digits): (&Mixes, Option<u32>)| {
        let share = |share: &Rational| match decimals.or(digits) {
            None => share.to_string(),
            Some(places) => rounded(share, places.min(digits.unwrap_or(places)).min(MAX_PLACES)),
        };
        let shares: Vec<String> = mixes.iter().flatten().map(share).collect();
        format!("NE,{}\n", shares.join(","))
    };
    extreme.chain(points).map(row).collect()
}

/// Reads rows as equilibria of a game; `name` is what messages call the file. Nothing that they say is checked.
///
/// # Errors
///
/// All faults found, each with line, column, what was expected and what to do.
///
/// ```
/// use moloch_equilibrium::finite::{Game, formats::solution::rows};
///
/// let pennies = Game::zero_sum(&[[1, -1], [-1, 1]])?;
/// let claim = rows::read("pennies.ne", "NE,1/2,1/2,1/2,1/2\n".as_bytes(), &pennies)?;
/// assert_eq!(rows::write(&claim, None), "NE,1/2,1/2,1/2,1/2\n");
/// assert_eq!(rows::write(&claim, Some(2)), "NE,0.50,0.50,0.50,0.50\n");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn read(name: &str, source: impl Read, game: &Game) -> Result<Claim, FormatError> {
    let counts = game.action_counts();
    let expected = format!("{}, one for each action of each player", counts.iter().sum::<usize>());
    let points = read_as(name, source, &expected, |row| point(row, counts))?;
    Ok(Claim::of_points(points))
}

/// A row as it is written: probabilities, and the places of that with most of them.
pub(crate) struct Row {
    pub(crate) shares: Vec<Rational>,
    pub(crate) digits: Option<u32>,
}

/// Reads rows; `meaning` says what a row stands for, or `None` where its length is none of the `expected` ones.
pub(crate) fn read_as<T>(
    name: &str,
    source: impl Read,
    expected: &str,
    mut meaning: impl FnMut(Row) -> Option<T>,
) -> Result<Vec<T>, FormatError> {
    let mut tokens = Tokens::new(name, source);
    let mut found = Vec::new();
    while let Ok(token) = tokens.take() {
        if token.kind == Kind::End && found.is_empty() && tokens.is_sound() {
            let nothing = "no equilibrium in it".to_owned();
            let next = "give rows of `moloch solve GAME --format gambit`; with --format json the file also says that there is none";
            tokens.fault_as(&token, "no-equilibrium", "", nothing, "rows such as NE,1,0,1/2,1/2, or our JSON", next);
        }
        if token.kind == Kind::End || tokens.is_hopeless() {
            break;
        }
        let Some(row) = row(&mut tokens, &token) else { continue };
        let length = row.shares.len();
        match meaning(row) {
            Some(meant) => found.push(meant),
            None => {
                let length = format!("a row of {length} probabilities");
                tokens.fault_as(&token, "count-mismatch", "", length, expected, "is this a solution of another game?");
            }
        }
    }
    if tokens.is_sound() { Ok(found) } else { Err(tokens.into_error("solution", name)) }
}

/// The profile of players with so many actions each; `None` when the row has another length.
pub(crate) fn point(row: Row, counts: &[usize]) -> Option<ClaimedPoint> {
    let Row { shares, digits } = row;
    Some(ClaimedPoint { mixes: grouped(shares, counts)?, digits, radius: None, index: None, regret: None })
}

/// Numbers in groups of these lengths; `None` when there are more or fewer.
pub(crate) fn grouped(shares: Vec<Rational>, counts: &[usize]) -> Option<Mixes> {
    if shares.len() != counts.iter().sum::<usize>() {
        return None;
    }
    let mut shares = shares.into_iter();
    Some(counts.iter().map(|&count| shares.by_ref().take(count).collect()).collect())
}

/// One row after its first token; a row with a fault is noted and left out.
fn row<R: Read>(tokens: &mut Tokens<R>, start: &Token) -> Option<Row> {
    let is_row = matches!(&start.kind, Kind::Word(word) if word == "NE");
    if !is_row {
        let next = "give rows as Gambit prints them without -c, or our JSON";
        tokens.fault(start, "syntax", "", "a row that starts with NE", next);
    }
    let mut shares = Vec::new();
    let mut digits = None;
    let mut sound = is_row;
    // A row ends where its line ends, or, when a comma is missing there, where the next one starts.
    while let Ok(next) = tokens.peek() {
        if next.kind == Kind::End || next.mark.line != start.mark.line {
            break;
        }
        let Ok(token) = tokens.take() else { break };
        match &token.kind {
            Kind::Comma => {}
            _ if !sound => {}
            Kind::Word(word) => match parse_exact(word) {
                Ok(share) => {
                    if !word.contains('/') && word.contains(['.', 'e', 'E']) {
                        digits = digits.max(Some(places(word)));
                    }
                    shares.push(share);
                }
                Err(error) => {
                    let (code, next) = number_advice(&error);
                    let key = format!("probability {}", shares.len() + 1);
                    tokens.fault(&token, code, &key, "a fraction or a decimal", &next);
                    sound = false;
                }
            },
            _ => {
                tokens.fault(&token, "syntax", "", "a probability", "separate probabilities by commas");
                sound = false;
            }
        }
    }
    sound.then_some(Row { shares, digits })
}
