//! JSON with the place of every value, numbers kept as they are written.

use std::collections::HashSet;
use std::io::Read;
use std::sync::Arc;

use moloch_core::{Fault, Place};

use super::super::error::{Excerpt, FormatError, MAX_FAULTS};
use super::super::input::window;
use super::super::token::short;

/// Bytes that a JSON file may have: it is read whole, unlike the other formats.
const MAX_BYTES: u64 = 1 << 26;
/// Values that a JSON file may have.
const MAX_VALUES: usize = 1 << 22;
/// Lists and objects within one another.
const MAX_DEPTH: usize = 32;

/// What to do where a part is missing or of another kind; the schema's name is put behind it when the faults are shown.
pub(crate) const COMPARE: &str = "compare with the schema";

/// A value and where it starts.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) at: usize,
    pub(crate) value: Value,
}

/// What a value is.
#[derive(Debug)]
pub(crate) enum Value {
    Null,
    Bool(bool),
    Number(Box<str>),
    Text(Box<str>),
    List(Vec<Node>),
    Object(Vec<(Node, Node)>),
}

/// Reading cannot go on; the faults are with the [`Document`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stuck;

/// The text of a file, with the faults found so far.
pub(crate) struct Document {
    name: Arc<str>,
    bytes: Vec<u8>,
    faults: Vec<(Fault, Option<Excerpt>)>,
    /// The schema that it follows, once that is known.
    schema: Option<String>,
    unlisted: usize,
    next: usize,
    values: usize,
}

impl Node {
    /// The value as a message shows it.
    pub(crate) fn found(&self) -> String {
        match &self.value {
            Value::Null => "`null`".to_owned(),
            Value::Bool(truth) => format!("`{truth}`"),
            Value::Number(text) => format!("`{}`", short(text)),
            Value::Text(text) => format!("\"{}\"", short(text)),
            Value::List(list) => format!("a list of {}", list.len()),
            Value::Object(fields) => format!("an object of {}", fields.len()),
        }
    }

    fn length(&self) -> usize {
        match &self.value {
            Value::Null => 4,
            Value::Bool(truth) => truth.to_string().len(),
            Value::Number(text) => text.len(),
            Value::Text(text) => text.chars().count() + 2,
            Value::List(_) | Value::Object(_) => 1,
        }
    }
}

impl Document {
    /// Reads a source to its end.
    pub(crate) fn open(name: &str, source: impl Read) -> Self {
        let mut bytes = Vec::new();
        let read = source.take(MAX_BYTES + 1).read_to_end(&mut bytes);
        let mut document =
            Self { name: name.into(), bytes, faults: Vec::new(), schema: None, unlisted: 0, next: 0, values: 0 };
        if document.bytes.starts_with(b"\xef\xbb\xbf") {
            document.bytes.drain(..3);
        }
        if let Err(error) = read {
            document.fault_at(0, 0, "unreadable", "", error.to_string(), "a file that can be read", "check the path");
        } else if document.bytes.len() as u64 > MAX_BYTES {
            let found = format!("a file of more than {MAX_BYTES} bytes");
            let next = "write a large game as .nfg or .gam, which are read as streams";
            document.fault_at(0, 0, "too-large", "", found, "a smaller one, since JSON is read whole", next);
        } else if let Err(error) = std::str::from_utf8(&document.bytes) {
            let at = error.valid_up_to();
            let found = format!("the byte 0x{:02x}, which is not UTF-8", document.bytes[at]);
            document.fault_at(at, 1, "not-text", "", found, "text in UTF-8", "save the file as UTF-8");
        }
        document
    }

    /// The value that the file consists of.
    pub(crate) fn parse(&mut self) -> Result<Node, Stuck> {
        if !self.faults.is_empty() {
            return Err(Stuck);
        }
        let node = self.node(0)?;
        self.skip_spaces();
        if self.next < self.bytes.len() {
            let found = self.word();
            return Err(self.syntax(&found, "the end of the file", "remove what follows the value"));
        }
        Ok(node)
    }

    pub(crate) fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    /// Notes whose schema the document should follow.
    pub(crate) fn follows(&mut self, schema: &str) {
        self.schema = Some(schema.to_owned());
    }

    pub(crate) fn into_error(mut self, what: &'static str) -> FormatError {
        let schema = self.schema.take().unwrap_or_else(|| what.to_owned());
        for (fault, _) in &mut self.faults {
            fault.next = fault.next.replace(COMPARE, &format!("{COMPARE}: `moloch schema {schema}`"));
        }
        FormatError::new(what, &self.name, self.faults).and_more(self.unlisted)
    }

