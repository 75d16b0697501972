//! Weighted power means: the production functions, unit costs and utilities of constant elasticity of substitution.

/// The logarithm of the weighted power mean $`(\sum_i w_i x_i^r)^{1/r}`$ of numbers given by their logarithms.
///
/// The weights sum to one. An `order` of 0 is the geometric mean (Cobb-Douglas), of negative infinity the smallest number
/// (Leontief). With elasticity of substitution $`\sigma`$ a production function has the order $`(\sigma-1)/\sigma`$ and
/// its unit cost the order $`1-\sigma`$.
pub fn log_mean(weights: &[f64], logs: &[f64], order: f64) -> f64 {
    let used = || weights.iter().zip(logs).filter(|(weight, _)| **weight > 0.0);
    let smallest = || used().fold(f64::INFINITY, |least, (_, log)| least.min(*log));
    if order == f64::NEG_INFINITY {
        return smallest();
    }
    // Powers are taken relative to the largest, so that none overflows, and by expm1, so that none loses its digits
    // near the geometric mean.
    let anchor = if order < 0.0 { smallest() } else { used().fold(f64::NEG_INFINITY, |most, (_, log)| most.max(*log)) };
    if order == 0.0 {
        return anchor + used().map(|(weight, log)| weight * (log - anchor)).sum::<f64>();
    }
    let excess: f64 = used().map(|(weight, log)| weight * (order * (log - anchor)).exp_m1()).sum();
    anchor + excess.ln_1p() / order
}

/// The order of the production function or utility with this elasticity of substitution.
pub fn order_of_quantities(substitution: f64) -> f64 {
    if substitution == 0.0 { f64::NEG_INFINITY } else { (substitution - 1.0) / substitution }
}

/// The order of the unit cost with this elasticity of substitution.
pub fn order_of_prices(substitution: f64) -> f64 {
    1.0 - substitution
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mean_passes_through_the_geometric_one_without_a_jump() {
        let (weights, logs) = ([0.3, 0.7], [2.0, -1.0]);
        let geometric = log_mean(&weights, &logs, 0.0);
        assert!((geometric + 0.1).abs() < 1e-15);
        for order in [1e-12, -1e-12] {
            assert!((log_mean(&weights, &logs, order) - geometric).abs() < 1e-11);
        }
        assert!((log_mean(&weights, &logs, -1e6) + 1.0).abs() < 1e-5);
        assert!((log_mean(&weights, &logs, f64::NEG_INFINITY) + 1.0).abs() < 1e-15);
        assert!((log_mean(&weights, &logs, 1.0).exp() - 0.3 * 2_f64.exp() - 0.7 * (-1_f64).exp()).abs() < 1e-14);
    }

    #[test]
    fn what_has_no_weight_has_no_say() {
        assert!((log_mean(&[0.0, 1.0], &[-9.0, 2.0], f64::NEG_INFINITY) - 2.0).abs() < 1e-15);
    }
}
