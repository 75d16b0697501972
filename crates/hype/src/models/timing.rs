#![doc = include_str!("timing.md")]

use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Concept, DefaultValue, Field, Law, Model, OpenTable,
    Range, Status, inputs, quantity, root, tolerance,
};

use crate::quadrature::{integrate_to, nodes};
use crate::shot::{Process, mean_passage};
use crate::{HypeError, JumpLaw, decay, path};

inputs! {
    /// When to join at a price that follows hype.
    pub struct Timing {
        /// Decay of the price's hype without news, in logarithms.
        pub decay: f64 = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE),
        /// Announcements in a month on average.
        pub rate: f64 = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE),
        /// What joining earns in a year, as a part of the mean price.
        pub earnings: f64 = Field::number(&quantity::RATE).within(Range::POSITIVE),
        /// Discount rate.
        pub discount: f64 = Field::number(&quantity::RATE).within(Range::POSITIVE),
        /// Price today, of the mean price.
        pub price: f64 = Field::number(&quantity::RATIO).within(Range::between(0.01, 100.0)).or_number(1.0),
        /// Prices on the curve.
        pub points: usize = Field::integer(2, 200).or(DefaultValue::Integer(41)),
    }
    check within_reach;
}

/// Announcements within a mean lifetime of hype; discounting against decay; worth of joining, in mean prices.
const CROWDING: (f64, f64) = (0.05, 1e3);
const DISCOUNTING: (f64, f64) = (1e-4, 1e2);
const WORTH: (f64, f64) = (1e-3, 1e6);

fn within_reach(inputs: &Timing, table: &mut OpenTable<'_, '_>) {
    let mut limit = |value: f64, (low, high): (f64, f64), key, what: &str| {
        if !(low..=high).contains(&value) {
            let expected = format!("{what} from {low} to {high}");
            table.fault(
                "out-of-reach",
                key,
                format!("{what} of {value}"),
                expected,
                "bring the rates nearer to each other",
            );
        }
    };
    let monthly = inputs.discount / 12.0;
    limit(inputs.rate / inputs.decay, CROWDING, "rate", "a ratio to the decay");
    limit(monthly / inputs.decay, DISCOUNTING, "discount", "a ratio to the decay");
    limit(inputs.earnings / inputs.discount, WORTH, "earnings", "a ratio to the discount rate");
}

/// When to join, and what waiting is worth; prices and values in mean prices.
#[derive(Debug, Clone, PartialEq)]
pub struct TimingOutcome {
    /// The price at or below which to join.
    pub boundary: f64,
    /// Whether to join at today's price.
    pub act_now: bool,
    /// Value of joining at the best time.
    pub value: f64,
    /// Value of joining now.
    pub now: f64,
    /// Value of being able to wait: never negative.
    pub waiting: f64,
    /// Mean time until the price falls to the boundary, months; 0 if it has.
    pub wait: f64,
    /// Earnings above which joining now is best at today's price, a year.
    pub indifferent: f64,
    /// Prices of the curve.
    pub prices: Vec<f64>,
    /// Value of joining at the best time at these prices.
    pub best: Vec<f64>,
    /// Value of joining at once at these prices.
    pub at_once: Vec<f64>,
    certificate: Certificate,
}

impl TimingOutcome {
    /// The certificate that the outcome passed.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

/// The problem in mean prices and mean lifetimes of hype.
#[derive(Debug, Clone, Copy)]
struct Stopping {
    /// Announcements within a lifetime, a; the mean lift is 1/a.
    crowding: f64,
    /// Discount rate over decay, $`\rho`$.
    discounting: f64,
    /// Earnings over the discount rate, B.
    worth: f64,
}

impl Stopping {
    fn of(inputs: &Timing) -> Self {
        Self {
            crowding: inputs.rate / inputs.decay,
            discounting: inputs.discount / 12.0 / inputs.decay,
            worth: inputs.earnings / inputs.discount,
        }
    }

