//! The logistic substitution curve of Fisher and Pry: $`F/(1-F) = e^{b(t-t_0)}`$.

/// The logarithm of the odds of a share strictly between 0 and 1.
pub fn log_odds(share: f64) -> f64 {
    share.ln() - (-share).ln_1p()
}

/// The share whose log-odds are `log_odds`: in [0, 1], and exact at both ends.
pub fn share(log_odds: f64) -> f64 {
    if log_odds < 0.0 { log_odds.exp() / (1.0 + log_odds.exp()) } else { 1.0 / (1.0 + (-log_odds).exp()) }
}

/// The slope of the log-odds per unit of time through two points `(time, share)`.
pub fn slope((t1, f1): (f64, f64), (t2, f2): (f64, f64)) -> f64 {
    (log_odds(f2) - log_odds(f1)) / (t2 - t1)
}

/// Time in which the share goes from 10 to 90 per cent, or back: $`\ln 81/|b|`$; infinite for a share that rests.
pub fn takeover_time(slope: f64) -> f64 {
    81.0_f64.ln() / slope.abs()
}
