//! The path: month after month, each month's race solved at the state that the last one left.

use moloch_core::{Certificate, Certified, Concept, NotCertified, tolerance};
use moloch_equilibrium::concave::certificate::worse;
use moloch_race::segments::{StageEquilibrium, StageError, StageGame, Start, Workspace, solve_stage, solve_steady};

use crate::interventions::Policy;
use crate::law::{Law, Opening};
use crate::month::Month;

/// What holds at month 0 on every path of a scenario, with or without intervention: an intervention does not rewrite
/// the past, nor the effort with which news is compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Anchor {
    /// Effort stock of each lab in each segment, bn USD/yr.
    pub stock: Vec<f64>,
    /// Total race effort at which news comes at its reference rate, bn USD/yr.
    pub reference_effort: f64,
}

/// All months of a path, with present values.
#[derive(Debug, Clone, PartialEq)]
pub struct Path {
    /// Months 0 to the horizon.
    pub months: Vec<Month>,
    /// Flows added up, discounted to month 0.
    pub present: Present,
}

/// Present values over all months, bn USD: each month's flow counts with $`e^{-rt/12}/12`$.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Present {
    /// Welfare.
    pub welfare: f64,
    /// Payoff of each lab.
    pub payoffs: Vec<f64>,
    /// Cost of the race.
    pub race_cost: f64,
    /// The static Moloch gap; it ranks nothing.
    pub static_gap: f64,
    /// What the fringe wins.
    pub fringe_income: f64,
    /// What investors pay beyond what customers pay.
    pub investors_transfer: f64,
    /// Tax paid by labs.
    pub tax_revenue: f64,
    /// Value of product effort to others than the labs.
    pub product_spillover: f64,
    /// Value of race effort to society.
    pub race_social: f64,
    /// Damage from energy.
    pub externality: f64,
    /// Consumer surplus of the service, where it is finite.
    pub consumer_surplus: Option<f64>,
}

/// Why a path ended early.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum PathError {
    /// A month's race has no equilibrium to give.
    #[error("solve month {month}: {source}")]
    Stage {
        /// The month, from 0.
        month: usize,
        /// Why.
        source: StageError,
    },
    /// The state or a result is no longer finite.
    #[error("follow the path to month {month}: {what} is not finite; shorten the horizon or slow the growth")]
    NonFinite {
        /// The month, from 0.
        month: usize,
        /// What.
        what: &'static str,
    },
    /// A month's efforts did not pass their certificate.
    #[error("certify the path: {0}")]
    NotCertified(#[from] NotCertified),
}

impl Anchor {
    /// Works out stocks and reference effort at month 0 without intervention.
    ///
    /// # Errors
    /// When the race of month 0 has no equilibrium to give.
    pub fn of(law: &Law) -> Result<Self, PathError> {
        let at_start = |source| PathError::Stage { month: 0, source };
        let state = law.opening_state(Vec::new());
        let conditions = law.conditions(&state);
        let game = StageGame {
            prizes: &conditions.prizes,
            fringe: &conditions.fringe,
            suitability: &law.suitability,
            ..StageGame::new(law.terms(&conditions))
        };
        let (mut race, mut workspace) = (StageEquilibrium::default(), Workspace::default());
        let stock = match &law.opening {
            Opening::Given(stock) => {
                let game = StageGame { stock, ..game };
                solve_stage(&game, Start::Cold, &mut race, &mut workspace).map_err(at_start)?;
                stock.clone()
            }
            Opening::Steady => {
                let mut stock = Vec::new();
                solve_steady(&game, law.retention, &mut race, &mut stock, &mut workspace).map_err(at_start)?;
                stock
            }
        };
        let reference_effort = law.news.reference_effort.unwrap_or_else(|| race.race_total());
        Ok(Self { stock, reference_effort })
    }
}

/// Follows the law under a policy and certifies every month.
///
/// # Errors
/// The month in which no equilibrium exists, a value is not finite or a certificate does not pass.
pub fn follow(law: &Law, anchor: &Anchor, policy: &Policy) -> Result<Certified<Path>, PathError> {
    let path = solve_path(law, anchor, policy)?;
    let certificate = certify(law, policy, &path);
    Ok(Certified::new(path, certificate)?)
}

/// Follows the law without certifying; searches call this and certify what they settle on.
///
/// # Errors
/// The month in which no equilibrium exists or a value is not finite.
pub fn solve_path(law: &Law, anchor: &Anchor, policy: &Policy) -> Result<Path, PathError> {
    let mut workspace = Workspace::default();
    let mut months: Vec<Month> = Vec::with_capacity(law.horizon + 1);
    let mut state = law.opening_state(anchor.stock.clone());
    for index in 0..=law.horizon {
        let before = months.last().map(|month| &month.race);
        let mut month = Month::solve(law, policy, index, state, before, &mut workspace)
            .map_err(|source| PathError::Stage { month: index, source })?;
        let window = policy.in_month(index).map_or(f64::INFINITY, |policy| policy.window);
        month.news_rate = law.news_rate(month.race.race_total(), anchor.reference_effort).min(window);
        state = law.advance(&month.state, month.news_rate, &month.race.race);
        finite(&month)?;
        months.push(month);
    }
    let present = Present::of(law, &months);
    Ok(Path { months, present })
}

fn finite(month: &Month) -> Result<(), PathError> {
    let checks = [
        ("hype", month.state.hype),
        ("energy", month.conditions.energy),
        ("the prize", month.accounts.prize),
        ("race effort", month.race.race_total()),
        ("welfare", month.ledger.welfare),
        ("the news rate", month.news_rate),
    ];
    match checks.iter().find(|(_, value)| !value.is_finite()) {
        Some(&(what, _)) => Err(PathError::NonFinite { month: month.index, what }),
        None => Ok(()),
    }
}

/// The worst certificate of all months, each relative to its own scale.
pub fn certify(law: &Law, policy: &Policy, path: &Path) -> Certificate {
    let relative = path.months.iter().map(|month| month.certificate(law, policy).relative()).fold(0.0, worse);
    Certificate {
        concept: Concept::Regret,
        residual: relative,
        scale: 1.0,
        tolerance: tolerance::REGRET_REL,
        method: "gradient gap of every lab in every month, the worst month, as a part of that month's prizes",
    }
}

impl Present {
    fn of(law: &Law, months: &[Month]) -> Self {
        let labs = law.labs;
        let mut present = Self { payoffs: vec![0.0; labs], consumer_surplus: Some(0.0), ..Self::default() };
        for month in months {
            let (weight, ledger) = (law.weight(month.index), &month.ledger);
            for (sum, flow) in [
                (&mut present.welfare, ledger.welfare),
                (&mut present.race_cost, ledger.race_cost),
                (&mut present.static_gap, ledger.static_gap),
                (&mut present.fringe_income, ledger.fringe_income),
                (&mut present.investors_transfer, ledger.investors_transfer),
                (&mut present.tax_revenue, ledger.tax_revenue),
                (&mut present.product_spillover, ledger.product_spillover),
                (&mut present.race_social, ledger.race_social),
                (&mut present.externality, ledger.externality),
            ] {
                *sum += weight * flow;
            }
            for (sum, flow) in present.payoffs.iter_mut().zip(&month.payoffs) {
                *sum += weight * flow;
            }
            present.consumer_surplus =
                present.consumer_surplus.zip(ledger.consumer_surplus).map(|(sum, flow)| sum + weight * flow);
        }
        present
    }
}

impl Path {
    /// The last month.
    pub fn last(&self) -> &Month {
        &self.months[self.months.len() - 1]
    }
}
