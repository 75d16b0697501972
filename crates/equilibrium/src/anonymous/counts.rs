//! How many players of each role play each action, and the numbering of such counts.

/// Counts of one role: how many of its players play each action. Those with more players on the first actions
/// come first: with two actions, number `k` is "`k` players play the second".
#[derive(Clone, Debug, PartialEq, Eq)]
struct Simplex {
    players: usize,
    actions: usize,
    size: usize,
    /// `steps[q - 1][k]`: how many counts come before those whose last `q` actions have `k` players,
    /// $`\binom{k - 1 + q}{q}`$.
    steps: Vec<Vec<usize>>,
}

impl Simplex {
    fn new(players: usize, actions: usize, limit: usize) -> Option<Self> {
        let size = compositions(players, actions, limit)?;
        let mut steps: Vec<Vec<usize>> = Vec::with_capacity(actions - 1);
        for q in 1..actions {
            let mut row = vec![0; players + 1];
            for k in 1..=players {
                let fewer_actions = if q == 1 { 1 } else { steps[q - 2][k] };
                row[k] = row[k - 1] + fewer_actions;
            }
            steps.push(row);
        }
        Some(Self { players, actions, size, steps })
    }

    fn first(&self) -> Vec<usize> {
        let mut counts = vec![0; self.actions];
        counts[0] = self.players;
        counts
    }

    /// The number of some counts after one player has left `without`, if anybody is to leave.
    fn number(&self, counts: &[usize], without: Option<usize>) -> usize {
        let mut tail = 0;
        let mut number = 0;
        for q in 1..self.actions {
            let action = self.actions - q;
            tail += counts[action] - usize::from(without == Some(action));
            number += self.steps[q - 1][tail];
        }
        number
    }

    fn counts(&self, number: usize) -> Vec<usize> {
        let (mut left, mut tail) = (number, self.players);
        let mut counts = Vec::with_capacity(self.actions);
        for row in self.steps.iter().rev() {
            let next = row[..=tail].partition_point(|&before| before <= left) - 1;
            counts.push(tail - next);
            left -= row[next];
            tail = next;
        }
        counts.push(tail);
        counts
    }

    /// The next counts; after the last come the first, and `false`.
    fn advance(&self, counts: &mut [usize]) -> bool {
        let last = self.actions - 1;
        let tail = counts[last];
        let Some(action) = (0..last).rev().find(|&action| counts[action] > 0) else {
            counts[last] = 0;
            counts[0] = self.players;
            return false;
        };
        counts[last] = 0;
        counts[action] -= 1;
        counts[action + 1] = tail + 1;
        true
    }
}

/// How many ways there are to split `players` over `actions`, up to a limit.
fn compositions(players: usize, actions: usize, limit: usize) -> Option<usize> {
    let mut size = 1_u128;
    for k in 1..actions {
        // A product of k consecutive numbers divided by k!: whole at every step.
        size = size * (players as u128 + k as u128) / k as u128;
        if size > limit as u128 {
            return None;
        }
    }
    usize::try_from(size).ok()
}

/// Counts of all roles together; the first role's vary fastest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CountSpace {
    roles: Vec<Simplex>,
    strides: Vec<usize>,
    size: usize,
}

impl CountSpace {
    /// The counts of these numbers of players over these numbers of actions; `None` beyond the limit.
    pub(crate) fn new(roles: &[(usize, usize)], limit: usize) -> Option<Self> {
        let mut size = 1_usize;
        let mut strides = Vec::with_capacity(roles.len());
        let mut parts = Vec::with_capacity(roles.len());
        for &(players, actions) in roles {
            let part = Simplex::new(players, actions, limit)?;
            strides.push(size);
            size = size.checked_mul(part.size).filter(|&size| size <= limit)?;
            parts.push(part);
        }
        Some(Self { roles: parts, strides, size })
    }

    pub(crate) fn size(&self) -> usize {
        self.size
    }

    pub(crate) fn first(&self) -> Vec<Vec<usize>> {
        self.roles.iter().map(Simplex::first).collect()
    }

    /// The number of some counts that fit.
    pub(crate) fn number(&self, counts: &[Vec<usize>]) -> usize {
        self.number_without(counts, usize::MAX, 0)
    }

    /// The number of the counts that are left when a player of `role` who plays `action` is not counted.
    pub(crate) fn number_without(&self, counts: &[Vec<usize>], role: usize, action: usize) -> usize {
        let parts = self.roles.iter().zip(counts).zip(&self.strides).enumerate();
        parts
            .map(|(index, ((part, counts), stride))| stride * part.number(counts, (index == role).then_some(action)))
            .sum()
    }

    /// The counts with this number.
    pub(crate) fn counts(&self, number: usize) -> Vec<Vec<usize>> {
        let parts = self.roles.iter().zip(&self.strides);
        parts.map(|(part, stride)| part.counts(number / stride % part.size)).collect()
    }

    /// The next counts; after the last come the first, and `false`.
    pub(crate) fn advance(&self, counts: &mut [Vec<usize>]) -> bool {
        self.roles.iter().zip(counts).any(|(part, counts)| part.advance(counts))
    }

    /// Whether some counts have the right numbers of roles, actions and players.
    pub(crate) fn fits(&self, counts: &[Vec<usize>]) -> bool {
        let fits = |(part, counts): (&Simplex, &Vec<usize>)| {
            let players = counts.iter().try_fold(0_usize, |sum, &count| sum.checked_add(count));
            counts.len() == part.actions && players == Some(part.players)
        };
        counts.len() == self.roles.len() && self.roles.iter().zip(counts).all(fits)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_numbered_in_the_order_in_which_they_are_walked() {
        for roles in [&[(5, 2)][..], &[(4, 3)], &[(3, 4), (2, 1), (2, 2)], &[(0, 3), (1, 2)]] {
            let space = CountSpace::new(roles, 1 << 20).unwrap();
            let mut counts = space.first();
            for number in 0..space.size() {
                assert!(space.fits(&counts));
                assert_eq!(space.number(&counts), number);
                assert_eq!(space.counts(number), counts);
                assert_eq!(space.advance(&mut counts), number + 1 < space.size());
            }
        }
    }

    #[test]
    fn what_is_too_large_is_refused_before_memory_is_asked_for() {
        assert!(CountSpace::new(&[(1_000_000_000, 3)], 1 << 27).is_none());
        assert!(CountSpace::new(&[(1_000, 4)], 1 << 20).is_none());
        assert!(CountSpace::new(&[(50_000, 2), (50_000, 2)], 1 << 27).is_none());
    }
}
