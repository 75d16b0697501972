//! Ways to write a game down.

use super::column::ColumnBuilder;
use super::error::GameError;
use super::exact::Number;
use super::game::Game;
use super::shape::Shape;

impl Game {
    /// A game from a payoff function: `payoff(profile, player)` with actions and players from 0.
    ///
    /// # Errors
    ///
    /// When there is no player or action, the table would be too large, or a payoff is not finite.
    ///
    /// ```
    /// use moloch_equilibrium::finite::Game;
    ///
    /// // Four drivers, two roads: each pays for those on its road.
    /// let roads = Game::from_fn(&[2, 2, 2, 2], |profile, player| {
    ///     let same = profile.iter().filter(|&&road| road == profile[player]).count();
    ///     -i64::try_from(same).unwrap_or(i64::MAX)
    /// })?;
    /// assert_eq!(roads.payoff(0, &[0, 0, 1, 1]), Some(-2.0));
    /// # Ok::<(), moloch_equilibrium::finite::GameError>(())
    /// ```
    pub fn from_fn<T: Into<Number>>(
        actions: &[usize],
        mut payoff: impl FnMut(&[usize], usize) -> T,
    ) -> Result<Self, GameError> {
        let shape = Shape::new(actions)?;
        let mut columns = Vec::with_capacity(shape.players());
        for player in 0..shape.players() {
            let mut builder = ColumnBuilder::new(&shape, player);
            let mut profile = vec![0; shape.players()];
            for _ in 0..shape.profiles() {
                builder.push(payoff(&profile, player).into())?;
                advance(&mut profile, shape.actions());
            }
            columns.push(builder.finish()?);
        }
        Self::from_parts(shape, columns)
    }

    /// A game from one list of payoffs per player, each in the order of the profile numbers (player
    /// 1's action fastest).
    ///
    /// # Errors
    ///
    /// As [`Game::from_fn`], and when a list is missing or has the wrong length.
    pub fn from_columns<T: Into<Number>>(actions: &[usize], columns: Vec<Vec<T>>) -> Result<Self, GameError> {
        let shape = Shape::new(actions)?;
        let found = columns.len();
        if found != shape.players() {
            let what = "the list of payoff columns".to_owned();
            return Err(GameError::Length { what, found, expected: shape.players() });
        }
        let mut built = Vec::with_capacity(shape.players());
        for (player, column) in columns.into_iter().enumerate() {
            let (found, expected) = (column.len(), shape.profiles());
            if found != expected {
                let what = format!("the payoff column of player {}", player + 1);
                return Err(GameError::Length { what, found, expected });
            }
            let mut builder = ColumnBuilder::new(&shape, player);
            column.into_iter().try_for_each(|value| builder.push(value.into()))?;
            built.push(builder.finish()?);
        }
        Self::from_parts(shape, built)
    }

    /// A two-player game from two matrices of payoffs, given as rows; player 1 chooses the row.
    ///
    /// # Errors
    ///
    /// When the matrices are empty, ragged or of different shapes, or a payoff is not finite.
    ///
    /// ```
    /// use moloch_equilibrium::finite::Game;
    /// let game = Game::bimatrix(&[[3, 1, 2], [0, 2, 5]], &[[2, 1, 0], [0, 3, 4]])?;
    /// assert_eq!(game.payoff(1, &[1, 2]), Some(4.0));
    /// # Ok::<(), moloch_equilibrium::finite::GameError>(())
    /// ```
    pub fn bimatrix<T, R>(first: &[R], second: &[R]) -> Result<Self, GameError>
    where
        T: Into<Number> + Clone,
        R: AsRef<[T]>,
    {
        let columns = rectangle("player 1", first, None)?;
        rectangle("player 2", second, Some((first.len(), columns)))?;
        Self::from_fn(&[first.len(), columns], |profile, player| {
            let rows = if player == 0 { first } else { second };
            rows[profile[0]].as_ref()[profile[1]].clone()
        })
    }

    /// A two-player game in which what one wins the other loses: the matrix of player 1's payoffs,
    /// given as rows.
    ///
    /// # Errors
    ///
    /// As [`Game::bimatrix`].
    pub fn zero_sum<T, R>(first: &[R]) -> Result<Self, GameError>
    where
        T: Into<Number> + Clone,
        R: AsRef<[T]>,
    {
        let columns = rectangle("player 1", first, None)?;
        Self::from_fn(&[first.len(), columns], |profile, player| {
            let won: Number = first[profile[0]].as_ref()[profile[1]].clone().into();
            if player == 0 { won } else { won.negated() }
        })
    }

    /// A two-player game in which the players may change seats: the square matrix of a player's own
    /// payoffs, own action by row, the other's by column.
    ///
    /// # Errors
    ///
    /// As [`Game::bimatrix`], and when the matrix is not square.
    pub fn symmetric_two_player<T, R>(own: &[R]) -> Result<Self, GameError>
    where
        T: Into<Number> + Clone,
        R: AsRef<[T]>,
    {
        let size = own.len();
        rectangle("either player", own, Some((size, size)))?;
        Self::from_fn(&[size, size], |profile, player| own[profile[player]].as_ref()[profile[1 - player]].clone())
    }
}

/// Checks that rows form a rectangle, of the given size if any, and returns its width.
fn rectangle<T, R: AsRef<[T]>>(owner: &str, rows: &[R], expected: Option<(usize, usize)>) -> Result<usize, GameError> {
    let width = rows.first().map_or(0, |row| row.as_ref().len());
    let (height, width) = expected.unwrap_or((rows.len(), width));
    if rows.len() != height {
        let what = format!("the matrix of {owner}");
        return Err(GameError::Length { what, found: rows.len(), expected: height });
    }
    for (index, row) in rows.iter().enumerate() {
        let found = row.as_ref().len();
        if found != width {
            let what = format!("row {} of the matrix of {owner}", index + 1);
            return Err(GameError::Length { what, found, expected: width });
        }
    }
    Ok(width)
}

/// The next profile, player 1's action fastest; after the last one comes the first.
fn advance(profile: &mut [usize], actions: &[usize]) {
    for (action, &count) in profile.iter_mut().zip(actions) {
        *action += 1;
        if *action < count {
            return;
        }
        *action = 0;
    }
}
