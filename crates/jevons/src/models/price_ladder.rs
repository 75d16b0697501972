#![doc = include_str!("price_ladder.md")]

use moloch_core::tolerance::IDENTITY_REL;
use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Concept, Field, Law, Model, OpenTable, Range, Status,
    Value, inputs, quantity,
};

use crate::JevonsError;
use crate::certify::in_range;

inputs! {
    /// Prices of successive models, and the technical levers that are said to have lowered them.
    pub struct PriceLadder {
        /// When each model came.
        pub year: Vec<f64> = Field::numbers(&quantity::DURATION, "model"),
        /// Its price for a fixed amount of service.
        pub price: Vec<f64> = Field::numbers(&quantity::MONEY, "model").within(Range::POSITIVE).in_unit("USD"),
        /// Its tier: models with the same number replace one another, others do not.
        pub tier: Vec<f64> = Field::numbers(&quantity::NUMBER, "model"),
        /// The levers.
        pub lever: Vec<String> = Field::texts("lever"),
        /// How many times cheaper each lever makes the service.
        pub factor: Vec<f64> = Field::numbers(&quantity::RATIO, "lever"),
    }
    check dates_rise;
}

fn dates_rise(inputs: &PriceLadder, table: &mut OpenTable<'_, '_>) {
    if let Some(pair) = inputs.year.windows(2).find(|pair| pair[1] <= pair[0]) {
        let (found, expected) = (pair[1].to_string(), format!("a date after the one before, {}", pair[0]));
        table.fault("unsorted", "year", found, expected, "sort the models by date");
    }
    if inputs.year.len() < 2 {
        table.fault("too-few", "year", inputs.year.len().to_string(), "at least two models", "add a model");
    }
}

/// What the ladder says of prices and of levers.
#[derive(Debug, Clone, PartialEq)]
pub struct PriceLadderOutcome {
    /// Dates, yr.
    pub year: Vec<f64>,
    /// Prices, bn USD.
    pub price: Vec<f64>,
    /// The price that a steady fall from the first model to the last would have, bn USD.
    pub steady: Vec<f64>,
    /// How many times cheaper each model is than the one before; below 1 it is dearer.
    pub steps: Vec<f64>,
    /// How many times cheaper the last is than the first.
    pub total: f64,
    /// That, for a year.
    pub yearly: f64,
    /// How many times cheaper the last model of its tier is than the first of it, model by model.
    pub same_tier: Vec<f64>,
    /// The largest fall within one tier; `None` if no tier has two models.
    pub largest_same_tier: Option<f64>,
    /// All levers multiplied.
    pub product: f64,
    /// By how much the levers together promise more than prices show.
    pub overlap: f64,
    /// The part of the levers, in logarithms, that prices show; `None` if the levers promise nothing.
    pub shown: Option<f64>,
    certificate: Certificate,
}

impl PriceLadderOutcome {
    /// The certificate that the steps multiply to the whole.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl Model for PriceLadder {
    type Outcome = PriceLadderOutcome;
    type Error = JevonsError;

