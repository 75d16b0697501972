#![doc = include_str!("bass.md")]

use moloch_core::{
    Answer, Certificate, Certified, Checked, Concept, Field, Law, Model, OpenTable, Range, Status, inputs, quantity,
    tolerance,
};

use crate::DisruptionError;
use crate::curve::bass;

inputs! {
    /// A product that spreads by outside influence and by word of mouth, at prices and advertising that may change.
    pub struct Bass {
        /// Innovation, p: the rate at which people adopt without any example.
        pub innovation: f64 = Field::number(&quantity::RATE),
        /// Imitation, q: the rate at which the example of all others would convince.
        pub imitation: f64 = Field::number(&quantity::RATE),
        /// Share of the market that has adopted at the start, F0.
        pub start: f64 = Field::number(&quantity::SHARE).within(Range::UNIT.below(1.0)).or_number(0.0),
        /// Everybody who will ever adopt, m.
        pub market: f64 = Field::number(&quantity::COUNT).within(Range::POSITIVE).or_number(1.0),
        /// Length of each period; adoption is reported at its end.
        pub durations: Vec<f64> = Field::numbers(&quantity::DURATION, "period").within(Range::POSITIVE),
        /// Price at the end of each period over the price at its beginning.
        pub price_changes: Option<Vec<f64>> = Field::numbers(&quantity::RATIO, "period").optional(),
        /// Advertising at the end of each period over advertising at its beginning.
        pub advertising_changes: Option<Vec<f64>> = Field::numbers(&quantity::RATIO, "period").optional(),
        /// Price effect, -b1: market time gained when the price falls by a factor e; 0 if prices do not matter.
        pub price_effect: f64 = Field::number(&quantity::DURATION).or_number(0.0),
        /// Advertising effect, b2: market time gained when advertising rises by a factor e.
        pub advertising_effect: f64 = Field::number(&quantity::DURATION).or_number(0.0),
    }
    check starts_somewhere;
}

/// Where the flow of new adopters is largest, on the market's clock.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Peak {
    /// Market time from the start, years: calendar time if prices and advertising do not change.
    pub time: f64,
    /// Share that has adopted by then.
    pub adoption: f64,
    /// New adopters per year of market time, as a part of the market.
    pub rate: f64,
}

/// The course of adoption: a list for the ends of the periods.
#[derive(Debug, Clone, PartialEq)]
pub struct Diffusion {
    /// Calendar time since the start, years.
    pub times: Vec<f64>,
    /// Market time since the start, years: what prices and advertising make of calendar time.
    pub market_times: Vec<f64>,
    /// Share of the market that has adopted.
    pub adoption: Vec<f64>,
    /// New adopters per year of market time, as a part of the market.
    pub rates: Vec<f64>,
    /// Everybody who has adopted.
    pub adopters: Vec<f64>,
    /// Those who adopted within the period.
    pub new_adopters: Vec<f64>,
    /// Where the flow of new adopters is largest.
    pub peak: Peak,
    certificate: Certificate,
}

impl Diffusion {
    /// The certificate that the course passed.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl Bass {
    /// Diffusion from launch with these rates per year, at constant prices and advertising, over one year.
    pub fn without_marketing(innovation: f64, imitation: f64) -> Self {
        Self {
            innovation,
            imitation,
            start: 0.0,
            market: 1.0,
            durations: vec![1.0],
            price_changes: None,
            advertising_changes: None,
            price_effect: 0.0,
            advertising_effect: 0.0,
        }
    }

    /// How far the market's clock moves in a period: X = t + b1 ln(P'/P) + b2 max(0, ln(A'/A)).
    fn market_time(&self, period: usize) -> f64 {
        let change = |list: &Option<Vec<f64>>| list.as_ref().map_or(0.0, |ratios| ratios[period].ln());
        self.durations[period] - self.price_effect * change(&self.price_changes)
            + self.advertising_effect * change(&self.advertising_changes).max(0.0)
    }
}

/// Without innovation somebody must have adopted already, or nobody ever does.
fn starts_somewhere(inputs: &Bass, table: &mut OpenTable<'_, '_>) {
    if inputs.innovation <= 0.0 && inputs.start <= 0.0 {
        let next = "give `innovation` a positive rate, or let some have adopted at the start";
        table.fault("never-starts", "start", "0 without innovation".to_owned(), "a number greater than 0", next);
    }
}

impl Model for Bass {
    type Outcome = Diffusion;
    type Error = DisruptionError;

