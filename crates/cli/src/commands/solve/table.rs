//! A solution in words, with the labels of the game.

use std::fmt::Write as _;

use moloch_equilibrium::finite::solve::{Equilibria, Solution};
use moloch_equilibrium::finite::{
    Component, Counter, EquilibriumSet, ExactProfile, Game, Isolated, NumericalSet, Profile, Rational, Rule, Scope,
    Selection, Subset, exact_expected_payoffs, expected_payoffs,
};

use crate::screen::{rounded, short};

/// Extreme equilibria of a component beyond which only their number is shown.
const MOST_POINTS: usize = 64;

/// The whole solution: the game in a line, the equilibria, what is claimed about them.
pub(super) fn text(game: &Game, solution: &Solution) -> String {
    let mut text = format!("{}\n{}\n", game.title(), shape(game));
    match &solution.equilibria {
        Equilibria::Exact(set) => exact(&mut text, game, set),
        Equilibria::Numerical(set) => numerical(&mut text, game, set),
    }
    let set = &solution.equilibria;
    let _ = writeln!(text, "{}", set.completeness());
    let _ = writeln!(text, "method: {}, because {}", solution.method, solution.why);
    let _ = writeln!(text, "how: {}; {}{}", set.method(), set.status(), counted(set.counters()));
    text
}

fn shape(game: &Game) -> String {
    let one = |player: &moloch_equilibrium::finite::Player| {
        format!("{} ({})", player.name(), plural(player.actions().len(), "action"))
    };
    game.players().iter().map(one).collect::<Vec<_>>().join(", ")
}

fn exact(text: &mut String, game: &Game, set: &EquilibriumSet) {
    let is_whole = set.scope == Scope::All;
    for (number, component) in set.components.iter().enumerate() {
        let index = component.index().map_or_else(String::new, |index| format!(", index {}", signed(index)));
        // What looks for one equilibrium does not look for what it may be a point of.
        let kind = if is_whole { component.kind() } else { "an equilibrium".to_owned() };
        let _ = writeln!(text, "\n{}. {kind}{index}", number + 1);
        points(text, game, component);
        if !component.is_isolated() {
            for subset in component.subsets() {
                let _ = writeln!(text, "   may be combined: {}", combinations(game, subset));
            }
        }
    }
    let _ = writeln!(text, "\n{}", found(set));
}

/// How many equilibria of which kind were found.
fn found(set: &EquilibriumSet) -> String {
    let count = set.extreme_points().count();
    let is_isolated = set.components.iter().all(Component::is_isolated);
    let noun = match set.scope {
        Scope::Pure => "pure equilibrium",
        Scope::All if !is_isolated => "extreme equilibrium",
        _ => "equilibrium",
    };
    let some = match count {
        0 => return format!("no {noun} was found"),
        1 => format!("1 {noun}"),
        _ => format!("{count} {}", noun.replace("um", "a")),
    };
    let proof = if count == 1 { "with exact regret zero" } else { "each with exact regret zero" };
    match set.scope {
        Scope::All => format!("{some} in {}, {proof}", plural(set.components.len(), "component")),
        Scope::Pure => format!("{some}, {proof}; mixed ones were not searched"),
        Scope::One => format!("{some}, {proof}; whether there are more was not searched"),
    }
}

fn points(text: &mut String, game: &Game, component: &Component) {
    for point in component.extreme_points().iter().take(MOST_POINTS) {
        let mixes = point.mixes().iter().map(|mix| shares(mix, &short)).collect();
        line(text, game, mixes, &exact_payoffs(game, point).join(", "));
    }
    let hidden = component.extreme_points().len().saturating_sub(MOST_POINTS);
    if hidden > 0 {
        let _ = writeln!(text, "   ... and {hidden} more; --format json shows all");
    }
}

fn numerical(text: &mut String, game: &Game, set: &NumericalSet) {
    for (number, point) in set.points.iter().enumerate() {
        let index = point.index.map_or_else(String::new, |index| format!(", index {}", signed(index.into())));
        let _ = writeln!(text, "\n{}. {}{index}", number + 1, proof(point));
        let mixes = point.profile.mixes().iter().map(|mix| shares(mix, &|share| rounded(*share))).collect();
        line(text, game, mixes, &numerical_payoffs(game, &point.profile).join(", "));
        let _ = writeln!(text, "   regret at most {:.1e} of the stake", point.profile.certificate().relative());
    }
    let sum = set.index_sum().filter(|_| !set.points.is_empty());
    let sum = sum.map_or_else(String::new, |sum| format!("; indices add up to {sum:+}"));
    let found = set.points.len();
    let noun = if found == 1 { "equilibrium" } else { "equilibria" };
    let _ = writeln!(text, "\n{found} {noun}{sum}");
}

fn proof(point: &Isolated) -> String {
    match point.radius {
        Some(0.0) => "an exact equilibrium".to_owned(),
        Some(radius) => format!("exactly one equilibrium within {radius:.0e}"),
        None => "an equilibrium up to its regret".to_owned(),
    }
}

