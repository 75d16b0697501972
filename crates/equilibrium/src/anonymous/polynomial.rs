//! Polynomials in Bernstein form with whole coefficients: signs at exact points, square-free parts.

use dashu_int::ops::{BitTest, Gcd, UnsignedAbs};
use dashu_int::{IBig, UBig};
use moloch_core::{Stop, Watch};

use super::expected::binomial_coefficients;
use crate::finite::Rational;
use crate::finite::exact::common_denominator;

/// Primes below 2^63, modulo which common factors are looked for first.
const PRIMES: [u64; 2] = [(1 << 61) - 1, 9_223_372_036_854_775_783];

/// $`\sum_k b_k \binom{n}{k} x^k (1 - x)^{n - k}`$ on the unit interval, up to a positive factor; not zero at 0 nor 1.
///
/// With $`t = x / (1 - x)`$ it is $`\sum_k \binom{n}{k} b_k t^k`$ up to a positive factor, so that its roots inside the
/// interval are the positive roots of that one.
#[derive(Clone, Debug)]
pub(super) struct Bernstein {
    /// The $`b_k`$, without a common factor.
    coefficients: Vec<IBig>,
    /// $`\binom{n}{k} b_k`$.
    powers: Vec<IBig>,
    /// 2 to this power is above all coefficients.
    bits: usize,
}

impl Bernstein {
    /// From exact coefficients, roots at 0 and at 1 divided out; `None` when all are zero.
    pub(super) fn new(coefficients: &[Rational]) -> Option<Self> {
        let whole = whole(coefficients);
        let first = whole.iter().position(|one| !one.is_zero())?;
        let last = whole.iter().rposition(|one| !one.is_zero())?;
        if first == 0 && last + 1 == whole.len() {
            return Some(Self::from_whole(whole));
        }
        let ways = binomial_coefficients(whole.len() - 1);
        let powers: Vec<IBig> = whole.iter().zip(ways).map(|(one, ways)| one * ways).collect();
        Some(Self::from_powers(&powers[first..=last]))
    }

    /// From the coefficients of the powers of $`t`$.
    fn from_powers(powers: &[IBig]) -> Self {
        let ways = binomial_coefficients(powers.len() - 1);
        let ratio = |(power, ways): (&IBig, IBig)| Rational::from_parts_signed(power.clone(), ways);
        Self::from_whole(whole(&powers.iter().zip(ways).map(ratio).collect::<Vec<_>>()))
    }

    fn from_whole(coefficients: Vec<IBig>) -> Self {
        let coefficients = primitive(coefficients);
        let ways = binomial_coefficients(coefficients.len() - 1);
        let powers = coefficients.iter().zip(ways).map(|(one, ways)| one * ways).collect();
        let bits = coefficients.iter().map(size_bits).max().unwrap_or(0);
        Self { coefficients, powers, bits }
    }

    pub(super) fn degree(&self) -> usize {
        self.coefficients.len() - 1
    }

    pub(super) fn coefficients(&self) -> &[IBig] {
        &self.coefficients
    }

    /// The coefficients as doubles, the largest between a half and one in size, each off by one rounding.
    pub(super) fn rounded(&self) -> Vec<f64> {
        self.coefficients.iter().map(|one| scaled_f64(one, self.bits)).collect()
    }

    /// The sign at an exact point of the unit interval.
    pub(super) fn sign_at(&self, x: &Rational) -> i8 {
        sign(&self.homogeneous(x))
    }

    /// The value at a point whose denominator is a power of two, rounded, in the scale of [`Bernstein::rounded`]; zero
    /// only if it is zero.
    pub(super) fn value_at(&self, x: &Rational) -> f64 {
        let value = self.homogeneous(x);
        let exponent = (x.denominator().bit_len() - 1) * self.degree() + self.bits;
        let rounded = scaled_f64(&value, exponent);
        if rounded == 0.0 { f64::from(sign(&value)) * f64::MIN_POSITIVE } else { rounded }
    }

    /// $`\sum_k s_k a^k c^{n - k}`$ for $`x = a / (a + c)`$, by Horner's rule.
    fn homogeneous(&self, x: &Rational) -> IBig {
        let a = x.numerator();
        let c = IBig::from(x.denominator().clone()) - a;
        let mut power = IBig::ONE;
        let mut powers = self.powers.iter().rev();
        let mut sum = powers.next().cloned().unwrap_or(IBig::ZERO);
        for coefficient in powers {
            power *= &c;
            sum = sum * a + coefficient * &power;
        }
        sum
    }

    /// Bits that the denominator of a rational root can have: $`x = u / (u + v)`$ where $`u`$ divides the first and
    /// $`v`$ the last coefficient in $`t`$.
    pub(super) fn root_bits(&self) -> usize {
        let powers = primitive(self.powers.clone());
        [powers.first(), powers.last()].into_iter().flatten().map(size_bits).max().unwrap_or(0) + 1
    }

    /// The polynomial with the same roots, each once; `None` when each occurs once already.
    pub(super) fn square_free(&self, watch: &mut Watch<'_>) -> Result<Option<Self>, Stop> {
        let slope = derivative(&self.powers);
        if slope.is_empty() || PRIMES.iter().any(|&prime| are_coprime_modulo(&self.powers, &slope, prime)) {
            return Ok(None);
        }
        let common = common_divisor(primitive(self.powers.clone()), primitive(slope), watch)?;
        if common.len() <= 1 { Ok(None) } else { Ok(Some(Self::from_powers(&quotient(&self.powers, &common)))) }
    }
}

/// Fractions times the least number that makes all whole.
fn whole(values: &[Rational]) -> Vec<IBig> {
    let common = common_denominator(values.iter());
    values.iter().map(|one| one.numerator() * IBig::from(&common / one.denominator())).collect()
}