    const ID: &'static str = "disruption.bass";
    const TITLE: &'static str = "Bass diffusion";
    const PAGE: &'static str = include_str!("bass.md");
    const LAWS: &'static [Law] = &[Law::TimeScales];

    fn example() -> Self {
        let halves_by_the_fifth_year = Some(vec![0.5]);
        let launch = Self::without_marketing(0.03, 0.38);
        Self { durations: vec![5.0], price_changes: halves_by_the_fifth_year, price_effect: 1.0, ..launch }
    }

    fn solve(inputs: &Checked<Self>) -> Result<Diffusion, DisruptionError> {
        let Self { innovation: p, imitation: q, start, market, .. } = **inputs;
        let (mut times, mut market_times) = (Vec::new(), Vec::new());
        let (mut time, mut market_time) = (0.0, 0.0);
        for (period, duration) in inputs.durations.iter().enumerate() {
            let moved = inputs.market_time(period);
            if moved < 0.0 {
                return Err(DisruptionError::RunsBackwards { period: period + 1, market_time: moved });
            }
            time += duration;
            market_time += moved;
            times.push(time);
            market_times.push(market_time);
        }
        let adoption: Vec<f64> = market_times.iter().map(|x| bass::adoption_after(start, *x, p, q)).collect();
        let before = std::iter::once(&start).chain(&adoption);
        let new_adopters = adoption.iter().zip(before).map(|(now, before)| market * (now - before)).collect();
        let rates = market_times.iter().map(|x| bass::density_after(start, *x, p, q)).collect();
        let certificate = *Certified::new((), certificate_of(inputs, &market_times))?.certificate();
        Ok(Diffusion {
            adopters: adoption.iter().map(|share| market * share).collect(),
            peak: peak_of(start, p, q),
            times,
            market_times,
            adoption,
            rates,
            new_adopters,
            certificate,
        })
    }

    fn answer(outcome: &Diffusion) -> Answer {
        let Diffusion { times, market_times, adoption, rates, adopters, new_adopters, peak, certificate } = outcome;
        Answer::new(Status::ClosedForm)
            .numbers("time", &quantity::DURATION, "period", times, "calendar time since the start")
            .numbers("market_time", &quantity::DURATION, "period", market_times, "time that the market's clock shows")
            .numbers("adoption", &quantity::SHARE, "period", adoption, "share of the market that has adopted")
            .numbers("rate", &quantity::RATE, "period", rates, "new adopters per year of market time, of the market")
            .numbers("adopters", &quantity::COUNT, "period", adopters, "everybody who has adopted")
            .numbers("new_adopters", &quantity::COUNT, "period", new_adopters, "those who adopted in the period")
            .number("peak_time", &quantity::DURATION, peak.time, "market time at which most adopt at once")
            .number("peak_adoption", &quantity::SHARE, peak.adoption, "share that has adopted by then")
            .number("peak_rate", &quantity::RATE, peak.rate, "new adopters per year of market time then, of the market")
            .certified_by(*certificate)
    }
}

fn peak_of(start: f64, p: f64, q: f64) -> Peak {
    let adoption = bass::peak_adoption(start, p, q);
    let time = bass::time_between(start, adoption, p, q);
    Peak { time, adoption, rate: (p + q * adoption) * (1.0 - adoption) }
}

/// At the end of every period the flow in closed form must obey the law of motion, and the inverse must give back the
/// time; both errors in units of the rate p + q.
fn certificate_of(inputs: &Bass, market_times: &[f64]) -> Certificate {
    let Bass { innovation: p, imitation: q, start, .. } = *inputs;
    let rate = p + q;
    let error = |time: f64| {
        let left = bass::remaining_after(1.0 - start, time, p, q);
        let law = (p + q * (1.0 - left)) * left;
        let motion = (bass::density_after(start, time, p, q) - law).abs() / rate;
        // Nobody is left to the last digit: the inverse has nothing to go by.
        let back = if left > 0.0 { bass::time_between_remaining(1.0 - start, left, p, q) } else { time };
        moloch_core::worst([motion, (back - time).abs() * rate / (1.0 + rate * time)])
    };
    Certificate {
        concept: Concept::Identity,
        residual: moloch_core::worst(market_times.iter().map(|time| error(*time))),
        scale: 1.0,
        tolerance: tolerance::IDENTITY_REL,
        method: "the law of motion and the inverse at the end of every period",
    }
}
