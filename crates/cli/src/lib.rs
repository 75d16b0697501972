//! The moloch program.
