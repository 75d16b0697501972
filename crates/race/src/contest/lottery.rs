//! The lottery contest, $`r = 1`$: the closed form.

/// Writes the equilibrium efforts of the lottery contest and returns their sum $`X`$.
///
/// With $`\kappa_i = c_i/V_i`$, the sum solves $`\sum_i \max(0, 1-\kappa_i X) = 1`$ and $`x_i = X \max(0, 1-\kappa_i X)`$
/// (Hillman and Riley 1989). The left side is convex, falling and piecewise linear in $`X`$: Newton's method from
/// zero starts with all labs, $`X = (n-1)/\sum\kappa_i`$, and rises as it drops the labs with $`\kappa_i X \ge 1`$, until
/// none is left to drop; no sorting is needed, and with all labs active one pass is enough. One lab alone wins with no
/// effort.
///
/// The three slices have one entry for each lab; `values` and `costs` are positive. Nothing is allocated.
pub fn lottery_efforts(values: &[f64], costs: &[f64], efforts: &mut [f64]) -> f64 {
    // Until the end, `efforts` holds the ratios kappa.
    let (mut weights, mut active) = (0.0, efforts.len());
    for ((kappa, value), cost) in efforts.iter_mut().zip(values).zip(costs) {
        *kappa = cost / value;
        weights += *kappa;
    }
    let mut total = rivals(active) / weights;
    loop {
        let (mut kept, mut kept_weights) = (0, 0.0);
        for &kappa in efforts.iter() {
            if kappa * total < 1.0 {
                kept += 1;
                kept_weights += kappa;
            }
        }
        // Rounding may seem to drop labs that are just indifferent; two always take part.
        if kept == active || kept < 2 {
            break;
        }
        active = kept;
        total = rivals(active) / kept_weights;
    }
    for effort in efforts.iter_mut() {
        *effort = total * (1.0 - *effort * total).max(0.0);
    }
    total
}

/// The number of rivals of an active lab.
fn rivals(active: usize) -> f64 {
    active.saturating_sub(1) as f64
}
