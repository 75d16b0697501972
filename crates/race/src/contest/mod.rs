//! Ratio contests: effort $`x_i`$ at unit cost $`c_i`$ wins a prize $`V_i`$ with probability
//! $`x_i^r/\sum_j x_j^r`$.
//!
//! Functions take plain slices: `values` and `costs` hold one positive number for each lab.

mod increasing;
mod lottery;
mod payoff;
mod shares;

pub use increasing::{ActiveSets, active_set_equilibria, semi_mixed_pair};
pub use lottery::lottery_efforts;
pub use payoff::{LotteryGame, expected_payoff, regret};
pub use shares::share_equilibrium;
