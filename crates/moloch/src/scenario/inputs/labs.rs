//! Labs, segments, and how well a lab fits a segment.

use moloch_core::{DefaultValue, Entry, Field, FieldValue, Node, Range, Reader, Table, Value, inputs, quantity};

inputs! {
    /// A market segment: customers that one product serves.
    pub struct Segment {
        /// Name of the segment; labs refer to it.
        pub name: String = Field::text(),
        /// Revenue that the segment pays at month 0, R0.
        pub revenue: f64 = Field::number(&quantity::MONEY_FLOW).within(Range::POSITIVE),
        /// Effort of passive rivals such as open source at month 0, y0: it wins prize, but decides nothing.
        pub fringe: f64 = Field::number(&quantity::MONEY_FLOW).or_number(0.0),
    }
}

inputs! {
    /// The frontier `sum of theta^rho = 1` on which a lab trades fit for one segment against fit for another.
    pub struct Specialisation {
        /// Curvature of the frontier, rho: above 1 a generalist loses little, below 1 it fails at both.
        pub rho: f64 = Field::number(&quantity::RATIO),
    }
}

inputs! {
    /// A lab.
    pub struct Lab {
        /// Name of the lab.
        pub name: String = Field::text(),
        /// What the lab stands for.
        pub description: Option<String> = Field::text().optional(),
        /// Fit theta for each segment, from 0 to 1: `{ consumer = 0.95, enterprise = "frontier" }`; unnamed ones are 0.
        pub fit: Fit = Field::table(&FIT),
        /// Effort stock at month 0 in each segment, bn USD/yr; only with `competition.initial_stock = "given"`.
        pub stock: Option<Amounts> = Field::table(&STOCK).optional(),
    }
}

/// How well a lab fits one segment.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Theta {
    /// A number from 0 to 1.
    Given(f64),
    /// What the frontier leaves after the given numbers, in equal parts if several segments say so.
    Frontier,
}

/// Fit for segments by their names.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Fit(pub Vec<(String, Theta)>);

/// Money flows in segments by their names, bn USD/yr.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Amounts(pub Vec<(String, f64)>);

// Their keys are the names of segments, so the tables list none; `schema` knows the two by their names.
static FIT: Table = Table { name: "Fit", doc: "fit for each segment by its name", fields: &[] };
static STOCK: Table = Table { name: "Amounts", doc: "effort stock in each segment by its name", fields: &[] };

/// One entry of a fit table.
pub(crate) static THETA: Field = Field::number(&quantity::SHARE)
    .or(DefaultValue::Number(0.0))
    .named("theta", "Fit of the lab for the segment: a number, or \"frontier\" for what the frontier leaves.");
/// One entry of a stock table.
pub(crate) static AMOUNT: Field = Field::number(&quantity::MONEY_FLOW)
    .or(DefaultValue::Number(0.0))
    .named("amount", "Effort stock of the lab in the segment at month 0.");

impl Fit {
    /// Fits along the segments, frontier places worked out: `theta = ((1 - sum of given^rho) / places)^(1/rho)`.
    pub fn along(&self, segments: &[Segment], rho: f64) -> Vec<f64> {
        let places = self.0.iter().filter(|(_, theta)| *theta == Theta::Frontier).count();
        let left = (1.0 - self.given_power(rho)).max(0.0) / places as f64;
        let theta = |segment: &Segment| match self.of(&segment.name) {
            Some(Theta::Given(theta)) => theta,
            Some(Theta::Frontier) => left.powf(1.0 / rho),
            None => 0.0,
        };
        segments.iter().map(theta).collect()
    }

    /// The fit written for a segment.
    pub fn of(&self, segment: &str) -> Option<Theta> {
        self.0.iter().find(|(name, _)| name == segment).map(|(_, theta)| *theta)
    }

    /// Whether some fit is left to the frontier.
    pub fn uses_frontier(&self) -> bool {
        self.0.iter().any(|(_, theta)| *theta == Theta::Frontier)
    }

    /// The part of the frontier that the given numbers use up.
    pub(crate) fn given_power(&self, rho: f64) -> f64 {
        let power = |(_, theta): &(String, Theta)| match theta {
            Theta::Given(theta) => theta.powf(rho),
            Theta::Frontier => 0.0,
        };
        self.0.iter().map(power).sum()
    }
}

impl Amounts {
    /// The amounts along the segments; unnamed ones are 0.
    pub fn along(&self, segments: &[Segment]) -> Vec<f64> {
        let amount = |segment: &Segment| self.0.iter().find(|(name, _)| *name == segment.name).map_or(0.0, |(_, x)| *x);
        segments.iter().map(amount).collect()
    }
}

impl FieldValue for Fit {
    fn read(node: &Node, _field: &Field, path: &str, reader: &mut Reader) -> Option<Self> {
        by_name(node, path, reader, |node, path, reader| match node.value.as_text() {
            Some("frontier") => Some(Theta::Frontier),
            Some(_) => {
                let expected = "a number from 0 to 1, or \"frontier\"";
                reader.fault("unknown-word", node, path, node.value.to_string(), expected, "did you mean `frontier`?");
                None
            }
            None => reader.number(node, &THETA, path).map(Theta::Given),
        })
        .map(Self)
    }

    fn write(&self) -> Option<Value> {
        let value = |theta: &Theta| match theta {
            Theta::Given(theta) => Value::Number(*theta),
            Theta::Frontier => Value::Text("frontier".to_owned()),
        };
        Some(Value::Table(self.0.iter().map(|(name, theta)| Entry::new(name, value(theta))).collect()))
    }
}

impl FieldValue for Amounts {
    fn read(node: &Node, _field: &Field, path: &str, reader: &mut Reader) -> Option<Self> {
        by_name(node, path, reader, |node, path, reader| reader.number(node, &AMOUNT, path)).map(Self)
    }

    fn write(&self) -> Option<Value> {
        Some(Value::Table(self.0.iter().map(|(name, x)| Entry::new(name, Value::Number(*x))).collect()))
    }
}

/// Reads a table whose keys are names of segments; that the segments exist is checked with the whole scenario.
fn by_name<T>(
    node: &Node,
    path: &str,
    reader: &mut Reader,
    mut read: impl FnMut(&Node, &str, &mut Reader) -> Option<T>,
) -> Option<Vec<(String, T)>> {
    let expected = "a table from segments to numbers, such as { consumer = 0.95 }";
    match node.value.as_table() {
        Some([]) => reader.fault("empty-table", node, path, "an empty table", expected, "name at least one segment"),
        None => reader.fault("wrong-type", node, path, node.value.to_string(), expected, "write a table in braces"),
        Some(entries) => {
            let mut one = |entry: &Entry| {
                let value = read(&entry.node, &format!("{path}.{}", entry.key), reader)?;
                Some((entry.key.clone(), value))
            };
            let all: Vec<Option<(String, T)>> = entries.iter().map(&mut one).collect();
            return all.into_iter().collect();
        }
    }
    None
}
