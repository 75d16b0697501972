//! Sample trees and short ways to write profiles.

use moloch_equilibrium::finite::{Rational, rational};
use moloch_equilibrium::sequential::{ExactBehaviour, Tree, efg};

/// Every sample file, by name without its ending.
pub(super) const SAMPLES: [&str; 20] = [
    "bagwell",
    "beer_quiche",
    "centipede",
    "driver",
    "entry",
    "forgetful",
    "horse",
    "jury",
    "kuhn_poker",
    "myerson_2_1",
    "myerson_4_2",
    "offer",
    "pennies",
    "pennies_zeros",
    "poker",
    "second_bet",
    "stoc94",
    "trust",
    "two_pennies",
    "unreached",
];

/// The text of a sample file.
pub(super) fn sample_text(name: &str) -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/trees").join(format!("{name}.efg"));
    std::fs::read_to_string(path).unwrap()
}

/// A sample tree.
pub(super) fn sample(name: &str) -> Tree {
    efg::parse(name, &sample_text(name)).unwrap()
}

pub(super) fn ratio(numerator: i64, denominator: i64) -> Rational {
    rational(numerator, denominator).unwrap()
}

/// The behaviour with these probabilities of the first of two actions, set by set.
pub(super) fn first_of_two(tree: &Tree, shares: &[(i64, i64)]) -> ExactBehaviour {
    let mix = |&(above, below): &(i64, i64)| vec![ratio(above, below), ratio(below - above, below)];
    ExactBehaviour::new(tree, shares.iter().map(mix).collect()).unwrap()
}

/// Grows a tree of up to four rounds: in each, chance draws, or a player moves without seeing the last move of the
/// others in the same round. What was done in earlier rounds everybody knows, so that recall is perfect.
pub(super) fn grown(players: usize, draws: &[u32]) -> Tree {
    let mut growth =
        Growth { draws, next: 0, builder: Tree::builder("Grown", (1..=players).map(|p| format!("P{p}"))), players };
    growth.round(0);
    growth.builder.finish().unwrap()
}

struct Growth<'a> {
    draws: &'a [u32],
    next: usize,
    builder: moloch_equilibrium::sequential::TreeBuilder,
    players: usize,
}

impl Growth<'_> {
    fn draw(&mut self, below: usize) -> usize {
        let draw = u64::from(self.draws[self.next % self.draws.len()]);
        let mixed = draw.wrapping_mul(2_654_435_761).wrapping_add(self.next as u64 * 97);
        self.next += 1;
        usize::try_from((mixed >> 8) % below as u64).unwrap()
    }

    fn end(&mut self) {
        let payoffs: Vec<i64> = (0..self.players).map(|_| i64::try_from(self.draw(13)).unwrap() - 6).collect();
        self.builder.end(payoffs).unwrap();
    }

    fn round(&mut self, depth: usize) {
        if depth == 3 || (depth > 0 && self.draw(3) == 0) {
            return self.end();
        }
        match self.draw(4) {
            0 => {
                let set = self.builder.chance_set("", [("a", ratio(1, 3)), ("b", ratio(2, 3))]).unwrap();
                self.builder.chance(set).unwrap();
                self.round(depth + 1);
                self.round(depth + 1);
            }
            1 | 2 if self.players > 1 => {
                // Two players move at once.
                let first = self.draw(self.players);
                let second = (first + 1) % self.players;
                let above = self.builder.information_set(first, "", ["x", "y"]).unwrap();
                let actions = ["l", "m", "r"];
                let count = 2 + self.draw(2);
                let below = self.builder.information_set(second, "", actions[..count].to_vec()).unwrap();
                self.builder.decide(above).unwrap();
                for _ in 0..2 {
                    self.builder.decide(below).unwrap();
                    for _ in 0..count {
                        if self.draw(3) == 0 { self.round(depth + 1) } else { self.end() }
                    }
                }
            }
            _ => {
                let player = self.draw(self.players);
                let set = self.builder.information_set(player, "", ["x", "y"]).unwrap();
                self.builder.decide(set).unwrap();
                self.round(depth + 1);
                self.round(depth + 1);
            }
        }
    }
}
