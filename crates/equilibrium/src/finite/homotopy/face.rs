//! The game near profiles in which only the actions of a support are played.

use super::sums::{Axis, Sums};
use super::tensor::Tensor;

/// The payoffs that decide whether everything played earns the same. The rest of the game is left out, and with it most of
/// the work: a table over supports of two is much smaller than one over all actions.
pub(super) struct Face<'a> {
    tensor: &'a Tensor<'a>,
    /// Places of the played actions, player by player; first the one that gets what is left of the player's 1.
    played: Vec<usize>,
    /// Where each player's actions begin in that list; one entry more than players.
    starts: Vec<usize>,
    parts: Vec<Part>,
    /// Row by row what an action gains over its player's first one.
    rows: Vec<f64>,
}

/// One player's side.
struct Part {
    /// The others that mix, as axes of lists of shares.
    opponents: Vec<Axis>,
    /// Entries of the player's payoffs with its own first action (of the game), over what the opponents can play.
    entries: Vec<usize>,
}

impl<'a> Face<'a> {
    pub(super) fn new(tensor: &'a Tensor<'a>, mixes: &[f64], support: &[bool]) -> Self {
        let (mut played, mut starts) = (Vec::with_capacity(mixes.len()), Vec::with_capacity(tensor.players() + 1));
        for (player, rest) in tensor.likeliest(mixes).into_iter().enumerate() {
            starts.push(played.len());
            played.push(rest);
            played.extend(tensor.range(player).filter(|&place| support[place] && place != rest));
        }
        starts.push(played.len());
        let mut face =
            Self { tensor, played, starts, parts: Vec::with_capacity(tensor.players()), rows: Vec::with_capacity(64) };
        for player in 0..tensor.players() {
            face.add_part(player);
        }
        face
    }

    fn add_part(&mut self, player: usize) {
        let mut opponents = Vec::with_capacity(self.tensor.players());
        let others = (0..self.tensor.players()).filter(|&other| other != player);
        let mut entries = Vec::with_capacity(others.map(|other| self.own(other).len()).product());
        entries.push(0);
        for other in (0..self.tensor.players()).filter(|&other| other != player) {
            let (own, stride) = (self.own(other), self.tensor.stride(other));
            let offset = |place: usize| (place - self.tensor.range(other).start) * stride;
            // What there is so far is repeated with one action after the other: earlier opponents stay fastest.
            let block = entries.len();
            for &place in &self.played[own.start + 1..own.end] {
                entries.extend_from_within(..block);
                let start = entries.len() - block;
                for entry in &mut entries[start..] {
                    *entry += offset(place);
                }
            }
            for entry in &mut entries[..block] {
                *entry += offset(self.played[own.start]);
            }
            if own.len() > 1 {
                opponents.push(Axis { start: own.start, count: own.len() });
            }
        }
        let (payoffs, stride, base) =
            (self.tensor.payoffs(player), self.tensor.stride(player), self.tensor.range(player).start);
        let own = &self.played[self.own(player)];
        let first = (own[0] - base) * stride;
        for place in &own[1..] {
            let action = (place - base) * stride;
            self.rows.extend(entries.iter().map(|entry| payoffs[entry + action] - payoffs[entry + first]));
        }
        self.parts.push(Part { opponents, entries });
    }

    /// A player's actions in the list of what is played.
    fn own(&self, player: usize) -> std::ops::Range<usize> {
        self.starts[player]..self.starts[player + 1]
    }

    /// The shares of what is played.
    pub(super) fn shares(&self, mixes: &[f64]) -> Vec<f64> {
        self.played.iter().map(|&place| mixes[place]).collect()
    }

    /// The mixes of all actions.
    pub(super) fn mixes(&self, shares: &[f64]) -> Vec<f64> {
        let mut mixes = vec![0.0; self.tensor.total()];
        self.played.iter().zip(shares).for_each(|(&place, share)| mixes[place] = *share);
        mixes
    }

    /// How many shares are free: all but each player's first.
    pub(super) fn unknowns(&self) -> usize {
        self.played.len() - self.parts.len()
    }

    /// Minus the derivative of each gain by the free shares, and the gains, which are zero where everything played earns
    /// the same.
    pub(super) fn system(&self, shares: &[f64], sums: &mut Sums, matrix: &mut Vec<f64>, side: &mut Vec<f64>) {
        let size = self.unknowns();
        matrix.clear();
        matrix.resize(size * size, 0.0);
        side.clear();
        let mut line = vec![0.0; shares.len()];
        let mut rows = self.rows.as_slice();
        for (player, part) in self.parts.iter().enumerate().filter(|&(player, _)| self.own(player).len() > 1) {
            sums.weigh(&part.opponents[..part.opponents.len().saturating_sub(1)], shares);
            for _ in 1..self.own(player).len() {
                let (row, left) = rows.split_at(part.entries.len());
                rows = left;
                let cells = &mut matrix[side.len() * size..][..size];
                side.push(sums.line(row, &part.opponents, shares, &mut line));
                for (other, axis) in self.axes(player) {
                    // One share per player is not free.
                    let columns = &mut cells[axis.start - other..][..axis.count - 1];
                    let own = &line[axis.range()];
                    columns.iter_mut().zip(&own[1..]).for_each(|(cell, payoff)| *cell = own[0] - payoff);
                }
            }
        }
    }

    /// The others that mix, with their axes.
    fn axes(&self, player: usize) -> impl Iterator<Item = (usize, Axis)> {
        let axis = |other: usize| Axis { start: self.starts[other], count: self.own(other).len() };
        (0..self.parts.len())
            .map(move |other| (other, axis(other)))
            .filter(move |&(other, axis)| other != player && axis.count > 1)
    }

    /// Moves the free shares along a step.
    pub(super) fn advance(&self, shares: &mut [f64], step: &[f64], length: f64) {
        let mut steps = step.iter();
        for player in 0..self.parts.len() {
            let own = self.own(player);
            for (place, change) in (own.start + 1..own.end).zip(&mut steps) {
                shares[place] += length * change;
                shares[own.start] -= length * change;
            }
        }
    }

    /// The payoff of every action of the game against these shares.
    pub(super) fn values(&self, shares: &[f64], sums: &mut Sums, values: &mut Vec<f64>) {
        values.clear();
        for (player, part) in self.parts.iter().enumerate() {
            sums.weigh(&part.opponents, shares);
            let (payoffs, stride) = (self.tensor.payoffs(player), self.tensor.stride(player));
            let weights = sums.weights(part.opponents.len());
            let value = |action: usize| {
                let pairs = part.entries.iter().zip(weights);
                pairs.map(|(entry, weight)| weight * payoffs[entry + action * stride]).sum::<f64>()
            };
            values.extend((0..self.tensor.range(player).len()).map(value));
        }
    }
}
