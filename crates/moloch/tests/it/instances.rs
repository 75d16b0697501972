//! Both worked instances of the composed race: month 0, the path, present values and interventions, each computed by two
//! independent codes.

use moloch::interventions::Policy;
use moloch::scenario::{self, Intervention, LeverName};
use moloch::{Anchor, Law, Path, follow};
use moloch_core::Checked;

pub(crate) const PLAIN: &str = r#"
name = "plain"
calendar = { start = "2024-01", months = 24, price_base_year = 2024 }
specialisation = { rho = 1.5 }
segments = [{ name = "consumer", revenue = 13.0, fringe = 0.5 }, { name = "enterprise", revenue = 15.625, fringe = 0.5 }]
labs = [
  { name = "O", fit = { consumer = 0.95, enterprise = "frontier" } },
  { name = "A", fit = { enterprise = 0.95, consumer = "frontier" } },
  { name = "G", fit = { consumer = "frontier", enterprise = "frontier" } },
]
[competition]
cost_convexity = 0.2
product_value = 2.0
spillover = 1.0
discount_rate = 0.1
[hype]
decay = 0.10536051565782630
news_rate = 2.1741071428571428
premium = 0.25
news_elasticity = 0.5
[adoption]
initial = 0.1
innovation = 0.0025
imitation = 0.031666666666666667
hype_boost = 0.5
[compute]
energy = 11.0
energy_cap = 945.0
elasticity = 1.327154781437
efficiency_growth = 0.19188209108283799
"#;

pub(crate) fn full() -> String {
    PLAIN
        .replace("discount_rate = 0.1", "discount_rate = 0.1\nmargin = 0.6\nforesight = 1.0\nhalf_life = 6.0\nproduct_value_scaling = 1.0\ncost_scaling = 0.5\nfringe_scaling = 0.5")
        .replace("fringe = 0.5", "fringe = 4.6")
        .replace("months = 24", "months = 72")
        .replace("1.327154781437", "1.1617019881949662")
}

fn at(text: &str) -> Checked<scenario::Scenario> {
    scenario::read(text, "test.toml").unwrap().scenario
}

fn path(scenario: &Checked<scenario::Scenario>, lever: Option<(LeverName, f64)>) -> Path {
    let law = Law::of(scenario);
    let anchor = Anchor::of(&law).unwrap();
    let policy = match lever {
        Some((lever, strength)) => {
            Policy::of(&Intervention::named("test").at_strength(lever, strength), scenario, &law)
        }
        None => Policy::none(&law),
    };
    follow(&law, &anchor, &policy).unwrap().into_parts().0
}

/// Agreement to half a unit of the last digit that the expected number shows, given its significant digits.
fn same(computed: f64, expected: f64, digits: i32) {
    let unit = 10_f64.powi(expected.abs().log10().floor() as i32 + 1 - digits);
    assert!((computed - expected).abs() <= 0.501 * unit, "{computed} is not {expected} to {digits} digits");
}

#[test]
fn month_0_of_the_plain_race() {
    let month = path(&at(PLAIN), None).months.swap_remove(0);
    for (x, expected) in
        month.race.race.iter().zip([1.993681257444, 0.0, 0.0, 2.314774071370, 1.113749190576, 1.511955665194])
    {
        assert!((x - expected).abs() < 1e-11, "{x} is not {expected}");
    }
    for (z, expected) in month.race.product.iter().zip([0.3598844892948, 0.3112920636811, 0.2669937713824]) {
        same(*z, expected, 12);
    }
    for (u, expected) in month.payoffs.iter().zip([6.240104643570, 7.461793961682, 1.779675009766]) {
        same(*u, expected, 12);
    }
    for (p, expected) in
        month.accounts.shares.iter().zip([0.6563690799333, 0.0, 0.0, 0.6550692168148, 0.1612349738206, 0.1881469146509])
    {
        assert!((p - expected).abs() < 1e-11);
    }
    same(month.race.race_total(), 6.934160184583, 12);
    same(month.race.product_total(), 0.9381703243584, 12);
    same(month.accounts.total_cost, 9.952650550683, 12);
    same(month.ledger.dissipation.unwrap(), 0.3477, 4);
    same(month.ledger.welfare, 21.93258827481, 12);
    same(month.ledger.planner, 34.61852989970, 12);
    same(month.ledger.static_gap, 12.68594162489, 12);
    same(month.ledger.anarchy.unwrap(), 1.578406044281, 12);
}

