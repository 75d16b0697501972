#![doc = include_str!("treadmill.md")]

use moloch_core::{
    Answer, Certificate, Certified, Checked, Completeness, Field, Law, Model, OpenTable, Range, Status, inputs,
    quantity,
};

use crate::RaceError;
use crate::treadmill::Regime;

inputs! {
    /// Labs that keep up with each other's releases, or do not.
    pub struct Treadmill {
        /// Number of labs, n.
        pub labs: usize = Field::integer(2, 100_000),
        /// What all labs earn together however hard they run, R.
        pub pie: f64 = Field::number(&quantity::MONEY),
        /// Value of a full step of relative position while nobody else keeps up, a0.
        pub advantage: f64 = Field::number(&quantity::MONEY),
        /// How much more that value is when everybody else keeps up, a1: the stigma of staying behind.
        pub stigma: f64 = Field::number(&quantity::MONEY).or_number(0.0),
        /// Cost of keeping up fully, c.
        pub cost: f64 = Field::number(&quantity::MONEY).within(Range::POSITIVE),
        /// Product value that keeping up fully forgoes, d.
        pub forgone: f64 = Field::number(&quantity::MONEY).or_number(0.0),
        /// Slope of the marginal cost of keeping up, k.
        pub convexity: f64 = Field::number(&quantity::MONEY).or_number(0.0),
        /// Number of labs that have committed to stop.
        pub committed: usize = Field::integer(0, 100_000).or(moloch_core::DefaultValue::Integer(0)),
    }
    check somebody_is_free;
}

fn somebody_is_free(treadmill: &Treadmill, table: &mut OpenTable<'_, '_>) {
    if treadmill.committed >= treadmill.labs {
        let found = treadmill.committed.to_string();
        let expected = format!("less than the {} labs", treadmill.labs);
        table.fault("out-of-range", "committed", found, expected, "leave at least one lab to choose");
    }
}

/// One equilibrium: by the argument of the page, all labs do the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pace {
    /// Share of engineering that each lab spends on keeping up.
    pub effort: f64,
    /// Whether best replies return to it after a small disturbance.
    pub stable: bool,
    /// Payoff of each lab, bn USD.
    pub payoff: f64,
    /// What the race burns: welfare lost against all stopping, bn USD.
    pub gap: f64,
}

/// All equilibria and what would change them.
#[derive(Debug, Clone, PartialEq)]
pub struct TreadmillOutcome {
    /// The equilibria by rising effort.
    pub equilibria: Vec<Pace>,
    /// What kind of trap it is.
    pub regime: Regime,
    /// Welfare of all stopping over welfare of the fastest equilibrium; `None` where the race burns the whole pie.
    pub price_of_anarchy: Option<f64>,
    /// Smallest tax on full effort at which all stopping is an equilibrium, bn USD.
    pub tax_to_permit_stopping: f64,
    /// Tax on full effort above which all stopping is the only equilibrium, bn USD.
    pub tax_to_end_race: f64,
    /// Smallest discount factor at which the threat of racing for ever sustains stopping.
    pub critical_patience: f64,
    /// Share of the other labs that must keep up before a lab does; `None` outside the stag hunt.
    pub threshold: Option<f64>,
    /// The fastest equilibrium effort of the labs that have not committed to stop.
    pub free_effort: f64,
    /// Fewest committed labs that leave the others no race; `None` where no number does.
    pub commitment_needed: Option<usize>,
    /// How complete the list of equilibria is.
    pub completeness: Completeness,
    certificate: Certificate,
}

impl Model for Treadmill {
    type Outcome = TreadmillOutcome;
    type Error = RaceError;

    const ID: &'static str = "race.treadmill";
    const TITLE: &'static str = "Moloch treadmill";
    const PAGE: &'static str = include_str!("treadmill.md");
    const LAWS: &'static [Law] = &[Law::MoneyScales];

    fn example() -> Self {
        Self { labs: 15, pie: 15.0, advantage: 0.3, stigma: 0.0, cost: 0.1, forgone: 0.1, convexity: 0.0, committed: 0 }
    }

