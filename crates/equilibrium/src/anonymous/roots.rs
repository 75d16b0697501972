//! All roots of a polynomial inside the unit interval, each isolated and refined to double precision.

use dashu_int::IBig;
use moloch_core::{Stop, Watch};

use super::expected::binomial;
use super::polynomial::{Bernstein, sign};
use crate::finite::{Rational, exact_from_f64, nearest_f64};

/// Degree up to which intervals are divided exactly from the start.
const EXACT_DEGREE: usize = 24;
/// Divisions after which a polynomial is suspected of double roots.
const SUSPICIOUS_DEPTH: usize = 12;
/// Divisions in doubles after which exact arithmetic takes over.
const MAX_ROUNDED_DEPTH: usize = 48;
/// Bits times degree up to which a rational root is looked for at any denominator it can have.
const MAX_RATIONAL_WORK: usize = 8_000;
/// Bits of the denominator of a rational that a bracket of two neighbouring doubles decides.
const DECIDED_BITS: usize = 25;

/// A root inside the unit interval.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Root {
    /// The nearest double, or its neighbour.
    pub(super) value: f64,
    /// Bounds between which the polynomial has this root and no other.
    pub(super) bracket: (Rational, Rational),
    /// The root itself, where it is recognised as rational.
    pub(super) exact: Option<Rational>,
    /// Whether the polynomial changes its sign there: it is no root of even multiplicity.
    pub(super) changes_sign: bool,
}

/// What a search for roots found.
#[derive(Debug)]
pub(super) struct Roots {
    /// In ascending order.
    pub(super) found: Vec<Root>,
    /// Intervals that were not decided before the search was stopped.
    pub(super) undecided: Vec<(Rational, Rational)>,
    /// Why it was stopped.
    pub(super) stop: Option<Stop>,
}

/// A part of the unit interval still to be decided.
struct Part {
    low: Rational,
    high: Rational,
    depth: usize,
    form: Form,
}

/// The polynomial's coefficients on a part.
enum Form {
    /// Doubles, each off by at most `error`.
    Rounded {
        values: Vec<f64>,
        error: f64,
    },
    Exact(Vec<IBig>),
}

/// How many roots the signs of the coefficients allow inside a part.
enum Verdict {
    None,
    /// Exactly one; the sign before it.
    One(i8),
    Open,
}

/// Why the division of intervals ended early.
enum End {
    Stopped(Stop),
    /// Every root of this polynomial is a root of the one asked about, and the other way round.
    Simpler(Bernstein),
}

/// Finds all roots inside the unit interval; `watch` counts divided intervals.
pub(super) fn roots(polynomial: &Bernstein, watch: &mut Watch<'_>) -> Roots {
    let mut simple = polynomial.clone();
    let mut search = Search::new(&simple);
    let stop = loop {
        match search.run(&simple, watch) {
            Ok(()) => break None,
            Err(End::Stopped(stop)) => break Some(stop),
            Err(End::Simpler(simpler)) => {
                search = Search::new(&simpler);
                search.is_simple = true;
                simple = simpler;
            }
        }
    };
    let undecided = search.parts.drain(..).map(|part| (part.low, part.high)).collect();
    let refined = |bracket: Bracket| {
        let mut root = bracket.refined(&simple);
        root.changes_sign = polynomial.sign_at(&root.bracket.0) * polynomial.sign_at(&root.bracket.1) < 0;
        root
    };
    let mut roots: Vec<Root> = search.found.drain(..).map(refined).collect();
    roots.sort_by(|a, b| a.bracket.0.cmp(&b.bracket.0));
    Roots { found: roots, undecided, stop }
}

struct Search {
    parts: Vec<Part>,
    found: Vec<Bracket>,
    /// Whether no root is double.
    is_simple: bool,
}

impl Search {
    fn new(polynomial: &Bernstein) -> Self {
        let form = if polynomial.degree() <= EXACT_DEGREE {
            Form::Exact(polynomial.coefficients().to_vec())
        } else {
            Form::Rounded { values: polynomial.rounded(), error: 2.0 * f64::EPSILON }
        };
        let whole = Part { low: Rational::ZERO, high: Rational::ONE, depth: 0, form };
        Self { parts: vec![whole], found: Vec::new(), is_simple: false }
    }

    fn run(&mut self, polynomial: &Bernstein, watch: &mut Watch<'_>) -> Result<(), End> {
        while let Some(part) = self.parts.pop() {
            let verdict = part.form.verdict();
            match verdict {
                Verdict::None => {}
                Verdict::One(before) => {
                    self.found.push(Bracket { low: part.low, high: part.high, before });
                }
                Verdict::Open => {
                    if let Err(stop) = watch.step() {
                        self.parts.push(part);
                        return Err(End::Stopped(stop));
                    }
                    self.divide(polynomial, part, watch)?;
                }
            }
        }
        Ok(())
    }

