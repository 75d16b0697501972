//! How news becomes hype and hype becomes money.

use moloch_core::{Field, Range, inputs, quantity};

inputs! {
    /// How news becomes hype and hype becomes money.
    pub struct Hype {
        /// Rate at which hype fades, delta.
        pub decay: f64 = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE),
        /// Rate of releases at the reference effort, nu0.
        pub news_rate: f64 = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE),
        /// Mean hype that a release adds, J.
        pub jump: f64 = Field::number(&quantity::HYPE).within(Range::POSITIVE).or_number(1.0),
        /// Standard deviation of that jump in units of its mean.
        pub jump_variation: f64 = Field::number(&quantity::NUMBER).within(Range::NON_NEGATIVE).or_number(0.0),
        /// Hype at month 0, H0; without it, the level at which the reference news rate holds it.
        pub initial: Option<f64> = Field::number(&quantity::HYPE).optional(),
        /// Hype at which the prize is worth its earnings, H*; without it, that same level.
        pub reference: Option<f64> = Field::number(&quantity::HYPE).within(Range::POSITIVE).optional(),
        /// Premium on the prize when hype is twice its reference, psi.
        pub premium: f64 = Field::number(&quantity::NUMBER).within(Range::UNIT),
        /// Elasticity of the news rate to total race effort, omega.
        pub news_elasticity: f64 = Field::number(&quantity::ELASTICITY),
        /// Total race effort at which news comes at `news_rate`, Xref; without it, that of month 0 without intervention.
        pub reference_effort: Option<f64> = Field::number(&quantity::MONEY_FLOW).within(Range::POSITIVE).optional(),
    }
}

impl Hype {
    /// The level at which the reference news rate holds hype, `nu0 J / delta`.
    pub fn steady_level(&self) -> f64 {
        self.news_rate * self.jump / self.decay
    }

    /// Hype at which the prize is worth its earnings, H*.
    pub fn reference_level(&self) -> f64 {
        self.reference.unwrap_or_else(|| self.steady_level())
    }

    /// Hype at month 0, H0.
    pub fn initial_level(&self) -> f64 {
        self.initial.unwrap_or_else(|| self.steady_level())
    }

    /// Mean square of a jump, `E[J^2]`.
    pub fn jump_square(&self) -> f64 {
        self.jump * self.jump * (1.0 + self.jump_variation * self.jump_variation)
    }
}
