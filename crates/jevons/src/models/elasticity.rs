#![doc = include_str!("elasticity.md")]

use moloch_core::tolerance::IDENTITY_REL;
use moloch_core::{
    Answer, Certificate, Certified, Checked, Choice, Concept, DefaultValue, Field, Inputs, Law, Model, OpenTable,
    Range, Status, choices, inputs, quantity, worst,
};

use crate::certify::in_range;
use crate::{JevonsError, demand};

choices! {
    /// What a quoted growth of use counts.
    pub enum Reading {
        /// The service, such as calls or tokens.
        Service = "service",
        /// The energy or computing that makes it.
        Energy = "energy",
        /// It is not said.
        Unclear = "unclear",
    }
}

inputs! {
    /// Two figures that somebody quotes together: how much cheaper, and how much more.
    pub struct Pair {
        /// How many times cheaper or more efficient the service became, at least.
        pub cheaper: f64 = Field::number(&quantity::RATIO).within(Range::above(1.0)),
        /// By what factor it may have become cheaper still, if that is unclear.
        pub unclear_by: f64 = Field::number(&quantity::RATIO).within(Range::at_least(1.0)).or_number(1.0),
        /// How many times as much was used afterwards.
        pub grown: f64 = Field::number(&quantity::RATIO),
        /// What that growth counts.
        pub counts: Reading = Field::choice(Reading::WORDS).or(DefaultValue::Text("unclear")),
    }
}

inputs! {
    /// Quoted pairs, and an elasticity that is said to explain them.
    pub struct Elasticity {
        /// The pairs.
        pub pairs: Vec<Pair> = Field::tables(&<Pair as Inputs>::TABLE, "pair"),
        /// The elasticity that is said, low end.
        pub said_low: f64 = Field::number(&quantity::ELASTICITY).or_number(2.0),
        /// The elasticity that is said, high end.
        pub said_high: f64 = Field::number(&quantity::ELASTICITY).or_number(3.0),
    }
    check said_in_order;
}

fn said_in_order(inputs: &Elasticity, table: &mut OpenTable<'_, '_>) {
    if inputs.said_high < inputs.said_low {
        let (found, expected) = (inputs.said_high.to_string(), format!("at least `said_low`, {}", inputs.said_low));
        table.fault("out-of-range", "said_high", found, expected, "exchange the two");
    }
}

/// The elasticities that a pair implies.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Implied {
    /// If growth counts the service, at the middle of the fall in price.
    pub as_service: f64,
    /// If growth counts energy, likewise.
    pub as_energy: f64,
    /// The smallest that the quoted figures allow.
    pub low: f64,
    /// The largest.
    pub high: f64,
}

/// What all pairs say together.
#[derive(Debug, Clone, PartialEq)]
pub struct ElasticityOutcome {
    /// Pair by pair.
    pub implied: Vec<Implied>,
    /// Whether each agrees with what is said.
    pub agrees: Vec<&'static str>,
    /// The elasticities that every pair allows; `None` if no elasticity fits all.
    pub common: Option<(f64, f64)>,
    /// The elasticity that fits all pairs best: least squares through no change at no gain, each pair at its middle.
    pub pooled: f64,
    /// By what factor growth misses that elasticity, typically (root mean square in logarithms).
    pub typical_miss: f64,
    certificate: Certificate,
}

impl ElasticityOutcome {
    /// The certificate that the elasticities give the growths back.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl Pair {
    fn most(&self) -> f64 {
        self.cheaper * self.unclear_by
    }

    /// The middle of the fall in price, in logarithms.
    fn middle(&self) -> f64 {
        self.cheaper.sqrt() * self.most().sqrt()
    }

    /// The elasticity implied at a fall in price under one of the two readings.
    fn at(&self, cheaper: f64, energy: bool) -> f64 {
        let implied = demand::implied_elasticity(cheaper, self.grown);
        if energy { 1.0 + implied } else { implied }
    }

    fn implied(&self) -> Implied {
        let readings: &[bool] = match self.counts {
            Reading::Service => &[false],
            Reading::Energy => &[true],
            Reading::Unclear => &[false, true],
        };
        let ends =
            || readings.iter().flat_map(|energy| [self.cheaper, self.most()].map(|cheaper| self.at(cheaper, *energy)));
        Implied {
            as_service: self.at(self.middle(), false),
            as_energy: self.at(self.middle(), true),
            low: ends().fold(f64::INFINITY, f64::min),
            high: ends().fold(f64::NEG_INFINITY, f64::max),
        }
    }
}

impl Model for Elasticity {
    type Outcome = ElasticityOutcome;
    type Error = JevonsError;

