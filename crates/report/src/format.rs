//! Numbers for people: significant digits, separators, true minus signs, never `-0`.

/// Values at or above this are written with an exponent.
const LARGE: f64 = 1e10;
/// Nonzero values below this are written with an exponent.
const SMALL: f64 = 1e-4;

/// Writes `value` with at most `digits` significant digits, trailing zeros of the fraction dropped.
///
/// Thousands are separated by commas, the minus is U+2212, very large and very small values get an exponent,
/// not-a-number reads `undefined`.
///
/// ```
/// use moloch_report::format::significant;
/// assert_eq!(significant(1_234_567.0, 4), "1,235,000");
/// assert_eq!(significant(-0.000_012_345, 3), "−1.23×10⁻⁵");
/// assert_eq!(significant(-0.0, 4), "0");
/// ```
pub fn significant(value: f64, digits: usize) -> String {
    if let Some(word) = special(value) {
        return word;
    }
    let (mantissa, exponent) = rounded(value, digits.max(1));
    let magnitude = mantissa.abs() * 10f64.powi(exponent);
    if !(SMALL..LARGE).contains(&magnitude) {
        return format!("{}×10{}", sign_and_trim(&format!("{mantissa}")), superscript(exponent));
    }
    let shown = i32::try_from(digits.max(1)).unwrap_or(6) - 1 - exponent;
    match usize::try_from(shown) {
        Ok(decimals) => trim(fixed(value, decimals)),
        Err(_) => fixed(mantissa * 10f64.powi(exponent), 0),
    }
}

/// Writes `value` with exactly `decimals` digits after the point, thousands separated.
///
/// ```
/// use moloch_report::format::fixed;
/// assert_eq!(fixed(-1234.5, 2), "−1,234.50");
/// assert_eq!(fixed(-0.001, 2), "0.00");
/// ```
pub fn fixed(value: f64, decimals: usize) -> String {
    if let Some(word) = special(value).filter(|_| value != 0.0) {
        return word;
    }
    if value.abs() >= 1e16 {
        return significant(value, 6);
    }
    let plain = format!("{:.*}", decimals.min(17), value.abs());
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let zero = !plain.contains(|c: char| ('1'..='9').contains(&c));
    let sign = if value < 0.0 && !zero { "−" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    format!("{sign}{}{point}{fraction}", grouped(whole))
}

/// Writes a label made of digits, such as a year, without separators.
pub(crate) fn ungrouped(value: f64) -> String {
    fixed(value, 0).replace(',', "")
}

/// Joins a formatted value and its unit: `12%`, `$12 bn`, `−$3`, `40 GW`.
///
/// ```
/// use moloch_report::format::with_unit;
/// assert_eq!(with_unit("−3.2", "$ bn"), "−$3.2\u{a0}bn".replace('\u{a0}', " "));
/// ```
pub fn with_unit(text: &str, unit: &str) -> String {
    let unit = unit.trim();
    if unit.is_empty() {
        return text.to_owned();
    }
    if unit.starts_with('%') {
        return format!("{text}{unit}");
    }
    match unit.chars().next().filter(|c| "$€£¥".contains(*c)) {
        None => format!("{text} {unit}"),
        Some(currency) => {
            let rest = unit.trim_start_matches(currency).trim();
            let (sign, digits) = text.strip_prefix('−').map_or(("", text), |d| ("−", d));
            let gap = if rest.is_empty() || rest.starts_with('/') { "" } else { " " };
            format!("{sign}{currency}{digits}{gap}{rest}")
        }
    }
}

/// Decimals that show `values` in one column with `digits` significant digits for the largest of them and at least two
/// for the smallest, or `None` where the column spans too many magnitudes for that.
pub(crate) fn column_decimals(values: &[f64], digits: usize) -> Option<usize> {
    let nonzero = values.iter().map(|v| v.abs()).filter(|v| *v > 0.0);
    let (small, large) = nonzero.fold((f64::INFINITY, 0.0), |(lo, hi), v| (v.min(lo), v.max(hi)));
    if large == 0.0 {
        return Some(0);
    }
    let top = rounded(large, digits).1;
    let bottom = rounded(small, digits).1;
    if large >= LARGE || small < SMALL || top - bottom > 4 {
        return None;
    }
    let wanted = i32::try_from(digits).unwrap_or(4) - 1 - top;
    let decimals = usize::try_from(wanted.max(1 - bottom).max(0)).ok()?;
    let needed = values.iter().map(|v| decimals_used(*v, decimals)).max().unwrap_or(0);
    Some(needed)
}

/// Digits after the point that are not trailing zeros when `value` is written with `most` decimals.
fn decimals_used(value: f64, most: usize) -> usize {
    let text = format!("{value:.most$}");
    text.split_once('.').map_or(0, |(_, fraction)| fraction.trim_end_matches('0').len())
}

/// `10` to this power as superscript digits.
pub(crate) fn superscript(exponent: i32) -> String {
    exponent
        .to_string()
        .chars()
        .map(|c| match c {
            '-' => '⁻',
            '1' => '¹',
            '2' => '²',
            '3' => '³',
            digit => char::from_u32(0x2070 + digit.to_digit(10).unwrap_or(0)).unwrap_or(digit),
        })
        .collect()
}

fn special(value: f64) -> Option<String> {
    if value.is_nan() {
        Some("undefined".to_owned())
    } else if value.is_infinite() {
        Some(if value > 0.0 { "∞" } else { "−∞" }.to_owned())
    } else if value == 0.0 {
        Some("0".to_owned())
    } else {
        None
    }
}

/// The value rounded to `digits` as mantissa (1 to 10 in size) and decimal exponent, by the decimal printer of the
/// standard library, which rounds correctly.
fn rounded(value: f64, digits: usize) -> (f64, i32) {
    let text = format!("{value:.*e}", digits.saturating_sub(1));
    let (mantissa, exponent) = text.split_once('e').unwrap_or((&text, "0"));
    (mantissa.parse().unwrap_or(value), exponent.parse().unwrap_or(0))
}

fn grouped(whole: &str) -> String {
    let mut out = String::with_capacity(whole.len() + whole.len() / 3);
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn trim(text: String) -> String {
    if text.contains('.') { text.trim_end_matches('0').trim_end_matches('.').to_owned() } else { text }
}

fn sign_and_trim(text: &str) -> String {
    trim(text.replace('-', "−"))
}
