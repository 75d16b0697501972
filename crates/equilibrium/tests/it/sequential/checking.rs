//! Solutions of trees before their judge: what solvers write is confirmed, every kind of lie is refused with the reason.

use moloch_core::Effort;
use moloch_equilibrium::finite::check::{ClaimedCompleteness, ClaimedScope, Report};
use moloch_equilibrium::sequential::check::{BehaviourClaim, ClaimedBehaviour, check};
use moloch_equilibrium::sequential::solution::{Reading, read_any, schema, to_json};
use moloch_equilibrium::sequential::{Found, Solution, Tree, agent_limit, solve};
use proptest::prelude::*;

use super::super::formats::json::fits;
use super::support::{SAMPLES, first_of_two, grown, ratio, sample};

/// What a solver's file says when it is read again.
fn written(tree: &Tree) -> BehaviourClaim {
    let text = to_json(tree, &solve(tree, &Effort::unlimited()).unwrap()).to_string();
    behaviour(tree, &text)
}

fn behaviour(tree: &Tree, text: &str) -> BehaviourClaim {
    match read_any("solution", text.as_bytes(), tree).unwrap() {
        Reading::Behaviour(claim) => claim,
        Reading::Strategic(_) => panic!("it speaks of strategies"),
    }
}

fn judge(tree: &Tree, claim: &BehaviourClaim) -> Report {
    check(tree, claim, &Effort::unlimited()).unwrap()
}

#[test]
fn what_is_written_of_every_sample_fits_its_schema() {
    for name in SAMPLES {
        let tree = sample(name);
        // Without perfect recall nothing is solved.
        if let Ok(solution) = solve(&tree, &Effort::unlimited()) {
            fits(&schema(), &to_json(&tree, &solution), name);
        }
    }
    let numerical = agent_limit(&sample("poker"), &Effort::unlimited()).unwrap();
    let solution = Solution { found: Found::Numerical(numerical), why: "it was asked for".to_owned() };
    fits(&schema(), &to_json(&sample("poker"), &solution), "poker");
}

#[track_caller]
fn refused(tree: &Tree, claim: &BehaviourClaim, because: &str) {
    let report = judge(tree, claim);
    assert!(report.is_refused(), "{report}");
    assert!(report.to_string().contains(because), "{report}");
}

/// The claim that the first of two actions is played with these probabilities.
fn shares(tree: &Tree, shares: &[(i64, i64)]) -> BehaviourClaim {
    let mixes = first_of_two(tree, shares).mixes().to_vec();
    BehaviourClaim::of_profiles(vec![ClaimedBehaviour::in_order(mixes, None)])
}

#[test]
fn what_the_solvers_write_is_confirmed() {
    for name in SAMPLES {
        let tree = sample(name);
        if tree.perfect_recall().is_err() {
            let claim = BehaviourClaim::of_profiles(Vec::new());
            let error = check(&tree, &claim, &Effort::unlimited()).unwrap_err().to_string();
            assert!(error.contains("imperfect recall"), "{error}");
            continue;
        }
        let claim = written(&tree);
        assert!(claim.is_subgame_perfect && !claim.profiles.is_empty());
        let report = judge(&tree, &claim);
        assert!(report.is_confirmed(), "{name}: {report}");
    }
}

#[test]
fn decimals_are_judged_by_their_places() {
    let tree = sample("poker");
    let found = agent_limit(&tree, &Effort::unlimited()).unwrap();
    let solution = Solution { found: Found::Numerical(found), why: String::new() };
    let claim = behaviour(&tree, &to_json(&tree, &solution).to_string());
    assert!(claim.profiles[0].digits.is_some_and(|digits| digits > 8) && !claim.is_subgame_perfect);
    assert!(judge(&tree, &claim).is_confirmed(), "{}", judge(&tree, &claim));
    // A third, in five places and in eight; in one it may be anything.
    assert!(judge(&tree, &behaviour(&tree, "NE,1,0,0.33333,0.66667,0.66667,0.33333")).is_confirmed());
    refused(&tree, &behaviour(&tree, "NE,1,0,0.33333000,0.66667000,0.66667000,0.33333000"), "would gain");
    let coarse = judge(&tree, &behaviour(&tree, "NE,1,0,0.3,0.7,0.7,0.3"));
    assert!(!coarse.is_confirmed() && !coarse.is_refused(), "{coarse}");
    assert!(coarse.to_string().contains("profile 1 is written with 1 decimal, too coarse to judge"), "{coarse}");
    // Zeros and ones leave nothing to rounding.
    refused(&sample("trust"), &behaviour(&sample("trust"), "NE,1.0,0.0,0.0,1.0"), "would gain");
    refused(&tree, &behaviour(&tree, "NE,1,0,333/1000,667/1000,667/1000,333/1000"), "would gain");
}

