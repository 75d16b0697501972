#![doc = include_str!("cascade.md")]

use moloch_core::{
    Answer, Certificate, Certified, Chart, ChartLine, Checked, Concept, DefaultValue, Field, Law, Model, Range, Status,
    inputs, quantity, root, tolerance,
};
use statrs::function::erf::erfc;

use crate::HypeError;

inputs! {
    /// Pressure to follow that passes from level to level.
    pub struct Cascade {
        /// Mean of the thresholds: the part of others that must use a thing before one feels pressed to.
        pub threshold: f64 = Field::number(&quantity::SHARE),
        /// Standard deviation of the thresholds.
        pub spread: f64 = Field::number(&quantity::NUMBER).within(Range::between(0.001, 10.0)).or_number(0.2),
        /// Levels, such as individual, company, industry and society.
        pub levels: usize = Field::integer(1, 100).or(DefaultValue::Integer(4)),
        /// Weight of the level below among those that a level looks at; the rest is its own.
        pub below: f64 = Field::number(&quantity::SHARE).or_number(0.5),
        /// Part of the lowest level that uses the thing anyway.
        pub seed: f64 = Field::number(&quantity::SHARE).or_number(0.0),
    }
}

/// How far use spreads; lists are for the levels, the lowest first.
#[derive(Debug, Clone, PartialEq)]
pub struct CascadeOutcome {
    /// Part of the level that uses the thing in the end.
    pub shares: Vec<f64>,
    /// Part of the lowest level beyond which use would spread by itself; `None` if it spreads or stays in any case.
    pub tipping: Option<f64>,
    certificate: Certificate,
}

impl CascadeOutcome {
    /// The certificate that the outcome passed.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// Part of the highest level that uses the thing in the end.
    pub fn top(&self) -> f64 {
        self.shares.last().copied().unwrap_or(0.0)
    }
}

/// What a level answers to its own share: those that use anyway, and those whose threshold lies below the pressure.
#[derive(Debug, Clone, Copy)]
struct Response {
    threshold: f64,
    spread: f64,
    /// Part that uses the thing anyway.
    seed: f64,
    /// Pressure that does not depend on the level's own share.
    given: f64,
    /// Weight of its own share.
    own: f64,
}

impl Response {
    fn at(&self, share: f64) -> f64 {
        let z = (self.given + self.own * share - self.threshold) / self.spread;
        self.seed + (1.0 - self.seed) * erfc(-z / std::f64::consts::SQRT_2) / 2.0
    }

    /// Where the response's slope is one: below and above the steepest place, if it is steep enough.
    fn unit_slopes(&self) -> Option<[f64; 2]> {
        let steepest = (1.0 - self.seed) * self.own / (self.spread * std::f64::consts::TAU.sqrt());
        if steepest <= 1.0 {
            return None;
        }
        let z = (2.0 * steepest.ln()).sqrt();
        let share = |z: f64| (self.threshold + self.spread * z - self.given) / self.own;
        Some([share(-z), share(z)])
    }

    fn root(&self, low: f64, high: f64) -> f64 {
        // The response crosses the share from above: at the ends it may touch.
        root::bisect(low, high, |share| self.at(share) - share).map_or(high, |root| root.at)
    }

    /// The least share that reproduces itself, which a cascade from nothing reaches, and the one beyond which use would
    /// spread on, if there is one.
    fn solve(&self) -> (f64, Option<f64>) {
        let Some([first, second]) = self.unit_slopes() else { return (self.root(0.0, 1.0), None) };
        // Up to the first place the gap between response and share narrows, then it widens, then it narrows again.
        let gap = |share: f64| self.at(share) - share;
        let valley = first.clamp(0.0, 1.0);
        if gap(valley) > 0.0 || first <= 0.0 {
            let from = second.clamp(0.0, 1.0);
            return (if gap(from) > 0.0 { self.root(from, 1.0) } else { self.root(0.0, from) }, None);
        }
        let hill = second.clamp(valley, 1.0);
        let tipping = (gap(hill) > 0.0).then(|| self.root(valley, hill));
        (self.root(0.0, valley), tipping)
    }
}

