//! Periodic announcements: the recomputed answers, then their economics.

use moloch_core::Inputs;
use moloch_hype::{Band, HypeError, Periodic};
use proptest::prelude::*;

use crate::{DECAY, FORTNIGHT, same};

fn solve(news: Periodic) -> Band {
    news.checked().unwrap().solve().unwrap()
}

fn every(interval: f64) -> Periodic {
    Periodic { interval, ..Periodic::from_the_plateau() }
}

#[test]
fn news_every_two_weeks_matches_the_recomputed_vector() {
    let band = solve(every(FORTNIGHT));
    same(band.retention, 0.9526940075238);
    same(band.top, 21.13897093488);
    same(band.bottom, 20.13897093488);
    same(band.mean, 20.63493263376);
    same(band.dip, 0.04730599247619);
    same(band.silence, 6.578813478961);
    assert!(band.certificate().passes());
}

#[test]
fn twenty_six_announcements_a_year_match_the_recomputed_vector() {
    let band = solve(every(12.0 / 26.0));
    same(band.retention, 0.9525354733585);
    same(band.top, 21.06836559339);
}

#[test]
fn the_way_from_nothing_to_the_plateau_is_the_recursion() {
    let band = solve(Periodic { start: Some(0.0), jump: 2.0, announcements: 3, ..every(1.0) });
    for (level, expected) in band.after.iter().zip([0.0, 2.0, 3.8, 5.42]) {
        assert!((level - expected).abs() < 1e-13);
    }
    assert_eq!(band.after.len(), 4);
    for (level, expected) in band.before().iter().zip([0.0, 1.8, 3.42]) {
        assert!((level - expected).abs() < 1e-13);
    }
}

#[test]
fn very_slow_decay_and_very_rare_news_keep_their_digits() {
    let slow = solve(Periodic { decay: 1e-12, ..every(1.0) });
    same(slow.dip, 1e-12);
    same(slow.holding_jump, 1e-12);
    let rare = solve(Periodic { decay: 10.0, ..every(1000.0) });
    assert_eq!((rare.top, rare.bottom, rare.dip), (1.0, 0.0, 1.0));
}

#[test]
fn bad_input_is_refused_by_name() {
    for (news, key) in [
        (Periodic { decay: 0.0, ..every(1.0) }, "decay"),
        (Periodic { start: Some(-1.0), ..every(1.0) }, "start"),
        (Periodic { trough: 1.0, ..every(1.0) }, "trough"),
        (every(0.0), "interval"),
    ] {
        assert!(news.checked().unwrap_err().iter().any(|fault| fault.key == key), "{key}");
    }
}

#[test]
fn a_plateau_beyond_all_numbers_is_refused_rather_than_certified() {
    let endless = Periodic { decay: 1e-300, ..every(1e-300) };
    assert!(matches!(endless.checked().unwrap().solve(), Err(HypeError::NotCertified(_))));
}

proptest! {
    #[test]
    fn the_plateau_is_as_many_jumps_high_as_news_allows(decay in 0.01..1.0_f64, interval in 0.1..6.0_f64, jump in 0.1..5.0_f64) {
        let band = solve(Periodic { decay, jump, ..every(interval) });
        prop_assert!((band.top - band.bottom - jump).abs() < 1e-11 * band.top);
        prop_assert!(band.bottom < band.mean && band.mean < band.top);
        // News twice as rare or half as large lowers the plateau.
        let rarer = solve(Periodic { decay, jump, ..every(2.0 * interval) });
        let smaller = solve(Periodic { decay, jump: jump / 2.0, ..every(interval) });
        prop_assert!(rarer.top < band.top && (smaller.top * 2.0 / band.top - 1.0).abs() < 1e-12);
    }

    #[test]
    fn hype_forgets_where_it_started(start in 0.0..100.0_f64, decay in 0.1..1.0_f64) {
        let band = solve(Periodic { decay, start: Some(start), announcements: 600, ..every(1.0) });
        prop_assert!((band.after[600] - band.top).abs() < 1e-9 * band.top.max(start));
        // On the way it only rises or only falls.
        prop_assert!(band.after.windows(2).all(|pair| (pair[1] - pair[0]) * (band.top - start) >= -1e-9));
    }

    #[test]
    fn a_jump_of_the_dip_holds_any_level(level in 0.1..50.0_f64, interval in 0.1..6.0_f64) {
        let dip = solve(every(interval)).dip;
        let held = solve(Periodic { jump: dip * level, start: Some(level), ..every(interval) });
        prop_assert!(held.after.iter().all(|after| (after / level - 1.0).abs() < 1e-12));
        prop_assert!((held.holding_jump * held.bottom - dip * level).abs() < 1e-12 * level);
        prop_assert!((DECAY * interval - held.holding_jump.ln_1p()).abs() < 1e-12);
    }
}
