//! Exact simulation, in two ways that share nothing but the process: thinning in time, and clusters by descent.

use moloch_core::random::{ChaCha12Rng, fill};

use super::{Hawkes, Stationary};

/// Random words asked for at a time: the generator makes them in blocks.
const BLOCK: usize = 256;
const CELL: f64 = 1.0 / (1_u64 << 52) as f64;

/// Uniform numbers in (0, 1) from a stream, a block at a time.
#[derive(Debug)]
pub(crate) struct Uniforms<'r> {
    random: &'r mut ChaCha12Rng,
    words: [u64; BLOCK],
    used: usize,
}

impl<'r> Uniforms<'r> {
    pub(crate) const fn new(random: &'r mut ChaCha12Rng) -> Self {
        Self { random, words: [0; BLOCK], used: BLOCK }
    }

    pub(crate) fn draw(&mut self) -> f64 {
        if self.used == BLOCK {
            fill(self.random, &mut self.words);
            self.used = 0;
        }
        let word = self.words[self.used];
        self.used += 1;
        ((word >> 12) as f64 + 0.5) * CELL
    }

    pub(crate) fn exponential(&mut self) -> f64 {
        -self.draw().ln()
    }
}

/// The announcements of a process one after another, by thinning (Ogata 1981); it never ends by itself.
///
/// Between announcements the rate can only fall, so that the rate just after the last point tried bounds it. The rate
/// is all that the future needs to know of the past: a step costs the same however long the past is.
#[derive(Debug)]
pub struct Announcements<'r> {
    process: Hawkes,
    uniforms: Uniforms<'r>,
    time: f64,
    excitement: f64,
}

impl<'r> Announcements<'r> {
    /// Starts at time 0 with a rate of `excitement` above the baseline, at least 0: nothing has happened if it is 0.
    pub const fn new(process: &Stationary, excitement: f64, random: &'r mut ChaCha12Rng) -> Self {
        Self { process: process.0, uniforms: Uniforms::new(random), time: 0.0, excitement }
    }

    /// The rate above the baseline just after the last announcement.
    pub const fn excitement(&self) -> f64 {
        self.excitement
    }

    /// A standard exponential number from the same stream, for marks.
    pub fn exponential(&mut self) -> f64 {
        self.uniforms.exponential()
    }

    /// A standard normal number from the same stream, for marks (Box and Muller).
    pub fn normal(&mut self) -> f64 {
        let radius = (2.0 * self.uniforms.exponential()).sqrt();
        radius * (std::f64::consts::TAU * self.uniforms.draw()).cos()
    }
}

impl Iterator for Announcements<'_> {
    type Item = f64;

    fn next(&mut self) -> Option<f64> {
        let Hawkes { baseline, kick, fade } = self.process;
        if baseline + self.excitement <= 0.0 {
            return None;
        }
        loop {
            let bound = baseline + self.excitement;
            let wait = self.uniforms.exponential() / bound;
            self.time += wait;
            self.excitement *= (-fade * wait).exp();
            if self.uniforms.draw() * bound <= baseline + self.excitement {
                self.excitement += kick;
                return Some(self.time);
            }
        }
    }
}

/// The times of all announcements until a time, starting without a past; by thinning.
pub fn thinning(process: &Stationary, until: f64, random: &mut ChaCha12Rng) -> Vec<f64> {
    Announcements::new(process, 0.0, random).take_while(|time| *time <= until).collect()
}

/// The same by descent (Hawkes and Oakes 1974): news that reacts to nothing comes at the baseline rate, and every
/// announcement has a Poisson number of reactions with mean n, each after an exponential delay.
pub fn clusters(process: &Stationary, until: f64, random: &mut ChaCha12Rng) -> Vec<f64> {
    let (mut uniforms, n) = (Uniforms::new(random), process.branching());
    let mut times = Vec::new();
    let mut time = 0.0;
    loop {
        time += uniforms.exponential() / process.baseline;
        // A baseline of zero makes the first wait infinite; a wait that is not a number cannot occur.
        if time.is_nan() || time > until {
            break;
        }
        times.push(time);
    }
    let mut parent = 0;
    while parent < times.len() {
        // Points of a Poisson process on [0, n] are the reactions.
        let mut spent = uniforms.exponential();
        while spent < n {
            let child = times[parent] + uniforms.exponential() / process.fade;
            if child <= until {
                times.push(child);
            }
            spent += uniforms.exponential();
        }
        parent += 1;
    }
    times.sort_by(f64::total_cmp);
    times
}
