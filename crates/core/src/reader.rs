//! Reads a tree of written values along a field table; all faults are collected, none stops it.

use std::fmt::Write as _;

use crate::spread::read_spread;
use crate::{
    Checked, Choice, DefaultValue, Entry, Fault, Faults, Field, Inputs, Node, Place, Range, Spread, Table, Value,
};

/// A number that was read, and all that was written about it.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// The key's path, such as `labs[1].cost`.
    pub key: String,
    /// The value in the field's unit.
    pub value: f64,
    /// The field's unit.
    pub unit: &'static str,
    /// What the field means.
    pub doc: &'static str,
    /// The source that the user gave.
    pub source: Option<String>,
    /// The uncertainty that the user gave.
    pub spread: Option<Spread>,
    /// Where the number stands; no line when it is a default.
    pub place: Place,
    /// Whether the number is the field's default because nothing was written.
    pub is_default: bool,
}

/// Collects faults and records while structs are read.
#[derive(Debug, Default)]
pub struct Reader {
    faults: Vec<Fault>,
    records: Vec<Record>,
    reading_defaults: bool,
}

/// A table whose fields are being read.
#[derive(Debug)]
pub struct OpenTable<'n, 'r> {
    table: &'static Table,
    entries: &'n [Entry],
    place: &'n Place,
    path: String,
    reader: &'r mut Reader,
    lengths: Vec<(&'static str, usize, &'static str)>,
}

