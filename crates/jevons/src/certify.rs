//! Certificates: energy recomputed step by step from price to service to energy, while solvers use closed exponents.

use moloch_core::tolerance::IDENTITY_REL;
use moloch_core::{Certificate, Certified, Concept};

use crate::{JevonsError, demand};

/// Energy by the chain price, service, energy; prices and efficiency are multiples of today's.
pub(crate) fn energy_step_by_step(scale: f64, energy_price: f64, efficiency: f64, elasticity: f64) -> f64 {
    let price = demand::service_price(energy_price, efficiency);
    demand::energy(demand::service(scale, price, elasticity), efficiency)
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
