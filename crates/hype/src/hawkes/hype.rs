//! Hype that decays and is fed by news that provokes news: moments of the level in closed form.

use super::Stationary;

/// A level that decays at a constant rate and is lifted by the announcements of a Hawkes process.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fed {
    /// The news.
    pub news: Stationary,
    /// Decay of the level, $`\delta > 0`$, per unit of time.
    pub decay: f64,
    /// Mean jump, $`E[J]`$.
    pub jump: f64,
    /// Mean squared jump, $`E[J^2]`$, at least the square of the mean.
    pub second_moment: f64,
}

/// $`\int_0^t e^{-as} e^{-b(t-s)}\,ds = (e^{-bt} - e^{-at})/(a-b)`$, also where the two rates are equal.
pub fn blend(a: f64, b: f64, time: f64) -> f64 {
    let (low, gap) = (a.min(b), (a - b).abs());
    let spread = gap * time;
    let rest = if spread > 0.0 { time * -(-spread).exp_m1() / spread } else { time };
    (-low * time).exp() * rest
}

impl Fed {
    /// Mean level in the long run, $`\Lambda E[J]/\delta`$.
    pub fn mean(&self) -> f64 {
        self.news.rate() * self.jump / self.decay
    }

    /// Variance of the level in the long run:
    /// $`\frac{\Lambda E[J^2]}{2\delta} + \frac{E[J]^2\Lambda\alpha(2\beta-\alpha)}{2\delta(\beta-\alpha)(\beta-\alpha+\delta)}`$.
    pub fn variance(&self) -> f64 {
        self.autocovariance(0.0)
    }

    /// Variance of a level fed by Poisson news with the same rate and jumps.
    pub fn poisson_variance(&self) -> f64 {
        self.news.rate() * self.second_moment / (2.0 * self.decay)
    }

    /// Covariance of the level with itself a time `lag` later, in the long run.
    ///
    /// The covariance density of the news, seen through the decay: two exponentials folded with each other, of the
    /// rates $`\delta`$ and $`\kappa = \beta - \alpha`$, give
    /// $`(\kappa e^{-\delta s} - \delta e^{-\kappa s})/(\delta(\kappa^2-\delta^2))`$.
    pub fn autocovariance(&self, lag: f64) -> f64 {
        let (s, delta, kappa) = (lag.abs(), self.decay, self.news.slowness());
        let alone = self.poisson_variance() * (-delta * s).exp();
        // (κ e^{-δs} - δ e^{-κs}) / (κ - δ) = e^{-low s} + low (e^{-low s} - e^{-high s}) / (high - low).
        let (low, high) = (delta.min(kappa), delta.max(kappa));
        let folded = (-low * s).exp() + low * blend(low, high, s);
        alone + self.jump * self.jump * self.news.clustering() * folded / (delta * (kappa + delta))
    }

    /// Mean lift that is left a time after one announcement, with the reactions it set off:
    /// $`E[J]\,(e^{-\delta t} + \alpha\int_0^t e^{-(\beta-\alpha)s} e^{-\delta(t-s)} ds)`$.
    pub fn echo(&self, time: f64) -> f64 {
        let alone = (-self.decay * time).exp();
        self.jump * (alone + self.news.kick() * blend(self.news.slowness(), self.decay, time))
    }

    /// The sum of all jumps that one announcement leads to in the end, $`E[J]/(1-n)`$.
    pub fn amplified_jump(&self) -> f64 {
        self.jump * self.news.amplification()
    }

    /// By how far the moments miss the balance of the process, relative to its largest flow; an independent check.
    ///
    /// Rate and level together forget their past (Oakes 1975), so that in the long run every second moment is fed as
    /// fast as it drains: with $`\kappa=\beta-\alpha`$, $`2\kappa V_\lambda = \alpha^2\Lambda`$,
    /// $`(\kappa+\delta)C = E[J](V_\lambda + \alpha\Lambda)`$ and $`2\delta V_H = 2E[J]C + E[J^2]\Lambda`$.
    pub fn imbalance(&self) -> f64 {
        let (kappa, alpha, delta) = (self.news.slowness(), self.news.kick(), self.decay);
        // The mean rate from its own balance, not from the branching ratio.
        let rate = self.news.baseline() * self.news.fade() / kappa;
        let of_rate = alpha * alpha * rate / (2.0 * kappa);
        let joint = self.jump * (of_rate + alpha * rate) / (kappa + delta);
        let feed = 2.0 * self.jump * joint + self.second_moment * rate;
        let second = (2.0 * delta * self.variance() - feed).abs() / feed;
        let first = (delta * self.mean() - rate * self.jump).abs() / (rate * self.jump);
        moloch_core::worst([first, second])
    }
}
