//! Maximal Nash subsets: maximal complete bipartite parts of the graph of extreme equilibria.

use moloch_core::{Stop, Watch};

/// A connected part of the graph whose edges are the extreme equilibria: vertices of the first polytope on one
/// side, of the second on the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) first: Vec<usize>,
    pub(super) second: Vec<usize>,
    /// Places in the two lists.
    pub(super) edges: Vec<(usize, usize)>,
}

/// One maximal complete part: places in the two lists of its [`Part`].
pub(super) type Complete = (Vec<usize>, Vec<usize>);

/// The connected parts of a graph with these edges, which are sorted.
pub(super) fn connected_parts(edges: &[(usize, usize)]) -> Vec<Part> {
    let mut first: Vec<usize> = edges.iter().map(|edge| edge.0).collect();
    let mut second: Vec<usize> = edges.iter().map(|edge| edge.1).collect();
    for list in [&mut first, &mut second] {
        list.sort_unstable();
        list.dedup();
    }
    let place = |list: &[usize], vertex: usize| list.partition_point(|&other| other < vertex);
    let mut groups = Groups::new(first.len() + second.len());
    let places: Vec<(usize, usize)> = edges.iter().map(|&(a, b)| (place(&first, a), place(&second, b))).collect();
    for &(a, b) in &places {
        groups.unite(a, first.len() + b);
    }
    let mut parts: Vec<Part> = Vec::new();
    let mut part_of = vec![usize::MAX; first.len() + second.len()];
    for &(a, b) in &places {
        let root = groups.root(a);
        if part_of[root] == usize::MAX {
            part_of[root] = parts.len();
            parts.push(Part::default());
        }
        parts[part_of[root]].edges.push((first[a], second[b]));
    }
    for part in &mut parts {
        part.number();
    }
    parts
}

impl Part {
    /// Lists the two sides and turns the edges into places in those lists.
    fn number(&mut self) {
        self.first = self.edges.iter().map(|edge| edge.0).collect();
        self.second = self.edges.iter().map(|edge| edge.1).collect();
        for list in [&mut self.first, &mut self.second] {
            list.sort_unstable();
            list.dedup();
        }
        let place = |list: &[usize], vertex: usize| list.partition_point(|&other| other < vertex);
        for edge in &mut self.edges {
            *edge = (place(&self.first, edge.0), place(&self.second, edge.1));
        }
    }

    /// All maximal complete parts, each once, by Kuznetsov's close-by-one method: sets of vertices of one side are
    /// extended in order and closed, and an extension that adds a vertex out of order was found before.
    pub(super) fn maximal(&self, watch: &mut Watch<'_>) -> Result<Vec<Complete>, Stop> {
        let flip = self.first.len() > self.second.len();
        let turned = |&(a, b): &(usize, usize)| if flip { (b, a) } else { (a, b) };
        let (mut fewer, mut more) = (self.first.len(), self.second.len());
        if flip {
            std::mem::swap(&mut fewer, &mut more);
        }
        let mut rows = vec![Bits::empty(more); fewer];
        for (row, column) in self.edges.iter().map(turned) {
            rows[row].insert(column);
        }
        let mut found = Vec::new();
        let everything = Bits::full(more);
        let mut open = vec![(closure(&rows, &everything), everything, 0)];
        while let Some((members, shared, from)) = open.pop() {
            watch.step()?;
            if members.any() {
                let pair = (members.list(), shared.list());
                found.push(if flip { (pair.1, pair.0) } else { pair });
            }
            for next in (from..fewer).filter(|&row| !members.has(row)) {
                let fewer_shared = shared.meet(&rows[next]);
                if !fewer_shared.any() {
                    continue;
                }
                let extended = closure(&rows, &fewer_shared);
                if extended.agrees_below(&members, next) {
                    open.push((extended, fewer_shared, next + 1));
                }
            }
        }
        Ok(found)
    }

    /// Complete parts that cover every edge and need no search: each vertex with all its partners.
    pub(super) fn stars(&self) -> Vec<Complete> {
        let mut stars: Vec<Complete> = (0..self.first.len()).map(|vertex| (vec![vertex], Vec::new())).collect();
        for &(a, b) in &self.edges {
            stars[a].1.push(b);
        }
        stars
    }
}

/// All rows that contain `shared`.
fn closure(rows: &[Bits], shared: &Bits) -> Bits {
    let mut members = Bits::empty(rows.len());
    for (row, bits) in rows.iter().enumerate() {
        if bits.contains(shared) {
            members.insert(row);
        }
    }
    members
}

/// A set of small numbers.
#[derive(Clone, Debug)]
struct Bits(Vec<u64>);

impl Bits {
    fn empty(size: usize) -> Self {
        Self(vec![0; size.div_ceil(64)])
    }

    fn full(size: usize) -> Self {
        let mut full = Self::empty(size);
        for member in 0..size {
            full.insert(member);
        }
        full
    }

    fn insert(&mut self, member: usize) {
        self.0[member / 64] |= 1 << (member % 64);
    }

    fn has(&self, member: usize) -> bool {
        self.0[member / 64] >> (member % 64) & 1 == 1
    }

    fn any(&self) -> bool {
        self.0.iter().any(|&word| word != 0)
    }

    fn meet(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| a & b).collect())
    }

    fn contains(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(a, b)| b & !a == 0)
    }

    /// Whether both have the same members below `end`.
    fn agrees_below(&self, other: &Self, end: usize) -> bool {
        let (words, rest) = (end / 64, end % 64);
        let mask = (1_u64 << rest) - 1;
        self.0[..words] == other.0[..words] && (rest == 0 || (self.0[words] ^ other.0[words]) & mask == 0)
    }

    fn list(&self) -> Vec<usize> {
        (0..64 * self.0.len()).filter(|&member| self.has(member)).collect()
    }
}

/// Sets that are united one pair at a time.
struct Groups(Vec<usize>);

impl Groups {
    fn new(size: usize) -> Self {
        Self((0..size).collect())
    }

    fn root(&mut self, mut member: usize) -> usize {
        while self.0[member] != member {
            self.0[member] = self.0[self.0[member]];
            member = self.0[member];
        }
        member
    }

    fn unite(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b)] = a.min(b);
    }
}
