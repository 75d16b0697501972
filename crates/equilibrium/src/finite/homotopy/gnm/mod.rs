//! The global Newton method.

mod piece;

use moloch_core::random::{open_unit, stream};
use moloch_core::{Effort, Status, Watch};

use super::super::error::SolveError;
use super::super::game::Game;
use super::super::numerical::NumericalSet;
use super::super::set::Counter;
use super::answer::{Findings, add_new, iterations};
use super::support::{Bench, Exact, settle};
use super::tensor::{Tensor, largest};
use piece::{Event, Piece, Place};

/// Steps along the path when the caller sets no limit.
const MAX_STEPS: u64 = 50_000;
/// First and shortest step along a piece.
const FIRST_STEP: f64 = 0.05;
const SHORTEST_STEP: f64 = 1e-10;

/// How closely the path is followed: where two curves of one support come near each other, a long step ends on the other.
struct Care {
    /// Longest correction, as a share of the step.
    correction: f64,
    /// Cosine of the largest angle by which the path may turn in one step.
    turn: f64,
    /// Longest step, and longest step as a share of a large bonus.
    longest: f64,
    share: f64,
}

/// A path that was lost is followed again from its start with more care.
const CARES: [Care; 3] = [
    Care { correction: 0.1, turn: 0.95, longest: 0.5, share: 0.1 },
    Care { correction: 0.03, turn: 0.97, longest: 0.2, share: 0.03 },
    Care { correction: 0.01, turn: 0.99, longest: 0.1, share: 0.01 },
];
/// A probability or shortfall may be this far below zero by rounding.
const SLACK: f64 = 1e-9;

#[doc = include_str!("gnm.md")]
///
/// # Errors
///
/// When the game has more than 2048 actions in all.
pub fn gnm(game: &Game, effort: &Effort, seed: u64) -> Result<NumericalSet, SolveError> {
    let tensor = Tensor::new(game, "follow the path of the global Newton method")?;
    let ray = Ray::new(&tensor, seed);
    let mut walk = Walk {
        tensor: &tensor,
        ray: &ray,
        care: &CARES[0],
        bench: Bench::default(),
        steps: 0,
        pieces: 0,
        found: Vec::new(),
        meets_again: false,
    };
    let mut watch = effort.watch("steps along the path of the global Newton method");
    let mut status = walk.run(&mut watch);
    for care in &CARES[1..] {
        // Only a lost path: a budget that is used up stays so.
        if !matches!(status, Status::NonFinite { .. }) {
            break;
        }
        (walk.care, walk.found, walk.meets_again) = (care, Vec::new(), false);
        status = walk.run(&mut watch);
    }
    let findings = Findings {
        method: "path of equilibria as a bonus on actions is withdrawn (global Newton method, gnm)",
        found: walk.found,
        status,
        not_searched: "the rest of the path, and other rays",
        counters: vec![
            Counter { what: "steps along the path", count: walk.steps },
            Counter { what: "supports passed", count: walk.pieces },
            Counter { what: "Newton steps", count: walk.bench.newton_steps },
        ],
    };
    findings.into_set(&tensor)
}

/// The direction in which payoffs are changed.
struct Ray {
    bonus: Vec<f64>,
    /// From this size of the bonus on, up or down, everybody has a dominant action.
    decisive: f64,
}

impl Ray {
    fn new(tensor: &Tensor<'_>, seed: u64) -> Self {
        let mut generator = stream(seed, "global Newton ray", 0);
        let bonus: Vec<f64> = (0..tensor.total()).map(|_| open_unit(&mut generator)).collect();
        let of_player = |player: usize| {
            let mut sorted = bonus[tensor.range(player)].to_vec();
            sorted.sort_by(f64::total_cmp);
            let gap = |pair: Option<&[f64]>| pair.map_or(1.0, |pair| pair[1] - pair[0]);
            gap(sorted.windows(2).next()).min(gap(sorted.windows(2).last()))
        };
        let smallest = (0..tensor.players()).map(of_player).fold(1.0, f64::min);
        Self { bonus, decisive: 1.1 / smallest.max(1e-12) }
    }
}

