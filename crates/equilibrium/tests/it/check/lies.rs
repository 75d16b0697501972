//! Every kind of lie is refused, with the reason.

use insta::assert_snapshot;
use moloch_core::Effort;
use moloch_equilibrium::finite::check::{Claim, ClaimedComponent, ClaimedPoint, ClaimedScope, Report, Verdict, check};
use moloch_equilibrium::finite::{Game, Player};

use super::super::finite::support::{expected, known_game, ratio};
use super::build::complete;
use super::reference::listed;

/// Two strict equilibria and a mixed one.
fn stag_hunt() -> (Game, Claim) {
    truth("stag_hunt")
}

/// A game with components of higher dimension.
fn degenerate() -> (Game, Claim) {
    truth("kohlberg_mertens_1986")
}

fn truth(name: &str) -> (Game, Claim) {
    let claim = complete(&listed(&expected()[name]));
    let game = known_game(name);
    let report = judge(&game, &claim);
    assert!(report.is_confirmed(), "{report}");
    (game, claim)
}

fn judge(game: &Game, claim: &Claim) -> Report {
    check(game, claim, &Effort::unlimited())
}

#[track_caller]
fn refused(game: &Game, claim: &Claim, because: &str) {
    let report = judge(game, claim);
    assert!(report.is_refused(), "{report}");
    assert!(report.to_string().contains(because), "{report}");
}

#[test]
fn a_changed_probability() {
    let (game, mut claim) = stag_hunt();
    let mixed = claim
        .components
        .iter_mut()
        .find(|one| !one.extreme_points[0][0][0].is_one() && !one.extreme_points[0][0][0].is_zero())
        .unwrap();
    let changed = vec![ratio(501, 1000), ratio(499, 1000)];
    mixed.extreme_points[0][0].clone_from(&changed);
    mixed.subsets[0][0][0] = changed;
    refused(&game, &claim, "not an equilibrium; player P2 would gain");
}

#[test]
fn an_equilibrium_left_out() {
    let (game, mut claim) = stag_hunt();
    claim.components.retain(|one| one.extreme_points[0][0][0].is_one() || one.extreme_points[0][0][0].is_zero());
    assert_eq!(claim.components.len(), 2);
    refused(&game, &claim, "an equilibrium is missing");
    claim.components.pop();
    refused(&game, &claim, "an equilibrium is missing");
}

#[test]
fn components_merged() {
    let (game, mut claim) = stag_hunt();
    let last = claim.components.pop().unwrap();
    claim.components[0].subsets.extend(last.subsets);
    claim.components[0].extreme_points.extend(last.extreme_points);
    refused(&game, &claim, "do not hang together");
}

#[test]
fn a_component_divided() {
    let (game, mut claim) = degenerate();
    let whole = claim.components.remove(0);
    assert!(whole.subsets.len() > 1);
    let part = |subset: &Vec<Vec<Vec<_>>>| ClaimedComponent {
        extreme_points: super::build::corners(subset),
        subsets: vec![subset.clone()],
        dimension: Some(subset.iter().map(|face| face.len() - 1).sum()),
        ..whole.clone()
    };
    claim.components.extend(whole.subsets.iter().map(part));
    refused(&game, &claim, "it meets component");
}

#[test]
fn a_point_that_is_not_extreme() {
    let (game, mut claim) = degenerate();
    let component = &mut claim.components[0];
    let subset = component.subsets.iter_mut().find(|subset| subset.iter().any(|face| face.len() > 1)).unwrap();
    let face = subset.iter_mut().find(|face| face.len() > 1).unwrap();
    let half = |(a, b)| (a + b) * ratio(1, 2);
    let middle = face[0].iter().zip(&face[1]).map(half).collect();
    face.push(middle);
    component.extreme_points = component.subsets.iter().flat_map(|subset| super::build::corners(subset)).collect();
    component.extreme_points.sort();
    component.extreme_points.dedup();
    refused(&game, &claim, "a mixture of the others");
}

#[test]
fn an_end_of_a_segment_moved_inwards() {
    let (game, mut claim) = truth("vonstengel_3x2_degenerate");
    let component = claim.components.iter_mut().find(|one| one.dimension == Some(1)).unwrap();
    let subset = &mut component.subsets[0];
    let face = subset.iter_mut().find(|face| face.len() == 2).unwrap();
    face[0] = face[0].iter().zip(&face[1]).map(|(a, b)| (a + b) * ratio(1, 2)).collect();
    component.extreme_points = super::build::corners(subset);
    claim.completeness = moloch_equilibrium::finite::check::ClaimedCompleteness::Sample;
    refused(&game, &claim, "it is not extreme");
}

#[test]
fn a_wrong_dimension() {
    let (game, mut claim) = degenerate();
    claim.components[0].dimension = claim.components[0].dimension.map(|known| known + 1);
    refused(&game, &claim, "its dimension is given as");
}

#[test]
fn a_wrong_kind() {
    let (game, mut claim) = stag_hunt();
    claim.components[0].kind = "isolated point".to_owned();
    assert!(judge(&game, &claim).is_confirmed());
    for kind in ["segment", "an equilibrium"] {
        claim.components[0].kind = kind.to_owned();
        refused(&game, &claim, &format!("its kind is given as \"{kind}\", it is \"isolated point\""));
    }
}

#[test]
fn a_mixed_equilibrium_among_pure_ones() {
    let (game, mut claim) = stag_hunt();
    claim.scope = ClaimedScope::Pure;
    refused(&game, &claim, "it is mixed, and the scope is \"pure\"");
    claim
        .components
        .retain(|one| one.extreme_points[0].iter().flatten().all(|share| share.is_zero() || share.is_one()));
    assert!(judge(&game, &claim).is_confirmed());
}

