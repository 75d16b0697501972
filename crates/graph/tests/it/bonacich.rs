//! The network game: published and recomputed answers, then its economics.

use moloch_core::{Inputs, Model};
use moloch_equilibrium::concave::certificate::{by_gradient, gain_by_search};
use moloch_equilibrium::concave::{self, Profile};
use moloch_graph::spectral::spectral_radius;
use moloch_graph::spillover::SpilloverGame;
use moloch_graph::{Bonacich, BonacichOutcome, GraphError};
use proptest::prelude::*;

use crate::same;

type Links = Vec<Vec<f64>>;

fn solve(benefits: Vec<f64>, links: &Links, spillover: f64) -> Result<BonacichOutcome, GraphError> {
    Bonacich { benefits, links: links.clone(), spillover, names: None }.checked().unwrap().solve()
}

/// Two cliques of five, joined by firm 0, which is linked to two members of each (Ballester, Calvo-Armengol, Zenou).
fn two_cliques() -> Links {
    let clique = |i: usize| (i - 1) / 5;
    let linked = |i: usize, j: usize| match (i.min(j), i.max(j)) {
        (a, b) if a == b => false,
        (0, b) => [1, 5, 6, 10].contains(&b),
        (a, b) => clique(a) == clique(b),
    };
    (0..11).map(|i| (0..11).map(|j| f64::from(u8::from(linked(i, j)))).collect()).collect()
}

#[test]
fn the_published_table_of_two_cliques_and_a_bridge() {
    let weak = solve(vec![1.0; 11], &two_cliques(), 0.1).unwrap();
    same(&weak.efforts[..3], &[1.751592356688, 1.878980891720, 1.719745222930]);
    same(&weak.intercentrality[..3], &[2.919320594480, 3.281054525720, 2.785987261146]);
    same(&[weak.radius], &[4.404046996464]);
    let strong = solve(vec![1.0; 11], &two_cliques(), 0.2).unwrap();
    same(&strong.efforts[..3], &[8.333333333333, 9.166666666667, 7.777777777778]);
    same(&strong.intercentrality[..3], &[41.66666666667, 40.33333333333, 32.66666666667]);
}

#[test]
fn the_key_player_switches_from_the_busiest_firms_to_the_bridge() {
    assert_eq!(solve(vec![1.0; 11], &two_cliques(), 0.1).unwrap().key_players, [1, 5, 6, 10]);
    let strong = solve(vec![1.0; 11], &two_cliques(), 0.2).unwrap();
    assert_eq!(strong.key_players, [0]);
    assert!(strong.efforts[1] > strong.efforts[0], "the bridge is not the firm that works most");
}

#[test]
fn a_star_matches_the_recomputed_vector() {
    let star = Bonacich::example().checked().unwrap().solve().unwrap();
    same(&star.efforts, &[2.602739726027, 1.780821917808, 1.780821917808, 1.780821917808]);
    same(&[star.radius, star.critical_spillover.unwrap()], &[3.0_f64.sqrt(), 1.0 / 3.0_f64.sqrt()]);
    assert_eq!(star.key_players, [0]);
}

#[test]
fn a_spillover_at_or_beyond_the_limit_is_refused_with_the_limit() {
    let ring = vec![vec![0.0, 1.0, 0.0], vec![0.0, 0.0, 1.0], vec![1.0, 0.0, 0.0]];
    for spillover in [1.0, 1.5] {
        let error = solve(vec![1.0; 3], &ring, spillover).unwrap_err();
        assert!(matches!(error, GraphError::ExplosiveSpillover { .. }));
        assert!(error.to_string().contains("keep the spillover below 1"), "{error}");
    }
    // Just below the limit the equilibrium exists and is large.
    let near = solve(vec![1.0; 3], &ring, 0.999_999).unwrap();
    assert!((near.efforts[0] / 1e6 - 1.0).abs() < 1e-6 && near.certificate().passes());
}

#[test]
fn a_chain_without_cycle_has_an_equilibrium_at_any_spillover() {
    let chain = vec![vec![0.0, 1.0, 1.0], vec![0.0, 0.0, 1.0], vec![0.0; 3]];
    let found = solve(vec![1.0; 3], &chain, 5.0).unwrap();
    assert_eq!((found.radius, found.critical_spillover), (0.0, None));
    same(&found.efforts, &[1.0 + 5.0 * 6.0 + 5.0, 6.0, 1.0]);
}

