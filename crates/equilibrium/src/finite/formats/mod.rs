#![doc = include_str!("formats.md")]

mod error;
mod input;
mod labels;
pub mod nfg;
mod token;

pub use error::FormatError;
