//! Both polytopes searched, side by side or on two threads, within one budget.

use moloch_core::{Effort, Status, Stop, Watch, parallel};

use super::dictionary::Dictionary;
use super::join::Vertices;
use super::labels::Labels;
use super::search::{Search, Visit};
use super::side::Side;

/// Memory for the bases of one polytope, in bytes.
const BASES_BYTES: usize = 1 << 30;
/// Bases of one polytope visited before it is the other's turn, when one thread searches both.
const TURN: usize = 1 << 12;

/// Why a search ended before its end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Halt {
    Stopped(Stop),
    OutOfMemory { bases: usize },
}

impl Halt {
    pub(super) fn status(self) -> Status {
        match self {
            Self::Stopped(stop) => stop.into(),
            Self::OutOfMemory { bases } => Status::LimitReached { iterations: bases },
        }
    }

    pub(super) fn why(self) -> String {
        match self {
            Self::Stopped(stop) => stop.to_string(),
            Self::OutOfMemory { bases } => format!("{bases} bases of a polytope fill the memory set aside for them"),
        }
    }
}

/// What was found in one polytope, and what ended the search early, if anything did.
#[derive(Debug)]
pub(super) struct Walked<const W: usize> {
    pub(super) vertices: Vertices<W>,
    pub(super) bases: u64,
    pub(super) halt: Option<Halt>,
}

/// Searches the polytopes of player 1's and player 2's mixes; `sides` are in this order. In a game that is the same
/// from both seats the second is the first with the seats exchanged, and only one is searched.
pub(super) fn walk_both<const W: usize>(sides: [&Side; 2], effort: &Effort) -> [Walked<W>; 2] {
    if sides[0].is_same(sides[1]) {
        let mut walk = Walk::<W>::new(sides[0], 0, effort);
        while walk.turn() {}
        let first = walk.end();
        let vertices = first.vertices.exchanged(sides[0].rows);
        let second = Walked { vertices, bases: first.bases, halt: first.halt };
        return [first, second];
    }
    let start = |mixing: usize| Walk::<W>::new(sides[mixing], mixing, effort);
    if effort.threads() > 1 {
        let walk = |mixing: usize| {
            let mut walk = start(mixing);
            while walk.turn() {}
            walk.end()
        };
        let mut both = parallel::in_order(2, 2, walk).into_iter();
        if let (Some(first), Some(second)) = (both.next(), both.next()) {
            return [first, second];
        }
    }
    let mut walks = [start(0), start(1)];
    loop {
        let [first, second] = &mut walks;
        let (one, other) = (first.turn(), second.turn());
        if !one && !other {
            break;
        }
    }
    walks.map(Walk::end)
}

struct Walk<'a, const W: usize> {
    search: Search,
    watch: Watch<'a>,
    vertices: Vertices<W>,
    halt: Option<Halt>,
    naming: Naming,
}

/// How variables of one polytope are labelled by actions: player 1's first, then player 2's.
#[derive(Clone, Copy)]
struct Naming {
    /// The label of the first variable; variables follow in a circle.
    start: usize,
    count: usize,
}

impl Naming {
    fn label(self, variable: u32) -> usize {
        let label = self.start + variable as usize;
        if label < self.count { label } else { label - self.count }
    }
}

impl<'a, const W: usize> Walk<'a, W> {
    fn new(side: &Side, mixing: usize, effort: &'a Effort) -> Self {
        let stage = ["bases of the polytope of player 1's mixes", "bases of the polytope of player 2's mixes"];
        let start = if mixing == 0 { 0 } else { side.rows };
        Self {
            search: Search::new(Dictionary::first(&side.matrix, side.rows)),
            watch: effort.watch(stage[mixing]),
            vertices: Vertices::new(),
            halt: None,
            naming: Naming { start, count: side.rows + side.columns },
        }
    }

    /// Visits some more bases; whether there is more to do.
    fn turn(&mut self) -> bool {
        if self.halt.is_some() {
            return false;
        }
        let (vertices, naming) = (&mut self.vertices, self.naming);
        let mut visit = |visit: &Visit<'_>| record(vertices, naming, visit);
        match self.search.advance(TURN, &mut self.watch, &mut visit) {
            Ok(true) => return false,
            Ok(false) => {}
            Err(stop) => self.halt = Some(Halt::Stopped(stop)),
        }
        let bytes = size_of::<Labels<W>>() * (self.vertices.bases.len() + 2 * self.vertices.degenerate.len());
        if bytes > BASES_BYTES {
            self.halt = Some(Halt::OutOfMemory { bases: self.vertices.bases.len() });
        }
        self.halt.is_none()
    }

    fn end(self) -> Walked<W> {
        Walked { vertices: self.vertices, bases: self.search.bases, halt: self.halt }
    }
}

fn record<const W: usize>(vertices: &mut Vertices<W>, naming: Naming, visit: &Visit<'_>) {
    let mut labels = Labels::EMPTY;
    let mut is_root = true;
    for (column, &variable) in visit.nonbasic.iter().enumerate() {
        labels.insert(naming.label(variable));
        is_root &= variable as usize == column;
    }
    // The root is the vertex zero, which is no mix. It comes first, and at no other basis are all slacks basic.
    if is_root {
        return;
    }
    vertices.bases.push(labels);
    if !visit.zero.is_empty() {
        for &variable in visit.zero {
            labels.insert(naming.label(variable));
        }
        vertices.degenerate.push((vertices.bases.len() - 1, labels));
    }
}