#[test]
fn a_regret_understated_and_a_mixed_profile_among_pure_ones() {
    let tree = sample("poker");
    let mut claim = behaviour(&tree, "NE,1,0,0.33333,0.66667,0.66667,0.33333");
    claim.profiles[0].regret = Some(1e-9);
    refused(&tree, &claim, "profile 1: its regret is given as 1e-9, it is ");
    claim.profiles[0].regret = Some(1.0);
    assert!(judge(&tree, &claim).is_confirmed(), "{}", judge(&tree, &claim));
    claim.scope = ClaimedScope::Pure;
    refused(&tree, &claim, "it is mixed, and the scope is \"pure\"");
    let nothing = read_any("nothing", "\n".as_bytes(), &tree).unwrap_err().to_string();
    assert!(nothing.contains("found no equilibrium in it"), "{nothing}");
    let other = read_any("other", "{ \"concept\": \"correlated\" }".as_bytes(), &tree).unwrap_err().to_string();
    assert!(other.contains("only Nash solutions can be checked"), "{other}");
    let none = judge(&tree, &BehaviourClaim::of_profiles(Vec::new()));
    assert!(!none.is_confirmed() && !none.is_refused(), "{none}");
}

#[test]
fn a_changed_probability() {
    let tree = sample("poker");
    let mut claim = written(&tree);
    claim.profiles[0].sets[1].mix = vec![ratio(1, 2), ratio(1, 2)];
    refused(&tree, &claim, "profile 1: not an equilibrium; player");
    claim.profiles[0].sets[1].mix = vec![ratio(1, 3), ratio(1, 3)];
    refused(&tree, &claim, "information set `queen`");
    refused(&tree, &claim, "the probabilities sum to 2/3");
    claim.profiles[0].sets[1].mix = vec![ratio(4, 3), ratio(-1, 3)];
    refused(&tree, &claim, "the probability -1/3 is below zero");
    claim.profiles[0].sets[1].mix.pop();
    refused(&tree, &claim, "1 probabilities for 2 actions");
}

#[test]
fn what_is_announced_off_the_path_is_judged_as_it_stands() {
    // The buyer stays away; the seller would honour with the given probability.
    let tree = sample("trust");
    for (honour, gains) in
        [((0, 1), None), ((1, 2), None), ((3, 5), Some("would gain 1/5")), ((1, 1), Some("would gain 1"))]
    {
        let claim = shares(&tree, &[(0, 1), honour]);
        match gains {
            None => assert!(judge(&tree, &claim).is_confirmed(), "{honour:?}"),
            Some(gain) => refused(&tree, &claim, gain),
        }
    }
    let claim = behaviour(&tree, "NE,0,1,0,0");
    refused(&tree, &claim, "the probabilities sum to 0; a set that is not reached needs them too");
}

#[test]
fn an_empty_threat_called_subgame_perfect() {
    let tree = sample("entry");
    // The entrant stays out, since the incumbent says that it would fight.
    let mut claim = shares(&tree, &[(1, 1), (0, 1)]);
    assert!(judge(&tree, &claim).is_confirmed(), "{}", judge(&tree, &claim));
    claim.is_subgame_perfect = true;
    refused(&tree, &claim, "subgame that begins after `in`");
    refused(&tree, &claim, "would gain 2");
}

#[test]
fn a_solution_of_another_game_or_with_a_set_missing() {
    let (poker, trust) = (sample("poker"), sample("trust"));
    let claim = written(&poker);
    refused(&trust, &claim, "the claim is about the players");
    let mut nameless = claim.clone();
    nameless.players.clear();
    refused(&trust, &nameless, "entry 1 is about information set `king`");
    let mut short = claim.clone();
    short.profiles[0].sets.pop();
    refused(&poker, &short, "2 information sets, the game 3: information set");
    let mut gap = claim.clone();
    gap.profiles[0].sets.remove(0);
    refused(&poker, &gap, "entry 1 is about information set `queen`");
    let mut long = claim;
    let last = long.profiles[0].sets[2].clone();
    long.profiles[0].sets.push(last);
    refused(&poker, &long, "there is no information set");
    let faults = read_any("row", "NE,1,0,1".as_bytes(), &poker).unwrap_err().to_string();
    assert!(
        faults.contains("a row of 3 probabilities, expected 6, one for each action of every information set"),
        "{faults}"
    );
}

