#![doc = include_str!("segments.md")]

use moloch_core::{
    Answer, Certificate, Certified, Checked, Field, Law, Model, OpenTable, Range, Status, Uniqueness, inputs, quantity,
};

use moloch_core::tolerance::CLOSED_FORM_REL;

use crate::RaceError;
use crate::segments::{
    self, Accounts, Flows, Planner, StageEquilibrium, StageError, StageGame, Terms, choke_tax, uniqueness,
};

inputs! {
    /// A race over several segments at one date.
    pub struct Segments {
        /// Names of the labs.
        pub labs: Vec<String> = Field::texts("lab"),
        /// Names of the segments.
        pub segments: Vec<String> = Field::texts("segment"),
        /// Prize of each segment, V.
        pub prizes: Vec<f64> = Field::numbers(&quantity::MONEY_FLOW, "segment"),
        /// The part of each prize that customers pay; the rest is a premium that investors pay. All of it if absent.
        pub real_prizes: Option<Vec<f64>> = Field::numbers(&quantity::MONEY_FLOW, "segment").optional(),
        /// Effort of the passive fringe in each segment, y: open source, for instance.
        pub fringe: Vec<f64> = Field::numbers(&quantity::MONEY_FLOW, "segment"),
        /// Suitability of each lab for each segment, a; zero where it cannot take part.
        pub suitability: Vec<Vec<f64>> = Field::matrix(&quantity::NUMBER, "lab", "segment").within(Range::NON_NEGATIVE),
        /// Stock of past effort that still counts, K; none if absent.
        pub stock: Option<Vec<Vec<f64>>> = Field::matrix(&quantity::MONEY_FLOW, "lab", "segment").optional(),
        /// Cost of the first unit of effort, c: money for effort that itself is counted in money.
        pub cost: f64 = Field::number(&quantity::RATIO).or_number(1.0),
        /// Slope of the marginal cost of effort, kappa.
        pub convexity: f64 = Field::number(&quantity::PER_MONEY_FLOW).or_number(0.0),
        /// Product value, B: what product effort is worth to the lab's own customers.
        pub product_value: f64 = Field::number(&quantity::MONEY_FLOW).or_number(0.0),
        /// Product effort against which product effort is measured, zref.
        pub product_scale: f64 = Field::number(&quantity::MONEY_FLOW).within(Range::POSITIVE).or_number(1.0),
        /// Value of product effort to others for each unit of private value, sigma.
        pub spillover: f64 = Field::number(&quantity::NUMBER).within(Range::NON_NEGATIVE).or_number(0.0),
        /// Value of a unit of race effort to society, v.
        pub social_value: f64 = Field::number(&quantity::NUMBER).within(Range::NON_NEGATIVE).or_number(0.0),
        /// Tax on a unit of race effort, tau.
        pub tax: f64 = Field::number(&quantity::NUMBER).within(Range::NON_NEGATIVE).or_number(0.0),
        /// Cap on the race effort of each lab; zero commits a lab not to race. None if absent.
        pub caps: Option<Vec<f64>> = Field::numbers(&quantity::MONEY_FLOW, "lab").optional(),
        /// Foresight multiplier, M: how many times its current value a prize is worth to whoever chooses effort.
        pub foresight: f64 = Field::number(&quantity::NUMBER).within(Range::at_least(1.0)).or_number(1.0),
    }
    check contested;
}

/// The equilibrium of the race with its accounts and its benchmark.
#[derive(Debug, Clone, PartialEq)]
pub struct SegmentsOutcome {
    /// Efforts of all labs.
    pub race: StageEquilibrium,
    /// Who earns and burns what.
    pub accounts: Accounts,
    /// What a planner would do.
    pub planner: Planner,
    /// The smallest tax at which nobody races; infinite if there is none.
    pub choke_tax: f64,
    /// Social value of a unit of race effort at which the race is as good as no race; `None` without race effort.
    pub break_even_social_value: Option<f64>,
    /// What is known of uniqueness.
    pub uniqueness: Uniqueness,
    certificate: Certificate,
}

