//! Dictionaries of a best-response polytope, and how one becomes its neighbour.

use dashu_int::IBig;

use super::arithmetic::{Cell, Residue, Width, Word, bits};

/// The rational tableau of one basis as integers over one positive denominator $`D`$: for every basic variable $`b`$
/// in row $`i`$, $`D b + \sum_j T_{ij} v_j = T_{i0}`$ over the other variables $`v_j`$, which are zero.
/// The last row is the objective's. Every number is a subdeterminant of the first dictionary.
#[derive(Clone, Debug)]
pub(super) struct Table<T> {
    /// Row by row; the first column holds the right-hand sides.
    pub(super) cells: Vec<T>,
    pub(super) denominator: T,
}

/// A basis with its dictionary in the narrowest width that holds it; of the three tables only that one is valid, the
/// others keep their memory for later.
#[derive(Clone, Debug)]
pub(super) struct Dictionary {
    /// The variable of each row but the objective's.
    pub(super) basic: Vec<u32>,
    /// The variable of each column but the first.
    pub(super) nonbasic: Vec<u32>,
    pub(super) width: Width,
    pub(super) narrow: Table<i64>,
    pub(super) wide: Table<i128>,
    pub(super) big: Table<IBig>,
}

impl<T> Table<T> {
    fn empty(denominator: T) -> Self {
        Self { cells: Vec::new(), denominator }
    }
}

impl Dictionary {
    /// One with nothing in it, to be written over.
    pub(super) fn blank() -> Self {
        Self {
            basic: Vec::new(),
            nonbasic: Vec::new(),
            width: Width::Narrow,
            narrow: Table::empty(1),
            wide: Table::empty(1),
            big: Table::empty(IBig::ONE),
        }
    }

    /// The first dictionary of $`\{z \ge 0 : M z \le 1\}`$, all slacks basic, for the objective of making
    /// $`\sum_j z_j`$ small; `matrix` has `rows` rows. Variables are the `z` and then the slacks.
    pub(super) fn first(matrix: &[IBig], rows: usize) -> Self {
        let columns = matrix.len() / rows;
        let mut cells = Vec::with_capacity((rows + 1) * (columns + 1));
        for row in matrix.chunks_exact(columns) {
            cells.push(IBig::ONE);
            cells.extend_from_slice(row);
        }
        cells.push(IBig::ZERO);
        cells.extend(std::iter::repeat_n(IBig::ONE, columns));
        let mut first = Self::blank();
        first.nonbasic = (0..columns).map(number).collect();
        first.basic = (columns..columns + rows).map(number).collect();
        first.width = Width::Big;
        first.big = Table { cells, denominator: IBig::ONE };
        first.narrowed();
        first
    }

    /// Writes the neighbour in which row `row` and column `column` (from 0, not counting the right-hand sides) have
    /// changed places into `target`, in a width that the caller knows to fit.
    pub(super) fn exchange_into(&self, row: usize, column: usize, width: Width, target: &mut Self) {
        target.basic.clone_from(&self.basic);
        target.nonbasic.clone_from(&self.nonbasic);
        std::mem::swap(&mut target.basic[row], &mut target.nonbasic[column]);
        target.width = width;
        let pivot = Pivot { row, column: column + 1, stride: self.nonbasic.len() + 1 };
        match (self.width, width) {
            (Width::Narrow, Width::Narrow) => pivot.words(&self.narrow, &mut target.narrow),
            (Width::Narrow, Width::Wide) => pivot.words(&self.narrow, &mut target.wide),
            (Width::Wide, Width::Narrow) => pivot.words(&self.wide, &mut target.narrow),
            (Width::Wide, Width::Wide) => pivot.words(&self.wide, &mut target.wide),
            (Width::Narrow, Width::Big) => pivot.big(&self.narrow, &mut target.big),
            (Width::Wide, Width::Big) => pivot.big(&self.wide, &mut target.big),
            (Width::Big, _) => pivot.big(&self.big, &mut target.big),
        }
        if width == Width::Big || self.width == Width::Big {
            target.narrowed();
        }
    }

