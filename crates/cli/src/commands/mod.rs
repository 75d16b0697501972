//! One file for each command.

pub(crate) mod claims;
pub(crate) mod model;
pub(crate) mod new;
pub(crate) mod report;
pub(crate) mod schema;
