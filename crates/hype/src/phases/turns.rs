//! Turning points of a path that stand out from its noise.

/// A turning point of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Turn {
    /// Where on the path.
    pub(super) at: usize,
    /// Whether it is a maximum.
    pub(super) high: bool,
}

/// The highs and lows between which the path swings by at least `swing`, in turn.
///
/// A high counts once the path has fallen by `swing` below it, a low once it has risen by as much: noise that swings
/// less neither makes nor hides one. The last extreme, which nothing confirms, is not among them; the first may be the
/// start of the path.
pub(super) fn turns(levels: &[f64], swing: f64) -> Vec<Turn> {
    let mut found = Vec::new();
    let (mut high, mut low) = (0, 0);
    // Before the first swing the path goes nowhere; from then on it rises or falls.
    let mut rising = None;
    for (k, level) in levels.iter().enumerate() {
        high = if *level > levels[high] { k } else { high };
        low = if *level < levels[low] { k } else { low };
        let fell = rising != Some(false) && levels[high] - level >= swing;
        let rose = rising != Some(true) && level - levels[low] >= swing;
        if fell || rose {
            found.push(Turn { at: if fell { high } else { low }, high: fell });
            rising = Some(rose && !fell);
            (high, low) = (k, k);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Turn, turns};

    #[test]
    fn a_swing_counts_once_it_is_large_enough() {
        let path = [0.0, 3.0, 2.5, 4.0, 1.0, 1.4, 0.5, 2.0];
        let found = [(0, false), (3, true), (6, false)].map(|(at, high)| Turn { at, high });
        assert_eq!(turns(&path, 1.0), found);
        // A swing of a half also takes in the pause at 2.5.
        assert_eq!(turns(&path, 0.5).len(), 5);
        assert_eq!(turns(&path, 10.0), []);
    }

    #[test]
    fn a_path_may_begin_at_its_top() {
        let found = [Turn { at: 0, high: true }, Turn { at: 2, high: false }];
        assert_eq!(turns(&[5.0, 4.0, 1.0, 2.0, 6.0], 1.0), found);
    }
}
