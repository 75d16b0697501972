//! What no single crate can test: the house rules, the floors, and later the whole road from scenario to report.

mod book;
mod certificates;
mod floors;
mod house;
mod new_model;
