//! What can be wrong with a graph or with a question about it.

use std::fmt;

use moloch_core::{Choice, Range};

use super::TieKind;
use crate::GraphError;

/// One thing wrong with a graph that is being built.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum NetworkFault {
    /// There is no node.
    #[error("the graph has no nodes; add a lab, a segment or a supplier")]
    Empty,
    /// A name cannot be shown or written to a file.
    #[error("the name {name:?} is empty or holds a control character; use visible characters")]
    BadName {
        /// The name.
        name: String,
    },
    /// Two nodes have one name.
    #[error("the name `{name}` is used for a {first} and for a {second}; give every node its own name")]
    DuplicateName {
        /// The name.
        name: String,
        /// What the name was first used for.
        first: &'static str,
        /// What it was used for again.
        second: &'static str,
    },
    /// A tie names a node that does not exist.
    #[error("tie {tie}: no node has the name `{name}`; known are {known}")]
    UnknownNode {
        /// The tie.
        tie: String,
        /// The name.
        name: String,
        /// Names that exist.
        known: String,
    },
    /// A tie leads from a node to itself.
    #[error("tie {tie}: a node cannot have a tie to itself; remove the tie or name another node")]
    SelfTie {
        /// The tie.
        tie: String,
    },
    /// A tie joins kinds of nodes that it cannot join.
    #[error("tie {tie}: found {from} to {to}, expected {allowed}; change the kind of the tie or its ends", allowed = .kind.expected())]
    WrongEnds {
        /// The tie.
        tie: String,
        /// Its kind.
        kind: TieKind,
        /// The kind of its first end.
        from: &'static str,
        /// The kind of its second end.
        to: &'static str,
    },
    /// A weight is negative or not finite.
    #[error("tie {tie}: found weight {weight}, expected {allowed}; change the weight", allowed = Range::NON_NEGATIVE)]
    BadWeight {
        /// The tie.
        tie: String,
        /// The weight.
        weight: f64,
    },
    /// The same tie is given twice.
    #[error("tie {tie}: the tie is given twice; keep one of them")]
    DuplicateTie {
        /// The tie.
        tie: String,
    },
}

impl TieKind {
    fn expected(self) -> String {
        let joins: Vec<String> = self.joins().iter().map(|(a, b)| format!("{} to {}", a.word(), b.word())).collect();
        joins.join(" or ")
    }
}

/// All that is wrong with a graph, in the order of building; never empty when returned as an error.
#[derive(Debug, Clone, PartialEq)]
pub struct NetworkFaults(pub(super) Vec<NetworkFault>);

impl NetworkFaults {
    /// The faults.
    pub fn iter(&self) -> std::slice::Iter<'_, NetworkFault> {
        self.0.iter()
    }
}

impl<'f> IntoIterator for &'f NetworkFaults {
    type Item = &'f NetworkFault;
    type IntoIter = std::slice::Iter<'f, NetworkFault>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl fmt::Display for NetworkFaults {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "build the competitive graph:")?;
        self.0.iter().try_for_each(|fault| write!(f, "\n  {fault}"))
    }
}

impl std::error::Error for NetworkFaults {}

/// Why a question about the graph has no answer.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum NetworkError {
    /// No node has this name.
    #[error("find `{name}` in the competitive graph: no node has that name; known are {known}")]
    UnknownNode {
        /// The name.
        name: String,
        /// Names that exist.
        known: String,
    },
    /// The question is not for this kind of node.
    #[error("answer for `{name}`, a {found}: the question is for a {expected}; name one of those")]
    WrongKind {
        /// The name.
        name: String,
        /// What it is.
        found: &'static str,
        /// What the question is for.
        expected: &'static str,
    },
    /// Dependencies run in a circle, so that no upstream path is the longest.
    #[error("follow the dependencies upstream: they run in a circle, {circle}; cut one of these ties", circle = .0.join(" -> "))]
    Circle(Vec<String>),
    /// A number that the answer needs could not be computed.
    #[error(transparent)]
    Graph(#[from] GraphError),
}

/// The first names of a list, for messages.
pub(super) fn some_of<'n>(names: impl Iterator<Item = &'n str>) -> String {
    const SHOWN: usize = 12;
    let names: Vec<&str> = names.collect();
    match names.len() {
        0 => "none".to_owned(),
        n if n <= SHOWN => names.join(", "),
        n => format!("{} and {} more", names[..SHOWN].join(", "), n - SHOWN),
    }
}
