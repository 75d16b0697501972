//! What solvers found, as the plain data of a solution file.

use moloch_core::{Completeness, Status};

use crate::finite::check::{AN_EQUILIBRIUM, Claim, ClaimedCompleteness, ClaimedComponent, ClaimedPoint, ClaimedScope};
use crate::finite::exact::{Rational, parse_exact};
use crate::finite::game::Game;
use crate::finite::numerical::{Isolated, NumericalSet};
use crate::finite::set::{Component, Counter, EquilibriumSet, Scope};

/// The solution file of an exact set; `seed` is that of a method that draws at random.
pub fn from_set(game: &Game, set: &EquilibriumSet, seed: Option<u64>) -> Claim {
    let components = set.components.iter().map(|one| component(one, set.scope)).collect();
    let about = About {
        scope: set.scope,
        completeness: &set.completeness,
        method: set.method,
        status: &set.status,
        counters: &set.counters,
        seed,
    };
    claim(game, &about, components, Vec::new())
}

/// The solution file of a set known in doubles; `seed` is that of a method that draws at random.
pub fn from_numerical(game: &Game, set: &NumericalSet, seed: Option<u64>) -> Claim {
    let points = set.points.iter().map(point).collect();
    let about = About {
        scope: set.scope,
        completeness: &set.completeness,
        method: set.method,
        status: &set.status,
        counters: &set.counters,
        seed,
    };
    claim(game, &about, Vec::new(), points)
}

/// What both kinds of sets say about themselves.
struct About<'a> {
    scope: Scope,
    completeness: &'a Completeness,
    method: &'a str,
    status: &'a Status,
    counters: &'a [Counter],
    seed: Option<u64>,
}

fn claim(game: &Game, about: &About<'_>, components: Vec<ClaimedComponent>, points: Vec<ClaimedPoint>) -> Claim {
    let completeness = match about.completeness {
        Completeness::Complete(why) => ClaimedCompleteness::Complete((*why).to_owned()),
        Completeness::Partial { why, not_searched } => {
            ClaimedCompleteness::Partial { why: why.clone(), not_searched: not_searched.clone() }
        }
        Completeness::Sample => ClaimedCompleteness::Sample,
    };
    let scope = match about.scope {
        Scope::All => ClaimedScope::All,
        Scope::Pure => ClaimedScope::Pure,
        Scope::One => ClaimedScope::One,
    };
    Claim {
        title: game.title().to_owned(),
        players: game.players().iter().map(|one| (one.name().to_owned(), one.actions().to_vec())).collect(),
        method: about.method.to_owned(),
        scope,
        completeness,
        status: about.status.to_string(),
        seed: about.seed,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        counters: about.counters.iter().map(|counter| (counter.what.to_owned(), counter.count)).collect(),
        components,
        points,
    }
}

/// What a component looks like as a whole is known only where all equilibria were looked for.
fn component(component: &Component, scope: Scope) -> ClaimedComponent {
    let faces = |subset: &crate::finite::set::Subset| {
        subset.faces().iter().map(|face| face.vertices().to_vec()).collect::<Vec<_>>()
    };
    let is_whole = scope == Scope::All;
    ClaimedComponent {
        kind: if is_whole { component.kind() } else { AN_EQUILIBRIUM.to_owned() },
        dimension: is_whole.then(|| component.dimension()),
        index: component.index().map(i64::from),
        extreme_points: component.extreme_points().iter().map(|point| point.mixes().to_vec()).collect(),
        subsets: component.subsets().iter().map(faces).collect(),
    }
}

/// Each double becomes the shortest decimal that reads back as the same double.
fn point(isolated: &Isolated) -> ClaimedPoint {
    let texts: Vec<Vec<String>> =
        isolated.profile.mixes().iter().map(|mix| mix.iter().map(|share| format!("{share:?}")).collect()).collect();
    let digits = texts.iter().flatten().map(|text| places(text)).max().unwrap_or(0);
    let share = |text: &String| parse_exact(text).unwrap_or(Rational::ZERO);
    ClaimedPoint {
        mixes: texts.iter().map(|mix| mix.iter().map(share).collect()).collect(),
        digits: Some(digits),
        radius: isolated.radius,
        index: isolated.index.map(i64::from),
        regret: Some(isolated.profile.certificate().residual),
    }
}

/// Decimal places of a number as it is written; as many as there can be for a fraction.
pub(crate) fn places(text: &str) -> u32 {
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let written = mantissa.split_once('.').map_or(0, |(_, places)| places.len());
    let exponent: i64 = exponent.parse().unwrap_or(0);
    let places = i64::try_from(written).unwrap_or(i64::MAX).saturating_sub(exponent);
    u32::try_from(places.max(0)).unwrap_or(u32::MAX)
}
