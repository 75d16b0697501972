//! How likely a record of events is, in one pass over it, with first and second derivatives.

use moloch_core::sum::compensated;

use super::{Hawkes, HawkesError};

/// Events in a window of observation. What happened before the window is known as well but not counted: it excites.
#[derive(Debug, Clone, PartialEq)]
pub struct Events {
    /// Times from the start of the window on, in ascending order; those before it are negative or zero.
    times: Vec<f64>,
    /// How many of them are history.
    history: usize,
    /// Length of the window.
    length: f64,
}

impl Events {
    /// The record of a window from `from` to `until`; events at or before `from` are history.
    ///
    /// # Errors
    /// What is wrong, with the index of the first event that is at fault.
    pub fn new(times: &[f64], from: f64, until: f64) -> Result<Self, HawkesError> {
        if !(from.is_finite() && until.is_finite() && from < until) {
            return Err(HawkesError::Window { from, until });
        }
        for (index, &time) in times.iter().enumerate() {
            check(index, time, index.checked_sub(1).map(|k| times[k]), until)?;
        }
        let history = times.partition_point(|time| *time <= from);
        Ok(Self { times: times.iter().map(|time| time - from).collect(), history, length: until - from })
    }

    /// Events in the window.
    pub fn count(&self) -> usize {
        self.times.len() - self.history
    }

    /// Length of the window.
    pub const fn length(&self) -> f64 {
        self.length
    }

    /// Events before the window.
    pub const fn history(&self) -> usize {
        self.history
    }

    /// Times since the start of the window, history first.
    pub fn times(&self) -> &[f64] {
        &self.times
    }

    /// The same record in a unit of time that holds `unit` of this one.
    pub(crate) fn in_units_of(&self, unit: f64) -> Self {
        let times = self.times.iter().map(|time| time / unit).collect();
        Self { times, history: self.history, length: self.length / unit }
    }

    /// The shortest time between two events.
    pub(crate) fn shortest_gap(&self) -> f64 {
        self.times.windows(2).map(|pair| pair[1] - pair[0]).fold(f64::INFINITY, f64::min)
    }

    /// The excitement at the start of the window that is due to its history, and its derivatives.
    pub(crate) fn inherited(&self, fade: f64) -> Excitement {
        let mut excitement = Excitement::default();
        let mut last = f64::NEG_INFINITY;
        for &time in &self.times[..self.history] {
            excitement = if last.is_finite() { excitement.after(fade, time - last) } else { excitement }.kicked();
            last = time;
        }
        if last.is_finite() { excitement.after(fade, -last) } else { excitement }
    }
}

fn check(index: usize, time: f64, before: Option<f64>, until: f64) -> Result<(), HawkesError> {
    match before {
        _ if !time.is_finite() => Err(HawkesError::NotFinite { index, time }),
        Some(before) if time < before => Err(HawkesError::Unsorted { index, time, before }),
        Some(before) if time <= before => Err(HawkesError::Repeated { index, time }),
        _ if time > until => Err(HawkesError::AfterTheEnd { index, time, until }),
        _ => Ok(()),
    }
}

/// $`A = \sum e^{-\beta(t-t_i)}`$ with $`-\partial A/\partial\beta`$ and $`\partial^2A/\partial\beta^2`$.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Excitement {
    pub(crate) value: f64,
    pub(crate) first: f64,
    pub(crate) second: f64,
}

impl Excitement {
    /// After one more event.
    pub(crate) fn kicked(self) -> Self {
        Self { value: self.value + 1.0, ..self }
    }

    /// After a time without events.
    pub(crate) fn after(self, fade: f64, gap: f64) -> Self {
        let left = (-fade * gap).exp();
        Self {
            value: left * self.value,
            first: left * (self.first + gap * self.value),
            second: left * (self.second + gap * (2.0 * self.first + gap * self.value)),
        }
    }
}

/// Sum of logarithms: factors are multiplied as long as the product is harmless, as a logarithm costs ten products.
#[derive(Debug)]
pub(crate) struct LogSum {
    sum: f64,
    product: f64,
}

impl LogSum {
    pub(crate) const fn new() -> Self {
        Self { sum: 0.0, product: 1.0 }
    }

    pub(crate) fn add(&mut self, factor: f64) {
        let product = self.product * factor;
        if (1e-100..1e100).contains(&product) {
            self.product = product;
        } else {
            // A single factor may have driven the product out of the numbers.
            self.sum += self.product.ln() + factor.ln();
            self.product = 1.0;
        }
    }

    pub(crate) fn total(&self) -> f64 {
        self.sum + self.product.ln()
    }
}

