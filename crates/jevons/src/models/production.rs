#![doc = include_str!("production.md")]

use moloch_core::root::bisect;
use moloch_core::tolerance::IDENTITY_REL;
use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Choice, Concept, DefaultValue, Field, Law, Model,
    OpenTable, Range, Status, choices, inputs, quantity, worst,
};

use crate::certify::in_range;
use crate::ces::{log_mean, order_of_quantities};
use crate::production::{
    log_effective_energy_elastic, log_effective_energy_fixed, log_unit_cost, rebound_elastic, rebound_fixed,
};
use crate::{JevonsError, Regime, demand, inputs as shared, path};

choices! {
    /// What the inputs beside energy do when energy gets more efficient.
    pub enum OtherInputs {
        /// Their amount stays, and output sells at an unchanged price: a plant in the short run.
        Fixed = "fixed",
        /// Any amount at an unchanged price; output sells at its cost: an industry in the long run.
        Elastic = "elastic",
    }
}

inputs! {
    /// Energy as an input of production that becomes more efficient, at an unchanged price of energy.
    pub struct Production {
        /// What the other inputs do.
        pub other_inputs: OtherInputs = Field::choice(OtherInputs::WORDS).or(DefaultValue::Text("fixed")),
        /// Elasticity of substitution between energy and the other inputs, sigma: 0 is Leontief, 1 Cobb-Douglas.
        pub substitution: f64 = Field::number(&quantity::ELASTICITY).within(shared::ELASTICITIES),
        /// Energy's part of the cost of output before the gain, theta.
        pub energy_share: f64 = Field::number(&quantity::SHARE).within(Range::between(0.001, 0.99)),
        /// Price elasticity of demand for output, which matters while other inputs are elastic.
        pub output_elasticity: f64 = shared::ELASTICITY.or_number(1.0),
        /// Efficiency afterwards as a multiple of efficiency before, g.
        pub efficiency_gain: f64 = shared::EFFICIENCY_GAIN,
        /// Energy used before the gain.
        pub energy: f64 = shared::ENERGY.or_number(1.0),
        /// Price of energy.
        pub energy_price: f64 = shared::ENERGY_PRICE,
    }
    check has_an_optimum;
}

/// The smallest substitution that is not none: below it inputs cannot be told from fixed proportions.
const LEAST_SUBSTITUTION: f64 = 0.02;

fn has_an_optimum(inputs: &Production, table: &mut OpenTable<'_, '_>) {
    let Production { substitution: sigma, energy_share: theta, efficiency_gain: gain, .. } = *inputs;
    if sigma > 0.0 && sigma < LEAST_SUBSTITUTION {
        let expected = format!("0, or at least {LEAST_SUBSTITUTION}");
        table.fault("out-of-range", "substitution", sigma.to_string(), expected, "write 0 for fixed proportions");
    }
    if inputs.other_inputs == OtherInputs::Elastic {
        return;
    }
    // Energy that alone can make output has a lowest, energy that output needs has a highest marginal product.
    let limit = theta.powf((1.0 - sigma).recip());
    let found = format!("{gain} at a substitution of {sigma}");
    let next = "move the gain towards 1 or let `other_inputs` be elastic";
    if sigma > 1.0 && gain >= limit {
        let expected = format!("less than {limit}: from there on any more energy pays");
        table.fault("no-optimum", "efficiency_gain", found, expected, next);
    } else if sigma < 1.0 && gain <= limit {
        let expected = format!("greater than {limit}: below it no energy pays");
        table.fault("no-optimum", "efficiency_gain", found, expected, next);
    }
}

/// What a gain in efficiency does to energy in production.
#[derive(Debug, Clone, PartialEq)]
pub struct ProductionOutcome {
    /// Rebound of a small gain.
    pub rebound: f64,
    /// Rebound of the whole finite gain.
    pub finite: f64,
    /// What kind of rebound the whole gain has.
    pub regime: Regime,
    /// Substitution above which a small gain backfires; `None` if it backfires at any.
    pub threshold: Option<f64>,
    /// Substitution at which the whole gain leaves energy as it was; `None` if there is none up to the largest allowed.
    pub threshold_of_gain: Option<f64>,
    /// Energy as a multiple of before.
    pub energy_factor: f64,
    /// Energy afterwards, TWh/yr.
    pub energy: f64,
    /// Output as a multiple of before.
    pub output_factor: f64,
    /// Energy's part of revenue afterwards.
    pub energy_share: f64,
    /// Efficiencies along the way, as multiples of before.
    pub gains: Vec<f64>,
    /// Energy at each of them, as a multiple of before.
    pub energy_path: Vec<f64>,
    certificate: Certificate,
}

