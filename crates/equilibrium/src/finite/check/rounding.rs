//! What decimals may excuse, and from where on they excuse nothing.

use super::super::exact::{Rational, exact_from_f64, one, zero};

/// A bound on the regret, relative to the stake, above which it confirms nothing: whoever writes few enough decimals
/// could otherwise have any profile confirmed. No sum of probabilities may be further from one either.
pub(crate) const COARSEST: f64 = 1e-3;
/// Profiles whose regret is printed one by one.
const SHOWN: usize = 12;
/// Places that are looked for in a fraction: beyond them an allowance is nothing.
const MAX_PLACES: u32 = 40;

/// What a regret means for a profile that was written like this.
pub(crate) enum Ruling {
    /// An equilibrium, as far as the way in which it is written can say.
    Holds,
    /// Somebody gains more than rounding explains.
    Fails,
    /// Rounding would explain it, and much else.
    TooCoarse,
}

/// What the regret of one profile may be, relative to the stake.
pub(crate) struct Rounding {
    /// What is always allowed: nothing for fractions, the tolerance of solvers in doubles for decimals.
    floor: Rational,
    /// What rounding in the last place can do.
    allowed: Rational,
    places: u32,
}

impl Rounding {
    /// For `d` decimal places: `10^-d` for each action of the mixes that rounding can have touched. A mix of zeros and
    /// ones is none of these, however it is written. The places are at least those that the numbers have, whatever
    /// `digits` says.
    pub(crate) fn of(mixes: &[Vec<Rational>], digits: Option<u32>) -> Self {
        let Some(digits) = digits else { return Self { floor: zero(), allowed: zero(), places: 0 } };
        let is_pure = |mix: &Vec<Rational>| mix.iter().all(|share| share.is_zero() || share.is_one());
        let rounded: Vec<&Rational> = mixes.iter().filter(|mix| !is_pure(mix)).flatten().collect();
        let shown = rounded.iter().filter_map(|share| places_of(share)).max().unwrap_or(0);
        let places = digits.max(shown);
        let floor = exact_from_f64(moloch_core::tolerance::REGRET_REL).unwrap_or_else(zero);
        let allowed = (unit(places.min(MAX_PLACES)) * Rational::from(rounded.len() as u64)).max(floor.clone());
        Self { floor, allowed, places }
    }

    /// What a regret relative to the stake means.
    pub(crate) fn judge(&self, regret: &Rational) -> Ruling {
        if *regret <= self.floor {
            Ruling::Holds
        } else if *regret > self.allowed {
            Ruling::Fails
        } else if self.allowed <= coarsest() {
            Ruling::Holds
        } else {
            Ruling::TooCoarse
        }
    }

    /// Why nothing can be said of a profile.
    pub(crate) fn too_coarse(&self, place: &str, regret: &Rational) -> String {
        let (places, regret, allowed) = (self.places, size(regret), size(&self.allowed));
        let decimals = if places == 1 { "1 decimal".to_owned() } else { format!("{places} decimals") };
        format!(
            "{place} is written with {decimals}, too coarse to judge: the regret found is {regret} of the stake, \
             rounding may make up to {allowed}, and more than {COARSEST} confirms nothing; write more digits"
        )
    }
}

/// The regrets that were found, each with what was allowed.
#[derive(Default)]
pub(crate) struct Regrets {
    listed: Vec<(String, Rational, Rational)>,
}

impl Regrets {
    /// Notes the largest regret of a profile, relative to the stake.
    pub(crate) fn note(&mut self, place: &str, regret: Rational, rounding: &Rounding) {
        // What is too coarse to be excused is held against the floor.
        let bound = if rounding.allowed <= coarsest() { &rounding.allowed } else { &rounding.floor };
        self.listed.push((place.to_owned(), regret, bound.clone()));
    }

    /// In words: `largest regret found: point 1 2e-17 (at most 1e-9), ... of the stake`.
    pub(crate) fn text(&self, of: &str) -> String {
        let one = |(place, regret, bound): &(String, Rational, Rational)| {
            format!("{place} {} (at most {})", size(regret), size(bound))
        };
        let mut parts: Vec<String> = self.listed.iter().take(SHOWN).map(one).collect();
        if let Some((_, most, _)) = self.listed.iter().skip(SHOWN).max_by(|a, b| a.1.cmp(&b.1)) {
            parts.push(format!("{} more up to {}", self.listed.len() - SHOWN, size(most)));
        }
        if parts.is_empty() { String::new() } else { format!("largest regret found: {} of {of}", parts.join(", ")) }
    }
}

/// A regret relative to what is at stake; where nothing is, as it stands.
pub(crate) fn relative(regret: &Rational, stake: &Rational) -> Rational {
    if stake.is_zero() { regret.clone() } else { regret / stake }
}

/// How far the sum of so many probabilities may be from one.
pub(super) fn allowed_sum(actions: usize, digits: Option<u32>) -> Rational {
    // Doubles do not sum to one exactly, however many places they are written with.
    let places = digits.map(|digits| unit(digits.min(9)) * Rational::from(actions as u64));
    places.map_or_else(zero, |allowed| allowed.min(coarsest()))
}

/// One unit of the last of some decimal places.
fn unit(places: u32) -> Rational {
    one() / Rational::from(dashu_int::UBig::from(10_u8).pow(places as usize))
}

fn coarsest() -> Rational {
    exact_from_f64(COARSEST).unwrap_or_else(zero)
}

/// The decimal places that a number needs; `None` for one that no decimal is.
fn places_of(value: &Rational) -> Option<u32> {
    let ten = Rational::from(10);
    let mut scaled = value.clone();
    for places in 0..=MAX_PLACES {
        if scaled.denominator().is_one() {
            return Some(places);
        }
        scaled *= &ten;
    }
    None
}

/// A size with two digits: `2.2e-17`, or `0`.
pub(crate) fn size(value: &Rational) -> String {
    if value.is_zero() {
        return "0".to_owned();
    }
    let text = format!("{:.1e}", value.to_f64().value());
    text.replace(".0e", "e")
}
