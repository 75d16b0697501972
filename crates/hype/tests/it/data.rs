//! The shipped records: the events that the hype essay dates, and a simulated one whose truth is known.

use std::fmt::Write as _;

use moloch_core::random::{open_unit, stream};
use moloch_core::{Cells, FitData, Node, TimeUnit, Value};
use moloch_hype::FITS;
use moloch_hype::hawkes::{Mutual, mutual_thinning};

const SIMULATED: &str = include_str!("../../data/simulated-news.csv");
const TIMELINE: &str = include_str!("../../data/hype-timeline.csv");

/// Days from 1970-01-01 to 2016-01-01, where the simulated record begins.
const START: f64 = 16_801.0;
const MONTHS: f64 = 96.0;
const BRANCHING: [[f64; 3]; 3] = [[0.2, 0.3, 0.0], [0.4, 0.1, 0.1], [0.3, 0.2, 0.1]];

/// The date and time of a day number (the calendar's year begins in March, so that the leap day is its last).
#[expect(clippy::cast_possible_truncation, reason = "days and minutes of this century")]
fn date(days: f64) -> String {
    let (whole, minutes) = (days.floor() as i64, ((days - days.floor()) * 1440.0) as i64);
    let z = whole + 719_468;
    let era = z.div_euclid(146_097);
    let of_era = z.rem_euclid(146_097);
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let shifted = (5 * of_year + 2) / 153;
    let (day, month) = (of_year - (153 * shifted + 2) / 5 + 1, if shifted < 10 { shifted + 3 } else { shifted - 9 });
    let year = year + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02} {:02}:{:02}", minutes / 60, minutes % 60)
}

/// The record as its seed gives it: three labs, a fade of 2 a month, exponential jumps of mean 1.
fn simulated() -> String {
    let kicks: Vec<Vec<f64>> = BRANCHING.iter().map(|row| row.iter().map(|n| 2.0 * n).collect()).collect();
    let process = Mutual::new(&[0.8, 0.5, 0.4], &kicks, &[2.0; 3]).unwrap().stationary().unwrap();
    let mut marks = stream(2016, "jumps of the simulated record", 0);
    let mut text = "date,lab,jump\n".to_owned();
    for (month, lab) in mutual_thinning(&process, MONTHS, &mut stream(2016, "simulated record", 0)) {
        let jump = -open_unit(&mut marks).ln();
        let _ = writeln!(text, "{},{},{jump:.3}", date(START + month * 30.4375), ["Ada", "Babbage", "Curie"][lab]);
    }
    text
}

#[test]
fn the_simulated_record_is_what_its_seed_gives() {
    assert_eq!(SIMULATED, simulated());
    assert!(SIMULATED.lines().count() > 300);
}

fn fitted(
    fit: &str,
    columns: Vec<(&'static str, Cells)>,
    window: [Option<f64>; 2],
    options: Value,
) -> moloch_core::Answer {
    let row = FITS.iter().find(|row| row.id == fit).unwrap();
    let rows = match &columns[0].1 {
        Cells::Times(times) => times.len(),
        _ => 0,
    };
    let data = FitData { rows, columns, unit: TimeUnit::MONTH, from: window[0], until: window[1] };
    row.fit(&Node::from(options), &data).unwrap()
}

fn number(answer: &moloch_core::Answer, key: &str) -> f64 {
    answer.get(key).unwrap_or_else(|| panic!("no {key}")).value.as_number().unwrap()
}

/// The essay's events by month, from the launch to the essay.
fn dated() -> Vec<f64> {
    let month = |line: &str| {
        let (year, month) = (line[..4].parse::<f64>().unwrap(), line[5..7].parse::<f64>().unwrap());
        12.0 * (year - 2022.0) + month - 11.0
    };
    TIMELINE.lines().skip(1).map(month).collect()
}

#[test]
fn the_essays_events_lie_four_two_and_six_months_apart() {
    assert_eq!(dated(), [0.0, 4.0, 6.0, 12.0]);
}

#[test]
fn the_dated_events_are_far_rarer_than_one_in_two_weeks() {
    let answer = fitted("shot-noise", vec![("date", Cells::Times(dated()))], [None, Some(34.0)], Value::Table(vec![]));
    assert!((number(&answer, "rate") - 3.0 / 34.0).abs() < 1e-12);
    // Garwood's interval for three events: 0.61867 to 8.76727.
    assert!((number(&answer, "rate_low") * 34.0 - 0.618_672).abs() < 1e-5);
    assert!((number(&answer, "rate_high") * 34.0 - 8.767_273).abs() < 1e-5);
    assert!(number(&answer, "rate_high") < 30.4375 / 14.0);
}

/// Times in months and the jumps of the simulated record.
fn columns() -> Vec<(&'static str, Cells)> {
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        (cells[1].to_owned(), cells[2].parse::<f64>().unwrap())
    };
    let kicks: Vec<Vec<f64>> = BRANCHING.iter().map(|row| row.iter().map(|n| 2.0 * n).collect()).collect();
    let process = Mutual::new(&[0.8, 0.5, 0.4], &kicks, &[2.0; 3]).unwrap().stationary().unwrap();
    let times =
        mutual_thinning(&process, MONTHS, &mut stream(2016, "simulated record", 0)).into_iter().map(|row| row.0);
    let (labs, jumps): (Vec<String>, Vec<f64>) = SIMULATED.lines().skip(1).map(row).unzip();
    vec![("date", Cells::Times(times.collect())), ("jump", Cells::Numbers(jumps)), ("lab", Cells::Names(labs))]
}

