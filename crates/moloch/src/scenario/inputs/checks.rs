//! Conditions that no single table can check: names that must exist, and parts that must fit together.

use moloch_core::{Entry, Inputs, Node, OpenTable, Value};

use super::{InitialStock, Scenario};
use crate::scenario::words::suggestion;

/// How far a sum of written shares may lie from one: decimals such as 0.333 are not meant to pass.
const SHARE_SLACK: f64 = 1e-9;

/// A name that does not work, found on the written tree whether or not its numbers are sound.
#[derive(Debug, PartialEq)]
pub(crate) struct NameFault {
    /// A stable code.
    pub(crate) code: &'static str,
    /// The key's path.
    pub(crate) key: String,
    /// What was found.
    pub(crate) found: String,
    /// What would have been accepted.
    pub(crate) expected: String,
    /// What to do next.
    pub(crate) next: String,
}

/// All names written twice, and all references to names that do not exist.
pub(crate) fn name_faults(scenario: &Value) -> Vec<NameFault> {
    let mut faults = Vec::new();
    for list in ["segments", "labs", "suppliers", "interventions", "targets"] {
        duplicates(scenario, list, &mut faults);
    }
    if items(scenario, "labs").len() == 1 {
        faults.push(NameFault {
            code: "one-lab",
            key: "labs".to_owned(),
            found: "one lab".to_owned(),
            expected: "at least two labs: one alone has nobody to race".to_owned(),
            next: "add a second [[labs]]".to_owned(),
        });
    }
    references(scenario, &mut faults);
    faults
}

/// Every place that names something, with the list that must hold it.
fn references(scenario: &Value, faults: &mut Vec<NameFault>) {
    let plain = [
        ("dependencies", "lab", "labs"),
        ("dependencies", "supplier", "suppliers"),
        ("adjacent", "one", "segments"),
        ("adjacent", "other", "segments"),
        ("targets", "intervention", "interventions"),
    ];
    for (list, key, holder) in plain {
        for (k, row) in items(scenario, list).iter().enumerate() {
            let name = row.value.get(key).and_then(|node| node.value.as_text());
            refer(scenario, name, holder, || format!("{list}[{k}].{key}"), faults);
        }
    }
    for (k, row) in items(scenario, "interventions").iter().enumerate() {
        for (j, stop) in items(&row.value, "stops").iter().enumerate() {
            refer(scenario, stop.value.as_text(), "labs", || format!("interventions[{k}].stops[{j}]"), faults);
        }
    }
    for (k, lab) in items(scenario, "labs").iter().enumerate() {
        for key in ["fit", "stock"] {
            let entries: &[Entry] = lab.value.get(key).and_then(|node| node.value.as_table()).unwrap_or_default();
            for entry in entries {
                refer(scenario, Some(&entry.key), "segments", || format!("labs[{k}].{key}.{}", entry.key), faults);
            }
        }
    }
}

fn items<'v>(value: &'v Value, key: &str) -> &'v [Node] {
    value.get(key).and_then(|node| node.value.as_list()).unwrap_or_default()
}

fn names<'v>(scenario: &'v Value, list: &str) -> Vec<&'v str> {
    items(scenario, list).iter().filter_map(|row| row.value.get("name")?.value.as_text()).collect()
}

fn duplicates(scenario: &Value, list: &str, faults: &mut Vec<NameFault>) {
    let mut seen: Vec<&str> = Vec::new();
    for (k, row) in items(scenario, list).iter().enumerate() {
        let Some(name) = row.value.get("name").and_then(|node| node.value.as_text()) else { continue };
        if seen.contains(&name) {
            faults.push(NameFault {
                code: "duplicate-name",
                key: format!("{list}[{k}].name"),
                found: format!("{name:?} again"),
                expected: format!("distinct names in {list}"),
                next: "rename one of the two".to_owned(),
            });
        }
        seen.push(name);
    }
}

fn refer(
    scenario: &Value,
    name: Option<&str>,
    holder: &str,
    key: impl FnOnce() -> String,
    faults: &mut Vec<NameFault>,
) {
    let Some(name) = name else { return };
    // A holder that is missing or no list is a fault of its own, which says enough.
    let absent = scenario.get(holder).is_none_or(|node| node.value.as_list().is_none());
    if absent && (scenario.get(holder).is_some() || ["labs", "segments"].contains(&holder)) {
        return;
    }
    let known = names(scenario, holder);
    if known.contains(&name) {
        return;
    }
    let expected = if known.is_empty() {
        format!("a name in {holder}, which lists none")
    } else {
        format!("one of {holder}: {}", known.join(", "))
    };
    let next = suggestion(name, &known);
    faults.push(NameFault { code: "unknown-name", key: key(), found: format!("{name:?}"), expected, next });
}

/// All conditions between the tables of a scenario.
pub(super) fn cross_checks(scenario: &Scenario, table: &mut OpenTable<'_, '_>) {
    let named = name_faults(&scenario.write());
    let sound = named.is_empty();
    for fault in named {
        table.fault(fault.code, &fault.key, fault.found, fault.expected, &fault.next);
    }
    stocks(scenario, table);
    dates(scenario, table);
    if sound {
        frontiers(scenario, table);
        contests(scenario, table);
        deliveries(scenario, table);
        neighbours(scenario, table);
    }
}

