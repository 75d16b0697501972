//! Fields that several models share, declared once.

use moloch_core::{Field, Range, quantity};

/// Energy used today.
pub(crate) const ENERGY: Field = Field::number(&quantity::ENERGY_FLOW).within(Range::POSITIVE);

/// Price of energy today.
pub(crate) const ENERGY_PRICE: Field =
    Field::number(&quantity::ENERGY_PRICE).within(Range::POSITIVE).in_unit("USD/kWh").or_number(0.1);

/// The largest elasticity accepted: beyond it rounding in prices would be larger than any certificate allows.
const MOST: f64 = 100.0;

/// Allowed elasticities.
pub(crate) const ELASTICITIES: Range = Range::between(0.0, MOST);

/// Price elasticity of demand for the service; demand that does not answer to the price is allowed.
pub(crate) const ELASTICITY: Field = Field::number(&quantity::ELASTICITY).within(ELASTICITIES);

/// Price elasticity of demand where an answer to the price is needed for a solution.
pub(crate) const POSITIVE_ELASTICITY: Field =
    Field::number(&quantity::ELASTICITY).within(Range::between(1.0 / MOST, MOST));

/// Efficiency afterwards as a multiple of efficiency before.
pub(crate) const EFFICIENCY_GAIN: Field = Field::number(&quantity::RATIO);

/// Growth of a logarithm.
pub(crate) const GROWTH: Field = Field::number(&quantity::RATE);

/// A span of time from today.
pub(crate) const YEARS: Field = Field::number(&quantity::DURATION);
