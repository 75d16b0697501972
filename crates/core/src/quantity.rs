//! The closed list of quantities: what a number measures, in which units it may be written, and
//! which values make sense. One row each; nothing else in the workspace knows a unit.

use crate::Range;

/// A unit and how many base units of its quantity it holds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unit {
    /// The unit as it is written in files and reports.
    pub name: &'static str,
    /// One of this unit, in the base unit.
    pub factor: f64,
}

/// Exponents of money, time and energy; a change of numeraire or of the time unit acts by them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Dimension {
    /// Exponent of money.
    pub money: i8,
    /// Exponent of time.
    pub time: i8,
    /// Exponent of energy.
    pub energy: i8,
}

impl Dimension {
    const fn new(money: i8, time: i8, energy: i8) -> Self {
        Self { money, time, energy }
    }
}

/// What a number measures.
#[derive(Debug, PartialEq)]
pub struct Quantity {
    /// The name used in messages and tables.
    pub name: &'static str,
    /// The units, the base unit first.
    pub units: &'static [Unit],
    /// Exponents of money, time and energy.
    pub dimension: Dimension,
    /// Values that make sense for every use of the quantity, in the base unit.
    pub range: Range,
    /// An interval of ordinary values in the base unit, from which tests draw.
    pub typical: (f64, f64),
}

impl Quantity {
    /// The unit of this name, if the quantity knows it.
    pub fn unit(&self, name: &str) -> Option<&'static Unit> {
        self.units.iter().find(|unit| unit.name == name)
    }

    /// The base unit's name.
    pub const fn base(&self) -> &'static str {
        self.units[0].name
    }

    /// The factor that turns a value in `from` into a value in `to`, if both units are known.
    pub fn conversion(&self, from: &str, to: &str) -> Option<f64> {
        Some(self.unit(from)?.factor / self.unit(to)?.factor)
    }
}

const fn unit(name: &'static str, factor: f64) -> Unit {
    Unit { name, factor }
}

const YEAR_IN_DAYS: f64 = 365.25;

macro_rules! quantities {
    ($($(#[doc = $doc:literal])* $id:ident = $name:literal, [$($unit:literal * $factor:expr),+],
       ($money:literal, $time:literal, $energy:literal), $range:expr, $typical:expr;)+) => {
        $($(#[doc = $doc])* pub static $id: Quantity = Quantity {
            name: $name,
            units: &[$(unit($unit, $factor)),+],
            dimension: Dimension::new($money, $time, $energy),
            range: $range,
            typical: $typical,
        };)+
        /// Every quantity.
        pub static ALL: &[&Quantity] = &[$(&$id),+];
    };
}

quantities! {
    /// A pure number.
    NUMBER = "number", ["1" * 1.0, "%" * 0.01], (0, 0, 0), Range::ANY, (0.1, 3.0);
    /// An elasticity: a ratio of relative changes.
    ELASTICITY = "elasticity", ["1" * 1.0], (0, 0, 0), Range::NON_NEGATIVE, (0.2, 3.0);
    /// A positive ratio of two like amounts.
    RATIO = "ratio", ["1" * 1.0, "%" * 0.01], (0, 0, 0), Range::POSITIVE, (0.2, 5.0);
    /// A part of a whole.
    SHARE = "share", ["1" * 1.0, "%" * 0.01], (0, 0, 0), Range::UNIT, (0.05, 0.95);
    /// A probability.
    PROBABILITY = "probability", ["1" * 1.0, "%" * 0.01], (0, 0, 0), Range::UNIT, (0.05, 0.95);
    /// A count of things, not necessarily whole.
    COUNT = "count", ["1" * 1.0, "thousand" * 1e3, "million" * 1e6, "billion" * 1e9],
        (0, 0, 0), Range::NON_NEGATIVE, (1.0, 20.0);
    /// A level of hype, counted in standard announcements.
    HYPE = "hype", ["announcements" * 1.0], (0, 0, 0), Range::NON_NEGATIVE, (0.5, 20.0);
    /// An amount of money.
    MONEY = "money", ["bn USD" * 1.0, "T USD" * 1e3, "M USD" * 1e-3, "k USD" * 1e-6, "USD" * 1e-9],
        (1, 0, 0), Range::NON_NEGATIVE, (0.5, 20.0);
    /// A flow of money.
    MONEY_FLOW = "money flow",
        ["bn USD/yr" * 1.0, "T USD/yr" * 1e3, "M USD/yr" * 1e-3, "bn USD/month" * 12.0, "M USD/month" * 0.012],
        (1, -1, 0), Range::NON_NEGATIVE, (0.5, 20.0);
    /// The slope of a marginal cost: per unit of a money flow.
    PER_MONEY_FLOW = "inverse money flow", ["yr/bn USD" * 1.0, "yr/M USD" * 1e3],
        (-1, 1, 0), Range::NON_NEGATIVE, (0.05, 2.0);
    /// A span of time.
    DURATION = "duration",
        ["yr" * 1.0, "month" * 1.0 / 12.0, "week" * 7.0 / YEAR_IN_DAYS, "day" * 1.0 / YEAR_IN_DAYS],
        (0, 1, 0), Range::NON_NEGATIVE, (0.2, 5.0);
    /// A rate, hazard or rate of growth in logarithms: per unit of time.
    RATE = "rate", ["1/yr" * 1.0, "1/month" * 12.0, "1/week" * YEAR_IN_DAYS / 7.0, "1/day" * YEAR_IN_DAYS, "%/yr" * 0.01],
        (0, -1, 0), Range::NON_NEGATIVE, (0.05, 2.0);
    /// An amount of energy.
    ENERGY = "energy", ["TWh" * 1.0, "GWh" * 1e-3, "MWh" * 1e-6, "kWh" * 1e-9, "Wh" * 1e-12], (0, 0, 1), Range::NON_NEGATIVE, (1.0, 1000.0);
    /// A flow of energy.
    ENERGY_FLOW = "energy flow", ["TWh/yr" * 1.0, "GWh/yr" * 1e-3, "MWh/yr" * 1e-6, "GW" * 8.766, "MW" * 8.766e-3, "kW" * 8.766e-6],
        (0, -1, 1), Range::NON_NEGATIVE, (1.0, 1000.0);
    /// Money for a unit of energy.
    ENERGY_PRICE = "price of energy", ["bn USD/TWh" * 1.0, "USD/kWh" * 1.0, "USD/MWh" * 1e-3],
        (1, 0, -1), Range::NON_NEGATIVE, (0.01, 1.0);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_base_unit_has_factor_one_and_unit_names_are_distinct() {
        for quantity in ALL {
            assert!((quantity.units[0].factor - 1.0).abs() < f64::EPSILON, "{}", quantity.name);
            for (k, unit) in quantity.units.iter().enumerate() {
                assert!(quantity.units[..k].iter().all(|other| other.name != unit.name));
            }
            assert!(quantity.typical.0 < quantity.typical.1);
            assert!(quantity.range.contains(quantity.typical.0) && quantity.range.contains(quantity.typical.1));
        }
    }

    #[test]
    fn a_rate_of_one_per_month_is_twelve_per_year() {
        assert_eq!(RATE.conversion("1/month", "1/yr"), Some(12.0));
        assert_eq!(RATE.conversion("1/fortnight", "1/yr"), None);
    }
}
