//! Definite integrals by the adaptive rule of Gauss and Kronrod with 7 and 15 points.
//!
//! Own code: the kept crates for it bring a linear algebra or a thread pool along, which is too much for one rule.

/// Half of the 15 Kronrod points; every second one is a Gauss point.
const POINTS: [f64; 8] = [
    0.9914553711208126,
    0.9491079123427585,
    0.8648644233597691,
    0.7415311855993945,
    0.5860872354676911,
    0.4058451513773972,
    0.20778495500789848,
    0.0,
];
const KRONROD: [f64; 8] = [
    0.022935322010529224,
    0.06309209262997856,
    0.10479001032225019,
    0.14065325971552592,
    0.1690047266392679,
    0.19035057806478542,
    0.20443294007529889,
    0.20948214108472782,
];
const GAUSS: [f64; 4] = [0.1294849661688697, 0.27970539148927664, 0.3818300505051189, 0.4179591836734694];

const RELATIVE: f64 = 1e-14;
const HALVINGS: u32 = 30;

/// The integral of `f` from `low` to `high`, which is cut into `panels` equal parts to begin with.
///
/// A panel is halved until both rules agree to a few digits of the last place of the whole.
pub(crate) fn integrate(low: f64, high: f64, panels: usize, f: impl Fn(f64) -> f64) -> f64 {
    let end = |k: usize| low + (high - low) * k as f64 / panels as f64;
    let rough: Vec<(f64, f64)> = (0..panels).map(|k| rule(end(k), end(k + 1), &f)).collect();
    let allowed = RELATIVE * rough.iter().map(|panel| panel.0.abs()).sum::<f64>();
    let fine =
        rough.into_iter().enumerate().map(|(k, panel)| refined(end(k), end(k + 1), panel, allowed, HALVINGS, &f));
    moloch_core::sum::compensated(fine)
}

/// The same to an error of about a digit of the last place of `scale`, for integrands that cancel: an integral near zero
/// would otherwise be refined down to the rounding of its parts.
pub(crate) fn integrate_to(scale: f64, low: f64, high: f64, panels: usize, f: impl Fn(f64) -> f64) -> f64 {
    let end = |k: usize| low + (high - low) * k as f64 / panels as f64;
    let allowed = (RELATIVE * scale).max(f64::MIN_POSITIVE);
    let fine = (0..panels).map(|k| refined(end(k), end(k + 1), rule(end(k), end(k + 1), &f), allowed, HALVINGS, &f));
    moloch_core::sum::compensated(fine)
}

/// The nodes of the Kronrod rule on an interval, with their weights.
pub(crate) fn nodes(low: f64, high: f64) -> [(f64, f64); 15] {
    let (middle, half) = (f64::midpoint(low, high), (high - low) / 2.0);
    std::array::from_fn(|k| {
        let (i, sign) = if k < 8 { (k, -1.0) } else { (14 - k, 1.0) };
        (middle + sign * half * POINTS[i], half * KRONROD[i])
    })
}

fn refined(
    low: f64,
    high: f64,
    (value, error): (f64, f64),
    allowed: f64,
    halvings: u32,
    f: &impl Fn(f64) -> f64,
) -> f64 {
    if error <= allowed || halvings == 0 || !value.is_finite() {
        return value;
    }
    let middle = f64::midpoint(low, high);
    [(low, middle), (middle, high)].map(|(a, b)| refined(a, b, rule(a, b, f), allowed, halvings - 1, f)).iter().sum()
}

/// The integral by the Kronrod rule, and its distance to the Gauss rule.
fn rule(low: f64, high: f64, f: &impl Fn(f64) -> f64) -> (f64, f64) {
    let (middle, half) = (f64::midpoint(low, high), (high - low) / 2.0);
    let (mut kronrod, mut gauss) = (0.0, 0.0);
    for (k, point) in POINTS.iter().enumerate() {
        let sum = if k == 7 { f(middle) } else { f(middle - half * point) + f(middle + half * point) };
        kronrod += KRONROD[k] * sum;
        gauss += if k % 2 == 1 { GAUSS[k / 2] * sum } else { 0.0 };
    }
    (half * kronrod, half * (kronrod - gauss).abs())
}

#[cfg(test)]
mod tests {
    use super::{integrate, rule};

    #[test]
    fn the_rules_are_exact_for_polynomials_of_their_degrees() {
        for degree in [0, 2, 8, 22] {
            let (value, error) = rule(-1.0, 1.0, &|x: f64| x.powi(degree));
            assert!((value - 2.0 / f64::from(degree + 1)).abs() < 1e-15);
            assert_eq!(error < 1e-14, degree <= 13);
        }
    }

    #[test]
    fn steep_and_singular_integrands_are_met() {
        assert!((integrate(0.0, 50.0, 1, |x| (-x).exp()) - 1.0).abs() < 1e-13);
        assert!((integrate(0.0, 1.0, 1, f64::sqrt) - 2.0 / 3.0).abs() < 1e-12);
        assert!(integrate(0.0, std::f64::consts::TAU * 20.0, 40, f64::sin).abs() < 1e-12);
    }
}