    /// The logarithm of $`\int_0^\infty e^{-xs}s^{p-1}(1 + s/a)^a\,ds`$.
    fn log_moment(&self, x: f64, p: f64) -> f64 {
        let a = self.crowding;
        let exponent = |w: f64| -x * w.exp() + p * w + a * (w.exp() / a).ln_1p();
        // The peak: x s² + (a x - p - a) s - a p = 0.
        let half = (a * x - p - a) / 2.0;
        let spread = (half * half + x * a * p).sqrt();
        let peak = if half > 0.0 { a * p / (half + spread) } else { (spread - half) / x }.ln();
        let top = exponent(peak);
        // Far below both scales nothing but the power is left, and its integral is known.
        let least = (1e-17 / (x + 1.0)).ln();
        let (mut low, mut high) = (peak - 1.0, peak + 1.0);
        while low > least && exponent(low) - top > -40.0 {
            low -= 1.0;
        }
        while exponent(high) - top > -40.0 {
            high += 1.0;
        }
        let left = (exponent(low) - top).exp() / p;
        let f = |w: f64| (exponent(w) - top).exp();
        let middle = integrate_to(10.0, low, peak, 4, f) + integrate_to(10.0, peak, high, 3, f);
        top + (left + middle).ln()
    }

    /// $`-\psi'/\psi`$, the rate at which the chance to wait fades with the price.
    fn fading(&self, x: f64) -> f64 {
        (self.log_moment(x, self.discounting + 1.0) - self.log_moment(x, self.discounting)).exp()
    }

    /// The price of smooth fit: $`(B - b)\,(-\psi'(b)/\psi(b)) = 1`$; the left side falls in b.
    fn boundary(&self) -> f64 {
        let low = self.worth * self.discounting / (1.0 + self.discounting) / 2.0;
        let gap = |b: f64| (self.worth - b) * self.fading(b) - 1.0;
        root::bisect(low, self.worth, gap).map_or(f64::NAN, |root| root.at)
    }
}

/// Joining at or below a price, and waiting above it.
#[derive(Debug, Clone, Copy)]
struct Policy {
    stopping: Stopping,
    boundary: f64,
    /// The logarithm of $`\psi(b)`$.
    log_at_boundary: f64,
}

impl Policy {
    /// The best policy.
    fn best(stopping: Stopping) -> Self {
        let boundary = stopping.boundary();
        Self { stopping, boundary, log_at_boundary: stopping.log_moment(boundary, stopping.discounting) }
    }

    /// Value of joining at the best time.
    fn value(&self, x: f64) -> f64 {
        let Self { stopping, boundary, log_at_boundary } = *self;
        if x <= boundary {
            return stopping.worth - x;
        }
        let discount = stopping.log_moment(x, stopping.discounting) - log_at_boundary;
        (stopping.worth - boundary) * discount.exp()
    }

    /// What holding on for a moment gains at a price, per lifetime: zero where waiting is best, at most zero where
    /// joining is.
    fn gain(&self, x: f64) -> f64 {
        let (boundary, a, value) = (self.boundary, self.stopping.crowding, self.value(x));
        let slope = if x <= boundary { -1.0 } else { -value * self.stopping.fading(x) };
        let after = |(y, weight): (f64, f64)| weight * a * (-a * y).exp() * self.value(x + y);
        let mut ends = vec![0.0, 2.0 / a, 6.0 / a, 15.0 / a, 40.0 / a];
        if boundary > x && boundary - x < 40.0 / a {
            ends.push(boundary - x);
            ends.sort_by(f64::total_cmp);
        }
        let lifted: f64 = ends.windows(2).map(|pair| nodes(pair[0], pair[1]).map(after).into_iter().sum::<f64>()).sum();
        -x * slope + a * (lifted - value) - self.stopping.discounting * value
    }
}

impl Model for Timing {
    type Outcome = TimingOutcome;
    type Error = HypeError;

