//! Nodes and edges.

/// How the nodes of a [`Network`] are arranged; both ways are deterministic.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Layout {
    /// Distances on the page follow distances in the graph.
    #[default]
    Stress,
    /// One column per kind of node, in the order in which kinds first appear.
    Columns,
}

/// A thing in a [`Network`].
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// How edges name it; unique.
    pub id: String,
    /// Its label.
    pub label: String,
    /// What it is; nodes of one kind have one shape and colour.
    pub kind: String,
    /// Its weight, at least 0; the area grows with it.
    pub size: f64,
}

/// A tie in a [`Network`].
#[derive(Clone, Debug, PartialEq)]
pub struct Edge {
    /// Id of the node it starts at.
    pub from: String,
    /// Id of the node it ends at.
    pub to: String,
    /// What it means; edges of one kind have one dash and colour.
    pub kind: String,
    /// Its weight, at least 0; the width grows with it.
    pub weight: f64,
    /// Whether it is drawn with an arrowhead.
    pub directed: bool,
}

/// Nodes and edges.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Network {
    /// The nodes.
    pub nodes: Vec<Node>,
    /// The edges.
    pub edges: Vec<Edge>,
    /// How the nodes are arranged.
    pub layout: Layout,
    /// What `size` means; may be empty.
    pub size_means: String,
    /// What `weight` means; may be empty.
    pub weight_means: String,
}

impl Network {
    /// A network without nodes.
    pub fn new(layout: Layout) -> Self {
        Self { layout, ..Self::default() }
    }

    /// Adds a node.
    #[must_use]
    pub fn node(mut self, id: impl Into<String>, label: impl Into<String>, kind: impl Into<String>, size: f64) -> Self {
        self.nodes.push(Node { id: id.into(), label: label.into(), kind: kind.into(), size });
        self
    }

    /// Adds an arrow.
    #[must_use]
    pub fn arrow(self, from: impl Into<String>, to: impl Into<String>, kind: impl Into<String>, weight: f64) -> Self {
        self.edge(Edge { from: from.into(), to: to.into(), kind: kind.into(), weight, directed: true })
    }

    /// Adds a tie without direction.
    #[must_use]
    pub fn tie(self, from: impl Into<String>, to: impl Into<String>, kind: impl Into<String>, weight: f64) -> Self {
        self.edge(Edge { from: from.into(), to: to.into(), kind: kind.into(), weight, directed: false })
    }

    /// Adds an edge.
    #[must_use]
    pub fn edge(mut self, edge: Edge) -> Self {
        self.edges.push(edge);
        self
    }

    /// Says what node sizes and edge weights mean; the figure prints it in its key.
    #[must_use]
    pub fn meaning(mut self, size: impl Into<String>, weight: impl Into<String>) -> Self {
        self.size_means = size.into();
        self.weight_means = weight.into();
        self
    }
}
