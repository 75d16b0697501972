#![doc = include_str!("restraint.md")]

use moloch_core::root::bisect;
use moloch_core::tolerance::REGRET_REL;
use moloch_core::{
    Answer, Certificate, Certified, Checked, Concept, Field, Law, Model, Range, Status, Uniqueness, inputs, quantity,
    worst,
};
use statrs::distribution::{Binomial, DiscreteCDF};
use statrs::function::factorial::ln_binomial;

use crate::certify::positive;
use crate::{JevonsError, inputs as shared};

inputs! {
    /// Users who each decide whether to do with less of a service, so that energy stays at a target.
    pub struct Restraint {
        /// Price elasticity of demand for the service, eps.
        pub elasticity: f64 = shared::ELASTICITY,
        /// Efficiency afterwards as a multiple of before, g.
        pub efficiency_gain: f64 = shared::EFFICIENCY_GAIN,
        /// Energy to be kept to, as a multiple of before the gain.
        pub target: f64 = Field::number(&quantity::RATIO).or_number(1.0),
        /// Number of users, all alike.
        pub users: usize = Field::integer(2, 10_000),
        /// The part of the service that a user who takes part does without.
        pub cut: f64 = Field::number(&quantity::SHARE).within(Range::between(0.001, 1.0)).or_number(1.0),
        /// What taking part costs a user.
        pub cost: f64 = Field::number(&quantity::MONEY).within(Range::POSITIVE),
        /// What it is worth to each user that the target is kept.
        pub benefit: f64 = Field::number(&quantity::MONEY).within(Range::POSITIVE),
    }
}

/// What a target asks of users, and whether they give it.
#[derive(Debug, Clone, PartialEq)]
pub struct RestraintOutcome {
    /// Energy without restraint, as a multiple of before.
    pub growth: f64,
    /// The part of the service that all users together must do without.
    pub forgone: f64,
    /// Users who must take part; `None` if even all are not enough.
    pub needed: Option<usize>,
    /// The largest chance that a user's part decides, if all take part with the same chance.
    pub most_pivotal: Option<f64>,
    /// The chance with which each takes part in the symmetric equilibrium with the most restraint; 0 if nobody does.
    pub chance: f64,
    /// The chance at which hopes tip: with less trust in the others nobody takes part; `None` if there is no such point.
    pub tipping: Option<f64>,
    /// The probability that the target is kept in that equilibrium.
    pub kept: f64,
    /// Whether just enough users taking part is an equilibrium once it is agreed who.
    pub agreement_holds: bool,
    /// What all gain if just enough take part, bn USD; negative if it costs more than it is worth.
    pub agreed_gain: Option<f64>,
    certificate: Certificate,
}

impl RestraintOutcome {
    /// The certificate that no user gains by deciding otherwise.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl Restraint {
    /// Users who must take part, if all of them are enough.
    fn needed(&self, forgone: f64) -> Option<usize> {
        // A hair less counts as enough, so that rounding does not ask for one more user.
        let asked = self.users as f64 * forgone * (1.0 - 8.0 * f64::EPSILON);
        (0..=self.users).find(|count| *count as f64 * self.cut >= asked)
    }

    /// Logarithm of the chance that exactly one part is missing among the others.
    fn log_pivotal(&self, needed: usize, chance: f64) -> f64 {
        let (others, enough) = (self.users - 1, needed - 1);
        let term = |count: usize, chance: f64| if count == 0 { 0.0 } else { count as f64 * chance.ln() };
        ln_binomial(others as u64, enough as u64) + term(enough, chance) + term(others - enough, 1.0 - chance)
    }

    /// The symmetric equilibria in which each takes part with a chance between none and all: the tipping point, where a
    /// part is worth more the more others do, and the one with more restraint.
    fn mixed(&self, needed: usize) -> Result<(Option<f64>, Option<f64>), JevonsError> {
        let peak = (needed - 1) as f64 / (self.users - 1) as f64;
        let worth = |chance: f64| self.log_pivotal(needed, chance) - (self.cost / self.benefit).ln();
        if self.benefit <= self.cost || worth(peak) <= 0.0 {
            return Ok((None, None));
        }
        let low = if needed > 1 { Some(bisect(0.0, peak, worth)?.at) } else { None };
        let high = if needed < self.users { Some(bisect(peak, 1.0, worth)?.at) } else { None };
        Ok((low, high))
    }
}

impl Model for Restraint {
    type Outcome = RestraintOutcome;
    type Error = JevonsError;

    const ID: &'static str = "jevons.restraint";
    const TITLE: &'static str = "Doing with less, together";
    const PAGE: &'static str = include_str!("restraint.md");
    const LAWS: &'static [Law] = &[Law::MoneyScales];

