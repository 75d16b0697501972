//! Published and recomputed numbers.

use moloch_equilibrium::evolution::finite_populations::{Population, Process};
use moloch_equilibrium::finite::{Rational, parse_exact};
use serde_json::Value;

use super::{LARGE_RACE, RPS, SMALL_RACE, assert_near, fermi, free};

fn reference(name: &str) -> Value {
    let path = format!("{}/tests/data/evolution/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap()
}

fn exact(value: &Value) -> Rational {
    parse_exact(&value.as_str().map_or_else(|| value.to_string(), str::to_owned)).unwrap()
}

fn number(value: &Value) -> f64 {
    value.as_str().unwrap().parse().unwrap()
}

#[test]
fn fixation_and_small_mutation_limits_agree_with_250_digit_computations() {
    for name in ["evo_dsair_base", "evo_dsair_small_prize", "evo_hawk_dove_bourgeois"] {
        let data = reference(name);
        let rows = data["payoff_matrix_row_against_column"].as_array().unwrap();
        let rows: Vec<Vec<Rational>> =
            rows.iter().map(|row| row.as_array().unwrap().iter().map(exact).collect()).collect();
        let size = u32::try_from(data["population"].as_u64().unwrap()).unwrap();
        let beta = exact(&data["beta"]).to_f64().value();
        let population = Population::new(&rows, size, Process::PairwiseComparison { beta }).unwrap();
        let limit = population.small_mutation_limit(&free()).unwrap();
        for resident in 0..3 {
            for invader in (0..3).filter(|&invader| invader != resident) {
                let found = limit.fixations.get(resident, invader).unwrap();
                let expected = number(&data["fixation_probability_invader_given_resident"][resident][invader]);
                assert_near(found.probability, expected, 2e-13);
                assert!((found.log - expected.ln()).abs() <= 2e-13, "{name} {resident} {invader}");
                assert_eq!(population.fixation(resident, invader).unwrap(), found);
            }
            let expected = number(&data["stationary"][resident]);
            assert_near(limit.shares[resident], expected, 4e-13);
            assert!((limit.log_shares[resident] - expected.ln()).abs() <= 4e-13);
        }
    }
}

#[test]
fn unsafe_developers_invade_safe_ones_as_computed_by_hand() {
    // Two strategies, prize 10^4 over 100 rounds, speed 1.5, disaster risk 1/2.
    let half = fermi(&[[51.0, 0.6], [76.2, 38.5]], 100, 0.01);
    assert_near(half.fixation(0, 1).unwrap().probability, 0.229_950_693_848_6, 1e-12);
    assert_near(half.fixation(1, 0).unwrap().probability, 4.030_482_223_75e-15, 1e-11);
    let risky = fermi(&[[51.0, 0.6], [15.24, 7.7]], 100, 0.01);
    let limit = risky.small_mutation_limit(&free()).unwrap();
    assert_near(limit.shares[1], 9.217_415_919_179e-7, 1e-12);
}

#[test]
fn full_chains_agree_with_dense_solutions_of_another_program() {
    let largest = |payoffs: &[[f64; 3]; 3], size, beta| {
        let stationary = fermi(payoffs, size, beta).stationary(0.01, &free()).unwrap();
        stationary.shares.iter().copied().fold(0.0, f64::max)
    };
    assert_near(largest(&SMALL_RACE, 20, 0.1), 0.135_367_536_26, 1e-10);
    assert_near(largest(&SMALL_RACE, 50, 0.1), 0.019_298_714_864, 1e-9);
    assert_near(largest(&LARGE_RACE, 50, 0.1), 0.581_930_766_867, 1e-10);
}

#[test]
fn shares_far_below_the_smallest_double_keep_their_logarithms() {
    // Two strategies: the log ratio of shares is the sum of beta times all leads, a rational number.
    let population =
        Population::new(&[[0_i32, 0], [10_000, 10_000]], 10_000, Process::PairwiseComparison { beta: 1.0 });
    let limit = population.unwrap().small_mutation_limit(&free()).unwrap();
    assert_eq!(limit.shares, [0.0, 1.0]);
    assert_near(limit.log_shares[0], -10_000.0 * 9_999.0, 1e-14);
}

#[test]
fn cyclic_games_share_time_evenly() {
    let limit = fermi(&RPS, 100, 0.1).small_mutation_limit(&free()).unwrap();
    for share in limit.shares {
        assert_near(share, 1.0 / 3.0, 1e-13);
    }
}
