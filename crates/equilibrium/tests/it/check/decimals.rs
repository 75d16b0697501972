//! What decimals excuse: little, and the less the fewer there are.

use moloch_core::Effort;
use moloch_equilibrium::finite::Game;
use moloch_equilibrium::finite::check::{Claim, ClaimedPoint, Report, Verdict, check};
use moloch_equilibrium::finite::formats::solution::read_any;

use super::super::finite::support::ratio;

fn dilemma() -> Game {
    Game::bimatrix(&[[3, 0], [4, 1]], &[[3, 4], [0, 1]]).unwrap()
}

/// Two strict equilibria, and both play the first action with two thirds.
fn stag() -> Game {
    Game::bimatrix(&[[4, 0], [3, 2]], &[[4, 3], [0, 2]]).unwrap()
}

fn judge(game: &Game, text: &str) -> Report {
    let claim = read_any("claim", text.as_bytes(), game).unwrap();
    check(game, &claim, &Effort::unlimited())
}

/// A solution file with one point.
fn file(profile: &str, digits: &str) -> String {
    format!(
        "{{ \"format\": \"moloch-solution\", \"version\": 1, \"scope\": \"one\", \
         \"completeness\": {{ \"kind\": \"sample\" }}, \"points\": [ {{ \"profile\": {profile}{digits} }} ] }}"
    )
}

#[test]
fn decimals_are_judged_by_their_places() {
    let game = Game::zero_sum(&[[2, -1], [-1, 1]]).unwrap();
    let point = |share: i64, digits| {
        let mix = vec![ratio(share, 100_000), ratio(100_000 - share, 100_000)];
        let point = ClaimedPoint { mixes: vec![mix.clone(), mix], digits, radius: None, index: None, regret: None };
        check(&game, &Claim::of_points(vec![point]), &Effort::unlimited())
    };
    // Both play 2/5 and 3/5.
    assert!(point(40_000, None).is_confirmed());
    assert!(point(40_001, Some(5)).is_confirmed());
    for (share, digits) in [(40_001, None), (40_100, Some(5)), (40_001, Some(7))] {
        let report = point(share, digits);
        assert!(report.is_refused() && report.to_string().contains("would gain"), "{report}");
    }
    // Places that the numbers have are believed sooner than places that are stated.
    assert!(!point(40_100, Some(0)).is_confirmed());
    assert!(point(40_111, Some(1)).is_refused());
}

#[test]
fn zeros_and_ones_are_exact_however_they_are_written() {
    for (one, zero) in [("1e0", "0"), ("1.", "0."), ("1.0", "0.000"), ("10e-1", "0e0"), ("1", "0")] {
        let report = judge(&dilemma(), &format!("NE,{one},{zero},{one},{zero}"));
        assert!(report.is_refused() && report.to_string().contains("would gain 1"), "{one}: {report}");
        let report = judge(&dilemma(), &format!("NE,{zero},{one},{zero},{one}"));
        assert!(report.is_confirmed(), "{one}: {report}");
        assert!(report.to_string().contains("point 1 0 (at most "), "{one}: {report}");
    }
}

#[test]
fn decimals_too_coarse_to_judge_are_neither_confirmed_nor_refused() {
    for (game, row) in [
        (dilemma(), "NE,0.1,0.9,0.1,0.9"),
        (stag(), "NE,0.5,0.5,0.5,0.5"),
        (stag(), "NE,0.9,0.1,1,0"),
        (stag(), "NE,0.67,0.33,0.67,0.33"),
    ] {
        let report = judge(&game, row);
        let Verdict::NotChecked(why) = report.verdict() else { panic!("{row}: {report}") };
        assert!(
            why.contains("too coarse to judge: the regret found is ") && why.contains("write more digits"),
            "{why}"
        );
    }
    // Enough of them say what is meant; what the same digits are of something else, they do not excuse.
    let report = judge(&stag(), "NE,0.66667,0.33333,0.66667,0.33333");
    assert!(report.is_confirmed() && report.to_string().contains("(at most 4e-5) of the stake"), "{report}");
    assert!(judge(&stag(), "NE,0.60000,0.40000,0.60000,0.40000").is_refused());
    // A mixed equilibrium that coarse decimals state exactly is one.
    assert!(judge(&Game::zero_sum(&[[1, -1], [-1, 1]]).unwrap(), "NE,0.5,0.5,0.5,0.5").is_confirmed());
}

#[test]
fn a_sum_is_close_to_one_or_refused() {
    for row in ["NE,0.9,0.3,0.5,0.5", "NE,1.,1.,1.,0.", "NE,0.66,0.33,0.67,0.33"] {
        let report = judge(&stag(), row);
        assert!(report.is_refused() && report.to_string().contains("the probabilities sum to"), "{row}: {report}");
    }
    assert!(!judge(&stag(), "NE,0.6667,0.3334,0.6667,0.3333").is_refused());
}

#[test]
fn the_digits_that_a_file_states_excuse_nothing() {
    for digits in ["", ", \"digits\": null", ", \"digits\": 0", ", \"digits\": 1"] {
        let report = judge(&dilemma(), &file("[[0.6, 0.4], [0.6, 0.4]]", digits));
        assert!(!report.is_confirmed(), "{digits}: {report}");
        let report = judge(&dilemma(), &file("[[0.60000, 0.40000], [0.60000, 0.40000]]", digits));
        assert!(report.is_refused(), "{digits}: {report}");
        let report = judge(&dilemma(), &file("[[1.0, 0.0], [1.0, 0.0]]", digits));
        assert!(report.is_refused(), "{digits}: {report}");
        let report = judge(&dilemma(), &file("[[0.0, 1.0], [0.0, 1.0]]", digits));
        assert!(report.is_confirmed(), "{digits}: {report}");
    }
}
