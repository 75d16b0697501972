#![doc = include_str!("cadences.md")]

use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Concept, DefaultValue, Field, Law, Model, Range, Status,
    inputs, quantity, tolerance,
};
use statrs::function::gamma::checked_gamma_ur;

use crate::quadrature::integrate_to;
use crate::{HypeError, decay, path};

inputs! {
    /// One clock of events, or several alike.
    pub struct Tier {
        /// Mean time between two events of one source.
        pub interval: f64 = Field::number(&quantity::DURATION).in_unit("month").within(Range::POSITIVE),
        /// Sources with this clock, such as labs.
        pub sources: usize = Field::integer(1, 1000).or(DefaultValue::Integer(1)),
        /// Lift of one event.
        pub jump: f64 = Field::number(&quantity::HYPE).or_number(1.0),
        /// How regular the clock is: 1 for events at random, large for equal intervals.
        pub regularity: f64 = Field::number(&quantity::NUMBER).within(Range::between(0.1, 1000.0)).or_number(1.0),
    }
}

inputs! {
    /// Events of several tiers, from frequent and small to rare and large.
    pub struct Cadences {
        /// The tiers.
        pub tiers: Vec<Tier> = Field::tables(&<Tier as moloch_core::Inputs>::TABLE, "tier"),
        /// Decay without news, in logarithms: a loss of 10 per cent a month is a decay of 0.10536 a month.
        pub decay: f64 = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE),
        /// Dates at which the distribution of gaps is given.
        pub points: usize = Field::integer(2, 1000).or(DefaultValue::Integer(61)),
    }
}

/// The events of all tiers together.
#[derive(Debug, Clone, PartialEq)]
pub struct CadencesOutcome {
    /// Events in a month, of all tiers.
    pub rate: f64,
    /// Mean level of hype in the long run.
    pub mean: f64,
    /// Events in a month, for each tier.
    pub rates: Vec<f64>,
    /// Contribution to the mean level, for each tier.
    pub contributions: Vec<f64>,
    /// Lift with which an event of the tier alone would hold the mean level on average, for each tier.
    pub alone: Vec<f64>,
    /// Variance of the pooled gap over its squared mean: 1 for events at random.
    pub irregularity: f64,
    /// The largest difference between the distribution of gaps and that of events at random.
    pub distance: f64,
    /// Lengths of gaps, months.
    pub gaps: Vec<f64>,
    /// Probability that a gap between two events is longer.
    pub longer: Vec<f64>,
    /// The same if events came at random at the pooled rate.
    pub random: Vec<f64>,
    certificate: Certificate,
}

impl CadencesOutcome {
    /// The certificate that the outcome passed.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl Tier {
    /// Events in a month, of all sources.
    fn rate(&self) -> f64 {
        self.sources as f64 / self.interval
    }

    /// Probability that the time between two events of a source, Gamma distributed, is longer.
    fn survival(&self, gap: f64) -> f64 {
        let z = self.regularity * gap / self.interval;
        if z > 0.0 { checked_gamma_ur(self.regularity, z).unwrap_or(f64::NAN) } else { 1.0 }
    }

    /// Probability that a source, looked at at random, is silent for longer.
    fn residual(&self, gap: f64) -> f64 {
        let z = self.regularity * gap / self.interval;
        let longer = if z > 0.0 { checked_gamma_ur(self.regularity + 1.0, z).unwrap_or(f64::NAN) } else { 1.0 };
        (longer - gap / self.interval * self.survival(gap)).clamp(0.0, 1.0)
    }
}

impl Cadences {
    fn rate(&self) -> f64 {
        self.tiers.iter().map(Tier::rate).sum()
    }

    /// Probability that all sources, looked at at random, are silent for longer.
    pub fn silent(&self, gap: f64) -> f64 {
        self.tiers.iter().map(|tier| tier.residual(gap).powf(tier.sources as f64)).product()
    }

    /// Probability that a gap between two events of any sources is longer: after an event of one source, it and all
    /// others must be silent.
    pub fn longer(&self, gap: f64) -> f64 {
        let after = |k: usize| {
            let tier = &self.tiers[k];
            let peers = tier.residual(gap).powf(tier.sources as f64 - 1.0);
            let others = self.tiers.iter().enumerate().filter(|(j, _)| *j != k);
            let others: f64 = others.map(|(_, other)| other.residual(gap).powf(other.sources as f64)).product();
            tier.rate() * tier.survival(gap) * peers * others
        };
        (0..self.tiers.len()).map(after).sum::<f64>() / self.rate()
    }
}

impl Model for Cadences {
    type Outcome = CadencesOutcome;
    type Error = HypeError;

