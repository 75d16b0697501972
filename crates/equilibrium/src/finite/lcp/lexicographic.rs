//! Ties of the ratio test, broken as if each right-hand side were raised by its own infinitesimal amount.

use super::vertex::{Variable, Vertex};

/// Ratios that differ by less than this are taken for equal.
const SAME_RATIO: f64 = 1e-10;

/// A variable that becomes zero at the end of the step, and how fast it falls.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tie {
    pub(crate) variable: Variable,
    pub(crate) fall: f64,
}

impl Vertex<'_> {
    /// The variable whose row of the inverse basis, divided by its fall, is lexicographically least.
    pub(crate) fn lexicographic_first(&self, mut ties: Vec<Tie>) -> Option<Variable> {
        if ties.len() > 1 {
            // Slacks came in rising order: the next one to be dropped then stands near the end.
            ties.reverse();
            for reply in self.compared_columns(&ties) {
                if self.tight_place[reply] == usize::MAX {
                    // Only this slack's own row has an entry here, so that it is not the least.
                    let own = ties.iter().rposition(|tie| tie.variable == Variable::Slack(reply));
                    own.map(|place| ties.remove(place));
                } else {
                    self.keep_least(reply, &mut ties);
                }
                if ties.len() == 1 {
                    break;
                }
            }
        }
        ties.first().map(|tie| tie.variable)
    }

    /// Replies in whose column some tied rows are not zero, in order.
    fn compared_columns(&self, ties: &[Tie]) -> Vec<usize> {
        let own = ties.iter().filter_map(|tie| match tie.variable {
            Variable::Slack(reply) => Some(reply),
            Variable::Weight(_) => None,
        });
        let mut columns: Vec<usize> = self.tight.iter().copied().chain(own).collect();
        columns.sort_unstable();
        columns
    }

    fn keep_least(&self, reply: usize, ties: &mut Vec<Tie>) {
        let place = self.tight_place[reply];
        let ratio = |tie: &Tie| {
            let entry = match tie.variable {
                _ if place != usize::MAX => self.coefficient(tie.variable, place),
                Variable::Slack(own) if own == reply => 1.0,
                _ => 0.0,
            };
            entry / tie.fall
        };
        let ratios: Vec<f64> = ties.iter().map(ratio).collect();
        let least = ratios.iter().copied().fold(f64::INFINITY, f64::min);
        let bound = least + SAME_RATIO * (1.0 + least.abs());
        let mut ratios = ratios.into_iter();
        ties.retain(|_| ratios.next().is_some_and(|ratio| ratio <= bound));
    }
}
