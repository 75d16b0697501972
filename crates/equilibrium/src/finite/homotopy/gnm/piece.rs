//! One smooth piece of the path: equilibria with one support as the bonus changes.

use super::super::dense::{Factored, size_of};
use super::super::support::Bench;
use super::super::tensor::{Tensor, largest};

/// Most Newton steps of one correction.
const MAX_CORRECTIONS: usize = 7;
/// A correction this small ends the correcting.
const ON_CURVE: f64 = 1e-10;

/// A place on the path: what is played and how large the bonus is.
#[derive(Clone, Debug)]
pub(super) struct Place {
    pub(super) mixes: Vec<f64>,
    pub(super) bonus: f64,
}

/// What may end a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Event {
    /// The probability of a played action falls to zero.
    Leaves(usize),
    /// An action that is not played becomes as good as the best.
    Enters(usize),
    /// The bonus passes zero: the place is an equilibrium of the game itself.
    NoBonus,
}

/// The game with a bonus of `t g` on its actions, and one support.
pub(super) struct Piece<'a> {
    pub(super) tensor: &'a Tensor<'a>,
    pub(super) ray: &'a [f64],
    pub(super) support: Vec<bool>,
    /// The unknown probabilities, each with its player's likeliest action, which gets what is left.
    free: Vec<(usize, usize)>,
}

impl<'a> Piece<'a> {
    pub(super) fn new(tensor: &'a Tensor<'a>, ray: &'a [f64], support: Vec<bool>, mixes: &[f64]) -> Self {
        let mut free = Vec::new();
        for player in 0..tensor.players() {
            let rest = tensor.range(player).filter(|&place| support[place]);
            let rest = rest.reduce(|best, place| if mixes[place] > mixes[best] { place } else { best });
            let rest = rest.unwrap_or_else(|| largest(mixes, tensor.range(player)));
            free.extend(
                tensor.range(player).filter(|&place| support[place] && place != rest).map(|place| (place, rest)),
            );
        }
        Self { tensor, ray, support, free }
    }

    fn width(&self) -> usize {
        self.free.len() + 1
    }

    /// Derivative of the payoff differences in the unknowns and the bonus, with a last row, and the differences.
    fn system(&self, place: &Place, border: &[f64], bench: &mut Bench) -> (Factored, Vec<f64>) {
        self.tensor.evaluate(&place.mixes, &mut bench.local);
        let (total, width) = (self.tensor.total(), self.width());
        let mut cells = Vec::with_capacity(width * width);
        let mut side = Vec::with_capacity(width);
        for &(row, rest) in &self.free {
            let gap =
                |column: usize| bench.local.pairs[row * total + column] - bench.local.pairs[rest * total + column];
            cells.extend(self.free.iter().map(|&(column, from)| gap(column) - gap(from)));
            cells.push(self.ray[row] - self.ray[rest]);
            let values = &bench.local.values;
            side.push(values[row] - values[rest] + place.bonus * (self.ray[row] - self.ray[rest]));
        }
        cells.extend_from_slice(border);
        side.push(0.0);
        bench.newton_steps += 1;
        (Factored::new(cells, width), side)
    }

    pub(super) fn moved(&self, place: &Place, direction: &[f64], length: f64) -> Place {
        let mut moved = place.clone();
        for (&(one, rest), change) in self.free.iter().zip(direction) {
            moved.mixes[one] += length * change;
            moved.mixes[rest] -= length * change;
        }
        moved.bonus += length * direction[self.free.len()];
        moved
    }

    /// Newton's method back to the piece, orthogonally to a direction, moving no further than `longest`. Payoffs there are
    /// left on the bench.
    pub(super) fn corrected(&self, mut place: Place, border: &[f64], longest: f64, bench: &mut Bench) -> Option<Place> {
        let mut last = f64::min(0.3, longest);
        for _ in 0..MAX_CORRECTIONS {
            let (factored, mut change) = self.system(&place, border, bench);
            if !factored.is_regular() {
                return None;
            }
            factored.solve(&mut change);
            let length = size_of(&change);
            if !(length <= last || length <= ON_CURVE) {
                return None;
            }
            place = self.moved(&place, &change, -1.0);
            if length <= ON_CURVE {
                return Some(place);
            }
            last = 0.5 * length;
        }
        None
    }

