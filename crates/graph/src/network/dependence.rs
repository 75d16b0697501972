//! Who depends on whom, how far up, and how much on one.

use super::{CompetitiveGraph, NetworkError, NodeKind, TieKind};
use crate::concentration::MarketShares;

/// How a firm's dependence is spread over its providers.
#[derive(Debug, Clone, PartialEq)]
pub struct Dependence<'g> {
    /// The providers and their shares of the firm's dependence, in the order of building; the shares sum to one.
    pub providers: Vec<(&'g str, f64)>,
    /// Herfindahl-Hirschman index of these shares in points, 0 to 10000.
    pub hhi: f64,
    /// The share of the largest provider.
    pub largest: f64,
    /// The share of providers that are labs, hence rivals.
    pub from_rivals: f64,
}

impl CompetitiveGraph {
    /// How concentrated the dependence of a lab is; `None` when it depends on nobody (or only with weight zero).
    ///
    /// # Errors
    /// [`NetworkError`] when the name is unknown or not a lab's.
    pub fn dependence(&self, lab: &str) -> Result<Option<Dependence<'_>>, NetworkError> {
        let number = self.number_of(lab, NodeKind::Lab)?;
        let ties = self.store.leaving(number, TieKind::DependsOn);
        let weights: Vec<f64> = ties.iter().map(|tie| tie.weight).collect();
        if weights.iter().all(|weight| *weight <= 0.0) {
            return Ok(None);
        }
        let shares = MarketShares::of_sales(&weights, 0.0)?;
        let of_labs = |(tie, share): (&super::petgraph_store::StoredTie, &f64)| match self.store.node(tie.to).kind {
            NodeKind::Lab => *share,
            _ => 0.0,
        };
        Ok(Some(Dependence {
            providers: ties.iter().map(|tie| self.name(tie.to)).zip(shares.firms().iter().copied()).collect(),
            hhi: shares.hhi(),
            largest: shares.leaders(1),
            from_rivals: ties.iter().zip(shares.firms()).map(of_labs).sum(),
        }))
    }

    /// The longest chain of dependencies upstream of a node, the node first; of equally long ones the earliest in the
    /// order of building. A node that depends on nobody is a chain of one.
    ///
    /// # Errors
    /// [`NetworkError::Circle`] with the circle when the dependencies upstream run in one;
    /// [`NetworkError::UnknownNode`].
    pub fn longest_dependency(&self, name: &str) -> Result<Vec<&str>, NetworkError> {
        let start = self.number(name)?;
        let upstream = self.upstream(start);
        let Some(order) = self.store.order(TieKind::DependsOn, &upstream) else {
            return Err(NetworkError::Circle(self.circle(&upstream)));
        };
        let mut length = vec![1_usize; upstream.len()];
        let mut next = vec![None; upstream.len()];
        for &node in order.iter().rev().filter(|node| upstream[**node]) {
            for tie in self.store.leaving(node, TieKind::DependsOn) {
                if length[tie.to] + 1 > length[node] {
                    (length[node], next[node]) = (length[tie.to] + 1, Some(tie.to));
                }
            }
        }
        let chain = std::iter::successors(Some(start), |&node| next[node]);
        Ok(chain.map(|node| self.name(node)).collect())
    }

    /// The strongly connected parts along ties of one kind: nodes of one part reach each other. Ties without direction
    /// count both ways. Parts and members stand in the order of building; a node alone is a part of one.
    pub fn strong_components(&self, kind: TieKind) -> Vec<Vec<&str>> {
        let parts = self.store.components(kind);
        parts.into_iter().map(|part| part.into_iter().map(|node| self.name(node)).collect()).collect()
    }

    /// Which nodes can be reached along dependencies, the start included.
    fn upstream(&self, start: usize) -> Vec<bool> {
        let mut reached = vec![false; self.store.len()];
        let mut waiting = vec![start];
        while let Some(node) = waiting.pop() {
            if !std::mem::replace(&mut reached[node], true) {
                waiting.extend(self.store.leaving(node, TieKind::DependsOn).into_iter().map(|tie| tie.to));
            }
        }
        reached
    }

    /// A circle of dependencies among the `included` nodes, its first node repeated at the end; empty if there is none.
    fn circle(&self, included: &[bool]) -> Vec<String> {
        let parts = self.store.components(TieKind::DependsOn);
        let Some(part) = parts.into_iter().find(|part| part.len() > 1 && included[part[0]]) else { return Vec::new() };
        // Every node of the part has a successor in it, so a walk must come back to a node that it has seen.
        let mut walk = vec![part[0]];
        loop {
            let here = walk[walk.len() - 1];
            let onwards = self.store.leaving(here, TieKind::DependsOn).into_iter().map(|tie| tie.to);
            let Some(next) = onwards.into_iter().find(|to| part.contains(to)) else { return Vec::new() };
            let seen = walk.iter().position(|node| *node == next);
            walk.push(next);
            if let Some(first) = seen {
                return walk[first..].iter().map(|&node| self.name(node).to_owned()).collect();
            }
        }
    }
}
