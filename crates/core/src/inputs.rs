//! One declaration per input struct: the `inputs!` macro and what it implements.

use crate::{Checked, Faults, Field, Node, OpenTable, Reader, Table, Value, read};

/// A struct that was declared with [`inputs!`](crate::inputs).
pub trait Inputs: Sized + Clone {
    /// The field table: what the reader, the schema, the documentation and the generators go by.
    const TABLE: Table;

    /// Reads every field of an opened table; all faults go to the reader.
    fn read_fields(table: &mut OpenTable<'_, '_>) -> Option<Self>;

    /// The struct as it could have been written, numbers in the fields' units.
    fn write(&self) -> Value;

    /// Conditions that involve several fields; each breach becomes a fault.
    fn check(&self, _table: &mut OpenTable<'_, '_>) {}

    /// Checks the struct against its field table.
    ///
    /// # Errors
    /// All faults at once, each with key, finding, allowed range and next step.
    fn checked(self) -> Result<Checked<Self>, Faults> {
        read(&Node::from(self.write()))
    }
}

/// A type that a field can have.
pub trait FieldValue: Sized {
    /// Reads the value as the field declares it; faults go to the reader.
    fn read(node: &Node, field: &Field, path: &str, reader: &mut Reader) -> Option<Self>;

    /// The value as it could have been written; `None` if it is absent.
    fn write(&self) -> Option<Value>;

    /// The value of an optional field that was not written.
    fn absent() -> Option<Self> {
        None
    }
}

/// A closed list of words, declared with [`choices!`](crate::choices).
pub trait Choice: Copy + 'static {
    /// The words as written in files.
    const WORDS: &'static [&'static str];
    /// The member for a word.
    fn from_word(word: &str) -> Option<Self>;
    /// The word for a member.
    fn word(self) -> &'static str;
}

