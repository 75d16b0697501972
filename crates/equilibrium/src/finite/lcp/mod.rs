//! One equilibrium of a two-player game by complementary pivoting, certified exactly.

mod complementarity;
mod exact_path;
mod float_path;
mod float_tableau;
mod integer_tableau;
mod lemke;
mod lemke_howson;
mod lemke_path;
mod lexicographic;
mod one_equilibrium;
mod supports;
mod system;
mod two_player;
mod vertex;

pub use complementarity::{Arithmetic, LcpEnd, LcpError, LcpSearch, solve_lcp};
pub use lemke::lemke;
pub use lemke_howson::{lemke_howson, lemke_howson_all_labels};
pub use one_equilibrium::one_equilibrium;

pub(crate) use lemke::LEMKE_REPEATED;
pub(crate) use lemke_howson::{REPEATED, certified};
pub(crate) use system::{CommonSolution, solve_small_integers};
pub(crate) use two_player::{require_two_players, stopped};
