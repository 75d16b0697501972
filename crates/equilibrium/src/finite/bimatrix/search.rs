//! All bases of a best-response polytope by reverse search (Avis and Fukuda).
//!
//! From every vertex the simplex method with the least-index rule leads to the vertex zero. Those paths are a tree; the
//! search walks it from its root, so that it visits every basis once and remembers only the path to where it is.

use moloch_core::{Stop, Watch};

use super::arithmetic::{Cell, Width};
use super::dictionary::Dictionary;
use super::neighbours::{Child, Neighbours};

/// Memory for the dictionaries on the path, in bytes.
const PATH_BYTES: usize = 1 << 27;

/// One visited basis.
pub(super) struct Visit<'a> {
    /// Its variables that are zero, in no order.
    pub(super) nonbasic: &'a [u32],
    /// Basic variables that are zero all the same: none of these in a nondegenerate game.
    pub(super) zero: &'a [u32],
}

/// A walk through the tree of bases, which may be interrupted at any basis.
pub(super) struct Search {
    /// Dictionaries of the end of the path: that of depth `k` is at `k` modulo `room`, if `held` says so.
    dictionaries: Vec<Dictionary>,
    /// The depths whose dictionaries are in memory.
    held: Vec<usize>,
    /// Dictionaries that there is memory for.
    room: usize,
    path: Vec<Frame>,
    /// Children still to be visited of every basis of the path, one basis after the other.
    children: Vec<Child>,
    neighbours: Neighbours,
    /// Bases visited.
    pub(super) bases: u64,
}

/// One basis of the path.
struct Frame {
    /// Where its children begin in the list of all.
    children: usize,
    /// Row and column by which it was reached.
    reached: (usize, usize),
    /// The largest magnitude in its dictionary, in doubles.
    largest: f64,
}

impl Search {
    pub(super) fn new(first: Dictionary) -> Self {
        let cells = (first.basic.len() + 1) * (first.nonbasic.len() + 1);
        Self::with_room(first, (PATH_BYTES / (cells * size_of::<i128>())).clamp(2, 4096))
    }

    fn with_room(first: Dictionary, room: usize) -> Self {
        Self {
            dictionaries: vec![first],
            held: vec![0],
            room,
            path: Vec::new(),
            children: Vec::new(),
            neighbours: Neighbours::default(),
            bases: 0,
        }
    }

    /// Visits up to `quantum` more bases; `true` when all have been visited.
    pub(super) fn advance(
        &mut self,
        quantum: usize,
        watch: &mut Watch<'_>,
        visit: &mut impl FnMut(&Visit<'_>),
    ) -> Result<bool, Stop> {
        for _ in 0..quantum {
            if self.is_over() {
                return Ok(true);
            }
            watch.step()?;
            self.next(visit);
        }
        Ok(self.is_over())
    }

    fn is_over(&self) -> bool {
        self.bases > 0 && self.children.is_empty()
    }

    fn next(&mut self, visit: &mut impl FnMut(&Visit<'_>)) {
        if self.bases == 0 {
            return self.arrive((0, 0), visit);
        }
        while self.path.last().is_some_and(|frame| frame.children == self.children.len()) {
            self.retreat();
        }
        if let Some(child) = self.children.pop() {
            let depth = self.path.len();
            self.exchange(depth - 1, depth, &child);
            self.arrive((child.row, child.column), visit);
        }
    }

    /// Lists the children of the basis whose dictionary was just written, and shows it.
    fn arrive(&mut self, reached: (usize, usize), visit: &mut impl FnMut(&Visit<'_>)) {
        self.bases += 1;
        let dictionary = &self.dictionaries[self.path.len() % self.room];
        let children = self.children.len();
        let largest = match dictionary.width {
            Width::Narrow => self.neighbours.list(dictionary, &dictionary.narrow, &mut self.children),
            Width::Wide => self.neighbours.list(dictionary, &dictionary.wide, &mut self.children),
            Width::Big => self.neighbours.list(dictionary, &dictionary.big, &mut self.children),
        };
        self.path.push(Frame { children, reached, largest });
        visit(&Visit { nonbasic: &dictionary.nonbasic, zero: self.neighbours.zero() });
    }

    /// Leaves a basis whose children are done. If the dictionary of the basis before was written over, because the
    /// path became longer than there is memory for, the exchange is undone.
    fn retreat(&mut self) {
        let (Some(frame), Some(before)) = (self.path.pop(), self.path.last()) else { return };
        let depth = self.path.len();
        if self.held[(depth - 1) % self.room] != depth - 1 {
            let left = &self.dictionaries[depth % self.room];
            let twos = match left.width {
                Width::Narrow => left.narrow.denominator.twos(),
                Width::Wide => left.wide.denominator.twos(),
                Width::Big => 0,
            };
            let width = Width::holding(before.largest * f64::from(twos).exp2());
            let (row, column) = frame.reached;
            self.exchange(depth, depth - 1, &Child { row, column, width });
        }
    }

    /// Writes the dictionary of one depth from that of another.
    fn exchange(&mut self, from: usize, to: usize, child: &Child) {
        let (source, target) = (from % self.room, to % self.room);
        if self.dictionaries.len() <= target {
            self.dictionaries.push(Dictionary::blank());
            self.held.push(to);
        }
        self.held[target] = to;
        if let Ok([source, target]) = self.dictionaries.get_disjoint_mut([source, target]) {
            source.exchange_into(child.row, child.column, child.width, target);
        }
    }
}
