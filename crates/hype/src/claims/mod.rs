//! The verdicts that this crate can give.
//!
//! A judge runs a registered model at one value of a parameter and answers yes or no; what the essay asserts decides
//! which values count. A trough is a level of half or less of what it was. Every claim of the domain has a judge.

mod arithmetic;
mod cadence;
mod crowds;
mod cycles;
mod mechanisms;
mod quoted;
mod troughs;

use moloch_core::{Inputs, Judge, JudgeError, Parameter};

use crate::{Band, Periodic, ShotNoise, ShotNoiseOutcome, decay};

/// Every judge of this crate.
pub static JUDGES: &[Judge] = &[
    cadence::ATTENTION_FADES,
    cadence::REQUIRED_JUMP,
    cadence::EVENT_TIMELINE,
    cadence::SIX_VERSIONS,
    cadence::STACKED_STORIES,
    cadence::YEARLY_BASELINE,
    cycles::DECAY,
    cycles::HISTORICAL_LAGS,
    cycles::BLOCKCHAIN,
    troughs::NEWS_EVERY_TWO_WEEKS,
    troughs::IMPOSSIBLE,
    troughs::TWO_YEARS_AT_THE_PEAK,
    troughs::INVEST_AT_THE_PEAK,
    arithmetic::FIVE_PHASES,
    cycles::DECLINE_AFTER_ONE_MONTH,
    cycles::NEVER_FELL,
    mechanisms::MONTHLY_CAPABILITY,
    mechanisms::EXPECTATIONS_OUTRUN,
    mechanisms::FATIGUE,
    mechanisms::PLATEAU_OR_SPIRAL,
    crowds::TEN_BILLION_HEADLINE,
    crowds::SOCIAL_PROOF,
    crowds::TOO_BIG_TO_DEFLATE,
    crowds::CORRECTION_SUPPRESSED,
];

/// The registered model, starting at the level 1.
fn periodic(lost_in_a_month: f64, interval: f64, jump: f64, announcements: usize) -> Result<Band, JudgeError> {
    let decay = decay::rate_of_loss(lost_in_a_month);
    let start = Some(1.0);
    Ok(Periodic { decay, interval, jump, start, announcements, trough: quoted::TROUGH }.checked()?.solve()?)
}

/// The registered model at the hype essay's decay, with exponential jumps of mean 1 and a mean interval in months.
fn random(interval: f64, thresholds: Vec<f64>) -> Result<ShotNoiseOutcome, JudgeError> {
    let news = ShotNoise {
        decay: decay::rate_of_loss(quoted::LOST_IN_A_MONTH),
        rate: interval.recip(),
        jump: 1.0,
        jumps: crate::JumpLaw::Exponential,
        thresholds,
        paths: None,
    };
    Ok(news.checked()?.solve()?)
}

/// A span of time in months that is asserted on an interval.
const fn months(name: &'static str, asserted: (f64, f64), explored: (f64, f64)) -> Parameter {
    Parameter { name, unit: "month", asserted, explored }
}

/// A pure number that is asserted on an interval.
const fn number(name: &'static str, asserted: (f64, f64), explored: (f64, f64)) -> Parameter {
    Parameter { name, unit: "", asserted, explored }
}
