//! `moloch solve`: a game file in, its equilibria out.

mod table;
mod tree;

use std::path::Path;

use moloch_core::{Completeness, Effort};
use moloch_equilibrium::finite::check::Claim;
use moloch_equilibrium::finite::formats::solution;
use moloch_equilibrium::finite::solve::{Equilibria, Method, Request, Solution, Wanted, solve};
use moloch_equilibrium::finite::{Game, Rule, Scope, SolveError, select};
use moloch_equilibrium::sequential::{Form, normal_form};

use crate::arguments::SolutionFormat;
use crate::commands::concept::{self, Concept, Question};
use crate::commands::game_file::{self, Written};
use crate::outcome::{Failure, Outcome};
use crate::screen::{self, Screen};

/// What was typed after `moloch solve`.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag that is typed or not")]
pub(crate) struct Asked<'a> {
    pub(crate) game: &'a Path,
    pub(crate) method: Option<&'a str>,
    pub(crate) wanted: Wanted,
    /// Whether `--all` was typed.
    pub(crate) all: bool,
    pub(crate) format: SolutionFormat,
    pub(crate) decimals: Option<u8>,
    pub(crate) strict: bool,
    pub(crate) minimise: bool,
    pub(crate) select: Option<&'a str>,
    pub(crate) strategic: bool,
    /// Whether `--strategic` was typed; `--all` asks for it too.
    pub(crate) strategic_typed: bool,
    pub(crate) objective: Option<&'a str>,
    pub(crate) leader: Option<&'a str>,
    pub(crate) seed: u64,
    pub(crate) effort: Effort,
}

pub(crate) fn run(asked: &Asked<'_>, screen: Screen) -> Outcome {
    refuse_what_nothing_reads(asked, screen)?;
    let rule = asked.select.map(rule_named).transpose()?;
    if let Some(concept) = asked.method.and_then(Concept::named) {
        return of_concept(concept, asked, screen);
    }
    if let Some(option) = [("--objective", asked.objective), ("--leader", asked.leader)].iter().find(|o| o.1.is_some())
    {
        return Err(Failure::BadInput(format!(
            "failed to read {}: it goes with --method correlated, coarse-correlated or stackelberg\n  next: name one of these, or leave it out",
            option.0
        )));
    }
    match game_file::read(asked.game)? {
        Written::Strategic(game) => {
            if asked.strategic_typed {
                return Err(unread("--strategic", "the file is in strategic form already"));
            }
            let method = asked.method.map(named).transpose()?;
            let game = if asked.minimise { game_file::negated(&game)? } else { game };
            solved(&game, method, rule, asked, screen)
        }
        Written::Sequential(tree) => tree::run(&tree, rule, asked, screen),
    }
}

/// Options that would change nothing are mistakes, not wishes.
fn refuse_what_nothing_reads(asked: &Asked<'_>, screen: Screen) -> Outcome {
    if asked.decimals.is_some() && asked.format != SolutionFormat::Gambit {
        return Err(unread("--decimals", "only Gambit's rows have digits to choose: add --format gambit"));
    }
    if screen.json() && asked.format == SolutionFormat::Gambit {
        return Err(unread("--json", "--format gambit asks for rows"));
    }
    if asked.wanted == Wanted::First && asked.method.is_some() {
        return Err(unread("--first", "--method names the method, which --first would choose"));
    }
    Ok(())
}

fn unread(option: &str, why: &str) -> Failure {
    Failure::BadInput(format!("failed to read {option}: {why}\n  next: leave one of them out"))
}

/// Answers what is asked beside Nash equilibria; trees are asked through their reduced strategic form.
fn of_concept(concept: Concept, asked: &Asked<'_>, screen: Screen) -> Outcome {
    if asked.format == SolutionFormat::Gambit || asked.select.is_some() {
        return Err(Failure::BadInput(
            "failed to show the answer: Gambit's rows and rules of selection are for Nash equilibria\n  next: leave out --format gambit and --select".to_owned(),
        ));
    }
    let game = match game_file::read(asked.game)? {
        Written::Strategic(game) => game,
        Written::Sequential(tree) => normal_form(&tree, Form::Reduced).map_err(failed)?.game().clone(),
    };
    let game = if asked.minimise { game_file::negated(&game)? } else { game };
    let Asked { objective, leader, strict, .. } = *asked;
    let question = Question { concept, objective, leader, strict, effort: &asked.effort };
    concept::run(&game, &question, screen.json() || asked.format == SolutionFormat::Json, screen)
}