/// Declares an input struct: its fields, its field table, its reader and its serde forms.
///
/// Each field is `name: type = declaration`, where the declaration is a constant
/// [`Field`](crate::Field). A trailing `check path;` names a function
/// `fn(&Struct, &mut OpenTable)` for conditions between fields.
#[macro_export]
macro_rules! inputs {
    (
        $(#[doc = $doc:literal])+
        pub struct $name:ident {
            $($(#[doc = $field_doc:literal])+ pub $field:ident: $ty:ty = $declaration:expr),+ $(,)?
        }
        $(check $check:path;)?
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, PartialEq)]
        pub struct $name {
            $($(#[doc = $field_doc])+ pub $field: $ty),+
        }

        impl $crate::Inputs for $name {
            const TABLE: $crate::Table = $crate::Table {
                name: stringify!($name),
                doc: concat!($($doc),+),
                fields: &[$($declaration.named(stringify!($field), concat!($($field_doc),+))),+],
            };

            fn read_fields(table: &mut $crate::OpenTable<'_, '_>) -> Option<Self> {
                // Every field is read before the first missing one ends the reading.
                $(let $field = table.take::<$ty>(stringify!($field));)+
                Some(Self { $($field: $field?),+ })
            }

            fn write(&self) -> $crate::Value {
                let mut entries = Vec::new();
                $(if let Some(value) = $crate::FieldValue::write(&self.$field) {
                    entries.push($crate::Entry::new(stringify!($field), value));
                })+
                $crate::Value::Table(entries)
            }

            $(fn check(&self, table: &mut $crate::OpenTable<'_, '_>) {
                $check(self, table);
            })?
        }
    };
}

/// Declares a closed list of words that a field can take.
#[macro_export]
macro_rules! choices {
    (
        $(#[doc = $doc:literal])+
        pub enum $name:ident {
            $($(#[doc = $member_doc:literal])+ $member:ident = $word:literal),+ $(,)?
        }
    ) => {
        $(#[doc = $doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $name {
            $($(#[doc = $member_doc])+ $member),+
        }

        impl $crate::Choice for $name {
            const WORDS: &'static [&'static str] = &[$($word),+];

            fn from_word(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$member),)+
                    _ => None,
                }
            }

            fn word(self) -> &'static str {
                match self {
                    $(Self::$member => $word),+
                }
            }
        }

        impl $crate::FieldValue for $name {
            fn read(
                node: &$crate::Node,
                field: &$crate::Field,
                path: &str,
                reader: &mut $crate::Reader,
            ) -> Option<Self> {
                reader.choice(node, field, path)
            }

            fn write(&self) -> Option<$crate::Value> {
                Some($crate::Value::Text($crate::Choice::word(*self).to_owned()))
            }
        }
    };
}

impl<T: Inputs> FieldValue for T {
    fn read(node: &Node, _field: &Field, path: &str, reader: &mut Reader) -> Option<Self> {
        reader.table(node, path)
    }

    fn write(&self) -> Option<Value> {
        Some(Inputs::write(self))
    }
}

impl<T: Inputs> FieldValue for Vec<T> {
    fn read(node: &Node, field: &Field, path: &str, reader: &mut Reader) -> Option<Self> {
        reader.tables(node, field, path)
    }

    fn write(&self) -> Option<Value> {
        Some(Value::List(self.iter().map(|row| Inputs::write(row).into()).collect()))
    }
}

impl FieldValue for f64 {
    fn read(node: &Node, field: &Field, path: &str, reader: &mut Reader) -> Option<Self> {
        reader.number(node, field, path)
    }

    fn write(&self) -> Option<Value> {
        Some(Value::Number(*self))
    }
}

impl FieldValue for usize {
    fn read(node: &Node, field: &Field, path: &str, reader: &mut Reader) -> Option<Self> {
        reader.integer(node, field, path).and_then(|value| Self::try_from(value).ok())
    }

    fn write(&self) -> Option<Value> {
        Some(i64::try_from(*self).map_or(Value::Number(*self as f64), Value::Integer))
    }
}

impl FieldValue for u64 {
    fn read(node: &Node, field: &Field, path: &str, reader: &mut Reader) -> Option<Self> {
        reader.integer(node, field, path).and_then(|value| Self::try_from(value).ok())
    }

    fn write(&self) -> Option<Value> {
        Some(i64::try_from(*self).map_or(Value::Number(*self as f64), Value::Integer))
    }
}

impl FieldValue for bool {
    fn read(node: &Node, field: &Field, path: &str, reader: &mut Reader) -> Option<Self> {
        reader.flag(node, field, path)
    }

    fn write(&self) -> Option<Value> {
        Some(Value::Flag(*self))
    }
}

impl FieldValue for String {
    fn read(node: &Node, field: &Field, path: &str, reader: &mut Reader) -> Option<Self> {
        reader.text(node, field, path)
    }

    fn write(&self) -> Option<Value> {
        Some(Value::Text(self.clone()))
    }
}

impl FieldValue for Vec<f64> {
    fn read(node: &Node, field: &Field, path: &str, reader: &mut Reader) -> Option<Self> {
        reader.numbers(node, field, path)
    }

    fn write(&self) -> Option<Value> {
        Some(Value::numbers(self))
    }
}

impl FieldValue for Vec<Vec<f64>> {
    fn read(node: &Node, field: &Field, path: &str, reader: &mut Reader) -> Option<Self> {
        reader.matrix(node, field, path)
    }

    fn write(&self) -> Option<Value> {
        Some(Value::matrix(self))
    }
}

impl FieldValue for Vec<String> {
    fn read(node: &Node, field: &Field, path: &str, reader: &mut Reader) -> Option<Self> {
        reader.texts(node, field, path)
    }

    fn write(&self) -> Option<Value> {
        Some(Value::texts(self))
    }
}

impl<T: FieldValue> FieldValue for Option<T> {
    fn read(node: &Node, field: &Field, path: &str, reader: &mut Reader) -> Option<Self> {
        T::read(node, field, path, reader).map(Some)
    }

    fn write(&self) -> Option<Value> {
        self.as_ref().and_then(FieldValue::write)
    }

    fn absent() -> Option<Self> {
        Some(None)
    }
}