/// Log-likelihood of the events in the window, given its history, in one pass:
/// $`\sum\ln\lambda(t_k) - \int\lambda`$ (Ogata 1981). Minus infinity where an event has rate zero.
pub fn log_likelihood(process: &Hawkes, events: &Events) -> f64 {
    let Hawkes { baseline, kick, fade } = *process;
    let mut excitement = events.inherited(fade).value;
    let mut missing = excitement * (-(-fade * events.length).exp_m1());
    let (mut last, mut logs) = (0.0, LogSum::new());
    for &time in &events.times[events.history..] {
        excitement *= (-fade * (time - last)).exp();
        logs.add(baseline + kick * excitement);
        missing += spent(fade, events.length - time);
        excitement += 1.0;
        last = time;
    }
    logs.total() - baseline * events.length - process.branching() * missing
}

/// The part of a reaction that has come to pass: $`1 - e^{-\beta x}`$.
pub(crate) fn spent(fade: f64, time: f64) -> f64 {
    // Beyond 40 mean lives what is left is below the last digit.
    let faded = fade * time;
    if faded > 40.0 { 1.0 } else { -(-faded).exp_m1() }
}

/// The same by the definition: every event looks back at every earlier one. Takes the square of the time.
pub fn direct_log_likelihood(process: &Hawkes, events: &Events) -> f64 {
    let Hawkes { baseline, kick, fade } = *process;
    let rate = |k: usize| {
        let now = events.times[k];
        baseline + kick * compensated(events.times[..k].iter().map(|then| (-fade * (now - then)).exp()))
    };
    let logs = compensated((events.history..events.times.len()).map(|k| rate(k).ln()));
    let reactions = events.times.iter().map(|then| {
        let start = then.min(0.0);
        (fade * start).exp() - (-fade * (events.length - then)).exp()
    });
    // A reaction to an event in the window starts with it, at 1.
    logs - baseline * events.length - kick / fade * compensated(reactions)
}

/// Log-likelihood with its gradient and Hessian in the baseline, the branching ratio and the fade, in this order.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Slope {
    /// Log-likelihood.
    pub value: f64,
    /// First derivatives.
    pub gradient: [f64; 3],
    /// Second derivatives.
    pub hessian: [[f64; 3]; 3],
}

/// Log-likelihood and its derivatives in one pass.
pub fn slope(process: &Hawkes, events: &Events) -> Slope {
    let (mu, n, beta) = (process.baseline, process.branching(), process.fade);
    let mut excitement = events.inherited(beta);
    let mut tail = Tail::default();
    tail.add(beta, events.length, excitement);
    let (mut last, mut logs, mut sums) = (0.0, LogSum::new(), Sums::default());
    for &time in &events.times[events.history..] {
        excitement = excitement.after(beta, time - last);
        let Excitement { value, first, second } = excitement;
        let (a, a1, a2) = (beta * value, value - beta * first, beta * second - 2.0 * first);
        let rate = mu + n * a;
        logs.add(rate);
        sums.add(rate.recip(), a, a1, a2);
        tail.add(beta, events.length - time, Excitement { value: 1.0, first: 0.0, second: 0.0 });
        excitement = excitement.kicked();
        last = time;
    }
    let Sums { one, a, a1, a2, one2, cross, of_a1, aa, aa1, a1a1 } = sums;
    let (mb, nb) = (-n * of_a1, a1 - n * aa1 - tail.first);
    Slope {
        value: logs.total() - mu * events.length - n * tail.value,
        gradient: [one - events.length, a - tail.value, n * (a1 - tail.first)],
        hessian: [[-one2, -cross, mb], [-cross, -aa, nb], [mb, nb, n * (a2 - tail.second) - n * n * a1a1]],
    }
}

/// $`\sum(1-e^{-\beta x})`$ and its two derivatives in the fade.
#[derive(Debug, Default)]
struct Tail {
    value: f64,
    first: f64,
    second: f64,
}

impl Tail {
    /// An excitement that has a time `x` to act.
    fn add(&mut self, fade: f64, x: f64, from: Excitement) {
        let left = (-fade * x).exp();
        let acted = -(-fade * x).exp_m1();
        self.value += from.value * acted;
        self.first += from.value * x * left - from.first * acted;
        self.second += from.second * acted - 2.0 * from.first * x * left - from.value * x * x * left;
    }
}

/// Sums over events of the reaction rate `a`, its derivatives and their products, over powers of the rate.
#[derive(Debug, Default)]
struct Sums {
    one: f64,
    a: f64,
    a1: f64,
    a2: f64,
    one2: f64,
    cross: f64,
    of_a1: f64,
    aa: f64,
    aa1: f64,
    a1a1: f64,
}

impl Sums {
    fn add(&mut self, inverse: f64, a: f64, a1: f64, a2: f64) {
        let (x, x1) = (a * inverse, a1 * inverse);
        self.one += inverse;
        self.a += x;
        self.a1 += x1;
        self.a2 += a2 * inverse;
        self.one2 += inverse * inverse;
        self.cross += x * inverse;
        self.of_a1 += x1 * inverse;
        self.aa += x * x;
        self.aa1 += x * x1;
        self.a1a1 += x1 * x1;
    }
}
