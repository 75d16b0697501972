//! Scenario files: what is read, what is refused and in which words.

mod files;
mod inheritance;
mod malformed;
mod meaning;
mod mutations;
mod schema;
mod shipped;
mod validator;
