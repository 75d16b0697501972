//! What must be refused, and in which words.

use moloch_equilibrium::finite::{
    ExactProfile, Game, GameError, Number, Player, Profile, certificate, parse_exact, two_by_two,
};

use super::support::{known_game, ratio};

fn refusal<T: std::fmt::Debug, E: std::fmt::Display>(result: Result<T, E>) -> String {
    match result {
        Ok(accepted) => panic!("accepted {accepted:?}"),
        Err(error) => error.to_string(),
    }
}

#[test]
fn numbers_are_read_exactly_or_refused() {
    for (text, expected) in [
        ("31/3", ratio(31, 3)),
        ("-0.125", ratio(-1, 8)),
        ("+7", ratio(7, 1)),
        (".5", ratio(1, 2)),
        ("5.", ratio(5, 1)),
        ("1.5E-3", ratio(3, 2000)),
        ("2e+2", ratio(200, 1)),
        ("-1.5/0.5", ratio(-3, 1)),
        ("0.1", ratio(1, 10)),
    ] {
        assert_eq!(parse_exact(text).unwrap(), expected, "{text}");
    }
    for text in ["", " 1", "1_000", "NaN", "inf", "1/2/3", "0x10", "1e", "e5", ".", "--1", "1 2", "½"] {
        assert!(refusal(parse_exact(text)).contains("expected an integer, a decimal or a fraction"), "{text}");
    }
    assert!(refusal(parse_exact("1/0.0")).contains("the denominator is zero"));
    assert!(refusal(parse_exact("1e999999999")).contains("-1000 to 1000"));
    assert!(refusal(parse_exact("1e99999999999999999999")).contains("-1000 to 1000"));
    assert!(refusal(parse_exact(&"9".repeat(5000))).contains("at most 4096 characters"));
}

#[test]
fn labels_must_be_visible_and_different() {
    assert!(refusal(Player::new("", ["a"])).contains("empty name"));
    assert!(refusal(Player::new("North", ["pause", " "])).contains("action of player North"));
    assert!(refusal(Player::new("North", ["pause", "pause"])).contains("`pause` occurs twice"));
    assert!(refusal(Player::new::<&str>("North", [])).contains("player North has no actions"));
    let game = || Game::symmetric_two_player(&[[3, 0], [4, 1]]).unwrap();
    let player = |name: &str| Player::new(name, ["pause", "Wettlauf – 競争"]).unwrap();
    assert!(refusal(game().with_players([player("North"), player("North")])).contains("player `North` occurs twice"));
    assert!(refusal(game().with_players([player("North")])).contains("has 1 entries, expected 2"));
    let short = Player::new("South", ["pause"]).unwrap();
    assert!(refusal(game().with_players([player("North"), short])).contains("action list of player South"));
    assert!(refusal(game().with_title(" ")).contains("empty name"));
    assert!(game().with_players([player("North"), player("South")]).is_ok());
}

#[test]
fn misshapen_games_are_refused_by_name() {
    assert_eq!(Game::from_fn(&[], |_, _| 0), Err(GameError::NoPlayers));
    assert!(refusal(Game::from_fn(&[2, 0], |_, _| 0)).contains("player 2 has no actions"));
    assert!(
        refusal(Game::bimatrix(&[vec![1, 2], vec![3]], &[vec![1, 2], vec![3, 4]]))
            .contains("row 2 of the matrix of player 1")
    );
    assert!(
        refusal(Game::bimatrix(&[[1, 2]], &[[1, 2], [3, 4]]))
            .contains("the matrix of player 2 has 2 entries, expected 1")
    );
    assert!(refusal(Game::symmetric_two_player(&[[1, 2, 3], [4, 5, 6]])).contains("row 1"));
    assert!(refusal(Game::from_columns(&[2, 2], vec![vec![1; 4]])).contains("payoff columns has 1 entries"));
    assert!(refusal(Game::from_columns(&[2, 2], vec![vec![1; 4], vec![1; 3]])).contains("column of player 2 has 3"));
    let empty: [[i64; 0]; 0] = [];
    assert!(Game::bimatrix(&empty, &empty).is_err());
    assert!(Game::zero_sum(&[[0_i64; 0]]).is_err());
}

#[test]
fn payoffs_must_be_finite_and_of_one_kind() {
    let game = Game::bimatrix(&[[1.0, 2.0], [3.0, f64::NAN]], &[[0.0; 2]; 2]);
    assert!(refusal(game).contains("player 1 at profile [2, 2] is NaN"));
    assert!(refusal(Game::zero_sum(&[[f64::INFINITY]])).contains("is inf"));
    let mixed = [Number::from(1), Number::from(0.5)];
    assert!(refusal(Game::from_columns(&[2], vec![mixed.to_vec()])).contains("is f64 while earlier payoffs are exact"));
    let [first, second] = mixed;
    let per_player = Game::from_fn(&[1, 1], |_, player| [first.clone(), second.clone()][player].clone());
    assert!(refusal(per_player).contains("player 2"));
    assert!(refusal(Game::zero_sum(&[[1e301, 0.0]])).contains("1e300"));
    let huge = parse_exact("1e400").unwrap();
    assert!(refusal(Game::from_columns(&[2], vec![vec![huge, ratio(0, 1)]])).contains("divide them by a constant"));
}

