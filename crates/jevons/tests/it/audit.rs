//! The arithmetic of the Jevons essay: each identity checked, each slip shown with the corrected law.

use moloch_core::{Inputs, Model};
use moloch_jevons::{Ceiling, Rebound, Supply, demand};

use crate::same;

/// Agreement to half a unit of the last digit printed.
#[track_caller]
fn printed(computed: f64, expected: f64, half_a_unit: f64) {
    assert!((computed - expected).abs() <= half_a_unit, "{computed} is not {expected}");
}

#[test]
fn the_price_ratios_are_thirty_and_six_hundred_but_three_hundred_where_a_hundred_is_said() {
    same(0.06 / 0.002, 30.0);
    same(0.06 / 0.0001, 600.0);
    same(0.03 / 0.0001, 300.0);
    // Listed prices for a thousand tokens: none of the ratios is the hundred that is said.
    for (from, to, ratio) in [(0.06, 0.0025, 24.0), (0.06, 0.00015, 400.0), (0.03, 0.0025, 12.0)] {
        same(from / to, ratio);
    }
}

#[test]
fn three_quoted_pairs_imply_three_elasticities() {
    same(demand::implied_elasticity(10.0, 100.0), 2.0);
    same(demand::implied_elasticity(100.0, 1000.0), 1.5);
    same(demand::implied_elasticity(10.0, 1000.0), 3.0);
}

#[test]
fn tenfold_coal_from_tenfold_engines_is_a_hundredfold_service() {
    let coal = Rebound { efficiency_gain: 10.0, elasticity: 2.0, ..Rebound::example() }.checked().unwrap();
    let coal = coal.solve().unwrap();
    same(coal.energy_factor, 10.0);
    same(coal.service_factor, 100.0);
}

#[test]
fn the_images_imply_an_elasticity_of_two_point_three() {
    let elasticity = demand::implied_elasticity(200.0, 200.0 * 1000.0);
    same(elasticity, 2.303763969028);
    let images = Rebound { efficiency_gain: 200.0, elasticity, ..Rebound::example() }.checked().unwrap();
    same(images.solve().unwrap().energy_factor, 1000.0);
}

#[test]
fn the_growth_of_the_energy_table() {
    let growth = |from: f64, to: f64| 100.0 * ((to / from).powf(1.0 / 6.0) - 1.0);
    printed(1010.0 / 11.0, 91.8, 0.05);
    printed(growth(11.0, 1010.0), 112.4, 0.05);
    printed(growth(1.0, 10.0), 46.8, 0.05);
    printed(growth(10.0, 1000.0), 115.4, 0.05);
    printed(growth(415.0, 945.0), 14.70, 0.005);
}

#[test]
fn the_energy_table_and_tenfold_efficiency_need_an_elasticity_below_the_quoted_one() {
    let needed = 1.0 + (1010.0_f64 / 11.0).ln() / (6.0 * std::f64::consts::LN_10);
    same(needed, 1.327154781437);
    let path = |elasticity| {
        let supply = Supply { elasticity, supply_elasticity: None, years: 6.0, ..Supply::example() };
        supply.checked().unwrap().solve().unwrap().energy
    };
    same(path(needed), 1010.0);
    assert!(path(2.0) > 1e6 * 11.0 * 0.99);
}

#[test]
fn elasticities_of_two_and_three_pass_the_electricity_of_the_world_within_four_years() {
    let date = |elasticity| {
        let ceiling = Ceiling { elasticity, ceiling: 30_000.0, ..Ceiling::example() };
        ceiling.checked().unwrap().solve().unwrap().binds_at.unwrap()
    };
    printed(date(2.0), 3.44, 0.005);
    printed(date(3.0), 1.72, 0.005);
}

#[test]
fn the_country_named_for_2024_uses_an_order_of_magnitude_more() {
    // 3172 kWh a person and 46 million people; kWh times a million people is GWh.
    let argentina = 3172.0 * 46.0 / 1000.0;
    printed(argentina, 146.0, 0.5);
    assert!(argentina / 11.0 > 10.0);
    // The one named for 2030 is right to a tenth.
    assert!((1010.0_f64 / 945.0 - 1.0).abs() < 0.1);
}