    /// Leaves big integers where machine integers hold everything.
    fn narrowed(&mut self) {
        let largest = self.big.cells.iter().map(bits).max().unwrap_or(0).max(bits(&self.big.denominator));
        self.width = match largest {
            0..=62 => Width::Narrow,
            63..=126 => Width::Wide,
            _ => Width::Big,
        };
        match self.width {
            Width::Narrow => convert(&self.big, &mut self.narrow),
            Width::Wide => convert(&self.big, &mut self.wide),
            Width::Big => {}
        }
    }
}

/// Only called with numbers that fit.
fn convert<'a, T: TryFrom<&'a IBig> + Default>(source: &'a Table<IBig>, target: &mut Table<T>) {
    target.cells.clear();
    target.cells.extend(source.cells.iter().map(|cell| T::try_from(cell).unwrap_or_default()));
    target.denominator = T::try_from(&source.denominator).unwrap_or_default();
}

/// Variables are counted in 32 bits; games have fewer than 2^27 payoffs.
fn number(index: usize) -> u32 {
    u32::try_from(index).unwrap_or(u32::MAX)
}

struct Pivot {
    row: usize,
    /// Counting the column of the right-hand sides.
    column: usize,
    stride: usize,
}

impl Pivot {
    /// $`T'_{ij} = (T_{ij} T_{rs} - T_{is} T_{rj}) / D`$ modulo the width of the target. With $`D = 2^k o`$ the
    /// inverse of $`o`$ is multiplied in beforehand, once for the pivot and once for each row.
    fn words<S: Cell + Residue<T>, T: Word>(&self, source: &Table<S>, target: &mut Table<T>) {
        let &Self { row, column, stride } = self;
        let twos = source.denominator.twos();
        let denominator: T = source.denominator.residue();
        let inverse = denominator.halved(twos).inverse();
        let pivot_row: Vec<T> = source.cells[row * stride..(row + 1) * stride].iter().map(Residue::residue).collect();
        let pivot = pivot_row[column];
        let factor = pivot.times(inverse);
        target.cells.resize(source.cells.len(), T::ZERO);
        let pairs = source.cells.chunks_exact(stride).zip(target.cells.chunks_exact_mut(stride));
        for (number, (from, into)) in pairs.enumerate() {
            if number == row {
                into.copy_from_slice(&pivot_row);
                into[column] = denominator;
                continue;
            }
            let entry: T = from[column].residue();
            let times = entry.times(inverse);
            for ((cell, old), &across) in into.iter_mut().zip(from).zip(&pivot_row) {
                *cell = old.residue().cross(factor, times, across).halved(twos);
            }
            into[column] = entry.negated();
        }
        target.denominator = pivot;
    }

    fn big<S: Cell>(&self, source: &Table<S>, target: &mut Table<IBig>)
    where
        IBig: From<S>,
    {
        let &Self { row, column, stride } = self;
        let big = |cell: &S| IBig::from(cell.clone());
        let denominator = big(&source.denominator);
        let pivot_row: Vec<IBig> = source.cells[row * stride..(row + 1) * stride].iter().map(big).collect();
        let pivot = pivot_row[column].clone();
        target.cells.clear();
        for (number, from) in source.cells.chunks_exact(stride).enumerate() {
            let start = target.cells.len();
            if number == row {
                target.cells.extend_from_slice(&pivot_row);
                target.cells[start + column].clone_from(&denominator);
                continue;
            }
            let entry = big(&from[column]);
            let cell = |(old, across): (&S, &IBig)| (big(old) * &pivot - &entry * across) / &denominator;
            target.cells.extend(from.iter().zip(&pivot_row).map(cell));
            target.cells[start + column] = -entry;
        }
        target.denominator = pivot;
    }
}
