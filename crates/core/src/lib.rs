//! What every other crate of the workspace stands on: how an input is declared and checked, what a
//! quantity and its units are, how exact "exact" is, how a computation says that it ended, what
//! certifies it, and which models and judges exist.
//!
//! An input struct is declared once. From that declaration come the checked reader with its
//! messages, the JSON Schema, the parameter table of the documentation and the test generators.
//!
//! ```
//! use moloch_core::{Field, Inputs, Range, quantity, inputs};
//!
//! inputs! {
//!     /// A launch that two labs can time.
//!     pub struct Launch {
//!         /// Money that a launch costs.
//!         pub cost: f64 = Field::number(&quantity::MONEY).within(Range::POSITIVE),
//!         /// Months until the launch.
//!         pub delay: f64 = Field::number(&quantity::DURATION).in_unit("month").or_number(6.0),
//!     }
//! }
//!
//! let launch = Launch { cost: 1.5, delay: 3.0 }.checked()?;
//! assert_eq!(launch.delay, 3.0);
//!
//! let faults = Launch { cost: -1.5, delay: 3.0 }.checked().unwrap_err();
//! assert!(faults.to_string().contains("cost: found -1.5, expected a number greater than 0"));
//! # Ok::<(), moloch_core::Faults>(())
//! ```

mod answer;
mod certificate;
mod chart;
mod checked;
mod claim;
mod effort;
mod fault;
mod field;
mod fit;
mod inputs;
mod model;
mod node;
mod page;
pub mod parallel;
pub mod quantity;
pub mod random;
mod range;
mod reader;
pub mod root;
mod schema;
mod spread;
mod status;
pub mod sum;
pub mod tolerance;

// What was asked: declarations and how they are read.
pub use checked::Checked;
pub use fault::{Fault, Faults};
pub use field::{DefaultValue, Field, Kind, Table};
pub use inputs::{Choice, FieldValue, Inputs};
pub use node::{Entry, Node, Place, Value};
pub use page::parameter_table;
pub use range::Range;
pub use reader::{OpenTable, Reader, Record, read};
pub use schema::json_schema;
pub use spread::Spread;

// What was found: outcomes, how they ended, and what certifies them.
pub use answer::{Answer, Output};
pub use certificate::{Certificate, Certified, Concept, NotCertified, worst};
pub use chart::{Chart, ChartLine};
pub use effort::{CancelToken, Effort, Listener, Progress, Stop, Watch};
pub use quantity::{Dimension, Quantity, Unit};
pub use status::{Completeness, Status, Uniqueness};

// What exists: models, laws, fits, judges.
pub use claim::{
    Claim, Figures, Judge, JudgeError, MissingFigure, Number, Parameter, Question, Ruling, Trial, Verdict, judge,
    verdict_on,
};
pub use fit::{CellFault, Cells, ColumnKind, Fit, FitColumn, FitData, FitError, FitRow, TimeUnit};
pub use model::{Law, Model, ModelError, ModelRow};