    fn divide(&mut self, polynomial: &Bernstein, part: Part, watch: &mut Watch<'_>) -> Result<(), End> {
        let is_lost = part.form.is_lost() || (part.depth >= MAX_ROUNDED_DEPTH && part.form.is_rounded());
        if !self.is_simple && (part.depth >= SUSPICIOUS_DEPTH || is_lost) {
            match polynomial.square_free(watch) {
                Ok(None) => self.is_simple = true,
                Ok(Some(simpler)) => return Err(End::Simpler(simpler)),
                Err(stop) => {
                    self.parts.push(part);
                    return Err(End::Stopped(stop));
                }
            }
        }
        let part = if is_lost { part.exactly(polynomial) } else { part };
        let (left, right) = part.halves();
        if let Form::Exact(coefficients) = &right.form
            && coefficients.first().is_some_and(IBig::is_zero)
        {
            self.found.push(Bracket { low: right.low.clone(), high: right.low.clone(), before: 0 });
        }
        self.parts.extend([right, left]);
        Ok(())
    }
}

impl Form {
    fn is_rounded(&self) -> bool {
        matches!(self, Self::Rounded { .. })
    }

    /// Whether rounding errors hide all signs.
    fn is_lost(&self) -> bool {
        match self {
            Self::Rounded { values, error } => values.iter().all(|value| value.abs() <= 4.0 * error),
            Self::Exact(_) => false,
        }
    }

    /// Descartes' rule: as many roots as changes of sign, or fewer by an even number.
    fn verdict(&self) -> Verdict {
        match self {
            Self::Exact(coefficients) => {
                let mut signs = coefficients.iter().map(sign).filter(|&sign| sign != 0);
                let Some(first) = signs.next() else { return Verdict::None };
                let mut last = first;
                let changes = signs.filter(|&sign| std::mem::replace(&mut last, sign) != sign).count();
                match changes {
                    0 => Verdict::None,
                    1 => Verdict::One(first),
                    _ => Verdict::Open,
                }
            }
            Self::Rounded { values, error } => rounded_verdict(values, *error),
        }
    }
}

/// The same in doubles, where no sign that could matter is in doubt.
fn rounded_verdict(values: &[f64], error: f64) -> Verdict {
    let (first, last) = (values[0], values[values.len() - 1]);
    if first.abs() <= error || last.abs() <= error {
        return Verdict::Open;
    }
    let before: i8 = if first > 0.0 { 1 } else { -1 };
    let like_first = |value: &f64| value * f64::from(before) > error;
    let like_last = |value: &f64| value * f64::from(before) < -error;
    if values.iter().all(like_first) {
        return Verdict::None;
    }
    let head = values.iter().take_while(|value| like_first(value)).count();
    let tail = values.iter().rev().take_while(|value| like_last(value)).count();
    // One value in doubt between the two signs adds no change.
    if head + tail + 1 >= values.len() && tail > 0 { Verdict::One(before) } else { Verdict::Open }
}

impl Part {
    /// The two parts on both sides of a point inside; in doubles not the middle, on which roots like to lie.
    fn halves(self) -> (Self, Self) {
        let (share, left, right) = match self.form {
            Form::Rounded { values, error } => {
                let (left, right) = divided(values, 17.0 / 32.0);
                // Every step rounds two products and a sum of values at most one in size.
                let error = error + 1.5 * f64::EPSILON * left.len() as f64;
                let share = Rational::from_parts(17.into(), 32_u8.into());
                (share, Form::Rounded { values: left, error }, Form::Rounded { values: right, error })
            }
            Form::Exact(values) => {
                let (left, right) = halved(values);
                (Rational::from_parts(1.into(), 2_u8.into()), Form::Exact(left), Form::Exact(right))
            }
        };
        let middle = &self.low + (&self.high - &self.low) * share;
        let depth = self.depth + 1;
        (
            Self { low: self.low, high: middle.clone(), depth, form: left },
            Self { low: middle, high: self.high, depth, form: right },
        )
    }

    /// The same part with exact coefficients, from those on the whole interval.
    fn exactly(self, polynomial: &Bernstein) -> Self {
        let above = cut(polynomial.coefficients().to_vec(), &self.low, true);
        let share = (&self.high - &self.low) / (Rational::ONE - &self.low);
        Self { form: Form::Exact(cut(above, &share, false)), ..self }
    }
}

/// Casteljau's division in doubles.
fn divided(mut values: Vec<f64>, share: f64) -> (Vec<f64>, Vec<f64>) {
    let mut left = Vec::with_capacity(values.len());
    for count in (1..=values.len()).rev() {
        left.push(values[0]);
        for k in 1..count {
            values[k - 1] = values[k - 1] * (1.0 - share) + values[k] * share;
        }
    }
    // Entry k was left where the k-th diagonal ended.
    (left, values)
}

