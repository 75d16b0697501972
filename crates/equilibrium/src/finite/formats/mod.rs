#![doc = include_str!("formats.md")]

mod error;
pub mod gam;
mod input;
pub mod json;
mod labels;
pub mod nfg;
mod recognise;
pub mod solution;
mod token;

pub use error::FormatError;
pub(crate) use labels::{SCALE, is_within_doubles, within_doubles};
pub use recognise::{GameFormat, read_game, read_game_from};
pub(crate) use token::{Kind, Stuck, Token, Tokens};
