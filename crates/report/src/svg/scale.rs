//! Scales and their ticks.

use crate::format::{fixed, superscript};
use crate::{Axis, Ticks};

/// Values beyond this are not drawn: their differences would overflow.
const DRAWABLE: f64 = 1e150;

/// Whether a value can be drawn on an axis.
pub(crate) fn drawable(value: f64, log: bool) -> bool {
    value.is_finite() && value.abs() <= DRAWABLE && (!log || value >= 1.0 / DRAWABLE)
}

/// A position on an axis that carries a label.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tick {
    pub(crate) value: f64,
    pub(crate) text: String,
}

/// A map from values to positions.
#[derive(Clone, Debug)]
pub(crate) struct Scale {
    pub(crate) low: f64,
    pub(crate) high: f64,
    log: bool,
    start: f64,
    end: f64,
}

impl Scale {
    /// The scale of an axis that shows `values`; the positions are set by [`Scale::between`].
    pub(crate) fn covering(axis: &Axis, values: impl Iterator<Item = f64>) -> Self {
        let zero = (axis.zero && !axis.log).then_some(0.0);
        let kept = values.filter(|v| drawable(*v, axis.log)).chain(zero);
        let (low, high) = kept.fold((f64::INFINITY, f64::NEG_INFINITY), |(lo, hi), v| (v.min(lo), v.max(hi)));
        let (low, high) = widened(low, high, axis.log);
        Self { low, high, log: axis.log, start: 0.0, end: 1.0 }
    }

    /// The same range drawn from `start` to `end`.
    pub(crate) fn between(&self, start: f64, end: f64) -> Self {
        Self { start, end, ..self.clone() }
    }

    /// The same scale, its ends moved outwards to round values.
    pub(crate) fn rounded(mut self, target: usize) -> Self {
        if self.log {
            self.low = round_mark(self.low, false);
            self.high = round_mark(self.high, true);
            return self;
        }
        let step = round_step(self.high - self.low, target);
        self.low = (self.low / step + 1e-9).floor() * step;
        self.high = (self.high / step - 1e-9).ceil() * step;
        self
    }

    /// The same scale with its range widened by shares of its length at the low and the high end.
    pub(crate) fn padded(mut self, low: f64, high: f64) -> Self {
        let length = self.high - self.low;
        self.low -= low * length;
        self.high += high * length;
        self
    }

    /// Where the low end is drawn.
    pub(crate) fn start(&self) -> f64 {
        self.start
    }

    /// Position of `value`.
    pub(crate) fn at(&self, value: f64) -> f64 {
        let share = if self.log {
            (value.log10() - self.low.log10()) / (self.high.log10() - self.low.log10())
        } else {
            (value - self.low) / (self.high - self.low)
        };
        self.start + share * (self.end - self.start)
    }

    /// About `target` ticks, and the power of a thousand taken out of their labels.
    pub(crate) fn ticks(&self, kind: Ticks, target: usize) -> (Vec<Tick>, i32) {
        match kind {
            _ if self.log => self.decades(target),
            Ticks::Calendar { year, month } => (self.calendar(year, month, target), 0),
            Ticks::Every(step) if step > 1e-6 * (self.high - self.low) && step <= self.high - self.low => {
                let least = (self.high - self.low) / target.max(1) as f64;
                self.linear(step * (least / step).ceil().max(1.0))
            }
            Ticks::Round | Ticks::Every(_) => self.linear(round_step(self.high - self.low, target)),
        }
    }

    fn linear(&self, step: f64) -> (Vec<Tick>, i32) {
        let first = (self.low / step - 1e-6).ceil();
        let count = ((self.high / step + 1e-6).floor() - first).clamp(0.0, 60.0);
        let exponent = common_exponent(self.low.abs().max(self.high.abs()));
        let factor = decade(-exponent);
        let decimals = (-(step * factor).log10().floor()).clamp(0.0, 12.0);
        let decimals = extra_decimal(step * factor, decimals);
        let mut values = vec![];
        let mut k = 0.0;
        while k <= count {
            values.push((first + k) * step);
            k += 1.0;
        }
        let label = |value: f64| Tick { value, text: fixed(value * factor, decimals) };
        (values.into_iter().map(label).collect(), exponent)
    }

    fn decades(&self, target: usize) -> (Vec<Tick>, i32) {
        let (low, high) = (self.low.log10(), self.high.log10());
        let stride = whole(((high - low) / target.max(1) as f64).ceil()).max(1);
        let marks: &[f64] = if high - low > 2.5 { &[1.0] } else { &[1.0, 2.0, 5.0] };
        let mut ticks = Vec::new();
        let mut power = whole(low.floor()).div_euclid(stride) * stride;
        while f64::from(power) <= high + 1e-9 {
            for mark in marks {
                let value = mark * decade(power);
                if value >= self.low * (1.0 - 1e-9) && value <= self.high * (1.0 + 1e-9) {
                    ticks.push(Tick { value, text: power_label(value, *mark, power) });
                }
            }
            power += stride;
        }
        if ticks.len() < 2 {
            let (ticks, exponent) = self.linear(round_step(self.high - self.low, target));
            return (ticks.into_iter().filter(|t| t.value > 0.0).collect(), exponent);
        }
        (ticks, 0)
    }