impl Cascade {
    fn response(&self, level: usize, below: f64) -> Response {
        let lowest = level == 0;
        Response {
            threshold: self.threshold,
            spread: self.spread,
            seed: if lowest { self.seed } else { 0.0 },
            given: if lowest { 0.0 } else { self.below * below },
            own: if lowest { 1.0 } else { 1.0 - self.below },
        }
    }
}

impl Model for Cascade {
    type Outcome = CascadeOutcome;
    type Error = HypeError;

    const ID: &'static str = "hype.cascade";
    const TITLE: &'static str = "Social proof from level to level";
    const PAGE: &'static str = include_str!("cascade.md");
    const LAWS: &'static [Law] = &[];
    const CHARTS: &'static [Chart] = &[Chart {
        title: "Part that uses the thing in the end",
        across: "level",
        x: "level",
        up: "part",
        log: false,
        lines: &[ChartLine::new("part", "shares")],
        thresholds: &[],
    }];

    fn example() -> Self {
        Self { threshold: 0.35, spread: 0.1, levels: 4, below: 0.5, seed: 0.1 }
    }

    fn solve(inputs: &Checked<Self>) -> Result<CascadeOutcome, HypeError> {
        let (mut shares, mut tipping, mut misses) = (Vec::new(), None, Vec::new());
        let mut below = 0.0;
        for level in 0..inputs.levels {
            let response = inputs.response(level, below);
            let (share, tips) = response.solve();
            misses.push(missed(&response, share));
            if level == 0 {
                tipping = tips;
            }
            shares.push(share);
            below = share;
        }
        let certificate = Certificate {
            concept: Concept::FixedPoint,
            residual: moloch_core::worst(misses),
            scale: 1.0,
            tolerance: tolerance::IDENTITY_REL,
            method: "the cascade itself, round by round from nothing, which must stop there",
        };
        let certificate = *Certified::new((), certificate)?.certificate();
        Ok(CascadeOutcome { shares, tipping, certificate })
    }

    fn answer(outcome: &CascadeOutcome) -> Answer {
        let number: Vec<f64> = (1..=outcome.shares.len()).map(|k| k as f64).collect();
        Answer::new(Status::Converged { iterations: outcome.shares.len() })
            .number("top", &quantity::SHARE, outcome.top(), "part of the highest level that uses the thing in the end")
            .number_or(
                "tipping",
                &quantity::SHARE,
                outcome.tipping,
                "none",
                "part of the lowest level that would spread on",
            )
            .numbers("level", &quantity::COUNT, "level", &number, "level, the lowest first")
            .numbers("shares", &quantity::SHARE, "level", &outcome.shares, "part that uses the thing in the end")
            .certified_by(outcome.certificate)
    }
}

/// Rounds of the cascade that are walked; near a tipping point it creeps.
const ROUNDS: usize = 10_000;

/// How far the cascade goes beyond the share, round by round from nothing, and how far the share is from reproducing
/// itself: a share that is not the least one would be passed, or never reached from below.
fn missed(response: &Response, share: f64) -> f64 {
    let (mut walked, mut moved) = (0.0, f64::INFINITY);
    for _ in 0..ROUNDS {
        let next = response.at(walked);
        moved = (next - walked).abs();
        walked = next;
        if moved < 1e-15 {
            break;
        }
    }
    let beyond = (walked - share).max(0.0);
    // A cascade that still creeps has not shown where it stops; one that stopped must be there.
    let short = if moved < 1e-14 { (share - walked).max(0.0) * (1.0 - slope(response, share)).max(0.0) } else { 0.0 };
    (response.at(share) - share).abs().max(beyond).max(short)
}

/// Slope of the response, by a difference.
fn slope(response: &Response, share: f64) -> f64 {
    (response.at(share + 1e-6) - response.at(share - 1e-6)) / 2e-6
}