#[test]
fn games_too_large_for_memory_are_refused_before_any_payoff_is_asked_for() {
    let never = |_: &[usize], _: usize| -> i64 { panic!("asked for a payoff") };
    let error = refusal(Game::from_fn(&[2; 30], never));
    assert!(error.contains("32212254720 payoffs") && error.contains("one gibibyte"), "{error}");
    assert!(refusal(Game::from_fn(&[2; 100], never)).contains("more than 2^64"));
    assert!(refusal(Game::from_fn(&[usize::MAX, usize::MAX], never)).contains("more than 2^64"));
}

#[test]
fn payoffs_near_the_limits_of_integers_stay_exact() {
    let column = vec![ratio(i64::MIN, 1), ratio(i64::MAX, 1), ratio(i64::MAX, 1) - ratio(1, 3)];
    let game = Game::from_columns(&[3], vec![column.clone()]).unwrap();
    for (action, payoff) in column.iter().enumerate() {
        assert_eq!(&game.exact_payoff(0, &[action]).unwrap(), payoff);
    }
    let game = Game::zero_sum(&[[i64::MIN, i64::MAX]]).unwrap();
    assert_eq!(game.exact_payoff(1, &[0, 0]), Some(-ratio(i64::MIN, 1)));
    // Denominators whose common multiple leaves 64 bits.
    let primes = [4_294_967_291, 4_294_967_279, 4_294_967_231].map(|prime| ratio(1, prime));
    let game = Game::from_columns(&[3], vec![primes.to_vec()]).unwrap();
    assert!((0..3).all(|action| game.exact_payoff(0, &[action]).as_ref() == Some(&primes[action])));
}

#[test]
fn profiles_are_checked() {
    assert!(refusal(Profile::new(vec![vec![0.5, 0.6]])).contains("sum to 1.1"));
    assert!(refusal(Profile::new(vec![vec![1.0], vec![1.5, -0.5]])).contains("player 2 plays action 1"));
    assert!(refusal(Profile::new(vec![vec![f64::NAN]])).contains("probability NaN"));
    assert!(refusal(Profile::new(vec![vec![]])).contains("sum to 0"));
    assert!(
        refusal(ExactProfile::new(vec![vec![ratio(1, 3), ratio(1, 3)]])).contains("sum to 2/3, expected 1 exactly")
    );
    assert!(refusal(ExactProfile::new(vec![vec![ratio(4, 3), ratio(-1, 3)]])).contains("probability -1/3"));
    assert!(refusal(ExactProfile::pure(&[2, 2], &[0, 2])).contains("player 2 plays action 3, expected 1 to 2"));
    assert!(refusal(Profile::pure(&[2, 2], &[0])).contains("has 1 players, the game has 2"));
    let game = known_game("rand_2x3x4_s0");
    let small = Profile::uniform(&[2, 2]);
    assert!(refusal(certificate::regrets(&game, &small)).contains("the game has 3"));
    let wrong = Profile::uniform(&[2, 3, 3]);
    assert!(refusal(certificate::regrets(&game, &wrong)).contains("player P3 has 3 probabilities, expected 4"));
}

#[test]
fn probabilities_within_rounding_of_one_are_accepted_and_made_exact() {
    let profile = Profile::new(vec![vec![0.1; 10], vec![1.0 / 3.0; 3]]).unwrap();
    let exact = profile.to_exact();
    assert!(exact.mixes().iter().all(|mix| mix.iter().fold(ratio(0, 1), |sum, share| sum + share).is_one()));
    assert_eq!(exact.mixes()[0][0], ratio(1, 10));
}

#[test]
fn the_two_by_two_solver_refuses_other_shapes() {
    let error = refusal(two_by_two(&known_game("coordination_3")));
    assert!(error.contains("3 and 3 actions") && error.contains("two actions each"), "{error}");
}

#[test]
fn a_game_can_be_restricted_only_to_what_it_has() {
    let game = known_game("coordination_3");
    assert!(refusal(game.restricted(&[vec![0, 1]])).contains("expected 2"));
    assert!(refusal(game.restricted(&[vec![0], vec![]])).contains("player P2 has no actions"));
    assert!(refusal(game.restricted(&[vec![0], vec![3]])).contains("action list of player P2"));
    assert!(refusal(game.restricted(&[vec![0, 0], vec![1]])).contains("`s1` occurs twice"));
}
