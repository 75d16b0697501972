//! What effort costs and earns, and how long it lasts.

use moloch_core::{DefaultValue, Field, OpenTable, Range, choices, inputs, quantity};

choices! {
    /// Where the effort stocks of month 0 come from.
    pub enum InitialStock {
        /// The limit of the law of motion at the state of month 0 without intervention.
        Steady = "steady",
        /// None.
        Zero = "zero",
        /// Each lab's `stock`.
        Given = "given",
    }
}

inputs! {
    /// What effort costs and earns, and how long it lasts.
    pub struct Competition {
        /// Marginal cost of the first unit of effort, c: money for a unit of effort, itself counted in money.
        pub unit_cost: f64 = Field::number(&quantity::RATIO).or_number(1.0),
        /// Rise of a lab's marginal cost with its total effort at month 0, kappa.
        pub cost_convexity: f64 = Field::number(&quantity::PER_MONEY_FLOW),
        /// Value of product effort to the lab at month 0, B in `B ln(1 + z/zref)`.
        pub product_value: f64 = Field::number(&quantity::MONEY_FLOW),
        /// Product effort at which the logarithm bends, zref.
        pub product_scale: f64 = Field::number(&quantity::MONEY_FLOW).within(Range::POSITIVE).or_number(1.0),
        /// Value of product effort to customers, in units of its value to the lab, sigma.
        pub spillover: f64 = Field::number(&quantity::NUMBER).within(Range::NON_NEGATIVE).or_number(0.0),
        /// Part of revenue that is prize; the rest is resource cost.
        pub margin: f64 =
            Field::number(&quantity::SHARE).within(Range { low_open: true, ..Range::UNIT }).or_number(1.0),
        /// How far labs look ahead, f: 0 for this month only, 1 for the whole life of effort.
        pub foresight: f64 = Field::number(&quantity::SHARE).or_number(0.0),
        /// Months after which half of an effort's effect is left; without it and `retention`, nothing lasts.
        pub half_life: Option<f64> =
            Field::number(&quantity::DURATION).in_unit("month").within(Range::POSITIVE).optional(),
        /// Part of an effort's effect that is left after a month, phi; instead of `half_life`.
        pub retention: Option<f64> = Field::number(&quantity::SHARE).within(Range::UNIT.below(1.0)).optional(),
        /// Effort stocks at month 0: steady, zero or given.
        pub initial_stock: InitialStock =
            Field::choice(<InitialStock as moloch_core::Choice>::WORDS).or(DefaultValue::Text("steady")),
        /// Rate at which money flows are discounted, r, continuously.
        pub discount_rate: f64 = Field::number(&quantity::RATE),
        /// Elasticity of product value to the size of the market, bB.
        pub product_value_scaling: f64 = Field::number(&quantity::ELASTICITY).or_number(0.0),
        /// Elasticity of cost convexity to the size of the market, taken negative: kappa falls as the market grows, bK.
        pub cost_scaling: f64 = Field::number(&quantity::ELASTICITY).or_number(0.0),
        /// Elasticity of the fringe to the size of the market, by.
        pub fringe_scaling: f64 = Field::number(&quantity::ELASTICITY).or_number(0.0),
        /// Value to society of a unit of race effort; 0 says that the race only moves the prize.
        pub social_value: f64 = Field::number(&quantity::NUMBER).or_number(0.0),
    }
    check one_retention;
}

impl Competition {
    /// Part of an effort's effect that is left after a month, phi.
    pub fn retention_per_month(&self) -> f64 {
        match (self.half_life, self.retention) {
            (Some(months), _) => (-std::f64::consts::LN_2 / months).exp(),
            (None, Some(retention)) => retention,
            (None, None) => 0.0,
        }
    }
}

fn one_retention(competition: &Competition, table: &mut OpenTable<'_, '_>) {
    if competition.half_life.is_some() && competition.retention.is_some() {
        let found = "both `half_life` and `retention`".to_owned();
        table.fault("two-ways", "retention", found, "one of the two, which say the same", "remove one of them");
    }
}
