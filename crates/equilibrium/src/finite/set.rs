//! Sets of equilibria: components, maximal Nash subsets, and how complete they are.

use moloch_core::{Certified, Completeness, Status};

use super::certificate::exact_regrets;
use super::error::SolveError;
use super::exact::{Rational, nearest_f64, one};
use super::game::Game;
use super::linear::{affine_dimension, is_in_hull};
use super::profile::ExactProfile;

/// What a solver looked for; its claim of completeness is about this and no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All Nash equilibria.
    All,
    /// Pure equilibria only.
    Pure,
    /// One equilibrium, or the few that the method reaches.
    One,
}

/// How often a solver did something: pivots, nodes, supports. The same on every machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counter {
    /// What was counted, in the plural.
    pub what: &'static str,
    /// How often.
    pub count: u64,
}

/// Equilibria of one game as their solver found them.
#[derive(Clone, Debug, PartialEq)]
pub struct EquilibriumSet {
    /// The components, largest first action probabilities first.
    pub components: Vec<Component>,
    /// What was looked for.
    pub scope: Scope,
    /// Whether everything within the scope was found, and why.
    pub completeness: Completeness,
    /// How.
    pub method: &'static str,
    /// How the computation ended.
    pub status: Status,
    /// What was done on the way; empty where nothing is worth counting.
    pub counters: Vec<Counter>,
}

impl EquilibriumSet {
    /// The certified extreme equilibria of all components. An isolated equilibrium is its own
    /// extreme point.
    pub fn extreme_points(&self) -> impl Iterator<Item = &Certified<ExactProfile>> {
        self.components.iter().flat_map(Component::extreme_points)
    }

    /// Whether all Nash equilibria, mixed ones too, are known to be in the set.
    pub fn is_complete(&self) -> bool {
        self.scope == Scope::All && matches!(self.completeness, Completeness::Complete(_))
    }

    /// Whether a profile belongs to one of the components.
    pub fn contains(&self, profile: &ExactProfile) -> bool {
        self.components.iter().any(|component| component.contains(profile))
    }
}

/// A connected set of equilibria: a union of maximal Nash subsets that hang together.
#[derive(Clone, Debug, PartialEq)]
pub struct Component {
    subsets: Vec<Subset>,
    extreme_points: Vec<Certified<ExactProfile>>,
    dimension: usize,
    index: Option<i32>,
}

impl Component {
    /// A component from subsets; every corner of every subset is certified exactly, which by
    /// multilinearity certifies the whole.
    ///
    /// # Errors
    ///
    /// When a corner is no equilibrium of the game.
    pub(crate) fn new(game: &Game, mut subsets: Vec<Subset>) -> Result<Self, SolveError> {
        subsets.sort_by(|a, b| b.faces.cmp(&a.faces));
        let mut corners: Vec<ExactProfile> = Vec::new();
        for subset in &subsets {
            corners.extend(subset.corners()?);
        }
        corners.sort_by(|a, b| b.cmp(a));
        corners.dedup();
        let certify = |profile: ExactProfile| -> Result<_, SolveError> {
            let certificate = exact_regrets(game, &profile)?.certificate();
            Ok(Certified::new(profile, certificate)?)
        };
        let extreme_points = corners.into_iter().map(certify).collect::<Result<_, _>>()?;
        let dimension = subsets.iter().map(Subset::dimension).max().unwrap_or(0);
        Ok(Self { subsets, extreme_points, dimension, index: None })
    }

    /// A component that is one equilibrium.
    pub(crate) fn point(game: &Game, profile: &ExactProfile) -> Result<Self, SolveError> {
        let faces = profile.mixes().iter().map(|mix| Face { vertices: vec![mix.clone()] });
        Self::new(game, vec![Subset { faces: faces.collect() }])
    }

    pub(crate) fn with_index(mut self, index: Option<i32>) -> Self {
        self.index = index;
        self
    }

    /// The maximal Nash subsets. Within one, every mix of one player's face may be combined with every
    /// mix of the others' faces; between two of them, not.
    pub fn subsets(&self) -> &[Subset] {
        &self.subsets
    }

    /// The extreme equilibria of the subsets, each with its certificate: exact regret zero.
    pub fn extreme_points(&self) -> &[Certified<ExactProfile>] {
        &self.extreme_points
    }

    /// 0 for an isolated equilibrium, 1 for segments, 2 for squares, ...
    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// Whether the component is one equilibrium.
    pub fn is_isolated(&self) -> bool {
        self.dimension == 0
    }

    /// The fixed-point index where the solver knows it: +1 or -1 for a regular equilibrium, any integer for a component
    /// of a degenerate game. Over a whole game indices add up to +1.
    pub fn index(&self) -> Option<i32> {
        self.index
    }

