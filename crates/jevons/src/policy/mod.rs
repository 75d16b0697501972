//! Interventions on one market, solved for one target.
//!
//! [`market`] is the market without and with an instrument in force, [`search`] finds the least strength that meets a
//! target, [`account`] says what it costs and who pays, [`later`] what
//! growth makes of it, and [`compare`] asks all of this of one instrument.

mod account;
mod compare;
mod instrument;
mod later;
mod market;
mod search;

pub use account::Account;
pub use compare::{Comparison, Task};
pub use instrument::{Instrument, Policy};
pub use later::{energies, gone};
pub use market::{Market, Segment, State};
pub use search::{Ban, Search, ban, bans, least_strength};
