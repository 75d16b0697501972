//! The competitive graph: labs, segments and suppliers, and who competes with, serves, depends on and borders on whom.
//!
//! Nodes are known by their names; order is the order of building, so that equal graphs give equal bytes. The library
//! that stores the graph is known to one file of this folder.

mod builder;
mod declared;
mod dependence;
mod dot;
mod error;
mod graph;
mod graphml;
mod kinds;
mod petgraph_store;
mod rivalry;
mod view;

pub use builder::GraphBuilder;
pub use declared::{DeclaredGraph, DeclaredTie};
pub use dependence::Dependence;
pub use error::{NetworkError, NetworkFault, NetworkFaults};
pub use graph::{CompetitiveGraph, Direction, Neighbour, Node, Tie};
pub use kinds::{NodeKind, TieKind};
pub(crate) use petgraph_store::strong_components;
pub use rivalry::Rival;
pub use view::{EdgeView, GraphView, NodeView};
