//! Certificates: energy recomputed step by step from price to service to energy, while solvers use closed exponents.

use moloch_core::root::{NoRoot, bisect};
use moloch_core::tolerance::IDENTITY_REL;
use moloch_core::{Certificate, Certified, Concept};

use crate::{JevonsError, demand};

/// Energy by the chain price, service, energy; prices and efficiency are multiples of today's.
pub(crate) fn energy_step_by_step(scale: f64, energy_price: f64, efficiency: f64, elasticity: f64) -> f64 {
    if !energy_price.is_normal() {
        return f64::NAN;
    }
    energy_at(scale, demand::service_price(energy_price, efficiency), efficiency, elasticity)
}

/// Energy that makes the service demanded at a price; not a number where a number on the way underflowed or
/// overflowed, because it has lost the digits that would make the energy a witness.
pub(crate) fn energy_at(scale: f64, service_price: f64, efficiency: f64, elasticity: f64) -> f64 {
    let demanded = demand::service(1.0, service_price, elasticity);
    let service = scale * demanded;
    let whole = service_price.is_normal() && demanded.is_normal() && service.is_normal();
    if whole { demand::energy(service, efficiency) } else { f64::NAN }
}

/// The certificate that an energy found by a solver is the one that was recomputed.
///
/// # Errors
/// When the two differ, or one of them is not finite.
pub(crate) fn same_energy(
    concept: Concept,
    solved: f64,
    recomputed: f64,
    method: &'static str,
) -> Result<Certificate, JevonsError> {
    in_range(&[("energy", solved), ("the service", recomputed)])?;
    let residual = (solved - recomputed).abs();
    let certificate = Certificate { concept, residual, scale: solved.abs(), tolerance: IDENTITY_REL, method };
    Ok(*Certified::new((), certificate)?.certificate())
}

/// Refuses by name what overflows, or underflows so far that its digits are lost.
///
/// # Errors
/// On the first number that is not finite, or smaller than the smallest number with all its digits but not zero.
pub(crate) fn in_range(numbers: &[(&'static str, f64)]) -> Result<(), JevonsError> {
    match numbers.iter().find(|(_, number)| !(number.is_normal() || *number == 0.0)) {
        Some(&(what, _)) => Err(JevonsError::OutOfNumbers { what }),
        None => Ok(()),
    }
}

/// A root whose function may leave what numbers can hold on the way.
///
/// # Errors
/// By name when it does, or when theory's bracket does not hold.
pub(crate) fn root(what: &'static str, low: f64, high: f64, f: impl Fn(f64) -> f64) -> Result<f64, JevonsError> {
    match bisect(low, high, f) {
        Ok(root) => Ok(root.at),
        Err(NoRoot::NotANumber { .. }) => Err(JevonsError::OutOfNumbers { what }),
        Err(no_root) => Err(no_root.into()),
    }
}

/// Refuses by name what overflows, or underflows to a number that has lost digits or is zero: for numbers that are
/// positive by theory.
///
/// # Errors
/// On the first number that is not a positive one with all its digits.
pub(crate) fn positive(numbers: &[(&'static str, f64)]) -> Result<(), JevonsError> {
    match numbers.iter().find(|(_, number)| !(number.is_normal() && *number > 0.0)) {
        Some(&(what, _)) => Err(JevonsError::OutOfNumbers { what }),
        None => Ok(()),
    }
}
