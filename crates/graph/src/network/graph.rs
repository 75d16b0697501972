//! The competitive graph and its plain questions.

use std::collections::BTreeMap;

use moloch_core::Choice;

use super::error::some_of;
use super::petgraph_store::{Store, StoredTie};
use super::{GraphBuilder, NetworkError, NodeKind, TieKind};

/// Labs, segments and suppliers with their ties, checked when built; nodes and ties keep the order of building.
#[derive(Debug, Clone)]
pub struct CompetitiveGraph {
    pub(super) store: Store,
    pub(super) numbers: BTreeMap<String, usize>,
}

/// A node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Node<'g> {
    /// Its name.
    pub name: &'g str,
    /// What it is.
    pub kind: NodeKind,
}

/// A tie. The ends of a tie without direction stand in the order in which they were given.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tie<'g> {
    /// What it says.
    pub kind: TieKind,
    /// The first end.
    pub from: &'g str,
    /// The second end.
    pub to: &'g str,
    /// Its weight, finite and not negative.
    pub weight: f64,
}

/// How a neighbour is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// The tie leads to the neighbour.
    Onwards,
    /// The tie comes from the neighbour.
    Backwards,
    /// The tie has no direction.
    Both,
}

/// A node at the other end of a tie.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Neighbour<'g> {
    /// Its name.
    pub name: &'g str,
    /// Its kind.
    pub kind: NodeKind,
    /// How it is reached.
    pub direction: Direction,
    /// The weight of the tie.
    pub weight: f64,
}

impl CompetitiveGraph {
    /// A graph in the making.
    pub fn builder() -> GraphBuilder {
        GraphBuilder::default()
    }

    /// Every node, in the order of building.
    pub fn nodes(&self) -> impl Iterator<Item = Node<'_>> {
        self.store.nodes().map(|node| Node { name: &node.name, kind: node.kind })
    }

    /// The names of all nodes of a kind, in the order of building.
    pub fn names(&self, kind: NodeKind) -> Vec<&str> {
        self.nodes().filter(|node| node.kind == kind).map(|node| node.name).collect()
    }

    /// Every tie, in the order of building.
    pub fn ties(&self) -> impl Iterator<Item = Tie<'_>> {
        self.store.ties().map(|tie| Tie {
            kind: tie.kind,
            from: self.name(tie.from),
            to: self.name(tie.to),
            weight: tie.weight,
        })
    }

    /// The kind of a node; `None` if no node has the name.
    pub fn kind(&self, name: &str) -> Option<NodeKind> {
        self.numbers.get(name).map(|&number| self.store.node(number).kind)
    }

    /// The weight of a tie; `None` if there is none. The order of the ends of a tie without direction does not matter.
    pub fn weight(&self, kind: TieKind, from: &str, to: &str) -> Option<f64> {
        let (&from, &to) = (self.numbers.get(from)?, self.numbers.get(to)?);
        let onwards = self.store.leaving(from, kind).into_iter().find(|tie| tie.to == to);
        let back = || self.store.leaving(to, kind).into_iter().find(|tie| !kind.is_directed() && tie.to == from);
        onwards.or_else(back).map(|tie| tie.weight)
    }

    /// The nodes at the other ends of a node's ties of one kind: those the ties lead to first, each group in the order
    /// of building.
    ///
    /// # Errors
    /// [`NetworkError::UnknownNode`].
    pub fn neighbours(&self, name: &str, kind: TieKind) -> Result<Vec<Neighbour<'_>>, NetworkError> {
        let number = self.number(name)?;
        let (onwards, backwards) = if kind.is_directed() {
            (Direction::Onwards, Direction::Backwards)
        } else {
            (Direction::Both, Direction::Both)
        };
        let leaving = self.store.leaving(number, kind).into_iter().map(|tie| self.neighbour(tie.to, tie, onwards));
        let arriving =
            self.store.arriving(number, kind).into_iter().map(|tie| self.neighbour(tie.from, tie, backwards));
        Ok(leaving.chain(arriving).collect())
    }

    /// What each lab takes of each segment: a row for each lab, a column for each segment, both in the order of
    /// building; zero where there is no tie.
    pub fn service(&self) -> Vec<Vec<f64>> {
        let (labs, segments) = (self.names(NodeKind::Lab), self.names(NodeKind::Segment));
        let fit = |lab: &str, segment: &&str| self.weight(TieKind::Serves, lab, segment).unwrap_or(0.0);
        labs.iter().map(|lab| segments.iter().map(|segment| fit(lab, segment)).collect()).collect()
    }

    fn neighbour(&self, at: usize, tie: StoredTie, direction: Direction) -> Neighbour<'_> {
        let node = self.store.node(at);
        Neighbour { name: &node.name, kind: node.kind, direction, weight: tie.weight }
    }

    pub(super) fn name(&self, number: usize) -> &str {
        &self.store.node(number).name
    }

    pub(super) fn number(&self, name: &str) -> Result<usize, NetworkError> {
        self.numbers.get(name).copied().ok_or_else(|| NetworkError::UnknownNode {
            name: name.to_owned(),
            known: some_of(self.nodes().map(|node| node.name)),
        })
    }

    pub(super) fn number_of(&self, name: &str, kind: NodeKind) -> Result<usize, NetworkError> {
        let number = self.number(name)?;
        let found = self.store.node(number).kind;
        if found == kind {
            return Ok(number);
        }
        Err(NetworkError::WrongKind { name: name.to_owned(), found: found.word(), expected: kind.word() })
    }
}
