//! The points of a path: efficiencies between today's and the one asked for.

/// Points of a drawn path.
pub(crate) const POINTS: usize = 41;

/// Multiples of today's efficiency from 1 to `gain`, evenly spaced in logarithms and ascending.
pub(crate) fn gains(gain: f64) -> Vec<f64> {
    let log_gain = gain.ln();
    (0..POINTS)
        .map(|k| {
            let t = k as f64 / (POINTS - 1) as f64;
            // The ends are exact, so that today is 1 and the last point is the gain asked for.
            match if gain < 1.0 { 1.0 - t } else { t } {
                0.0 => 1.0,
                1.0 => gain,
                t => (t * log_gain).exp(),
            }
        })
        .collect()
}