struct Walk<'a> {
    tensor: &'a Tensor<'a>,
    ray: &'a Ray,
    care: &'a Care,
    bench: Bench,
    steps: u64,
    pieces: u64,
    found: Vec<Exact>,
    /// Whether an equilibrium was met a second time, which a path does not do.
    meets_again: bool,
}

/// Where a piece goes on.
struct Ahead {
    place: Place,
    direction: Vec<f64>,
    /// Constant along a piece.
    orientation: f64,
}

impl<'a> Walk<'a> {
    fn run(&mut self, watch: &mut Watch<'_>) -> Status {
        let mut support = vec![false; self.tensor.total()];
        for player in 0..self.tensor.players() {
            support[largest(&self.ray.bonus, self.tensor.range(player))] = true;
        }
        let mixes: Vec<f64> = support.iter().map(|&played| f64::from(u8::from(played))).collect();
        let mut piece = Piece::new(self.tensor, &self.ray.bonus, support, &mixes);
        let mut ahead =
            Ahead { place: Place { mixes, bonus: self.ray.decisive }, direction: vec![-1.0], orientation: -1.0 };
        loop {
            self.pieces += 1;
            let ended = match self.along(&piece, ahead, watch) {
                Ok(Some(ended)) => ended,
                Ok(None) if self.found.len() % 2 == 1 => {
                    return Status::Converged { iterations: iterations(self.steps) };
                }
                Ok(None) => return self.lost("the path: it ended after an even number of equilibria"),
                Err(status) => return status,
            };
            match self.next_piece(&piece, ended) {
                Some((next, start)) => (piece, ahead) = (next, start),
                None => return self.lost("the direction of the path after a change of support"),
            }
        }
    }

    /// Follows a piece to the event that ends it; `None` when the path leaves for ever.
    fn along(
        &mut self,
        piece: &Piece<'a>,
        start: Ahead,
        watch: &mut Watch<'_>,
    ) -> Result<Option<(Event, Place)>, Status> {
        let events = piece.events();
        let Ahead { mut place, mut direction, orientation } = start;
        let mut step = if direction.len() == 1 { self.ray.decisive } else { FIRST_STEP };
        loop {
            if self.steps >= MAX_STEPS {
                return Err(Status::LimitReached { iterations: iterations(self.steps) });
            }
            watch.step().map_err(Status::from)?;
            self.steps += 1;
            if place.bonus < -self.ray.decisive || place.bonus > 2.0 * self.ray.decisive {
                return Ok(None);
            }
            let guess = piece.moved(&place, &direction, step);
            let corrected = piece.corrected(guess, &direction, self.care.correction * step, &mut self.bench);
            let ahead = corrected.and_then(|next| {
                let (turned, oriented) = piece.direction(&next, &direction, &mut self.bench)?;
                let cosine: f64 = turned.iter().zip(&direction).map(|(new, old)| new * old).sum();
                // Otherwise the step may have come out on the way back, or on another curve.
                (cosine >= self.care.turn && same_sign(oriented, orientation)).then_some((next, turned, cosine))
            });
            let Some((next, turned, cosine)) = ahead else {
                step *= 0.4;
                if step < SHORTEST_STEP {
                    return Err(self.lost("the path within one support"));
                }
                continue;
            };
            match self.first_event(piece, &events, &place, &next) {
                Passed::Nothing => {}
                Passed::Unclear => {
                    step *= 0.4;
                    if step < SHORTEST_STEP {
                        return Err(self.lost("the place at which the support changes"));
                    }
                    continue;
                }
                Passed::Event(event, at) => {
                    if (place.bonus > 0.0) != (at.bonus > 0.0) {
                        self.record(piece, &place, &at);
                    }
                    return Ok(Some((event, at)));
                }
            }
            if (place.bonus > 0.0) != (next.bonus > 0.0) {
                self.record(piece, &place, &next);
            }
            if self.meets_again {
                return Err(self.lost("the path: it met an equilibrium a second time"));
            }
            let longest = self.care.longest.max(self.care.share * next.bonus.abs());
            step = if cosine > 0.99 { (2.0 * step).min(longest) } else { step };
            (place, direction) = (next, turned);
        }
    }

