//! Definite integrals for certificates: Gauss' rule with five points, on halves until halving changes nothing.

const NODES: [f64; 2] = [0.5384693101056831, 0.906179845938664];
const WEIGHTS: [f64; 3] = [0.5688888888888889, 0.4786286704993665, 0.23692688505618908];

/// Change by halving, relative to the integral of the absolute value, at which a part is done.
const RELATIVE: f64 = 1e-13;
const HALVINGS: u32 = 40;

/// The integral of `f` from `low` to `high`; `high` may lie below `low`.
pub(crate) fn integrate(low: f64, high: f64, f: impl Fn(f64) -> f64) -> f64 {
    let whole = rule(low, high, &f);
    let size = rule(low, high, &|x| f(x).abs()).abs().max(f64::MIN_POSITIVE);
    refined(low, high, whole, RELATIVE * size, HALVINGS, &f)
}

fn refined(low: f64, high: f64, whole: f64, allowed: f64, halvings: u32, f: &impl Fn(f64) -> f64) -> f64 {
    let middle = f64::midpoint(low, high);
    let (left, right) = (rule(low, middle, f), rule(middle, high, f));
    let both = left + right;
    if (both - whole).abs() <= allowed || halvings == 0 || !both.is_finite() {
        return both;
    }
    refined(low, middle, left, allowed, halvings - 1, f) + refined(middle, high, right, allowed, halvings - 1, f)
}

fn rule(low: f64, high: f64, f: &impl Fn(f64) -> f64) -> f64 {
    let (middle, half) = (f64::midpoint(low, high), (high - low) / 2.0);
    let pair = |k: usize| f(middle - half * NODES[k]) + f(middle + half * NODES[k]);
    half * (WEIGHTS[0] * f(middle) + WEIGHTS[1] * pair(0) + WEIGHTS[2] * pair(1))
}

#[cfg(test)]
mod tests {
    use super::integrate;

    #[test]
    fn smooth_and_steep_functions_are_integrated_to_rounding() {
        assert!((integrate(0.0, std::f64::consts::PI, f64::sin) - 2.0).abs() < 1e-13);
        let steep = integrate(0.0, 1.0, |x| (1e-3_f64 + x).recip());
        assert!((steep - 1001_f64.ln()).abs() < 1e-11);
        assert!((integrate(1.0, 0.0, |x| x) + 0.5).abs() < 1e-15);
    }
}