#[test]
fn one_profile_twice_or_one_equilibrium_left_out() {
    // Who is left with nothing may take it or not, so that there are two.
    let mut tree = Tree::builder("Ultimatum", ["Proposer", "Responder"]);
    let demand = tree.information_set(0, "", ["all", "half"]).unwrap();
    tree.decide(demand).unwrap();
    for (kept, left) in [(2, 0), (1, 1)] {
        let answer = tree.information_set(1, "", ["accept", "refuse"]).unwrap();
        tree.decide(answer).unwrap().end([kept, left]).unwrap().end([0, 0]).unwrap();
    }
    let tree = tree.finish().unwrap();
    let claim = written(&tree);
    assert!(claim.profiles.len() == 2 && matches!(claim.completeness, ClaimedCompleteness::Complete(_)));
    let mut twice = claim.clone();
    twice.profiles[1] = twice.profiles[0].clone();
    refused(&tree, &twice, "profile 2: it is listed twice");
    let mut short = claim.clone();
    short.profiles.pop();
    refused(&tree, &short, "an equilibrium is missing: 1 of 2 are listed");
    short.completeness = ClaimedCompleteness::Sample;
    assert!(judge(&tree, &short).is_confirmed());
    // All equilibria, mixed ones among them, are more than is counted.
    let mut all = claim;
    all.scope = ClaimedScope::All;
    let report = judge(&tree, &all);
    assert!(!report.is_confirmed() && !report.is_refused(), "{report}");
    all.scope = ClaimedScope::One;
    all.profiles.clear();
    refused(&tree, &all, "one equilibrium was looked for and none is given");
}

#[test]
fn a_row_is_read_as_what_adds_up() {
    // Two strategies of one, four of the other: as many numbers as actions at three sets, but in other groups.
    let mut tree = Tree::builder("Two rooms", ["Ann", "Bob"]);
    let door = tree.information_set(0, "", ["left", "right"]).unwrap();
    let rooms = ["l", "r"].map(|name| tree.information_set(1, name, ["sit", "stand"]).unwrap());
    tree.decide(door).unwrap();
    for room in rooms {
        tree.decide(room).unwrap().end([1, 1]).unwrap().end([0, 0]).unwrap();
    }
    let tree = tree.finish().unwrap();
    let read = |row: &str| read_any("row", row.as_bytes(), &tree).unwrap();
    assert!(matches!(read("NE,1,0,1,0,1,0"), Reading::Behaviour(_)));
    assert!(matches!(read("NE,1,0,1,0,0,0"), Reading::Strategic(_)));
    assert!(matches!(read("NE,1,0,0.250,0.250,0.251,0.249"), Reading::Strategic(_)));
    refused(&tree, &behaviour(&tree, "NE,1,0,1,1,1,0"), "the probabilities sum to 2");
    // Where the numbers differ they decide: Bob of this one has nine strategies, and six actions.
    let kuhn = sample("kuhn_poker");
    let even = vec!["1/2"; kuhn.information_sets().len() * 2].join(",");
    assert!(matches!(read_any("row", format!("NE,{even}").as_bytes(), &kuhn).unwrap(), Reading::Behaviour(_)));
    let fault = read_any("row", "NE,1".as_bytes(), &kuhn).unwrap_err().to_string();
    assert!(fault.contains("one for each strategy of the reduced strategic form"), "{fault}");
}

#[test]
fn a_budget_that_ends_first_is_no_verdict() {
    let tree = sample("centipede");
    let claim = written(&tree);
    let report = check(&tree, &claim, &Effort::unlimited().with_steps(3)).unwrap();
    assert!(!report.is_confirmed() && !report.is_refused(), "{report}");
    assert!(report.to_string().contains("with 0 of 1 profile judged"), "{report}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    /// Who plays other actions at one set is caught, unless that makes no difference to anybody.
    #[test]
    fn perturbed_solutions_are_refused_exactly_when_somebody_gains(
        draws in proptest::collection::vec(0..1000_u32, 40),
        set in 0..40_usize,
    ) {
        let tree = grown(2, &draws);
        let sets = tree.information_sets().len();
        prop_assume!(sets > 0);
        let mut claim = written(&tree);
        prop_assert!(judge(&tree, &claim).is_confirmed());
        let mix = &mut claim.profiles[0].sets[set % sets].mix;
        mix.rotate_left(1);
        claim.completeness = ClaimedCompleteness::Sample;
        claim.profiles.truncate(1);
        let mixes = claim.profiles[0].sets.iter().map(|set| set.mix.clone()).collect();
        let profile = moloch_equilibrium::sequential::ExactBehaviour::new(&tree, mixes).unwrap();
        let regrets = moloch_equilibrium::sequential::certificate::subgame_regrets(&tree, &profile).unwrap();
        prop_assert_eq!(judge(&tree, &claim).is_confirmed(), regrets.are_zero());
    }
}