/// Reads and checks a struct.
///
/// # Errors
/// All faults at once.
pub fn read<T: Inputs>(node: &Node) -> Result<Checked<T>, Faults> {
    let mut reader = Reader::default();
    let value = reader.table(node, "");
    reader.finish(value).map(|(checked, _)| checked)
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

impl Reader {
    /// Ends the reading: the checked value with the record of its numbers.
    ///
    /// # Errors
    /// All faults that were met.
    pub fn finish<T>(self, value: Option<T>) -> Result<(Checked<T>, Vec<Record>), Faults> {
        match value {
            Some(value) if self.faults.is_empty() => Ok((Checked::passed(value), self.records)),
            _ => Err(Faults::new(self.faults)),
        }
    }

    /// Notes a fault at a node.
    pub fn fault(
        &mut self,
        code: &'static str,
        node: &Node,
        key: &str,
        found: impl Into<String>,
        expected: impl Into<String>,
        next: &str,
    ) {
        self.fault_at(code, &node.place, key, found, expected, next);
    }

    /// Notes a fault at a place.
    pub fn fault_at(
        &mut self,
        code: &'static str,
        place: &Place,
        key: &str,
        found: impl Into<String>,
        expected: impl Into<String>,
        next: &str,
    ) {
        self.faults.push(Fault {
            code,
            place: place.clone(),
            key: key.to_owned(),
            found: found.into(),
            expected: expected.into(),
            next: next.to_owned(),
        });
    }

    /// Reads a nested struct.
    pub fn table<T: Inputs>(&mut self, node: &Node, path: &str) -> Option<T> {
        let Some(entries) = node.value.as_table() else {
            let next = format!("write the keys of {} here", T::TABLE.name);
            self.fault("wrong-type", node, path, node.value.to_string(), "a table", &next);
            return None;
        };
        self.unknown_keys(&T::TABLE, entries, path);
        let before = self.faults.len();
        let mut open = OpenTable {
            table: const { &T::TABLE },
            entries,
            place: &node.place,
            path: path.to_owned(),
            reader: self,
            lengths: Vec::new(),
        };
        let value = T::read_fields(&mut open);
        open.compare_lengths();
        if let Some(value) = &value
            && open.reader.faults.len() == before
        {
            value.check(&mut open);
        }
        value
    }

    /// Reads a list of nested structs.
    pub fn tables<T: Inputs>(&mut self, node: &Node, field: &Field, path: &str) -> Option<Vec<T>> {
        let items = self.list(node, field, path)?;
        let read: Vec<Option<T>> =
            items.iter().enumerate().map(|(k, item)| self.table(item, &format!("{path}[{k}]"))).collect();
        read.into_iter().collect()
    }

    /// Reads one number, bare or with unit, source and spread.
    pub fn number(&mut self, node: &Node, field: &Field, path: &str) -> Option<f64> {
        let written = self.annotation(node, field, path)?;
        let value = self.plain_number(written.value, field, written.factor, path)?;
        let spread = match written.spread {
            Some(spread) => Some(read_spread(spread, field, value, written.factor, path, self)?),
            None => None,
        };
        self.record(field, path, value, written.value, written.source, spread);
        Some(value)
    }

    /// Reads a list of numbers, bare or with unit and source.
    pub fn numbers(&mut self, node: &Node, field: &Field, path: &str) -> Option<Vec<f64>> {
        let written = self.annotation(node, field, path)?;
        self.no_spread(&written, path)?;
        let items = self.list(written.value, field, path)?;
        let read: Vec<Option<f64>> = items
            .iter()
            .enumerate()
            .map(|(k, item)| {
                let path = format!("{path}[{k}]");
                let value = self.plain_number(item, field, written.factor, &path)?;
                self.record(field, &path, value, item, written.source.clone(), None);
                Some(value)
            })
            .collect();
        read.into_iter().collect()
    }

    /// Reads rows of numbers; all rows must have the same length.
    pub fn matrix(&mut self, node: &Node, field: &Field, path: &str) -> Option<Vec<Vec<f64>>> {
        let rows = self.list(node, field, path)?;
        let read: Vec<Option<Vec<f64>>> =
            rows.iter().enumerate().map(|(k, row)| self.numbers(row, field, &format!("{path}[{k}]"))).collect();
        let matrix: Vec<Vec<f64>> = read.into_iter().collect::<Option<_>>()?;
        let columns = matrix.first().map_or(0, Vec::len);
        if let Some(k) = matrix.iter().position(|row| row.len() != columns) {
            let found = format!("{} entries", matrix[k].len());
            let expected = format!("{columns} entries, as in the first row");
            self.fault("ragged-rows", &rows[k], &format!("{path}[{k}]"), found, expected, "make all rows equally long");
            return None;
        }
        Some(matrix)
    }

    /// Reads distinct, non-empty texts.
    pub fn texts(&mut self, node: &Node, field: &Field, path: &str) -> Option<Vec<String>> {
        let items = self.list(node, field, path)?;
        let mut texts: Vec<String> = Vec::new();
        let mut sound = true;
        for (k, item) in items.iter().enumerate() {
            let path = format!("{path}[{k}]");
            match self.text(item, field, &path) {
                Some(text) if texts.contains(&text) => {
                    self.fault(
                        "duplicate-name",
                        item,
                        &path,
                        format!("{text:?} again"),
                        "distinct names",
                        "rename one",
                    );
                    sound = false;
                }
                Some(text) => texts.push(text),
                None => sound = false,
            }
        }
        sound.then_some(texts)
    }

    /// Reads a whole number between the field's bounds.
    pub fn integer(&mut self, node: &Node, field: &Field, path: &str) -> Option<i64> {
        let crate::Kind::Integer(low, high) = field.kind else { return None };
        let written = match node.value {
            Value::Integer(value) => Some(value),
            // JSON writers do not tell 3.0 from 3.
            #[expect(clippy::cast_possible_truncation, reason = "whole and below 2^53")]
            Value::Number(value) if value.fract() == 0.0 && value.abs() < 9e15 => Some(value as i64),
            _ => None,
        };
        match written.filter(|value| (low..=high).contains(value)) {
            Some(value) => {
                self.record(field, path, value as f64, node, None, None);
                Some(value)
            }
            None => {
                let (found, expected) = (node.value.to_string(), format!("a whole number from {low} to {high}"));
                self.fault("out-of-range", node, path, found, expected, "change the number");
                None
            }
        }
    }

    /// Reads `true` or `false`.
    pub fn flag(&mut self, node: &Node, _field: &Field, path: &str) -> Option<bool> {
        if let Value::Flag(flag) = node.value {
            return Some(flag);
        }
        self.fault("wrong-type", node, path, node.value.to_string(), "true or false", "write true or false");
        None
    }

    /// Reads non-empty text.
    pub fn text(&mut self, node: &Node, _field: &Field, path: &str) -> Option<String> {
        match node.value.as_text() {
            Some(text) if !text.trim().is_empty() => Some(text.to_owned()),
            _ => {
                let found = node.value.to_string();
                self.fault("wrong-type", node, path, found, "text that is not empty", "write text in quotes");
                None
            }
        }
    }

    /// Reads one of the words of a choice.
    pub fn choice<T: Choice>(&mut self, node: &Node, _field: &Field, path: &str) -> Option<T> {
        let member = node.value.as_text().and_then(T::from_word);
        if member.is_none() {
            let (found, expected) = (node.value.to_string(), format!("one of {}", T::WORDS.join(", ")));
            let next = suggestion(node.value.as_text().unwrap_or_default(), T::WORDS);
            self.fault("unknown-word", node, path, found, expected, &next);
        }
        member
    }

    fn list<'n>(&mut self, node: &'n Node, field: &Field, path: &str) -> Option<&'n [Node]> {
        match node.value.as_list() {
            Some([]) if field.default != DefaultValue::EmptyList => {
                self.fault("empty-list", node, path, "an empty list", "at least one entry", "add an entry");
                None
            }
            Some(items) => Some(items),
            None => {
                self.fault("wrong-type", node, path, node.value.to_string(), "a list", "write a list in brackets");
                None
            }
        }
    }

    fn plain_number(&mut self, node: &Node, field: &Field, factor: f64, path: &str) -> Option<f64> {
        let allowed = field.allowed();
        let value = node.value.as_number().map(|written| written * factor);
        match value {
            Some(value) if allowed.contains(value) => Some(value),
            found => {
                let code = if found.is_some() { "out-of-range" } else { "wrong-type" };
                let expected = format!("{} ({})", allowed.scaled(1.0 / factor), unit_of(field, factor));
                self.fault(code, node, path, node.value.to_string(), expected, "write a number in this range");
                None
            }
        }
    }

    fn no_spread(&mut self, written: &Annotation<'_>, path: &str) -> Option<()> {
        let Some(spread) = written.spread else { return Some(()) };
        let next = "give each entry its own key, or remove the spread";
        self.fault("spread-on-list", spread, &format!("{path}.spread"), "a spread on a list", "no spread here", next);
        None
    }

    fn record(
        &mut self,
        field: &Field,
        path: &str,
        value: f64,
        node: &Node,
        source: Option<String>,
        spread: Option<Spread>,
    ) {
        self.records.push(Record {
            key: path.to_owned(),
            value,
            unit: field.unit,
            doc: field.doc,
            source,
            spread,
            place: node.place.clone(),
            is_default: self.reading_defaults,
        });
    }

    fn unknown_keys(&mut self, table: &Table, entries: &[Entry], path: &str) {
        let keys: Vec<&str> = table.fields.iter().map(|field| field.key).collect();
        for entry in entries.iter().filter(|entry| !keys.contains(&entry.key.as_str())) {
            let expected = format!("one of {}", keys.join(", "));
            let next = suggestion(&entry.key, &keys);
            self.fault_at("unknown-key", &entry.place, &join(path, &entry.key), "an unknown key", expected, &next);
        }
    }
}

