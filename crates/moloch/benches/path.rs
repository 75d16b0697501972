//! One month, the default path, the default outlook and the whole report; solving and certifying apart.

use divan::Bencher;
use moloch::interventions::Policy;
use moloch::scenario::{self, Scenario};
use moloch::{Anchor, Law, Path, certify, claims, findings, follow, solve, solve_on, solve_path};
use moloch_core::Checked;

fn main() {
    divan::main();
}

/// The default scenario, cut to this many months.
fn race(months: usize) -> Option<(Checked<Scenario>, Law, Anchor)> {
    let text = format!("extends = \"builtin:ai-race\"\ncalendar.months = {months}");
    let without = "without = [\"targets\", \"interventions\"]";
    let text = if months == MONTHS { text } else { format!("{without}\n{text}") };
    let scenario = scenario::read(&text, "bench.toml").ok()?.scenario;
    let law = Law::of(&scenario);
    let anchor = Anchor::of(&law).ok()?;
    Some((scenario, law, anchor))
}

/// The default horizon: 73 months.
const MONTHS: usize = 72;
/// The shortest horizon: months 0 and 1.
const TWO_MONTHS: usize = 1;

#[divan::bench(args = [TWO_MONTHS, MONTHS])]
fn solve_months(bencher: Bencher<'_, '_>, months: usize) {
    let Some((_, law, anchor)) = race(months) else { return };
    let policy = Policy::none(&law);
    bencher.bench(|| solve_path(divan::black_box(&law), &anchor, &policy));
}

#[divan::bench(args = [TWO_MONTHS, MONTHS])]
fn certify_months(bencher: Bencher<'_, '_>, months: usize) {
    let Some((_, law, anchor)) = race(months) else { return };
    let policy = Policy::none(&law);
    let Ok(path) = solve_path(&law, &anchor, &policy) else { return };
    bencher.bench(|| certify(divan::black_box(&law), &policy, &path));
}

#[divan::bench]
fn solve_and_certify_the_default_path(bencher: Bencher<'_, '_>) {
    let Some((_, law, anchor)) = race(MONTHS) else { return };
    let policy = Policy::none(&law);
    bencher.bench(|| follow(divan::black_box(&law), &anchor, &policy).map(|path| Path::clone(&path)));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn default_outlook(bencher: Bencher<'_, '_>) {
    let Some((scenario, ..)) = race(MONTHS) else { return };
    bencher.bench(|| solve(divan::black_box(&scenario)));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn default_outlook_on_two_threads(bencher: Bencher<'_, '_>) {
    let Some((scenario, ..)) = race(MONTHS) else { return };
    bencher.bench(|| solve_on(divan::black_box(&scenario), 2));
}

/// Everything that `moloch report` does but reading the arguments and writing the files.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn whole_default_report(bencher: Bencher<'_, '_>) {
    bencher.bench(|| {
        let reading = scenario::read_builtin("ai-race").ok()?;
        let outlook = solve(&reading.scenario).ok()?;
        let claims = claims::judge_all().ok()?;
        Some(findings::files(&reading, &outlook, &claims).len())
    });
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn judge_all_claims(bencher: Bencher<'_, '_>) {
    bencher.bench(claims::judge_all);
}
