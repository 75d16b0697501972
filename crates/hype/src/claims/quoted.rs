//! Figures that several claims of the essays share, and the spans that stand for words without a figure.

/// The hype essay: lost in a month without news.
pub(super) const LOST_IN_A_MONTH: f64 = 0.1;
/// The hype essay: months between two announcements, fourteen days.
pub(super) const FORTNIGHT: f64 = 14.0 / DAYS_IN_A_MONTH;
/// The hype essay: months between the events that it dates.
pub(super) const DATED_GAPS: [f64; 3] = [4.0, 2.0, 6.0];
/// The hype essay: the shortest of the dated times from peak to trough, months.
pub(super) const SHORTEST_LAG: f64 = 12.0;
/// A year of 365.25 days by twelve.
pub(super) const DAYS_IN_A_MONTH: f64 = 30.4375;
/// The part of the level that is left in a trough.
pub(super) const TROUGH: f64 = 0.5;
/// 'Everyone has moved on' is read as: a tenth of the attention is left.
pub(super) const MOVED_ON: f64 = 0.1;
/// 'Disappointed' is read as: a fifth of the level is gone.
pub(super) const DISAPPOINTED: f64 = 0.2;
/// A cadence without a figure: from once a month to once a year.
pub(super) const MONTHLY_TO_YEARLY: (f64, f64) = (1.0, 12.0);