pub(super) fn sign(value: &IBig) -> i8 {
    match value.cmp(&IBig::ZERO) {
        std::cmp::Ordering::Less => -1,
        std::cmp::Ordering::Equal => 0,
        std::cmp::Ordering::Greater => 1,
    }
}

fn size_bits(value: &IBig) -> usize {
    value.clone().unsigned_abs().bit_len()
}

/// `value / 2^exponent` as a double, off by little more than one rounding; far below the range it is zero.
pub(super) fn scaled_f64(value: &IBig, exponent: usize) -> f64 {
    let dropped = size_bits(value).saturating_sub(64);
    let top = (value.clone().unsigned_abs() >> dropped).to_f64().value();
    let shift = (dropped as i128 - exponent as i128).clamp(-1_200, 900);
    let shift = i32::try_from(shift).unwrap_or(0);
    // In two steps: the first alone may be out of range where the product is not.
    let size = top * 2_f64.powi(shift / 2) * 2_f64.powi(shift - shift / 2);
    if *value < IBig::ZERO { -size } else { size }
}

/// Divides by the greatest common factor.
pub(super) fn primitive(values: Vec<IBig>) -> Vec<IBig> {
    let mut common = UBig::ZERO;
    for value in values.iter().filter(|value| !value.is_zero()) {
        let size = value.clone().unsigned_abs();
        common = if common.is_zero() { size } else { common.gcd(size) };
        if common.is_one() {
            return values;
        }
    }
    let common = IBig::from(common);
    if common.is_zero() { values } else { values.into_iter().map(|value| value / &common).collect() }
}

/// Coefficients of the derivative, lowest power first.
fn derivative(powers: &[IBig]) -> Vec<IBig> {
    powers.iter().enumerate().skip(1).map(|(k, one)| one * IBig::from(k)).collect()
}

/// Whether two polynomials have no common factor modulo a prime that divides neither highest coefficient: then they
/// have none at all.
fn are_coprime_modulo(first: &[IBig], second: &[IBig], prime: u64) -> bool {
    let modulus = IBig::from(prime);
    let residue = |value: &IBig| {
        let rest = value % &modulus;
        let rest = if rest < IBig::ZERO { rest + &modulus } else { rest };
        u64::try_from(rest).unwrap_or(0)
    };
    let mut a: Vec<u64> = first.iter().map(residue).collect();
    let mut b: Vec<u64> = second.iter().map(residue).collect();
    if a.last() == Some(&0) || b.last() == Some(&0) {
        return false;
    }
    while !b.is_empty() {
        reduce_modulo(&mut a, &b, prime);
        std::mem::swap(&mut a, &mut b);
    }
    a.len() == 1
}

/// The remainder of `a` divided by `b` modulo a prime; the highest coefficient of `b` is not zero.
fn reduce_modulo(a: &mut Vec<u64>, b: &[u64], prime: u64) {
    let times = |x: u64, y: u64| u64::try_from(u128::from(x) * u128::from(y) % u128::from(prime)).unwrap_or(0);
    let Some(&top) = b.last() else { return };
    let inverse = power_modulo(top, prime - 2, times);
    while a.len() >= b.len() {
        let factor = times(a.last().copied().unwrap_or(0), inverse);
        let start = a.len() - b.len();
        for (cell, &entry) in a[start..].iter_mut().zip(b) {
            let product = times(factor, entry);
            *cell = if *cell >= product { *cell - product } else { *cell + (prime - product) };
        }
        while a.last() == Some(&0) {
            a.pop();
        }
    }
}

fn power_modulo(base: u64, mut exponent: u64, times: impl Fn(u64, u64) -> u64) -> u64 {
    let (mut square, mut result) = (base, 1);
    while exponent > 0 {
        if exponent % 2 == 1 {
            result = times(result, square);
        }
        square = times(square, square);
        exponent /= 2;
    }
    result
}

/// Euclid's algorithm on whole polynomials, common factors of the coefficients taken out at every step.
fn common_divisor(mut a: Vec<IBig>, mut b: Vec<IBig>, watch: &mut Watch<'_>) -> Result<Vec<IBig>, Stop> {
    while !b.is_empty() {
        while a.len() >= b.len() {
            watch.step()?;
            let (top, lead) = (a[a.len() - 1].clone(), b[b.len() - 1].clone());
            let start = a.len() - b.len();
            for one in &mut a {
                *one *= &lead;
            }
            a[start..].iter_mut().zip(&b).for_each(|(one, other)| *one -= &top * other);
            while a.last().is_some_and(IBig::is_zero) {
                a.pop();
            }
        }
        a = primitive(a);
        std::mem::swap(&mut a, &mut b);
    }
    Ok(a)
}

/// The quotient of whole polynomials where the second divides the first, up to a factor.
fn quotient(a: &[IBig], b: &[IBig]) -> Vec<IBig> {
    let mut rest: Vec<Rational> = a.iter().cloned().map(Rational::from).collect();
    let Some(lead) = b.last().cloned().map(Rational::from) else { return a.to_vec() };
    let mut result = vec![Rational::ZERO; (a.len() + 1).saturating_sub(b.len())];
    for place in (0..result.len()).rev() {
        let factor = &rest[place + b.len() - 1] / &lead;
        for (index, one) in b.iter().enumerate() {
            rest[place + index] -= &factor * Rational::from(one.clone());
        }
        result[place] = factor;
    }
    // The factor keeps its sign: a negative one would turn all signs round.
    let result = whole(&result);
    if b.last().is_some_and(|lead| *lead < IBig::ZERO) { result.into_iter().map(|one| -one).collect() } else { result }
}