#[test]
fn spectral_radii_of_known_matrices_are_bracketed() {
    let complete: Links = (0..6).map(|i| (0..6).map(|j| f64::from(u8::from(i != j))).collect()).collect();
    let path: Links =
        (0_usize..9).map(|i| (0_usize..9).map(|j| f64::from(u8::from(i.abs_diff(j) == 1))).collect()).collect();
    // A ring of unequal links: the geometric mean; two parts: the larger one.
    let ring = vec![vec![0.0, 0.5, 0.0], vec![0.0, 0.0, 0.2], vec![0.1, 0.0, 0.0]];
    let parts = vec![vec![0.0, 1.0, 0.3], vec![0.25, 0.0, 0.0], vec![0.0, 0.0, 0.7]];
    let known = [
        (complete, 5.0),
        (path, 2.0 * (std::f64::consts::PI / 10.0).cos()),
        (ring, 0.01_f64.cbrt()),
        (parts, 0.7),
        (vec![vec![0.0]], 0.0),
    ];
    for (rows, radius) in known {
        let found = spectral_radius(&rows).unwrap();
        same(&[found.middle()], &[radius]);
        let slack = 1e-14 * radius;
        assert!(found.low <= radius + slack && radius - slack <= found.high);
    }
}

#[test]
fn bad_input_is_refused_with_key() {
    let bad = [
        (Bonacich { links: vec![vec![0.0; 3]; 2], benefits: vec![1.0; 2], ..Bonacich::example() }, "links"),
        (Bonacich { benefits: vec![1.0; 3], ..Bonacich::example() }, "links"),
        (
            Bonacich { links: vec![vec![0.0, -0.5], vec![0.5, 0.0]], benefits: vec![1.0; 2], ..Bonacich::example() },
            "links[0][1]",
        ),
        (Bonacich { spillover: -0.1, ..Bonacich::example() }, "spillover"),
        (Bonacich { names: Some(vec!["A".into()]), ..Bonacich::example() }, "names"),
    ];
    for (game, key) in bad {
        let faults = game.checked().unwrap_err();
        assert!(faults.iter().any(|fault| fault.key == key), "{key}: {faults}");
    }
}

fn without(links: &Links, leaver: usize) -> Links {
    let kept = |i: &usize| *i != leaver;
    let row = |i: usize| (0..links.len()).filter(kept).map(|j| links[i][j]).collect();
    (0..links.len()).filter(kept).map(row).collect()
}

prop_compose! {
    /// A directed network of unequal links, some missing, with a spillover that has an equilibrium.
    fn game()(n in 2_usize..7)(
        benefits in proptest::collection::vec(0.2..3.0_f64, n),
        links in proptest::collection::vec(proptest::collection::vec(prop_oneof![Just(0.0), 0.1..1.0_f64], n), n),
        part in 0.05..0.9_f64,
    ) -> (Vec<f64>, Links, f64) {
        let radius = spectral_radius(&links).unwrap().high;
        let spillover = if radius > 0.0 { part / radius } else { part };
        (benefits, links, spillover)
    }
}

proptest! {
    #[test]
    fn whoever_leaves_total_effort_falls_by_the_intercentrality((benefits, links, spillover) in game()) {
        let whole = solve(benefits.clone(), &links, spillover).unwrap();
        for leaver in 0..benefits.len() {
            let mut left = benefits.clone();
            left.remove(leaver);
            let rest = if left.is_empty() { 0.0 } else {
                solve(left, &without(&links, leaver), spillover).unwrap().total_effort()
            };
            let fall = whole.total_effort() - rest;
            prop_assert!((fall - whole.intercentrality[leaver]).abs() <= 1e-9 * whole.total_effort());
        }
    }

    #[test]
    fn stronger_spillovers_and_added_links_raise_every_effort((benefits, links, spillover) in game(), i in 0_usize..2, j in 0_usize..2) {
        let before = solve(benefits.clone(), &links, 0.9 * spillover).unwrap();
        let stronger = solve(benefits.clone(), &links, spillover).unwrap();
        let more = |after: &BonacichOutcome| before.efforts.iter().zip(&after.efforts).all(|(b, a)| *a >= b * (1.0 - 1e-12));
        prop_assert!(more(&stronger));
        let mut linked = links;
        linked[i][j] = (linked[i][j] + 0.05).min(1.0);
        if let Ok(after) = solve(benefits, &linked, 0.9 * spillover) {
            prop_assert!(more(&after));
        }
    }

    #[test]
    fn the_linear_solution_agrees_with_best_replies_and_search_finds_nothing_better((benefits, links, spillover) in game()) {
        let found = solve(benefits.clone(), &links, spillover).unwrap();
        let highest = 2.0 * found.efforts.iter().copied().fold(0.0, f64::max);
        let game = SpilloverGame { benefits: &benefits, links: &links, spillover, highest };
        let replies = concave::solve(&game).unwrap();
        let profile = Profile::of_numbers(found.efforts.clone());
        for firm in 0..benefits.len() {
            prop_assert!((found.efforts[firm] - replies.profile.of(firm)[0]).abs() < 1e-9 * highest);
            prop_assert!(gain_by_search(&game, firm, &profile, 3) <= 1e-9 * found.payoffs.iter().copied().fold(0.0, f64::max));
        }
        // The certificate sees an effort that is off by a thousandth.
        let mut wrong = found.efforts;
        wrong[0] *= 1.001;
        prop_assert!(!by_gradient(&game, &Profile::of_numbers(wrong)).passes());
    }
}
