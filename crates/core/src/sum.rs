//! Sums whose rounding error does not grow with their length.

/// The sum of `values` by Neumaier's compensated summation: the result does not depend on cancelling large terms.
pub fn compensated(values: impl IntoIterator<Item = f64>) -> f64 {
    let (mut sum, mut lost) = (0.0_f64, 0.0_f64);
    for value in values {
        let next = sum + value;
        lost += if sum.abs() >= value.abs() { (sum - next) + value } else { (value - next) + sum };
        sum = next;
    }
    sum + lost
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_small_term_survives_large_ones_that_cancel() {
        assert!((super::compensated([1.0, 1e100, 1.0, -1e100]) - 2.0).abs() < 1e-15);
    }
}
