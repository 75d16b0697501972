//! What the solver looks up again and again, computed once for each game.

use super::StageGame;

/// A stage game with its derived numbers.
#[derive(Debug, Default, Clone)]
pub(super) struct Prepared {
    /// $`M V_s a_{is}`$ where a lab can choose its effort, zero elsewhere; lab by lab.
    pub(super) worth: Vec<f64>,
    /// $`a_{is}(K_{is} + \text{committed effort})`$, lab by lab.
    pub(super) standing: Vec<f64>,
    /// Committed race effort of each lab.
    pub(super) held: Vec<f64>,
    /// What each lab's cap leaves for chosen race effort.
    pub(super) free: Vec<f64>,
    /// Whether anybody chooses effort in a segment; elsewhere the total stands.
    pub(super) live: Vec<bool>,
}

impl Prepared {
    pub(super) fn load(&mut self, game: &StageGame<'_>) {
        let (labs, segments) = (game.labs(), game.segments());
        self.worth.resize(labs * segments, 0.0);
        self.standing.resize(labs * segments, 0.0);
        self.held.resize(labs, 0.0);
        self.free.resize(labs, 0.0);
        self.live.clear();
        self.live.resize(segments, false);
        for lab in 0..labs {
            self.held[lab] = game.held_by(lab);
            self.free[lab] = game.cap_of(lab) - self.held[lab];
            for s in 0..segments {
                let k = lab * segments + s;
                let chooses = self.free[lab] > 0.0 && game.held_at(lab, s).is_none();
                self.worth[k] = if chooses { game.terms.foresight * game.prizes[s] * game.suitability[k] } else { 0.0 };
                self.standing[k] = game.standing_of(lab, s);
                self.live[s] |= self.worth[k] > 0.0;
            }
        }
    }
}