    const ID: &'static str = "hype.cadences";
    const TITLE: &'static str = "Events of several tiers";
    const PAGE: &'static str = include_str!("cadences.md");
    const LAWS: &'static [Law] = &[Law::TimeScales, Law::Permutes("tier")];
    const CHARTS: &'static [Chart] = &[Chart {
        title: "Probability that the time to the next event of any tier is longer",
        across: "months",
        x: "gap",
        up: "probability",
        log: false,
        lines: &[ChartLine::new("these tiers", "longer"), ChartLine::new("events at random", "random")],
        thresholds: &[],
    }];

    fn example() -> Self {
        let tier = |interval, sources, jump, regularity| Tier { interval, sources, jump, regularity };
        Self {
            tiers: vec![tier(56.0 / 30.4375, 4, 1.0, 16.0), tier(6.0, 1, 4.0, 4.0), tier(12.0, 1, 8.0, 1.0)],
            decay: decay::rate_of_loss(0.1),
            points: 61,
        }
    }

    fn solve(inputs: &Checked<Self>) -> Result<CadencesOutcome, HypeError> {
        let rate = inputs.rate();
        let contributions: Vec<f64> = inputs.tiers.iter().map(|tier| tier.rate() * tier.jump / inputs.decay).collect();
        let mean = contributions.iter().sum::<f64>();
        let gaps = path::dates(6.0 / rate, inputs.points);
        let longer: Vec<f64> = gaps.iter().map(|gap| inputs.longer(*gap)).collect();
        let random: Vec<f64> = gaps.iter().map(|gap| (-rate * gap).exp()).collect();
        let (certificate, second) = certificate_of(inputs, &gaps);
        let certificate = *Certified::new((), certificate)?.certificate();
        let differences = longer.iter().zip(&random).map(|(longer, random)| (longer - random).abs());
        Ok(CadencesOutcome {
            rate,
            mean,
            rates: inputs.tiers.iter().map(Tier::rate).collect(),
            alone: inputs.tiers.iter().map(|tier| mean * inputs.decay / tier.rate()).collect(),
            contributions,
            // Rounding must not turn a clock into less than no variance.
            irregularity: (second * rate * rate - 1.0).max(0.0),
            // A difference of rounding is none.
            distance: differences.filter(|distance| *distance > tolerance::CLOSED_FORM_REL).fold(0.0, f64::max),
            gaps,
            longer,
            random,
            certificate,
        })
    }

    fn answer(outcome: &CadencesOutcome) -> Answer {
        let (tier, axis, hype) = ("tier", "length", &quantity::HYPE);
        let rates: Vec<f64> = outcome.rates.iter().map(|rate| path::per_year(*rate)).collect();
        let answer = Answer::new(Status::ClosedForm)
            .number("rate", &quantity::RATE, path::per_year(outcome.rate), "events of all tiers")
            .number("mean", hype, outcome.mean, "mean level of hype in the long run")
            .number("irregularity", &quantity::NUMBER, outcome.irregularity, "variance of a gap over its squared mean")
            .number("distance", &quantity::PROBABILITY, outcome.distance, "largest difference to events at random")
            .numbers("rates", &quantity::RATE, tier, &rates, "events of the tier")
            .numbers("contributions", hype, tier, &outcome.contributions, "contribution to the mean level")
            .numbers("alone", hype, tier, &outcome.alone, "lift with which the tier alone would hold the mean level");
        path::months(answer, "gap", axis, &outcome.gaps, "length of a gap")
            .numbers("longer", &quantity::PROBABILITY, axis, &outcome.longer, "probability that a gap is longer")
            .numbers("random", &quantity::PROBABILITY, axis, &outcome.random, "the same for events at random")
            .certified_by(outcome.certificate)
    }
}

/// The probability that all are silent from a random date on must be the pooled rate times the chance of a gap, added
/// up over all longer gaps; at zero this says that the mean gap is one over the rate. Also the mean square of a gap.
fn certificate_of(inputs: &Cadences, gaps: &[f64]) -> (Certificate, f64) {
    let rate = inputs.rate();
    let longest = inputs.tiers.iter().map(|tier| tier.interval).fold(0.0, f64::max);
    let end = gaps.last().copied().unwrap_or(0.0).max(0.0);
    let pieces = |from: f64, to: f64, f: &dyn Fn(f64) -> f64| integrate_to(10.0 / rate, from, to, 1, f);
    // The tail beyond the dates in pieces that double, until nothing is left of it.
    let tail = |f: &dyn Fn(f64) -> f64| {
        let (mut from, mut sum) = (end, 0.0);
        while inputs.silent(from) > 1e-16 && from < 1e6 * longest {
            sum += pieces(from, 2.0 * from, f);
            from *= 2.0;
        }
        sum
    };
    let (mut beyond, mut misses) = (rate * tail(&|gap| inputs.longer(gap)), Vec::new());
    for pair in gaps.windows(2).rev() {
        misses.push((inputs.silent(pair[1]) - beyond).abs());
        beyond += rate * pieces(pair[0], pair[1], &|gap| inputs.longer(gap));
    }
    misses.push((1.0 - beyond).abs());
    // The mean square is twice the integral of the residual silence over the rate.
    let silent: f64 = gaps.windows(2).map(|pair| pieces(pair[0], pair[1], &|gap| inputs.silent(gap))).sum();
    let second = 2.0 * (silent + tail(&|gap| inputs.silent(gap))) / rate;
    let certificate = Certificate {
        concept: Concept::Integration,
        residual: moloch_core::worst(misses),
        scale: 1.0,
        tolerance: tolerance::IDENTITY_REL,
        method: "the silence of all sources, against the pooled rate times all longer gaps by quadrature",
    };
    (certificate, second)
}