/// A number or list as written, with what was said about it.
struct Annotation<'n> {
    value: &'n Node,
    factor: f64,
    source: Option<String>,
    spread: Option<&'n Node>,
}

const ANNOTATED: &[&str] = &["value", "unit", "source", "spread"];

impl Reader {
    fn annotation<'n>(&mut self, node: &'n Node, field: &Field, path: &str) -> Option<Annotation<'n>> {
        let Some(entries) = node.value.as_table() else {
            return Some(Annotation { value: node, factor: 1.0, source: None, spread: None });
        };
        let strangers: Vec<&Entry> = entries.iter().filter(|entry| !ANNOTATED.contains(&entry.key.as_str())).collect();
        for entry in &strangers {
            let next = suggestion(&entry.key, ANNOTATED);
            let expected = format!("one of {}", ANNOTATED.join(", "));
            self.fault_at("unknown-key", &entry.place, &join(path, &entry.key), "an unknown key", expected, &next);
        }
        let Some(value) = node.value.get("value") else {
            self.fault("missing-key", node, &join(path, "value"), "nothing", "the number itself", "add `value`");
            return None;
        };
        let factor = self.unit_factor(node, field, path)?;
        let source = match node.value.get("source") {
            Some(source) => Some(self.text(source, field, &join(path, "source"))?),
            None => None,
        };
        strangers.is_empty().then_some(Annotation { value, factor, source, spread: node.value.get("spread") })
    }

    fn unit_factor(&mut self, node: &Node, field: &Field, path: &str) -> Option<f64> {
        let Some(unit) = node.value.get("unit") else { return Some(1.0) };
        let name = unit.value.as_text().unwrap_or_default();
        if name == field.unit {
            return Some(1.0);
        }
        let factor = field.quantity.conversion(name, field.unit);
        if factor.is_none() {
            let names: Vec<&str> = field.quantity.units.iter().map(|unit| unit.name).collect();
            let expected = format!("a unit of {}: {}", field.quantity.name, names.join(", "));
            let next = suggestion(name, &names);
            self.fault("unknown-unit", unit, &join(path, "unit"), unit.value.to_string(), expected, &next);
        }
        factor
    }
}

impl OpenTable<'_, '_> {
    /// Reads one field: what was written, else its default.
    pub fn take<T: crate::FieldValue>(&mut self, key: &'static str) -> Option<T> {
        let field = self.table.field(key)?;
        let path = join(&self.path, key);
        let Some(entry) = self.entries.iter().find(|entry| entry.key == key) else {
            return self.take_default(field, &path);
        };
        if let (Some(axis), Some(items)) = (field.axes()[0], list_of(&entry.node)) {
            self.lengths.push((axis, items.len(), key));
            if let (Some(axis), Some(row)) = (field.axes()[1], items.first().and_then(list_of)) {
                self.lengths.push((axis, row.len(), key));
            }
        }
        T::read(&entry.node, field, &path, self.reader)
    }

