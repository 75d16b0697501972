//! One equilibrium of a two-player tree by complementary pivoting on its sequence form.

use moloch_core::{Certified, Completeness, Effort, Status, Stop};

use super::certificate::exact_regrets;
use super::complementarity::{LongProblem, Problem, ShortProblem};
use super::error::SequentialError;
use super::result::BehaviourSet;
use super::sequence::SequenceForm;
use super::tree::Tree;
use crate::finite::lcp::{LcpEnd, solve_lcp};
use crate::finite::{Counter, Rational, Scope};

/// Sequences of both players that the exact tableau may have: about a gigabyte of long integers.
pub const MAX_SEQUENCES: usize = 1_500;

const TASK: &str = "solve the sequence form";

#[doc = include_str!("sequence_form.md")]
///
/// # Errors
///
/// When more than two players move, recall is imperfect, the tree has more than [`MAX_SEQUENCES`] sequences, or (a
/// mistake of this solver) the certificate does not pass.
pub fn sequence_form(tree: &Tree, effort: &Effort) -> Result<BehaviourSet, SequentialError> {
    let form = SequenceForm::new(tree)?;
    let size = form.players[0].count + form.players[1].count;
    if size > MAX_SEQUENCES {
        return Err(SequentialError::TooLarge {
            task: TASK,
            found: format!("the players have {size} sequences"),
            limit: MAX_SEQUENCES,
            next: "solve subgames apart with `subgame_perfect`, or use `agent_limit`",
        });
    }
    let mut pivots = 0;
    let short = ShortProblem::new(&form);
    let method = if form.is_constant_sum() {
        "linear programme on the sequence form, by Lemke's method on its optimality conditions (lp)"
    } else {
        "Lemke's method on the sequence form with one variable per action (lcp)"
    };
    match path(&short.problem, effort, &mut pivots)? {
        LcpEnd::Solution(z) => return certified(tree, &form, &short.plans(&z), method, pivots),
        LcpEnd::Stopped(stop) => return Ok(stopped(method, stop, pivots)),
        LcpEnd::Ray { .. } => {}
    }
    let long = LongProblem::new(&form);
    let method = "Lemke's method on the sequence form after a ray in the shorter form (lcp)";
    match path(&long.problem, effort, &mut pivots)? {
        LcpEnd::Solution(z) => certified(tree, &form, &long.plans(&z), method, pivots),
        LcpEnd::Stopped(stop) => Ok(stopped(method, stop, pivots)),
        LcpEnd::Ray { .. } => Err(SequentialError::Failed {
            task: TASK,
            why: "the path ended on a ray, which the theorem excludes".to_owned(),
            next: "report the game that led here",
        }),
    }
}

fn stopped(method: &'static str, stop: Stop, pivots: u64) -> BehaviourSet {
    let counters = vec![Counter { what: "pivots", count: pivots }];
    BehaviourSet::stopped(method, stop, "the rest of the path".to_owned(), counters)
}

fn path(problem: &Problem, effort: &Effort, pivots: &mut u64) -> Result<LcpEnd, SequentialError> {
    let search = solve_lcp(&problem.m, &problem.q, None, effort).map_err(|error| SequentialError::Failed {
        task: TASK,
        why: error.to_string(),
        next: "report the game that led here",
    })?;
    *pivots += search.pivots;
    Ok(search.end)
}

fn certified(
    tree: &Tree,
    form: &SequenceForm,
    plans: &[Vec<Rational>; 2],
    method: &'static str,
    pivots: u64,
) -> Result<BehaviourSet, SequentialError> {
    let profile = form.behaviour(tree, [&plans[0], &plans[1]]);
    let certificate = exact_regrets(tree, &profile)?.certificate();
    Ok(BehaviourSet {
        equilibria: vec![Certified::new(profile, certificate)?],
        in_doubles: Vec::new(),
        scope: Scope::One,
        is_subgame_perfect: false,
        completeness: Completeness::Sample,
        method,
        status: Status::ClosedForm,
        counters: vec![Counter { what: "pivots", count: pivots }],
    })
}
