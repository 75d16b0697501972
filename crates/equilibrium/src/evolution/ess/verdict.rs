//! Whether a mix resists every mutant, decided exactly.

use dashu_int::IBig;
use moloch_core::Effort;

use super::super::error::EvolutionError;
use super::super::finite_populations::own_payoffs;
use super::certificate::{self, Against};
use super::copositive::{Form, Sign};
use crate::finite::{ExactProfile, Game, Rational};

/// Whether a mix of a symmetric game is evolutionarily stable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Evolutionarily stable: every other mix does worse against it, or as well against it and worse against itself.
    Stable,
    /// Neutrally stable: no mutant drives it out, but this one does as well in every respect.
    NeutrallyStable {
        /// The mutant mix.
        drifter: Vec<Rational>,
    },
    /// An equilibrium, but this mutant does as well against it and better against itself.
    Invaded {
        /// The mutant mix.
        invader: Vec<Rational>,
    },
    /// Not even an equilibrium: the best reply to it gains this much, in payoff units.
    NotNash {
        /// The gain.
        regret: Rational,
    },
}

impl Verdict {
    /// Whether the mix is evolutionarily stable.
    pub fn is_stable(&self) -> bool {
        *self == Self::Stable
    }
}

const TASK: &str = "test evolutionary stability";

/// Whether a mix is evolutionarily stable in a symmetric two-player game, exactly.
///
/// One step of effort per set of best replies outside the mix's support.
///
/// # Errors
///
/// When the players cannot change seats, the mix is none of the game, there are more than
/// [`MAX_OUTSIDERS`](super::MAX_OUTSIDERS) best replies outside its support, it was stopped, or a mutant that was found fails
/// its check.
///
/// ```
/// use moloch_core::Effort;
/// use moloch_equilibrium::evolution::ess::{Verdict, is_ess};
/// use moloch_equilibrium::finite::{Game, rational};
///
/// // Hawk and dove: a prize of 2, a fight that costs 3.
/// let game = Game::symmetric_two_player(&[[rational(-1, 2)?, rational(2, 1)?], [rational(0, 1)?, rational(1, 1)?]])?;
/// let mix = [rational(2, 3)?, rational(1, 3)?];
/// assert_eq!(is_ess(&game, &mix, &Effort::unlimited())?, Verdict::Stable);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn is_ess(game: &Game, mix: &[Rational], effort: &Effort) -> Result<Verdict, EvolutionError> {
    let payoffs = own_payoffs(game, TASK)?;
    let profile = ExactProfile::new(vec![mix.to_vec(), mix.to_vec()])?;
    profile.check_fits(game)?;
    judge(&payoffs, mix, effort)
}

/// The verdict on a mix that is known to be one.
pub(crate) fn judge(payoffs: &[Vec<Rational>], mix: &[Rational], effort: &Effort) -> Result<Verdict, EvolutionError> {
    let earned = certificate::against(payoffs, mix);
    let own = certificate::dot(mix, &earned);
    let regret = earned.iter().max().map_or(Rational::ZERO, |best| best - &own);
    if !regret.is_zero() {
        return Ok(Verdict::NotNash { regret });
    }
    let Some(reference) = mix.iter().position(|share| !share.is_zero()) else { return Ok(Verdict::Stable) };
    let played = |&strategy: &usize| strategy != reference && !mix[strategy].is_zero();
    let outside = |&strategy: &usize| mix[strategy].is_zero() && earned[strategy] == own;
    let free: Vec<usize> = (0..mix.len()).filter(played).collect();
    let outsiders: Vec<usize> = (0..mix.len()).filter(outside).collect();
    let form = Form::new(payoffs, reference, free, outsiders);
    let (sign, direction) = form.decide(effort)?;
    if sign == Sign::Positive {
        return Ok(Verdict::Stable);
    }
    let mutant = moved(mix, &direction);
    let expected = if sign == Sign::Zero { Against::Equal } else { Against::Better };
    certificate::mutant(payoffs, mix, &mutant, expected)?;
    Ok(match sign {
        Sign::Zero => Verdict::NeutrallyStable { drifter: mutant },
        _ => Verdict::Invaded { invader: mutant },
    })
}

/// The mix moved along a direction as far as it stays a mix, but never more than half of any share that falls: so the
/// mutant is a mix with small numbers.
fn moved(mix: &[Rational], direction: &[Rational]) -> Vec<Rational> {
    let falling = mix.iter().zip(direction).filter(|(_, change)| **change < Rational::ZERO);
    let reach = falling.map(|(share, change)| share / -change.clone()).min();
    let step = reach.unwrap_or(Rational::ONE) / Rational::from(IBig::from(2));
    mix.iter().zip(direction).map(|(share, change)| share + change * &step).collect()
}
