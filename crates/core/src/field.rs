//! Field tables: what an input struct declares about each of its keys.

use crate::{Quantity, Range, Value, quantity};

/// What form a field's value takes.
#[derive(Debug, Clone, Copy)]
pub enum Kind {
    /// One number.
    Number,
    /// One whole number from the first to the second bound.
    Integer(i64, i64),
    /// `true` or `false`.
    Flag,
    /// Any text.
    Text,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A list of numbers, one for each member of the axis.
    Numbers(&'static str),
    /// Rows of numbers: a row for each member of the first axis, a column for each of the second.
    Matrix(&'static str, &'static str),
    /// A list of distinct texts, one for each member of the axis.
    Texts(&'static str),
    /// A nested table.
    Table(&'static Table),
    /// A list of nested tables, one for each member of the axis.
    Tables(&'static Table, &'static str),
}

/// The value of a key that was not written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum DefaultValue {
    /// The key must be written.
    Required,
    /// The key may be absent, and the field is then `None`.
    Absent,
    /// A number, in the field's unit.
    Number(f64),
    /// A whole number.
    Integer(i64),
    /// `true` or `false`.
    Flag(bool),
    /// Text or a choice.
    Text(&'static str),
    /// A list without items.
    EmptyList,
    /// A table all of whose keys have defaults.
    EmptyTable,
}

impl DefaultValue {
    /// The default as it could have been written; `None` where nothing stands for it.
    pub fn value(self) -> Option<Value> {
        match self {
            Self::Required | Self::Absent => None,
            Self::Number(number) => Some(Value::Number(number)),
            Self::Integer(number) => Some(Value::Integer(number)),
            Self::Flag(flag) => Some(Value::Flag(flag)),
            Self::Text(text) => Some(Value::Text(text.to_owned())),
            Self::EmptyList => Some(Value::List(Vec::new())),
            Self::EmptyTable => Some(Value::Table(Vec::new())),
        }
    }
}

/// The declaration of one field.
#[derive(Debug, Clone, Copy)]
pub struct Field {
    /// The key as written in files.
    pub key: &'static str,
    /// One line on what the field means.
    pub doc: &'static str,
    /// The form of the value.
    pub kind: Kind,
    /// What its numbers measure.
    pub quantity: &'static Quantity,
    /// The unit of a bare number and of the value in code.
    pub unit: &'static str,
    /// Allowed values, in that unit.
    pub range: Range,
    /// What holds when the key is not written.
    pub default: DefaultValue,
}

/// The declaration of an input struct.
#[derive(Debug)]
pub struct Table {
    /// The struct's name.
    pub name: &'static str,
    /// What the struct stands for.
    pub doc: &'static str,
    /// Its fields in order.
    pub fields: &'static [Field],
}

impl Table {
    /// The field of this key.
    pub fn field(&self, key: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.key == key)
    }
}

impl Field {
    const fn new(kind: Kind, quantity: &'static Quantity) -> Self {
        Self {
            key: "",
            doc: "",
            kind,
            quantity,
            unit: quantity.base(),
            range: Range::ANY,
            default: DefaultValue::Required,
        }
    }

    /// A number that measures `quantity`.
    pub const fn number(quantity: &'static Quantity) -> Self {
        Self::new(Kind::Number, quantity)
    }

    /// A list of numbers along an axis.
    pub const fn numbers(quantity: &'static Quantity, axis: &'static str) -> Self {
        Self::new(Kind::Numbers(axis), quantity)
    }

    /// Rows of numbers along two axes.
    pub const fn matrix(quantity: &'static Quantity, rows: &'static str, columns: &'static str) -> Self {
        Self::new(Kind::Matrix(rows, columns), quantity)
    }

    /// A whole number from `low` to `high`.
    pub const fn integer(low: i64, high: i64) -> Self {
        Self::new(Kind::Integer(low, high), &quantity::NUMBER)
    }

    /// `true` or `false`.
    pub const fn flag() -> Self {
        Self::new(Kind::Flag, &quantity::NUMBER)
    }

    /// Any text.
    pub const fn text() -> Self {
        Self::new(Kind::Text, &quantity::NUMBER)
    }

    /// One of a list of words.
    pub const fn choice(words: &'static [&'static str]) -> Self {
        Self::new(Kind::Choice(words), &quantity::NUMBER)
    }

    /// Distinct texts along an axis.
    pub const fn texts(axis: &'static str) -> Self {
        Self::new(Kind::Texts(axis), &quantity::NUMBER)
    }

    /// A nested table.
    pub const fn table(table: &'static Table) -> Self {
        Self::new(Kind::Table(table), &quantity::NUMBER)
    }

    /// Nested tables along an axis.
    pub const fn tables(table: &'static Table, axis: &'static str) -> Self {
        Self::new(Kind::Tables(table, axis), &quantity::NUMBER)
    }

    /// Narrows the allowed values; the range is in the field's unit.
    #[must_use]
    pub const fn within(mut self, range: Range) -> Self {
        self.range = range;
        self
    }

    /// Sets the unit of a bare number; must be one of the quantity's units.
    #[must_use]
    pub const fn in_unit(mut self, unit: &'static str) -> Self {
        self.unit = unit;
        self
    }

    /// The field may be left out.
    #[must_use]
    pub const fn optional(self) -> Self {
        self.or(DefaultValue::Absent)
    }

    /// The value when the key is not written.
    #[must_use]
    pub const fn or(mut self, default: DefaultValue) -> Self {
        self.default = default;
        self
    }

    /// The number when the key is not written.
    #[must_use]
    pub const fn or_number(self, default: f64) -> Self {
        self.or(DefaultValue::Number(default))
    }

    /// Gives the declaration its key and description; the `inputs!` macro calls this.
    #[must_use]
    pub const fn named(mut self, key: &'static str, doc: &'static str) -> Self {
        self.key = key;
        self.doc = doc;
        self
    }

    /// Allowed values in the field's unit: the field's own range within the quantity's.
    pub fn allowed(&self) -> Range {
        self.range.and(&self.quantity.range.scaled(1.0 / self.factor()))
    }

    /// One of the field's unit, in base units.
    pub fn factor(&self) -> f64 {
        self.quantity.unit(self.unit).map_or(f64::NAN, |unit| unit.factor)
    }

    /// The axes along which the value runs.
    pub const fn axes(&self) -> [Option<&'static str>; 2] {
        match self.kind {
            Kind::Numbers(axis) | Kind::Texts(axis) | Kind::Tables(_, axis) => [Some(axis), None],
            Kind::Matrix(rows, columns) => [Some(rows), Some(columns)],
            _ => [None, None],
        }
    }

    /// Whether the value holds numbers that carry a unit.
    pub const fn is_numeric(&self) -> bool {
        matches!(self.kind, Kind::Number | Kind::Numbers(_) | Kind::Matrix(..))
    }
}
