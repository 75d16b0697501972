//! Adaptive integration of ordinary differential equations (Dormand and Prince's pair of orders 5 and 4).

/// Nodes and weights of the pair (Dormand and Prince 1980): row `s` makes the state of stage `s + 1`; the last
/// row is the solution of order 5, whose slope starts the next step.
const STAGES: [&[f64]; 6] = [
    &[1.0 / 5.0],
    &[3.0 / 40.0, 9.0 / 40.0],
    &[44.0 / 45.0, -56.0 / 15.0, 32.0 / 9.0],
    &[19372.0 / 6561.0, -25360.0 / 2187.0, 64448.0 / 6561.0, -212.0 / 729.0],
    &[9017.0 / 3168.0, -355.0 / 33.0, 46732.0 / 5247.0, 49.0 / 176.0, -5103.0 / 18656.0],
    &[35.0 / 384.0, 0.0, 500.0 / 1113.0, 125.0 / 192.0, -2187.0 / 6784.0, 11.0 / 84.0],
];
/// The solution of order 5 less that of order 4.
const ERRORS: [f64; 7] = [
    35.0 / 384.0 - 5179.0 / 57600.0,
    0.0,
    500.0 / 1113.0 - 7571.0 / 16695.0,
    125.0 / 192.0 - 393.0 / 640.0,
    -2187.0 / 6784.0 + 92097.0 / 339200.0,
    11.0 / 84.0 - 187.0 / 2100.0,
    -1.0 / 40.0,
];
/// The next step is a little shorter than the error allows, and changes by no more than these factors.
const SAFETY: f64 = 0.9;
const SHRINK: f64 = 0.2;
const GROW: f64 = 5.0;

/// A step of the integration: the state, its slope, and the step length to try next.
pub(crate) struct Integrator<F> {
    slope: F,
    tolerance: f64,
    pub(crate) time: f64,
    pub(crate) state: Vec<f64>,
    /// The slopes of the seven stages; the first is that of the present state.
    slopes: Vec<Vec<f64>>,
    trial: Vec<f64>,
    step: f64,
    pub(crate) evaluations: u64,
    pub(crate) rejected: u64,
}

/// The step length fell to nothing, or a value is not finite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stuck;

impl<F: FnMut(&[f64], &mut [f64])> Integrator<F> {
    /// Starts with a first step of `step`; errors are held below `tolerance * (1 + |state|)` per step.
    pub(crate) fn new(mut slope: F, state: Vec<f64>, step: f64, tolerance: f64) -> Self {
        let mut slopes = vec![vec![0.0; state.len()]; 7];
        slope(&state, &mut slopes[0]);
        let trial = state.clone();
        Self { slope, tolerance, time: 0.0, state, slopes, trial, step, evaluations: 1, rejected: 0 }
    }

    /// The slope of the present state.
    pub(crate) fn present_slope(&self) -> &[f64] {
        &self.slopes[0]
    }

    /// One accepted step, at most up to `end`.
    pub(crate) fn advance(&mut self, end: f64) -> Result<(), Stuck> {
        loop {
            let last = self.time + self.step * (1.0 + 1e-9) >= end;
            let step = if last { end - self.time } else { self.step };
            self.try_stages(step);
            let error = self.error(step);
            // A trial that is not finite counts as a large error.
            let factor = if error.is_finite() { SAFETY * error.max(1e-10).powf(-0.2) } else { SHRINK };
            if error <= 1.0 {
                self.time = if last { end } else { self.time + step };
                std::mem::swap(&mut self.state, &mut self.trial);
                self.slopes.swap(0, 6);
                if !last || factor < 1.0 {
                    self.step = step * factor.clamp(SHRINK, GROW);
                }
                return Ok(());
            }
            self.rejected += 1;
            self.step = step * factor.clamp(SHRINK, 1.0);
            if self.time + self.step <= self.time {
                return Err(Stuck);
            }
        }
    }

    fn try_stages(&mut self, step: f64) {
        for (stage, weights) in STAGES.iter().enumerate() {
            for place in 0..self.state.len() {
                let sum: f64 = weights.iter().zip(&self.slopes).map(|(weight, slope)| weight * slope[place]).sum();
                self.trial[place] = self.state[place] + step * sum;
            }
            (self.slope)(&self.trial, &mut self.slopes[stage + 1]);
        }
        self.evaluations += STAGES.len() as u64;
    }

    /// The largest error of a trial in units of what is allowed.
    fn error(&self, step: f64) -> f64 {
        let scaled = (0..self.state.len()).map(|place| {
            let sum: f64 = ERRORS.iter().zip(&self.slopes).map(|(weight, slope)| weight * slope[place]).sum();
            let scale = 1.0 + self.state[place].abs().max(self.trial[place].abs());
            (step * sum).abs() / (self.tolerance * scale)
        });
        moloch_core::worst(scaled)
    }
}
