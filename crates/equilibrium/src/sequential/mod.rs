//! Sequential games: trees with information sets, their normal and sequence forms.

mod agent_polish;
mod agent_qre;
mod agent_system;
mod backward;
mod behaviour;
mod build;
pub mod certificate;
pub mod check;
mod complementarity;
pub mod efg;
mod error;
mod finish;
mod grow;
mod normal;
mod parts;
mod recall;
mod result;
mod sequence;
pub mod solution;
mod solve;
mod strategies;
mod subgame;
mod texts;
mod tree;
mod two_player;

// Games: what is played, in which order, and who knows what.
pub use build::{ChanceId, NewNode, OutcomeId, SetId, TreeBuilder};
pub use parts::{ChanceSet, InformationSet, Outcome, Turn};
pub use recall::Forgetting;
pub use tree::{MAX_NODES, Tree};

// Profiles: how it is played, and what that earns.
pub use behaviour::{Behaviour, ExactBehaviour, expected_payoffs};
pub use normal::{Form, MAX_TABLE, NormalForm, normal_form};

// Solvers: each returns certified results and says how complete they are.
pub use agent_qre::{AgentLimit, AgentQuantal, agent_limit, agent_qre};
pub use backward::{MAX_LISTED, backward_induction};
pub use result::BehaviourSet;
pub use solve::{Found, Solution, solve};
pub use subgame::subgame_perfect;
pub use two_player::{MAX_SEQUENCES, sequence_form};

// What can go wrong.
pub use error::{SequentialError, TreeError};
