//! The Gompertz curve: $`F = e^{-a e^{-bt}}`$, a share of the ceiling.

/// The share of the ceiling at `time`, for displacement `a` and rate `b`.
pub fn share(time: f64, a: f64, b: f64) -> f64 {
    (-a * (-b * time).exp()).exp()
}

/// The growth of the share per unit of time, as a closed form in time.
pub fn density(time: f64, a: f64, b: f64) -> f64 {
    // One exponential, so that a large displacement does not meet a vanished share.
    a * b * (-b * time - a * (-b * time).exp()).exp()
}

/// The time at which the share reaches `share`, strictly between 0 and 1.
pub fn inverse(share: f64, a: f64, b: f64) -> f64 {
    (a / -share.ln()).ln() / b
}

/// Displacement and rate of the curve through two points `(time, share)`; the rate is negative for a falling share.
pub fn through((t1, f1): (f64, f64), (t2, f2): (f64, f64)) -> (f64, f64) {
    let (l1, l2) = (-f1.ln(), -f2.ln());
    let b = (l1 / l2).ln() / (t2 - t1);
    (l1 * (b * t1).exp(), b)
}

/// Time in which the share goes from 10 to 90 per cent of the ceiling.
pub fn takeover_time(b: f64) -> f64 {
    (0.1_f64.ln() / 0.9_f64.ln()).ln() / b
}
