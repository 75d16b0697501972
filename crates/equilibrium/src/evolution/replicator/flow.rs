//! Following the dynamics from a state, and saying where it led.

use moloch_core::{Certified, Effort, Status, Stop, worst};

use super::super::error::EvolutionError;
use super::best_reply;
use super::field::{Dynamics, Field, Populations, softmax};
use super::integrator::Integrator;
use crate::finite::{Counter, Game, Profile, certificate::regrets};

/// Speeds below the tolerance, within these limits, count as rest (for the replicator in units of the payoff range): at rest,
/// the errors of single steps are all that still moves.
const REST: [f64; 2] = [1e-12, 1e-9];

/// Dynamics with a horizon and a tolerance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flow {
    /// How shares change.
    pub dynamics: Dynamics,
    /// Who meets whom.
    pub populations: Populations,
    /// How long to follow it: time in units of one over payoff for the replicator, pure numbers for the others.
    pub horizon: f64,
    /// Error allowed per step: 1e-13 to 1e-2. For the replicator it is relative to each share.
    pub tolerance: f64,
    /// Points of the trajectory kept, evenly spaced, beside the start: 1 to 1,000,000.
    pub samples: u32,
}

/// Where a trajectory ended.
#[derive(Clone, Debug, PartialEq)]
pub enum FlowEnd {
    /// Shares do not move any more.
    Rest {
        /// The last state as an equilibrium of the game, only if its regret passes as one.
        equilibrium: Option<Certified<Profile>>,
    },
    /// The horizon was reached and shares still move: a cycle, a slow approach, or too short a time.
    Moving {
        /// The largest change of a share per unit of time.
        speed: f64,
    },
    /// It was stopped.
    Stopped(Stop),
    /// A value was not finite or steps became too short.
    Broken,
}

/// A trajectory of the dynamics.
#[derive(Clone, Debug, PartialEq)]
pub struct Trajectory {
    /// Times, the start first; the last is the time reached.
    pub times: Vec<f64>,
    /// At each time, each population's shares.
    pub shares: Vec<Vec<Vec<f64>>>,
    /// At each time, the natural logarithms of the shares; for the replicator they are right where shares underflow.
    pub log_shares: Vec<Vec<Vec<f64>>>,
    /// How it ended.
    pub end: FlowEnd,
    /// Steps, rejected steps, evaluations.
    pub counters: Vec<Counter>,
}

impl Trajectory {
    /// Each population's shares at the end.
    pub fn last(&self) -> &[Vec<f64>] {
        self.shares.last().map_or(&[], Vec::as_slice)
    }

    /// The limit as an equilibrium, if it is one and certified.
    pub fn equilibrium(&self) -> Option<&Certified<Profile>> {
        if let FlowEnd::Rest { equilibrium } = &self.end { equilibrium.as_ref() } else { None }
    }

    /// How the computation ended, in the words that all solvers share: converged only at rest.
    pub fn status(&self) -> Status {
        let steps = self.counters.first().map_or(0, |counter| counter.count);
        let iterations = usize::try_from(steps).unwrap_or(usize::MAX);
        match &self.end {
            FlowEnd::Rest { .. } => Status::Converged { iterations },
            FlowEnd::Moving { .. } => Status::LimitReached { iterations },
            FlowEnd::Stopped(stop) => Status::from(*stop),
            FlowEnd::Broken => Status::NonFinite { what: "a share or its growth".to_owned() },
        }
    }
}

const TASK: &str = "follow the dynamics";

impl Flow {
    /// The replicator dynamics to a horizon, with tolerance 1e-10 and 100 points kept.
    pub fn replicator(populations: Populations, horizon: f64) -> Self {
        Self { dynamics: Dynamics::Replicator, populations, horizon, tolerance: 1e-10, samples: 100 }
    }

    /// Follows the dynamics from each population's shares.
    ///
    /// One step of effort per step of the integration.
    ///
    /// # Errors
    ///
    /// When the shares do not fit the game or the populations, or a parameter is outside its range.
    pub fn run(&self, game: &Game, start: &[Vec<f64>], effort: &Effort) -> Result<Trajectory, EvolutionError> {
        self.check()?;
        let field = Field::new(game, self.populations)?;
        let start = self.checked_start(&field, start)?;
        match self.dynamics {
            Dynamics::Replicator => Ok(self.integrate(&field, logs(&start), effort)),
            Dynamics::Logit { .. } => Ok(self.integrate(&field, start, effort)),
            Dynamics::BestReply => best_reply::run(self, &field, start, effort),
        }
    }

