//! Do the examples of the book compile and hold? Every page with Rust in it is a documentation test here.
//!
//! A test in `it/book.rs` checks that no such page is forgotten.

macro_rules! examples {
    ($($name:ident = $page:literal;)+) => {
        $(
            #[doc = include_str!(concat!("../../docs/src/", $page))]
            #[cfg(doctest)]
            pub struct $name;
        )+
    };
}

examples! {
    Results = "results.md";
    Quantities = "quantities.md";
    CheaperCompute = "tutorials/energy.md";
    FiniteGames = "tutorials/games.md";
    OneCrate = "tutorials/rust.md";
}
