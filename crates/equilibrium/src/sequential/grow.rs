//! Nodes of a tree that is being built, in prefix order.

use super::build::{ChanceId, NewNode, OutcomeId, SetId, TreeBuilder};
use super::error::TreeError;
use super::finish::{add_outcomes, gather_sets, measure_subtrees, order_outcomes};
use super::parts::Turn;
use super::recall::first_forgetting;
use super::tree::{MAX_NODES, Node, Tree};
use crate::finite::Number;

impl TreeBuilder {
    /// The next node in prefix order.
    ///
    /// # Errors
    ///
    /// When every move has its node already, the tree grows too large, or an identifier is of another builder.
    pub fn node(
        &mut self,
        label: impl Into<String>,
        what: NewNode,
        outcome: Option<OutcomeId>,
    ) -> Result<&mut Self, TreeError> {
        let (turn, moves) = self.turn(what)?;
        if outcome.is_some_and(|OutcomeId(outcome)| outcome >= self.tree.outcomes.len()) {
            return Err(TreeError::NotDeclared { what: "the outcome" });
        }
        let node = self.tree.nodes.len();
        if node > 0 && self.open.is_empty() {
            return Err(TreeError::NoOpenPlace { node });
        }
        self.promised = self.promised.saturating_add(moves);
        if self.promised > MAX_NODES {
            return Err(TreeError::TooLarge { limit: MAX_NODES });
        }
        let came_by = self.take_place(node);
        let outcome = outcome.map(|OutcomeId(outcome)| outcome);
        let first_edge = self.tree.edges.len();
        self.tree.edges.resize(first_edge + moves, 0);
        self.tree.nodes.push(Node { label: label.into(), turn, outcome, came_by, first_edge, total: 0, end: 0 });
        if moves > 0 {
            self.open.push((node, 0));
        }
        Ok(self)
    }

    /// The next node: a player's move, without label or outcome.
    ///
    /// # Errors
    ///
    /// As [`TreeBuilder::node`].
    pub fn decide(&mut self, set: SetId) -> Result<&mut Self, TreeError> {
        self.node("", NewNode::Move(set), None)
    }

    /// The next node: a chance move, without label or outcome.
    ///
    /// # Errors
    ///
    /// As [`TreeBuilder::node`].
    pub fn chance(&mut self, set: ChanceId) -> Result<&mut Self, TreeError> {
        self.node("", NewNode::Chance(set), None)
    }

    /// The next node: the end of a play with these payoffs.
    ///
    /// # Errors
    ///
    /// As [`TreeBuilder::node`] and [`TreeBuilder::outcome`].
    pub fn end<P: Into<Number>>(&mut self, payoffs: impl IntoIterator<Item = P>) -> Result<&mut Self, TreeError> {
        let outcome = self.outcome("", payoffs)?;
        self.node("", NewNode::End, Some(outcome))
    }

    /// The next node: the end of a play with an outcome that was declared.
    ///
    /// # Errors
    ///
    /// As [`TreeBuilder::node`].
    pub fn end_with(&mut self, outcome: OutcomeId) -> Result<&mut Self, TreeError> {
        self.node("", NewNode::End, Some(outcome))
    }

    /// Whether every move has its node.
    pub fn is_finished(&self) -> bool {
        !self.tree.nodes.is_empty() && self.open.is_empty()
    }

    /// The tree. The builder can be used on, for instance after an error.
    ///
    /// # Errors
    ///
    /// When there is no player, a move leads to no node, or a set has no node.
    pub fn finish(&self) -> Result<Tree, TreeError> {
        if self.tree.players.is_empty() {
            return Err(TreeError::NoPlayers);
        }
        if !self.is_finished() {
            return Err(self.unfinished());
        }
        let mut tree = self.tree.clone();
        gather_sets(&mut tree)?;
        order_outcomes(&mut tree);
        measure_subtrees(&mut tree);
        add_outcomes(&mut tree);
        tree.forgetting = first_forgetting(&tree);
        Ok(tree)
    }

    /// Places without a node.
    pub(super) fn open_places(&self) -> usize {
        self.promised - self.tree.nodes.len()
    }

    /// What the tree still lacks.
    pub(super) fn unfinished(&self) -> TreeError {
        let first = match self.open.last() {
            None => "from the root on".to_owned(),
            Some(&(node, action)) => format!("from action {} of node {node} on", action + 1),
        };
        TreeError::Unfinished { open: self.open_places(), first }
    }

    fn turn(&self, what: NewNode) -> Result<(Turn, usize), TreeError> {
        let undeclared = |what| TreeError::NotDeclared { what };
        match what {
            NewNode::End => Ok((Turn::End, 0)),
            NewNode::Move(SetId(set)) => {
                let found = self.tree.sets.get(set).ok_or_else(|| undeclared("the information set"))?;
                Ok((Turn::Move(set), found.actions.len()))
            }
            NewNode::Chance(ChanceId(set)) => {
                let found = self.tree.chances.get(set).ok_or_else(|| undeclared("the chance set"))?;
                Ok((Turn::Chance(set), found.actions.len()))
            }
        }
    }

    /// Takes the first open place for a node; the root needs none.
    fn take_place(&mut self, node: usize) -> Option<(usize, usize)> {
        let (parent, action) = self.open.pop()?;
        self.tree.edges[self.tree.nodes[parent].first_edge + action] = node;
        // Between the node and the next edge of its parent, all edges belong to the parent: it is innermost.
        let moves = match self.tree.nodes[parent].turn {
            Turn::Chance(set) => self.tree.chances[set].actions.len(),
            Turn::Move(set) => self.tree.sets[set].actions.len(),
            Turn::End => 0,
        };
        if action + 1 < moves {
            self.open.push((parent, action + 1));
        }
        Some((parent, action))
    }
}
