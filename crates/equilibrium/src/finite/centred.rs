//! Payoffs less what the player cannot influence.
//!
//! A number added to all of a player's payoffs against one choice of the others changes no comparison between the
//! player's actions, hence no equilibrium, however large it is. Subtracting it **before** anything is rounded keeps the
//! digits that decide; every method in doubles takes its payoffs from here.

use super::column::{Column, Ordered, gcd};
use super::exact::Rational;

/// Which entries of a column belong together: the player's own actions against one choice of the others.
#[derive(Clone, Copy)]
pub(crate) struct Own {
    /// Distance between entries that differ by one own action.
    pub(crate) stride: usize,
    /// How many own actions there are.
    pub(crate) count: usize,
}

impl Own {
    /// The entry of the first own action against the same choice of the others.
    fn base(self, number: usize) -> usize {
        number - number / self.stride % self.count * self.stride
    }

    /// All entries against the same choice of the others.
    fn entries(self, number: usize) -> impl Iterator<Item = usize> {
        let base = self.base(number);
        (0..self.count).map(move |action| base + action * self.stride)
    }

    /// The entry of the lowest payoff against the same choice of the others.
    pub(crate) fn lowest_at<T: PartialOrd>(self, values: &[T], number: usize) -> usize {
        self.entries(number).fold(self.base(number), |low, entry| if values[entry] < values[low] { entry } else { low })
    }

    /// Each entry less the lowest one against the same choice of the others; block by block, without a division for
    /// each of millions of entries.
    fn less_lowest<T: PartialOrd + Clone>(self, values: &[T], difference: impl Fn(&T, &T) -> T) -> Vec<T> {
        let mut gains = Vec::with_capacity(values.len());
        let mut lowest = Vec::with_capacity(self.stride);
        for block in values.chunks_exact(self.stride * self.count) {
            let mut actions = block.chunks_exact(self.stride);
            lowest.clear();
            lowest.extend(actions.next().into_iter().flatten().cloned());
            for action in actions {
                for (low, value) in lowest.iter_mut().zip(action) {
                    if value < low {
                        low.clone_from(value);
                    }
                }
            }
            for action in block.chunks_exact(self.stride) {
                gains.extend(action.iter().zip(&lowest).map(|(value, low)| difference(value, low)));
            }
        }
        gains
    }
}

impl Column {
    /// Each payoff less the lowest one that own actions give against the same choice of the others. Exact payoffs stay
    /// exact and come out the same, digit by digit, whatever was added to them; of doubles each difference is rounded
    /// once.
    pub(crate) fn centred(&self, own: Own) -> Self {
        match self {
            // Numerators are below 2^62 in size.
            Self::Scaled { numerators, denominator } => {
                in_lowest_terms(own.less_lowest(numerators, |value, low| value - low), *denominator)
            }
            Self::Big(values) => Self::Big(own.less_lowest(values, |value, low| value - low)),
            Self::Float(values) => Self::Float(own.less_lowest(values, |value, low| value - low)),
        }
    }

    /// The most that the player's own choice changes its payoff, whatever the others do; exact.
    pub(crate) fn stake(&self, own: Own) -> Rational {
        let (_, most) = self.centred(own).extremes();
        let (low, high) = self.ordered(Spread { own, number: most });
        self.exact_at(high) - self.exact_at(low)
    }
}

/// Integers over one denominator without common factors.
fn in_lowest_terms(mut numerators: Vec<i64>, denominator: i64) -> Column {
    let mut common = denominator;
    for &value in &numerators {
        if common == 1 {
            break;
        }
        common = gcd(common, value);
    }
    if common > 1 {
        for value in &mut numerators {
            *value /= common;
        }
    }
    Column::Scaled { numerators, denominator: denominator / common.max(1) }
}

/// The entries of the lowest and the highest payoff against the same choice of the others as in one entry.
struct Spread {
    own: Own,
    number: usize,
}

impl Ordered for Spread {
    type Output = (usize, usize);

    fn run<T: PartialOrd + Clone>(self, values: &[T]) -> (usize, usize) {
        let start = (self.number, self.number);
        self.own.entries(self.number).fold(start, |(low, high), entry| {
            let low = if values[entry] < values[low] { entry } else { low };
            let high = if values[entry] > values[high] { entry } else { high };
            (low, high)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::exact::rational;
    use super::*;

    #[test]
    fn constants_and_denominators_leave_no_trace() {
        // Two own actions against three choices of the others, own actions slowest.
        let own = Own { stride: 3, count: 2 };
        let plain = Column::Scaled { numerators: vec![1, 0, 4, 0, 2, 4], denominator: 1 };
        let moved = [7_000_000_000_001, 0, 4, 7_000_000_000_000, 2, 4].map(|value: i64| 6 * value + 3).to_vec();
        let moved = Column::Scaled { numerators: moved, denominator: 6 };
        let centred = Column::Scaled { numerators: vec![1, 0, 0, 0, 2, 0], denominator: 1 };
        assert_eq!((plain.centred(own), moved.centred(own)), (centred.clone(), centred));
        assert_eq!((plain.stake(own), moved.stake(own)), (rational(2, 1).unwrap(), rational(2, 1).unwrap()));
    }

    #[test]
    fn the_stake_of_doubles_is_exact() {
        let own = Own { stride: 1, count: 2 };
        let values = vec![1.0, 1.0 + f64::EPSILON, 1e16, 1e16];
        let column = Column::Float(values);
        assert_eq!(column.stake(own), rational(1, 1 << 52).unwrap());
        assert_eq!(column.centred(own), Column::Float(vec![0.0, f64::EPSILON, 0.0, 0.0]));
    }
}
