//! Numbers as people read them.

use moloch_report::format::{fixed, significant, with_unit};
use moloch_report::{Form, Number};
use proptest::prelude::*;

#[test]
fn significant_digits_are_kept_and_nothing_else() {
    let cases = [
        (0.0, 4, "0"),
        (-0.0, 4, "0"),
        (1.0, 4, "1"),
        (12.3456, 4, "12.35"),
        (-12.3456, 4, "−12.35"),
        (999.96, 4, "1,000"),
        (1234.5678, 4, "1,235"),
        (123_456.0, 4, "123,500"),
        (1_234_567.0, 6, "1,234,570"),
        (9_999_999_999.0, 6, "1×10¹⁰"),
        (6.022e23, 4, "6.022×10²³"),
        (0.000_123_456, 4, "0.0001235"),
        (0.000_099_999_9, 4, "0.0001"),
        (0.000_012_3, 4, "1.23×10⁻⁵"),
        (-1.5e-300, 2, "−1.5×10⁻³⁰⁰"),
        (f64::MAX, 3, "1.8×10³⁰⁸"),
        (5e-324, 3, "4.94×10⁻³²⁴"),
        (f64::NAN, 4, "undefined"),
        (f64::INFINITY, 4, "∞"),
        (f64::NEG_INFINITY, 4, "−∞"),
    ];
    for (value, digits, text) in cases {
        assert_eq!(significant(value, digits), text, "{value} with {digits} digits");
    }
}

#[test]
fn a_negative_number_that_rounds_to_zero_has_no_sign() {
    assert_eq!(fixed(-0.004, 2), "0.00");
    assert_eq!(fixed(-0.006, 2), "−0.01");
    assert_eq!(fixed(-0.0, 0), "0");
}

#[test]
fn units_stand_where_a_reader_expects_them() {
    assert_eq!(with_unit("12", "%"), "12%");
    assert_eq!(with_unit("−12", "$ bn"), "−$12 bn");
    assert_eq!(with_unit("0.3", "$/GPU h"), "$0.3/GPU h");
    assert_eq!(with_unit("40", "GW"), "40 GW");
    assert_eq!(with_unit("40", " "), "40");
}

#[test]
fn forms_say_what_kind_of_number_it_is() {
    assert_eq!(Number::percent(0.5, "s").text(), "50%");
    assert_eq!(Number::year(2031.0, "s").text(), "2031");
    assert_eq!(Number::whole(1499.6, "firms", "s").text(), "1,500 firms");
    assert_eq!(Number::new(1.5, "", "s").form(Form::Whole).text(), "2");
    assert_eq!(Number::new(1.234_567, "GW", "s").digits(9).text(), "1.23457 GW");
    assert_eq!(Number::new(1.234_567, "GW", "s").digits(0).text(), "1 GW");
}

/// Reads a formatted number back.
fn read(text: &str) -> f64 {
    let plain: String = text
        .chars()
        .filter(|c| *c != ',')
        .map(|c| match c {
            '−' | '⁻' => '-',
            '⁰' => '0',
            '¹' => '1',
            '²' => '2',
            '³' => '3',
            '⁴'..='⁹' => char::from_digit(c as u32 - 0x2070, 10).unwrap(),
            other => other,
        })
        .collect();
    plain.replace("×10", "e").parse().unwrap()
}

proptest! {
    #[test]
    fn what_is_printed_is_the_value_to_its_digits(mantissa in -9.999_99f64..9.999_99, exponent in -300i32..300, digits in 1i32..=6) {
        let value = mantissa * 10f64.powi(exponent);
        let text = significant(value, digits.unsigned_abs() as usize);
        let error = (read(&text) - value).abs();
        prop_assert!(error <= value.abs() * 5.0001 * 10f64.powi(-digits), "{value} reads {text}");
        prop_assert!(!text.contains('-') && !text.starts_with("−0") || read(&text) != 0.0, "{value} reads {text}");
    }

    #[test]
    fn any_float_prints_something_short(bits in any::<u64>(), digits in 0usize..9) {
        let text = significant(f64::from_bits(bits), digits);
        prop_assert!(!text.is_empty() && text.chars().count() < 24, "{text}");
    }
}
