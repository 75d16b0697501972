//! One month: the race at the month's conditions, under a policy, with its accounts.

use moloch_core::Certificate;
use moloch_race::segments::{
    Accounts, Flows, Planner, StageEquilibrium, StageError, StageGame, Start, Workspace, certificate, solve_stage,
};

use crate::interventions::Policy;
use crate::law::{Conditions, Law, State};
use crate::welfare::Ledger;

/// A solved month. Matrices are flat, lab by lab; flows are in bn USD/yr.
#[derive(Debug, Clone, PartialEq)]
pub struct Month {
    /// The month, from 0.
    pub index: usize,
    /// Where the race stood at its start.
    pub state: State,
    /// What labs faced.
    pub conditions: Conditions,
    /// What they did.
    pub race: StageEquilibrium,
    /// Who earned and spent what.
    pub accounts: Accounts,
    /// Payoff of each lab after tax and rebate.
    pub payoffs: Vec<f64>,
    /// The month's welfare, column by column.
    pub ledger: Ledger,
    /// Releases per month, after any window.
    pub news_rate: f64,
}

impl Month {
    /// Solves the race at a state and keeps its accounts.
    ///
    /// `before` is last month's equilibrium, from which the solver starts.
    pub(crate) fn solve(
        law: &Law,
        policy: &Policy,
        index: usize,
        state: State,
        before: Option<&StageEquilibrium>,
        workspace: &mut Workspace,
    ) -> Result<Self, StageError> {
        let conditions = law.conditions(&state);
        let mut race = before.cloned().unwrap_or_default();
        let (accounts, planner) = {
            let game = stage_game(law, policy, index, &state, &conditions);
            solve_stage(&game, Start::Warm, &mut race, workspace)?;
            let flows = Flows {
                real_prizes: &conditions.real_prizes,
                spillover: law.spillover,
                social_value: law.social_value,
            };
            (Accounts::of(&game, &race, &flows), Planner::of(&game, &flows)?)
        };
        let rebate = policy.in_month(index).filter(|policy| policy.rebate).map_or(0.0, |_| accounts.tax_revenue);
        let payoffs = accounts.payoffs.iter().map(|payoff| payoff + rebate / law.labs as f64).collect();
        let ledger = Ledger::of(law, &conditions, &race, &accounts, &planner);
        Ok(Self { index, state, conditions, race, accounts, payoffs, ledger, news_rate: f64::NAN })
    }

    /// Recomputes the regret of the month's efforts.
    pub fn certificate(&self, law: &Law, policy: &Policy) -> Certificate {
        certificate(&stage_game(law, policy, self.index, &self.state, &self.conditions), &self.race)
    }

    /// Race effort of one lab, bn USD/yr.
    pub fn race_effort_of(&self, lab: usize) -> f64 {
        self.race.race_of(lab).iter().sum()
    }
}

/// The race of a month, on borrowed numbers.
pub(crate) fn stage_game<'g>(
    law: &'g Law,
    policy: &'g Policy,
    month: usize,
    state: &'g State,
    conditions: &'g Conditions,
) -> StageGame<'g> {
    let mut game = StageGame {
        prizes: &conditions.prizes,
        fringe: &conditions.fringe,
        suitability: &law.suitability,
        stock: &state.stock,
        ..StageGame::new(law.terms(conditions))
    };
    if let Some(policy) = policy.in_month(month) {
        game.terms.tax = policy.tax;
        game.caps = &policy.caps;
        game.suitability = &policy.suitability;
    }
    game
}
