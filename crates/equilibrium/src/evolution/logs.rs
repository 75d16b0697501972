//! Sums of numbers known by their logarithms.

/// `ln(exp(a) + exp(b))` without overflow or underflow.
pub(crate) fn add(a: f64, b: f64) -> f64 {
    let (high, low) = if a >= b { (a, b) } else { (b, a) };
    if low == f64::NEG_INFINITY { high } else { high + (low - high).exp().ln_1p() }
}

/// The logarithm of a sum of exponentials; minus infinity for none.
pub(crate) fn sum(terms: impl Iterator<Item = f64> + Clone) -> f64 {
    let highest = terms.clone().fold(f64::NEG_INFINITY, f64::max);
    if highest == f64::NEG_INFINITY {
        return highest;
    }
    highest + moloch_core::sum::compensated(terms.map(|term| (term - highest).exp())).ln()
}
