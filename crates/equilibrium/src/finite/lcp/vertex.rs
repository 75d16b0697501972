//! A vertex of a best-reply polytope in doubles, kept by its kernel.
//!
//! Of the equations `A y + r = 1` only the rows whose slack is zero and the columns in the mix matter: a square
//! kernel, as large as the mix, whose inverse is kept. A pivot costs one pass over the columns in the mix and the square of
//! their number, not one pass over the whole matrix.

use super::lexicographic::Tie;

/// Added to payoffs from 0 to 1, so that all are positive.
const SHIFT: f64 = 1.0;
/// Changes smaller than this are taken for zero.
const LEAST_FALL: f64 = 1e-12;
/// Steps that differ by less than this are taken for equal.
const TIE: f64 = 1e-13;
/// Pivots after which the inverse is computed afresh, unless the kernel is larger.
const FRESH_AFTER: usize = 8;
/// Not in the basis, or not tight.
const NOWHERE: usize = usize::MAX;

/// A matrix of payoffs from 0 to 1: what each reply (row) earns against each action of the opponent (column).
pub(crate) struct Polytope<'a> {
    /// Column after column.
    pub(crate) payoffs: &'a [f64],
    /// How many replies there are.
    pub(crate) height: usize,
}

impl Polytope<'_> {
    fn column(&self, column: usize) -> &[f64] {
        &self.payoffs[column * self.height..][..self.height]
    }

    fn at(&self, row: usize, column: usize) -> f64 {
        self.payoffs[column * self.height + row] + SHIFT
    }

    fn width(&self) -> usize {
        self.payoffs.len() / self.height
    }
}

/// A variable of the polytope's equations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Variable {
    /// The weight of an action.
    Weight(usize),
    /// What a reply earns less than one.
    Slack(usize),
}

/// A vertex with the inverse of its kernel.
pub(crate) struct Vertex<'a> {
    pub(crate) polytope: &'a Polytope<'a>,
    /// Actions in the basis.
    pub(crate) mix: Vec<usize>,
    /// Replies whose slack is not in the basis.
    pub(crate) tight: Vec<usize>,
    mix_place: Vec<usize>,
    pub(crate) tight_place: Vec<usize>,
    /// One row per action in `mix`, one column per reply in `tight`.
    inverse: Vec<Vec<f64>>,
    weights: Vec<f64>,
    slacks: Vec<f64>,
    /// How the weights and slacks change per unit of the entering variable.
    slope: Vec<f64>,
    slack_slope: Vec<f64>,
    pivots: usize,
}

impl<'a> Vertex<'a> {
    /// The vertex at which nothing is played.
    pub(crate) fn new(polytope: &'a Polytope<'a>) -> Self {
        Self {
            polytope,
            mix: Vec::new(),
            tight: Vec::new(),
            mix_place: vec![NOWHERE; polytope.width()],
            tight_place: vec![NOWHERE; polytope.height],
            inverse: Vec::new(),
            weights: Vec::new(),
            slacks: vec![1.0; polytope.height],
            slope: Vec::new(),
            slack_slope: vec![0.0; polytope.height],
            pivots: 0,
        }
    }

    /// Back to the vertex at which nothing is played.
    pub(crate) fn reset(&mut self) {
        for action in self.mix.drain(..) {
            self.mix_place[action] = NOWHERE;
        }
        for reply in self.tight.drain(..) {
            self.tight_place[reply] = NOWHERE;
        }
        self.inverse.clear();
        self.weights.clear();
        self.slacks.fill(1.0);
        self.pivots = 0;
    }

    /// Moves along the edge on which a variable grows; the variable that becomes zero at its end. `None` when
    /// rounding leaves no end, or the kernel cannot be inverted.
    pub(crate) fn enter(&mut self, entering: Variable) -> Option<Variable> {
        self.pivots += 1;
        if self.pivots.is_multiple_of(FRESH_AFTER.max(self.mix.len())) {
            self.refresh()?;
        }
        self.find_slopes(entering);
        let (leaving, step) = self.leaving()?;
        self.advance(step);
        self.exchange(entering, leaving, step);
        Some(leaving)
    }

