//! Reading and writing files.

mod bytes;
mod gam;
mod json;
mod malformed;
mod nfg;
mod random;
mod solution;
