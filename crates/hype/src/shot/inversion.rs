//! Fixed jumps: the law of the level by inversion of its characteristic function. Levels are in units of the jump, `a`
//! is the number of announcements within a mean lifetime.
//!
//! $`\ln\varphi(w) = a\int_0^w (e^{iv}-1)/v\,dv = a(-\mathrm{Cin}(w) + i\,\mathrm{Si}(w))`$.

use std::f64::consts::{FRAC_PI_2, PI};

use crate::quadrature::integrate;

/// The size of the characteristic function, as an exponent, below which the rest of the integral counts for nothing.
const NOTHING: f64 = 40.0;
const EULER_GAMMA: f64 = 0.577_215_664_901_532_9;

/// Size and angle of the characteristic function.
pub(super) fn characteristic(a: f64, w: f64) -> (f64, f64) {
    let (cin, si) = integrals(w.abs());
    ((-a * cin).exp(), a * si * w.signum())
}

/// $`P(H < y)`$ (Gil-Pelaez).
pub(super) fn below(a: f64, y: f64) -> f64 {
    if y <= 0.0 || y > out_of_reach(a) {
        return f64::from(y > 0.0);
    }
    let integrand = |w: f64| {
        let (size, angle) = characteristic(a, w);
        size * (angle - w * y).sin() / w
    };
    0.5 - over_frequencies(a, y, integrand) / PI
}

/// The density of the level at `y`.
pub(super) fn density(a: f64, y: f64) -> f64 {
    if y <= 0.0 || y > out_of_reach(a) {
        return 0.0;
    }
    let integrand = |w: f64| {
        let (size, angle) = characteristic(a, w);
        size * (angle - w * y).cos()
    };
    over_frequencies(a, y, integrand) / PI
}

/// A level more than fifty standard deviations above the mean: it is exceeded with a probability below 1e-16, and its
/// integrand would turn too fast to follow.
fn out_of_reach(a: f64) -> f64 {
    a + 50.0 * (a / 2.0).sqrt() + 50.0
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "whole, positive and far below 2^53")]
fn over_frequencies(a: f64, y: f64, integrand: impl Fn(f64) -> f64) -> f64 {
    // Cin(w) is at least ln w + gamma - 1/w and, for small w, close to w²/4: either bound may be the nearer one.
    let slow = (NOTHING / a - EULER_GAMMA).exp() + 1.0;
    let fast = if NOTHING / a < 0.1 { 2.2 * (NOTHING / a).sqrt() } else { f64::INFINITY };
    let end = slow.min(fast);
    // A panel for every half turn, and enough of them for a peak at zero.
    let panels = (end * (y + 1.0) / PI).ceil().max(8.0);
    integrate(0.0, end, panels as usize, integrand)
}

/// $`\mathrm{Cin}(w) = \int_0^w (1-\cos v)/v\,dv`$ and $`\mathrm{Si}(w) = \int_0^w \sin(v)/v\,dv`$.
fn integrals(w: f64) -> (f64, f64) {
    if w > 4.0 { far(w) } else { near(w) }
}

/// Power series: its terms fall soon enough below 4 that little cancels.
fn near(w: f64) -> (f64, f64) {
    let (mut cin, mut si) = (0.0, w);
    let mut term = w;
    for k in 2..40 {
        term *= w / f64::from(k);
        match k % 4 {
            2 => cin += term / f64::from(k),
            3 => si -= term / f64::from(k),
            0 => cin -= term / f64::from(k),
            _ => si += term / f64::from(k),
        }
    }
    (cin, si)
}

/// The continued fraction of the exponential integral at $`iw`$ (Lentz's method), in complex numbers:
/// $`E_1(iw) = -\mathrm{Ci}(w) + i(\mathrm{Si}(w) - \pi/2)`$.
fn far(w: f64) -> (f64, f64) {
    let mut b = [1.0, w];
    let mut c = [1.0 / f64::MIN_POSITIVE, 0.0];
    let mut d = inverse(b);
    let mut fraction = d;
    for k in 1..1000 {
        let numerator = -f64::from(k * k);
        b[0] += 2.0;
        d = inverse([numerator * d[0] + b[0], numerator * d[1] + b[1]]);
        let back = inverse(c);
        c = [b[0] + numerator * back[0], b[1] + numerator * back[1]];
        let factor = times(c, d);
        fraction = times(fraction, factor);
        if (factor[0] - 1.0).abs() + factor[1].abs() < f64::EPSILON {
            break;
        }
    }
    let [re, im] = times([w.cos(), -w.sin()], fraction);
    (EULER_GAMMA + w.ln() + re, im + FRAC_PI_2)
}

fn times(x: [f64; 2], y: [f64; 2]) -> [f64; 2] {
    [x[0] * y[0] - x[1] * y[1], x[0] * y[1] + x[1] * y[0]]
}

fn inverse(x: [f64; 2]) -> [f64; 2] {
    // By the larger part first, so that squares of very large parts do not overflow.
    let scale = x[0].abs().max(x[1].abs());
    let (re, im) = (x[0] / scale, x[1] / scale);
    let size = (re * re + im * im) * scale;
    [re / size, -im / size]
}

#[cfg(test)]
mod tests {
    use super::{far, integrals, near};

    #[test]
    fn both_forms_of_the_trigonometric_integrals_meet_and_match_tabled_values() {
        for w in [3.0, 4.0, 5.0] {
            let ((c1, s1), (c2, s2)) = (near(w), far(w));
            assert!((c1 - c2).abs() < 1e-14 && (s1 - s2).abs() < 1e-14, "{w}: {c1} {c2} {s1} {s2}");
        }
        // Si(1) and Cin(1) = gamma + ln 1 - Ci(1).
        let (cin, si) = integrals(1.0);
        assert!((si - 0.946_083_070_367_183).abs() < 1e-14 && (cin - 0.239_811_742_000_565).abs() < 1e-14);
        let (cin, si) = integrals(1e6);
        assert!((si - std::f64::consts::FRAC_PI_2).abs() < 1e-5 && (cin - 14.392_726_2).abs() < 1e-5);
    }
}