    fn calendar(&self, year: i32, month: u32, target: usize) -> Vec<Tick> {
        const NAMES: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
        let offset = f64::from(year) * 12.0 + f64::from(month.clamp(1, 12)) - 1.0;
        let least = (self.high - self.low) / target.max(1) as f64;
        let steps = [1.0, 3.0, 6.0, 12.0, 24.0, 60.0, 120.0, 240.0, 600.0, 1200.0];
        let step = steps.into_iter().find(|s| *s >= least).unwrap_or_else(|| 12.0 * round_step(least / 12.0, 1));
        let mut ticks = Vec::new();
        let mut at = ((self.low + offset) / step - 1e-9).ceil() * step;
        while at - offset <= self.high + 1e-9 && ticks.len() < 60 {
            let name = usize::try_from(whole(at.rem_euclid(12.0))).ok().and_then(|m| NAMES.get(m)).unwrap_or(&"");
            let years = crate::format::ungrouped(at.div_euclid(12.0));
            let text = if step >= 12.0 { years } else { format!("{name} {years}") };
            ticks.push(Tick { value: at - offset, text });
            at += step;
        }
        ticks
    }
}

/// The nearest whole number, for decimal exponents and months.
#[expect(
    clippy::cast_possible_truncation,
    reason = "exponents and months of drawable values fit; larger values saturate"
)]
fn whole(value: f64) -> i32 {
    value.round() as i32
}

/// The exact power of ten.
fn decade(power: i32) -> f64 {
    format!("1e{power}").parse().unwrap_or(f64::NAN)
}

/// The next 1, 2 or 5 times a power of ten at or beyond `value`.
fn round_mark(value: f64, up: bool) -> f64 {
    let power = whole(value.log10().floor());
    let marks = [-1, 0, 1].into_iter().flat_map(|p| [1.0, 2.0, 5.0].map(|mark| mark * decade(power + p)));
    if up {
        marks.filter(|m| *m >= value * (1.0 - 1e-9)).fold(f64::INFINITY, f64::min)
    } else {
        marks.filter(|m| *m <= value * (1.0 + 1e-9)).fold(0.0, f64::max)
    }
}

/// A range of nonzero length around what was found; 0 to 1 (1 to 10 on a log scale) where nothing was.
fn widened(low: f64, high: f64, log: bool) -> (f64, f64) {
    if low > high {
        return if log { (1.0, 10.0) } else { (0.0, 1.0) };
    }
    let largest = high.abs().max(low.abs());
    if !log && largest < 1.0 / DRAWABLE {
        return (low - 0.5, high + 0.5);
    }
    if high - low > 1e-9 * largest {
        return (low, high);
    }
    if log {
        return (low / 2.0, high * 2.0);
    }
    let half = if low == 0.0 { 0.5 } else { 0.1 * low.abs() };
    (low - half, high + half)
}

/// The round step (1, 2 or 5 times a power of ten) that gives about `target` intervals over `length`.
fn round_step(length: f64, target: usize) -> f64 {
    let raw = length / target.max(1) as f64;
    let power = decade(whole(raw.log10().floor()));
    let lead = raw / power;
    let mark = if lead <= 1.0 {
        1.0
    } else if lead <= 2.0 {
        2.0
    } else if lead <= 5.0 {
        5.0
    } else {
        10.0
    };
    mark * power
}

/// The power of ten, a multiple of three, to take out of the labels of an axis that reaches `largest`.
fn common_exponent(largest: f64) -> i32 {
    if (1e-3..1e6).contains(&largest) || largest == 0.0 {
        return 0;
    }
    whole(largest.log10().floor()).div_euclid(3) * 3
}

/// A step such as 2.5 needs one decimal more than its magnitude says.
fn extra_decimal(step: f64, decimals: f64) -> usize {
    let wanted = (0..=12).find(|d| {
        let scaled = step * 10f64.powi(*d);
        f64::from(*d) >= decimals && (scaled - scaled.round()).abs() < 1e-6 * scaled.max(1.0)
    });
    usize::try_from(wanted.unwrap_or(12)).unwrap_or(12)
}

fn power_label(value: f64, mark: f64, power: i32) -> String {
    if (1e-3..1e6).contains(&value) {
        return crate::format::significant(value, 3);
    }
    let lead = if mark > 1.0 { format!("{mark}×") } else { String::new() };
    format!("{lead}10{}", superscript(power))
}

/// The heading of an axis with the power taken out of its labels: `spending, $ (×10⁹)`.
pub(crate) fn heading(axis: &Axis, exponent: i32) -> String {
    let heading = crate::text::clean(&axis.heading());
    if exponent == 0 { heading } else { format!("{heading} (×10{})", superscript(exponent)).trim().to_owned() }
}
