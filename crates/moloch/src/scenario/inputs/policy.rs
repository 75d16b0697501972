//! Policies: which levers they pull and from when, and the outcomes they are asked to reach.

use moloch_core::{Choice, DefaultValue, Field, OpenTable, Range, choices, inputs, quantity};

inputs! {
    /// A named policy: one or more levers, pulled from a month on.
    pub struct Intervention {
        /// Name of the policy; targets refer to it.
        pub name: String = Field::text(),
        /// What the policy stands for.
        pub description: Option<String> = Field::text().optional(),
        /// The first month in which the policy holds.
        pub start: usize = Field::integer(0, 1200).or(DefaultValue::Integer(0)),
        /// Tax on race effort: money for a unit of effort, itself counted in money.
        pub tax: Option<f64> = Field::number(&quantity::NUMBER).within(Range::NON_NEGATIVE).optional(),
        /// Whether the revenue of the tax goes back to the labs in equal parts, whatever each paid.
        pub rebate: bool = Field::flag().or(DefaultValue::Flag(false)),
        /// The most race effort of any one lab.
        pub cap: Option<f64> = Field::number(&quantity::MONEY_FLOW).optional(),
        /// The most releases of all labs together: a coordination window.
        pub most_releases: Option<f64> = Field::number(&quantity::RATE).in_unit("1/month").optional(),
        /// The labs that commit themselves to stop racing.
        pub stops: Vec<String> = Field::texts("stopping lab").or(DefaultValue::EmptyList),
        /// Part of each lab's suitability outside its best segment that it gives up: 1 leaves it in its niche alone.
        pub niche: Option<f64> = Field::number(&quantity::SHARE).optional(),
    }
    check pulls_a_lever;
}

/// One lever of a policy with its strength.
#[derive(Debug, Clone, PartialEq)]
pub enum Lever {
    /// Tax on race effort.
    Tax {
        /// Money for a unit of effort.
        rate: f64,
        /// Whether the revenue goes back to the labs in equal parts.
        rebate: bool,
    },
    /// The most race effort of any one lab, bn USD/yr.
    Cap(f64),
    /// The most releases of all labs, per month.
    Window(f64),
    /// The labs that stop racing, by name.
    Commitment(Vec<String>),
    /// Part of each lab's suitability outside its best segment that it gives up.
    Niche(f64),
}

choices! {
    /// A lever whose strength is a number.
    pub enum LeverName {
        /// `tax`: stronger is higher.
        Tax = "tax",
        /// `cap`: stronger is lower.
        Cap = "cap",
        /// `most_releases`: stronger is lower.
        Window = "most_releases",
        /// `niche`: stronger is higher.
        Niche = "niche",
    }
}

choices! {
    /// An outcome of the path.
    pub enum Outcome {
        /// Race effort of all labs at a month, bn USD/yr.
        RaceEffort = "race_effort",
        /// Cost of the race at a month, bn USD/yr.
        RaceCost = "race_cost",
        /// Static Moloch gap at a month, bn USD/yr.
        StaticGap = "static_gap",
        /// Energy use at a month, TWh/yr.
        Energy = "energy",
        /// Hype at a month.
        Hype = "hype",
        /// Present value of the cost of the race, bn USD.
        PresentRaceCost = "present_race_cost",
        /// Present value of the static Moloch gap, bn USD.
        PresentStaticGap = "present_static_gap",
        /// Present value of welfare, bn USD; the only outcome of which more is better.
        PresentWelfare = "present_welfare",
    }
}

inputs! {
    /// An outcome to reach: the least sufficient strength of a lever is sought.
    pub struct Target {
        /// Name of the target.
        pub name: String = Field::text(),
        /// The lever whose strength is sought.
        pub lever: LeverName = Field::choice(LeverName::WORDS),
        /// The policy in which that lever is varied, other levers kept; without it, the lever alone from month 0.
        pub intervention: Option<String> = Field::text().optional(),
        /// The outcome.
        pub outcome: Outcome = Field::choice(Outcome::WORDS),
        /// The month at which the outcome is read; without it, the last one.
        pub month: Option<usize> = Field::integer(0, 1200).optional(),
        /// The outcome must come to this multiple of its value without intervention (or beyond, on the good side).
        pub fraction: Option<f64> = Field::number(&quantity::RATIO).optional(),
        /// The flow of money that the outcome must reach.
        pub money_level: Option<f64> = Field::number(&quantity::MONEY_FLOW).optional(),
        /// The present value that the outcome must reach.
        pub present_level: Option<f64> = Field::number(&quantity::MONEY).optional(),
        /// The flow of energy that the outcome must reach.
        pub energy_level: Option<f64> = Field::number(&quantity::ENERGY_FLOW).optional(),
        /// The hype that the outcome must reach.
        pub hype_level: Option<f64> = Field::number(&quantity::HYPE).optional(),
    }
    check one_aim;
}

/// What a target asks of its outcome.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Aim {
    /// This multiple of the value without intervention.
    Fraction(f64),
    /// This value, in the outcome's unit.
    Level(f64),
}