    fn lost(&self, what: &str) -> Status {
        Status::NonFinite { what: format!("{what}, after {} steps", self.steps) }
    }

    /// Which event, if any, a step passed first, and where it happens.
    fn first_event(&mut self, piece: &Piece<'a>, events: &[Event], from: &Place, to: &Place) -> Passed {
        self.tensor.evaluate(&to.mixes, &mut self.bench.local);
        let after: Vec<f64> = events.iter().map(|&event| piece.left(event, to, &self.bench)).collect();
        if after.iter().all(|&left| left >= 0.0) {
            return Passed::Nothing;
        }
        self.tensor.evaluate(&from.mixes, &mut self.bench.local);
        let before: Vec<f64> = events.iter().map(|&event| piece.left(event, from, &self.bench)).collect();
        let share = |number: usize| before[number].max(0.0) / (before[number].max(0.0) - after[number]);
        let passed = (0..events.len()).filter(|&number| after[number] < 0.0);
        let Some(first) = passed.min_by(|&a, &b| share(a).total_cmp(&share(b))) else { return Passed::Nothing };
        let guess = between(from, to, share(first));
        let Some(at) = piece.at_event(events[first], guess, &mut self.bench) else { return Passed::Unclear };
        let is_first = events.iter().all(|&event| piece.left(event, &at, &self.bench) >= -SLACK);
        if is_first { Passed::Event(events[first], at) } else { Passed::Unclear }
    }

    /// The equilibrium at which the bonus passes zero between two places.
    fn record(&mut self, piece: &Piece<'a>, from: &Place, to: &Place) {
        let guess = between(from, to, from.bonus / (from.bonus - to.bonus));
        let at = piece.at_event(Event::NoBonus, guess.clone(), &mut self.bench).unwrap_or(guess);
        if let Some(exact) = settle(self.tensor, &at.mixes, piece.support.clone(), 2, &mut self.bench) {
            self.meets_again |= !add_new(&mut self.found, exact);
        }
    }

    /// The piece after an event and the direction into it.
    fn next_piece(&mut self, piece: &Piece<'a>, ended: (Event, Place)) -> Option<(Piece<'a>, Ahead)> {
        let (event, mut place) = ended;
        let mut support = piece.support.clone();
        let grows = match event {
            Event::Leaves(action) => {
                (support[action], place.mixes[action]) = (false, 0.0);
                Event::Enters(action)
            }
            Event::Enters(action) => {
                support[action] = true;
                Event::Leaves(action)
            }
            Event::NoBonus => return None,
        };
        let next = Piece::new(self.tensor, &self.ray.bonus, support, &place.mixes);
        self.tensor.evaluate(&place.mixes, &mut self.bench.local);
        // What was used up grows again from here on: that gives the side.
        let row = next.row(grows, &self.bench);
        let (direction, orientation) = next.direction(&place, &row, &mut self.bench)?;
        Some((next, Ahead { place, direction, orientation }))
    }
}

/// What a step passed.
enum Passed {
    Nothing,
    Event(Event, Place),
    /// The step was too long to tell.
    Unclear,
}

fn same_sign(one: f64, other: f64) -> bool {
    (one > 0.0) == (other > 0.0)
}

fn between(from: &Place, to: &Place, share: f64) -> Place {
    let mixes = from.mixes.iter().zip(&to.mixes).map(|(before, after)| before + share * (after - before)).collect();
    Place { mixes, bonus: from.bonus + share * (to.bonus - from.bonus) }
}
