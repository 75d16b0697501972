//! Games and results in words, with labels.

use std::fmt;

use super::game::Game;
use super::profile::ExactProfile;
use super::set::{EquilibriumSet, Subset, mix_text};

/// Tables larger than this are described, not printed.
const MAX_PRINTED_CELLS: usize = 400;

impl fmt::Display for Game {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}", self.title())?;
        for player in self.players() {
            writeln!(f, "  {}: {}", player.name(), player.actions().join(", "))?;
        }
        if self.player_count() == 2 && self.profile_count() <= MAX_PRINTED_CELLS {
            return f.write_str(&matrix_text(self));
        }
        writeln!(f, "  {} pure profiles", self.profile_count())
    }
}

/// The payoff pairs of a two-player game as an aligned table.
fn matrix_text(game: &Game) -> String {
    let [rows, columns] = game.players() else { return String::new() };
    let payoff = |number: usize, player: usize| game.column(player).exact_at(number);
    let mut table = vec![vec![String::new()]];
    table[0].extend(columns.actions().iter().cloned());
    for (row, label) in rows.actions().iter().enumerate() {
        let cells = (0..columns.actions().len()).map(|column| {
            let number = row + column * rows.actions().len();
            format!("{}, {}", payoff(number, 0), payoff(number, 1))
        });
        table.push(std::iter::once(label.clone()).chain(cells).collect());
    }
    aligned(&table)
}

fn aligned(table: &[Vec<String>]) -> String {
    let width = |column: usize| table.iter().map(|row| row[column].chars().count()).max();
    let widths: Vec<usize> = (0..table[0].len()).filter_map(width).collect();
    let mut text = String::new();
    for row in table {
        let cells = row.iter().zip(&widths).map(|(cell, &width)| format!("{cell:<width$}"));
        let line = cells.collect::<Vec<_>>().join("  ");
        text.push_str("  ");
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

impl ExactProfile {
    /// The profile with the game's labels: `North: pause 1/3 + race 2/3; South: race`.
    pub fn describe(&self, game: &Game) -> String {
        let pairs = game.players().iter().zip(self.mixes());
        let part = |(player, mix): (&super::labels::Player, &Vec<_>)| {
            format!("{}: {}", player.name(), mix_text(mix, player.actions()))
        };
        pairs.map(part).collect::<Vec<_>>().join("; ")
    }
}

impl EquilibriumSet {
    /// The set in words, with the game's labels: components, extreme points, completeness.
    ///
    /// ```
    /// use moloch_equilibrium::finite::{Game, two_by_two};
    ///
    /// let game = Game::bimatrix(&[[-2, 2], [0, 0]], &[[-2, 2], [0, 0]])?;
    /// let text = two_by_two(&game)?.describe(&game);
    /// assert!(text.starts_with("2 components\n"));
    /// assert!(text.contains("isolated point"));
    /// assert!(text.contains("segment"));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn describe(&self, game: &Game) -> String {
        let count = self.components.len();
        let plural = if count == 1 { "" } else { "s" };
        let mut lines = vec![format!("{count} component{plural}")];
        for (index, component) in self.components.iter().enumerate() {
            lines.push(format!("{}. {}", index + 1, component.kind()));
            lines.extend(component.subsets().iter().map(|subset| subset_text(subset, game)));
        }
        lines.push(format!("{} ({})\n", self.completeness, self.method));
        lines.join("\n")
    }
}

/// One line: each player's face, from vertex to vertex.
fn subset_text(subset: &Subset, game: &Game) -> String {
    let faces = subset.faces().iter().zip(game.players()).map(|(face, player)| {
        let vertex = |mix: &Vec<_>| mix_text(mix, player.actions());
        let ends: Vec<_> = face.vertices().iter().map(vertex).collect();
        format!("{}: {}", player.name(), ends.join(" to "))
    });
    format!("   {}", faces.collect::<Vec<_>>().join("; "))
}
