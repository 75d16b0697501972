//! Laws and generators shared by the tests of all crates: random inputs from a field table, and the
//! laws that a registered model promises.

mod laws;
mod ledger;
mod sample;
mod verdicts;

pub use laws::{check_model, check_registry};
pub use ledger::{ledger_claim, ledger_figures};
pub use sample::{close, inputs, sample_table};
pub use verdicts::check_judges;
