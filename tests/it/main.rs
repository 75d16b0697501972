//! What no single crate can test: the house rules, the floors, and later the whole road from scenario to report.

mod book;
mod floors;
mod house;