/// Casteljau's division in the middle, in whole numbers.
fn halved(mut values: Vec<IBig>) -> (Vec<IBig>, Vec<IBig>) {
    let mut left = Vec::with_capacity(values.len());
    for count in (1..=values.len()).rev() {
        // After j rounds the entries are 2^j times too large.
        left.push(values[0].clone() << (count - 1));
        for k in 1..count {
            let (before, after) = values.split_at_mut(k);
            before[k - 1] += &after[0];
        }
    }
    let right = values.into_iter().enumerate().map(|(k, value)| value << k);
    (reduced(left), reduced(right.collect()))
}

/// The part above or below a share of the interval, in whole numbers.
fn cut(mut values: Vec<IBig>, share: &Rational, above: bool) -> Vec<IBig> {
    let (a, below) = (share.numerator().clone(), IBig::from(share.denominator().clone()));
    let c = &below - &a;
    let mut left = Vec::with_capacity(values.len());
    for count in (1..=values.len()).rev() {
        left.push(values[0].clone());
        for k in 1..count {
            values[k - 1] = &values[k - 1] * &c + &values[k] * &a;
        }
    }
    let degree = left.len() - 1;
    // Entries went through different numbers of rounds, each of which multiplied them by the denominator.
    let (list, rounds): (Vec<IBig>, Box<dyn Fn(usize) -> usize>) =
        if above { (values, Box::new(move |k| k)) } else { (left, Box::new(move |k| degree - k)) };
    let powers: Vec<IBig> =
        std::iter::successors(Some(IBig::ONE), |power| Some(power * &below)).take(degree + 1).collect();
    reduced(list.into_iter().enumerate().map(|(k, value)| value * &powers[rounds(k)]).collect())
}

/// Takes out the power of two that all numbers share.
fn reduced(values: Vec<IBig>) -> Vec<IBig> {
    let shared = values.iter().filter_map(IBig::trailing_zeros).min().unwrap_or(0);
    if shared == 0 { values } else { values.into_iter().map(|value| value >> shared).collect() }
}

/// An interval with exactly one root inside, or the root itself.
struct Bracket {
    low: Rational,
    high: Rational,
    /// The sign before the root; 0 when the bounds are the root.
    before: i8,
}

impl Bracket {
    fn refined(mut self, polynomial: &Bernstein) -> Root {
        if self.before == 0 {
            return Self::exact(self.low);
        }
        if let [first, last] = polynomial.coefficients() {
            let root = Rational::from_parts_signed(first.clone(), first - last);
            return Self::exact(root);
        }
        let mut evaluation = Evaluation::new(polynomial);
        if let Some(root) = self.narrow_to_doubles(&mut evaluation) {
            return Self::exact(root);
        }
        if let Some(root) = self.rational(polynomial) {
            return Self::exact(root);
        }
        let (a, b) = (nearest_f64(&self.low), nearest_f64(&self.high));
        let value = if evaluation.exact(a).abs() <= evaluation.exact(b).abs() { a } else { b };
        let value = if value > 0.0 && value < 1.0 { value } else { f64::midpoint(a, b) };
        Root { value, bracket: (self.low, self.high), exact: None, changes_sign: true }
    }

    fn exact(root: Rational) -> Root {
        let value = nearest_f64(&root);
        Root { value, bracket: (root.clone(), root.clone()), exact: Some(root), changes_sign: true }
    }

    /// Narrows the bounds to two neighbouring doubles; the root itself when a double is.
    fn narrow_to_doubles(&mut self, evaluation: &mut Evaluation<'_>) -> Option<Rational> {
        let (mut a, mut b) = (nearest_f64(&self.low), nearest_f64(&self.high));
        let mut guess: Option<f64> = None;
        while b > a.next_up() {
            let guessed = guess.take().filter(|x| *x > a && *x < b);
            let middle = guessed.unwrap_or_else(|| f64::midpoint(a, b));
            let exact = exact_from_f64(middle)?;
            let sign = if exact <= self.low {
                self.before
            } else if exact >= self.high {
                -self.before
            } else {
                match evaluation.sign(middle, &exact, self.before) {
                    Sign::Zero => return Some(exact),
                    Sign::Known(sign) => sign,
                    Sign::Next(sign, next) => {
                        // Never two guesses in a row: halving bounds the number of steps.
                        guess = Some(next).filter(|_| guessed.is_none());
                        sign
                    }
                }
            };
            if sign == self.before { a = middle } else { b = middle }
        }
        let inside = |x: f64| exact_from_f64(x).filter(|exact| *exact > self.low && *exact < self.high);
        let (low, high) = (inside(a), inside(b));
        if let Some(low) = low {
            self.low = low;
        }
        if let Some(high) = high {
            self.high = high;
        }
        None
    }

