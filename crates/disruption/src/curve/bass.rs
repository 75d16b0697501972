//! Bass diffusion from any starting point: $`\dot F = (p + qF)(1 - F)`$.
//!
//! With $`s = p + q`$ and $`y = (p + qF)/(1 - F)`$ the law reads $`\dot y = s y`$, from which every function here
//! follows. Each is written as a ratio of sums of non-negative terms, so that nothing cancels at either end.

/// Adoption after a further `time`, from `adoption` now: the Bass curve restarted at any point of itself.
///
/// `adoption` in [0, 1], `time` at least 0, `p` and `q` at least 0. It is `G(G⁻¹(F) + time)` for the Bass curve `G`,
/// where that exists, and the logistic curve for `p = 0`. With `p = 0` and nobody adopting, or both rates zero,
/// nothing moves. Close to full adoption the number itself holds few digits of what is left: see [`remaining_after`].
pub fn adoption_after(adoption: f64, time: f64, p: f64, q: f64) -> f64 {
    let push = p + q * adoption;
    if push <= 0.0 {
        return adoption;
    }
    let faded = (-(p + q) * time).exp();
    let reached = p * -(-(p + q) * time).exp_m1() + (p * faded + q) * adoption;
    // What is left is added rather than the whole computed anew: full adoption then stays full to the last digit.
    reached / (reached + (p + q) * faded * (1.0 - adoption))
}

/// The part that has not adopted after a further `time`, from the part `remaining` now: [`adoption_after`] seen from
/// the other end, exact to the last digits however little is left.
pub fn remaining_after(remaining: f64, time: f64, p: f64, q: f64) -> f64 {
    let push = p + q * (1.0 - remaining);
    if push <= 0.0 {
        return remaining;
    }
    let faded = (-(p + q) * time).exp();
    (p + q) * faded * remaining / (push + q * remaining * faded)
}

/// Time from `start` to `adoption`; infinite if it is never reached, negative if it lies in the past.
///
/// Both shares in [0, 1].
pub fn time_between(start: f64, adoption: f64, p: f64, q: f64) -> f64 {
    time_between_remaining(1.0 - start, 1.0 - adoption, p, q)
}

/// Time in which the part that has not adopted falls from `before` to `after`; infinite if it never does.
pub fn time_between_remaining(before: f64, after: f64, p: f64, q: f64) -> f64 {
    let rate = p + q;
    if before <= after && after <= before {
        return 0.0;
    }
    let push = p + q * (1.0 - before);
    if push <= 0.0 {
        return f64::INFINITY;
    }
    // y after / y before, less one: keeps its digits when the two points are close.
    let gain = rate * (before - after) / (after * push);
    if rate > 0.0 { gain.ln_1p() / rate } else { f64::INFINITY }
}

/// Time from the launch, with nobody adopting, to `adoption`: the inverse of the Bass curve.
pub fn inverse(adoption: f64, p: f64, q: f64) -> f64 {
    time_between(0.0, adoption, p, q)
}

/// The flow of new adopters as a part of the market per unit of time, a time `time` after the share `start`.
///
/// Closed form in time, which does not go through the share.
pub fn density_after(start: f64, time: f64, p: f64, q: f64) -> f64 {
    let push = p + q * start;
    if push <= 0.0 {
        return 0.0;
    }
    let (rate, left) = (p + q, 1.0 - start);
    let faded = (-rate * time).exp();
    let whole = push + q * left * faded;
    (rate / whole) * (rate / whole) * faded * left * push
}

/// The share at which the flow of new adopters is largest: $`1/2 - p/(2q)`$, or `start` where the flow only falls.
pub fn peak_adoption(start: f64, p: f64, q: f64) -> f64 {
    if q > p { (0.5 - p / (2.0 * q)).max(start) } else { start }
}
