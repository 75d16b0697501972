//! What a solved stage game is.

/// The efforts of all labs at one date.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct StageEquilibrium {
    /// Race effort $`x_{is}`$, lab by lab, bn USD/yr.
    pub race: Vec<f64>,
    /// Product effort $`z_i`$ of each lab, bn USD/yr.
    pub product: Vec<f64>,
    /// Marginal cost $`m_i = c + \kappa T_i`$ of each lab.
    pub marginal: Vec<f64>,
    /// Shadow price of each lab's cap on race effort; zero where it does not bind.
    pub cap_price: Vec<f64>,
    /// Effective effort of each segment, fringe included, bn USD/yr.
    pub totals: Vec<f64>,
    /// Steps that the solver took.
    pub iterations: usize,
}

impl StageEquilibrium {
    /// Race effort of one lab in each segment.
    pub fn race_of(&self, lab: usize) -> &[f64] {
        let segments = self.totals.len();
        &self.race[lab * segments..(lab + 1) * segments]
    }

    /// Race effort of all labs in all segments, bn USD/yr.
    pub fn race_total(&self) -> f64 {
        self.race.iter().sum()
    }

    /// Product effort of all labs, bn USD/yr.
    pub fn product_total(&self) -> f64 {
        self.product.iter().sum()
    }
}
