//! Rules of selection beyond the names: entropy, and risk between two strict equilibria of a larger game.

use moloch_equilibrium::finite::{Game, Rule, certificate, nearest_f64, pure_equilibria, select, two_by_two};

use super::support::{known_game, ratio, two_by_two_game};

#[test]
fn the_mixed_equilibrium_of_a_stag_hunt_is_the_least_committal() {
    let hunt = Game::symmetric_two_player(&[[5, 0], [4, 2]]).unwrap();
    let set = two_by_two(&hunt).unwrap();
    let chosen = select(&hunt, &set, Rule::MaximumEntropy).unwrap().chosen;
    assert_eq!(chosen.len(), 1);
    assert_eq!(chosen[0].mixes()[0], [ratio(2, 3), ratio(1, 3)]);
}

#[test]
fn within_a_square_the_least_committal_is_the_centre() {
    let indifferent = two_by_two_game([0; 8]);
    let set = two_by_two(&indifferent).unwrap();
    let chosen = select(&indifferent, &set, Rule::MaximumEntropy).unwrap().chosen;
    for share in chosen[0].mixes().iter().flatten() {
        assert!((nearest_f64(share) - 0.5).abs() < 1e-9);
    }
}

#[test]
fn within_a_segment_an_exact_equilibrium_is_chosen() {
    // Player 2 threatens: the components are a point and a segment.
    let game = Game::bimatrix(&[[2, 2], [3, 0]], &[[1, 1], [2, 0]]).unwrap();
    let set = two_by_two(&game).unwrap();
    assert!(set.components.iter().any(|component| component.dimension() == 1));
    let chosen = select(&game, &set, Rule::MaximumEntropy).unwrap().chosen;
    assert_eq!(chosen.len(), 1);
    assert!(certificate::exact_regrets(&game, &chosen[0]).unwrap().are_zero());
    // The segment has player 2's first action up to 2/3.
    assert!((nearest_f64(&chosen[0].mixes()[1][0]) - 0.5).abs() < 1e-9);
}

#[test]
fn equally_committal_equilibria_are_all_chosen() {
    let game = known_game("coordination_3");
    let set = pure_equilibria(&game).unwrap().to_set(&game).unwrap();
    assert_eq!(select(&game, &set, Rule::MaximumEntropy).unwrap().chosen.len(), 3);
    let none = known_game("matching_pennies");
    let set = pure_equilibria(&none).unwrap().to_set(&none).unwrap();
    let error = select(&none, &set, Rule::MaximumEntropy).unwrap_err().to_string();
    assert_eq!(error, "select an equilibrium by maximum entropy: the set holds no equilibrium");
}

#[test]
fn two_strict_equilibria_of_a_larger_game_are_compared_in_the_game_between_them() {
    // A stag hunt with a third action that is never best.
    let game = Game::symmetric_two_player(&[[-1, -1, -1], [0, 5, 0], [0, 4, 2]]).unwrap();
    let set = pure_equilibria(&game).unwrap().to_set(&game).unwrap();
    let chosen = select(&game, &set, Rule::RiskDominant).unwrap().chosen;
    assert_eq!(chosen[0].pure_actions(), Some(vec![2, 2]));
    let three = known_game("coordination_3");
    let set = pure_equilibria(&three).unwrap().to_set(&three).unwrap();
    let error = select(&three, &set, Rule::RiskDominant).unwrap_err().to_string();
    assert!(error.contains("the set has 3 strict equilibria, expected two"), "{error}");
    let many = known_game("unanimity_3x3x3");
    let set = pure_equilibria(&many).unwrap().to_set(&many).unwrap();
    let error = select(&many, &set, Rule::RiskDominant).unwrap_err().to_string();
    assert!(error.contains("it compares losses of two players, the game has 3"), "{error}");
}

#[test]
fn the_logit_branch_of_a_stag_hunt_leads_to_the_safer_equilibrium_whatever_the_units() {
    for scale in [1, 1_000_000] {
        let hunt = Game::symmetric_two_player(&[[4 * scale, 0], [3 * scale, 3 * scale]]).unwrap();
        let all = two_by_two(&hunt).unwrap();
        let chosen = select(&hunt, &all, Rule::LogitLimit).unwrap().chosen;
        assert_eq!(chosen[0].pure_actions(), Some(vec![1, 1]));
    }
}

#[test]
fn a_logit_limit_that_is_not_in_the_set_is_not_chosen() {
    let pennies = Game::zero_sum(&[[1, -1], [-1, 1]]).unwrap();
    let none = pure_equilibria(&pennies).unwrap().to_set(&pennies).unwrap();
    let refused = select(&pennies, &none, Rule::LogitLimit).unwrap_err().to_string();
    assert!(refused.contains("logit limit") && refused.contains("not among"), "{refused}");
}