#[test]
fn a_regret_that_is_larger_than_it_is_said_to_be() {
    let game = Game::zero_sum(&[[2, -1], [-1, 1]]).unwrap();
    let mix = vec![ratio(400_001, 1_000_000), ratio(599_999, 1_000_000)];
    let mixes = vec![mix.clone(), mix];
    let point = |regret| ClaimedPoint { mixes: mixes.clone(), digits: Some(6), radius: None, index: None, regret };
    for honest in [None, Some(3e-6), Some(1.0)] {
        assert!(judge(&game, &Claim::of_points(vec![point(honest)])).is_confirmed(), "{honest:?}");
    }
    refused(&game, &Claim::of_points(vec![point(Some(1e-9))]), "its regret is given as 1e-9, it is 3e-6");
}

#[test]
fn nothing_at_all_and_indices_that_nobody_can_recompute() {
    let (game, mut claim) = degenerate();
    for component in &mut claim.components {
        component.index = None;
    }
    claim.components.truncate(1);
    claim.completeness = moloch_equilibrium::finite::check::ClaimedCompleteness::Sample;
    claim.components[0].index = Some(1);
    let report = judge(&game, &claim);
    assert!(matches!(report.verdict(), Verdict::NotChecked(_)), "{report}");
    assert!(report.to_string().contains("indices: not checked: 1 of 1 belong"), "{report}");
    let report = judge(&game, &Claim::of_points(Vec::new()));
    assert!(report.to_string().contains("equilibria: not checked: no equilibrium is listed"), "{report}");
}

#[test]
fn a_claim_that_is_refuted_already_is_not_enumerated() {
    let (game, mut claim) = stag_hunt();
    for component in &mut claim.components {
        component.index = Some(1);
    }
    let report = check(&game, &claim, &Effort::unlimited().with_steps(0));
    assert!(report.is_refused(), "{report}");
    assert!(report.to_string().contains("completeness was not looked into (nothing was enumerated)"), "{report}");
}

#[test]
fn a_wrong_index() {
    let (game, mut claim) = stag_hunt();
    let pure = |one: &ClaimedComponent| one.extreme_points[0][0].contains(&ratio(1, 1));
    for component in &mut claim.components {
        component.index = Some(if pure(component) { 1 } else { -1 });
    }
    assert!(judge(&game, &claim).is_confirmed());
    claim.components[0].index = claim.components[0].index.map(|index| -index);
    refused(&game, &claim, "its index is given as");
    refused(&game, &claim, "must add up to +1");
}

#[test]
fn a_subset_too_large() {
    let (game, mut claim) = stag_hunt();
    let other = claim.components.pop().unwrap();
    let component = &mut claim.components[0];
    for (face, more) in component.subsets[0].iter_mut().zip(&other.subsets[0]) {
        face.extend(more.clone());
    }
    component.extreme_points = super::build::corners(&component.subsets[0]);
    component.dimension = Some(2);
    refused(&game, &claim, "not an equilibrium");
}

#[test]
fn a_subset_that_is_not_maximal() {
    let (game, mut claim) = degenerate();
    let component = &mut claim.components[0];
    let subset = component.subsets[0].clone();
    let face = subset.iter().position(|face| face.len() > 1).unwrap();
    let mut smaller = subset;
    smaller[face].pop();
    component.subsets.push(smaller);
    refused(&game, &claim, "not a maximal Nash subset");
}

#[test]
fn a_point_or_a_component_listed_twice() {
    let (game, mut claim) = stag_hunt();
    let again = claim.components[0].clone();
    claim.components.push(again);
    refused(&game, &claim, "it meets component 1");
    let point = ClaimedPoint {
        mixes: claim.components[0].extreme_points[0].clone(),
        digits: None,
        radius: None,
        index: None,
        regret: None,
    };
    refused(&game, &Claim::of_points(vec![point.clone(), point]), "it is listed twice");
}

#[test]
fn a_wrong_shape() {
    let (_, claim) = stag_hunt();
    let game = Game::bimatrix(&[[1, 2, 3], [4, 5, 6]], &[[1, 2, 3], [4, 5, 6]]).unwrap();
    refused(&game, &claim, "2 probabilities for 3 actions");
    let game = Game::from_fn(&[2, 2, 2], |_, _| 0).unwrap();
    refused(&game, &claim, "the profile has 2 players, the game 3");
}

#[test]
fn wrong_labels() {
    let (game, mut claim) = stag_hunt();
    claim.players = game.players().iter().map(|one| (one.name().to_owned(), one.actions().to_vec())).collect();
    assert!(judge(&game, &claim).is_confirmed());
    let players = ["P1", "P2"].map(|name| Player::new(name, ["hare", "stag"]).unwrap());
    refused(&game.with_players(players).unwrap(), &claim, "the game about P1 (hare, stag)");
}

#[test]
fn probabilities_that_are_none() {
    let (game, claim) = stag_hunt();
    let with = |mix: Vec<_>| {
        let mut claim = claim.clone();
        claim.components[0].extreme_points[0][0] = mix;
        claim
    };
    refused(&game, &with(vec![ratio(3, 2), ratio(-1, 2)]), "is below zero");
    refused(&game, &with(vec![ratio(1, 2), ratio(1, 3)]), "sum to 5/6");
    refused(&game, &with(Vec::new()), "0 probabilities");
}

#[test]
fn a_report_reads_well() {
    let (game, mut claim) = stag_hunt();
    claim.components.pop();
    claim.components[0].dimension = Some(1);
    assert_snapshot!(judge(&game, &claim).to_string());
    let json = judge(&game, &claim).to_json();
    assert_eq!(json["verdict"], "refused");
    assert_eq!(json["parts"].as_array().unwrap().len(), 5);
}
