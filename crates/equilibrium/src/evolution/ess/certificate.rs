//! Whether a mutant does what is said of it, by payoffs summed again. Imports no solver.

use super::super::error::EvolutionError;
use crate::finite::Rational;

/// How a mutant that does as well against a mix as the mix itself should do against itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// As well as the mix does against the mutant.
    Equal,
    /// Better than the mix does against the mutant.
    Better,
}

/// What every strategy earns against a mix.
pub fn against(payoffs: &[Vec<Rational>], mix: &[Rational]) -> Vec<Rational> {
    payoffs.iter().map(|row| dot(row, mix)).collect()
}

pub(crate) fn dot(a: &[Rational], b: &[Rational]) -> Rational {
    a.iter().zip(b).fold(Rational::ZERO, |sum, (a, b)| sum + a * b)
}

/// Checks that `mutant` is another mix that earns as much against `mix` as `mix` does, and against itself as much as or
/// more than `mix` earns against it.
///
/// # Errors
///
/// When it is not.
pub fn mutant(
    payoffs: &[Vec<Rational>],
    mix: &[Rational],
    mutant: &[Rational],
    expected: Against,
) -> Result<(), EvolutionError> {
    let sum = mutant.iter().fold(Rational::ZERO, |sum, share| sum + share);
    let is_mix = sum.is_one() && mutant.iter().all(|share| *share >= Rational::ZERO) && mutant != mix;
    let home = against(payoffs, mix);
    let as_well = dot(mutant, &home) == dot(mix, &home);
    let abroad = against(payoffs, mutant);
    let (own, others) = (dot(mutant, &abroad), dot(mix, &abroad));
    let kept = match expected {
        Against::Equal => own == others,
        Against::Better => own > others,
    };
    let passed = is_mix && as_well && kept;
    passed.then_some(()).ok_or(EvolutionError::MutantNotCertified)
}