    fn example() -> Self {
        Self { elasticity: 1.5, efficiency_gain: 10.0, target: 1.0, users: 100, cut: 1.0, cost: 1.0, benefit: 20.0 }
    }

    fn solve(inputs: &Checked<Self>) -> Result<RestraintOutcome, JevonsError> {
        let Self { elasticity, efficiency_gain, target, users, cost, benefit, .. } = **inputs;
        let growth = ((elasticity - 1.0) * efficiency_gain.ln()).exp();
        positive(&[("energy without restraint", growth), ("what a part is worth", benefit / cost)])?;
        let forgone = (1.0 - target / growth).max(0.0);
        let needed = inputs.needed(forgone);
        let (mut most_pivotal, mut tipping, mut chance) = (None, None, 0.0);
        if let Some(needed) = needed.filter(|needed| *needed > 0) {
            most_pivotal = Some(inputs.log_pivotal(needed, (needed - 1) as f64 / (users - 1) as f64).exp());
            let (low, high) = inputs.mixed(needed)?;
            tipping = low;
            // Where everybody is needed, everybody takes part if it is worth it.
            let all = needed == users && benefit >= cost;
            chance = if all { 1.0 } else { high.unwrap_or(0.0) };
        }
        let agreed_gain = needed.map(|needed| users as f64 * benefit - needed as f64 * cost);
        Ok(RestraintOutcome {
            growth,
            forgone,
            needed,
            most_pivotal,
            chance,
            tipping,
            kept: needed.map_or(0.0, |needed| at_least(users, chance, needed)),
            agreement_holds: needed.is_some_and(|needed| needed == 0 || benefit >= cost),
            agreed_gain,
            certificate: nobody_changes(inputs, needed, &[Some(chance), tipping])?,
        })
    }

    fn answer(outcome: &RestraintOutcome) -> Answer {
        let (share, chance, o) = (&quantity::SHARE, &quantity::PROBABILITY, outcome);
        let needed = o.needed.map(|needed| needed as f64);
        let never = "more than all";
        Answer::new(Status::ClosedForm)
            .number("growth", &quantity::RATIO, o.growth, "energy without restraint, as a multiple of before")
            .number("forgone", share, o.forgone, "part of the service that users together must do without")
            .number_or("needed", &quantity::COUNT, needed, never, "users who must take part")
            .number_or("most_pivotal", chance, o.most_pivotal, "none", "largest chance that one user's part decides")
            .number("chance", chance, o.chance, "chance that each takes part without an agreement")
            .number_or("tipping", chance, o.tipping, "none", "chance below which trust in the others is too small")
            .number("kept", chance, o.kept, "probability that the target is kept without an agreement")
            .text(
                "agreement",
                if o.agreement_holds { "holds" } else { "does not hold" },
                "just enough, once agreed who",
            )
            .number_or("agreed_gain", &quantity::MONEY, o.agreed_gain, never, "what all gain by such an agreement")
            .unique(Uniqueness::NotClaimed {
                why: "whoever does not take part leaves it to others: every choice of who does is an equilibrium"
                    .into(),
            })
            .certified_by(o.certificate)
    }
}

/// The probability that at least so many of all take part.
fn at_least(all: usize, chance: f64, count: usize) -> f64 {
    if count == 0 {
        return 1.0;
    }
    // The distribution is defined for every chance between 0 and 1.
    Binomial::new(chance, all as u64).map_or(f64::NAN, |parts| parts.sf(count as u64 - 1))
}

/// What a user gains by taking part, from the tails of the number of others who do: nothing where both are chosen, and
/// never the wrong way.
fn nobody_changes(
    inputs: &Restraint,
    needed: Option<usize>,
    chances: &[Option<f64>],
) -> Result<Certificate, JevonsError> {
    let others = inputs.users - 1;
    let regrets = chances.iter().flatten().map(|&chance| {
        let Some(needed) = needed.filter(|needed| *needed > 0) else {
            // A part that changes nothing is a cost.
            return if chance > 0.0 { inputs.cost } else { 0.0 };
        };
        let with = at_least(others, chance, needed - 1);
        let gain = inputs.benefit * (with - at_least(others, chance, needed)) - inputs.cost;
        match chance {
            0.0 => gain.max(0.0),
            1.0 => (-gain).max(0.0),
            _ => gain.abs(),
        }
    });
    let certificate = Certificate {
        concept: Concept::Regret,
        residual: worst(regrets),
        scale: inputs.benefit.max(inputs.cost),
        tolerance: REGRET_REL,
        method: "what a part changes, from the tails of the number of others who take part",
    };
    Ok(*Certified::new((), certificate)?.certificate())
}
