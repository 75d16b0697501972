//! A value that has passed its field table; nobody checks it again.

use std::ops::Deref;

use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

use crate::{Inputs, Model, Node, read};

/// An input struct whose every field lies in its declared range.
///
/// It can be read but not changed, so that what computes never meets an unchecked value.
#[derive(Debug, Clone, PartialEq)]
pub struct Checked<T>(T);

impl<T> Checked<T> {
    /// Called by the reader alone, after the last check.
    pub(crate) const fn passed(value: T) -> Self {
        Self(value)
    }

    /// The struct itself, to be changed and checked anew.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T: Model> Checked<T> {
    /// Solves the model for these inputs.
    ///
    /// # Errors
    /// The model's own error when it has no solution to give.
    pub fn solve(&self) -> Result<T::Outcome, T::Error> {
        T::solve(self)
    }
}

impl<T> Deref for Checked<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: Inputs> Serialize for Checked<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write().serialize(serializer)
    }
}

impl<'de, T: Inputs> Deserialize<'de> for Checked<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read(&Node::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}
