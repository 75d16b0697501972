//! The whole set of equilibria of a two-player game, enumerated without any solver.

use std::collections::BTreeSet;

use dashu_int::IBig;
use moloch_core::{Effort, Stop};

use super::super::exact::{Rational, common_denominator, zero};
use super::super::game::Game;
use super::vertices::{Vertex, vertices};

/// Extreme equilibria and maximal Nash subsets of a two-player game.
pub(super) struct Truth {
    /// Every extreme equilibrium: a mix of each player.
    pub(super) extreme: BTreeSet<Pair>,
    /// Every maximal Nash subset: the extreme mixes of each player.
    pub(super) subsets: BTreeSet<(Vertices, Vertices)>,
}

/// A mix of each player.
pub(super) type Pair = (Vec<Rational>, Vec<Rational>);
/// Mixes in order.
pub(super) type Vertices = Vec<Vec<Rational>>;

/// Enumerates both best-response polytopes and pairs their vertices.
pub(super) fn enumerate(game: &Game, effort: &Effort) -> Result<Truth, Stop> {
    let [rows, columns] = [game.action_counts()[0], game.action_counts()[1]];
    // What player 2 earns bounds player 1's mixes, and the other way round.
    let second: Vec<Vec<IBig>> = transposed(&positive(game, 1), rows, columns);
    let mut watch = effort.watch("vertices of player 1's best-response polytope");
    let first_vertices = vertices(rows, &second, &mut watch)?;
    let mut watch = effort.watch("vertices of player 2's best-response polytope");
    let second_vertices = vertices(columns, &positive(game, 0), &mut watch)?;
    let mut watch = effort.watch("pairs of vertices");
    let mut neighbours = vec![Vec::new(); first_vertices.len()];
    for (x, first) in first_vertices.iter().enumerate() {
        for (y, second) in second_vertices.iter().enumerate() {
            watch.step()?;
            if is_labelled(first, second, rows, columns) {
                neighbours[x].push(y);
            }
        }
    }
    let pair = |x: usize, y: usize| (first_vertices[x].mix.clone(), second_vertices[y].mix.clone());
    let extreme = neighbours.iter().enumerate().flat_map(|(x, ys)| ys.iter().map(move |&y| (x, y)));
    let extreme = extreme.map(|(x, y)| pair(x, y)).collect();
    let mut watch = effort.watch("maximal Nash subsets");
    let mut subsets = BTreeSet::new();
    for ys in closed_sets(&neighbours, &mut watch)? {
        let xs = (0..neighbours.len()).filter(|&x| ys.iter().all(|y| neighbours[x].binary_search(y).is_ok()));
        let mut first: Vertices = xs.map(|x| first_vertices[x].mix.clone()).collect();
        let mut second: Vertices = ys.iter().map(|&y| second_vertices[y].mix.clone()).collect();
        first.sort();
        second.sort();
        subsets.insert((first, second));
    }
    Ok(Truth { extreme, subsets })
}

/// All sets that are intersections of the rows' neighbours: the second sides of the maximal bicliques.
fn closed_sets(neighbours: &[Vec<usize>], watch: &mut moloch_core::Watch<'_>) -> Result<BTreeSet<Vec<usize>>, Stop> {
    let mut closed: BTreeSet<Vec<usize>> = BTreeSet::new();
    for row in neighbours.iter().filter(|row| !row.is_empty()) {
        let mut found = vec![row.clone()];
        for old in &closed {
            watch.step()?;
            let common: Vec<usize> = old.iter().filter(|y| row.binary_search(y).is_ok()).copied().collect();
            if !common.is_empty() {
                found.push(common);
            }
        }
        closed.extend(found);
    }
    Ok(closed)
}

/// Whether every action of both players is unused or a best reply.
fn is_labelled(first: &Vertex, second: &Vertex, rows: usize, columns: usize) -> bool {
    // The first polytope's inequalities: unused rows, then columns that are best replies; the second's the other
    // way round.
    (0..rows).all(|row| first.tight.contains(row) || second.tight.contains(columns + row))
        && (0..columns).all(|column| first.tight.contains(rows + column) || second.tight.contains(column))
}

/// A player's payoffs by row, as integers from 1: multiplied and shifted, which changes no best reply.
fn positive(game: &Game, player: usize) -> Vec<Vec<IBig>> {
    let [rows, columns] = [game.action_counts()[0], game.action_counts()[1]];
    let at = |row: usize, column: usize| game.column(player).exact_at(row + column * rows);
    let payoffs: Vec<Rational> =
        (0..rows).flat_map(|row| (0..columns).map(move |column| (row, column))).map(|(r, c)| at(r, c)).collect();
    let least = payoffs.iter().min().cloned().unwrap_or_else(zero);
    let shifted: Vec<Rational> = payoffs.into_iter().map(|payoff| payoff - &least).collect();
    let common = Rational::from(common_denominator(shifted.iter()));
    let whole = |payoff: &Rational| (payoff * &common).numerator().clone() + IBig::ONE;
    shifted.chunks(columns).map(|row| row.iter().map(whole).collect()).collect()
}

fn transposed(matrix: &[Vec<IBig>], rows: usize, columns: usize) -> Vec<Vec<IBig>> {
    (0..columns).map(|column| (0..rows).map(|row| matrix[row][column].clone()).collect()).collect()
}
