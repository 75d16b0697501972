#![doc = include_str!("tullock.md")]

use moloch_core::{
    Answer, Certificate, Certified, Checked, Completeness, Field, Law, Model, Range, Status, Uniqueness, inputs,
    quantity,
};
use moloch_equilibrium::concave::{Profile, certificate};

use crate::RaceError;
use crate::contest::{self, LotteryGame};

inputs! {
    /// A contest for one prize, won with a probability that rises with effort.
    pub struct Tullock {
        /// Value of the prize to each lab, V.
        pub values: Vec<f64> = Field::numbers(&quantity::MONEY, "lab").within(Range::POSITIVE),
        /// Unit cost of effort of each lab, c: money for a unit of effort that itself is counted in money.
        pub costs: Vec<f64> = Field::numbers(&quantity::RATIO, "lab"),
        /// Decisiveness, r: how strongly more effort raises the odds.
        pub decisiveness: f64 = Field::number(&quantity::RATIO).within(Range { high: 2.0, ..Range::POSITIVE }).or_number(1.0),
    }
}

/// One equilibrium of a contest.
#[derive(Debug, Clone, PartialEq)]
pub struct Contest {
    /// Effort of each lab when it takes part, bn USD.
    pub efforts: Vec<f64>,
    /// Probability with which each lab takes part: 1 except in a semi-mixed equilibrium.
    pub active: Vec<f64>,
    /// Probability of winning.
    pub wins: Vec<f64>,
    /// Expected payoff, bn USD.
    pub payoffs: Vec<f64>,
    /// Expected cost of all labs as a part of the largest prize.
    pub dissipation: f64,
    certificate: Certificate,
}

/// All equilibria found.
#[derive(Debug, Clone, PartialEq)]
pub struct TullockOutcome {
    /// The equilibria, the most wasteful first.
    pub equilibria: Vec<Contest>,
    /// How complete the list is.
    pub completeness: Completeness,
    /// Whether there is exactly one.
    pub uniqueness: Uniqueness,
    /// How the computation ended.
    pub status: Status,
}

impl Model for Tullock {
    type Outcome = TullockOutcome;
    type Error = RaceError;

    const ID: &'static str = "race.tullock";
    const TITLE: &'static str = "Tullock contest";
    const PAGE: &'static str = include_str!("tullock.md");
    const LAWS: &'static [Law] = &[Law::MoneyScales, Law::Permutes("lab")];

    fn example() -> Self {
        Self { values: vec![10.0, 8.0, 5.0], costs: vec![1.0, 1.0, 1.0], decisiveness: 1.0 }
    }

    fn solve(inputs: &Checked<Self>) -> Result<TullockOutcome, RaceError> {
        let unique = |efforts: Vec<f64>, status| {
            let active = vec![1.0; efforts.len()];
            Ok(TullockOutcome {
                equilibria: vec![Contest::certified(inputs, efforts, active)?],
                completeness: Completeness::Complete("the equilibrium is unique"),
                uniqueness: Uniqueness::Proved {
                    theorem: "share functions fall strictly for r <= 1 (Cornes and Hartley 2005)",
                },
                status,
            })
        };
        let Self { values, costs, decisiveness } = &**inputs;
        if values.len() == 1 {
            return unique(vec![0.0], Status::ClosedForm);
        }
        if (decisiveness - 1.0).abs() < f64::EPSILON {
            let mut efforts = vec![0.0; values.len()];
            contest::lottery_efforts(values, costs, &mut efforts);
            return unique(efforts, Status::ClosedForm);
        }
        if *decisiveness < 1.0 {
            let (efforts, status) = contest::share_equilibrium(values, costs, *decisiveness)?;
            return unique(efforts, status);
        }
        increasing_returns(inputs)
    }

    fn answer(outcome: &TullockOutcome) -> Answer {
        let column = |f: fn(&Contest) -> &Vec<f64>| outcome.equilibria.iter().map(|e| f(e).clone()).collect::<Vec<_>>();
        let totals: Vec<f64> = outcome.equilibria.iter().map(Contest::total_effort).collect();
        let waste: Vec<f64> = outcome.equilibria.iter().map(|e| e.dissipation).collect();
        let worst =
            outcome.equilibria.iter().map(|e| e.certificate).max_by(|a, b| a.relative().total_cmp(&b.relative()));
        let axes = ("equilibrium", "lab");
        let answer = Answer::new(outcome.status.clone())
            .matrix("effort", &quantity::MONEY, axes, &column(|e| &e.efforts), "effort of each lab when active")
            .matrix("active", &quantity::PROBABILITY, axes, &column(|e| &e.active), "probability of taking part")
            .matrix("win_probability", &quantity::PROBABILITY, axes, &column(|e| &e.wins), "probability of winning")
            .matrix("payoff", &quantity::MONEY, axes, &column(|e| &e.payoffs), "expected payoff of each lab")
            .numbers("total_effort", &quantity::MONEY, "equilibrium", &totals, "expected effort of all labs")
            .numbers(
                "dissipation",
                &quantity::SHARE,
                "equilibrium",
                &waste,
                "expected cost as a part of the largest prize",
            )
            .complete(outcome.completeness.clone())
            .unique(outcome.uniqueness.clone());
        match worst {
            Some(certificate) => answer.certified_by(certificate),
            None => answer,
        }
    }
}

