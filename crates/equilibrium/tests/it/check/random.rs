//! Two thousand small games, half of them degenerate: the truth found the slow way is confirmed, a part of it is not.

use moloch_core::Effort;
use moloch_equilibrium::finite::Game;
use moloch_equilibrium::finite::check::check;
use proptest::prelude::*;

use super::build::{complete, extreme_equilibria};

fn game(payoffs: std::ops::Range<i64>) -> impl Strategy<Value = Game> {
    (1_usize..4, 1_usize..4).prop_flat_map(move |(rows, columns)| {
        let size = rows * columns;
        let column = proptest::collection::vec(payoffs.clone(), size..=size);
        (column.clone(), column)
            .prop_map(move |(first, second)| Game::from_columns(&[rows, columns], vec![first, second]).unwrap())
    })
}

fn confirmed_and_refused(game: &Game) {
    let extreme = extreme_equilibria(game);
    let claim = complete(&extreme);
    let report = check(game, &claim, &Effort::unlimited());
    assert!(report.is_confirmed(), "{game}{claim:#?}{report}");
    if extreme.len() > 1 {
        let report = check(game, &complete(&extreme[1..]), &Effort::unlimited());
        assert!(report.is_refused(), "{game}{report}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn all_equilibria_of_random_games_are_confirmed(game in game(-1000..1000)) {
        confirmed_and_refused(&game);
    }

    #[test]
    fn all_equilibria_of_degenerate_games_are_confirmed(game in game(0..3)) {
        confirmed_and_refused(&game);
    }
}