#[test]
fn interventions_at_month_0_of_the_plain_race() {
    let taxed = path(&at(PLAIN), Some((LeverName::Tax, 1.0))).months.swap_remove(0);
    same(taxed.race.race_total(), 4.260968458440, 12);
    same(taxed.ledger.welfare, 26.44037186633, 12);
    let capped = path(&at(PLAIN), Some((LeverName::Cap, 1.0))).months.swap_remove(0);
    same(capped.ledger.welfare, 28.44037016380, 12);
    for (u, expected) in capped.payoffs.iter().zip([6.767974631632, 7.507878844950, 2.687176809881]) {
        same(*u, expected, 12);
    }
}

#[test]
fn the_path_of_the_plain_race() {
    let path = path(&at(PLAIN), None);
    let rows = [
        (0, [20.6349326338, 0.1, 11.0, 13.0, 15.625, 6.93416018458, 0.938170324358, 12.6859416249]),
        (
            1,
            [
                20.6349326338,
                0.105158389818,
                12.3168459945,
                14.5562725390,
                17.4955198786,
                7.60453272054,
                0.842792253932,
                13.8763094305,
            ],
        ),
        (
            12,
            [
                25.6822682406,
                0.172669453572,
                40.3425161231,
                50.5930173001,
                60.8089150242,
                18.4343229278,
                0.0,
                36.0701584094,
            ],
        ),
        (
            24,
            [
                37.9878297928,
                0.284111223438,
                140.990755698,
                201.656254385,
                242.375305752,
                42.1599702615,
                0.0,
                109.280501136,
            ],
        ),
    ];
    for (t, expected) in rows {
        let m = &path.months[t];
        let computed = [
            m.state.hype,
            m.state.adoption,
            m.conditions.energy,
            m.conditions.prizes[0],
            m.conditions.prizes[1],
            m.race.race_total(),
            m.race.product_total(),
            m.ledger.static_gap,
        ];
        for (c, e) in computed.iter().zip(expected) {
            if e == 0.0 { assert!(*c == 0.0) } else { same(*c, e, 12) }
        }
    }
}

#[test]
fn present_values_of_the_plain_race() {
    use LeverName::{Cap, Window};
    let cases = [
        (None, 178.5727, [74.539, 87.264, 29.920], 81.0802),
        (Some((Cap, 1.0)), 224.2509, [54.591, 60.016, 24.673], 11.6674),
        (Some((Cap, 2.0)), 224.2185, [68.989, 76.063, 29.945], 20.8740),
        (Some((Cap, 4.0)), 216.3054, [79.505, 88.581, 32.510], 38.4211),
        (Some((Window, 1.0 / 3.0)), 162.0554, [44.646, 52.530, 16.829], 57.3908),
    ];
    let scenario = at(PLAIN);
    for (lever, welfare, payoffs, gap) in cases {
        let present = path(&scenario, lever).present;
        same(present.welfare, welfare, 7);
        same(present.static_gap, gap, 6);
        present.payoffs.iter().zip(payoffs).for_each(|(c, e)| same(*c, e, 5));
    }
    let window = path(&scenario, Some((Window, 1.0 / 3.0)));
    same(window.last().state.hype, 4.55735537768, 12);
    same(window.last().race.race_total(), 27.8372121474, 12);
    same(window.last().conditions.energy, 103.840520621, 12);
    same(window.present.static_gap, 57.3907539225, 12);
    let capped = path(&scenario, Some((Cap, 1.0)));
    assert!(capped.months.iter().all(|m| (m.race.race_total() - 3.0).abs() < 1e-12));
    same(capped.last().conditions.energy, 117.596405051, 12);
    same(capped.present.static_gap, 11.6673521493, 12);
    same(path(&scenario, None).present.static_gap, 81.0801712059, 12);
    let elastic = path(&at(&PLAIN.replace("1.327154781437", "2.0")), None);
    same(elastic.last().conditions.energy, 945.0, 12);
    same(elastic.last().conditions.energy_price, 1.96977386884, 12);
}