    /// Whether a profile belongs to the component.
    pub fn contains(&self, profile: &ExactProfile) -> bool {
        self.subsets.iter().any(|subset| subset.contains(profile))
    }

    /// What a reader calls it: a point, a segment, a square, or the number of subsets and dimension.
    pub fn kind(&self) -> String {
        match (self.dimension, self.subsets.len()) {
            (0, _) => "isolated point".to_owned(),
            (1, 1) => "segment".to_owned(),
            (2, 1) if self.extreme_points.len() == 4 => "square".to_owned(),
            (dimension, 1) => format!("convex set of dimension {dimension}"),
            (1, count) => format!("chain of {count} segments"),
            (dimension, count) => format!("{count} convex sets of dimension up to {dimension}, connected"),
        }
    }
}

/// A maximal Nash subset: a product of faces, one per player, all of whose members are equilibria.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Subset {
    faces: Vec<Face>,
}

impl Subset {
    pub(crate) fn new(faces: Vec<Face>) -> Self {
        Self { faces }
    }

    /// Each player's face.
    pub fn faces(&self) -> &[Face] {
        &self.faces
    }

    /// The sum of the faces' dimensions.
    pub fn dimension(&self) -> usize {
        self.faces.iter().map(Face::dimension).sum()
    }

    /// Whether every player's mix lies in that player's face.
    pub fn contains(&self, profile: &ExactProfile) -> bool {
        let mixes = profile.mixes();
        mixes.len() == self.faces.len()
            && self.faces.iter().zip(mixes).all(|(face, mix)| is_in_hull(mix, &face.vertices))
    }

    /// Every combination of vertices.
    pub(crate) fn corners(&self) -> Result<Vec<ExactProfile>, SolveError> {
        let mut partial: Vec<Vec<Vec<Rational>>> = vec![Vec::new()];
        for face in &self.faces {
            let extended = |start: &Vec<Vec<Rational>>| {
                let extend = |vertex: &Vec<Rational>| [start.as_slice(), std::slice::from_ref(vertex)].concat();
                face.vertices.iter().map(extend).collect::<Vec<_>>()
            };
            partial = partial.iter().flat_map(extended).collect();
        }
        partial.into_iter().map(|mixes| Ok(ExactProfile::new(mixes)?)).collect()
    }
}

/// The convex hull of some mixes of one player.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Face {
    vertices: Vec<Vec<Rational>>,
}

impl Face {
    /// The hull of these vertices, none of which is in the hull of the others.
    pub(crate) fn new(vertices: Vec<Vec<Rational>>) -> Self {
        Self { vertices }
    }

    /// The extreme mixes: one probability per action each.
    pub fn vertices(&self) -> &[Vec<Rational>] {
        &self.vertices
    }

    /// 0 for one mix, 1 for a segment, ...
    pub fn dimension(&self) -> usize {
        affine_dimension(&self.vertices)
    }
}

/// Groups maximal Nash subsets into connected components.
///
/// Two maximal Nash subsets meet in a product of common faces, so that they meet if and only if they
/// share an extreme equilibrium.
pub(crate) fn connected(game: &Game, subsets: Vec<Subset>) -> Result<Vec<Component>, SolveError> {
    let mut groups: Vec<(Vec<Subset>, Vec<ExactProfile>)> = Vec::new();
    for subset in subsets {
        let corners = subset.corners()?;
        let meets = |group: &(Vec<Subset>, Vec<ExactProfile>)| group.1.iter().any(|corner| corners.contains(corner));
        let (touching, apart) = groups.into_iter().partition::<Vec<_>, _>(meets);
        let mut merged = (vec![subset], corners);
        for (subsets, corners) in touching {
            merged.0.extend(subsets);
            merged.1.extend(corners);
        }
        groups = apart;
        groups.push(merged);
    }
    let component = |(subsets, _)| Component::new(game, subsets);
    let mut components = groups.into_iter().map(component).collect::<Result<Vec<_>, _>>()?;
    components.sort_by(|a, b| b.subsets.cmp(&a.subsets));
    Ok(components)
}

/// A mix as a reader sees it: `pause 1/3 + race 2/3`.
pub(crate) fn mix_text(mix: &[Rational], labels: &[String]) -> String {
    let played = mix.iter().zip(labels).filter(|(share, _)| !share.is_zero());
    let part = |(share, label): (&Rational, &String)| {
        if *share == one() { label.clone() } else { format!("{label} {}", share_text(share)) }
    };
    played.map(part).collect::<Vec<_>>().join(" + ")
}

/// Short fractions as they are, long ones as decimals.
fn share_text(share: &Rational) -> String {
    let text = share.to_string();
    if text.len() <= 12 { text } else { format!("{:.6}", nearest_f64(share)) }
}
