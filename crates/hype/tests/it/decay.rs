//! One step of a path: closed forms, limits and the law of motion.

use moloch_hype::decay::{rate_of_loss, silence, step, variance_step};
use proptest::prelude::*;

use crate::{DECAY, same};

#[test]
fn ten_per_cent_a_month_is_a_logarithmic_rate() {
    same(rate_of_loss(0.1), 0.1053605156578);
    same(silence(DECAY, 0.5), 6.578813478961);
    same(step(10.0, DECAY, 0.0, 1.0, 1.0), 9.0);
}

#[test]
fn news_at_the_plateau_holds_the_plateau() {
    let news = 30.4375 / 14.0;
    let plateau = news / DECAY;
    same(plateau, 20.63493263376);
    same(step(plateau, DECAY, news, 1.0, 7.0), plateau);
}

#[test]
fn slow_decay_tends_to_none() {
    // Without decay news adds up; a decay of 1e-14 must not lose digits on the way there.
    assert_eq!(step(3.0, 0.0, 2.0, 0.5, 4.0), 7.0);
    same(step(3.0, 1e-14, 2.0, 0.5, 4.0), 7.0);
    same(step(3.0, 1e-300, 2.0, 0.5, 4.0), 7.0);
    assert_eq!(variance_step(1.0, 0.0, 2.0, 0.25, 4.0), 3.0);
}

proptest! {
    #[test]
    fn two_short_steps_are_one_long_step(
        level in 0.0..50.0_f64, decay in 0.0..2.0_f64, news in 0.0..5.0_f64, first in 0.0..3.0_f64, second in 0.0..3.0_f64,
    ) {
        let halfway = step(level, decay, news, 1.0, first);
        let whole = step(level, decay, news, 1.0, first + second);
        prop_assert!((step(halfway, decay, news, 1.0, second) - whole).abs() <= 1e-13 * whole.max(1.0));
    }

    #[test]
    fn the_step_obeys_the_law_of_motion(level in 0.0..50.0_f64, decay in 0.01..2.0_f64, news in 0.0..5.0_f64, jump in 0.1..3.0_f64) {
        let h = 1e-4;
        let slope = (step(level, decay, news, jump, h) - step(level, decay, news, jump, 0.0)) / h;
        let law = -decay * level + news * jump;
        // A one-sided difference errs by half its step times the curvature, decay times the slope.
        prop_assert!((slope - law).abs() <= h * decay * law.abs() + 1e-9);
    }

    #[test]
    fn the_variance_settles_where_campbell_says(decay in 0.05..1.0_f64, news in 0.1..5.0_f64, moment in 0.1..4.0_f64) {
        let settled = variance_step(0.0, decay, news, moment, 400.0);
        prop_assert!((settled / (news * moment / (2.0 * decay)) - 1.0).abs() < 1e-12);
    }
}