#[test]
fn the_path_of_the_full_law() {
    let path = path(&at(&full()), None);
    let first = &path.months[0];
    for (x, e) in first.race.race.iter().zip([
        1.2788242762297823,
        0.0,
        0.0,
        1.4916266058536127,
        0.5511519337312478,
        0.8143180787802793,
    ]) {
        assert!((x - e).abs() < 1e-12);
    }
    for (k, e) in first.state.stock.iter().zip([
        10.442617071038311,
        0.0,
        0.0,
        12.180317301939514,
        4.500593786728671,
        6.649554617305348,
    ]) {
        assert!((k - e).abs() < 1e-11);
    }
    for (u, e) in first.payoffs.iter().zip([3.517824065840457, 4.237199043217195, 0.9035705365619608]) {
        same(*u, e, 13);
    }
    let rows = [
        (0, [20.63493263, 0.1, 11.0, 7.8, 9.375, 4.135920895, 1.386032449, 5.089768866, 15.19218185, 7.976348054]),
        (
            24,
            [
                42.60357615,
                0.2948087467,
                68.28684157,
                61.30938897,
                73.68916944,
                32.55693522,
                13.68281341,
                58.8420521,
                159.3234608,
                85.05234547,
            ],
        ),
        (
            48,
            [
                97.01434939,
                0.7257959416,
                354.0097093,
                483.314996,
                580.9074471,
                158.1345688,
                52.86803203,
                406.7817219,
                1204.636576,
                585.3230872,
            ],
        ),
        (
            72,
            [
                176.0096543,
                0.9833695573,
                945.0,
                2045.313164,
                2458.309091,
                421.2284154,
                113.4560194,
                1392.796351,
                3999.289936,
                1993.811646,
            ],
        ),
    ];
    for (t, expected) in rows {
        let m = &path.months[t];
        let computed = [
            m.state.hype,
            m.state.adoption,
            m.conditions.energy,
            m.conditions.prizes[0],
            m.conditions.prizes[1],
            m.race.race_total(),
            m.race.product_total(),
            m.ledger.race_cost,
            m.ledger.welfare,
            m.ledger.static_gap,
        ];
        computed.iter().zip(expected).for_each(|(c, e)| same(*c, e, 10));
    }
    same(path.last().conditions.energy_price, 1.058932579, 10);
}

#[test]
fn present_values_of_the_full_law() {
    use LeverName::{Cap, Tax, Window};
    let cases = [
        (None, 3944.836755, 10, [1492.96151, 1654.17864, 811.326954], 9, Some(1359.498241)),
        (Some((Cap, 20.0)), 4988.9724, 8, [1340.5817, 1437.3902, 866.6096], 7, None),
        (Some((Cap, 40.0)), 4794.0724, 8, [1497.1035, 1627.8136, 914.2981], 7, None),
        (Some((Cap, 80.0)), 4327.0743, 8, [1528.2866, 1697.0085, 895.6915], 7, None),
        (Some((Tax, 1.0)), 3927.47485, 9, [1212.59107, 1342.51936, 638.340703], 9, Some(965.8107992)),
        (Some((Window, 1.0 / 3.0)), 1957.285152, 10, [335.818337, 362.117766, 225.116663], 9, Some(255.0135115)),
    ];
    let scenario = at(&full());
    for (lever, welfare, digits, payoffs, payoff_digits, cost) in cases {
        let present = path(&scenario, lever).present;
        same(present.welfare, welfare, digits);
        present.payoffs.iter().zip(payoffs).for_each(|(c, e)| same(*c, e, payoff_digits));
        if let Some(cost) = cost {
            same(present.race_cost, cost, 10);
        }
    }
    let myopic = path(&at(&full().replace("foresight = 1.0", "foresight = 0.0")), None).present;
    same(myopic.welfare, 6066.302953, 10);
    same(myopic.race_cost, 438.1460575, 10);
    let fixed = path(&at(&full().replace("product_value_scaling = 1.0", "product_value_scaling = 0.0")), None);
    same(fixed.present.welfare, 515.5991374, 10);
    same(fixed.present.race_cost, 1275.244336, 10);
    assert!(fixed.months[48].race.product_total() == 0.0);
}
