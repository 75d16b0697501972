//! From the text of a file to a tree whose every value knows its place.

use moloch_core::{Entry, Fault, Node, Place, Value};
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

use super::sources::Source;

/// After this many lines with syntax errors the rest is not worth reading.
const SHOWN_ERRORS: usize = 10;
const NO_VALUE: &str = "not a value";

/// The tree of a TOML text, or its syntax errors, one for each faulty line.
pub(super) fn parse(source: &Source) -> Result<Node, Vec<Fault>> {
    let (table, errors) = DeTable::parse_recoverable(source.text());
    if !errors.is_empty() {
        return Err(syntax_faults(source, &errors));
    }
    let mut tree = Tree { source, faults: Vec::new() };
    let value = Value::Table(tree.entries(table.get_ref()));
    let node = Node { value, place: source.whole() };
    if tree.faults.is_empty() { Ok(node) } else { Err(tree.faults) }
}

/// One error often makes others on its line, which say nothing more.
fn syntax_faults(source: &Source, errors: &[toml::de::Error]) -> Vec<Fault> {
    let mut faults: Vec<Fault> = Vec::new();
    for error in errors {
        let fault = syntax_fault(source, error);
        if faults.iter().all(|other| other.place.line != fault.place.line) {
            faults.push(fault);
        }
    }
    faults.sort_by_key(|fault| (fault.place.line, fault.place.column));
    if faults.len() > SHOWN_ERRORS {
        let more = faults.len() - SHOWN_ERRORS;
        faults.truncate(SHOWN_ERRORS);
        faults.push(Fault {
            code: "syntax",
            place: source.whole(),
            key: String::new(),
            found: format!("syntax errors on {more} more lines"),
            expected: "a TOML file".to_owned(),
            next: "check that this is the right file".to_owned(),
        });
    }
    faults
}

fn syntax_fault(source: &Source, error: &toml::de::Error) -> Fault {
    let span = error.span().unwrap_or(0..0);
    let token = source.excerpt(span.clone());
    let (what, expected) = split_message(error.message(), &token);
    let rest = source.text().get(span.start..).unwrap_or_default();
    let found = match (token.is_empty(), rest.trim().is_empty(), rest.starts_with(['\n', '\r', ' '])) {
        (false, ..) => format!("`{token}` ({what})"),
        (true, true, _) => format!("the end of the file ({what})"),
        (true, false, true) => format!("the end of the line ({what})"),
        (true, false, false) => what.clone(),
    };
    let (code, next) = match what.as_str() {
        "duplicate key" => ("duplicate-key", "remove one of the two"),
        "invalid date" => ("syntax", "write the date in quotes, such as \"2025-01\""),
        NO_VALUE => ("syntax", "put text in quotes; write numbers with a point and without spaces"),
        _ => ("syntax", "correct the line; the form is TOML 1.1"),
    };
    Fault { code, place: source.place(span.start), key: String::new(), found, expected, next: next.to_owned() }
}

/// The parser says "what is wrong, expected this or that".
fn split_message(message: &str, token: &str) -> (String, String) {
    let (what, expected) = match message.split_once(", expected ") {
        Some((what, "nothing")) => (what, "nothing there"),
        Some((what, expected)) => (what, expected),
        None => match message.strip_prefix("expected ") {
            Some(expected) => ("not allowed here", expected),
            None if message.contains("duplicate key") => (message, "each key once"),
            None => (message, "valid TOML"),
        },
    };
    // Whatever is no other value is taken for text without quotes, or for a word that begins alike.
    let word = token.starts_with(char::is_alphabetic) && ["invalid float", "invalid boolean"].contains(&what);
    if word || what.contains("must be quoted") {
        let expected = "a number, true or false, text in quotes, a [list] or a { table }";
        return (NO_VALUE.to_owned(), expected.to_owned());
    }
    (what.to_owned(), expected.to_owned())
}

struct Tree<'s> {
    source: &'s Source,
    faults: Vec<Fault>,
}

impl Tree<'_> {
    /// The keys of a table in the order in which they are written.
    fn entries(&mut self, table: &DeTable<'_>) -> Vec<Entry> {
        let mut written: Vec<_> = table.iter().collect();
        written.sort_by_key(|(key, _)| key.span().start);
        let entry = |(key, value): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
            let place = self.source.place(key.span().start);
            let text: &std::borrow::Cow<'_, str> = key.get_ref();
            Entry { key: text.to_string(), node: self.node(value, &place), place }
        };
        written.into_iter().map(entry).collect()
    }

    fn node(&mut self, value: &Spanned<DeValue<'_>>, key: &Place) -> Node {
        let span = value.span();
        let place = match value.get_ref() {
            // A table under a header or dotted key has no token of its own; its key stands for it.
            DeValue::Table(_) if !self.source.text()[span.start.min(self.source.text().len())..].starts_with('{') => {
                key.clone()
            }
            _ => self.source.place(span.start),
        };
        let value = match value.get_ref() {
            DeValue::String(text) => Value::Text(text.to_string()),
            DeValue::Integer(integer) => self.integer(integer.as_str(), integer.radix(), &place),
            DeValue::Float(float) => self.float(float.as_str(), &place),
            DeValue::Boolean(flag) => Value::Flag(*flag),
            DeValue::Datetime(date) => Value::Text(date.to_string()),
            DeValue::Array(items) => Value::List(self.items(items, &place)),
            DeValue::Table(table) => Value::Table(self.entries(table)),
        };
        Node { value, place }
    }

    fn items(&mut self, items: &DeArray<'_>, list: &Place) -> Vec<Node> {
        items.iter().map(|item| self.node(item, list)).collect()
    }

    /// Whole numbers beyond 64 bits are ordinary numbers.
    fn integer(&mut self, digits: &str, radix: u32, place: &Place) -> Value {
        match i64::from_str_radix(digits, radix) {
            Ok(value) => Value::Integer(value),
            Err(_) if radix == 10 => self.float(digits, place),
            Err(_) => self.too_large(digits, place),
        }
    }

    fn float(&mut self, digits: &str, place: &Place) -> Value {
        match digits.parse::<f64>() {
            Ok(value) if value.is_finite() || digits.contains("inf") || digits.contains("nan") => Value::Number(value),
            _ => self.too_large(digits, place),
        }
    }

    fn too_large(&mut self, digits: &str, place: &Place) -> Value {
        let short: String = digits.chars().take(40).collect();
        self.faults.push(Fault {
            code: "number-too-large",
            place: place.clone(),
            key: String::new(),
            found: short,
            expected: "a number below 1.8e308".to_owned(),
            next: "write a smaller number, or a larger unit".to_owned(),
        });
        Value::Number(f64::NAN)
    }
}
