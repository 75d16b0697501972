//! What certifies an answer: a residual recomputed by code that the solver does not share.

use std::fmt;

/// What kind of residual a certificate holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Concept {
    /// Nash equilibrium: the largest gain from a deviation by one player, in payoff units.
    Regret,
    /// Correlated equilibrium: the largest gain from disobeying a recommendation, in payoff units.
    Incentive,
    /// A root: the residual of the equation.
    Root,
    /// A fixed point: the largest change under one more application of the map.
    FixedPoint,
    /// A closed form: the error of an identity that the answer must satisfy.
    Identity,
    /// An optimum: the largest gain that an independent search found.
    Optimality,
    /// A differential equation: the difference to an independent integration.
    Integration,
}

impl fmt::Display for Concept {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Regret => "regret",
            Self::Incentive => "largest incentive violation",
            Self::Root => "residual of the equation",
            Self::FixedPoint => "fixed-point residual",
            Self::Identity => "error of the identity",
            Self::Optimality => "gain left to an independent search",
            Self::Integration => "difference to an independent integration",
        })
    }
}

/// The evidence for one answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Certificate {
    /// What the residual measures.
    pub concept: Concept,
    /// The residual, in the unit of the concept (payoff units for a regret); never negative.
    pub residual: f64,
    /// What the residual is compared with: the payoff range of a game, the prize of a contest.
    pub scale: f64,
    /// The largest residual that passes, relative to `scale`.
    pub tolerance: f64,
    /// How the residual was computed.
    pub method: &'static str,
}

impl Certificate {
    /// The residual in units of the scale; the residual itself when the scale is zero.
    pub fn relative(&self) -> f64 {
        if self.scale > 0.0 { self.residual / self.scale } else { self.residual }
    }

    /// Whether the answer passes. A residual that is not a number does not.
    pub fn passes(&self) -> bool {
        self.relative() <= self.tolerance
    }
}

impl fmt::Display for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {:.3e} ({:.3e} of {:.6}), by {}",
            self.concept,
            self.residual,
            self.relative(),
            self.scale,
            self.method
        )
    }
}

/// The largest of several residuals; one that is not a number wins, so that it cannot hide behind the others.
pub fn worst(residuals: impl IntoIterator<Item = f64>) -> f64 {
    residuals.into_iter().fold(
        0.0,
        |worst: f64, residual| {
            if worst.is_nan() || residual.is_nan() { f64::NAN } else { worst.max(residual) }
        },
    )
}

/// An answer together with the certificate that it passed.
#[derive(Debug, Clone, PartialEq)]
pub struct Certified<T> {
    value: T,
    certificate: Certificate,
}

/// An answer was refused because its certificate does not pass.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
#[error("certify the answer: {certificate}, allowed is {tolerance:.1e} of the scale; report the input that led here", tolerance = .certificate.tolerance)]
pub struct NotCertified {
    /// The certificate that failed.
    pub certificate: Certificate,
}

impl<T> Certified<T> {
    /// Binds an answer to its certificate.
    ///
    /// # Errors
    /// The certificate, if it does not pass.
    pub fn new(value: T, certificate: Certificate) -> Result<Self, NotCertified> {
        if certificate.passes() { Ok(Self { value, certificate }) } else { Err(NotCertified { certificate }) }
    }

    /// The certificate.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// The answer and its certificate.
    pub fn into_parts(self) -> (T, Certificate) {
        (self.value, self.certificate)
    }
}

impl<T> std::ops::Deref for Certified<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn certificate(residual: f64) -> Certificate {
        Certificate { concept: Concept::Regret, residual, scale: 10.0, tolerance: 1e-9, method: "test" }
    }

    #[test]
    fn a_residual_that_is_not_a_number_is_the_worst() {
        assert!(worst([1.0, f64::NAN, 2.0]).is_nan());
        assert!((worst([1.0, 3.0, 2.0]) - 3.0).abs() < f64::EPSILON);
    }

    #[test]
    fn a_residual_above_the_tolerance_or_not_a_number_is_refused() {
        assert!(Certified::new((), certificate(9e-9)).is_ok());
        assert!(Certified::new((), certificate(2e-8)).is_err());
        assert!(Certified::new((), certificate(f64::NAN)).is_err());
    }
}