    fn check(&self) -> Result<(), EvolutionError> {
        let positive = |value: f64| value > 0.0 && value.is_finite();
        if !positive(self.horizon) {
            return Err(EvolutionError::range(TASK, "the horizon", self.horizon, "a finite number above 0"));
        }
        if !(1e-13..=1e-2).contains(&self.tolerance) {
            return Err(EvolutionError::range(TASK, "the tolerance", self.tolerance, "1e-13 to 1e-2"));
        }
        if !(1..=1_000_000).contains(&self.samples) {
            return Err(EvolutionError::range(TASK, "the number of samples", self.samples, "1 to 1000000"));
        }
        match self.dynamics {
            Dynamics::Logit { noise } if !positive(noise) => {
                Err(EvolutionError::range(TASK, "the noise", noise, "a finite number above 0"))
            }
            _ => Ok(()),
        }
    }

    fn checked_start(&self, field: &Field<'_>, start: &[Vec<f64>]) -> Result<Vec<f64>, EvolutionError> {
        let mixes = match self.populations {
            Populations::One if start.len() == 1 => vec![start[0].clone(), start[0].clone()],
            Populations::One => {
                let expected = "one population's shares";
                return Err(EvolutionError::range(TASK, "the number of populations", start.len(), expected));
            }
            Populations::PerPlayer => start.to_vec(),
        };
        Profile::new(mixes)?.check_fits(field.game())?;
        Ok(start.concat())
    }

    fn integrate(&self, field: &Field<'_>, start: Vec<f64>, effort: &Effort) -> Trajectory {
        let (mut shares, mut payoffs) = (vec![0.0; field.len()], vec![0.0; field.len()]);
        let slope = |state: &[f64], slope: &mut [f64]| {
            self.slope(field, state, &mut shares, &mut payoffs, slope);
        };
        let first = match self.dynamics {
            Dynamics::Replicator if field.range() > 0.0 => (1e-3 / field.range()).min(self.horizon),
            _ => 1e-3_f64.min(self.horizon),
        };
        let mut integrator = Integrator::new(slope, start, first, self.tolerance);
        let mut watch = effort.watch("steps of the integration");
        let mut recorder = Recorder::new(field, self.dynamics);
        recorder.record(0.0, &integrator.state);
        let mut sample = 1;
        let mut early = None;
        while sample <= self.samples && early.is_none() {
            let next = self.horizon * f64::from(sample) / f64::from(self.samples);
            match watch.step() {
                Err(stop) => early = Some(FlowEnd::Stopped(stop)),
                Ok(()) if integrator.advance(next).is_err() => early = Some(FlowEnd::Broken),
                Ok(()) => early = self.settled(field, &integrator.state, integrator.present_slope()),
            }
            if integrator.time >= next || early.is_some() {
                recorder.record(integrator.time, &integrator.state);
                sample += 1;
            }
        }
        let end = early.unwrap_or_else(|| self.judged(field, &integrator.state, integrator.present_slope()));
        let counters = vec![
            Counter { what: "steps", count: watch.done() },
            Counter { what: "rejected steps", count: integrator.rejected },
            Counter { what: "evaluations", count: integrator.evaluations },
        ];
        recorder.finish(end, counters)
    }

    /// The slope of a state: of logarithms of shares for the replicator, of shares for the logit dynamics.
    fn slope(&self, field: &Field<'_>, state: &[f64], shares: &mut [f64], payoffs: &mut [f64], slope: &mut [f64]) {
        let Dynamics::Logit { noise } = self.dynamics else {
            field.blocks().for_each(|block| softmax(&state[block.clone()], &mut shares[block]));
            field.payoffs(shares, payoffs);
            for block in field.blocks() {
                let mean: f64 = block.clone().map(|place| shares[place] * payoffs[place]).sum();
                for place in block {
                    // A strategy that nobody plays stays so.
                    slope[place] = if state[place] == f64::NEG_INFINITY { 0.0 } else { payoffs[place] - mean };
                }
            }
            return;
        };
        field.payoffs(state, payoffs);
        for payoff in payoffs.iter_mut() {
            *payoff /= noise;
        }
        for block in field.blocks() {
            softmax(&payoffs[block.clone()], &mut slope[block]);
        }
        slope.iter_mut().zip(state).for_each(|(slope, share)| *slope -= share);
    }

