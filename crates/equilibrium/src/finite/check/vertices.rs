//! All vertices of a best-response polytope, by the double description method in exact integers.

use dashu_int::IBig;
use dashu_int::ops::Gcd;
use moloch_core::{Stop, Watch};

use super::super::exact::Rational;

/// A vertex of the polytope $`\{z \ge 0 : C z \le 1\}`$.
#[derive(Clone, Debug)]
pub(super) struct Vertex {
    /// The vertex as probabilities: its coordinates divided by their sum.
    pub(super) mix: Vec<Rational>,
    /// Which inequalities hold with equality: first $`z_i \ge 0`$, then the rows of $`C`$.
    pub(super) tight: Bits,
}

/// A set of inequalities.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Bits(Vec<u64>);

impl Bits {
    fn none(size: usize) -> Self {
        Self(vec![0; size.div_ceil(64)])
    }

    fn insert(&mut self, at: usize) {
        self.0[at / 64] |= 1 << (at % 64);
    }

    pub(super) fn contains(&self, at: usize) -> bool {
        self.0[at / 64] >> (at % 64) & 1 == 1
    }

    fn common(&self, other: &Self) -> Self {
        Self(self.0.iter().zip(&other.0).map(|(a, b)| a & b).collect())
    }

    fn count(&self) -> u32 {
        self.0.iter().map(|word| word.count_ones()).sum()
    }

    fn within(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).all(|(a, b)| a & !b == 0)
    }
}

/// A ray of the cone over the polytope: coordinates $`(z, t)`$ as integers without a common divisor.
struct Ray {
    at: Vec<IBig>,
    tight: Bits,
}

/// All vertices but the origin, where `rows` are the positive integer rows of $`C`$.
///
/// The cone $`\{(z, t) : z \ge 0, t \ge 0, t - c_j z \ge 0\}`$ begins as the nonnegative orthant, and the inequalities
/// are added one by one: the rays that an inequality cuts off are replaced by those in which it cuts the edges between
/// a ray that stays and one that goes. Two rays span an edge if no third one holds all inequalities with equality
/// that both hold so.
pub(super) fn vertices(size: usize, rows: &[Vec<IBig>], watch: &mut Watch<'_>) -> Result<Vec<Vertex>, Stop> {
    let total = size + 1 + rows.len();
    let mut rays: Vec<Ray> = (0..=size).map(|at| unit(at, size, total)).collect();
    for (row, coefficients) in rows.iter().enumerate() {
        rays = cut(rays, coefficients, size, size + 1 + row, watch)?;
    }
    Ok(rays.into_iter().filter_map(|ray| vertex(&ray, size, rows.len())).collect())
}

/// The ray along one axis: every other coordinate is zero. The last axis is $`t`$.
fn unit(at: usize, size: usize, total: usize) -> Ray {
    let mut tight = Bits::none(total);
    (0..=size).filter(|&other| other != at).for_each(|other| tight.insert(other));
    let coordinate = |other| if other == at { IBig::ONE } else { IBig::ZERO };
    Ray { at: (0..=size).map(coordinate).collect(), tight }
}

/// What is left of the cone where $`t - c z \ge 0`$.
fn cut(
    rays: Vec<Ray>,
    coefficients: &[IBig],
    size: usize,
    label: usize,
    watch: &mut Watch<'_>,
) -> Result<Vec<Ray>, Stop> {
    let slack = |ray: &Ray| {
        let products = coefficients.iter().zip(&ray.at).filter(|(_, at)| !at.is_zero());
        products.fold(ray.at[size].clone(), |rest, (coefficient, at)| rest - coefficient * at)
    };
    let slacks: Vec<IBig> = rays.iter().map(slack).collect();
    let staying: Vec<usize> = (0..rays.len()).filter(|&ray| slacks[ray] > IBig::ZERO).collect();
    let going: Vec<usize> = (0..rays.len()).filter(|&ray| slacks[ray] < IBig::ZERO).collect();
    let mut made = Vec::new();
    for &a in &staying {
        for &b in &going {
            watch.step()?;
            if adjacent(&rays, a, b, size) {
                made.push(between(&rays[a], &slacks[a], &rays[b], &slacks[b], label));
            }
        }
    }
    let mut left: Vec<Ray> = Vec::with_capacity(rays.len() - going.len() + made.len());
    for (mut ray, slack) in rays.into_iter().zip(&slacks) {
        if *slack >= IBig::ZERO {
            if slack.is_zero() {
                ray.tight.insert(label);
            }
            left.push(ray);
        }
    }
    left.append(&mut made);
    Ok(left)
}

/// Whether two rays of a cone in `size + 1` dimensions span an edge.
fn adjacent(rays: &[Ray], a: usize, b: usize, size: usize) -> bool {
    let common = rays[a].tight.common(&rays[b].tight);
    // An edge lies on at least this many inequalities.
    if (common.count() as usize) + 1 < size {
        return false;
    }
    let blocks = |(index, ray): (usize, &Ray)| index != a && index != b && common.within(&ray.tight);
    !rays.iter().enumerate().any(blocks)
}

/// Where the edge from a staying ray to a going one meets the new inequality.
fn between(stay: &Ray, stay_slack: &IBig, go: &Ray, go_slack: &IBig, label: usize) -> Ray {
    let mix = |(a, b): (&IBig, &IBig)| stay_slack * b - go_slack * a;
    let at: Vec<IBig> = stay.at.iter().zip(&go.at).map(mix).collect();
    let mut tight = stay.tight.common(&go.tight);
    tight.insert(label);
    Ray { at: reduced(at), tight }
}

/// Without the common divisor; there is a coordinate that is not zero.
fn reduced(at: Vec<IBig>) -> Vec<IBig> {
    let mut divisor = IBig::ZERO;
    for value in at.iter().filter(|value| !value.is_zero()) {
        divisor = if divisor.is_zero() { value.clone() } else { IBig::from((&divisor).gcd(value)) };
        if divisor.is_one() {
            return at;
        }
    }
    let below = if divisor < IBig::ZERO { -divisor } else { divisor };
    at.into_iter().map(|value| value / &below).collect()
}

/// The vertex of a ray; `None` for the origin. Every ray has $`t > 0`$, since the coefficients are positive.
fn vertex(ray: &Ray, size: usize, rows: usize) -> Option<Vertex> {
    let sum = ray.at[..size].iter().fold(IBig::ZERO, |sum, value| sum + value);
    if sum.is_zero() {
        return None;
    }
    let below = Rational::from(sum);
    let mix = ray.at[..size].iter().map(|value| Rational::from(value.clone()) / &below).collect();
    let mut tight = Bits::none(size + rows);
    // The inequality `t >= 0` between the two kinds is left out.
    (0..size).filter(|&at| ray.tight.contains(at)).for_each(|at| tight.insert(at));
    (0..rows).filter(|&row| ray.tight.contains(size + 1 + row)).for_each(|row| tight.insert(size + row));
    Some(Vertex { mix, tight })
}