impl ProductionOutcome {
    /// The certificate that the firm has no better plan, and that the rebound is the slope of its energy.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl Production {
    /// Logarithm of effective energy at a gain and a substitution.
    fn log_effective_energy(&self, log_gain: f64, substitution: f64) -> f64 {
        let theta = self.energy_share;
        match self.other_inputs {
            OtherInputs::Fixed => log_effective_energy_fixed(log_gain, substitution, theta),
            OtherInputs::Elastic => log_effective_energy_elastic(log_gain, substitution, theta, self.output_elasticity),
        }
    }

    /// Logarithms of the other input and of the price of output.
    fn log_other_and_price(&self, log_gain: f64) -> (f64, f64) {
        match self.other_inputs {
            OtherInputs::Fixed => (0.0, 0.0),
            OtherInputs::Elastic => {
                let cost = log_unit_cost(log_gain, self.substitution, self.energy_share);
                ((self.substitution - self.output_elasticity) * cost, cost)
            }
        }
    }

    /// Logarithm of output by the production function, from effective energy and the other input.
    fn log_output(&self, log_effective: f64, log_other: f64) -> f64 {
        let weights = [self.energy_share, 1.0 - self.energy_share];
        log_mean(&weights, &[log_effective, log_other], order_of_quantities(self.substitution))
    }

    /// Rebound of a small gain.
    fn rebound(&self) -> f64 {
        match self.other_inputs {
            OtherInputs::Fixed => rebound_fixed(self.substitution, self.energy_share),
            OtherInputs::Elastic => rebound_elastic(self.substitution, self.energy_share, self.output_elasticity),
        }
    }

    /// Substitution at which the rebound of a small gain is one; `None` where output alone makes it so.
    fn threshold(&self) -> Option<f64> {
        let rest = 1.0 - self.energy_share;
        let threshold = match self.other_inputs {
            OtherInputs::Fixed => rest,
            OtherInputs::Elastic => (1.0 - self.energy_share * self.output_elasticity) / rest,
        };
        (threshold >= 0.0).then_some(threshold)
    }

    /// Substitution at which the whole gain leaves energy as it was.
    fn threshold_of_gain(&self, log_gain: f64) -> Option<f64> {
        if log_gain == 0.0 {
            return self.threshold();
        }
        let excess = |sigma: f64| self.log_effective_energy(log_gain, sigma) / log_gain - 1.0;
        // A plant with Cobb-Douglas technology backfires at any gain, so its threshold is below one.
        let high = if self.other_inputs == OtherInputs::Fixed { 1.0 } else { shared::ELASTICITIES.high };
        let low = match self.other_inputs {
            // A loss of efficiency that stops the plant at a low substitution has its threshold above that.
            OtherInputs::Fixed if log_gain < 0.0 => (1.0 - self.energy_share.ln() / log_gain).max(0.0) + 1e-9,
            _ => 0.0,
        };
        bisect(low, high, excess).ok().map(|root| root.at)
    }
}

impl Model for Production {
    type Outcome = ProductionOutcome;
    type Error = JevonsError;

