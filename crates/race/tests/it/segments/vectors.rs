//! Month 0 of the two worked instances, and closed forms.

use moloch_core::root;
use moloch_race::segments::{
    Accounts, Flows, StageEquilibrium, StageGame, Terms, Workspace, certificate, choke_tax, solve_steady,
};

use super::{TERMS, month_zero, same, solved, suitability};

#[test]
fn month_zero_of_the_plain_race_is_the_recomputed_one() {
    let a = suitability();
    let game = month_zero(&a, TERMS, &[]);
    let (race, accounts, planner) = solved(&game);
    same(&race.race, &[1.993681257444, 0.0, 0.0, 2.314774071370, 1.113749190576, 1.511955665194]);
    same(&race.product, &[0.3598844892948, 0.3112920636811, 0.2669937713824]);
    same(&accounts.payoffs, &[6.240104643570, 7.461793961682, 1.779675009766]);
    same(&accounts.shares, &[0.6563690799333, 0.0, 0.0, 0.6550692168148, 0.1612349738206, 0.1881469146509]);
    same(&[race.race_total(), race.product_total()], &[6.934160184583, 0.9381703243584]);
    same(&[accounts.total_cost, accounts.welfare], &[9.952650550683, 21.93258827481]);
    assert!((accounts.dissipation().unwrap() - 0.3477).abs() < 5e-5);
    same(&[planner.product, planner.welfare], &[1.898979485566, 34.61852989970]);
    same(&[planner.welfare - accounts.welfare], &[12.68594162489]);
    same(&[planner.welfare / accounts.welfare], &[1.578406044281]);
    same(&[choke_tax(&game)], &[27.05479352265]);
}

#[test]
fn a_tax_and_a_cap_change_month_zero_as_recomputed() {
    let a = suitability();
    let (taxed, accounts, _) = solved(&month_zero(&a, Terms { tax: 1.0, ..TERMS }, &[]));
    same(&[taxed.race_total(), accounts.welfare], &[4.260968458440, 26.44037186633]);
    let caps = [1.0; 3];
    let (capped, accounts, _) = solved(&month_zero(&a, TERMS, &caps));
    same(&accounts.payoffs, &[6.767974631632, 7.507878844950, 2.687176809881]);
    same(&[accounts.welfare, capped.race_total()], &[28.44037016380, 3.0]);
    assert!(capped.cap_price.iter().all(|price| *price > 0.0));
}

#[test]
fn half_of_the_gap_closes_at_the_recomputed_tax_or_cap() {
    let a = suitability();
    let gap = |terms: Terms, caps: &[f64]| {
        let (_, accounts, planner) = solved(&month_zero(&a, terms, caps));
        planner.welfare - accounts.welfare
    };
    let half = gap(TERMS, &[]) / 2.0;
    let tax = root::bisect(0.0, 20.0, |tax| gap(Terms { tax, ..TERMS }, &[]) - half).unwrap();
    let cap = root::bisect(0.1, 2.0, |cap| gap(TERMS, &[cap; 3]) - half).unwrap();
    same(&[tax.at, cap.at], &[1.74692843008, 1.03528800021]);
}

#[test]
fn month_zero_of_the_full_law_is_the_recomputed_one() {
    let retention = 2.0_f64.powf(-1.0 / 6.0);
    let foresight = 1.0 / (1.0 - retention * (-0.1_f64 / 12.0).exp());
    same(&[retention, foresight], &[0.8908987181403393, 8.58408964183303]);
    let (a, prizes, fringe) = (suitability(), [7.8, 9.375], [4.6, 4.6]);
    let base =
        StageGame { prizes: &prizes, fringe: &fringe, suitability: &a, ..StageGame::new(Terms { foresight, ..TERMS }) };
    let (mut steady, mut stock) = (StageEquilibrium::default(), Vec::new());
    solve_steady(&base, retention, &mut steady, &mut stock, &mut Workspace::default()).unwrap();
    let game = StageGame { stock: &stock, ..base };
    let (race, accounts, planner) = solved(&game);
    same(&stock, &[10.442617071038311, 0.0, 0.0, 12.180317301939514, 4.500593786728671, 6.649554617305348]);
    let x = [1.2788242762297823, 0.0, 0.0, 1.4916266058536127, 0.5511519337314782, 0.8143180787802793];
    same(&race.race, &x);
    same(&steady.race, &x);
    same(&race.product, &[0.479628579677083, 0.442204210710143, 0.464199658504475]);
    same(&accounts.payoffs, &[3.517824065840457, 4.237199043217195, 0.9035705365619608]);
    same(&[race.race_total()], &[4.135920894594922]);
    let printed = [
        (race.product_total(), 1.386032449),
        (accounts.race_cost, 5.089768866),
        (accounts.welfare, 15.19218185),
        (planner.welfare - accounts.welfare, 7.976348054),
    ];
    for (computed, expected) in printed {
        assert!((computed - expected).abs() < 6e-10 * expected, "{computed} is not {expected}");
    }
}

#[test]
fn one_segment_without_frills_is_the_lottery() {
    let terms = Terms { cost: 2.0, ..Terms::default() };
    let game = StageGame { prizes: &[10.0], fringe: &[0.0], suitability: &[1.0; 4], ..StageGame::new(terms) };
    same(&solved(&game).0.race, &[0.9375; 4]);
    let fifteen = StageGame { suitability: &[1.0; 15], ..game };
    same(&solved(&fifteen).0.race, &[10.0 * 14.0 / 225.0 / 2.0; 15]);
}

#[test]
fn one_lab_against_the_fringe_has_its_closed_form() {
    let terms = Terms { cost: 1.5, ..Terms::default() };
    let game = StageGame { prizes: &[10.0], fringe: &[0.3], suitability: &[0.7], ..StageGame::new(terms) };
    let expected = ((10.0 * 0.7 * 0.3 / 1.5_f64).sqrt() - 0.3) / 0.7;
    same(&solved(&game).0.race, &[expected]);
}

#[test]
fn a_steady_stock_stays_where_it_is() {
    let a = suitability();
    let base = month_zero(&a, Terms { foresight: 5.0, ..TERMS }, &[]);
    let (mut steady, mut stock) = (StageEquilibrium::default(), Vec::new());
    solve_steady(&base, 0.9, &mut steady, &mut stock, &mut Workspace::default()).unwrap();
    let race = StageGame { stock: &stock, ..base }.solve().unwrap();
    for (kept, x) in stock.iter().zip(&race.race) {
        assert!((0.9 * (kept + x) - kept).abs() < 1e-12 * kept.max(1.0));
    }
    let flows = Flows { real_prizes: base.prizes, spillover: 1.0, social_value: 0.0 };
    assert!(Accounts::of(&base, &race, &flows).prize == 28.625);
    assert!(certificate(&StageGame { stock: &stock, ..base }, &race).passes());
}
