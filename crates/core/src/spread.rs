//! How sure a number is: a named law around it, or three of its percentiles.

use crate::{Field, Node, Range, Reader};

/// The uncertainty of one input, in the field's unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Spread {
    /// Equally likely from `low` to `high`.
    Uniform {
        /// The lower end.
        low: f64,
        /// The upper end.
        high: f64,
    },
    /// Triangular from `low` to `high`, the written value as mode.
    Triangular {
        /// The lower end.
        low: f64,
        /// The upper end.
        high: f64,
    },
    /// Normal with the written value as mean.
    Normal {
        /// The standard deviation.
        sd: f64,
    },
    /// Lognormal with the written value as median.
    Lognormal {
        /// The standard deviation of the logarithm, a pure number.
        sd_log: f64,
    },
    /// Three percentiles, as an expert gives them.
    Percentiles {
        /// Exceeded with probability 0.95.
        p5: f64,
        /// The median.
        p50: f64,
        /// Exceeded with probability 0.05.
        p95: f64,
    },
}

const LAWS: &[&str] = &["uniform", "triangular", "normal", "lognormal"];
const FORM: &str = "{ law = \"uniform\", low, high }, { law = \"triangular\", low, high }, { law = \"normal\", sd }, \
                    { law = \"lognormal\", sd_log } or { p5, p50, p95 }";

/// Reads a spread around `value`; `factor` turns its numbers into the field's unit.
pub(crate) fn read_spread(
    node: &Node,
    field: &Field,
    value: f64,
    factor: f64,
    path: &str,
    reader: &mut Reader,
) -> Option<Spread> {
    let mut parts = Parts { node, field, factor, path, reader };
    let spread = match node.value.get("law") {
        Some(law) => parts.named_law(law)?,
        None => {
            parts.only(&["p5", "p50", "p95"])?;
            let (p5, p50, p95) = (parts.amount("p5")?, parts.amount("p50")?, parts.amount("p95")?);
            Spread::Percentiles { p5, p50, p95 }
        }
    };
    parts.ordered(&spread, value)?;
    Some(spread)
}

struct Parts<'p> {
    node: &'p Node,
    field: &'p Field,
    factor: f64,
    path: &'p str,
    reader: &'p mut Reader,
}

impl Parts<'_> {
    fn named_law(&mut self, law: &Node) -> Option<Spread> {
        match law.value.as_text() {
            Some("uniform") => {
                self.only(&["law", "low", "high"])?;
                Some(Spread::Uniform { low: self.amount("low")?, high: self.amount("high")? })
            }
            Some("triangular") => {
                self.only(&["law", "low", "high"])?;
                Some(Spread::Triangular { low: self.amount("low")?, high: self.amount("high")? })
            }
            Some("normal") => {
                self.only(&["law", "sd"])?;
                Some(Spread::Normal { sd: self.number("sd", Range::POSITIVE)? * self.factor })
            }
            Some("lognormal") => {
                self.only(&["law", "sd_log"])?;
                Some(Spread::Lognormal { sd_log: self.number("sd_log", Range::POSITIVE)? })
            }
            _ => {
                let (found, expected) = (law.value.to_string(), format!("one of {}", LAWS.join(", ")));
                self.reader.fault("unknown-law", law, self.path, found, expected, "write one of these laws");
                None
            }
        }
    }

    /// An amount of the field's quantity, which must lie where the field's value may.
    fn amount(&mut self, key: &str) -> Option<f64> {
        let allowed = self.field.allowed().scaled(1.0 / self.factor);
        self.number(key, allowed).map(|amount| amount * self.factor)
    }

    fn number(&mut self, key: &str, allowed: Range) -> Option<f64> {
        let path = format!("{}.spread.{key}", self.path);
        let Some(node) = self.node.value.get(key) else {
            self.reader.fault("missing-key", self.node, &path, "nothing", FORM, &format!("add `{key}`"));
            return None;
        };
        match node.value.as_number().filter(|&number| allowed.contains(number)) {
            Some(number) => Some(number),
            None => {
                let found = node.value.to_string();
                self.reader.fault("out-of-range", node, &path, found, allowed.to_string(), "change the number");
                None
            }
        }
    }

    fn only(&mut self, keys: &[&str]) -> Option<()> {
        let entries = self.node.value.as_table().unwrap_or_default();
        let stranger = entries.iter().find(|entry| !keys.contains(&entry.key.as_str()));
        if let Some(entry) = stranger {
            let path = format!("{}.spread.{}", self.path, entry.key);
            self.reader.fault_at("unknown-key", &entry.place, &path, "an unknown key", FORM, "remove the key");
            return None;
        }
        if self.node.value.as_table().is_none() {
            let found = self.node.value.kind();
            self.reader.fault("wrong-type", self.node, &format!("{}.spread", self.path), found, FORM, "write a table");
            return None;
        }
        Some(())
    }

    fn ordered(&mut self, spread: &Spread, value: f64) -> Option<()> {
        let (ends, rule) = match *spread {
            Spread::Uniform { low, high } | Spread::Triangular { low, high } => {
                ([low, value, high], "low <= value <= high with low < high")
            }
            Spread::Percentiles { p5, p50, p95 } => {
                ([p5, p50, p95], "p5 <= p50 <= p95 with p5 < p95, the value between p5 and p95")
            }
            Spread::Lognormal { .. } if value <= 0.0 => ([1.0, 0.0, 0.0], "a value greater than 0 for a lognormal law"),
            _ => return Some(()),
        };
        let inside = matches!(spread, Spread::Lognormal { .. }) || (ends[0] <= value && value <= ends[2]);
        if ends[0] <= ends[1] && ends[1] <= ends[2] && ends[0] < ends[2] && inside {
            return Some(());
        }
        let found = match spread {
            Spread::Lognormal { .. } => format!("a lognormal law around {value}"),
            _ => format!("{}, {}, {} around {value}", ends[0], ends[1], ends[2]),
        };
        let path = format!("{}.spread", self.path);
        self.reader.fault("spread-order", self.node, &path, found, rule, "put the numbers in order");
        None
    }
}
