//! Reading and writing files.

mod bytes;
mod malformed;
mod nfg;
mod random;