#[test]
fn the_fits_of_the_simulated_record_give_back_what_it_was_made_of() {
    let window = [Some(0.0), Some(MONTHS)];
    let many = fitted("hawkes", columns(), window, Value::Table(vec![]));
    assert!(many.status.is_success() && many.certificate.unwrap().passes());
    let list = |key: &str| many.along(key).unwrap();
    assert!((number(&many, "fade") - 2.0).abs() < 4.5 * number(&many, "fade_error"));
    assert!(list("residual_chance").iter().all(|chance| *chance > 0.01));
    // A radius of 0.63: the largest root for the matrix above.
    assert!((number(&many, "spectral_radius") - 0.63).abs() < 0.2);
    let decay = moloch_core::Entry::new("decay", Value::Number(0.105));
    let all = fitted("hawkes", columns()[..2].to_vec(), window, Value::Table(vec![decay]));
    assert!(number(&all, "branching_low") < 0.63 && 0.63 < number(&all, "branching_high"));
    assert!(number(&all, "deviation") > number(&all, "poisson_deviation"));
    assert!((number(&all, "jump") - 1.0).abs() < 0.3);
    // Taken for independent, its counts vary too much.
    let shot = fitted("shot-noise", columns()[..2].to_vec(), window, Value::Table(vec![]));
    assert!(number(&shot, "dispersion") > 1.5 && number(&shot, "dispersion_chance") < 1e-3);
    assert!(number(&shot, "residual_chance") < 0.01);
}

/// Levels just before events that decay exactly: the decay and the jump come back.
#[test]
fn the_decay_comes_back_from_exact_levels() {
    let times: Vec<f64> = vec![0.0, 1.0, 2.5, 3.0, 6.0, 7.0, 7.5, 11.0];
    let levels = |jumps: &dyn Fn(usize) -> f64| {
        let mut level = 5.0;
        let mut levels = vec![level];
        for k in 1..times.len() {
            level = (level + jumps(k - 1)) * (-0.2 * (times[k] - times[k - 1])).exp();
            levels.push(level);
        }
        levels
    };
    let one = levels(&|_| 1.5);
    let columns = |levels: Vec<f64>| vec![("date", Cells::Times(times.clone())), ("level", Cells::Numbers(levels))];
    let answer = fitted("shot-noise", columns(one), [None, None], Value::Table(vec![]));
    assert!((number(&answer, "decay") - 0.2).abs() < 1e-6 && (number(&answer, "jump") - 1.5).abs() < 1e-5);
    let jumps: Vec<f64> = (0..8).map(|k| 1.0 + 0.3 * f64::from(k % 3)).collect();
    let mut with_jumps = columns(levels(&|k| jumps[k]));
    with_jumps.push(("jump", Cells::Numbers(jumps)));
    let answer = fitted("shot-noise", with_jumps, [None, None], Value::Table(vec![]));
    assert!((number(&answer, "decay") - 0.2).abs() < 1e-6);
    assert!(number(&answer, "level") > 0.0 && answer.along("below").unwrap().len() == 3);
}

/// In 400 independent records the interval of the rate covers it about 380 times; exact intervals err on the safe side.
#[test]
fn the_interval_of_the_rate_covers_it() {
    for until in [None, Some(8.0)] {
        let mut covered = 0;
        for k in 0..400 {
            let mut random = stream(51, "covered rates", k + if until.is_some() { 1000 } else { 0 });
            let mut time = 0.0;
            let step = |_| {
                time -= open_unit(&mut random).ln();
                time
            };
            let mut times: Vec<f64> = (0..if until.is_some() { 60 } else { 8 }).map(step).collect();
            times.retain(|time| until.is_none_or(|until| *time <= until));
            if times.len() < 3 {
                continue;
            }
            // The window begins at 0, which is no event.
            let answer =
                fitted("shot-noise", vec![("date", Cells::Times(times))], [Some(0.0), until], Value::Table(vec![]));
            covered += u32::from(number(&answer, "rate_low") <= 1.0 && 1.0 <= number(&answer, "rate_high"));
        }
        assert!((364..=398).contains(&covered), "{until:?}: {covered}");
    }
}
