#![doc = include_str!("bonacich.md")]

use moloch_core::{
    Answer, Certificate, Certified, Checked, Field, Law, Model, OpenTable, Range, Status, Uniqueness, inputs, quantity,
};
use moloch_equilibrium::concave::{ConcaveGame, Profile, certificate};

use crate::GraphError;
use crate::spillover::{SpilloverGame, UNIQUE, solve_spillovers};

inputs! {
    /// Firms whose efforts make each other's efforts pay more along the links of a network.
    pub struct Bonacich {
        /// Marginal benefit of the first unit of effort of each firm alone, a.
        pub benefits: Vec<f64> = Field::numbers(&quantity::RATIO, "firm"),
        /// Strength of each link from 0 to 1, g: row i says what the effort of the column's firm does for firm i.
        pub links: Vec<Vec<f64>> = Field::matrix(&quantity::SHARE, "firm", "firm"),
        /// Spillover, phi: what a unit of effort of a fully linked neighbour adds to the own marginal benefit.
        pub spillover: f64 = Field::number(&quantity::NUMBER).within(Range::NON_NEGATIVE),
        /// Names of the firms.
        pub names: Option<Vec<String>> = Field::texts("firm").optional(),
    }
    check square;
}

fn square(inputs: &Bonacich, table: &mut OpenTable<'_, '_>) {
    let (rows, columns) = (inputs.links.len(), inputs.links.first().map_or(0, Vec::len));
    if rows != columns {
        let found = format!("{rows} rows of {columns} numbers");
        let expected = "as many numbers in each row as there are rows";
        table.fault("not-square", "links", found, expected, "give each firm one row and one column");
    }
}

/// The equilibrium of the network game.
#[derive(Debug, Clone, PartialEq)]
pub struct BonacichOutcome {
    /// Effort of each firm: its Katz-Bonacich centrality weighted by benefits.
    pub efforts: Vec<f64>,
    /// Payoff of each firm.
    pub payoffs: Vec<f64>,
    /// The fall in total effort when the firm leaves.
    pub intercentrality: Vec<f64>,
    /// The firms whose leaving costs most; several when they tie.
    pub key_players: Vec<usize>,
    /// The spectral radius of the links.
    pub radius: f64,
    /// The spillover from which on no equilibrium exists; `None` without a cycle of links.
    pub critical_spillover: Option<f64>,
    /// Total effort relative to total effort without links.
    pub multiplier: f64,
    names: Vec<String>,
    certificate: Certificate,
}

impl Model for Bonacich {
    type Outcome = BonacichOutcome;
    type Error = GraphError;

    const ID: &'static str = "graph.bonacich";
    const TITLE: &'static str = "Network game and key player";
    const PAGE: &'static str = include_str!("bonacich.md");
    const LAWS: &'static [Law] = &[Law::Permutes("firm")];

    fn example() -> Self {
        let star = |i: usize, j: usize| f64::from(u8::from((i == 0) != (j == 0)));
        let links = (0..4).map(|i| (0..4).map(|j| star(i, j)).collect()).collect();
        Self { benefits: vec![1.0; 4], links, spillover: 0.3, names: None }
    }

    fn solve(inputs: &Checked<Self>) -> Result<BonacichOutcome, GraphError> {
        let Self { benefits, links, spillover, names } = &**inputs;
        let solved = solve_spillovers(benefits, links, *spillover)?;
        let highest = 2.0 * largest(&solved.efforts);
        let game = SpilloverGame { benefits, links, spillover: *spillover, highest };
        let profile = Profile::of_numbers(solved.efforts.clone());
        let certificate = *Certified::new((), certificate::by_gradient(&game, &profile))?.certificate();
        let radius = solved.radius.middle();
        let numbered = || (1..=benefits.len()).map(|k| format!("firm {k}")).collect();
        Ok(BonacichOutcome {
            payoffs: (0..benefits.len()).map(|i| game.payoff(i, &profile)).collect(),
            key_players: key_players(&solved.intercentrality),
            multiplier: solved.efforts.iter().sum::<f64>() / benefits.iter().sum::<f64>(),
            critical_spillover: (radius > 0.0).then(|| 1.0 / radius),
            radius,
            names: names.clone().unwrap_or_else(numbered),
            efforts: solved.efforts,
            intercentrality: solved.intercentrality,
            certificate,
        })
    }

    fn answer(outcome: &BonacichOutcome) -> Answer {
        let (number, fall) = (&quantity::NUMBER, "fall in total effort when the firm leaves");
        let key: Vec<&str> = outcome.key_players.iter().map(|&firm| outcome.names[firm].as_str()).collect();
        Answer::new(Status::ClosedForm)
            .numbers("effort", number, "firm", &outcome.efforts, "effort of each firm")
            .numbers("payoff", number, "firm", &outcome.payoffs, "payoff of each firm")
            .numbers("intercentrality", number, "firm", &outcome.intercentrality, fall)
            .text("key_player", key.join(", "), "the firm whose leaving costs most effort; all of them if several tie")
            .number("total_effort", number, outcome.total_effort(), "effort of all firms")
            .number("multiplier", number, outcome.multiplier, "total effort relative to effort without links")
            .number("spectral_radius", number, outcome.radius, "spectral radius of the links")
            .number_or(
                "critical_spillover",
                number,
                outcome.critical_spillover,
                "none: without a cycle of links every spillover has an equilibrium",
                "spillover from which on efforts grow without bound",
            )
            .unique(Uniqueness::Proved { theorem: UNIQUE })
            .certified_by(outcome.certificate)
    }
}

impl BonacichOutcome {
    /// Effort of all firms.
    pub fn total_effort(&self) -> f64 {
        self.efforts.iter().sum()
    }

    /// The certificate that the efforts passed.
    pub const fn certificate(&self) -> &Certificate {
        &self.certificate
    }
}

/// Relative difference below which two players count as tied.
const TIE_REL: f64 = 1e-9;

fn key_players(intercentrality: &[f64]) -> Vec<usize> {
    let top = largest(intercentrality);
    (0..intercentrality.len()).filter(|&i| intercentrality[i] >= top * (1.0 - TIE_REL)).collect()
}

fn largest(values: &[f64]) -> f64 {
    values.iter().copied().fold(0.0, f64::max)
}