    fn find_slopes(&mut self, entering: Variable) {
        self.slope.clear();
        match entering {
            Variable::Weight(action) => {
                let earned: Vec<f64> = self.tight.iter().map(|&reply| self.polytope.at(reply, action)).collect();
                self.slope.extend(self.inverse.iter().map(|row| -dot(row, &earned)));
            }
            Variable::Slack(reply) => {
                let place = self.tight_place[reply];
                self.slope.extend(self.inverse.iter().map(|row| -row[place]));
            }
        }
        let played = if let Variable::Weight(action) = entering { Some((action, 1.0)) } else { None };
        let columns: Vec<(usize, f64)> =
            self.mix.iter().copied().zip(self.slope.iter().copied()).chain(played).collect();
        subtract_columns(self.polytope, &columns, 0.0, &mut self.slack_slope);
        for &reply in &self.tight {
            self.slack_slope[reply] = 0.0;
        }
        if let Variable::Slack(reply) = entering {
            self.slack_slope[reply] = 1.0;
        }
    }

    /// The first variable to become zero and how far the entering one grows until then.
    fn leaving(&self) -> Option<(Variable, f64)> {
        let mut step = f64::INFINITY;
        for (&value, &slope) in self.weights.iter().zip(&self.slope) {
            if slope < -LEAST_FALL && value < -slope * step {
                step = value / -slope;
            }
        }
        for (&value, &slope) in self.slacks.iter().zip(&self.slack_slope) {
            if slope < -LEAST_FALL && value < -slope * step {
                step = value / -slope;
            }
        }
        let step = step.max(0.0);
        let ends = |value: f64, slope: f64| slope < -LEAST_FALL && value <= -slope * (step + TIE);
        let mut ties = Vec::new();
        for (place, (&value, &slope)) in self.weights.iter().zip(&self.slope).enumerate() {
            if ends(value, slope) {
                ties.push(Tie { variable: Variable::Weight(self.mix[place]), fall: -slope });
            }
        }
        for (reply, (&value, &slope)) in self.slacks.iter().zip(&self.slack_slope).enumerate() {
            if ends(value, slope) {
                ties.push(Tie { variable: Variable::Slack(reply), fall: -slope });
            }
        }
        Some((self.lexicographic_first(ties)?, step))
    }

    /// The coefficient of a reply's slack (not in the basis, at this place) in the equation of a basic variable.
    pub(crate) fn coefficient(&self, basic: Variable, place: usize) -> f64 {
        match basic {
            Variable::Weight(action) => self.inverse[self.mix_place[action]][place],
            Variable::Slack(reply) => {
                let terms = self.mix.iter().zip(&self.inverse);
                -terms.map(|(&action, row)| self.polytope.at(reply, action) * row[place]).sum::<f64>()
            }
        }
    }

    fn advance(&mut self, step: f64) {
        for (value, slope) in self.weights.iter_mut().zip(&self.slope) {
            *value += step * slope;
        }
        for (value, slope) in self.slacks.iter_mut().zip(&self.slack_slope) {
            *value += step * slope;
        }
    }

    /// Brings the basis and the inverse of the kernel up to date.
    fn exchange(&mut self, entering: Variable, leaving: Variable, step: f64) {
        match (entering, leaving) {
            (Variable::Weight(action), Variable::Slack(reply)) => self.grow(action, reply, step),
            (Variable::Weight(action), Variable::Weight(old)) => self.replace_action(old, action, step),
            (Variable::Slack(reply), Variable::Weight(old)) => self.shrink(reply, old),
            (Variable::Slack(reply), Variable::Slack(new)) => self.replace_reply(reply, new),
        }
    }

    /// What a reply earns against the actions in the mix, times the inverse.
    fn reply_row(&self, reply: usize) -> Vec<f64> {
        let mut product = vec![0.0; self.tight.len()];
        for (&action, row) in self.mix.iter().zip(&self.inverse) {
            add_multiple(&mut product, self.polytope.at(reply, action), row);
        }
        product
    }

    fn grow(&mut self, action: usize, reply: usize, step: f64) {
        let row = self.reply_row(reply);
        let corner = -1.0 / self.slack_slope[reply];
        for (own, slope) in self.inverse.iter_mut().zip(&self.slope) {
            add_multiple(own, -slope * corner, &row);
            own.push(slope * corner);
        }
        let mut last: Vec<f64> = row.iter().map(|entry| -entry * corner).collect();
        last.push(corner);
        self.inverse.push(last);
        self.mix_place[action] = self.mix.len();
        self.mix.push(action);
        self.tight_place[reply] = self.tight.len();
        self.tight.push(reply);
        self.weights.push(step);
        self.slacks[reply] = 0.0;
    }

