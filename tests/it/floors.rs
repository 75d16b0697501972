//! Imports run down only, and domain crates stay small: read from `cargo metadata`.

use std::process::Command;

use serde_json::Value;

const DOMAINS: [&str; 5] = ["moloch-disruption", "moloch-graph", "moloch-hype", "moloch-jevons", "moloch-race"];

/// Libraries that a crate low in the house may use. TOML, terminal and HTML crates stay above, so that whoever takes
/// one domain crate takes little else.
const NUMERIC: &[&str] = &[
    "argmin",
    "argmin-math",
    "dashu-int",
    "dashu-ratio",
    "differential-equations",
    "libm",
    "nalgebra",
    "ode_solvers",
    "statrs",
    "thiserror",
];

/// What core brings along costs the crates above it nothing.
const CORE: &[&str] = &["libm", "rand", "rand_chacha", "serde", "serde_json", "strsim", "thiserror"];

/// The floor of a package of the workspace; arrows run from a higher floor to a lower one.
fn floor(package: &str) -> Option<u32> {
    match package {
        "moloch-core" => Some(1),
        "moloch-equilibrium" | "moloch-report" => Some(2),
        domain if DOMAINS.contains(&domain) => Some(3),
        "moloch" => Some(4),
        "moloch-cli" => Some(5),
        "moloch-book" => Some(6),
        _ => None,
    }
}

#[derive(Debug)]
struct Arrow {
    from: String,
    to: String,
    /// `normal`, `dev` or `build`.
    kind: String,
    /// True when `to` is a package of this workspace.
    inside: bool,
}

fn arrows() -> Vec<Arrow> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let arguments = ["metadata", "--no-deps", "--offline", "--format-version", "1"];
    let output = Command::new(cargo).args(arguments).current_dir(xtask::workspace::root()).output();
    let output = output.expect("cargo starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo prints JSON");
    let packages = metadata["packages"].as_array().expect("a list of packages");
    packages.iter().flat_map(arrows_of).collect()
}

fn arrows_of(package: &Value) -> Vec<Arrow> {
    let from = package["name"].as_str().expect("a name");
    let dependencies = package["dependencies"].as_array().expect("a list of dependencies");
    let arrow = |dependency: &Value| Arrow {
        from: from.to_owned(),
        to: dependency["name"].as_str().expect("a name").to_owned(),
        kind: dependency["kind"].as_str().unwrap_or("normal").to_owned(),
        inside: dependency["path"].is_string(),
    };
    dependencies.iter().map(arrow).collect()
}

fn assert_none(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn dependencies_run_down() {
    let ours = arrows();
    assert!(ours.iter().any(|arrow| arrow.inside && arrow.from == "moloch"), "the workspace was not read");
    let checked = ours.iter().filter(|arrow| arrow.inside && arrow.kind != "dev");
    let runs_up = checked.filter(|arrow| match (floor(&arrow.from), floor(&arrow.to)) {
        (Some(from), Some(to)) => to >= from,
        _ => !matches!(
            (arrow.from.as_str(), arrow.to.as_str()),
            ("moloch-testkit", "moloch-core" | "moloch-equilibrium")
        ),
    });
    let advice = |arrow: &Arrow| {
        format!(
            "{} may not depend on {}: put what both need on a lower floor, or what connects them into `moloch`",
            arrow.from, arrow.to
        )
    };
    assert_none(&runs_up.map(advice).collect::<Vec<_>>());
}

#[test]
fn domains_never_import_one_another() {
    let between = |arrow: &Arrow| DOMAINS.contains(&arrow.from.as_str()) && DOMAINS.contains(&arrow.to.as_str());
    let advice = |arrow: Arrow| {
        format!("{} imports {}, even if only in tests: domains meet in `moloch` alone", arrow.from, arrow.to)
    };
    assert_none(&arrows().into_iter().filter(between).map(advice).collect::<Vec<_>>());
}

#[test]
fn the_testkit_is_for_tests_only() {
    let shipped = |arrow: &Arrow| arrow.to == "moloch-testkit" && arrow.kind != "dev";
    let advice = |arrow: Arrow| format!("{}: move moloch-testkit to [dev-dependencies]", arrow.from);
    assert_none(&arrows().into_iter().filter(shipped).map(advice).collect::<Vec<_>>());
}

#[test]
fn chores_and_documents_know_no_economics() {
    let knows = |arrow: &Arrow| arrow.inside && ["xtask", "moloch-report"].contains(&arrow.from.as_str());
    let knows = |arrow: &Arrow| knows(arrow) && arrow.to != "moloch-testkit";
    let advice = |arrow: Arrow| {
        format!("{} may not depend on {}: it must build without any crate of the workspace", arrow.from, arrow.to)
    };
    assert_none(&arrows().into_iter().filter(knows).map(advice).collect::<Vec<_>>());
}

#[test]
fn small_crates_stay_small() {
    let grows = |arrow: &Arrow| {
        let allowed: &[&str] = match arrow.from.as_str() {
            "moloch-core" => &[],
            "moloch-graph" if arrow.to == "petgraph" => return false,
            low if DOMAINS.contains(&low) || low == "moloch-equilibrium" => NUMERIC,
            _ => return false,
        };
        let known = |name: &str| allowed.contains(&name) || CORE.contains(&name);
        !arrow.inside && arrow.kind == "normal" && !known(&arrow.to)
    };
    let advice = |arrow: Arrow| {
        format!(
            "{} gains the library {}: do without, move the code that needs it up a floor, or add it to the list in tests/it/floors.rs and say why in the commit",
            arrow.from, arrow.to
        )
    };
    assert_none(&arrows().into_iter().filter(grows).map(advice).collect::<Vec<_>>());
}