/// Increasing returns: all equilibria in pure strategies, else the semi-mixed one of two labs.
fn increasing_returns(inputs: &Checked<Tullock>) -> Result<TullockOutcome, RaceError> {
    let Tullock { values, costs, decisiveness } = &**inputs;
    let sets = contest::active_set_equilibria(values, costs, *decisiveness);
    let ones = || vec![1.0; values.len()];
    let mut equilibria: Vec<Contest> = sets
        .efforts
        .into_iter()
        .map(|efforts| Contest::certified(inputs, efforts, ones()))
        .collect::<Result<_, _>>()?;
    let mut completeness = if sets.complete {
        Completeness::Complete(
            "pure strategies: every set of active labs was tried or ruled out; mixed ones are not searched",
        )
    } else {
        Completeness::Partial {
            why: format!("the search ended after {} sets of active labs", sets.tried),
            not_searched: "the remaining sets, and mixed strategies".to_owned(),
        }
    };
    if equilibria.is_empty() {
        equilibria.extend(semi_mixed(inputs)?);
        completeness = Completeness::Sample;
    }
    if equilibria.is_empty() && !sets.complete {
        return Err(RaceError::SearchEnded { tried: sets.tried });
    }
    if equilibria.is_empty() {
        return Err(RaceError::NoPureEquilibrium { decisiveness: *decisiveness });
    }
    equilibria.sort_by(|a, b| b.total_effort().total_cmp(&a.total_effort()));
    let why = "with increasing returns several sets of active labs can each be an equilibrium".to_owned();
    let status = Status::Converged { iterations: sets.tried };
    Ok(TullockOutcome { equilibria, completeness, uniqueness: Uniqueness::NotClaimed { why }, status })
}

fn semi_mixed(inputs: &Checked<Tullock>) -> Result<Option<Contest>, RaceError> {
    let Tullock { values, costs, decisiveness } = &**inputs;
    let [v1, v2] = values[..] else { return Ok(None) };
    let (w1, w2) = (v1 / costs[0], v2 / costs[1]);
    let Some((x1, x2, q)) = contest::semi_mixed_pair(w1.max(w2), w1.min(w2), *decisiveness) else { return Ok(None) };
    let (efforts, active) = if w1 >= w2 { (vec![x1, x2], vec![1.0, q]) } else { (vec![x2, x1], vec![q, 1.0]) };
    Contest::certified(inputs, efforts, active).map(Some)
}

impl Contest {
    /// Expected effort of all labs, bn USD.
    pub fn total_effort(&self) -> f64 {
        self.efforts.iter().zip(&self.active).map(|(x, q)| x * q).sum()
    }

    /// The certificate that the profile passed.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    fn certified(inputs: &Checked<Tullock>, efforts: Vec<f64>, active: Vec<f64>) -> Result<Self, RaceError> {
        let Tullock { values, costs, decisiveness } = &**inputs;
        let plays: Vec<(f64, f64)> = efforts.iter().copied().zip(active.iter().copied()).collect();
        let branch = |lab: usize, own: f64| {
            let mut rivals = plays.clone();
            rivals.remove(lab);
            contest::expected_payoff(values[lab], costs[lab], own, &rivals, *decisiveness)
        };
        let labs = values.len();
        let payoffs: Vec<f64> =
            (0..labs).map(|i| active[i] * branch(i, efforts[i]) + (1.0 - active[i]) * branch(i, 0.0)).collect();
        let spent = |i: usize| active[i] * costs[i] * efforts[i];
        let wins = (0..labs).map(|i| (payoffs[i] + spent(i)) / values[i]).collect();
        let largest = values.iter().copied().fold(0.0, f64::max);
        let dissipation = (0..labs).map(spent).sum::<f64>() / largest;
        let certificate = *Certified::new((), certificate_of(inputs, &plays))?.certificate();
        Ok(Self { efforts, active, wins, payoffs, dissipation, certificate })
    }
}

/// A concave contest is certified by its gradient, any other by a search; one lab alone has nothing to regret.
fn certificate_of(inputs: &Checked<Tullock>, plays: &[(f64, f64)]) -> Certificate {
    let Tullock { values, costs, decisiveness } = &**inputs;
    if *decisiveness > 1.0 || values.len() == 1 {
        return contest::regret(values, costs, plays, *decisiveness);
    }
    let game = LotteryGame { values, costs, decisiveness: *decisiveness };
    certificate::by_gradient(&game, &Profile::of_numbers(plays.iter().map(|play| play.0).collect()))
}