    const ID: &'static str = "jevons.price_ladder";
    const TITLE: &'static str = "Price ladder and efficiency levers";
    const PAGE: &'static str = include_str!("price_ladder.md");
    const LAWS: &'static [Law] = &[Law::MoneyScales, Law::TimeScales, Law::Permutes("lever")];
    const CHARTS: &'static [Chart] = &[Chart {
        title: "Price of successive models",
        across: "year",
        x: "year",
        up: "price of a fixed amount of service",
        log: true,
        lines: &[ChartLine::new("listed", "price"), ChartLine::new("steady fall", "steady_price")],
        thresholds: &[],
    }];

    fn example() -> Self {
        Self {
            year: vec![2020.0, 2022.0, 2023.0, 2024.0],
            price: vec![0.06, 0.002, 0.03, 0.0001],
            tier: vec![1.0, 2.0, 1.0, 2.0],
            lever: ["compression", "quantisation", "distillation"].map(str::to_owned).to_vec(),
            factor: vec![10.0, 4.0, 100.0],
        }
    }

    fn solve(inputs: &Checked<Self>) -> Result<PriceLadderOutcome, JevonsError> {
        let (price, year) = (&inputs.price, &inputs.year);
        let last = price.len() - 1;
        let total = price[0] / price[last];
        let span = year[last] - year[0];
        let fall = total.ln() / span;
        let same_tier: Vec<f64> = (0..price.len()).map(|k| within_tier(inputs, k)).collect();
        let product: f64 = inputs.factor.iter().product();
        let promised = product.ln();
        let repeated = |k: &usize| (0..price.len()).filter(|j| alike(inputs, *j, *k)).count() > 1;
        let largest = (0..price.len()).filter(repeated).map(|k| same_tier[k]).reduce(f64::max);
        let base = quantity::MONEY.conversion("USD", "bn USD").unwrap_or(f64::NAN);
        in_range(&[
            ("the fall in price", total),
            ("its yearly factor", fall.exp()),
            ("the product of levers", product),
        ])?;
        Ok(PriceLadderOutcome {
            steps: price.windows(2).map(|pair| pair[0] / pair[1]).collect(),
            steady: year.iter().map(|date| base * price[0] * (-fall * (date - year[0])).exp()).collect(),
            price: price.iter().map(|price| price * base).collect(),
            year: year.clone(),
            total,
            yearly: fall.exp(),
            same_tier,
            largest_same_tier: largest,
            product,
            overlap: product / total,
            shown: (promised != 0.0).then(|| total.ln() / promised),
            certificate: steps_multiply(price, total)?,
        })
    }

    fn answer(outcome: &PriceLadderOutcome) -> Answer {
        let o = outcome;
        let (ratio, axis) = (&quantity::RATIO, "model");
        Answer::new(Status::ClosedForm)
            .numbers("year", &quantity::DURATION, axis, &o.year, "when each model came")
            .output("price", &quantity::MONEY, "USD", in_dollars(&o.price), [Some(axis), None], "its price")
            .output(
                "steady_price",
                &quantity::MONEY,
                "USD",
                in_dollars(&o.steady),
                [Some(axis), None],
                "price on a steady fall",
            )
            .numbers("step", ratio, "step", &o.steps, "how many times cheaper each is than the one before")
            .number("total", ratio, o.total, "how many times cheaper the last is than the first")
            .number("logarithm_a_year", &quantity::RATE, o.yearly.ln(), "fall of the price in logarithms")
            .numbers("same_tier", ratio, axis, &o.same_tier, "how many times cheaper its tier became")
            .number_or(
                "largest_same_tier",
                ratio,
                o.largest_same_tier,
                "no tier has two models",
                "largest fall in a tier",
            )
            .number("levers", ratio, o.product, "all levers multiplied")
            .number("overlap", ratio, o.overlap, "by how much levers promise more than prices show")
            .number_or(
                "shown",
                &quantity::NUMBER,
                o.shown,
                "the levers promise nothing",
                "part of the levers that prices show",
            )
            .certified_by(o.certificate)
    }
}

fn in_dollars(prices: &[f64]) -> Value {
    let dollar = quantity::MONEY.conversion("bn USD", "USD").unwrap_or(f64::NAN);
    Value::numbers(&prices.iter().map(|price| price * dollar).collect::<Vec<f64>>())
}

fn alike(inputs: &PriceLadder, a: usize, b: usize) -> bool {
    inputs.tier[a].to_bits() == inputs.tier[b].to_bits()
}

/// First price over last price of a model's tier.
fn within_tier(inputs: &PriceLadder, k: usize) -> f64 {
    let tier = || (0..inputs.price.len()).filter(|j| alike(inputs, *j, k)).map(|j| inputs.price[j]);
    tier().next().unwrap_or(f64::NAN) / tier().next_back().unwrap_or(f64::NAN)
}

/// The steps recomputed and added in logarithms give the whole.
fn steps_multiply(price: &[f64], total: f64) -> Result<Certificate, JevonsError> {
    let steps = price.windows(2).map(|pair| pair[1].ln() - pair[0].ln());
    let residual = ((-moloch_core::sum::compensated(steps)).exp() / total - 1.0).abs();
    let method = "logarithms of all steps added, against the whole";
    let certificate = Certificate { concept: Concept::Identity, residual, scale: 1.0, tolerance: IDENTITY_REL, method };
    Ok(*Certified::new((), certificate)?.certificate())
}
