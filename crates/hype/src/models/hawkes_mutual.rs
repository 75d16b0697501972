#![doc = include_str!("hawkes_mutual.md")]

use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Concept, Field, Law, Model, OpenTable, Range, Status,
    Value, inputs, quantity, tolerance,
};

use crate::hawkes::{HawkesError, Jump, Mutual, MutualLevel, StationaryMutual};

inputs! {
    /// Labs whose announcements provoke announcements of one another.
    pub struct HawkesMutual {
        /// Each lab's announcements in a month that react to nothing.
        pub baselines: Vec<f64> = Field::numbers(&quantity::RATE, "lab").in_unit("1/month").within(Range::POSITIVE),
        /// Announcements of the row's lab that one of the column's lab provokes directly, at most 1 each.
        pub reactions: Vec<Vec<f64>> = Field::matrix(&quantity::SHARE, "lab", "lab"),
        /// Decay of the reactions to each lab's announcements.
        pub fades: Vec<f64> = Field::numbers(&quantity::RATE, "lab").in_unit("1/month").within(Range::POSITIVE),
        /// Mean lift of hype by an announcement of each lab.
        pub jumps: Vec<f64> = Field::numbers(&quantity::HYPE, "lab").within(Range::POSITIVE),
        /// Standard deviation of lifts as a part of their mean: 0 for lifts of one size, 1 for exponential ones.
        pub jump_variation: f64 = Field::number(&quantity::NUMBER).within(Range::between(0.0, 10.0)).or_number(0.0),
        /// Decay of hype without news, in logarithms: a loss of 10 per cent a month is a decay of 0.10536 a month.
        pub decay: f64 = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE),
        /// How far the echo and the correlation are followed.
        pub horizon: f64 = Field::number(&quantity::DURATION).in_unit("month").within(Range::POSITIVE).or_number(36.0),
    }
    check reactions_die_out;
}

/// Points at which echo and correlation are given.
const POINTS: usize = 61;

/// The long run of mutually exciting news and of the hype that it feeds.
#[derive(Debug, Clone, PartialEq)]
pub struct HawkesMutualOutcome {
    /// The news.
    pub news: StationaryMutual,
    /// The level of hype.
    pub level: MutualLevel,
    /// Times of echo and correlation, months.
    pub months: Vec<f64>,
    decay: f64,
    certificate: Certificate,
}

impl HawkesMutualOutcome {
    /// The certificate that the outcome passed.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Announcements of all labs that one of each lab leads to in the end, itself included.
    pub fn provoked(&self) -> Vec<f64> {
        let led_to = self.news.led_to();
        (0..led_to.len()).map(|j| led_to.iter().map(|row| row[j]).sum()).collect()
    }

    /// Correlations of the labs' counts over a long time.
    pub fn correlations(&self) -> Vec<Vec<f64>> {
        let covariance = self.news.covariance_rates();
        let labs = covariance.len();
        let entry = |i: usize, j: usize| covariance[i][j] / (covariance[i][i] * covariance[j][j]).sqrt();
        (0..labs).map(|i| (0..labs).map(|j| entry(i, j)).collect()).collect()
    }
}

impl HawkesMutual {
    fn news(&self) -> Result<StationaryMutual, HawkesError> {
        let row = |row: &Vec<f64>| row.iter().zip(&self.fades).map(|(n, fade)| n * fade).collect();
        let kicks: Vec<Vec<f64>> = self.reactions.iter().map(row).collect();
        Mutual::new(&self.baselines, &kicks, &self.fades)?.stationary()
    }
}

/// Generations of reactions must shrink.
fn reactions_die_out(inputs: &HawkesMutual, table: &mut OpenTable<'_, '_>) {
    let expected = "a matrix whose spectral radius is below 1";
    match inputs.news() {
        Err(HawkesError::Explosive { branching }) => {
            let found = format!("a matrix with spectral radius {branching}");
            table.fault("explosive", "reactions", found, expected, "lower the reactions: each generation grows");
        }
        Err(HawkesError::Shape { labs }) => {
            let found = format!("a list or a row without {labs} entries");
            table.fault("length", "reactions", found, "an entry for each lab", "give every list the same length");
        }
        _ => {}
    }
}

impl Model for HawkesMutual {
    type Outcome = HawkesMutualOutcome;
    type Error = HawkesError;