    /// Notes a fault at a value.
    pub(crate) fn fault(&mut self, node: &Node, code: &'static str, key: &str, expected: &str, next: &str) {
        self.fault_at(node.at, node.length(), code, key, node.found(), expected, next);
    }

    /// Notes a fault at a value, saying what was found there.
    pub(crate) fn fault_as(
        &mut self,
        node: &Node,
        code: &'static str,
        key: &str,
        found: String,
        expected: &str,
        next: &str,
    ) {
        self.fault_at(node.at, node.length(), code, key, found, expected, next);
    }

    #[expect(clippy::too_many_arguments, reason = "a fault has these parts")]
    fn fault_at(
        &mut self,
        at: usize,
        length: usize,
        code: &'static str,
        key: &str,
        found: String,
        expected: &str,
        next: &str,
    ) {
        // Beyond the limit faults are counted, not described: finding a line takes a walk through the text.
        if self.faults.len() >= MAX_FAULTS {
            self.unlisted += 1;
            return;
        }
        let before = &self.bytes[..at];
        let start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
        let line = before.split(|&byte| byte == b'\n').count();
        let column = before[start..].iter().filter(|&&byte| byte & 0xC0 != 0x80).count() + 1;
        let rest = &self.bytes[at..self.bytes.len().min(at + 512)];
        let end = rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
        let start = start.max(at.saturating_sub(4096));
        let excerpt = (length > 0).then(|| window(&before[start..], &rest[..end], length));
        let number = |value: usize| u32::try_from(value).unwrap_or(u32::MAX);
        let place = Place { file: Some(Arc::clone(&self.name)), line: number(line), column: number(column) };
        let (key, expected, next) = (key.to_owned(), expected.to_owned(), next.to_owned());
        self.faults.push((Fault { code, place, key, found, expected, next }, excerpt));
    }