/// Solves a game in strategic form and shows the result.
fn solved(game: &Game, method: Option<Method>, rule: Option<Rule>, asked: &Asked<'_>, screen: Screen) -> Outcome {
    if let Some(method) = method.filter(|method| asked.all && method.scope() != Scope::All) {
        return Err(unread("--all", &format!("--method {method} looks for {}", method.finds())));
    }
    let request = Request { method, wanted: asked.wanted, seed: asked.seed, effort: asked.effort.clone() };
    let solution = solve(game, &request).map_err(unsolved)?;
    screen.clear_progress();
    let refusal = asked.strict.then(|| shortfall(&solution, asked.wanted)).flatten();
    if let Some(why) = refusal {
        return Err(Failure::Failed(format!(
            "failed to solve the game strictly: {why}\n  next: leave out --strict to see what was found"
        )));
    }
    match rule {
        Some(rule) => chosen(game, &solution, rule, asked, screen)?,
        None => show(game, &solution, asked, screen)?,
    }
    match solution.equilibria.completeness() {
        Completeness::Partial { .. } => Err(Failure::Partial(String::new())),
        _ if !solution.equilibria.status().is_success() => Err(Failure::Partial(String::new())),
        // All equilibria were asked for, and the game is too large to look for more than the pure ones.
        _ if method.is_none() && asked.wanted == Wanted::All && solution.equilibria.scope() != Scope::All => {
            Err(Failure::Partial(String::new()))
        }
        _ => Ok(()),
    }
}

/// A method that does not suit the game is a mistake of whoever chose it.
fn unsolved(error: SolveError) -> Failure {
    match error {
        SolveError::Game(_) | SolveError::Unsuitable { .. } => {
            Failure::BadInput(format!("failed to {error}\n  next: leave --method out, and one that fits is chosen"))
        }
        other => failed(other),
    }
}

fn failed(error: impl std::fmt::Display) -> Failure {
    Failure::Failed(format!("failed to {error}"))
}

fn named(name: &str) -> Result<Method, Failure> {
    Method::named(name).ok_or_else(|| {
        let methods = Method::ALL.iter().map(|method| format!("{method}: {}", method.finds()));
        let known: Vec<String> = methods.chain(Concept::list()).map(|line| format!("    {line}")).collect();
        Failure::BadInput(format!(
            "failed to choose the method: found `{name}`\n  expected one of\n{}\n  next: give one of these names, or leave --method out",
            known.join("\n")
        ))
    })
}

/// Rules of selection by the names that are typed.
const RULES: [(&str, Rule); 5] = [
    ("all", Rule::All),
    ("payoff-dominant", Rule::PayoffDominant),
    ("risk-dominant", Rule::RiskDominant),
    ("maximum-entropy", Rule::MaximumEntropy),
    ("logit-limit", Rule::LogitLimit),
];

fn rule_named(name: &str) -> Result<Rule, Failure> {
    RULES.into_iter().find(|(known, _)| *known == name).map(|(_, rule)| rule).ok_or_else(|| {
        let known = RULES.map(|(name, _)| name).join(", ");
        Failure::BadInput(format!("failed to choose the rule of selection: found `{name}`, expected one of {known}"))
    })
}

/// What a strict reader would not accept: less than was asked for, or another way than was announced.
fn shortfall(solution: &Solution, wanted: Wanted) -> Option<String> {
    let set = &solution.equilibria;
    if let Completeness::Partial { .. } = set.completeness() {
        return Some(set.completeness().to_string());
    }
    if !set.status().is_success() {
        return Some(set.status().to_string());
    }
    if let Some(change) = set.change() {
        return Some(format!("the arithmetic was changed on the way: {change}"));
    }
    let less = wanted == Wanted::All && set.scope() != Scope::All;
    less.then(|| format!("all equilibria were asked for; {} looks for {}", solution.method, solution.method.finds()))
}

fn show(game: &Game, solution: &Solution, asked: &Asked<'_>, screen: Screen) -> Outcome {
    if screen.json() || asked.format == SolutionFormat::Json {
        return screen::result(&solution::write(&claim(game, solution, asked)));
    }
    match asked.format {
        SolutionFormat::Gambit => {
            let rows = solution::rows::write(&claim(game, solution, asked), asked.decimals.map(u32::from));
            if rows.is_empty() { Ok(()) } else { screen::result(&rows) }
        }
        _ => screen::result(&table::text(game, solution)),
    }
}

fn claim(game: &Game, solution: &Solution, asked: &Asked<'_>) -> Claim {
    let seed = Some(asked.seed);
    match &solution.equilibria {
        Equilibria::Exact(set) => solution::from_set(game, set, seed),
        Equilibria::Numerical(set) => solution::from_numerical(game, set, seed),
    }
}

fn chosen(game: &Game, solution: &Solution, rule: Rule, asked: &Asked<'_>, screen: Screen) -> Outcome {
    let Equilibria::Exact(set) = &solution.equilibria else {
        return Err(Failure::BadInput(
            "failed to select an equilibrium: rules choose from exact sets, this one is known in decimals\n  next: add --method pure-enumeration to choose among the pure equilibria".to_owned(),
        ));
    };
    let is_partial = matches!(set.completeness, Completeness::Partial { .. });
    let undecided = |error: SolveError| {
        if is_partial {
            // The one that would have been chosen may be among those not found.
            return Failure::Partial(format!("failed to {error}; the set is {}", set.completeness));
        }
        Failure::Failed(format!("failed to {error}\n  next: leave --select out to see them all"))
    };
    let selection = select(game, set, rule).map_err(undecided)?;
    match asked.format {
        _ if screen.json() => screen::result_json(&table::selection_json(game, &selection)),
        SolutionFormat::Json => screen::result_json(&table::selection_json(game, &selection)),
        SolutionFormat::Gambit => screen::result(&table::selection_rows(&selection)),
        SolutionFormat::Table => screen::result(&table::selection(game, &selection)),
    }
}
