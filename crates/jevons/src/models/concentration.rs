#![doc = include_str!("concentration.md")]

use moloch_core::tolerance::REGRET_REL;
use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Concept, Field, Law, Model, Range, Status, inputs,
    quantity, worst,
};

use crate::certify::{in_range, positive};
use crate::{JevonsError, inputs as shared};

inputs! {
    /// Firms that sell a service whose price falls year after year, each with a fixed cost.
    pub struct Concentration {
        /// Price elasticity of demand for the service, eps.
        pub elasticity: f64 = shared::ELASTICITY,
        /// Decline of the price, in logarithms.
        pub price_decline: f64 = shared::GROWTH,
        /// Time to follow.
        pub years: f64 = shared::YEARS,
        /// What buyers spend on the service today.
        pub revenue: f64 = Field::number(&quantity::MONEY_FLOW).within(Range::POSITIVE),
        /// Fixed cost of a firm with the plainest product.
        pub fixed_cost: f64 = Field::number(&quantity::MONEY_FLOW).within(Range::POSITIVE),
        /// Escalation, gamma: exponent by which fixed cost rises with quality; left out: quality cannot be bought.
        pub escalation: Option<f64> = Field::number(&quantity::NUMBER).within(Range::between(1.0, 1000.0)).optional(),
    }
}

/// A market while the price falls; lists are for the years.
#[derive(Debug, Clone, PartialEq)]
pub struct ConcentrationOutcome {
    /// The most firms that any revenue keeps; `None` without escalation.
    pub most_firms: Option<f64>,
    /// Time at which that number is reached, yr; `None` if it is not.
    pub bound_at: Option<f64>,
    /// Time at which the last firm leaves, yr; `None` if it stays.
    pub last_leaves_at: Option<f64>,
    /// Growth of revenue in logarithms, 1/yr; below 0 a falling price shrinks the market.
    pub revenue_growth: f64,
    /// Years from today.
    pub times: Vec<f64>,
    /// Price as a multiple of today's.
    pub prices: Vec<f64>,
    /// What buyers spend, bn USD/yr.
    pub revenue: Vec<f64>,
    /// Number of firms, not rounded; 0 where not even one can live.
    pub firms: Vec<f64>,
    /// Number of firms if quality could not be bought.
    pub firms_without_escalation: Vec<f64>,
    /// Fixed outlay of a firm, bn USD/yr; 0 where there is none.
    pub outlay: Vec<f64>,
    /// Margin: the part of the price that is above the cost of a unit.
    pub margin: Vec<f64>,
    certificate: Certificate,
}

impl ConcentrationOutcome {
    /// The certificate that no firm gains by selling more or less or by another quality, and that none could enter.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

/// The number of firms that quality leaves however large the market: the larger root of $`(n-1)^2/n = \gamma/2`$.
pub fn firms_at_most(escalation: f64) -> f64 {
    let quarter = escalation / 4.0;
    // (n - 1)^2 = 2 q n has the roots 1 + q +- sqrt(q (q + 2)).
    1.0 + quarter + (quarter * (quarter + 2.0)).sqrt()
}

impl Concentration {
    /// The number of firms, not rounded, and the outlay of each, at what buyers spend.
    fn firms(&self, revenue: f64) -> (f64, f64) {
        let free = (revenue / self.fixed_cost).sqrt();
        let firms = self.escalation.map_or(free, |gamma| free.min(firms_at_most(gamma)));
        if firms < 1.0 { (0.0, 0.0) } else { (firms, revenue / firms / firms) }
    }
}

/// Points of the drawn path.
const POINTS: usize = 41;

impl Model for Concentration {
    type Outcome = ConcentrationOutcome;
    type Error = JevonsError;

    const ID: &'static str = "jevons.concentration";
    const TITLE: &'static str = "Falling prices and the number of firms";
    const PAGE: &'static str = include_str!("concentration.md");
    const LAWS: &'static [Law] = &[Law::MoneyScales, Law::TimeScales];
    const CHARTS: &'static [Chart] = &[
        Chart {
            title: "A growing market that keeps few firms",
            across: "time",
            x: "time",
            up: "number of firms",
            log: true,
            lines: &[
                ChartLine::new("firms", "firms"),
                ChartLine::new("quality cannot be bought", "firms_without_escalation"),
            ],
            thresholds: &[("at most", "most_firms")],
        },
        Chart {
            title: "Revenue and what one firm must spend",
            across: "time",
            x: "time",
            up: "money a year",
            log: true,
            lines: &[ChartLine::new("revenue of all firms", "revenue"), ChartLine::new("outlay of one", "outlay")],
            thresholds: &[],
        },
    ];

    fn example() -> Self {
        Self { elasticity: 1.5, price_decline: 1.6, years: 5.0, revenue: 10.0, fixed_cost: 1.0, escalation: Some(8.0) }
    }