    const ID: &'static str = "jevons.production";
    const TITLE: &'static str = "Rebound in production";
    const PAGE: &'static str = include_str!("production.md");
    const LAWS: &'static [Law] = &[Law::MoneyScales, Law::TimeScales, Law::EnergyScales];
    const CHARTS: &'static [Chart] = &[Chart {
        title: "Energy in production against its efficiency",
        across: "efficiency, as a multiple of before",
        x: "gain",
        up: "energy, as a multiple of before",
        log: true,
        lines: &[ChartLine::new("energy", "energy_path"), ChartLine::new("without rebound", "expected_path")],
        thresholds: &[("before", "before")],
    }];

    fn example() -> Self {
        Self {
            other_inputs: OtherInputs::Fixed,
            substitution: 0.5,
            energy_share: 0.1,
            output_elasticity: 1.0,
            efficiency_gain: 10.0,
            energy: 11.0,
            energy_price: 0.1,
        }
    }

    fn solve(inputs: &Checked<Self>) -> Result<ProductionOutcome, JevonsError> {
        let (log_gain, sigma) = (inputs.efficiency_gain.ln(), inputs.substitution);
        let log_effective = inputs.log_effective_energy(log_gain, sigma);
        in_range(&[("energy", (log_effective - log_gain).exp() * inputs.energy), ("energy", log_effective.exp())])?;
        let (log_other, log_price) = inputs.log_other_and_price(log_gain);
        let log_output = inputs.log_output(log_effective, log_other);
        let log_energy = log_effective - log_gain;
        // What a constant rebound would have to be to make this energy of this gain.
        let rebound = inputs.rebound();
        let average = if log_gain == 0.0 { rebound } else { log_effective / log_gain };
        let gains = path::gains(inputs.efficiency_gain);
        let energy_at = |gain: &f64| (inputs.log_effective_energy(gain.ln(), sigma) - gain.ln()).exp();
        let outcome = ProductionOutcome {
            rebound,
            finite: demand::finite_rebound(inputs.efficiency_gain, average),
            regime: Regime::of(average),
            threshold: inputs.threshold(),
            threshold_of_gain: inputs.threshold_of_gain(log_gain),
            energy_factor: log_energy.exp(),
            energy: inputs.energy * log_energy.exp(),
            output_factor: log_output.exp(),
            energy_share: inputs.energy_share * (log_energy - log_price - log_output).exp(),
            energy_path: gains.iter().map(energy_at).collect(),
            gains,
            certificate: no_better_plan(inputs, log_gain, log_effective)?,
        };
        in_range(&[("the finite rebound", outcome.finite), ("output", outcome.output_factor)])?;
        Ok(outcome)
    }

    fn answer(outcome: &ProductionOutcome) -> Answer {
        let (pure, factor, o) = (&quantity::NUMBER, &quantity::RATIO, outcome);
        let expected: Vec<f64> = o.gains.iter().map(|gain| gain.recip()).collect();
        Answer::new(Status::ClosedForm)
            .number("rebound", pure, o.rebound, "rebound of a small gain, R")
            .number("finite_rebound", pure, o.finite, "part of the expected saving of the whole gain that is not saved")
            .text("regime", o.regime.word(), "what kind of rebound the whole gain has")
            .number_or("threshold", pure, o.threshold, "none", "substitution above which a small gain backfires")
            .number_or(
                "threshold_of_gain",
                pure,
                o.threshold_of_gain,
                "none",
                "substitution at which the whole gain leaves energy as it was",
            )
            .number("energy_factor", factor, o.energy_factor, "energy as a multiple of before")
            .number("energy", &quantity::ENERGY_FLOW, o.energy, "energy afterwards")
            .number("output_factor", factor, o.output_factor, "output as a multiple of before")
            .number("energy_share", &quantity::SHARE, o.energy_share, "energy's part of revenue afterwards")
            .number("before", factor, 1.0, "energy before the gain, as a multiple of itself")
            .numbers("gain", factor, "step", &o.gains, "efficiency along the way, as a multiple of before")
            .numbers("energy_path", factor, "step", &o.energy_path, "energy there, as a multiple of before")
            .numbers("expected_path", factor, "step", &expected, "energy there if output and other inputs stayed")
            .certified_by(o.certificate)
    }
}

/// Derivative at zero by central differences of sixth order.
fn slope(step: f64, f: impl Fn(f64) -> f64) -> f64 {
    let pair = |k: f64| f(k * step) - f(-k * step);
    (45.0 * pair(1.0) - 9.0 * pair(2.0) + pair(3.0)) / (60.0 * step)
}

/// Profit from the production function does not rise with energy or with the other input, output is what is demanded,
/// and energy solved for gains close to none has the slope that the rebound says.
fn no_better_plan(inputs: &Checked<Production>, log_gain: f64, log_effective: f64) -> Result<Certificate, JevonsError> {
    let (sigma, theta) = (inputs.substitution, inputs.energy_share);
    let (log_other, log_price) = inputs.log_other_and_price(log_gain);
    let revenue = log_price + inputs.log_output(log_effective, log_other);
    let costs = [theta * (log_effective - log_gain - revenue).exp(), (1.0 - theta) * (log_other - revenue).exp()];
    let step = 0.01 * sigma.min(1.0);
    let marginal = |energy: f64, other: f64| {
        let output = |h: f64| inputs.log_output(log_effective + energy * h, log_other + other * h);
        slope(step, |h| (output(h) + log_price - revenue).exp())
    };
    let mut residuals = Vec::new();
    if sigma == 0.0 {
        // With fixed proportions the best plan wastes neither input.
        residuals.push((log_effective - log_other).abs());
    } else {
        residuals.push((marginal(1.0, 0.0) - costs[0]).abs());
    }
    if inputs.other_inputs == OtherInputs::Elastic {
        residuals.push((costs[0] + costs[1] - 1.0).abs());
        let demanded = -inputs.output_elasticity * log_price;
        residuals.push((revenue - log_price - demanded).abs() / (1.0 + demanded.abs()));
        if sigma > 0.0 {
            residuals.push((marginal(0.0, 1.0) - costs[1]).abs());
        }
    }
    let hair = 0.01 * (1.0 - theta) / (1.0 + sigma + inputs.output_elasticity);
    let measured = slope(hair, |h| inputs.log_effective_energy(h, sigma));
    residuals.push((measured - inputs.rebound()).abs() / (1.0 + inputs.rebound()));
    let certificate = Certificate {
        concept: Concept::Optimality,
        residual: worst(residuals),
        scale: 1.0,
        tolerance: IDENTITY_REL,
        method: "finite differences of profit by the production function, and of energy solved for small gains",
    };
    Ok(*Certified::new((), certificate)?.certificate())
}
