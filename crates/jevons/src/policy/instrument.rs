//! The instruments, and what each makes of a covered user's price, value and efficiency.

use super::{Market, Segment};

/// A way to save energy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Instrument {
    /// A tax on energy; the government keeps the revenue.
    Tax,
    /// The same tax, its revenue given back to users in equal sums.
    TaxWithRebate,
    /// Permits for energy, given to users and traded.
    CapAndTrade,
    /// No user may use more than a part of what was used before; nothing is traded.
    UsageCap,
    /// A price of the service that rises with the amount used; sellers keep the premium.
    ProgressivePrice,
    /// A rule that makes the service take more energy.
    EfficiencyPenalty,
    /// A rule that makes the service take less energy, with equipment that costs something.
    EfficiencyStandard,
    /// Applications are forbidden one by one.
    ApplicationBan,
}

impl Instrument {
    /// All of them, in the order of tables.
    pub const ALL: [Self; 8] = [
        Self::Tax,
        Self::TaxWithRebate,
        Self::CapAndTrade,
        Self::UsageCap,
        Self::ProgressivePrice,
        Self::EfficiencyPenalty,
        Self::EfficiencyStandard,
        Self::ApplicationBan,
    ];

    /// The name used in tables.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Tax => "resource tax",
            Self::TaxWithRebate => "resource tax with rebate",
            Self::CapAndTrade => "cap and trade",
            Self::UsageCap => "usage cap",
            Self::ProgressivePrice => "progressive price",
            Self::EfficiencyPenalty => "efficiency penalty",
            Self::EfficiencyStandard => "efficiency standard",
            Self::ApplicationBan => "application ban",
        }
    }

    /// What its strength measures.
    pub const fn measured_by(self) -> &'static str {
        match self {
            Self::Tax | Self::TaxWithRebate => "price of energy with tax, of without",
            Self::CapAndTrade => "permits, of what covered users would use",
            Self::UsageCap => "energy allowed, of before the gain",
            Self::ProgressivePrice => "elasticity of the price to the amount",
            Self::EfficiencyPenalty | Self::EfficiencyStandard => "efficiency with the rule, of without",
            Self::ApplicationBan => "segments forbidden",
        }
    }
}

/// An instrument in force.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Policy {
    /// Nothing is in force.
    Free,
    /// Energy costs this factor more.
    Tax(f64),
    /// Covered users hold permits for this much energy, TWh/yr.
    Permits(f64),
    /// Each covered user may use this part of what was used before the gain.
    Cap(f64),
    /// The price of the service rises with its amount, with this elasticity.
    Progressive(f64),
    /// Efficiency is multiplied by this, at no saving in equipment.
    Penalty(f64),
    /// Efficiency is multiplied by this, with dearer equipment.
    Standard(f64),
    /// The segments whose bits are set are forbidden.
    Ban(u32),
}

/// What a covered user of a segment does: prices are multiples of the price of the service before the gain.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Use {
    /// What the last unit of service is worth to users.
    pub(super) value: f64,
    /// What a unit of service costs them.
    pub(super) paid: f64,
    /// What its energy costs at the market's price.
    pub(super) energy_cost: f64,
    /// What is paid above the cost of energy and equipment.
    pub(super) premium: f64,
    /// Efficiency, of before the gain.
    pub(super) efficiency: f64,
    /// Whether the service may be used at all.
    pub(super) allowed: bool,
}

impl Use {
    /// Service at its price, with nothing in force.
    pub(super) fn free(energy_price: f64, efficiency: f64) -> Self {
        let price = energy_price / efficiency;
        Self { value: price, paid: price, energy_cost: price, premium: 0.0, efficiency, allowed: true }
    }
}

impl Policy {
    /// What a covered user of segment `index` does at a market price of energy.
    ///
    /// Permits act by their price, which [`Market::permit_price`] finds; here they leave users free.
    pub(super) fn covered(self, market: &Market, index: usize, energy_price: f64) -> Use {
        let segment: &Segment = &market.segments[index];
        let (eps, gain) = (segment.elasticity, segment.gain);
        let free = Use::free(energy_price, gain);
        match self {
            Self::Free | Self::Permits(_) => free,
            Self::Tax(factor) => {
                let price = free.paid * factor;
                Use { value: price, paid: price, premium: price - free.paid, ..free }
            }
            Self::Cap(part) => {
                let most = part * gain / market.scale;
                let value = most.powf(-eps.recip());
                Use { value: value.max(free.value), ..free }
            }
            Self::Progressive(theta) => {
                let price = (free.paid * market.scale.powf(theta)).powf((1.0 + theta * eps).recip());
                Use { value: price, paid: price, premium: price - free.paid, ..free }
            }
            Self::Penalty(factor) => Use::free(energy_price, gain * factor),
            Self::Standard(factor) => {
                let price = free.paid * factor.powf(market.efficiency_cost - 1.0);
                let energy_cost = free.paid / factor;
                Use { value: price, paid: price, energy_cost, efficiency: gain * factor, ..free }
            }
            Self::Ban(bits) => Use { allowed: bits & (1 << index) == 0, ..free },
        }
    }
}
