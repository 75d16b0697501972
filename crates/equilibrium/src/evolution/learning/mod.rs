#![doc = include_str!("learning.md")]

mod best_reply;
mod fictitious;

pub use best_reply::{BestReplyEnd, BestReplyPath, best_reply_path};
pub use fictitious::{FictitiousEnd, FictitiousPlay, MAX_PERIODS, fictitious_play};
