//! Figures of the essays that a judge needs beside those of its own claim, and the outside figures it compares with.

/// Elasticity that the Jevons essay names for AI, low end.
pub(super) const ELASTICITY_LOW: f64 = 2.0;
/// Elasticity that the Jevons essay names for AI, high end.
pub(super) const ELASTICITY_HIGH: f64 = 3.0;
/// "About two to three", read as what rounds to it.
pub(super) const ABOUT_TWO_TO_THREE: (f64, f64) = (1.5, 3.5);
/// Elasticities that the examples of the Jevons essay imply, smallest and largest.
pub(super) const ELASTICITY_OF_EXAMPLES: (f64, f64) = (1.5, 3.0);
/// Elasticities that studies of energy services and of digital services make plausible.
pub(super) const PLAUSIBLE_ELASTICITY: (f64, f64) = (0.2, 3.0);
/// The gain in efficiency of the Jevons essay's standing example; also its yearly factor.
pub(super) const TENFOLD: f64 = 10.0;
/// The largest gain that the Jevons essay quotes: price of a token, 2020 to 2024.
pub(super) const LARGEST_GAIN: f64 = 600.0;
/// Years in which the price of a token fell by the largest gain.
pub(super) const PRICE_LADDER_YEARS: f64 = 4.0;
/// Use of electricity by AI in 2024, TWh, Jevons essay.
pub(super) const ENERGY_2024: f64 = 11.0;
/// Use of electricity by AI in 2030, TWh, Jevons essay.
pub(super) const ENERGY_2030: f64 = 1010.0;
/// The year of the first figure.
pub(super) const BASE_YEAR: f64 = 2024.0;
/// Electricity that the world used in 2024, TWh; an outside figure.
pub(super) const WORLD_ELECTRICITY: f64 = 27_700.0;
