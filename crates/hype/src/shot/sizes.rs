//! Sizes of jumps: any law on the positive numbers with a finite mean.

use moloch_core::random::{ChaCha12Rng, open_unit};
use statrs::distribution::{ContinuousCDF, Gamma, LogNormal, Pareto, Uniform, Weibull};
use statrs::function::gamma::gamma;

moloch_core::choices! {
    /// How the sizes of jumps are distributed; most take a shape.
    pub enum SizeLaw {
        /// Every announcement lifts hype by the same amount.
        Fixed = "fixed",
        /// Exponential.
        Exponential = "exponential",
        /// Gamma with this shape: below 1 more uneven than exponential, above 1 more even.
        Gamma = "gamma",
        /// Log-normal; the shape is the standard deviation of the logarithm.
        LogNormal = "lognormal",
        /// Evenly from nothing to twice the mean.
        Uniform = "uniform",
        /// Pareto; the shape is the tail's exponent, above 1. The variance is infinite up to 2.
        Pareto = "pareto",
        /// Weibull with this shape.
        Weibull = "weibull",
    }
}

/// The law of a jump's size, as far as shot noise needs it. Any law of statrs has these: see [`Law`].
pub trait Size {
    /// Mean size, positive and finite.
    fn mean(&self) -> f64;
    /// Mean squared size; infinite for very heavy tails.
    fn second_moment(&self) -> f64;
    /// Probability of a larger jump.
    fn survival(&self, size: f64) -> f64;
    /// The size that is exceeded with this probability, in (0, 1).
    fn exceeded(&self, probability: f64) -> f64;
    /// Sizes at which the survival has a kink or a jump.
    fn kinks(&self) -> Vec<f64> {
        Vec::new()
    }
    /// A random size.
    fn draw(&self, random: &mut ChaCha12Rng) -> f64 {
        self.exceeded(open_unit(random))
    }
}

/// A law of statrs with its first two moments.
#[derive(Debug, Clone)]
pub struct Law<D> {
    /// The law; all of its values must be positive.
    pub law: D,
    /// Its mean.
    pub mean: f64,
    /// The mean of its square.
    pub second_moment: f64,
}

impl<D: ContinuousCDF<f64, f64>> Size for Law<D> {
    fn mean(&self) -> f64 {
        self.mean
    }

    fn second_moment(&self) -> f64 {
        self.second_moment
    }

    fn survival(&self, size: f64) -> f64 {
        if size > 0.0 { self.law.sf(size) } else { 1.0 }
    }

    fn exceeded(&self, probability: f64) -> f64 {
        self.law.inverse_cdf(1.0 - probability)
    }

    fn kinks(&self) -> Vec<f64> {
        [self.law.min(), self.law.max()].into_iter().filter(|end| *end > 0.0 && end.is_finite()).collect()
    }
}

/// Gamma distributed sizes, drawn without inverting their law.
#[derive(Debug, Clone)]
struct GammaSizes(Law<Gamma>);

impl Size for GammaSizes {
    fn mean(&self) -> f64 {
        self.0.mean
    }

    fn second_moment(&self) -> f64 {
        self.0.second_moment
    }

    fn survival(&self, size: f64) -> f64 {
        self.0.survival(size)
    }

    fn exceeded(&self, probability: f64) -> f64 {
        self.0.exceeded(probability)
    }

    /// By the method of Marsaglia and Tsang (2000); a shape below one by a power of a uniform number.
    fn draw(&self, random: &mut ChaCha12Rng) -> f64 {
        let shape = self.0.law.shape();
        let (raised, power) = if shape < 1.0 { (shape + 1.0, shape.recip()) } else { (shape, 0.0) };
        let d = raised - 1.0 / 3.0;
        let c = (9.0 * d).sqrt().recip();
        loop {
            let (u, angle) = (open_unit(random), std::f64::consts::TAU * open_unit(random));
            let z = (-2.0 * u.ln()).sqrt() * angle.cos();
            let v = (1.0 + c * z).powi(3);
            if v > 0.0 && open_unit(random).ln() < z * z / 2.0 + d - d * v + d * v.ln() {
                let small = if power > 0.0 { open_unit(random).powf(power) } else { 1.0 };
                return d * v * small / self.0.law.rate();
            }
        }
    }
}

/// Jumps that are all of one size.
#[derive(Debug, Clone, Copy)]
pub struct Equal(
    /// The size.
    pub f64,
);

impl Size for Equal {
    fn mean(&self) -> f64 {
        self.0
    }

    fn second_moment(&self) -> f64 {
        self.0 * self.0
    }

    fn survival(&self, size: f64) -> f64 {
        f64::from(size < self.0)
    }

    fn exceeded(&self, _: f64) -> f64 {
        self.0
    }

    fn kinks(&self) -> Vec<f64> {
        vec![self.0]
    }
}

/// The law of this name with the given mean; `None` if the shape does not suit it.
pub fn sizes(law: SizeLaw, mean: f64, shape: f64) -> Option<Box<dyn Size>> {
    fn boxed<D: ContinuousCDF<f64, f64> + 'static>(law: D, mean: f64, ratio: f64) -> Box<dyn Size> {
        Box::new(Law { law, mean, second_moment: ratio * mean * mean })
    }
    Some(match law {
        SizeLaw::Fixed => Box::new(Equal(mean)),
        SizeLaw::Exponential => boxed(statrs::distribution::Exp::new(mean.recip()).ok()?, mean, 2.0),
        SizeLaw::Gamma => {
            let law = Gamma::new(shape, shape / mean).ok()?;
            Box::new(GammaSizes(Law { law, mean, second_moment: (1.0 + shape.recip()) * mean * mean }))
        }
        SizeLaw::LogNormal => {
            boxed(LogNormal::new(mean.ln() - shape * shape / 2.0, shape).ok()?, mean, (shape * shape).exp())
        }
        SizeLaw::Uniform => boxed(Uniform::new(0.0, 2.0 * mean).ok()?, mean, 4.0 / 3.0),
        SizeLaw::Pareto => {
            let least = mean * (shape - 1.0) / shape;
            let ratio = if shape > 2.0 { (shape - 1.0).powi(2) / (shape * (shape - 2.0)) } else { f64::INFINITY };
            boxed(Pareto::new(least, shape).ok()?, mean, ratio)
        }
        SizeLaw::Weibull => {
            let (first, second) = (gamma(1.0 + shape.recip()), gamma(1.0 + 2.0 / shape));
            boxed(Weibull::new(shape, mean / first).ok()?, mean, second / (first * first))
        }
    })
}