    fn solve(inputs: &Checked<Self>) -> Result<ConcentrationOutcome, JevonsError> {
        let Self { elasticity, price_decline, years, revenue, fixed_cost, escalation } = **inputs;
        let revenue_growth = (elasticity - 1.0) * price_decline;
        let times: Vec<f64> = (0..POINTS).map(|k| years * k as f64 / (POINTS - 1) as f64).collect();
        let spent: Vec<f64> = times.iter().map(|t| revenue * (revenue_growth * t).exp()).collect();
        let prices: Vec<f64> = times.iter().map(|t| (-price_decline * t).exp()).collect();
        for (spent, price) in spent.iter().zip(&prices) {
            positive(&[("revenue", *spent), ("the price", *price), ("the number of firms", spent / fixed_cost)])?;
        }
        let (firms, outlay): (Vec<f64>, Vec<f64>) = spent.iter().map(|spent| inputs.firms(*spent)).unzip();
        let most_firms = escalation.map(firms_at_most);
        // Today's market reaches another size after the logarithm of their ratio by its growth.
        let date = |size: f64| {
            let date = (size / revenue).ln() / revenue_growth;
            (date >= 0.0 && date.is_finite()).then_some(date)
        };
        let outcome = ConcentrationOutcome {
            most_firms,
            bound_at: most_firms.and_then(|firms| {
                let size = fixed_cost * firms * firms;
                if revenue >= size { Some(0.0) } else { date(size) }
            }),
            last_leaves_at: if revenue < fixed_cost {
                Some(0.0)
            } else {
                (revenue_growth < 0.0).then(|| date(fixed_cost)).flatten()
            },
            revenue_growth,
            firms_without_escalation: spent.iter().map(|spent| (spent / fixed_cost).sqrt()).collect(),
            margin: firms.iter().map(|firms| if *firms > 0.0 { firms.recip() } else { 0.0 }).collect(),
            certificate: nobody_moves(inputs, &spent, &firms, &outlay)?,
            times,
            prices,
            revenue: spent,
            firms,
            outlay,
        };
        outcome.outlay.iter().try_for_each(|outlay| in_range(&[("the outlay", *outlay)]))?;
        Ok(outcome)
    }

    fn answer(outcome: &ConcentrationOutcome) -> Answer {
        let (axis, o) = ("year", outcome);
        let (time, count, money) = (&quantity::DURATION, &quantity::COUNT, &quantity::MONEY_FLOW);
        let kind = match o.revenue_growth {
            growth if growth > 0.0 => "a falling price makes the market grow",
            growth if growth < 0.0 => "spiral: a falling price shrinks the market until no firm can live",
            _ => "revenue stays as it is",
        };
        Answer::new(Status::ClosedForm)
            .text("course", kind, "what a falling price does to revenue")
            .number("revenue_growth", &quantity::RATE, o.revenue_growth, "growth of revenue in logarithms")
            .number_or("most_firms", count, o.most_firms, "no limit", "the most firms that any revenue keeps")
            .number_or("bound_at", time, o.bound_at, "never", "time at which that number is reached")
            .number_or("last_leaves_at", time, o.last_leaves_at, "never", "time at which the last firm leaves")
            .numbers("time", time, axis, &o.times, "time from today")
            .numbers("price", &quantity::RATIO, axis, &o.prices, "price as a multiple of today's")
            .numbers("revenue", money, axis, &o.revenue, "what buyers spend")
            .numbers("firms", count, axis, &o.firms, "number of firms, not rounded; 0 where none can live")
            .numbers(
                "firms_without_escalation",
                count,
                axis,
                &o.firms_without_escalation,
                "number of firms if quality could not be bought, not rounded",
            )
            .numbers("outlay", money, axis, &o.outlay, "fixed outlay of a firm")
            .numbers("margin", &quantity::SHARE, axis, &o.margin, "part of the price above the cost of a unit")
            .certified_by(o.certificate)
    }
}

/// Trials of other amounts and qualities, as multiples of what the others choose.
const TRIALS: i32 = 60;
/// The largest multiple tried.
const WIDEST: f64 = 20.0;

/// Profits of a firm that differs, in units of what a firm earns before its outlay: amounts by Cournot's demand at a
/// given spending, qualities by Sutton's profits of the stage in which outlays are sunk, entry by what is left.
fn nobody_moves(
    inputs: &Concentration,
    revenue: &[f64],
    firms: &[f64],
    outlay: &[f64],
) -> Result<Certificate, JevonsError> {
    let gain = |((&revenue, &n), &outlay): ((&f64, &f64), &f64)| {
        if n < 1.0 {
            // A single firm that sold at all would earn the whole revenue at most.
            return (revenue / inputs.fixed_cost - 1.0).max(0.0);
        }
        let earned = revenue / (n * n);
        let by_amount = |z: f64| n * n * z / (z + n - 1.0) - z * (n - 1.0) - 1.0;
        let by_quality = |v: f64| {
            let Some(gamma) = inputs.escalation else { return 0.0 };
            let cost = outlay * v.powf(gamma);
            // Nothing is plainer than the plainest product.
            if cost < inputs.fixed_cost * (1.0 - REGRET_REL) {
                return 0.0;
            }
            let kept = 1.0 - ((n - 1.0).recip() + v).recip();
            n * n * kept.max(0.0).powi(2) - cost / earned
        };
        let multiples = (-TRIALS..=TRIALS).map(|k| WIDEST.powf(f64::from(k) / f64::from(TRIALS)));
        let tried = multiples.flat_map(|multiple| [by_amount(multiple).max(0.0), by_quality(multiple).max(0.0)]);
        worst(tried.chain([(outlay / earned - 1.0).abs()]))
    };
    let gains: Vec<f64> = revenue.iter().zip(firms).zip(outlay).map(gain).collect();
    let certificate = Certificate {
        concept: Concept::Optimality,
        residual: worst(gains),
        scale: 1.0,
        tolerance: REGRET_REL,
        method: "other amounts and other qualities tried by one firm in every year, and entry",
    };
    Ok(*Certified::new((), certificate)?.certificate())
}
