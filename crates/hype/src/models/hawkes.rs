#![doc = include_str!("hawkes.md")]

use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Concept, DefaultValue, Field, Law, Model, OpenTable,
    Range, Status, Value, inputs, quantity, tolerance,
};

use crate::hawkes::{Fan, Fed, Hawkes, HawkesError, Marks, Stationary, fan};

inputs! {
    /// Hype fed by announcements that provoke further announcements.
    pub struct HawkesHype {
        /// Announcements in a month that react to nothing, mu.
        pub baseline: f64 = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE),
        /// What one announcement adds to the rate of further ones at once, alpha.
        pub reaction: f64 = Field::number(&quantity::RATE).in_unit("1/month").or_number(0.0),
        /// Decay of that addition, beta: with 1 a month, two thirds of the reactions come within a month.
        pub fade: f64 = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE),
        /// Decay of hype without news, in logarithms: a loss of 10 per cent a month is a decay of 0.10536 a month.
        pub decay: f64 = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE),
        /// Mean lift of one announcement.
        pub jump: f64 = Field::number(&quantity::HYPE).within(Range::POSITIVE).or_number(1.0),
        /// Standard deviation of the lift as a part of its mean: 0 for lifts of one size, 1 for exponential ones.
        pub jump_variation: f64 = Field::number(&quantity::NUMBER).within(Range::between(0.0, 10.0)).or_number(0.0),
        /// The part of the mean level at which hype counts as fallen.
        pub threshold: f64 = Field::number(&quantity::SHARE).within(Range::INSIDE_UNIT).or_number(0.5),
        /// How far simulated paths go.
        pub horizon: f64 = Field::number(&quantity::DURATION).in_unit("month").within(Range::POSITIVE).or_number(36.0),
        /// How many paths are simulated.
        pub paths: usize = Field::integer(100, 100_000).or(DefaultValue::Integer(2000)),
        /// Seed of the simulated paths.
        pub seed: usize = Field::integer(0, i64::MAX).or(DefaultValue::Integer(1)),
    }
    check below_the_explosion;
}

const CHARTS: &[Chart] = &[
    Chart {
        title: "Hype fed by clustered news, from its mean level on",
        across: "time",
        x: "month",
        up: "hype",
        log: false,
        lines: &[ChartLine {
            label: "half of the paths lie below",
            y: "level_p50",
            bands: &[("nine paths in ten", "level_p5", "level_p95"), ("half of the paths", "level_p25", "level_p75")],
        }],
        thresholds: &[("trough", "trough"), ("mean", "mean")],
    },
    Chart {
        title: "The lift that is left of one announcement",
        across: "time since the announcement",
        x: "month",
        up: "hype",
        log: false,
        lines: &[ChartLine::new("with its reactions", "echo"), ChartLine::new("alone", "alone")],
        thresholds: &[],
    },
    Chart {
        title: "How long hype remembers: its correlation with itself",
        across: "time between the two",
        x: "month",
        up: "correlation",
        log: false,
        lines: &[
            ChartLine::new("clustered news", "correlation"),
            ChartLine::new("independent news", "poisson_correlation"),
        ],
        thresholds: &[],
    },
];

/// Announcements that may be simulated in all.
const LARGEST_SIMULATION: f64 = 5e7;

/// The long run of news and of the hype that it feeds, the echo of one announcement, and simulated paths.
#[derive(Debug, Clone, PartialEq)]
pub struct HawkesOutcome {
    /// News and level, with their moments.
    pub fed: Fed,
    /// Simulated paths from the mean level on.
    pub fan: Fan,
    /// Part of the paths with a trough if the same amount of news came independently.
    pub troughs_of_poisson: f64,
    /// The level that counts as a trough.
    pub trough: f64,
    paths: usize,
    certificate: Certificate,
}

impl HawkesOutcome {
    /// The certificate that the outcome passed.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// The process of the news.
    pub const fn news(&self) -> &Stationary {
        &self.fed.news
    }
}

impl HawkesHype {
    fn fed(&self) -> Result<Fed, HawkesError> {
        let news = Hawkes::new(self.baseline, self.reaction, self.fade)?.stationary()?;
        let second_moment = self.jump * self.jump * (1.0 + self.jump_variation * self.jump_variation);
        Ok(Fed { news, decay: self.decay, jump: self.jump, second_moment })
    }
}

/// News that provokes as much news as itself has no long run, and endless simulations are refused before they begin.
fn below_the_explosion(inputs: &HawkesHype, table: &mut OpenTable<'_, '_>) {
    match inputs.fed() {
        Err(_) => {
            let branching = inputs.reaction / inputs.fade;
            let found = format!("{} a month, a branching ratio of {branching}", inputs.reaction);
            let expected = format!("less than the fade, {}: a branching ratio below 1", inputs.fade);
            table.fault("explosive", "reaction", found, expected, "lower the reaction, or let it fade faster");
        }
        Ok(fed) => {
            let events = fed.news.rate() * inputs.horizon * inputs.paths as f64;
            if events.is_nan() || events > LARGEST_SIMULATION {
                let found = format!("{} months, with {events:.0} announcements on all paths", inputs.horizon);
                let expected = format!("at most {LARGEST_SIMULATION:.0} announcements on all paths");
                table.fault("endless", "horizon", found, expected, "simulate fewer paths, or shorten the horizon");
            }
        }
    }
}

impl Model for HawkesHype {
    type Outcome = HawkesOutcome;
    type Error = HawkesError;

