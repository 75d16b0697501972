//! What stands in the competitive graph and which ties join it.

use moloch_core::choices;

choices! {
    /// What a node is.
    pub enum NodeKind {
        /// A firm that races.
        Lab = "lab",
        /// A group of customers that labs serve.
        Segment = "segment",
        /// A firm that sells to labs and does not race.
        Supplier = "supplier",
    }
}

choices! {
    /// What a tie says.
    pub enum TieKind {
        /// Two firms of one kind compete; the weight says how fiercely.
        Competes = "competes",
        /// A lab serves a segment; the weight says how well it fits.
        Serves = "serves",
        /// A firm depends on a supplier or on another firm; the weight says how much it takes from there.
        DependsOn = "depends on",
        /// Two segments lie side by side; the weight says how easily one crosses over.
        Adjacent = "adjacent",
    }
}

use NodeKind::{Lab, Segment, Supplier};

impl TieKind {
    /// Every kind of tie.
    pub const ALL: [Self; 4] = [Self::Competes, Self::Serves, Self::DependsOn, Self::Adjacent];

    /// Whether the tie leads from one end to the other; otherwise both ends are alike.
    pub const fn is_directed(self) -> bool {
        matches!(self, Self::Serves | Self::DependsOn)
    }

    /// The kinds of nodes that the tie may join, from first to second.
    pub const fn joins(self) -> &'static [(NodeKind, NodeKind)] {
        match self {
            Self::Competes => &[(Lab, Lab), (Supplier, Supplier)],
            Self::Serves => &[(Lab, Segment)],
            Self::DependsOn => &[(Lab, Supplier), (Lab, Lab), (Supplier, Supplier)],
            Self::Adjacent => &[(Segment, Segment)],
        }
    }
}
