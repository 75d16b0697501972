//! Names: of dilemmas, of rules of selection, and the words in which sets are described.

use moloch_equilibrium::finite::{Dilemma, Game, Player, Rule, select, two_by_two};

use super::support::{known_game, pair, ratio, two_by_two_game};

/// The symmetric game with these payoffs for temptation, reward, punishment, sucker.
fn symmetric(t: i64, r: i64, p: i64, s: i64) -> Game {
    Game::symmetric_two_player(&[[r, s], [t, p]]).unwrap()
}

#[test]
fn the_name_of_a_dilemma_agrees_with_its_equilibria() {
    let values = 0..=3_i64;
    let mut seen = Vec::new();
    for code in 0..4_i64.pow(4) {
        let digit = |place: u32| code / 4_i64.pow(place) % 4;
        let (t, r, p, s) = (digit(0), digit(1), digit(2), digit(3));
        assert!([t, r, p, s].iter().all(|payoff| values.contains(payoff)));
        let game = symmetric(t, r, p, s);
        let dilemma = Dilemma::from_payoffs(t, r, p, s).unwrap();
        assert_eq!(Dilemma::of_game(&game).unwrap(), dilemma);
        if !seen.contains(&dilemma) {
            seen.push(dilemma);
        }
        let pure: Vec<_> = two_by_two(&game).unwrap().extreme_points().filter_map(|e| e.pure_actions()).collect();
        let expected: &[[usize; 2]] = match dilemma {
            Dilemma::PrisonersDilemma | Dilemma::Deadlock => &[[1, 1]],
            Dilemma::Harmony | Dilemma::InvertedPrisonersDilemma => &[[0, 0]],
            Dilemma::StagHunt | Dilemma::Coordination => &[[0, 0], [1, 1]],
            Dilemma::Chicken | Dilemma::AntiCoordination => &[[0, 1], [1, 0]],
            Dilemma::Degenerate { .. } => continue,
        };
        assert_eq!(pure, expected, "{dilemma} {t} {r} {p} {s}");
        let holds = expected.contains(&[0, 0]);
        assert_eq!(dilemma.cooperation_holds_by_itself(), holds, "{dilemma}");
    }
    assert_eq!(seen.len(), 8 + 3, "eight strict kinds, three degenerate ones");
}

#[test]
fn the_treadmill_is_a_dilemma_or_a_stag_hunt_by_its_stigma() {
    // Value of position a(phi) = a0 + a1 phi, cost 0.2, in tenths: resting alone against racing alone.
    let dilemma = |a0: i64, a1: i64| Dilemma::from_payoffs(a0 - 2, 0, -2, -(a0 + a1)).unwrap();
    assert_eq!(dilemma(3, 0), Dilemma::PrisonersDilemma);
    assert_eq!(dilemma(1, 3), Dilemma::StagHunt);
    assert_eq!(dilemma(1, 0), Dilemma::Harmony);
    assert_eq!(dilemma(2, 3), Dilemma::Degenerate { greed_is_zero: true, fear_is_zero: false });
}

#[test]
fn known_games_have_their_names() {
    assert_eq!(Dilemma::of_game(&known_game("prisoners_dilemma")).unwrap(), Dilemma::PrisonersDilemma);
    assert_eq!(Dilemma::of_game(&known_game("stag_hunt")).unwrap(), Dilemma::StagHunt);
    let error = Dilemma::of_game(&known_game("matching_pennies")).unwrap_err();
    assert!(error.to_string().contains("change seats"), "{error}");
    assert!(Dilemma::of_game(&known_game("coordination_3")).is_err());
    let error = Dilemma::from_payoffs(f64::NAN, 1.0, 2.0, 3.0).unwrap_err();
    assert!(error.to_string().contains("NaN"), "{error}");
}

#[test]
fn rules_choose_what_their_names_promise() {
    // Harsanyi and Selten's conflict: hunting pays more, the hare is safer.
    let hunt = symmetric(8, 9, 7, 0);
    let set = two_by_two(&hunt).unwrap();
    let all = select(&hunt, &set, Rule::default()).unwrap();
    assert_eq!(all.chosen.len(), 3, "the default is all");
    let chosen = |rule| select(&hunt, &set, rule).unwrap().chosen;
    assert_eq!(chosen(Rule::PayoffDominant), [pair(&ratio(1, 1), &ratio(1, 1))]);
    assert_eq!(chosen(Rule::RiskDominant), [pair(&ratio(0, 1), &ratio(0, 1))]);
}

#[test]
fn risk_dominance_weighs_both_players_losses_also_off_the_diagonal() {
    // Battle of the sexes with the columns exchanged: losses 3 * 1 at (1, 2) against 1 * 2 at (2, 1).
    let game = two_by_two_game([0, 3, 1, 0, 0, 1, 2, 0]);
    let set = two_by_two(&game).unwrap();
    let chosen = select(&game, &set, Rule::RiskDominant).unwrap().chosen;
    assert_eq!(chosen[0].pure_actions(), Some(vec![0, 1]));
}

#[test]
fn rules_that_decide_nothing_say_so() {
    let battle = two_by_two_game([2, 0, 0, 1, 1, 0, 0, 2]);
    let set = two_by_two(&battle).unwrap();
    for (rule, reason) in [(Rule::PayoffDominant, "for every player"), (Rule::RiskDominant, "equally risky")] {
        let error = select(&battle, &set, rule).unwrap_err().to_string();
        assert!(error.contains(reason) && error.contains(rule.name()), "{error}");
    }
    let pennies = known_game("matching_pennies");
    let set = two_by_two(&pennies).unwrap();
    let error = select(&pennies, &set, Rule::RiskDominant).unwrap_err().to_string();
    assert!(error.contains("exactly two strict equilibria"), "{error}");
}

#[test]
fn sets_and_games_are_described_with_their_labels() {
    let [firm, rival] = [("Entrant", ["stay out", "enter"]), ("Incumbent", ["fight", "share"])]
        .map(|(name, actions)| Player::new(name, actions).unwrap());
    let game = two_by_two_game([0, 0, -1, 1, 2, 2, -1, 1]).with_players([firm, rival]).unwrap();
    let game = game.with_title("Chain store").unwrap();
    let text = two_by_two(&game).unwrap().describe(&game);
    assert!(text.contains("1. segment\n   Entrant: stay out; Incumbent: fight to fight 1/2 + share 1/2\n"), "{text}");
    assert!(text.contains("2. isolated point\n   Entrant: enter; Incumbent: share\n"), "{text}");
    assert!(text.contains("complete: "), "{text}");
    assert_eq!(
        game.to_string(),
        "Chain store\n  Entrant: stay out, enter\n  Incumbent: fight, share\n\
         \x20           fight   share\n  stay out  0, 2    0, 2\n  enter     -1, -1  1, 1\n"
    );
    assert!(known_game("minority_5").to_string().contains("32 pure profiles"));
}