impl Intervention {
    /// A policy without levers, for code that builds one.
    pub fn named(name: &str) -> Self {
        Self {
            name: name.to_owned(),
            description: None,
            start: 0,
            tax: None,
            rebate: false,
            cap: None,
            most_releases: None,
            stops: Vec::new(),
            niche: None,
        }
    }

    /// The levers that the policy pulls.
    pub fn levers(&self) -> Vec<Lever> {
        let stops = (!self.stops.is_empty()).then(|| Lever::Commitment(self.stops.clone()));
        [
            self.tax.map(|rate| Lever::Tax { rate, rebate: self.rebate }),
            self.cap.map(Lever::Cap),
            self.most_releases.map(Lever::Window),
            stops,
            self.niche.map(Lever::Niche),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The strength of a lever, in its field's unit.
    pub const fn strength(&self, lever: LeverName) -> Option<f64> {
        match lever {
            LeverName::Tax => self.tax,
            LeverName::Cap => self.cap,
            LeverName::Window => self.most_releases,
            LeverName::Niche => self.niche,
        }
    }

    /// The same policy with a lever at this strength, in its field's unit.
    #[must_use]
    pub fn at_strength(mut self, lever: LeverName, strength: f64) -> Self {
        let slot = match lever {
            LeverName::Tax => &mut self.tax,
            LeverName::Cap => &mut self.cap,
            LeverName::Window => &mut self.most_releases,
            LeverName::Niche => &mut self.niche,
        };
        *slot = Some(strength);
        self
    }
}

impl LeverName {
    /// Whether a larger number is a stronger policy.
    pub const fn rises(self) -> bool {
        matches!(self, Self::Tax | Self::Niche)
    }
}

impl Outcome {
    /// Whether the outcome is a present value of the path rather than read at a month.
    pub const fn is_present_value(self) -> bool {
        matches!(self, Self::PresentRaceCost | Self::PresentStaticGap | Self::PresentWelfare)
    }

    /// Whether more of the outcome is better.
    pub const fn more_is_better(self) -> bool {
        matches!(self, Self::PresentWelfare)
    }

    /// The key under which a target states this outcome's level.
    const fn level_key(self) -> &'static str {
        match self {
            Self::RaceEffort | Self::RaceCost | Self::StaticGap => "money_level",
            Self::Energy => "energy_level",
            Self::Hype => "hype_level",
            Self::PresentRaceCost | Self::PresentStaticGap | Self::PresentWelfare => "present_level",
        }
    }
}

impl Target {
    /// What the target asks of its outcome; a checked target always asks something.
    pub fn aim(&self) -> Option<Aim> {
        let level = self.levels().into_iter().find_map(|(_, level)| level);
        self.fraction.map(Aim::Fraction).or(level.map(Aim::Level))
    }

    /// Whether an outcome of this value meets the target, given its value without intervention.
    pub fn is_met(&self, value: f64, without: f64) -> bool {
        let Some(aim) = self.aim() else { return false };
        let bound = match aim {
            Aim::Fraction(fraction) => fraction * without,
            Aim::Level(level) => level,
        };
        if self.outcome.more_is_better() { value >= bound } else { value <= bound }
    }

    const fn levels(&self) -> [(&'static str, Option<f64>); 4] {
        [
            ("money_level", self.money_level),
            ("present_level", self.present_level),
            ("energy_level", self.energy_level),
            ("hype_level", self.hype_level),
        ]
    }
}

fn pulls_a_lever(intervention: &Intervention, table: &mut OpenTable<'_, '_>) {
    if intervention.levers().is_empty() {
        let expected = "at least one of tax, cap, most_releases, stops, niche";
        table.fault("no-lever", "name", "a policy without a lever".to_owned(), expected, "add a lever");
    }
    if intervention.rebate && intervention.tax.is_none() {
        let found = "a rebate without a tax".to_owned();
        table.fault("unused-key", "rebate", found, "a rebate only beside `tax`", "add `tax` or remove `rebate`");
    }
}

fn one_aim(target: &Target, table: &mut OpenTable<'_, '_>) {
    let level = target.outcome.level_key();
    let outcome = target.outcome.word();
    for (key, _) in target.levels().into_iter().filter(|(key, written)| written.is_some() && *key != level) {
        let found = format!("a level that `{outcome}` is not measured by");
        table.fault("unused-key", key, found, format!("`{level}` or `fraction`"), "rename the key");
    }
    let aims = target.levels().iter().filter(|(_, written)| written.is_some()).count()
        + usize::from(target.fraction.is_some());
    if aims != 1 {
        let found = format!("{aims} aims");
        let expected = format!("exactly one of `fraction` and `{level}`");
        table.fault("two-ways", "outcome", found, expected, "say once how far the outcome must go");
    }
    if target.month.is_some() && target.outcome.is_present_value() {
        let found = format!("a month for `{outcome}`, which sums over all months");
        table.fault("unused-key", "month", found, "no month for a present value", "remove `month`");
    }
}
