//! The linear-quadratic network game: neighbours' effort makes own effort pay more.

use moloch_core::Uniqueness;
use moloch_equilibrium::concave::{ConcaveGame, Profile};
use nalgebra::{DMatrix, DVector};

use crate::GraphError;
use crate::spectral::{SpectralRadius, spectral_radius};

/// What the theorem of uniqueness is and under which condition it holds.
pub(crate) const UNIQUE: &str = "spillover times spectral radius below 1 (Ballester, Calvo-Armengol and Zenou 2006)";

/// Efforts of the network game and what each player's leaving would cost.
#[derive(Debug, Clone, PartialEq)]
pub struct Efforts {
    /// Equilibrium effort $`x_i`$ of each player.
    pub efforts: Vec<f64>,
    /// Intercentrality: the fall in the sum of efforts when the player leaves, the own effort included.
    pub intercentrality: Vec<f64>,
    /// The spectral radius of the links.
    pub radius: SpectralRadius,
}

/// Solves $`(I - \varphi G)x = a`$ and the removal of each player.
///
/// `benefits` holds $`a_i > 0`$, `links` a row and a column for each player, no entry negative: $`g_{ij}`$ is what
/// $`j`$'s effort does for $`i`$. The fall in total effort when $`i`$ leaves is $`x_i(\mathbf 1'M)_i/M_{ii}`$ with
/// $`M = (I-\varphi G)^{-1}`$, also for unequal benefits and directed links.
///
/// # Errors
/// [`GraphError::ExplosiveSpillover`] when $`\varphi\rho(G) \ge 1`$, or too near to tell; and when the spectral radius is
/// not found.
pub fn solve_spillovers(benefits: &[f64], links: &[Vec<f64>], spillover: f64) -> Result<Efforts, GraphError> {
    let radius = spectral_radius(links)?;
    let explosive = || GraphError::ExplosiveSpillover { spillover, radius: radius.high };
    // The upper end of the bracket proves that the inverse exists and is not negative.
    if spillover * radius.high >= 1.0 {
        return Err(explosive());
    }
    let players = benefits.len();
    let system = DMatrix::from_fn(players, players, |i, j| f64::from(u8::from(i == j)) - spillover * links[i][j]);
    let factors = system.lu();
    let efforts = factors.solve(&DVector::from_column_slice(benefits)).ok_or_else(explosive)?;
    let inverse = factors.try_inverse().ok_or_else(explosive)?;
    let paths = inverse.row_sum();
    let intercentrality = (0..players).map(|i| efforts[i] * paths[i] / inverse[(i, i)]).collect();
    Ok(Efforts { efforts: efforts.iter().copied().collect(), intercentrality, radius })
}

/// The network game as a concave game, for certificates and for peers of the linear solution.
///
/// $`u_i = a_i x_i - x_i^2/2 + \varphi\sum_{j\ne i} g_{ij}x_ix_j + \varphi g_{ii}x_i^2/2`$: a link to oneself lowers the
/// slope of the own marginal cost.
#[derive(Debug, Clone, Copy)]
pub struct SpilloverGame<'g> {
    /// Marginal benefit of effort of each player alone.
    pub benefits: &'g [f64],
    /// What each neighbour's effort does for each player.
    pub links: &'g [Vec<f64>],
    /// Strength of the spillover.
    pub spillover: f64,
    /// The upper end of every player's box; twice the largest equilibrium effort, say.
    pub highest: f64,
}

impl SpilloverGame<'_> {
    /// What the efforts of neighbours add to a player's marginal benefit.
    fn gain_by_neighbours(&self, player: usize, profile: &Profile) -> f64 {
        let row = self.links[player].iter().zip(profile.flat()).enumerate();
        self.spillover * row.filter(|(j, _)| *j != player).map(|(_, (g, x))| g * x).sum::<f64>()
    }

    fn curvature(&self, player: usize) -> f64 {
        1.0 - self.spillover * self.links[player][player]
    }
}

impl ConcaveGame for SpilloverGame<'_> {
    fn players(&self) -> usize {
        self.benefits.len()
    }

    fn dimension(&self, _player: usize) -> usize {
        1
    }

    fn bounds(&self, _player: usize, _component: usize) -> (f64, f64) {
        (0.0, self.highest)
    }

    fn payoff(&self, player: usize, profile: &Profile) -> f64 {
        let own = profile.of(player)[0];
        let marginal = self.benefits[player] + self.gain_by_neighbours(player, profile);
        own * (marginal - self.curvature(player) * own / 2.0)
    }

    fn gradient(&self, player: usize, profile: &Profile, gradient: &mut [f64]) {
        let marginal = self.benefits[player] + self.gain_by_neighbours(player, profile);
        gradient[0] = marginal - self.curvature(player) * profile.of(player)[0];
    }

    fn scale(&self) -> f64 {
        // The payoff of the largest effort where the box reaches to twice of it.
        (self.highest / 2.0).powi(2) / 2.0
    }

    fn uniqueness(&self) -> Uniqueness {
        Uniqueness::NotClaimed { why: "the spectral radius was not computed here".to_owned() }
    }
}
