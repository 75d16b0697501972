//! The benchmark without a race: what one planner for all labs would do, taking the state as given.

use super::accounts::Flows;
use super::effort::product_root;
use super::{StageError, StageGame};

/// Efforts and welfare of the static planner.
///
/// Prizes are transfers to the planner, so race effort is worth only its social value $`v`$. Each lab's problem is
/// $`\max_{X,z \ge 0} vX + (1+\sigma) B\ln(1+z/z_\mathrm{ref}) - cT - \kappa T^2/2`$, which is concave: without
/// race effort, $`(1+\sigma)B/(z_\mathrm{ref}+z) = c + \kappa z`$; with it, the marginal cost is $`v`$.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Planner {
    /// Race effort of each lab, bn USD/yr; zero unless its social value exceeds the marginal cost.
    pub race: f64,
    /// Product effort of each lab, bn USD/yr.
    pub product: f64,
    /// Welfare, bn USD/yr.
    pub welfare: f64,
    /// Welfare without any race effort, at the product effort that is best then, bn USD/yr.
    pub welfare_without_race: f64,
}

impl Planner {
    /// The planner's solution.
    ///
    /// # Errors
    /// [`StageError::OutOfRange`] when race effort is worth more to society than it costs at any amount: with
    /// $`\kappa = 0`$ and $`v > c`$ the planner would race without end.
    pub fn of(game: &StageGame<'_>, flows: &Flows<'_>) -> Result<Self, StageError> {
        let terms = &game.terms;
        let value = (1.0 + flows.spillover) * terms.product_value;
        let worth = |race: f64, product: f64| {
            let effort = race + product;
            flows.social_value * race + value * (product / terms.product_scale).ln_1p()
                - terms.cost * effort
                - terms.convexity * effort * effort / 2.0
        };
        let welfare = |race, product| flows.real_prizes.iter().sum::<f64>() + game.labs() as f64 * worth(race, product);
        let alone = product_root(value, terms.product_scale, terms.cost, terms.convexity);
        let welfare_without_race = welfare(0.0, alone);
        if flows.social_value <= terms.cost + terms.convexity * alone {
            return Ok(Self { race: 0.0, product: alone, welfare: welfare_without_race, welfare_without_race });
        }
        if terms.convexity == 0.0 {
            let allowed = "a number of at most the unit cost where costs are not convex";
            return Err(StageError::OutOfRange { what: "social value", value: flows.social_value, allowed });
        }
        let effort = (flows.social_value - terms.cost) / terms.convexity;
        let product = (value / flows.social_value - terms.product_scale).max(0.0);
        let race = effort - product;
        Ok(Self { race, product, welfare: welfare(race, product), welfare_without_race })
    }
}

/// Product effort $`z_0`$ of a lab that does not race, bn USD/yr: the root of
/// $`B/(z_\mathrm{ref}+z) = c + \kappa z`$.
pub fn private_product_effort(game: &StageGame<'_>) -> f64 {
    let terms = &game.terms;
    product_root(terms.product_value, terms.product_scale, terms.cost, terms.convexity)
}

/// The smallest tax on race effort at which nobody races; zero if nobody races anyway, infinite if any effort wins a
/// whole prize.
///
/// It is $`\max_{i,s} M V_s a_{is} B_{is}/(B_{is}+a_{is}K_{is})^2 - (c + \kappa z_0)`$ over the labs that can race, with
/// $`B_{is}`$ the effective effort of others when nobody races: $`\max V_s a_{is}/y_s - (c+\kappa z_0)`$ without stocks.
pub fn choke_tax(game: &StageGame<'_>) -> f64 {
    let marginal = game.terms.cost + game.terms.convexity * private_product_effort(game);
    let mut steepest = 0.0_f64;
    for lab in 0..game.labs() {
        for segment in (0..game.segments()).filter(|&s| game.can_race(lab, s) && game.prizes[s] > 0.0) {
            let others = (0..game.labs()).filter(|&j| j != lab).map(|j| game.standing_of(j, segment));
            let against = game.fringe[segment] + others.sum::<f64>();
            let total = against + game.standing_of(lab, segment);
            let worth = game.terms.foresight * game.prizes[segment] * game.suitability_of(lab)[segment];
            // Against nothing at all, the first unit of effort wins the whole prize.
            steepest = steepest.max(if total > 0.0 { worth * (against / total) / total } else { f64::INFINITY });
        }
    }
    (steepest - marginal).max(0.0)
}