    /// The largest change of a share per unit of time, and whether it counts as rest.
    fn speed(&self, field: &Field<'_>, shares: &[f64], slope: &[f64]) -> (f64, bool) {
        let rest = self.tolerance.clamp(REST[0], REST[1]);
        match self.dynamics {
            Dynamics::Replicator => {
                let speed = worst(shares.iter().zip(slope).map(|(share, growth)| (share * growth).abs()));
                (speed, speed <= rest * field.range())
            }
            _ => {
                let speed = worst(slope.iter().map(|slope| slope.abs()));
                (speed, speed <= rest)
            }
        }
    }

    /// The end, if shares rest here for good: in the replicator dynamics that takes an equilibrium, since the neighbourhood
    /// of another rest point is left again.
    fn settled(&self, field: &Field<'_>, state: &[f64], slope: &[f64]) -> Option<FlowEnd> {
        let shares = shares_of(field, self.dynamics, state);
        let (_, rests) = self.speed(field, &shares, slope);
        if !rests {
            return None;
        }
        let equilibrium = equilibrium(field, &shares);
        let for_good = equilibrium.is_some() || self.dynamics != Dynamics::Replicator;
        for_good.then_some(FlowEnd::Rest { equilibrium })
    }

    fn judged(&self, field: &Field<'_>, state: &[f64], slope: &[f64]) -> FlowEnd {
        let shares = shares_of(field, self.dynamics, state);
        let (speed, rests) = self.speed(field, &shares, slope);
        if rests { FlowEnd::Rest { equilibrium: equilibrium(field, &shares) } } else { FlowEnd::Moving { speed } }
    }
}

/// A state as an equilibrium of the game, if its regret passes as one.
pub(crate) fn equilibrium(field: &Field<'_>, shares: &[f64]) -> Option<Certified<Profile>> {
    let profile = field.profile(shares)?;
    let certificate = regrets(field.game(), &profile).ok()?.certificate();
    Certified::new(profile, certificate).ok()
}

fn logs(shares: &[f64]) -> Vec<f64> {
    shares.iter().map(|share| share.ln()).collect()
}

fn shares_of(field: &Field<'_>, dynamics: Dynamics, state: &[f64]) -> Vec<f64> {
    if dynamics != Dynamics::Replicator {
        return state.to_vec();
    }
    let mut shares = vec![0.0; state.len()];
    field.blocks().for_each(|block| softmax(&state[block.clone()], &mut shares[block]));
    shares
}

/// Collects the points of a trajectory.
pub(crate) struct Recorder<'a> {
    field: &'a Field<'a>,
    dynamics: Dynamics,
    times: Vec<f64>,
    shares: Vec<Vec<Vec<f64>>>,
    log_shares: Vec<Vec<Vec<f64>>>,
}

impl<'a> Recorder<'a> {
    pub(crate) fn new(field: &'a Field<'a>, dynamics: Dynamics) -> Self {
        Self { field, dynamics, times: Vec::new(), shares: Vec::new(), log_shares: Vec::new() }
    }

    pub(crate) fn record(&mut self, time: f64, state: &[f64]) {
        let shares = shares_of(self.field, self.dynamics, state);
        let parts = |values: &[f64]| self.field.blocks().map(|block| values[block].to_vec()).collect::<Vec<_>>();
        let log_shares = if self.dynamics == Dynamics::Replicator {
            let normalised = |block: std::ops::Range<usize>| {
                let total = super::super::logs::sum(state[block.clone()].iter().copied());
                state[block].iter().map(|log| log - total).collect()
            };
            self.field.blocks().map(normalised).collect()
        } else {
            parts(&logs(&shares))
        };
        self.times.push(time);
        self.shares.push(parts(&shares));
        self.log_shares.push(log_shares);
    }

    pub(crate) fn finish(self, end: FlowEnd, counters: Vec<Counter>) -> Trajectory {
        Trajectory { times: self.times, shares: self.shares, log_shares: self.log_shares, end, counters }
    }
}
