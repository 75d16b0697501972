//! Roots of one equation in one unknown, kept inside a bracket that proves them.

use crate::Status;
use crate::tolerance::ROOT_REL;

/// A root and the bracket that proves it: the function changes sign between the two ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Root {
    /// The root, the middle of the bracket.
    pub at: f64,
    /// The lower end of the final bracket.
    pub low: f64,
    /// The upper end of the final bracket.
    pub high: f64,
    /// How the search ended.
    pub status: Status,
}

/// Why no root was found.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum NoRoot {
    /// The function has the same sign at both ends.
    #[error("bracket a root between {low} and {high}: the function is {at_low} and {at_high} there")]
    SameSign {
        /// The lower end.
        low: f64,
        /// The upper end.
        high: f64,
        /// The function at the lower end.
        at_low: f64,
        /// The function at the upper end.
        at_high: f64,
    },
    /// The function gave a value that is not a number.
    #[error("evaluate the function at {at}: the value is not a number")]
    NotANumber {
        /// Where.
        at: f64,
    },
}

const LIMIT: usize = 400;

/// The root of `f` between `low` and `high`, by bisection to adjacent precision.
///
/// `f` must change sign between the ends. Positive brackets that span more than a factor of four are halved in
/// logarithms first, so that scale does not matter. A certificate needs the bracket, and a function that is only
/// monotone (a share function with kinks, say) would break a faster method's guarantee.
///
/// # Errors
/// [`NoRoot`] when the ends have the same sign or a value is not a number.
pub fn bisect(low: f64, high: f64, f: impl Fn(f64) -> f64) -> Result<Root, NoRoot> {
    let (at_low, at_high) = (checked(&f, low)?, checked(&f, high)?);
    for (end, value) in [(low, at_low), (high, at_high)] {
        if value == 0.0 {
            return Ok(Root { at: end, low: end, high: end, status: Status::Converged { iterations: 0 } });
        }
    }
    if at_low.signum() * at_high.signum() > 0.0 {
        return Err(NoRoot::SameSign { low, high, at_low, at_high });
    }
    let (mut a, mut b) = (low, high);
    for iterations in 1..=LIMIT {
        let middle = if a > 0.0 && b / a > 4.0 { (a.ln() / 2.0 + b.ln() / 2.0).exp() } else { a + (b - a) / 2.0 };
        if middle <= a || middle >= b || (b - a) <= ROOT_REL * a.abs().max(b.abs()) {
            return Ok(Root { at: middle.clamp(a, b), low: a, high: b, status: Status::Converged { iterations } });
        }
        let value = checked(&f, middle)?;
        if value == 0.0 {
            return Ok(Root { at: middle, low: middle, high: middle, status: Status::Converged { iterations } });
        }
        if value.signum() * at_low.signum() > 0.0 { a = middle } else { b = middle }
    }
    Ok(Root { at: a + (b - a) / 2.0, low: a, high: b, status: Status::LimitReached { iterations: LIMIT } })
}

fn checked(f: &impl Fn(f64) -> f64, at: f64) -> Result<f64, NoRoot> {
    let value = f(at);
    if value.is_nan() { Err(NoRoot::NotANumber { at }) } else { Ok(value) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_of_a_cubic_is_found_at_any_scale() {
        for scale in [1e-12, 1.0, 1e12] {
            let root = bisect(1e-15 * scale, 1e6 * scale, |x| (x / scale).powi(3) - 2.0).unwrap();
            assert!((root.at / scale - 2.0_f64.cbrt()).abs() < 1e-13);
            assert!(root.status.is_success() && root.low <= root.at && root.at <= root.high);
        }
    }

    #[test]
    fn ends_of_one_sign_and_not_a_number_are_errors() {
        assert!(matches!(bisect(1.0, 2.0, |x| x), Err(NoRoot::SameSign { .. })));
        assert!(matches!(bisect(-1.0, 2.0, f64::sqrt), Err(NoRoot::NotANumber { .. })));
    }
}