    fn syntax(&mut self, found: &str, expected: &str, next: &str) -> Stuck {
        let length = found.chars().count().saturating_sub(2).max(1);
        self.fault_at(self.next, length, "syntax", "", found.to_owned(), expected, next);
        Stuck
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.next).copied()
    }

    fn skip_spaces(&mut self) {
        while self.peek().is_some_and(|byte| b" \t\r\n".contains(&byte)) {
            self.next += 1;
        }
    }

    /// What stands at the reading point, for a message.
    fn word(&self) -> String {
        let rest = &self.bytes[self.next..];
        let letter = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-._".contains(byte) || *byte >= 0x80;
        let length = rest.iter().take_while(|byte| letter(byte)).count().max(1);
        match rest.get(..length) {
            Some(word) => format!("`{}`", short(&String::from_utf8_lossy(word))),
            None => "the end of the file".to_owned(),
        }
    }

    fn node(&mut self, depth: usize) -> Result<Node, Stuck> {
        self.skip_spaces();
        let at = self.next;
        self.values += 1;
        if self.values > MAX_VALUES || depth > MAX_DEPTH {
            let (found, expected) = if depth > MAX_DEPTH {
                ("values within values within values".to_owned(), format!("at most {MAX_DEPTH} levels"))
            } else {
                (format!("more than {MAX_VALUES} values"), "fewer, since JSON is read whole".to_owned())
            };
            self.fault_at(at, 1, "too-large", "", found, &expected, "write a large game as .nfg or .gam");
            return Err(Stuck);
        }
        let value = match self.peek() {
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'"') => Value::Text(self.text()?.into()),
            Some(b'-' | b'0'..=b'9') => Value::Number(self.number()?.into()),
            _ => self.literal()?,
        };
        Ok(Node { at, value })
    }

    fn literal(&mut self) -> Result<Value, Stuck> {
        for (word, value) in [("null", Value::Null), ("true", Value::Bool(true)), ("false", Value::Bool(false))] {
            if self.bytes[self.next..].starts_with(word.as_bytes()) {
                self.next += word.len();
                return Ok(value);
            }
        }
        let found = self.word();
        Err(self.syntax(
            &found,
            "a value: text in quotes, a number, [list], {object}, true, false, null",
            "correct the JSON",
        ))
    }

    fn number(&mut self) -> Result<String, Stuck> {
        let start = self.next;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte)) {
            self.next += 1;
        }
        if !is_number(&self.bytes[start..self.next]) {
            self.next = start;
            let found = self.word();
            let next = "write 3 for 03 and 0.5 for .5; fractions go in quotes";
            return Err(self.syntax(&found, "a number as JSON writes it, without a leading zero", next));
        }
        Ok(String::from_utf8_lossy(&self.bytes[start..self.next]).into_owned())
    }

    fn list(&mut self, depth: usize) -> Result<Value, Stuck> {
        self.next += 1;
        let mut list = Vec::new();
        self.skip_spaces();
        if self.peek() == Some(b']') {
            self.next += 1;
            return Ok(Value::List(list));
        }
        loop {
            list.push(self.node(depth + 1)?);
            if self.goes_on(b']')? {
                continue;
            }
            return Ok(Value::List(list));
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, Stuck> {
        self.next += 1;
        let mut fields: Vec<(Node, Node)> = Vec::new();
        let mut seen = HashSet::new();
        self.skip_spaces();
        if self.peek() == Some(b'}') {
            self.next += 1;
            return Ok(Value::Object(fields));
        }
        loop {
            self.skip_spaces();
            let at = self.next;
            if self.peek() != Some(b'"') {
                let found = self.word();
                return Err(self.syntax(
                    &found,
                    "a key in quotes",
                    "put keys in quotes; no comma after the last field",
                ));
            }
            let key = Node { at, value: Value::Text(self.text()?.into()) };
            if !seen.insert(key.found()) {
                self.fault(&key, "duplicate-key", "", "each key once", "remove one of the two");
            }
            self.skip_spaces();
            if self.peek() != Some(b':') {
                let found = self.word();
                return Err(self.syntax(&found, "`:` after a key", "write \"key\": value"));
            }
            self.next += 1;
            let value = self.node(depth + 1)?;
            fields.push((key, value));
            if !self.goes_on(b'}')? {
                return Ok(Value::Object(fields));
            }
        }
    }

    /// Takes a comma or the closing bracket; whether it was a comma.
    fn goes_on(&mut self, close: u8) -> Result<bool, Stuck> {
        self.skip_spaces();
        match self.peek() {
            Some(b',') => {
                self.next += 1;
                Ok(true)
            }
            Some(byte) if byte == close => {
                self.next += 1;
                Ok(false)
            }
            _ => {
                let found = self.word();
                let expected = format!("`,` or `{}`", char::from(close));
                Err(self.syntax(&found, &expected, "separate values by commas and close every bracket"))
            }
        }
    }

    fn text(&mut self) -> Result<String, Stuck> {
        let start = self.next;
        self.next += 1;
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => self.next += 2,
                Some(byte) if byte >= 0x20 => self.next += 1,
                other => {
                    let (at, found) = match other {
                        None => (start, "text without an end"),
                        Some(_) => (self.next.min(self.bytes.len()), "a control character within text"),
                    };
                    let next = "close the quotes; write a new line in text as \\n";
                    self.fault_at(at, 1, "unterminated-text", "", found.to_owned(), "closing quotes", next);
                    return Err(Stuck);
                }
            }
        }
        self.next += 1;
        let quoted = self.bytes.get(start..self.next).unwrap_or_default();
        // The escapes of JSON, surrogate pairs included, are known to the library.
        match serde_json::from_slice(quoted) {
            Ok(text) => Ok(text),
            Err(_) => {
                let length = String::from_utf8_lossy(quoted).chars().count();
                let found = short(&String::from_utf8_lossy(quoted));
                let next = "use \\\" \\\\ \\/ \\b \\f \\n \\r \\t or \\u and four hexadecimal digits";
                self.fault_at(start, length, "bad-escape", "", found, "text with JSON's escapes", next);
                Err(Stuck)
            }
        }
    }
}

/// Whether this is a number by the grammar of JSON: `-1.5e3`, without a leading zero.
fn is_number(text: &[u8]) -> bool {
    let digits = |text: &[u8]| text.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let text = text.strip_prefix(b"-").unwrap_or(text);
    let whole = digits(text);
    let mut rest = &text[whole..];
    if whole == 0 || (whole > 1 && text[0] == b'0') {
        return false;
    }
    if let Some(decimals) = rest.strip_prefix(b".") {
        let count = digits(decimals);
        rest = &decimals[count..];
        if count == 0 {
            return false;
        }
    }
    let [b'e' | b'E', power @ ..] = rest else { return rest.is_empty() };
    let power = if let [b'+' | b'-', power @ ..] = power { power } else { power };
    !power.is_empty() && digits(power) == power.len()
}