fn line(text: &mut String, game: &Game, mixes: Vec<Vec<(usize, String)>>, payoffs: &str) {
    let of_player = |(player, mix): (&moloch_equilibrium::finite::Player, Vec<(usize, String)>)| {
        let part = |(action, share): (usize, String)| match share.as_str() {
            "1" => player.actions()[action].clone(),
            _ => format!("{} ({share})", player.actions()[action]),
        };
        format!("{}: {}", player.name(), mix.into_iter().map(part).collect::<Vec<_>>().join(" + "))
    };
    let profile: Vec<String> = game.players().iter().zip(mixes).map(of_player).collect();
    let _ = writeln!(text, "   {}\n     payoffs {payoffs}", profile.join("; "));
}

/// The actions played, with their probabilities as text.
fn shares<T: PartialEq + Default>(mix: &[T], show: &dyn Fn(&T) -> String) -> Vec<(usize, String)> {
    let played = mix.iter().enumerate().filter(|(_, share)| **share != T::default());
    played.map(|(action, share)| (action, show(share))).collect()
}

fn exact_payoffs(game: &Game, profile: &ExactProfile) -> Vec<String> {
    let of_player = |player: usize| {
        let payoffs = exact_expected_payoffs(game, profile, player).ok()?;
        let parts = profile.mixes()[player].iter().zip(&payoffs).map(|(share, payoff)| share * payoff);
        Some(short(&parts.fold(Rational::ZERO, |sum, part| sum + part)))
    };
    (0..game.player_count()).filter_map(of_player).collect()
}

fn numerical_payoffs(game: &Game, profile: &Profile) -> Vec<String> {
    let of_player = |player: usize| {
        let payoffs = expected_payoffs(game, profile, player).ok()?;
        let parts = profile.mixes()[player].iter().zip(&payoffs).map(|(share, payoff)| share * payoff);
        Some(rounded(parts.sum()))
    };
    (0..game.player_count()).filter_map(of_player).collect()
}

/// `North: 2 mixes, South: 1 mix`: within these faces every combination is an equilibrium.
fn combinations(game: &Game, subset: &Subset) -> String {
    let faces = subset.faces().iter().zip(game.players());
    let one = |(face, player): (&moloch_equilibrium::finite::Face, &moloch_equilibrium::finite::Player)| {
        let vertices = face.vertices().iter().map(|mix| {
            let parts = shares(mix, &short).into_iter().map(|(action, share)| match share.as_str() {
                "1" => player.actions()[action].clone(),
                _ => format!("{} ({share})", player.actions()[action]),
            });
            parts.collect::<Vec<_>>().join(" + ")
        });
        format!("{}: {}", player.name(), vertices.collect::<Vec<_>>().join(" or "))
    };
    faces.map(one).collect::<Vec<_>>().join("; ")
}

/// `+1`, `-2`, and `0` without a sign.
fn signed(index: i32) -> String {
    if index == 0 { "0".to_owned() } else { format!("{index:+}") }
}

/// `, 12 pivots, 3 paths`; counts of nothing are left out.
pub(super) fn counted(counters: &[Counter]) -> String {
    let done = counters.iter().filter(|counter| counter.count > 0);
    let parts: Vec<String> = done.map(|counter| format!("{} {}", counter.count, counter.what)).collect();
    if parts.is_empty() { String::new() } else { format!(", {}", parts.join(", ")) }
}

fn plural(count: usize, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}

/// What a rule chose as Gambit's rows.
pub(super) fn selection_rows(selection: &Selection) -> String {
    let row = |profile: &ExactProfile| {
        let shares: Vec<String> = profile.mixes().iter().flatten().map(ToString::to_string).collect();
        format!("NE,{}\n", shares.join(","))
    };
    selection.chosen.iter().map(row).collect()
}

/// What a rule chose as JSON: exact fractions in quotes.
pub(super) fn selection_json(game: &Game, selection: &Selection) -> serde_json::Value {
    let texts = |values: &[Rational]| values.iter().map(ToString::to_string).collect::<Vec<_>>();
    let one = |profile: &ExactProfile| {
        let mixes: Vec<_> = profile.mixes().iter().map(|mix| texts(mix)).collect();
        serde_json::json!({ "profile": mixes, "payoffs": exact_payoffs(game, profile) })
    };
    serde_json::json!({
        "title": game.title(),
        "rule": selection.rule.name(),
        "chosen": selection.chosen.iter().map(one).collect::<Vec<_>>(),
        "among": selection.among.to_string(),
    })
}

/// What a rule chose, with what it chose from.
pub(super) fn selection(game: &Game, selection: &Selection) -> String {
    let chosen = if selection.rule == Rule::All {
        "all of them".to_owned()
    } else {
        format!("chosen by {}", selection.rule.name())
    };
    let mut text = format!("{}\n{chosen}:\n", game.title());
    for profile in &selection.chosen {
        let mixes = profile.mixes().iter().map(|mix| shares(mix, &short)).collect();
        line(&mut text, game, mixes, &exact_payoffs(game, profile).join(", "));
    }
    let _ = writeln!(text, "\nchosen from a set that is {}", selection.among);
    text
}
