//! The race over several segments at one date: labs spread race effort over segments, each with its own prize, and
//! product effort over their own customers.
//!
//! Lab $`i`$ holds the stock $`K_{is}`$ in segment $`s`$, adds race effort $`x_{is} \ge 0`$ and product effort
//! $`z_i \ge 0`$, and gets
//!
//! ```math
//! u_i = \sum_s M V_s \frac{a_{is}(K_{is}+x_{is})}{y_s + \sum_j a_{js}(K_{js}+x_{js})}
//!     + B \ln(1+z_i/z_\mathrm{ref}) - c T_i - \tfrac{\kappa}{2} T_i^2 - \tau X_i ,
//! \qquad X_i = \sum_s x_{is},\quad T_i = X_i + z_i .
//! ```
//!
//! Everything here works on plain slices; matrices are flat, lab by lab. A [`StageGame`] borrows what was asked,
//! [`solve_stage`] fills a [`StageEquilibrium`] without allocating once its [`Workspace`] is warm, [`certificate`]
//! recomputes its regret from payoffs alone, and [`Accounts`] say who earns and burns what. [`Planner`] is the
//! benchmark without a race.
//!
//! ```
//! use moloch_race::segments::{StageGame, Terms, certificate};
//!
//! let terms = Terms { cost: 2.0, ..Terms::default() };
//! let game = StageGame { prizes: &[10.0], fringe: &[0.0], suitability: &[1.0; 4], ..StageGame::new(terms) };
//! let race = game.solve()?;
//! assert!((race.race[3] - 0.9375).abs() < 1e-14); // V (n-1) / (n^2 c)
//! assert!(certificate(&game, &race).passes());
//! # Ok::<(), moloch_race::segments::StageError>(())
//! ```

mod accounts;
mod effort;
mod equilibrium;
mod game;
mod payoff;
mod planner;
mod prepared;
mod solve;
mod steady;
mod totals;

// The game and what can be wrong with it.
pub use game::{StageError, StageGame, Terms};

// Its equilibrium.
pub use equilibrium::StageEquilibrium;
pub use solve::{Start, Workspace, solve_stage};
pub use steady::solve_steady;

// What certifies it and what it means.
pub use accounts::{Accounts, Flows};
pub use payoff::{certificate, uniqueness};
pub use planner::{Planner, choke_tax, private_product_effort};
