//! Pairs of vertices of the two polytopes that have all labels between them.

use moloch_core::{Stop, Watch};

use super::labels::{LabelMap, LabelSets, Labels};

/// What the search of one polytope found.
#[derive(Debug)]
pub(super) struct Vertices<const W: usize> {
    /// For every basis but the root, the labels of its variables that are zero in the perturbed game.
    pub(super) bases: Vec<Labels<W>>,
    /// Degenerate bases by their place in that list, with all their labels.
    pub(super) degenerate: Vec<(usize, Labels<W>)>,
}

impl<const W: usize> Vertices<W> {
    pub(super) fn new() -> Self {
        Self { bases: Vec::new(), degenerate: Vec::new() }
    }

    /// The vertices of the other polytope of a game that is the same from both seats, with `half` actions each.
    pub(super) fn exchanged(&self, half: usize) -> Self {
        let bases = self.bases.iter().map(|basis| basis.exchanged(half)).collect();
        let degenerate = self.degenerate.iter().map(|(place, labels)| (*place, labels.exchanged(half))).collect();
        Self { bases, degenerate }
    }

    /// The vertices, sorted: each one's labels with one of its bases.
    pub(super) fn distinct(&self) -> Vec<(Labels<W>, Labels<W>)> {
        let mut all: Vec<_> = self.bases.iter().map(|&basis| (basis, basis)).collect();
        for &(place, labels) in &self.degenerate {
            all[place].0 = labels;
        }
        all.sort_unstable();
        all.dedup_by_key(|vertex| vertex.0);
        all
    }

    /// The labels of every degenerate basis, all of them.
    pub(super) fn labels(&self) -> LabelMap<W, Labels<W>> {
        self.degenerate.iter().map(|&(place, labels)| (self.bases[place], labels)).collect()
    }
}

/// The pairs of bases in which every label is on exactly one side: the equilibria of the perturbed game. As the
/// labels of the first side's bases.
pub(super) fn complementary<const W: usize>(
    first: &[Labels<W>],
    second: &[Labels<W>],
    all: &Labels<W>,
) -> Vec<Labels<W>> {
    let known: LabelSets<W> = second.iter().copied().collect();
    let mut pairs: Vec<_> = first.iter().copied().filter(|basis| known.contains(&all.without(basis))).collect();
    pairs.sort_unstable();
    pairs
}

/// A vertex with its number.
type Numbered<const W: usize> = (Labels<W>, usize);

/// Joins two lists of vertices on having all labels together.
///
/// Both lists are split by one label after the other; the pairs of those without a label are never looked at. Two
/// vertices with `a` and `b` labels beyond the least possible share exactly `a + b`, so that lists are joined
/// class by class of surplus and a pair of parts is given up as soon as it shares more.
pub(super) fn joined<const W: usize>(
    first: &[Labels<W>],
    second: &[Labels<W>],
    least: [usize; 2],
    count: usize,
    watch: &mut Watch<'_>,
) -> Result<Vec<(usize, usize)>, Stop> {
    let mut pairs = Vec::new();
    let (mut first, mut second) = (by_surplus(first, least[0]), by_surplus(second, least[1]));
    for (a, one) in &mut first {
        for (b, other) in &mut second {
            let mut join = Join { all: Labels::below(count), count, pairs: &mut pairs, watch: &mut *watch };
            join.split(one, other, 0, *a + *b)?;
        }
    }
    pairs.sort_unstable();
    Ok(pairs)
}

fn by_surplus<const W: usize>(vertices: &[Labels<W>], least: usize) -> Vec<(usize, Vec<Numbered<W>>)> {
    let mut classes: Vec<(usize, Vec<Numbered<W>>)> = Vec::new();
    for (number, &labels) in vertices.iter().enumerate() {
        let surplus = labels.count().saturating_sub(least);
        match classes.iter_mut().find(|(other, _)| *other == surplus) {
            Some((_, class)) => class.push((labels, number)),
            None => classes.push((surplus, vec![(labels, number)])),
        }
    }
    classes
}

/// Pairs of lists so small that all pairs are tried.
const FEW_PAIRS: usize = 256;

struct Join<'a, 'w, const W: usize> {
    all: Labels<W>,
    count: usize,
    pairs: &'a mut Vec<(usize, usize)>,
    watch: &'a mut Watch<'w>,
}

impl<const W: usize> Join<'_, '_, W> {
    /// Joins two lists by the labels from `label` on; they may share `spare` more of them. The recursion is at most as
    /// deep as there are labels.
    fn split(
        &mut self,
        first: &mut [Numbered<W>],
        second: &mut [Numbered<W>],
        label: usize,
        spare: usize,
    ) -> Result<(), Stop> {
        if first.is_empty() || second.is_empty() {
            return Ok(());
        }
        self.watch.step()?;
        if label == self.count || first.len().saturating_mul(second.len()) <= FEW_PAIRS {
            self.try_all(first, second);
            return Ok(());
        }
        let [one_without, one_with] = parts(first, label);
        let [other_without, other_with] = parts(second, label);
        self.split(one_without, other_with, label + 1, spare)?;
        self.split(one_with, other_without, label + 1, spare)?;
        if spare > 0 {
            self.split(one_with, other_with, label + 1, spare - 1)?;
        }
        Ok(())
    }

    fn try_all(&mut self, first: &[Numbered<W>], second: &[Numbered<W>]) {
        for (labels, number) in first {
            let complete = second.iter().filter(|(other, _)| labels.union(other) == self.all);
            self.pairs.extend(complete.map(|(_, other)| (*number, *other)));
        }
    }
}

/// Those without the label, then those with it.
fn parts<const W: usize>(list: &mut [Numbered<W>], label: usize) -> [&mut [Numbered<W>]; 2] {
    let mut without = 0;
    for place in 0..list.len() {
        if !list[place].0.has(label) {
            list.swap(without, place);
            without += 1;
        }
    }
    let (without, with) = list.split_at_mut(without);
    [without, with]
}
