//! The scenario as it is declared: one table per subject, checked field by field and then as a whole.

mod calendar;
mod checks;
mod competition;
mod graph;
mod labs;
mod market;
mod news;
mod policy;

pub use calendar::{Calendar, Date};
pub use competition::{Competition, InitialStock};
pub use graph::{Adjacency, Dependency, Supplier};
pub use labs::{Amounts, Fit, Lab, Segment, Specialisation, Theta};
pub use market::{Adoption, Compute};
pub use news::Hype;
pub use policy::{Aim, Intervention, Lever, LeverName, Outcome, Target};

pub(super) use checks::{NameFault, name_faults};
pub(super) use labs::{AMOUNT, THETA};

use moloch_core::{DefaultValue, Field, inputs};

inputs! {
    /// A technology race: who races for which segments, what drives the prize, what could end it.
    pub struct Scenario {
        /// Name of the scenario, as reports print it.
        pub name: String = Field::text(),
        /// What the scenario is for, in a few sentences.
        pub description: Option<String> = Field::text().optional(),
        /// Master seed of every random draw.
        pub seed: u64 = Field::integer(0, i64::MAX).or(DefaultValue::Integer(1)),
        /// Month 0, horizon and price base.
        pub calendar: Calendar = Field::table(&Calendar::TABLE),
        /// The frontier on which labs trade fit for one segment against fit for another.
        pub specialisation: Option<Specialisation> = Field::table(&Specialisation::TABLE).optional(),
        /// The market segments, in the order in which results list them.
        pub segments: Vec<Segment> = Field::tables(&Segment::TABLE, "segment"),
        /// The labs, in the order in which results list them.
        pub labs: Vec<Lab> = Field::tables(&Lab::TABLE, "lab"),
        /// What effort costs and earns, and how long it lasts.
        pub competition: Competition = Field::table(&Competition::TABLE),
        /// How news becomes hype and hype becomes money.
        pub hype: Hype = Field::table(&Hype::TABLE),
        /// How customers adopt.
        pub adoption: Adoption = Field::table(&Adoption::TABLE),
        /// Price, demand and energy of compute.
        pub compute: Compute = Field::table(&Compute::TABLE),
        /// Suppliers of compute to the labs.
        pub suppliers: Vec<Supplier> = Field::tables(&Supplier::TABLE, "supplier").or(DefaultValue::EmptyList),
        /// Which lab buys which share of its compute from which supplier.
        pub dependencies: Vec<Dependency> = Field::tables(&Dependency::TABLE, "dependency").or(DefaultValue::EmptyList),
        /// Pairs of segments between which a lab can move.
        pub adjacent: Vec<Adjacency> = Field::tables(&Adjacency::TABLE, "pair").or(DefaultValue::EmptyList),
        /// Policies to compare with the path without intervention.
        pub interventions: Vec<Intervention> =
            Field::tables(&Intervention::TABLE, "intervention").or(DefaultValue::EmptyList),
        /// Outcomes for which the least sufficient strength of a policy is sought.
        pub targets: Vec<Target> = Field::tables(&Target::TABLE, "target").or(DefaultValue::EmptyList),
    }
    check checks::cross_checks;
}

impl Scenario {
    /// The lab of this name.
    pub fn lab(&self, name: &str) -> Option<usize> {
        self.labs.iter().position(|lab| lab.name == name)
    }

    /// The segment of this name.
    pub fn segment(&self, name: &str) -> Option<usize> {
        self.segments.iter().position(|segment| segment.name == name)
    }

    /// The supplier of this name.
    pub fn supplier(&self, name: &str) -> Option<usize> {
        self.suppliers.iter().position(|supplier| supplier.name == name)
    }

    /// The intervention of this name.
    pub fn intervention(&self, name: &str) -> Option<&Intervention> {
        self.interventions.iter().find(|intervention| intervention.name == name)
    }

    /// Fit theta of each lab (rows) for each segment (columns); places on the frontier are worked out.
    pub fn fits(&self) -> Vec<Vec<f64>> {
        let rho = self.specialisation.as_ref().map_or(1.0, |frontier| frontier.rho);
        self.labs.iter().map(|lab| lab.fit.along(&self.segments, rho)).collect()
    }

    /// Suitability `a = theta^2` of each lab (rows) for each segment (columns), as it enters the contest.
    pub fn suitability(&self) -> Vec<Vec<f64>> {
        let square = |row: Vec<f64>| row.into_iter().map(|theta| theta * theta).collect();
        self.fits().into_iter().map(square).collect()
    }

    /// Yearly revenue of each segment at month 0, bn USD/yr.
    pub fn revenues(&self) -> Vec<f64> {
        self.segments.iter().map(|segment| segment.revenue).collect()
    }

    /// Fringe effort in each segment at month 0, bn USD/yr.
    pub fn fringes(&self) -> Vec<f64> {
        self.segments.iter().map(|segment| segment.fringe).collect()
    }

    /// Effort stocks of each lab (rows) in each segment (columns) at month 0, bn USD/yr, when they are given.
    pub fn given_stocks(&self) -> Option<Vec<Vec<f64>>> {
        let row = |lab: &Lab| lab.stock.as_ref().map(|stock| stock.along(&self.segments));
        self.labs.iter().map(row).collect()
    }
}