    /// The root when it is rational, as far as its denominator can be large.
    fn rational(&mut self, polynomial: &Bernstein) -> Option<Rational> {
        let bits = polynomial.root_bits();
        if bits > DECIDED_BITS && bits.saturating_mul(polynomial.degree()) <= MAX_RATIONAL_WORK {
            let mut low = self.low.clone();
            let mut high = self.high.clone();
            let two = Rational::from(2);
            let narrow = Rational::ONE / Rational::from(2).pow(isize::try_from(2 * bits + 2).unwrap_or(2));
            while &high - &low > narrow {
                let middle = (&low + &high) / &two;
                match polynomial.sign_at(&middle) {
                    0 => return Some(middle),
                    sign if sign == self.before => low = middle,
                    _ => high = middle,
                }
            }
            let candidate = simplest_between(&low, &high);
            return (polynomial.sign_at(&candidate) == 0).then_some(candidate);
        }
        let candidate = simplest_between(&self.low, &self.high);
        (polynomial.sign_at(&candidate) == 0).then_some(candidate)
    }
}

/// The fraction with the smallest denominator strictly between two numbers, neither negative (Stern and Brocot), by
/// its continued fraction.
fn simplest_between(low: &Rational, high: &Rational) -> Rational {
    let mut parts: Vec<IBig> = Vec::new();
    let (mut low, mut high) = (low.clone(), Some(high.clone()));
    let mut result = loop {
        let floor = low.floor();
        let next = Rational::from(&floor + IBig::ONE);
        if high.as_ref().is_none_or(|high| next < *high) {
            break next;
        }
        let whole = Rational::from(floor.clone());
        let above = high.take().unwrap_or_else(|| next.clone()) - &whole;
        let below = low - whole;
        parts.push(floor);
        low = Rational::ONE / above;
        high = if below.is_zero() { None } else { Some(Rational::ONE / below) };
    };
    for part in parts.into_iter().rev() {
        result = Rational::from(part) + Rational::ONE / result;
    }
    result
}

/// The sign of a polynomial at a double.
enum Sign {
    Zero,
    Known(i8),
    /// The sign, and where Newton's method would go from there.
    Next(i8, f64),
}

/// Evaluates a polynomial in doubles with an error bound, and exactly where that is not enough.
struct Evaluation<'a> {
    polynomial: &'a Bernstein,
    rounded: Vec<f64>,
    /// Exact values computed last.
    known: Vec<(f64, f64)>,
}

impl<'a> Evaluation<'a> {
    fn new(polynomial: &'a Bernstein) -> Self {
        Self { polynomial, rounded: polynomial.rounded(), known: Vec::new() }
    }

    fn sign(&mut self, x: f64, exact: &Rational, before: i8) -> Sign {
        let degree = self.rounded.len() - 1;
        // One minus a double is off by one rounding, which each factor of a ratio repeats.
        let weights = binomial(degree, x, 1.0 - x);
        let terms = || weights.iter().zip(&self.rounded);
        let value: f64 = terms().map(|(weight, value)| weight * value).sum();
        let size: f64 = terms().map(|(weight, value)| weight * value.abs()).sum();
        let error = size * f64::EPSILON * (12.0 * degree as f64 + 20.0);
        if value.abs() > error {
            return Sign::Known(if value > 0.0 { 1 } else { -1 });
        }
        let value = self.polynomial.value_at(exact);
        self.known.push((x, value));
        if value == 0.0 {
            return Sign::Zero;
        }
        let sign = if value > 0.0 { 1 } else { -1 };
        let slope = self.slope(x);
        let step = -value / slope;
        if !step.is_finite() || slope * f64::from(before) >= 0.0 {
            return Sign::Known(sign);
        }
        let landed = x + step;
        // Beyond the root, so that both sides of the bracket close in.
        let next = if step > 0.0 { landed.next_up().max(x.next_up()) } else { landed.next_down().min(x.next_down()) };
        Sign::Next(sign, next)
    }

    fn slope(&self, x: f64) -> f64 {
        let degree = self.rounded.len() - 1;
        let weights = binomial(degree - 1, x, 1.0 - x);
        let steps = self.rounded.windows(2).zip(&weights);
        degree as f64 * steps.map(|(pair, weight)| weight * (pair[1] - pair[0])).sum::<f64>()
    }

    /// The value at a double, from exact arithmetic.
    fn exact(&self, x: f64) -> f64 {
        let known = self.known.iter().find(|(at, _)| at.to_bits() == x.to_bits()).map(|(_, value)| *value);
        known.or_else(|| exact_from_f64(x).map(|exact| self.polynomial.value_at(&exact))).unwrap_or(f64::NAN)
    }
}
