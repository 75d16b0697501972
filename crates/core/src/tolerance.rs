//! How exact "exact" is: every tolerance of the workspace, by name, in ascending order.
//!
//! A name says the quantity, then the kind (`REL` relative, `ABS` absolute). Regrets are relative to
//! the payoff range of a finite game or the prize of a contest.

/// Relative error of a closed form.
pub const CLOSED_FORM_REL: f64 = 1e-12;
/// Relative width of the bracket at which a root is accepted.
pub const ROOT_REL: f64 = 1e-14;
/// Relative change at which a fixed-point iteration stops.
pub const FIXED_POINT_REL: f64 = 1e-14;
/// Residual of a fixed point that an independent check accepts, relative to its scale.
pub const FIXED_POINT_CHECK_REL: f64 = 1e-10;
/// Regret that certifies an equilibrium, relative to the payoff scale.
pub const REGRET_REL: f64 = 1e-9;
/// Error of an accounting identity, relative to the largest term.
pub const IDENTITY_REL: f64 = 1e-9;
/// Distance from one at which shares count as summing to one.
pub const SHARE_SUM_ABS: f64 = 1e-9;
/// Relative width at which a bisected threshold or minimal strength is accepted.
pub const THRESHOLD_REL: f64 = 1e-10;

const _: () = {
    assert!(ROOT_REL < CLOSED_FORM_REL && CLOSED_FORM_REL < FIXED_POINT_CHECK_REL);
    assert!(FIXED_POINT_REL < FIXED_POINT_CHECK_REL && FIXED_POINT_CHECK_REL < REGRET_REL);
};