    /// The unit direction of the piece at a place on the side of the border row, and the orientation there: the sign of the
    /// determinant of the derivative with that direction below it.
    pub(super) fn direction(&self, place: &Place, border: &[f64], bench: &mut Bench) -> Option<(Vec<f64>, f64)> {
        let (factored, mut side) = self.system(place, border, bench);
        if !factored.is_regular() {
            return None;
        }
        side.fill(0.0);
        side[self.free.len()] = 1.0;
        factored.solve(&mut side);
        let length = side.iter().map(|part| part * part).sum::<f64>().sqrt();
        if !length.is_finite() {
            return None;
        }
        for part in &mut side {
            *part /= length;
        }
        Some((side, factored.sign))
    }

    /// How much of an event is left: probability, shortfall or bonus; negative when the event is past. Payoffs of the
    /// place must be on the bench.
    pub(super) fn left(&self, event: Event, place: &Place, bench: &Bench) -> f64 {
        match event {
            Event::Leaves(action) => place.mixes[action],
            Event::NoBonus => place.bonus,
            Event::Enters(action) => self.shortfall(action, place, bench),
        }
    }

    fn shortfall(&self, action: usize, place: &Place, bench: &Bench) -> f64 {
        let rest = self.rest_of(action);
        let values = &bench.local.values;
        values[rest] - values[action] + place.bonus * (self.ray[rest] - self.ray[action])
    }

    /// A played action of the same player.
    fn rest_of(&self, action: usize) -> usize {
        let player = (0..self.tensor.players()).find(|&player| self.tensor.range(player).contains(&action));
        let range = player.map_or(action..action + 1, |player| self.tensor.range(player));
        if let Some(&(_, rest)) = self.free.iter().find(|(_, rest)| range.contains(rest)) {
            return rest;
        }
        range.clone().find(|&place| self.support[place]).unwrap_or(action)
    }

    /// Everything that may end the piece.
    pub(super) fn events(&self) -> Vec<Event> {
        let mut events: Vec<Event> = Vec::with_capacity(self.support.len());
        for player in 0..self.tensor.players() {
            let range = self.tensor.range(player);
            let played = range.clone().filter(|&place| self.support[place]).count();
            for place in range {
                match (self.support[place], played > 1) {
                    (true, true) => events.push(Event::Leaves(place)),
                    (true, false) => {}
                    (false, _) => events.push(Event::Enters(place)),
                }
            }
        }
        events
    }

    /// How an event's rest changes with the unknowns: a row of the derivative.
    pub(super) fn row(&self, event: Event, bench: &Bench) -> Vec<f64> {
        let total = self.tensor.total();
        let mut row: Vec<f64> = match event {
            Event::Leaves(action) => self
                .free
                .iter()
                .map(|&(one, rest)| f64::from(u8::from(one == action)) - f64::from(u8::from(rest == action)))
                .collect(),
            Event::Enters(action) => {
                let base = self.rest_of(action);
                let pairs = &bench.local.pairs;
                let gap = |column: usize| pairs[base * total + column] - pairs[action * total + column];
                self.free.iter().map(|&(one, rest)| gap(one) - gap(rest)).collect()
            }
            Event::NoBonus => vec![0.0; self.free.len()],
        };
        row.push(match event {
            Event::Enters(action) => self.ray[self.rest_of(action)] - self.ray[action],
            Event::Leaves(_) => 0.0,
            Event::NoBonus => 1.0,
        });
        row
    }

    /// Newton's method to the place at which an event happens.
    pub(super) fn at_event(&self, event: Event, mut place: Place, bench: &mut Bench) -> Option<Place> {
        let mut last = f64::INFINITY;
        for _ in 0..2 * MAX_CORRECTIONS {
            self.tensor.evaluate(&place.mixes, &mut bench.local);
            let border = self.row(event, bench);
            let left = self.left(event, &place, bench);
            let (factored, mut change) = self.system(&place, &border, bench);
            if !factored.is_regular() {
                return None;
            }
            change[self.free.len()] = left;
            factored.solve(&mut change);
            let length = size_of(&change);
            if !length.is_finite() || length > 1.0 + place.bonus.abs() {
                return None;
            }
            place = self.moved(&place, &change, -1.0);
            if length < 1e-14 * (1.0 + place.bonus.abs()) || (last < 1e-9 && length >= 0.5 * last) {
                self.tensor.evaluate(&place.mixes, &mut bench.local);
                return Some(place);
            }
            last = length;
        }
        None
    }
}