    fn solve(inputs: &Checked<Self>) -> Result<TreadmillOutcome, RaceError> {
        let pace = |(effort, stable): (f64, bool)| Pace {
            effort,
            stable,
            payoff: inputs.payoff(effort, effort),
            gap: inputs.labs as f64 * inputs.burnt(effort),
        };
        let equilibria: Vec<Pace> = inputs.common_efforts(inputs.stigma).into_iter().map(pace).collect();
        let free_effort = inputs.fastest(inputs.stigma_among_free(inputs.committed));
        let certificate = inputs.certificate(&equilibria, free_effort);
        let certificate = *Certified::new((), certificate)?.certificate();
        let race = equilibria.last().map_or(0.0, |pace| pace.effort);
        let kept = inputs.pie - equilibria.last().map_or(0.0, |pace| pace.gap);
        let gain = inputs.advantage - inputs.unit_cost();
        let regime = inputs.regime();
        Ok(TreadmillOutcome {
            regime,
            price_of_anarchy: (kept > 0.0).then(|| inputs.pie / kept),
            tax_to_permit_stopping: gain.max(0.0),
            tax_to_end_race: (gain + (inputs.stigma - inputs.convexity).max(0.0)).max(0.0),
            critical_patience: inputs.critical_patience(race),
            threshold: (regime == Regime::StagHunt).then(|| -gain / (inputs.stigma - inputs.convexity)),
            free_effort,
            commitment_needed: inputs.commitment_needed(),
            completeness: completeness(regime),
            equilibria,
            certificate,
        })
    }

    fn answer(outcome: &TreadmillOutcome) -> Answer {
        let column = |f: fn(&Pace) -> f64| outcome.equilibria.iter().map(f).collect::<Vec<_>>();
        let (axis, money) = ("equilibrium", &quantity::MONEY);
        Answer::new(Status::ClosedForm)
            .text("regime", outcome.regime.name(), "what kind of trap it is")
            .numbers("effort", &quantity::SHARE, axis, &column(|e| e.effort), "share of engineering that keeps up")
            .numbers("stable", &quantity::NUMBER, axis, &column(|e| f64::from(e.stable)), "1 if replies return to it")
            .numbers("payoff", money, axis, &column(|e| e.payoff), "payoff of each lab")
            .numbers("gap", money, axis, &column(|e| e.gap), "welfare lost against all stopping")
            .number_or(
                "price_of_anarchy",
                &quantity::NUMBER,
                outcome.price_of_anarchy,
                "undefined: the race burns the whole pie",
                "welfare of all stopping over that of the fastest equilibrium",
            )
            .number("tax_to_permit_stopping", money, outcome.tax_to_permit_stopping, "tax that lets all stop")
            .number("tax_to_end_race", money, outcome.tax_to_end_race, "tax above which all stop for certain")
            .number(
                "critical_patience",
                &quantity::NUMBER,
                outcome.critical_patience,
                "discount factor from which the threat of racing for ever sustains stopping",
            )
            .number_or(
                "threshold",
                &quantity::SHARE,
                outcome.threshold,
                "none: one equilibrium",
                "share of others that must keep up before a lab does",
            )
            .number("free_effort", &quantity::SHARE, outcome.free_effort, "fastest effort of labs not committed")
            .number_or(
                "commitment_needed",
                &quantity::COUNT,
                outcome.commitment_needed.map(|labs| labs as f64),
                "none: keeping up pays even alone",
                "fewest committed labs that leave no race",
            )
            .certified_by(outcome.certificate)
            .complete(outcome.completeness.clone())
    }
}

impl TreadmillOutcome {
    /// The certificate that every equilibrium passed.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }

    /// The fastest equilibrium; there is always one.
    pub fn fastest(&self) -> Option<&Pace> {
        self.equilibria.last()
    }
}

fn completeness(regime: Regime) -> Completeness {
    match regime {
        Regime::Indifference => Completeness::Partial {
            why: "every common effort is an equilibrium".to_owned(),
            not_searched: "efforts between the two ends that are listed".to_owned(),
        },
        _ => Completeness::Complete("all labs do the same in every equilibrium, and every common effort was tried"),
    }
}
