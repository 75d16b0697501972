//! What must hold at an equilibrium with given supports: polynomials in the players' probabilities.

use super::enumerate::Masks;
use super::number::Number;
use super::table::Table;

/// The polynomials of one support profile.
///
/// Players with two or more actions in their support are called mixers; the others play one action for sure and have
/// no unknown. For each player every action but the first of its support has one row: its payoff less that of the
/// first, as a table over the actions in the supports of the other mixers (a multilinear polynomial).
pub(super) struct System {
    /// Each player's support.
    pub(super) supports: Vec<Vec<usize>>,
    /// How many actions each mixer mixes.
    pub(super) sizes: Vec<usize>,
    /// Number of the first unknown of each mixer; a mixer of `k` actions has `k - 1`.
    pub(super) first: Vec<usize>,
    /// Unknowns, and as many equations.
    pub(super) unknowns: usize,
    /// Rows of each player.
    pub(super) parts: Vec<Part>,
    /// All rows one after the other.
    pub(super) rows: Vec<f64>,
    /// The players who mix.
    pub(super) mixers: Vec<usize>,
}

/// One player's rows: first those of its support, which must be zero, then the others, which must not be positive.
pub(super) struct Part {
    /// The player.
    pub(super) player: usize,
    /// Rows that must be zero.
    pub(super) equations: usize,
    /// All rows: one per action but one.
    pub(super) count: usize,
    /// The other mixers; the first one's action varies fastest.
    pub(super) others: Vec<usize>,
    /// Entries of a row.
    pub(super) grid: usize,
    /// Where the first row starts.
    pub(super) start: usize,
    /// Bound on the error of every entry; zero when they are exact.
    pub(super) slack: f64,
}

impl Part {
    /// Where a row starts.
    pub(super) fn row(&self, row: usize) -> std::ops::Range<usize> {
        let start = self.start + row * self.grid;
        start..start + self.grid
    }
}

impl System {
    pub(super) fn new(table: &Table, masks: &Masks) -> Self {
        let supports: Vec<Vec<usize>> =
            masks.iter().map(|mask| (0..64).filter(|bit| mask >> bit & 1 == 1).collect()).collect();
        let mixers: Vec<usize> = (0..supports.len()).filter(|&player| supports[player].len() > 1).collect();
        let sizes: Vec<usize> = mixers.iter().map(|&player| supports[player].len()).collect();
        let mut unknowns = 0;
        let mut first = Vec::with_capacity(sizes.len());
        for size in &sizes {
            first.push(unknowns);
            unknowns += size - 1;
        }
        let mut system = Self { supports, sizes, first, unknowns, parts: Vec::new(), rows: Vec::new(), mixers };
        for player in 0..table.players() {
            system.add_part(table, player);
        }
        system
    }

    fn add_part(&mut self, table: &Table, player: usize) {
        let mixer = self.mixers.iter().position(|&other| other == player);
        let others: Vec<usize> = (0..self.mixers.len()).filter(|&other| Some(other) != mixer).collect();
        let grid = others.iter().map(|&other| self.sizes[other]).product();
        let start = self.rows.len();
        let numbers = self.profiles_of_others(table, player, &others, grid);
        let (stride, values) = (table.strides[player], &table.values[player]);
        let support = &self.supports[player];
        for action in row_actions(support, table.actions[player]) {
            let difference = |&base: &usize| values[base + action * stride] - values[base + support[0] * stride];
            self.rows.extend(numbers.iter().map(difference));
        }
        let (equations, count) = (support.len() - 1, table.actions[player] - 1);
        let slack = 2.0 * table.slack[player];
        self.parts.push(Part { player, equations, count, others, grid, start, slack });
    }

    /// Numbers of the profiles in which the player takes its first action and the others play within their supports.
    fn profiles_of_others(&self, table: &Table, player: usize, others: &[usize], grid: usize) -> Vec<usize> {
        let fixed = (0..table.players()).filter(|&other| other != player && self.supports[other].len() == 1);
        let mut numbers = Vec::with_capacity(grid);
        numbers.push(fixed.map(|other| self.supports[other][0] * table.strides[other]).sum());
        for &other in others {
            let other = self.mixers[other];
            let block = numbers.clone();
            numbers.clear();
            // The block is repeated with one opponent's action after the other: earlier opponents stay fastest.
            for &action in &self.supports[other] {
                numbers.extend(block.iter().map(|number| number + action * table.strides[other]));
            }
        }
        numbers
    }

    /// The probabilities that a list of unknowns stands for: what is left of 1 goes to the first action.
    pub(super) fn mixes<N: Number>(&self, unknowns: &[N], one: &N) -> Vec<Vec<N>> {
        let mix = |(&first, &size): (&usize, &usize)| {
            let own = &unknowns[first..first + size - 1];
            let rest = own.iter().fold(one.clone(), |rest, share| rest.minus(share));
            std::iter::once(rest).chain(own.iter().cloned()).collect()
        };
        self.first.iter().zip(&self.sizes).map(mix).collect()
    }

    /// The rows that must be zero, in the order of the equations: a part and its row.
    pub(super) fn equations(&self) -> impl Iterator<Item = (&Part, usize)> {
        self.parts.iter().flat_map(|part| (0..part.equations).map(move |row| (part, row)))
    }
}

/// The unknowns among the probabilities: all but each mixer's first.
pub(super) fn unknowns_of<N: Number>(mixes: &[Vec<N>]) -> Vec<N> {
    mixes.iter().flat_map(|mix| mix[1..].iter().cloned()).collect()
}

/// The actions that rows stand for: the support without its first action, then everything else.
fn row_actions(support: &[usize], count: usize) -> impl Iterator<Item = usize> {
    let outside = (0..count).filter(|action| !support.contains(action));
    support[1..].iter().copied().chain(outside)
}

/// Sums the fastest index of a table with weights.
fn contract<N: Number>(table: &[N], weights: &[N]) -> Vec<N> {
    let sum = |block: &[N]| {
        let mut products = block.iter().zip(weights).map(|(entry, weight)| entry.times(weight));
        let first = products.next();
        first.map(|first| products.fold(first, |sum, product| sum.plus(&product)))
    };
    table.chunks_exact(weights.len()).filter_map(sum).collect()
}

/// A row's value where the mixers play `mixes`.
pub(super) fn value<N: Number>(part: &Part, row: &[N], mixes: &[Vec<N>]) -> Option<N> {
    let contracted = part.others.iter().fold(row.to_vec(), |table, &other| contract(&table, &mixes[other]));
    contracted.into_iter().next()
}

/// A row's derivatives by the unknowns, as pairs of the unknown's number and the derivative.
pub(super) fn gradient<N: Number>(system: &System, part: &Part, row: &[N], mixes: &[Vec<N>]) -> Vec<(usize, N)> {
    let mut derivatives = Vec::with_capacity(system.unknowns);
    let mut table = row.to_vec();
    for (place, &other) in part.others.iter().enumerate() {
        let size = system.sizes[other];
        let at = |action: usize| {
            let slice: Vec<N> = table.iter().skip(action).step_by(size).cloned().collect();
            let later = part.others[place + 1..].iter();
            later.fold(slice, |table, &later| contract(&table, &mixes[later])).into_iter().next()
        };
        let payoffs: Vec<N> = (0..size).filter_map(at).collect();
        let first = system.first[other];
        derivatives.extend((1..size).map(|action| (first + action - 1, payoffs[action].minus(&payoffs[0]))));
        table = contract(&table, &mixes[other]);
    }
    derivatives
}