/// A fit can be left to the frontier only if there is one, and none may lie beyond it.
fn frontiers(scenario: &Scenario, table: &mut OpenTable<'_, '_>) {
    for (k, lab) in scenario.labs.iter().enumerate() {
        let key = format!("labs[{k}].fit");
        match &scenario.specialisation {
            None if lab.fit.uses_frontier() => {
                let expected = "a frontier to lie on, or numbers only";
                let next = "add [specialisation] with `rho`, or write numbers";
                table.fault("no-frontier", &key, "\"frontier\"".to_owned(), expected, next);
            }
            Some(frontier) if lab.fit.given_power(frontier.rho) > 1.0 + SHARE_SLACK => {
                let power = lab.fit.given_power(frontier.rho);
                let found = format!("fits whose powers theta^{} sum to {power:.6}", frontier.rho);
                let next = "lower a number, or write \"frontier\" for one of them";
                table.fault("beyond-frontier", &key, found, "a sum of at most 1", next);
            }
            _ => {}
        }
    }
}

/// Stocks are given for all labs or for none.
fn stocks(scenario: &Scenario, table: &mut OpenTable<'_, '_>) {
    let given = scenario.competition.initial_stock == InitialStock::Given;
    for (k, lab) in scenario.labs.iter().enumerate() {
        match (given, lab.stock.is_some()) {
            (true, false) => {
                let next = "add `stock = { segment = amount }`, or change competition.initial_stock";
                let found = "no stock".to_owned();
                let expected = "a stock of every lab, as competition.initial_stock = \"given\" says";
                table.fault("missing-key", &format!("labs[{k}]"), found, expected, next);
            }
            (false, true) => {
                let found = "a stock that nothing uses".to_owned();
                let next = "remove it, or set competition.initial_stock = \"given\"";
                table.fault("unused-key", &format!("labs[{k}].stock"), found, "no stock", next);
            }
            _ => {}
        }
    }
}

/// Nothing may start or be read after the last month.
fn dates(scenario: &Scenario, table: &mut OpenTable<'_, '_>) {
    let last = scenario.calendar.months;
    let starts = scenario.interventions.iter().enumerate().map(|(k, i)| (format!("interventions[{k}].start"), i.start));
    let months = scenario.targets.iter().enumerate();
    let reads = months.filter_map(|(k, t)| t.month.map(|month| (format!("targets[{k}].month"), month)));
    for (key, month) in starts.chain(reads).filter(|(_, month)| *month > last) {
        let expected = format!("a month from 0 to {last}, the horizon");
        table.fault("after-horizon", &key, format!("month {month}"), expected, "choose an earlier month");
    }
}

/// In every segment somebody must compete with somebody, or the month's contest has no solution.
fn contests(scenario: &Scenario, table: &mut OpenTable<'_, '_>) {
    let fits = scenario.fits();
    for (k, _) in fits.iter().enumerate().filter(|(_, row)| row.iter().all(|&theta| theta <= 0.0)) {
        let found = "a lab that fits no segment".to_owned();
        let next = "give it a fit above 0, or remove the lab";
        table.fault("fits-nothing", &format!("labs[{k}].fit"), found, "a fit above 0 for at least one segment", next);
    }
    for (s, segment) in scenario.segments.iter().enumerate() {
        let fitting = fits.iter().filter(|row| row[s] > 0.0).count();
        if fitting == 0 || (fitting == 1 && segment.fringe <= 0.0) {
            let found = format!("{fitting} fitting labs and a fringe of {}", segment.fringe);
            let expected = "two labs that fit it, or one lab and a fringe above 0: else nobody contests the prize";
            let next = "give another lab a fit for it, or give it a fringe";
            table.fault("no-contest", &format!("segments[{s}].name"), found, expected, next);
        }
    }
}

/// The shares of one lab's suppliers sum to one, and every supplier delivers to somebody.
fn deliveries(scenario: &Scenario, table: &mut OpenTable<'_, '_>) {
    let rows = &scenario.dependencies;
    for lab in &scenario.labs {
        let mine: Vec<usize> = (0..rows.len()).filter(|&k| rows[k].lab == lab.name).collect();
        let total: f64 = mine.iter().map(|&k| rows[k].weight).sum();
        let Some(&last) = mine.last() else { continue };
        if (total - 1.0).abs() > SHARE_SLACK {
            let rounded = (total * 1e9).round() / 1e9;
            let found = format!("shares of {:?} that sum to {rounded}", lab.name);
            let next = "change the shares; own compute is a supplier too";
            table.fault("shares", &format!("dependencies[{last}].weight"), found, "shares that sum to 1", next);
        }
    }
    for (k, row) in rows.iter().enumerate() {
        if rows[..k].iter().any(|other| other.lab == row.lab && other.supplier == row.supplier) {
            let found = format!("{:?} on {:?} again", row.lab, row.supplier);
            table.fault("duplicate-name", &format!("dependencies[{k}]"), found, "each pair once", "add up the shares");
        }
    }
    for (k, supplier) in scenario.suppliers.iter().enumerate() {
        if !rows.iter().any(|row| row.supplier == supplier.name) {
            let found = format!("{:?}, on whom no lab depends", supplier.name);
            let next = "add a [[dependencies]] or remove the supplier";
            table.fault("unused-key", &format!("suppliers[{k}].name"), found, "suppliers of some lab", next);
        }
    }
}

/// A segment is adjacent to another one, and each pair is written once.
fn neighbours(scenario: &Scenario, table: &mut OpenTable<'_, '_>) {
    for (k, pair) in scenario.adjacent.iter().enumerate() {
        let key = format!("adjacent[{k}]");
        let same = |other: &super::Adjacency| {
            (&other.one, &other.other) == (&pair.one, &pair.other)
                || (&other.other, &other.one) == (&pair.one, &pair.other)
        };
        if pair.one == pair.other {
            let found = format!("{:?} beside itself", pair.one);
            table.fault("duplicate-name", &key, found, "two different segments", "change one of the two");
        } else if scenario.adjacent[..k].iter().any(same) {
            let found = format!("{:?} and {:?} again", pair.one, pair.other);
            table.fault("duplicate-name", &key, found, "each pair once", "remove one of the two");
        }
    }
}
