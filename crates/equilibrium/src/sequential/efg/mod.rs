#![doc = include_str!("efg.md")]

mod lists;
mod reader;
mod sets;
mod words;
mod writer;

pub use reader::{parse, read};
pub use writer::{write, write_to};
