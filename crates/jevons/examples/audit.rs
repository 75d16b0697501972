//! The arithmetic of the Jevons essay, identity by identity, with the corrected law beside what does not hold.
//!
//! Run with `cargo run --example audit -p moloch-jevons`.

use std::error::Error;
use std::io::{self, Write as _};

use moloch_core::{Inputs, Model};
use moloch_jevons::policy::Instrument;
use moloch_jevons::{
    Acceleration, Ceiling, Elasticity, EnergyGrowth, Interventions, PriceLadder, Rebound, Stages, Supply, demand,
};

/// One line of the audit: what the essay says, what follows, and whether the two agree.
struct Line {
    says: &'static str,
    computed: String,
    agrees: bool,
}

fn line(says: &'static str, agrees: bool, computed: impl Into<String>) -> Line {
    Line { says, computed: computed.into(), agrees }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = io::stdout().lock();
    let chapters = [
        ("Prices", prices()),
        ("Levers", levers()?),
        ("Elasticity", elasticity()?),
        ("Energy", energy()?),
        ("Stages and growth", stages()?),
        ("What can be done", remedies()?),
    ];
    for (title, lines) in chapters {
        writeln!(out, "{title}")?;
        for Line { says, computed, agrees } in lines {
            writeln!(out, "  {} {says}\n       {computed}", if agrees { "holds:" } else { "fails:" })?;
        }
    }
    Ok(())
}

fn prices() -> Vec<Line> {
    let ratio = |from: f64, to: f64| from / to;
    let own = ratio(0.03, 0.0001);
    vec![
        line("0.06 to 0.002 is 30 times cheaper", close(ratio(0.06, 0.002), 30.0), "30"),
        line("0.06 to 0.0001 is 600 times cheaper", close(ratio(0.06, 0.0001), 600.0), "600"),
        line(
            "GPT-4 to GPT-4o is 100 times cheaper",
            close(own, 100.0),
            format!("{own:.0} times by its own price list"),
        ),
        line(
            "efficiency rises tenfold a year",
            close(600_f64.powf(0.25), 10.0),
            format!("the price list falls {:.2} times a year", 600_f64.powf(0.25)),
        ),
    ]
}

fn elasticity() -> Result<Vec<Line>, Box<dyn Error>> {
    let tenfold = Rebound { efficiency_gain: 10.0, elasticity: 2.0, ..Rebound::example() }.checked()?.solve()?;
    let headline = demand::implied_elasticity(100.0, 1000.0);
    let images = demand::implied_elasticity(200.0, 200.0 * 1000.0);
    Ok(vec![
        line(
            "price to a tenth, calls 100 times: elasticity 2",
            close(demand::implied_elasticity(10.0, 100.0), 2.0),
            "2",
        ),
        line(
            "100 times cheaper, use 1000 times: elasticity 2 to 3",
            (2.0..=3.0).contains(&headline),
            format!("{headline:.1}; the essay's examples imply elasticities from 1.5 to 3"),
        ),
        line(
            "images 200 times cheaper, compute 1000 times: elasticity 2 to 3",
            (2.0..=3.0).contains(&images),
            format!("1 + ln 1000/ln 200 = {images:.6}"),
        ),
        line(
            "total consumption is efficiency to the power of elasticity",
            close(tenfold.energy_factor, 100.0),
            format!(
                "at a gain of 10 and elasticity 2 that is the service, {:.0}; energy is the gain to the power of \
                 elasticity less one, {:.0}",
                tenfold.service_factor, tenfold.energy_factor
            ),
        ),
        line(
            "use rises only if elasticity exceeds the gain in efficiency",
            tenfold.energy_factor <= 1.0,
            "elasticity 2 does not exceed a gain of 10, yet energy rises; the threshold is an elasticity of 1",
        ),
        line(
            "10 times the efficiency and 100 times the demand: 10 times the energy",
            close(tenfold.energy_factor, 10.0),
            "10",
        ),
    ])
}

fn energy() -> Result<Vec<Line>, Box<dyn Error>> {
    let growth = (1010.0_f64 / 11.0).ln() / 6.0;
    let needed = 1.0 + growth / 10_f64.ln();
    let by_law = Supply { elasticity: 2.0, supply_elasticity: None, years: 6.0, ..Supply::example() };
    let by_law = by_law.checked()?.solve()?.energy;
    let world = |elasticity: f64| -> Result<f64, Box<dyn Error>> {
        let path = Ceiling { elasticity, ceiling: 30_000.0, ..Ceiling::example() }.checked()?.solve()?;
        path.binds_at.ok_or_else(|| "energy never reaches the ceiling".into())
    };
    Ok(vec![
        line(
            "11 TWh in 2024 is what Argentina uses",
            close(11.0, 146.0),
            "Argentina uses about 146 TWh: 13 times as much",
        ),
        line(
            "1010 TWh in 2030 is what Japan uses",
            (1010.0_f64 / 945.0 - 1.0).abs() < 0.1,
            "the right order; but 945 TWh is what all data centres together are expected to use",
        ),
        line(
            "11 TWh to 1010 TWh in six years, at tenfold efficiency a year and elasticity 2 to 3",
            (2.0..=3.0).contains(&needed),
            format!(
                "{:+.1} % a year needs an elasticity of {needed:.6}; elasticity 2 gives {by_law:.1e} TWh in 2030",
                100.0 * growth.exp_m1()
            ),
        ),
        line(
            "tenfold efficiency a year can go on to 2030 at elasticity 2 to 3",
            world(2.0)? > 6.0,
            format!(
                "30,000 TWh, about what the world uses, is passed after {:.2} years at elasticity 2, {:.2} at 3",
                world(2.0)?,
                world(3.0)?
            ),
        ),
    ])
}

