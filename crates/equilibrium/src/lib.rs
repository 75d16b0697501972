//! Which profiles are stable, are they all known, and how sure is that?
//!
//! Games in four forms and what is stable in each: [`finite`] games by profile, [`anonymous`] games by counts,
//! [`sequential`] games as trees, and [`concave`] games on boxes; and what populations and learners make of them
//! ([`evolution`]). Nothing leaves a solver without a certificate that code outside the solver recomputed, and every set
//! says whether it is complete and why.
//!
//! ```
//! use moloch_equilibrium::finite::Game;
//! use moloch_equilibrium::finite::solve::{Equilibria, Request, solve};
//!
//! // Two labs hunt a stag together or a hare alone.
//! let hunt = Game::symmetric_two_player(&[[4, 0], [3, 2]])?;
//! let solution = solve(&hunt, &Request::default())?;
//! let Equilibria::Exact(set) = solution.equilibria else { panic!("two players are solved exactly") };
//! assert!(set.is_complete());
//! assert_eq!(set.components.iter().filter_map(|component| component.index()).sum::<i32>(), 1);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub mod anonymous;
pub mod concave;
pub mod evolution;
pub mod finite;
pub mod sequential;
