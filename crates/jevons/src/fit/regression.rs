//! Ordinary least squares with standard errors that hold when the spread of the errors differs from row to row.

use nalgebra::{DMatrix, DVector};

/// Which covariance of the coefficients.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spread {
    /// One variance for all rows.
    Classical,
    /// White's, with the correction of degrees of freedom (HC1).
    Hc1,
    /// Residuals divided by what they would be without their own row (HC3), for small samples.
    Hc3,
}

/// A fitted regression.
#[derive(Debug, Clone, PartialEq)]
pub struct Regression {
    /// Coefficients, in the order of the columns.
    pub coefficients: Vec<f64>,
    /// Residuals, in the order of the rows.
    pub residuals: Vec<f64>,
    /// How much each row pulls its own fitted value, from 0 to 1.
    pub leverage: Vec<f64>,
    /// Rows less columns.
    pub freedom: f64,
    inverse: DMatrix<f64>,
    design: DMatrix<f64>,
}

/// The smallest singular value, of the largest, at which columns count as independent.
const INDEPENDENT_REL: f64 = 1e-10;

/// Fits `left` by the columns of `right`; `None` if the columns depend on one another or are not fewer than the rows.
pub fn regress(left: &[f64], right: &[Vec<f64>]) -> Option<Regression> {
    let (rows, columns) = (left.len(), right.len());
    if rows <= columns {
        return None;
    }
    let design = DMatrix::from_fn(rows, columns, |row, column| right[column][row]);
    // Columns in units of their own length, so that a change of units does not decide whether they are independent.
    let lengths: Vec<f64> = design.column_iter().map(|column| column.norm()).collect();
    let scaled = DMatrix::from_fn(rows, columns, |row, column| design[(row, column)] / lengths[column]);
    let parts = scaled.svd(true, true);
    let largest = parts.singular_values.max();
    if !(largest.is_finite() && parts.singular_values.min() > INDEPENDENT_REL * largest) {
        return None;
    }
    let (u, v) = (parts.u.as_ref()?, parts.v_t.as_ref()?);
    let y = DVector::from_column_slice(left);
    let weights = u.transpose() * &y;
    let inner = DVector::from_fn(columns, |k, _| weights[k] / parts.singular_values[k]);
    let solved = v.transpose() * inner;
    let coefficients: Vec<f64> = (0..columns).map(|k| solved[k] / lengths[k]).collect();
    let bread = v.transpose() * DMatrix::from_diagonal(&parts.singular_values.map(|s| (s * s).recip())) * v;
    let inverse = DMatrix::from_fn(columns, columns, |a, b| bread[(a, b)] / (lengths[a] * lengths[b]));
    let fitted = &design * DVector::from_column_slice(&coefficients);
    Some(Regression {
        residuals: (0..rows).map(|k| y[k] - fitted[k]).collect(),
        leverage: (0..rows).map(|k| u.row(k).norm_squared()).collect(),
        coefficients,
        freedom: (rows - columns) as f64,
        inverse,
        design,
    })
}

impl Regression {
    /// Covariance of the coefficients.
    pub fn covariance(&self, spread: Spread) -> DMatrix<f64> {
        let (rows, freedom) = (self.residuals.len() as f64, self.freedom);
        let squares: Vec<f64> = self.residuals.iter().map(|residual| residual * residual).collect();
        let weight = |k: usize| match spread {
            Spread::Classical => squares.iter().sum::<f64>() / freedom,
            Spread::Hc1 => squares[k] * rows / freedom,
            Spread::Hc3 => squares[k] / (1.0 - self.leverage[k]).powi(2),
        };
        if spread == Spread::Classical {
            return &self.inverse * weight(0);
        }
        let mut meat = DMatrix::zeros(self.coefficients.len(), self.coefficients.len());
        for (k, row) in self.design.row_iter().enumerate() {
            meat += row.transpose() * row * weight(k);
        }
        &self.inverse * meat * &self.inverse
    }

    /// Standard error of a coefficient.
    pub fn error(&self, spread: Spread, column: usize) -> f64 {
        self.covariance(spread)[(column, column)].max(0.0).sqrt()
    }

    /// The part of the variance of the left side that the columns explain, one of which must be constant.
    pub fn explained(&self, left: &[f64]) -> f64 {
        let mean = left.iter().sum::<f64>() / left.len() as f64;
        let total: f64 = left.iter().map(|y| (y - mean).powi(2)).sum();
        1.0 - self.residuals.iter().map(|residual| residual * residual).sum::<f64>() / total
    }
}