    const ID: &'static str = "hype.hawkes";
    const TITLE: &'static str = "Decay with announcements that provoke announcements";
    const PAGE: &'static str = include_str!("hawkes.md");
    const LAWS: &'static [Law] = &[Law::TimeScales];
    const CHARTS: &'static [Chart] = CHARTS;

    fn example() -> Self {
        Self {
            baseline: 0.5,
            reaction: 0.6,
            fade: 1.0,
            decay: crate::decay::rate_of_loss(0.1),
            jump: 1.0,
            jump_variation: 0.0,
            threshold: 0.5,
            horizon: 36.0,
            paths: 2000,
            seed: 1,
        }
    }

    fn solve(inputs: &Checked<Self>) -> Result<HawkesOutcome, HawkesError> {
        let fed = inputs.fed()?;
        let certificate = Certificate {
            concept: Concept::Identity,
            residual: fed.imbalance(),
            scale: 1.0,
            tolerance: tolerance::IDENTITY_REL,
            method: "what feeds the first and second moments of rate and level against what drains them",
        };
        let certificate = *Certified::new((), certificate)?.certificate();
        let (mean, marks) = (fed.mean(), Marks::new(inputs.jump, inputs.jump_variation));
        let trough = inputs.threshold * mean;
        let paths = |fed: &Fed| fan(fed, marks, mean, trough, inputs.horizon, inputs.paths, inputs.seed as u64);
        let independent = Fed { news: Hawkes::new(fed.news.rate(), 0.0, inputs.fade)?.stationary()?, ..fed };
        let troughs_of_poisson = paths(&independent).troughs;
        Ok(HawkesOutcome { fan: paths(&fed), troughs_of_poisson, trough, paths: inputs.paths, fed, certificate })
    }

    fn answer(outcome: &HawkesOutcome) -> Answer {
        let (fed, news) = (&outcome.fed, outcome.news());
        let per_month = |answer: Answer, key, value: f64, doc| {
            answer.output(key, &quantity::RATE, "1/month", Value::Number(value), [None, None], doc)
        };
        let answer = Answer::new(Status::ClosedForm)
            .number("branching", &quantity::NUMBER, news.branching(), "announcements that one provokes directly")
            .number("reactions", &quantity::SHARE, news.branching(), "part of all announcements that are reactions")
            .number("amplification", &quantity::RATIO, news.amplification(), "announcements that one leads to, with it")
            .number("dispersion", &quantity::RATIO, news.dispersion(), "variance of counts over their mean, long run")
            .number("mean", &quantity::HYPE, fed.mean(), "mean level of hype in the long run")
            .number("deviation", &quantity::HYPE, fed.variance().sqrt(), "standard deviation of the level")
            .number(
                "poisson_deviation",
                &quantity::HYPE,
                fed.poisson_variance().sqrt(),
                "the same for independent news",
            )
            .number("amplified_jump", &quantity::HYPE, fed.amplified_jump(), "all lifts that one announcement leads to")
            .number("trough", &quantity::HYPE, outcome.trough, "level that counts as a trough")
            .number("trough_chance", &quantity::PROBABILITY, outcome.fan.troughs, "part of the paths with a trough")
            .number(
                "poisson_trough_chance",
                &quantity::PROBABILITY,
                outcome.troughs_of_poisson,
                "the same if as much news came independently",
            );
        let answer = per_month(answer, "rate", news.rate(), "mean rate of announcements");
        let answer = per_month(answer, "cluster_fade", news.slowness(), "decay of a cluster of reactions");
        curves(answer, outcome).certified_by(outcome.certificate).note(format!(
            "quantiles and trough chances are of {} simulated paths from the mean level on; the standard error of a chance \
             is at most {:.2} percentage points",
            outcome.paths,
            50.0 / (outcome.paths as f64).sqrt()
        ))
    }
}

/// Levels of the simulated paths, the echo of one announcement and the autocorrelation of hype, month by month.
fn curves(answer: Answer, outcome: &HawkesOutcome) -> Answer {
    let (fed, fan) = (&outcome.fed, &outcome.fan);
    let at = |f: &dyn Fn(f64) -> f64| fan.times.iter().map(|time| f(*time)).collect::<Vec<f64>>();
    let level = |answer: Answer, key, values: &[f64], doc| answer.numbers(key, &quantity::HYPE, "month", values, doc);
    let doc = "time of the levels and of the echo";
    let answer =
        answer.output("month", &quantity::DURATION, "month", Value::numbers(&fan.times), [Some("month"), None], doc);
    let keys = [
        ("level_p5", "level that 5 per cent of the paths lie below"),
        ("level_p25", "level that 25 per cent of the paths lie below"),
        ("level_p50", "level that half of the paths lie below"),
        ("level_p75", "level that 75 per cent of the paths lie below"),
        ("level_p95", "level that 95 per cent of the paths lie below"),
    ];
    let answer =
        keys.iter().zip(&fan.quantiles).fold(answer, |answer, ((key, doc), values)| level(answer, key, values, doc));
    let alone = at(&|time| fed.jump * (-fed.decay * time).exp());
    let answer = level(answer, "echo", &at(&|time| fed.echo(time)), "lift left of one announcement with its reactions");
    let answer = level(answer, "alone", &alone, "lift left of one announcement without them");
    let variance = fed.variance();
    let correlation = at(&|time| fed.autocovariance(time) / variance);
    let independent = at(&|time| (-fed.decay * time).exp());
    answer
        .numbers(
            "correlation",
            &quantity::NUMBER,
            "month",
            &correlation,
            "correlation of hype with itself this much later",
        )
        .numbers("poisson_correlation", &quantity::NUMBER, "month", &independent, "the same for independent news")
}