impl Segments {
    /// The numbers that all labs and segments share.
    pub const fn terms(&self) -> Terms {
        Terms {
            cost: self.cost,
            convexity: self.convexity,
            product_value: self.product_value,
            product_scale: self.product_scale,
            tax: self.tax,
            foresight: self.foresight,
        }
    }

    /// What the accounts need beside the game.
    pub fn flows(&self) -> Flows<'_> {
        Flows {
            real_prizes: self.real_prizes.as_ref().unwrap_or(&self.prizes),
            spillover: self.spillover,
            social_value: self.social_value,
        }
    }

    /// Calls `use_game` with the stage game of these inputs.
    fn with_game<T>(&self, use_game: impl FnOnce(&StageGame<'_>) -> T) -> T {
        let suitability = self.suitability.concat();
        let stock = self.stock.as_ref().map(|rows| rows.concat()).unwrap_or_default();
        use_game(&StageGame {
            prizes: &self.prizes,
            fringe: &self.fringe,
            suitability: &suitability,
            stock: &stock,
            caps: self.caps.as_deref().unwrap_or_default(),
            ..StageGame::new(self.terms())
        })
    }
}

/// Every prize needs somebody to compete against, or effort has no best amount.
fn contested(race: &Segments, table: &mut OpenTable<'_, '_>) {
    let checked = |game: &StageGame<'_>| game.check();
    if let Err(StageError::Uncontested { segment, racing }) = race.with_game(checked) {
        let name = race.segments.get(segment).map_or("", String::as_str);
        let found = format!("no fringe, no rival's stock and {racing} labs that can race in `{name}`");
        let expected = "a fringe, or two labs that can race, or one against a rival's stock";
        table.fault(
            "uncontested",
            &format!("fringe[{segment}]"),
            found,
            expected,
            "give the segment a fringe or a second lab",
        );
    }
}

/// A difference, zero where only rounding of its terms is left.
fn difference(a: f64, b: f64) -> f64 {
    if (a - b).abs() <= CLOSED_FORM_REL * a.abs().max(b.abs()) { 0.0 } else { a - b }
}

impl SegmentsOutcome {
    /// Welfare that the race loses against the static planner, bn USD/yr; never negative.
    pub fn static_gap(&self) -> f64 {
        difference(self.planner.welfare, self.accounts.welfare)
    }

    /// Welfare that the race loses against no race at all, bn USD/yr; negative where racing is better than nothing.
    pub fn gap_to_no_race(&self) -> f64 {
        difference(self.planner.welfare_without_race, self.accounts.welfare)
    }

    /// Planner's welfare over the race's; `None` unless the race leaves positive welfare.
    pub fn price_of_anarchy(&self) -> Option<f64> {
        (self.accounts.welfare > 0.0).then(|| self.planner.welfare / self.accounts.welfare)
    }

    /// The certificate that the efforts passed.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

impl Model for Segments {
    type Outcome = SegmentsOutcome;
    type Error = RaceError;

    const ID: &'static str = "race.segments";
    const TITLE: &'static str = "Race over several segments";
    const PAGE: &'static str = include_str!("segments.md");
    const LAWS: &'static [Law] = &[Law::MoneyScales, Law::TimeScales, Law::Permutes("lab"), Law::Permutes("segment")];

    fn example() -> Self {
        let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        Self {
            labs: names(&["consumer lab", "enterprise lab", "generalist"]),
            segments: names(&["consumer", "enterprise"]),
            prizes: vec![13.0, 15.625],
            real_prizes: None,
            fringe: vec![0.5, 0.5],
            suitability: vec![vec![0.9025, 0.0311], vec![0.0311, 0.9025], vec![0.3969, 0.3969]],
            stock: None,
            cost: 1.0,
            convexity: 0.2,
            product_value: 2.0,
            product_scale: 1.0,
            spillover: 1.0,
            social_value: 0.0,
            tax: 0.0,
            caps: None,
            foresight: 1.0,
        }
    }

