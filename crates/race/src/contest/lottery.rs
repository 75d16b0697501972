//! The lottery contest, $`r = 1`$: the closed form.

/// Writes the equilibrium efforts of the lottery contest and returns their sum $`X`$.
///
/// With $`\kappa_i = c_i/V_i`$ in ascending order, the labs that take part are the first $`m`$, $`m`$ the largest
/// number with $`\kappa_m X_m < 1`$ and $`X_m = (m-1)/\sum_{j\le m}\kappa_j`$; then $`x_i = X(1-\kappa_i X)`$
/// (Hillman and Riley 1989). One lab alone wins with no effort.
///
/// The three slices have one entry for each lab; `values` and `costs` are positive.
pub fn lottery_efforts(values: &[f64], costs: &[f64], efforts: &mut [f64]) -> f64 {
    let mut order: Vec<(f64, usize)> = values.iter().zip(costs).map(|(v, c)| c / v).zip(0..).collect();
    order.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    efforts.fill(0.0);
    let (mut sum, mut total) = (0.0, 0.0);
    for (m, &(kappa, _)) in order.iter().enumerate() {
        // kappa_m X_m < 1 says that the m-th lab still gains from entering; once it fails it fails for all weaker ones.
        let candidate = m as f64 / (sum + kappa);
        if m > 0 && kappa * candidate >= 1.0 {
            break;
        }
        sum += kappa;
        total = candidate;
    }
    for &(kappa, lab) in &order {
        efforts[lab] = total * (1.0 - kappa * total).max(0.0);
    }
    if values.len() == 1 {
        efforts[0] = 0.0;
    }
    total
}
