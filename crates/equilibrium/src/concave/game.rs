//! What a concave game must say about itself.

use std::ops::Range;

use moloch_core::{Uniqueness, root};

/// Actions of all players: player `i` owns a slice of one flat list.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    actions: Vec<f64>,
    starts: Vec<usize>,
}

impl Profile {
    /// A profile of zeros; `dimensions[i]` is the number of components of player `i`'s action.
    pub fn zeros(dimensions: impl IntoIterator<Item = usize>) -> Self {
        let mut starts = vec![0];
        for dimension in dimensions {
            starts.push(starts[starts.len() - 1] + dimension);
        }
        Self { actions: vec![0.0; starts[starts.len() - 1]], starts }
    }

    /// A profile in which every player's action is one number.
    pub fn of_numbers(actions: Vec<f64>) -> Self {
        let starts = (0..=actions.len()).collect();
        Self { actions, starts }
    }

    /// The action of a player.
    pub fn of(&self, player: usize) -> &[f64] {
        &self.actions[self.starts[player]..self.starts[player + 1]]
    }

    /// The action of a player, to be written.
    pub fn of_mut(&mut self, player: usize) -> &mut [f64] {
        &mut self.actions[self.starts[player]..self.starts[player + 1]]
    }

    /// All actions, player by player.
    pub fn flat(&self) -> &[f64] {
        &self.actions
    }

    /// The number of players.
    pub const fn players(&self) -> usize {
        self.starts.len() - 1
    }
}

/// A limit on the sum of some components of one player's action.
#[derive(Debug, Clone, PartialEq)]
pub struct Budget {
    /// The components that share the limit; their lower bounds are zero or more.
    pub components: Range<usize>,
    /// The largest sum.
    pub total: f64,
}

/// A game in which each player's payoff is concave in the own action, a point of a finite box, possibly with a limit on
/// the sum of some components.
pub trait ConcaveGame {
    /// The number of players.
    fn players(&self) -> usize;

    /// The number of components of a player's action.
    fn dimension(&self, player: usize) -> usize;

    /// The lowest and highest value of a component; both finite. A player must not gain from leaving the box.
    fn bounds(&self, player: usize, component: usize) -> (f64, f64);

    /// A limit on the sum of components of this player's own action beside the box; none unless the game says so.
    fn budget(&self, _player: usize) -> Option<Budget> {
        None
    }

    /// The payoff of a player.
    fn payoff(&self, player: usize, profile: &Profile) -> f64;

    /// The derivatives of a player's payoff by the components of the own action.
    fn gradient(&self, player: usize, profile: &Profile, gradient: &mut [f64]);

    /// What regrets are compared with, in payoff units: the prize of a contest, the payoff range.
    fn scale(&self) -> f64;

    /// What is known of uniqueness, from the conditions of a theorem that were checked.
    fn uniqueness(&self) -> Uniqueness;

    /// Writes a best reply of a player into the profile.
    ///
    /// The default raises or lowers one component at a time to the root of its derivative, which reaches the
    /// maximum of a smooth concave payoff on a box. A game with a [`Budget`] must write its own reply: one
    /// component at a time does not find the best split of a limit.
    fn reply(&self, player: usize, profile: &mut Profile) {
        let dimension = self.dimension(player);
        let mut gradient = vec![0.0; dimension];
        for _ in 0..if dimension == 1 { 1 } else { 200 } {
            let mut moved = 0.0_f64;
            for component in 0..dimension {
                let before = profile.of(player)[component];
                let after = coordinate_reply(self, player, component, profile, &mut gradient);
                profile.of_mut(player)[component] = after;
                moved = moved.max((after - before).abs() / after.abs().max(f64::MIN_POSITIVE));
            }
            if moved <= moloch_core::tolerance::FIXED_POINT_REL {
                break;
            }
        }
    }
}

fn coordinate_reply<G: ConcaveGame + ?Sized>(
    game: &G,
    player: usize,
    component: usize,
    profile: &mut Profile,
    gradient: &mut [f64],
) -> f64 {
    let (low, high) = game.bounds(player, component);
    let mut slope = |at: f64| {
        profile.of_mut(player)[component] = at;
        game.gradient(player, profile, gradient);
        gradient[component]
    };
    if slope(low) <= 0.0 {
        return low;
    }
    if slope(high) >= 0.0 {
        return high;
    }
    let slope = std::cell::RefCell::new(slope);
    // A derivative that is not a number must not pass for a reply.
    root::bisect(low, high, |at| (slope.borrow_mut())(at)).map_or(f64::NAN, |root| root.at)
}
