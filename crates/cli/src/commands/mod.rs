//! One file for each command.

pub(crate) mod answer;
pub(crate) mod check;
pub(crate) mod claims;
pub(crate) mod concept;
pub(crate) mod fit;
pub(crate) mod game_file;
pub(crate) mod model;
pub(crate) mod new;
pub(crate) mod report;
pub(crate) mod schema;
pub(crate) mod solve;