    fn solve(inputs: &Checked<Self>) -> Result<SegmentsOutcome, RaceError> {
        inputs.with_game(|game| {
            let race = game.solve()?;
            let certificate = segments::certificate(game, &race);
            let (race, certificate) = Certified::new(race, certificate)?.into_parts();
            let flows = inputs.flows();
            let (accounts, planner) = (Accounts::of(game, &race, &flows), Planner::of(game, &flows)?);
            let (lost, effort) = (difference(planner.welfare_without_race, accounts.welfare), race.race_total());
            Ok(SegmentsOutcome {
                break_even_social_value: (effort > 0.0).then(|| inputs.social_value + lost / effort),
                accounts,
                planner,
                choke_tax: choke_tax(game),
                uniqueness: uniqueness(),
                race,
                certificate,
            })
        })
    }

    fn answer(outcome: &SegmentsOutcome) -> Answer {
        let SegmentsOutcome { race, accounts, planner, .. } = outcome;
        let axes = ("lab", "segment");
        let rows = |flat: &[f64]| flat.chunks(race.totals.len()).map(<[f64]>::to_vec).collect::<Vec<_>>();
        let (flow, ratio) = (&quantity::MONEY_FLOW, &quantity::NUMBER);
        Answer::new(Status::Converged { iterations: race.iterations })
            .matrix("race_effort", flow, axes, &rows(&race.race), "race effort of each lab in each segment")
            .numbers("product_effort", flow, "lab", &race.product, "product effort of each lab")
            .matrix("share", &quantity::SHARE, axes, &rows(&accounts.shares), "share of each prize that a lab wins")
            .numbers("fringe_share", &quantity::SHARE, "segment", &accounts.fringe_shares, "share the fringe wins")
            .numbers("payoff", flow, "lab", &accounts.payoffs, "payoff of each lab after tax")
            .numbers("cap_price", &quantity::NUMBER, "lab", &race.cap_price, "worth of a unit more of a lab's cap")
            .number("race_total", flow, race.race_total(), "race effort of all labs")
            .number("product_total", flow, race.product_total(), "product effort of all labs")
            .number("race_cost", flow, accounts.race_cost, "all cost less that of the same products without a race")
            .number("total_cost", flow, accounts.total_cost, "all cost of effort")
            .number_or("dissipation", ratio, accounts.dissipation(), "no prize", "all cost as a part of the prizes")
            .number("tax_revenue", flow, accounts.tax_revenue, "tax paid")
            .number("welfare", flow, accounts.welfare, "welfare of the race")
            .number("planner_race", flow, planner.race, "race effort of each lab under the planner")
            .number("planner_product", flow, planner.product, "product effort of each lab under the planner")
            .number("planner_welfare", flow, planner.welfare, "welfare under the planner")
            .number("static_gap", flow, outcome.static_gap(), "welfare lost against the planner")
            .number("gap_to_no_race", flow, outcome.gap_to_no_race(), "welfare lost against no race; may be negative")
            .number_or(
                "price_of_anarchy",
                ratio,
                outcome.price_of_anarchy(),
                "undefined: the race leaves no welfare",
                "planner's welfare over the race's",
            )
            .number_or(
                "choke_tax",
                ratio,
                Some(outcome.choke_tax).filter(|tax| tax.is_finite()),
                "none: any effort wins a whole prize",
                "smallest tax at which nobody races",
            )
            .number_or(
                "break_even_social_value",
                ratio,
                outcome.break_even_social_value,
                "undefined: nobody races",
                "social value of a unit of race effort at which the race equals no race",
            )
            .certified_by(outcome.certificate)
            .unique(outcome.uniqueness.clone())
    }
}
