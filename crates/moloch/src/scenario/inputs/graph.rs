//! Suppliers, who depends on them, and which segments lie next to each other.

use moloch_core::{Field, Range, inputs, quantity};

inputs! {
    /// A supplier of compute.
    pub struct Supplier {
        /// Name of the supplier.
        pub name: String = Field::text(),
    }
}

inputs! {
    /// The share of a lab's compute that one supplier delivers.
    pub struct Dependency {
        /// The lab that buys.
        pub lab: String = Field::text(),
        /// The supplier that delivers; a lab that builds its own compute names itself as one.
        pub supplier: String = Field::text(),
        /// Share of the lab's compute; the shares of one lab sum to one.
        pub weight: f64 = Field::number(&quantity::SHARE).within(Range { low_open: true, ..Range::UNIT }),
    }
}

inputs! {
    /// Two segments between which a lab can move.
    pub struct Adjacency {
        /// One segment.
        pub one: String = Field::text(),
        /// The other.
        pub other: String = Field::text(),
    }
}
