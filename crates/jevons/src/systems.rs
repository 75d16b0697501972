//! Systems of demand that agree today and part ways: one elasticity at today's price, five curves.
//!
//! Price and service are multiples of today's, so that every curve passes through one at one.

use moloch_core::choices;

choices! {
    /// The form of a demand curve.
    pub enum System {
        /// The elasticity is the same at every price.
        Constant = "constant",
        /// Demand falls in a straight line to nothing at the choke price.
        Linear = "linear",
        /// Users differ in what the service is worth to them, as a logistic law says.
        Logit = "logit",
        /// The share of the budget is linear in the logarithm of the price.
        Translog = "translog",
        /// A committed amount, and a fixed part of what is left of the budget.
        StoneGeary = "stone-geary",
    }
}

/// A demand curve through today's price and service.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Curve {
    /// Its form.
    pub system: System,
    /// Elasticity at today's price, positive.
    pub elasticity: f64,
    /// Part of all users who use the service today (logit), or of the budget that is spent on it (translog,
    /// Stone-Geary); others do not look at it.
    pub share: f64,
}

/// The least part of today's service, or of today's share of the budget, down to which a curve that falls to nothing is
/// asked.
const LEAST: f64 = 0.01;

impl Curve {
    /// Service at a price.
    pub fn service(&self, price: f64) -> f64 {
        let eps = self.elasticity;
        match self.system {
            System::Constant => price.powf(-eps),
            System::Linear => 1.0 + eps * (1.0 - price),
            System::Logit => {
                let rise = (self.steepness() * (price - 1.0)).exp();
                (self.share + (1.0 - self.share) * rise).recip()
            }
            System::Translog => (1.0 + (1.0 - eps) * price.ln()) / price,
            System::StoneGeary => eps / price + (1.0 - eps),
        }
    }

    /// Elasticity at a price.
    pub fn elasticity_at(&self, price: f64) -> f64 {
        let eps = self.elasticity;
        match self.system {
            System::Constant => eps,
            System::Linear => eps * price / (1.0 + eps * (1.0 - price)),
            System::Logit => {
                let fall = (-self.steepness() * (price - 1.0)).exp();
                // The part of users who do without.
                let without = (1.0 - self.share) / (1.0 - self.share + self.share * fall);
                self.steepness() * price * without
            }
            System::Translog => 1.0 - (1.0 - eps) / (1.0 + (1.0 - eps) * price.ln()),
            System::StoneGeary => eps / (eps + (1.0 - eps) * price),
        }
    }

    /// The price at which the elasticity is one, if there is exactly one such price.
    pub fn unit_elastic_price(&self) -> Option<f64> {
        match self.system {
            System::Linear => Some((1.0 + self.elasticity) / (2.0 * self.elasticity)),
            System::Logit => {
                // b p (1 - s) = 1 is w exp(w) = exp(excess) with w = b p - 1.
                let b = self.steepness();
                let excess = (self.share / (1.0 - self.share)).ln() + b - 1.0;
                Some((1.0 + omega(excess)) / b)
            }
            System::Constant | System::Translog | System::StoneGeary => None,
        }
    }

    /// The prices between which the curve is one that a household with preferences would have, and asked for: below the
    /// first the whole budget would go to the service or demand would rise with the price, above the second next to
    /// nothing is bought.
    pub fn regular_prices(&self) -> (f64, f64) {
        let (eps, share) = (self.elasticity, self.share);
        match self.system {
            System::Linear => (0.0, 1.0 + (1.0 - LEAST) / eps),
            System::Translog if eps > 1.0 => {
                let (all, little) = ((1.0 / share - 1.0) / (eps - 1.0), (1.0 - LEAST) / (eps - 1.0));
                ((-all).exp(), little.exp())
            }
            System::Translog if eps < 1.0 => {
                // Compensated demand falls in the price while the share w has w (1 - w) above its slope in ln p.
                let slope = share * (1.0 - eps);
                let high = f64::midpoint(1.0, (1.0 - 4.0 * slope).max(0.0).sqrt());
                let log_price = |w: f64| (w / share - 1.0) / (1.0 - eps);
                (log_price(slope / high).exp(), log_price(high).exp())
            }
            System::StoneGeary if eps > 1.0 => (0.0, eps / (eps - 1.0 + LEAST)),
            System::StoneGeary if eps < 1.0 => (0.0, (1.0 / share - eps) / (1.0 - eps)),
            System::Constant | System::Logit | System::Translog | System::StoneGeary => (0.0, f64::INFINITY),
        }
    }

    /// The most energy that any gain in efficiency leads to, as a multiple of today's; `None` if there is no limit.
    ///
    /// Energy follows spending on the service, which no gain takes beyond the budget.
    pub fn most_energy(&self) -> Option<f64> {
        if self.elasticity <= 1.0 {
            return Some(1.0);
        }
        match self.system {
            System::Constant => None,
            System::Linear | System::Logit => self.unit_elastic_price().map(|price| price * self.service(price)),
            System::Translog => Some(self.share.recip()),
            System::StoneGeary => Some(self.elasticity),
        }
    }

    /// Slope of the logit in the price.
    fn steepness(&self) -> f64 {
        self.elasticity / (1.0 - self.share)
    }
}

/// The number `w` with $`w + \ln w = x`$, Wright's omega function: Lambert's function of $`e^x`$.
fn omega(x: f64) -> f64 {
    // The left side is concave, so that Newton's steps from below rise to the solution.
    let mut w = if x > 1.0 { x - x.ln() } else { (x - 1.0).exp().min(0.5) };
    for _ in 0..64 {
        let step = (x - w - w.ln()) * w / (1.0 + w);
        w += step;
        if step.abs() <= f64::EPSILON * w {
            break;
        }
    }
    w
}

#[cfg(test)]
mod tests {
    #[test]
    fn omega_of_one_is_one_and_large_and_small_arguments_are_solved() {
        for x in [-700.0, -5.0, 0.0, 0.9, 1.0, 1.1, 3.0, 1e3, 1e9] {
            let w = super::omega(x);
            assert!((w + w.ln() - x).abs() <= 1e-13 * x.abs().max(1.0), "{x}: {w}");
        }
        assert!((super::omega(1.0) - 1.0).abs() < 1e-15);
    }
}
