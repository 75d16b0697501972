//! Reading and writing files.

mod bytes;
mod gam;
pub(crate) mod json;
mod malformed;
mod nfg;
mod random;
mod solution;