    const ID: &'static str = "hype.hawkes_mutual";
    const TITLE: &'static str = "Labs whose announcements provoke one another";
    const PAGE: &'static str = include_str!("hawkes_mutual.md");
    const LAWS: &'static [Law] = &[Law::TimeScales, Law::Permutes("lab")];
    const CHARTS: &'static [Chart] = &[
        Chart {
            title: "The lift that is left of one announcement, whoever made it",
            across: "time since the announcement",
            x: "month",
            up: "hype",
            log: false,
            lines: &[ChartLine::new("with all reactions", "echo"), ChartLine::new("alone", "alone")],
            thresholds: &[],
        },
        Chart {
            title: "How long hype remembers: its correlation with itself",
            across: "time between the two",
            x: "month",
            up: "correlation",
            log: false,
            lines: &[
                ChartLine::new("labs that react", "correlation"),
                ChartLine::new("independent news", "poisson_correlation"),
            ],
            thresholds: &[],
        },
    ];

    fn example() -> Self {
        Self {
            baselines: vec![0.3, 0.2],
            reactions: vec![vec![0.2, 0.3], vec![0.5, 0.1]],
            fades: vec![1.0, 1.0],
            jumps: vec![1.0, 1.0],
            jump_variation: 0.0,
            decay: crate::decay::rate_of_loss(0.1),
            horizon: 36.0,
        }
    }

    fn solve(inputs: &Checked<Self>) -> Result<HawkesMutualOutcome, HawkesError> {
        let news = inputs.news()?;
        let spread = 1.0 + inputs.jump_variation * inputs.jump_variation;
        let jump = |mean: &f64| Jump { mean: *mean, second_moment: mean * mean * spread };
        let jumps: Vec<Jump> = inputs.jumps.iter().map(jump).collect();
        let level = MutualLevel::of(&news, &jumps, inputs.decay)?;
        let certificate = Certificate {
            concept: Concept::Identity,
            residual: level.imbalance,
            scale: 1.0,
            tolerance: tolerance::IDENTITY_REL,
            method: "the variance of hype over a long time, from the balance of moments and from descent",
        };
        let certificate = *Certified::new((), certificate)?.certificate();
        let months = (0..POINTS).map(|k| inputs.horizon * k as f64 / (POINTS - 1) as f64).collect();
        Ok(HawkesMutualOutcome { news, level, months, decay: inputs.decay, certificate })
    }

    fn answer(outcome: &HawkesMutualOutcome) -> Answer {
        let HawkesMutualOutcome { news, level, .. } = outcome;
        let (lab, ratio) = ("lab", &quantity::RATIO);
        let monthly = Value::numbers(news.rates());
        let doc = "mean rate of each lab's announcements";
        let answer = Answer::new(Status::ClosedForm)
            .number("spectral_radius", &quantity::NUMBER, news.spectral_radius(), "growth of a generation of reactions")
            .output("rate", &quantity::RATE, "1/month", monthly, [Some(lab), None], doc)
            .numbers("reaction_share", &quantity::SHARE, lab, &news.reactions(), "part of its announcements that react")
            .numbers("provoked", ratio, lab, &outcome.provoked(), "announcements that one of it leads to, with it")
            .numbers(
                "amplified_jump",
                &quantity::HYPE,
                lab,
                &level.amplified_jumps,
                "all lifts that one of it leads to",
            )
            .matrix(
                "led_to",
                &quantity::COUNT,
                (lab, lab),
                &news.led_to(),
                "announcements of the row's lab that one of the column's lab leads to in the end",
            )
            .matrix(
                "count_correlation",
                &quantity::NUMBER,
                (lab, lab),
                &outcome.correlations(),
                "correlation of the labs' numbers of announcements over a long time",
            )
            .number("mean", &quantity::HYPE, level.mean, "mean level of hype in the long run")
            .number("deviation", &quantity::HYPE, level.variance.sqrt(), "standard deviation of the level")
            .number(
                "poisson_deviation",
                &quantity::HYPE,
                level.poisson_variance.sqrt(),
                "the same for independent news",
            );
        curves(answer, outcome).certified_by(outcome.certificate)
    }
}

/// The echo of one announcement and the correlation of hype with itself, month by month.
fn curves(answer: Answer, outcome: &HawkesMutualOutcome) -> Answer {
    let (level, months) = (&outcome.level, &outcome.months);
    let step = months.get(1).copied().unwrap_or_default();
    let echo = level.echo(step, POINTS);
    let faded: Vec<f64> = months.iter().map(|month| (-outcome.decay * month).exp()).collect();
    let alone: Vec<f64> = faded.iter().map(|faded| faded * echo[0]).collect();
    let doc = "time of the echo and of the correlation";
    answer
        .output("month", &quantity::DURATION, "month", Value::numbers(months), [Some("month"), None], doc)
        .numbers("echo", &quantity::HYPE, "month", &echo, "lift left of one announcement with its reactions")
        .numbers("alone", &quantity::HYPE, "month", &alone, "lift left of one announcement without them")
        .numbers(
            "correlation",
            &quantity::NUMBER,
            "month",
            &level.correlations(step, POINTS),
            "correlation of hype with itself this much later",
        )
        .numbers("poisson_correlation", &quantity::NUMBER, "month", &faded, "the same for independent news")
}
