//! How customers adopt, and the compute that serves them.

use moloch_core::{Field, Range, inputs, quantity};

inputs! {
    /// How customers adopt: the law of Bass, sped up by hype.
    pub struct Adoption {
        /// Part of all customers who have adopted at month 0, F0.
        pub initial: f64 = Field::number(&quantity::SHARE).within(Range::INSIDE_UNIT),
        /// Rate of adoption by those who follow nobody, p.
        pub innovation: f64 = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE),
        /// Rate of adoption by imitation, q.
        pub imitation: f64 = Field::number(&quantity::RATE).in_unit("1/month"),
        /// How much faster adoption runs when hype is twice its reference, bH.
        pub hype_boost: f64 = Field::number(&quantity::NUMBER).within(Range::NON_NEGATIVE).or_number(0.0),
    }
}

inputs! {
    /// Price, demand and energy of compute.
    pub struct Compute {
        /// Energy use at month 0, E0.
        pub energy: f64 = Field::number(&quantity::ENERGY_FLOW).within(Range::POSITIVE),
        /// The most energy that can be had; without it, supply has no limit.
        pub energy_cap: Option<f64> = Field::number(&quantity::ENERGY_FLOW).within(Range::POSITIVE).optional(),
        /// Price elasticity of demand for the service, taken positive.
        pub elasticity: f64 = Field::number(&quantity::ELASTICITY).within(Range::POSITIVE),
        /// Rate at which the service gained from a unit of energy grows, g, in logarithms.
        pub efficiency_growth: f64 = Field::number(&quantity::RATE).in_unit("1/month"),
        /// Damage to others from a unit of energy.
        pub externality: f64 = Field::number(&quantity::ENERGY_PRICE).or_number(0.0),
    }
}