    fn replace_action(&mut self, old: usize, new: usize, step: f64) {
        let place = self.mix_place[old];
        let mut row = std::mem::take(&mut self.inverse[place]);
        let scale = -1.0 / self.slope[place];
        for entry in &mut row {
            *entry *= scale;
        }
        for (other, slope) in self.inverse.iter_mut().zip(&self.slope) {
            if !other.is_empty() {
                add_multiple(other, *slope, &row);
            }
        }
        self.inverse[place] = row;
        self.mix_place[old] = NOWHERE;
        self.mix_place[new] = place;
        self.mix[place] = new;
        self.weights[place] = step;
    }

    fn shrink(&mut self, reply: usize, old: usize) {
        let (row_place, column) = (self.mix_place[old], self.tight_place[reply]);
        let row = self.inverse.swap_remove(row_place);
        let scale = -1.0 / row[column];
        for other in &mut self.inverse {
            let factor = other[column] * scale;
            add_multiple(other, factor, &row);
            other.swap_remove(column);
        }
        self.mix.swap_remove(row_place);
        self.weights.swap_remove(row_place);
        self.tight.swap_remove(column);
        self.mix_place[old] = NOWHERE;
        self.tight_place[reply] = NOWHERE;
        if let Some(&moved) = self.mix.get(row_place) {
            self.mix_place[moved] = row_place;
        }
        if let Some(&moved) = self.tight.get(column) {
            self.tight_place[moved] = column;
        }
    }

    fn replace_reply(&mut self, old: usize, new: usize) {
        let place = self.tight_place[old];
        let row = self.reply_row(new);
        let scale = 1.0 / row[place];
        for own in &mut self.inverse {
            let factor = own[place] * scale;
            add_multiple(own, -factor, &row);
            own[place] = factor;
        }
        self.tight_place[old] = NOWHERE;
        self.tight_place[new] = place;
        self.tight[place] = new;
        self.slacks[new] = 0.0;
    }

    /// Computes inverse, weights and slacks from the basis alone.
    fn refresh(&mut self) -> Option<()> {
        let kernel = |&reply: &usize| self.mix.iter().map(|&action| self.polytope.at(reply, action)).collect();
        self.inverse = inverted(self.tight.iter().map(kernel).collect())?;
        self.weights = self.inverse.iter().map(|row| row.iter().sum()).collect();
        let columns: Vec<(usize, f64)> = self.mix.iter().copied().zip(self.weights.iter().copied()).collect();
        subtract_columns(self.polytope, &columns, 1.0, &mut self.slacks);
        for &reply in &self.tight {
            self.slacks[reply] = 0.0;
        }
        Some(())
    }
}

/// Sets `result` to a constant less a weighted sum of columns, four columns at a time.
fn subtract_columns(polytope: &Polytope<'_>, columns: &[(usize, f64)], constant: f64, result: &mut [f64]) {
    let shift: f64 = columns.iter().map(|(_, weight)| weight * SHIFT).sum();
    result.fill(constant - shift);
    let (quads, rest) = columns.as_chunks::<4>();
    for quad in quads {
        let [a, b, c, d] = quad.map(|(column, _)| polytope.column(column));
        let [wa, wb, wc, wd] = quad.map(|(_, weight)| weight);
        for ((((sum, a), b), c), d) in result.iter_mut().zip(a).zip(b).zip(c).zip(d) {
            *sum -= (wa * a + wb * b) + (wc * c + wd * d);
        }
    }
    for &(column, weight) in rest {
        add_multiple(result, -weight, polytope.column(column));
    }
}

fn add_multiple(sum: &mut [f64], factor: f64, row: &[f64]) {
    for (cell, entry) in sum.iter_mut().zip(row) {
        *cell += factor * entry;
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// The inverse of a square matrix by elimination with the largest pivots; `None` when it is singular to rounding.
fn inverted(mut matrix: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    let size = matrix.len();
    for (index, row) in matrix.iter_mut().enumerate() {
        row.extend((0..size).map(|column| if column == index { 1.0 } else { 0.0 }));
    }
    for column in 0..size {
        let size_at = |row: &usize| matrix[*row][column].abs();
        let best = (column..size).max_by(|a, b| size_at(a).total_cmp(&size_at(b)))?;
        if size_at(&best) < 1e-13 {
            return None;
        }
        matrix.swap(best, column);
        let mut row = std::mem::take(&mut matrix[column]);
        let scale = 1.0 / row[column];
        for entry in &mut row {
            *entry *= scale;
        }
        for other in matrix.iter_mut().filter(|other| !other.is_empty()) {
            let factor = -other[column];
            add_multiple(other, factor, &row);
        }
        matrix[column] = row;
    }
    for row in &mut matrix {
        row.drain(..size);
    }
    Some(matrix)
}
