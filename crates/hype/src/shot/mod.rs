//! Shot noise: hype that decays at a constant rate and is lifted by announcements at random times.
//!
//! Announcements come as a Poisson process and lift the level by independent jumps; between them it decays.

mod gamma;
mod inversion;
mod passage;
mod ride;
mod sample;
mod simulate;
mod sizes;
mod transform;

pub use passage::{mean_passage, mean_passage_by_integration};
pub use ride::{Ride, ride};
pub use sample::{AnyJumps, Estimate};
pub use simulate::{first_passage, level_after, path_at};
pub use sizes::{Equal, Law, Size, SizeLaw, sizes};
pub use transform::{Inverted, LARGEST_INVERTED, LEAST_INVERTED, exponent};

moloch_core::choices! {
    /// How the sizes of jumps are distributed.
    pub enum JumpLaw {
        /// Exponential: many small announcements and a few large ones.
        Exponential = "exponential",
        /// Every announcement lifts hype by the same amount.
        Fixed = "fixed",
    }
}

/// A shot-noise process. All numbers are positive and finite; rates are per one unit of time.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Process {
    /// Decay, $`\delta`$, per unit of time.
    pub decay: f64,
    /// Announcements per unit of time, $`\lambda`$.
    pub rate: f64,
    /// Mean jump, $`\mu`$.
    pub jump: f64,
    /// How the sizes of jumps are distributed.
    pub jumps: JumpLaw,
}

impl Process {
    /// Announcements within a mean lifetime of hype, $`a = \lambda/\delta`$.
    pub fn crowding(&self) -> f64 {
        self.rate / self.decay
    }

    /// Mean of the squared jump.
    pub fn second_moment(&self) -> f64 {
        match self.jumps {
            JumpLaw::Exponential => 2.0 * self.jump * self.jump,
            JumpLaw::Fixed => self.jump * self.jump,
        }
    }

    /// Mean level in the long run, $`\lambda E[J]/\delta`$ (Campbell).
    pub fn mean(&self) -> f64 {
        self.crowding() * self.jump
    }

    /// Variance of the level in the long run, $`\lambda E[J^2]/(2\delta)`$ (Campbell).
    pub fn variance(&self) -> f64 {
        self.crowding() * self.second_moment() / 2.0
    }

    /// Correlation of the level with itself a time `lag` later.
    pub fn autocorrelation(&self, lag: f64) -> f64 {
        (-self.decay * lag.abs()).exp()
    }

    /// Characteristic function of the level in the long run: real and imaginary part of $`E[e^{iuH}]`$.
    pub fn characteristic(&self, u: f64) -> [f64; 2] {
        let (size, angle) = match self.jumps {
            JumpLaw::Exponential => gamma::characteristic(self.crowding(), u * self.jump),
            JumpLaw::Fixed => inversion::characteristic(self.crowding(), u * self.jump),
        };
        [size * angle.cos(), size * angle.sin()]
    }

    /// Probability that the level lies below `level` in the long run.
    ///
    /// For fixed jumps by inversion of the characteristic function, which needs a crowding of at least
    /// [`LEAST_CROWDING`] to end in reasonable time.
    pub fn below(&self, level: f64) -> f64 {
        match self.jumps {
            JumpLaw::Exponential => gamma::below(self.crowding(), level / self.jump),
            JumpLaw::Fixed => inversion::below(self.crowding(), level / self.jump),
        }
    }

    /// How often the level falls through `level` per unit of time: $`\delta x f(x)`$ (Rice).
    pub fn crossings(&self, level: f64) -> f64 {
        let scaled = level / self.jump;
        self.decay
            * match self.jumps {
                JumpLaw::Exponential => gamma::scaled_density(self.crowding(), scaled),
                JumpLaw::Fixed => scaled * inversion::density(self.crowding(), scaled),
            }
    }

    /// How often the level is lifted through `level` per unit of time. It must equal [`Process::crossings`]: what
    /// falls through a level must have been lifted through it.
    ///
    /// For fixed jumps $`\lambda P(x - J < H < x)`$; for exponential ones the stationary law is integrated.
    pub fn lifts(&self, level: f64) -> f64 {
        let (a, scaled) = (self.crowding(), level / self.jump);
        self.rate
            * match self.jumps {
                JumpLaw::Exponential => gamma::lifted_through(a, scaled),
                JumpLaw::Fixed => inversion::below(a, scaled) - inversion::below(a, scaled - 1.0),
            }
    }
}

/// The least number of announcements within a mean lifetime for which fixed jumps are inverted.
pub const LEAST_CROWDING: f64 = 4.0;
/// The largest number of announcements within a mean lifetime: beyond it news is practically a steady stream.
pub const LARGEST_CROWDING: f64 = 1e4;
