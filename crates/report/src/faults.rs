//! What is wrong with a document, found before anybody reads it.

use std::collections::BTreeSet;
use std::fmt;

use crate::document::Part;
use crate::{Chart, Document, Figure, Network, Number, Prose, Table, Target};

/// A fault of a document. Renderers cope with all of them; a good report has none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where: `section hype`, `figure effort`, `number n7`.
    pub place: String,
    /// What, as a lower-case fragment.
    pub problem: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.problem)
    }
}

impl Document {
    /// Lists what is wrong: ids used twice, links to nothing, numbers without source or not finite, ragged tables,
    /// series that do not match their categories, edges between unknown nodes, figures without a description.
    pub fn faults(&self) -> Vec<Fault> {
        let mut faults = Faults::default();
        for section in &self.sections {
            faults.id("section", &section.id);
        }
        self.visit(&mut |part| match part {
            Part::Figure(figure) => faults.figure(figure),
            Part::Table(table) => faults.table(table),
            Part::Prose(prose) => faults.prose(prose),
            Part::Number(number) => faults.number(number),
        });
        faults.dangling();
        faults.found
    }
}

#[derive(Default)]
struct Faults {
    found: Vec<Fault>,
    ids: BTreeSet<String>,
    links: Vec<Target>,
    numbers: usize,
}

impl Faults {
    fn add(&mut self, place: impl Into<String>, problem: impl Into<String>) {
        self.found.push(Fault { place: place.into(), problem: problem.into() });
    }

    fn id(&mut self, kind: &str, id: &str) {
        let name = format!("{kind} {id}");
        if crate::slug(id) != id {
            self.add(&name, "has an id that is not made of lower-case letters, digits and hyphens");
        }
        if !self.ids.insert(name.clone()) {
            self.add(name, "has an id that is used twice");
        }
    }

    fn number(&mut self, number: &Number) {
        self.numbers += 1;
        let place = format!("number n{} ({})", self.numbers, number.source);
        if !number.value.is_finite() {
            self.add(&place, "has a value that is not finite");
        }
        if number.source.is_empty() {
            self.add(place, "names no source");
        }
    }

    fn prose(&mut self, prose: &Prose) {
        prose.numbers().for_each(|number| self.number(number));
        self.links.extend(prose.links().cloned());
    }

    fn table(&mut self, table: &Table) {
        self.id("table", &table.id);
        let ragged = table.rows.iter().position(|row| row.len() != table.columns.len());
        if let Some(row) = ragged {
            let (has, wants) = (table.rows[row].len(), table.columns.len());
            self.add(format!("table {}", table.id), format!("has {has} cells in row {}, not {wants}", row + 1));
        }
    }

    fn figure(&mut self, figure: &Figure) {
        self.id("figure", &figure.id);
        let place = format!("figure {}", figure.id);
        if figure.description.trim().is_empty() {
            self.add(&place, "has no description for those who cannot see it");
        }
        match &figure.chart {
            Chart::Bars(chart) => {
                for series in chart.series.iter().filter(|s| s.values.len() != chart.categories.len()) {
                    let (has, wants) = (series.values.len(), chart.categories.len());
                    self.add(&place, format!("has {has} values in series {}, not {wants}", series.name));
                }
            }
            Chart::Network(network) => self.network(&place, network),
            Chart::Lines(_) | Chart::Dots(_) | Chart::Multiples(_) => {}
        }
    }

    fn network(&mut self, place: &str, network: &Network) {
        let mut known = BTreeSet::new();
        for node in &network.nodes {
            if !known.insert(node.id.as_str()) {
                self.add(place, format!("has two nodes with the id {}", node.id));
            }
        }
        for end in network.edges.iter().flat_map(|edge| [&edge.from, &edge.to]) {
            if !known.contains(end.as_str()) {
                self.add(place, format!("has an edge to the unknown node {end}"));
            }
        }
    }

    fn dangling(&mut self) {
        for link in std::mem::take(&mut self.links) {
            let wanted = match &link {
                Target::Section(id) => format!("section {id}"),
                Target::Figure(id) => format!("figure {id}"),
                Target::Table(id) => format!("table {id}"),
                Target::File(_) | Target::Web(_) => {
                    if link.href().is_none() {
                        self.add(format!("link to {link:?}"), "has an address that must not become a link");
                    }
                    continue;
                }
            };
            if !self.ids.contains(&wanted) {
                self.add(format!("link to {wanted}"), "leads nowhere");
            }
        }
    }
}
