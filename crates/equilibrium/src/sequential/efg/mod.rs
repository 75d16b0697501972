#![doc = include_str!("efg.md")]

mod reader;
mod writer;

pub use reader::{parse, read};
pub use writer::{write, write_to};
