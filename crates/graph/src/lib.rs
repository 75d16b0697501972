//! Who competes with, serves and depends on whom, and what does the shape of that network decide?
//!
//! ```
//! use moloch_graph::CompetitiveGraph;
//!
//! let graph = CompetitiveGraph::builder()
//!     .lab("O").lab("A")
//!     .segment("consumers").segment("enterprises")
//!     .supplier("chips")
//!     .serves("O", "consumers", 0.9).serves("O", "enterprises", 0.25)
//!     .serves("A", "consumers", 0.1).serves("A", "enterprises", 0.8)
//!     .depends_on("O", "chips", 1.0).depends_on("A", "chips", 1.0)
//!     .build()?;
//! let rival = &graph.rivals("A")?[0];
//! assert_eq!((rival.name, rival.segments.len()), ("O", 2));
//! assert!((rival.effect - 0.4461538461538).abs() < 1e-12); // the smaller firm is hurt more
//! assert!(graph.view().to_graphml().contains("enterprises"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Beside the graph stand models that can be solved alone: where on the specialisation frontier a firm stands, how
//! concentrated a market is, who hurts whom, and who is the key player of a network game.

pub mod claims;
pub mod concentration;
mod error;
pub mod frontier;
pub mod models;
pub mod network;
pub mod overlap;
pub mod spectral;
pub mod spillover;

// The graph.
pub use network::{CompetitiveGraph, DeclaredGraph, GraphView, NodeKind, TieKind};

// Models: what can be solved.
pub use models::MODELS;
pub use models::bonacich::{Bonacich, BonacichOutcome};
pub use models::concentration::{Concentration, ConcentrationOutcome};
pub use models::frontier::{FrontierChoice, FrontierOutcome};
pub use models::overlap::{Overlap, OverlapOutcome};

// What can go wrong.
pub use error::GraphError;
pub use network::{NetworkError, NetworkFaults};