    const ID: &'static str = "jevons.elasticity";
    const TITLE: &'static str = "Elasticity from quoted pairs";
    const PAGE: &'static str = include_str!("elasticity.md");
    const LAWS: &'static [Law] = &[Law::Permutes("pair")];

    fn example() -> Self {
        let pair = |cheaper, unclear_by, grown, counts| Pair { cheaper, unclear_by, grown, counts };
        Self {
            pairs: vec![
                pair(100.0, 3.0, 1000.0, Reading::Service),
                pair(10.0, 1.0, 100.0, Reading::Service),
                pair(200.0, 1.0, 1000.0, Reading::Unclear),
                pair(100.0 / 12.0, 12.0, 1e4, Reading::Energy),
            ],
            said_low: 2.0,
            said_high: 3.0,
        }
    }

    fn solve(inputs: &Checked<Self>) -> Result<ElasticityOutcome, JevonsError> {
        let implied: Vec<Implied> = inputs.pairs.iter().map(Pair::implied).collect();
        for one in &implied {
            in_range(&[("an elasticity", one.low), ("an elasticity", one.high)])?;
        }
        let middles: Vec<f64> = implied.iter().map(|one| f64::midpoint(one.low, one.high)).collect();
        let gains: Vec<f64> = inputs.pairs.iter().map(|pair| pair.middle().ln()).collect();
        let squares: f64 = gains.iter().map(|x| x * x).sum();
        let pooled = gains.iter().zip(&middles).map(|(x, eps)| x * x * eps).sum::<f64>() / squares;
        let missed: f64 = gains.iter().zip(&middles).map(|(x, eps)| (x * (eps - pooled)).powi(2)).sum();
        let typical_miss = (missed / gains.len() as f64).sqrt().exp();
        in_range(&[("the pooled elasticity", pooled), ("the typical miss", typical_miss)])?;
        let low = implied.iter().map(|one| one.low).fold(f64::NEG_INFINITY, f64::max);
        let high = implied.iter().map(|one| one.high).fold(f64::INFINITY, f64::min);
        let agrees = |one: &Implied| match (one.low >= inputs.said_low, one.high <= inputs.said_high) {
            (true, true) => "agrees",
            _ if one.high < inputs.said_low || one.low > inputs.said_high => "contradicts",
            _ => "agrees in part",
        };
        Ok(ElasticityOutcome {
            agrees: implied.iter().map(agrees).collect(),
            common: (low <= high).then_some((low, high)),
            certificate: gives_growth_back(&inputs.pairs, &implied)?,
            implied,
            pooled,
            typical_miss,
        })
    }

    fn answer(outcome: &ElasticityOutcome) -> Answer {
        let o = outcome;
        let (pure, axis) = (&quantity::NUMBER, "pair");
        let each = |f: &dyn Fn(&Implied) -> f64| o.implied.iter().map(f).collect::<Vec<f64>>();
        let agrees: Vec<String> = o.agrees.iter().map(|&word| word.to_owned()).collect();
        let none = "no elasticity fits all";
        Answer::new(Status::ClosedForm)
            .numbers("as_service", pure, axis, &each(&|one| one.as_service), "elasticity if growth counts the service")
            .numbers("as_energy", pure, axis, &each(&|one| one.as_energy), "elasticity if growth counts energy")
            .numbers("low", pure, axis, &each(&|one| one.low), "smallest that the figures allow")
            .numbers("high", pure, axis, &each(&|one| one.high), "largest that the figures allow")
            .texts("said", axis, &agrees, "whether the pair agrees with what is said")
            .number_or("common_low", pure, o.common.map(|common| common.0), none, "smallest that fits all pairs")
            .number_or("common_high", pure, o.common.map(|common| common.1), none, "largest that fits all pairs")
            .number("pooled", pure, o.pooled, "elasticity that fits all pairs best")
            .number("typical_miss", &quantity::RATIO, o.typical_miss, "factor by which growth misses it")
            .certified_by(o.certificate)
    }
}

/// Demand at the price that fell, with the elasticity found, gives the growth back under both readings.
fn gives_growth_back(pairs: &[Pair], implied: &[Implied]) -> Result<Certificate, JevonsError> {
    let misses = pairs.iter().zip(implied).flat_map(|(pair, one)| {
        let price = pair.middle().recip();
        let service = demand::service(1.0, price, one.as_service);
        let energy = demand::energy(demand::service(1.0, price, one.as_energy), pair.middle());
        [service, energy].map(|grown| (grown / pair.grown - 1.0).abs())
    });
    let residual = worst(misses);
    let method = "growth recomputed by the law of demand from each elasticity";
    let certificate = Certificate { concept: Concept::Identity, residual, scale: 1.0, tolerance: IDENTITY_REL, method };
    Ok(*Certified::new((), certificate)?.certificate())
}
