//! Claims about loops: what racing, adoption, cheap compute and hype do to one another.

use moloch_core::{Judge, JudgeError, Number, Question, Trial};

use super::{Case, MODEL, pure};
use crate::scenario::Scenario;

/// Elasticities of demand that the Jevons essay states.
const STATED_ELASTICITY: (f64, f64) = (2.0, 3.0);
/// Elasticities of demand that are plausible where an essay states none.
const PLAUSIBLE_ELASTICITY: (f64, f64) = (0.5, 3.0);
/// Part of all customers at which adoption counts as over.
const ALL_BUT_FEW: f64 = 0.99;

pub(super) const ADOPT_OR_DIE: Judge = Judge {
    claim: "hype-adopt-or-die",
    model: MODEL,
    reason: "two years of the composed path from the day on which 99 % have adopted, at price elasticities of demand from \
             0.5 to 3; holds where hype does not fall below the level it then has",
    question: Question::Computed {
        parameter: |_| Ok(pure("price elasticity of demand", PLAUSIBLE_ELASTICITY, PLAUSIBLE_ELASTICITY)),
        holds: |elasticity, _| {
            let path = Case::of(24, |scenario| {
                scenario.adoption.initial = ALL_BUT_FEW;
                scenario.compute.elasticity = elasticity;
            })?
            .path()?;
            let (first, last) = (&path.months[0], path.last());
            let lowest = path.months.iter().map(|month| month.state.hype).fold(f64::INFINITY, f64::min);
            let ratio = |now: f64, then: f64| if then > 0.0 { now / then } else { f64::NAN };
            // Below this difference, a level that stays has only been rounded.
            Ok(Trial {
                holds: lowest >= first.state.hype * (1.0 - 1e-9),
                numbers: vec![
                    Number::new("hype after two years, of what it was", ratio(last.state.hype, first.state.hype), ""),
                    Number::new(
                        "prize after two years, of what it was",
                        ratio(last.accounts.prize, first.accounts.prize),
                        "",
                    ),
                ],
            })
        },
    },
};

/// By how much hype is pushed off its level.
const PUSH: f64 = 1e-6;

/// The default race where neither adoption nor progress drives it: what moves then is moved by the loop alone.
fn undriven(elasticity: f64, more: impl FnOnce(&mut Scenario)) -> Result<Case, JudgeError> {
    Case::of(24, |scenario| {
        scenario.hype.news_elasticity = elasticity;
        scenario.adoption.innovation = f64::MIN_POSITIVE;
        scenario.adoption.imitation = 0.0;
        scenario.compute.efficiency_growth = 0.0;
        more(scenario);
    })
}

pub(super) const ONE_LOOP: Judge = Judge {
    claim: "cross-race-feeds-jevons-feeds-hype",
    model: MODEL,
    reason: "hype pushed a millionth above its level in a race that neither adoption nor progress drives, where more hype \
             makes a larger prize, that a harder race, that more news, that more hype; progress is taken as given; holds \
             where the push still grows after two years, so that the loop feeds itself",
    question: Question::Computed {
        parameter: |_| Ok(pure("elasticity of news to race effort", (0.0, 1.0), (0.0, 12.0))),
        holds: |elasticity, _| {
            let level = undriven(elasticity, |_| {})?;
            let (steady, effort) = (level.law.news.reference, level.anchor.reference_effort);
            let mut pushed = undriven(elasticity, |scenario| {
                scenario.hype.initial = Some(steady * (1.0 + PUSH));
                scenario.hype.reference_effort = Some(effort);
            })?;
            // The push comes as a surprise: what labs had built up is what they had without it.
            pushed.anchor.stock.clone_from(&level.anchor.stock);
            let path = pushed.path()?;
            let off = |month: usize| path.months[month].state.hype / steady - 1.0;
            let last = path.months.len() - 1;
            Ok(Trial {
                holds: off(last) > off(last - 1),
                numbers: vec![
                    Number::new("push left after a year, of what it was", off(12) / PUSH, ""),
                    Number::new("push left after two years, of what it was", off(last) / PUSH, ""),
                ],
            })
        },
    },
};

pub(super) const RATIONING_BY_2030: Judge = Judge {
    claim: "jev-futures",
    model: MODEL,
    reason: "the first of the futures, which comes if nobody holds back: the composed path to the end of the quoted year at \
             the elasticities of demand that the essay states; holds where demand for energy exceeds the cap by then, so \
             that energy is rationed by its price",
    question: Question::Computed {
        parameter: |_| Ok(pure("price elasticity of demand", STATED_ELASTICITY, (1.0, 3.0))),
        holds: |elasticity, figures| {
            let months = months_to_the_end_of(figures.get("year")?)?;
            let path = Case::of(months, |scenario| scenario.compute.elasticity = elasticity)?.path()?;
            let rationed = path.months.iter().position(|month| month.conditions.energy_price > 1.0);
            let last = &path.last().conditions;
            Ok(Trial {
                holds: rationed.is_some(),
                numbers: vec![
                    Number::new(
                        "months until energy is rationed",
                        rationed.map_or(f64::INFINITY, |month| month as f64),
                        "month",
                    ),
                    Number::new("price of energy at the end, of today's", last.energy_price, ""),
                    Number::new("energy wanted at today's price", last.energy_uncapped, "TWh/yr"),
                ],
            })
        },
    },
};

/// Months from the scenario's month 0 to the December of a year.
fn months_to_the_end_of(year: f64) -> Result<usize, JudgeError> {
    let start = super::default_scenario()?.calendar.start;
    let months = (year - f64::from(start.year)) * 12.0 + 12.0 - f64::from(start.month);
    let whole = (1..=1200_u16).find(|whole| (f64::from(*whole) - months).abs() < 0.5).map(usize::from);
    whole.ok_or_else(|| {
        format!("count the months to the end of {year}: expected a year soon after {}", start.year).into()
    })
}