fn levers() -> Result<Vec<Line>, Box<dyn Error>> {
    let ladder = PriceLadder::example().checked()?.solve()?;
    let quoted = Elasticity::example().checked()?.solve()?;
    Ok(vec![
        line(
            "compression, quantisation and distillation explain the fall in price",
            close(ladder.product, ladder.total),
            format!(
                "they multiply to {:.0}, {:.1} times more than the list of prices shows; what they share, they do not \
                 multiply",
                ladder.product, ladder.overlap
            ),
        ),
        line(
            "one service became 600 times cheaper",
            close(ladder.largest_same_tier.unwrap_or(1.0), ladder.total),
            format!(
                "the list changes tiers: large models fell {:.0} times, small ones {:.0} times",
                ladder.same_tier[0], ladder.same_tier[1]
            ),
        ),
        line(
            "one elasticity of 2 to 3 fits all of its pairs",
            quoted.common.is_some(),
            format!(
                "none does; {:.2} fits best and misses growth {:.1} times, typically",
                quoted.pooled, quoted.typical_miss
            ),
        ),
    ])
}

fn stages() -> Result<Vec<Line>, Box<dyn Error>> {
    let outcome = Stages::example().checked()?.solve()?;
    let classes: Vec<&str> = outcome.names.iter().map(|(_, class)| class.as_str()).collect();
    let tenfold = Stages { efficiency_growth: 10_f64.ln(), ..Stages::example() }.checked()?.solve()?;
    let feedback = Acceleration { elasticity: 2.0, ..Acceleration::example() };
    let steady = Acceleration { feedback: 0.0, ..feedback.clone() }.checked()?.solve()?;
    let fed = feedback.checked()?.solve()?;
    let answers = EnergyGrowth::example().checked()?.solve()?.per_answer;
    let watt_hours = |energy: Option<f64>| 1e12 * energy.unwrap_or(f64::NAN);
    Ok(vec![
        line(
            "energy goes from data centre to small city, major city, small country",
            classes == ["data centre", "small city", "major city", "small country"],
            format!("with efficiency as on the price list: {}", classes.join(", ")),
        ),
        line(
            "computing a hundredfold a stage and efficiency tenfold a year: energy rises from stage to stage",
            tenfold.energy.windows(2).all(|pair| pair[1] > 1.01 * pair[0]),
            format!(
                "between the first two stages it is {:.2} times what it was",
                tenfold.energy[1] / tenfold.energy[0]
            ),
        ),
        line(
            "self-improvement makes consumption grow hyperbolically",
            steady.blow_up.is_some(),
            format!(
                "only if computing speeds progress up by more than progress gets harder; at a feedback of 0.1 the law ends \
                 after {:.1} years, and the electricity of the world is used after {:.1}",
                fed.blow_up.unwrap_or(f64::INFINITY),
                fed.ceiling_at.unwrap_or(f64::INFINITY)
            ),
        ),
        line(
            "a million million answers a day on 1000 TWh a year",
            (0.24..2.9).contains(&watt_hours(answers.1)),
            format!("{:.1} Wh an answer; published figures for models in use are 0.24 to 2.9", watt_hours(answers.1)),
        ),
    ])
}

fn remedies() -> Result<Vec<Line>, Box<dyn Error>> {
    let held = Interventions {
        energy: vec![1.0],
        elasticity: vec![2.0],
        efficiency_gain: vec![10.0],
        coverage: None,
        target: None,
        supply_elasticity: None,
        ..Interventions::example()
    };
    let held = held.checked()?.solve()?;
    let gain = demand::users_gain(0.1, 0.1, 2.0);
    let lost = |instrument| held.row(instrument).map_or(f64::NAN, |row| row.account.deadweight() / gain);
    let tax = lost(Instrument::Tax);
    Ok(vec![
        line(
            "every intervention is economically impossible",
            tax >= 1.0,
            format!(
                "holding energy by a tax after a tenfold gain costs {:.0} % of what the gain is worth; the rest stays",
                100.0 * tax
            ),
        ),
        line(
            "inefficiency is the only remedy left",
            lost(Instrument::EfficiencyPenalty) <= tax,
            format!(
                "a penalty on efficiency meets the same target and loses {:.0} %",
                100.0 * lost(Instrument::EfficiencyPenalty)
            ),
        ),
    ])
}

/// Agreement to one per cent.
fn close(a: f64, b: f64) -> bool {
    (a / b - 1.0).abs() < 0.01
}