    const ID: &'static str = "hype.timing";
    const TITLE: &'static str = "When to join";
    const PAGE: &'static str = include_str!("timing.md");
    const LAWS: &'static [Law] = &[Law::TimeScales];
    const CHARTS: &'static [Chart] = &[Chart {
        title: "Value of joining at the best time and at once",
        across: "price today, of the mean price",
        x: "prices",
        up: "value, in mean prices",
        log: false,
        lines: &[ChartLine::new("at the best time", "best"), ChartLine::new("at once", "at_once")],
        thresholds: &[],
    }];

    fn example() -> Self {
        Self {
            decay: decay::rate_of_loss(0.1),
            rate: 30.4375 / 14.0,
            earnings: 0.1,
            discount: 0.05,
            price: 1.0,
            points: 41,
        }
    }

    fn solve(inputs: &Checked<Self>) -> Result<TimingOutcome, HypeError> {
        let stopping = Stopping::of(inputs);
        let policy = Policy::best(stopping);
        let boundary = policy.boundary;
        let (value, now) = (policy.value(inputs.price), stopping.worth - inputs.price);
        let certificate = *Certified::new((), certificate_of(&policy))?.certificate();
        let process = Process {
            decay: inputs.decay,
            rate: inputs.rate,
            jump: 1.0 / stopping.crowding,
            jumps: JumpLaw::Exponential,
        };
        let prices: Vec<f64> = path::dates(2.0 * inputs.price.max(boundary), inputs.points + 1).split_off(1);
        let wait = if inputs.price > boundary { mean_passage(&process, inputs.price, boundary) } else { 0.0 };
        if !wait.is_finite() {
            return Err(HypeError::PracticallyNever { threshold: boundary });
        }
        Ok(TimingOutcome {
            boundary,
            act_now: inputs.price <= boundary,
            value,
            now,
            waiting: (value - now.max(0.0)).max(0.0),
            wait,
            indifferent: inputs.discount * (inputs.price + stopping.fading(inputs.price).recip()),
            best: prices.iter().map(|price| policy.value(*price)).collect(),
            at_once: prices.iter().map(|price| stopping.worth - price).collect(),
            prices,
            certificate,
        })
    }

    fn answer(outcome: &TimingOutcome) -> Answer {
        let (ratio, number, axis) = (&quantity::RATIO, &quantity::NUMBER, "price");
        Answer::new(Status::Converged { iterations: 1 })
            .text("advice", if outcome.act_now { "join now" } else { "wait" }, "what to do at today's price")
            .number("boundary", ratio, outcome.boundary, "price at or below which to join")
            .number("value", number, outcome.value, "value of joining at the best time")
            .number("now", number, outcome.now, "value of joining now")
            .number("waiting", number, outcome.waiting, "value of being able to wait")
            .number_in("month", "wait", &quantity::DURATION, outcome.wait, "mean time until the price is that low")
            .number("indifferent", &quantity::RATE, outcome.indifferent, "earnings above which joining now is best")
            .numbers("prices", ratio, axis, &outcome.prices, "price, of the mean price")
            .numbers("best", number, axis, &outcome.best, "value of joining at the best time")
            .numbers("at_once", number, axis, &outcome.at_once, "value of joining at once")
            .certified_by(outcome.certificate)
    }
}

/// The conditions that make a policy the best one, by quadrature over the next jump: above the boundary a moment's wait
/// must gain nothing, below it lose or gain nothing, and nowhere may joining at once beat the value.
fn certificate_of(policy: &Policy) -> Certificate {
    let Policy { stopping, boundary, .. } = *policy;
    let above = [1.01, 1.5, 3.0].map(|part| policy.gain(part * boundary).abs());
    let below = [0.99, 0.5, 0.1].map(|part| policy.gain(part * boundary).max(0.0));
    let beaten = [1.001, 1.1, 2.0].map(|part| {
        let x = part * boundary;
        (stopping.worth - x - policy.value(x)).max(0.0)
    });
    Certificate {
        concept: Concept::Regret,
        residual: moloch_core::worst(above.into_iter().chain(below).chain(beaten)),
        scale: stopping.worth * (1.0 + stopping.crowding + stopping.discounting),
        tolerance: tolerance::REGRET_REL,
        method: "what a moment's wait gains above and below the boundary, by quadrature over the next jump",
    }
}
