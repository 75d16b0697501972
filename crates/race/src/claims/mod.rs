//! The verdicts that this crate can give.
//!
//! A claim without figures is tried over the whole span that the model admits or that the reason names; a claim with a
//! figure is tried at the figure. Numbers that no essay gives are those of the models' worked examples.

mod arms_race;
mod blitzscaling;
mod moloch;
mod platform;
mod specialisation;

use moloch_core::{Figures, Inputs, Judge, JudgeError, Model, Number, Parameter, Trial};

use crate::contest::expected_payoff;
use crate::{Contest, Segments, SegmentsOutcome, Treadmill, TreadmillOutcome, Tullock};

/// Every judge of this crate.
pub static JUDGES: &[Judge] = &[
    moloch::NO_UNILATERAL_EXIT,
    moloch::ZERO_RELATIVE_GAIN,
    moloch::FRONTIER_VALUATION,
    moloch::CAPABILITY_VALUE_WEDGE,
    moloch::FIFTEEN_RIVALS_FIRST,
    moloch::FIFTY_IDENTICAL,
    moloch::CAREER_COORDINATION,
    moloch::NICHE_BELOW_NOTICE,
    arms_race::THREE_PERCENT_EDGE,
    arms_race::MOST_NOT_BREAKTHROUGHS,
    arms_race::WASTE_EITHER_WAY,
    blitzscaling::DIFFERENT_IN_KIND,
    blitzscaling::WINNER_TENFOLD,
    blitzscaling::INTERIOR_OPTIMUM,
    blitzscaling::HALF_MEASURES,
    blitzscaling::RATIONAL_PLAY,
    blitzscaling::DEFENDER_COALITION,
    platform::BREADTH_DILUTION,
    platform::BEST_MODEL_WINS,
    platform::ESCALATION,
    specialisation::ASYMMETRIC_CREDIBILITY,
    specialisation::GENERALIST_SQUEEZED,
    specialisation::EXPLOIT_CONSTRAINTS,
    specialisation::COMPETITION_TRAP,
];

/// A trial with its numbers.
fn trial(holds: bool, numbers: impl IntoIterator<Item = Number>) -> Result<Trial, JudgeError> {
    Ok(Trial { holds, numbers: numbers.into_iter().collect() })
}

/// A pure number as the parameter.
const fn pure(name: &'static str, asserted: (f64, f64), explored: (f64, f64)) -> Parameter {
    Parameter { name, unit: "", asserted, explored }
}

/// The decisiveness, tried over the whole span of the contest model unless the caller narrows it.
fn any_decisiveness(_: &Figures) -> Result<Parameter, JudgeError> {
    Ok(pure("decisiveness r", (0.2, 2.0), (0.2, 4.0)))
}

/// The nearest whole number of labs, at least one.
fn whole(at: f64) -> usize {
    (1..=10_000).find(|&labs| at < labs as f64 + 0.5).unwrap_or(10_000)
}

/// The equilibrium of equal labs in which all take part, if there is one; for one prize of 1 and unit cost 1.
fn equal_labs(labs: usize, decisiveness: f64) -> Result<Option<Contest>, JudgeError> {
    let contest = Tullock { values: vec![1.0; labs], costs: vec![1.0; labs], decisiveness }.checked()?;
    let all_active = |race: &Contest| labs == 1 || race.efforts.iter().all(|effort| *effort > 0.0);
    Ok(contest.solve()?.equilibria.into_iter().find(all_active))
}

/// The equilibrium of equal labs in the lottery contest, where there always is one.
fn lottery(labs: usize) -> Result<Contest, JudgeError> {
    equal_labs(labs, 1.0)?.ok_or_else(|| "find the lottery's equilibrium, which always exists".into())
}

/// The probability with which a lab at this effort wins against rivals at theirs.
fn odds_of_winning(own: f64, rivals: &[f64], decisiveness: f64) -> f64 {
    let rivals: Vec<(f64, f64)> = rivals.iter().map(|&effort| (effort, 1.0)).collect();
    expected_payoff(1.0, 0.0, own, &rivals, decisiveness)
}

/// The treadmill's worked example with the value of position, its stigma and the convexity in units of its cost.
fn treadmill(advantage: f64, stigma: f64, convexity: f64) -> Result<TreadmillOutcome, JudgeError> {
    let example = Treadmill::example();
    let cost = example.cost + example.forgone;
    let scaled =
        Treadmill { advantage: advantage * cost, stigma: stigma * cost, convexity: convexity * cost, ..example };
    Ok(scaled.checked()?.solve()?)
}

/// The race over segments' worked example, changed.
fn race(change: impl FnOnce(&mut Segments)) -> Result<SegmentsOutcome, JudgeError> {
    let mut race = Segments::example();
    change(&mut race);
    Ok(race.checked()?.solve()?)
}
