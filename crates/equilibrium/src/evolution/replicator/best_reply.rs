//! Continuous best-reply dynamics: straight pieces towards best replies, with exact times of change.

use moloch_core::Effort;

use super::super::error::EvolutionError;
use super::field::{Dynamics, Field, Populations};
use super::flow::{Flow, FlowEnd, Recorder, Trajectory, equilibrium};
use crate::finite::Counter;

/// Shares closer to rest than this do not move any more.
const REST: f64 = 1e-12;
/// Payoff differences below this share of the range count as ties.
const TIE: f64 = 1e-14;

const TASK: &str = "follow the dynamics";

/// Follows $`\dot x = b - x`$ with a pure best reply $`b`$, the one with the lowest number among equals, until another reply
/// becomes better. Payoffs are linear along each piece, so that the time of the change is known. Where replies change back and
/// forth without end, a piece lasts at least the square root of the tolerance.
pub(crate) fn run(
    flow: &Flow,
    field: &Field<'_>,
    start: Vec<f64>,
    effort: &Effort,
) -> Result<Trajectory, EvolutionError> {
    if flow.populations == Populations::PerPlayer && field.game().player_count() != 2 {
        let (found, expected) = (field.game().player_count(), "2: payoffs must be linear along a piece");
        return Err(EvolutionError::range(TASK, "the number of players", found, expected));
    }
    let mut watch = effort.watch("pieces of the path");
    let mut recorder = Recorder::new(field, Dynamics::BestReply);
    recorder.record(0.0, &start);
    let mut pieces = Pieces::new(field, start, flow.tolerance.sqrt());
    let (mut sample, mut early) = (1, None);
    while sample <= flow.samples && early.is_none() {
        let next = flow.horizon * f64::from(sample) / f64::from(flow.samples);
        if let Err(stop) = watch.step() {
            early = Some(FlowEnd::Stopped(stop));
        } else if !pieces.advance(next) {
            early = Some(FlowEnd::Broken);
        } else if pieces.speed() <= REST {
            early = Some(FlowEnd::Rest { equilibrium: equilibrium(field, &pieces.state) });
        } else if let Some(found) = equilibrium(field, &pieces.state) {
            // A mixed equilibrium, where every reply is a best one, is a rest point of the inclusion.
            early = Some(FlowEnd::Rest { equilibrium: Some(found) });
        }
        if pieces.time >= next || early.is_some() {
            recorder.record(pieces.time, &pieces.state);
            sample += 1;
        }
    }
    let end = early.unwrap_or_else(|| FlowEnd::Moving { speed: pieces.speed() });
    let counters = vec![Counter { what: "pieces", count: watch.done() }];
    Ok(recorder.finish(end, counters))
}

struct Pieces<'a> {
    field: &'a Field<'a>,
    shortest: f64,
    time: f64,
    state: Vec<f64>,
    target: Vec<f64>,
    here: Vec<f64>,
    there: Vec<f64>,
}

impl<'a> Pieces<'a> {
    fn new(field: &'a Field<'a>, state: Vec<f64>, shortest: f64) -> Self {
        let zeros = vec![0.0; state.len()];
        let mut pieces =
            Self { field, shortest, time: 0.0, target: zeros.clone(), here: zeros.clone(), there: zeros, state };
        pieces.aim();
        pieces
    }

    /// Sets the target to the best replies here, and the payoffs here.
    fn aim(&mut self) {
        self.field.payoffs(&self.state, &mut self.here);
        self.target.fill(0.0);
        let tie = TIE * self.field.range();
        for block in self.field.blocks() {
            let highest = block.clone().map(|place| self.here[place]).fold(f64::NEG_INFINITY, f64::max);
            if let Some(best) = block.clone().find(|&place| self.here[place] >= highest - tie) {
                self.target[best] = 1.0;
            }
        }
    }

    /// One piece, at most to `end`; `false` when a payoff is not finite.
    fn advance(&mut self, end: f64) -> bool {
        self.aim();
        self.field.payoffs(&self.target, &mut self.there);
        if !self.here.iter().chain(&self.there).all(|payoff| payoff.is_finite()) {
            return false;
        }
        let length = self.change().max(self.shortest).min(end - self.time);
        let left = (-length).exp();
        for (share, target) in self.state.iter_mut().zip(&self.target) {
            *share = target + (*share - target) * left;
        }
        self.time = if length < end - self.time { self.time + length } else { end };
        true
    }

    /// How long the present replies stay best: payoffs are `there + (here - there) e^(-t)`.
    fn change(&self) -> f64 {
        let mut first = f64::INFINITY;
        for block in self.field.blocks() {
            let Some(best) = block.clone().find(|&place| self.target[place] > 0.0) else { continue };
            for other in block.filter(|&place| place != best) {
                let behind = self.here[best] - self.here[other];
                let ahead = self.there[other] - self.there[best];
                // behind e^(-t) = ahead (1 - e^(-t))
                if ahead > 0.0 {
                    first = first.min((behind.max(0.0) / ahead).ln_1p());
                }
            }
        }
        // A little beyond, so that the other reply is really better.
        first * (1.0 + 1e-12) + 1e-12
    }

    fn speed(&self) -> f64 {
        moloch_core::worst(self.state.iter().zip(&self.target).map(|(share, target)| (target - share).abs()))
    }
}
