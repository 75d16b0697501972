#![doc = include_str!("replicator.md")]

mod best_reply;
mod field;
mod flow;
mod integrator;
mod rest_points;

pub use field::{Dynamics, Populations};
pub use flow::{Flow, FlowEnd, Trajectory};
pub use rest_points::{MAX_STRATEGIES, RestPoint, RestPoints, Stability, rest_points};