    fn take_default<T: crate::FieldValue>(&mut self, field: &Field, path: &str) -> Option<T> {
        let Some(value) = field.default.value() else {
            if field.default == DefaultValue::Absent {
                return T::absent();
            }
            let next = format!("add `{} = ...`", field.key);
            self.reader.fault_at("missing-key", self.place, path, "nothing", describe(field), &next);
            return None;
        };
        let outer = std::mem::replace(&mut self.reader.reading_defaults, true);
        let read = T::read(&Node { value, place: self.place.clone() }, field, path, self.reader);
        self.reader.reading_defaults = outer;
        read
    }

    /// Notes a breach of a condition between fields, at the place of `key` if it was written.
    pub fn fault(&mut self, code: &'static str, key: &str, found: String, expected: impl Into<String>, next: &str) {
        // `labs[2].name` stands where the third table of `labs` stands, as near as the tree knows.
        let head = key.split(['.', '[']).next().unwrap_or(key);
        let entry = self.entries.iter().find(|entry| entry.key == head);
        let place = entry.map_or(self.place, |entry| deepest(&entry.node, &key[head.len()..], &entry.place));
        self.reader.fault_at(code, place, &join(&self.path, key), found, expected, next);
    }

    /// Lists along one axis must agree in length, or nobody knows which entry belongs to whom.
    fn compare_lengths(&mut self) {
        let lengths = std::mem::take(&mut self.lengths);
        for (k, &(axis, length, key)) in lengths.iter().enumerate() {
            let first = lengths[..k].iter().find(|other| other.0 == axis);
            if let Some(&(_, expected, other)) = first.filter(|first| first.1 != length) {
                let expected = format!("{expected} entries, one for each {axis} as in `{other}`");
                self.fault("length", key, format!("{length} entries"), expected, "give every list the same length");
            }
        }
    }
}

/// The place of the deepest node that `rest`, such as `[2].name`, reaches from `node`.
fn deepest<'n>(node: &'n Node, rest: &str, place: &'n Place) -> &'n Place {
    let mut at = (node, place);
    for part in rest.split(['.', '[', ']']).filter(|part| !part.is_empty()) {
        let next = match (&at.0.value, part.parse::<usize>()) {
            (Value::List(items), Ok(index)) => items.get(index).map(|item| (item, &item.place)),
            (Value::Table(entries), _) => {
                entries.iter().find(|entry| entry.key == part).map(|entry| (&entry.node, &entry.place))
            }
            _ => None,
        };
        match next {
            Some(next) => at = next,
            None => break,
        }
    }
    at.1
}

/// The list a node holds, also when it is written as `{ value = [...], unit = "..." }`.
fn list_of(node: &Node) -> Option<&[Node]> {
    node.value.as_list().or_else(|| node.value.get("value").and_then(|inner| inner.value.as_list()))
}

/// The unit in which the user wrote, given its ratio to the field's unit.
fn unit_of(field: &Field, factor: f64) -> &'static str {
    let same = |unit: &&crate::Unit| (unit.factor / field.factor() - factor).abs() <= 1e-12 * factor;
    field.quantity.units.iter().find(same).map_or(field.unit, |unit| unit.name)
}

fn describe(field: &Field) -> String {
    let mut words = if field.is_numeric() {
        format!("{} ({})", field.allowed(), field.unit)
    } else {
        match field.kind {
            crate::Kind::Integer(low, high) => format!("a whole number from {low} to {high}"),
            crate::Kind::Choice(words) => format!("one of {}", words.join(", ")),
            crate::Kind::Flag => "true or false".to_owned(),
            crate::Kind::Table(_) => "a table".to_owned(),
            crate::Kind::Tables(..) => "a list of tables".to_owned(),
            crate::Kind::Texts(_) => "a list of texts".to_owned(),
            _ => "text".to_owned(),
        }
    };
    let _ = write!(words, ": {}", field.doc.trim().trim_end_matches('.'));
    words
}

/// "did you mean" when one of the known words is close, else a plain next step.
fn suggestion(written: &str, known: &[&str]) -> String {
    let best = known.iter().map(|word| (strsim::damerau_levenshtein(written, word), word)).min();
    match best {
        Some((distance, word)) if distance <= 1 + word.chars().count() / 3 => format!("did you mean `{word}`?"),
        _ => "use one of the known words, or remove this".to_owned(),
    }
}

impl Range {
    /// Whether the range admits any finite number at all.
    pub fn is_empty(&self) -> bool {
        self.low > self.high || (self.low >= self.high && (self.low_open || self.high_open))
    }
}
