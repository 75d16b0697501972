//! The competitive graph: drawn, and read for overlap, rivals and dependence.

use moloch_graph::{CompetitiveGraph, NodeKind};
use moloch_report::write::File;
use moloch_report::{Block, Callout, Cell, Column, Figure, Layout, Network, Prose, Section, Table};

use super::number::{pure, share, six};
use super::story::{Group, Story, won};

pub(super) fn section(story: &Story<'_>) -> Section {
    let section = Section::new("graph", "Who serves whom, and who depends on whom");
    match Drawn::of(story) {
        Ok(drawn) => drawn.fill(section),
        Err(reason) => {
            let text = format!("The graph cannot be drawn: {reason}.");
            section.block(Block::Callout(Callout::Note, vec![text.as_str().into()]))
        }
    }
}

/// The graph for other tools, as DOT and as GraphML; none where it could not be built, which the page says.
pub(super) fn files(story: &Story<'_>) -> Vec<File> {
    let Ok(drawn) = Drawn::of(story) else { return Vec::new() };
    let view = drawn.graph.view();
    vec![File::new("graph.dot", view.to_dot()), File::new("graph.graphml", view.to_graphml())]
}

/// Labs that are drawn one by one; beyond, equal labs share a node.
const MOST_NODES: usize = 8;

/// The graph with the names that its nodes have on the page.
pub(super) struct Drawn<'s, 'a> {
    story: &'s Story<'a>,
    pub(super) graph: CompetitiveGraph,
    labs: Vec<String>,
    segments: Vec<String>,
    suppliers: Vec<String>,
}

impl<'s, 'a> Drawn<'s, 'a> {
    /// Builds the graph; a segment or supplier that is named like a lab says what it is.
    pub(super) fn of(story: &'s Story<'a>) -> Result<Self, String> {
        let scenario = story.scenario;
        let mut taken: Vec<String> = Vec::new();
        let mut distinct = |name: &str, kind: &str| {
            let mut said = name.to_owned();
            while taken.contains(&said) {
                said = format!("{said} ({kind})");
            }
            taken.push(said.clone());
            said
        };
        let labs: Vec<String> = scenario.labs.iter().map(|lab| distinct(&lab.name, "lab")).collect();
        let segments: Vec<String> = scenario.segments.iter().map(|s| distinct(&s.name, "segment")).collect();
        let suppliers: Vec<String> = scenario.suppliers.iter().map(|s| distinct(&s.name, "supplier")).collect();
        let mut builder = CompetitiveGraph::builder();
        for (names, kind) in [(&labs, NodeKind::Lab), (&segments, NodeKind::Segment), (&suppliers, NodeKind::Supplier)]
        {
            builder = names.iter().fold(builder, |builder, name| builder.node(kind, name));
        }
        for (lab, fits) in labs.iter().zip(scenario.fits()) {
            for (segment, fit) in segments.iter().zip(fits).filter(|(_, fit)| *fit > 0.0) {
                builder = builder.serves(lab, segment, fit);
            }
        }
        for tie in &scenario.dependencies {
            if let (Some(lab), Some(supplier)) = (scenario.lab(&tie.lab), scenario.supplier(&tie.supplier)) {
                builder = builder.depends_on(&labs[lab], &suppliers[supplier], tie.weight);
            }
        }
        for pair in &scenario.adjacent {
            if let (Some(one), Some(other)) = (scenario.segment(&pair.one), scenario.segment(&pair.other)) {
                builder = builder.adjacent(&segments[one], &segments[other], 1.0);
            }
        }
        let graph = builder.build().map_err(|faults| faults.to_string())?;
        Ok(Self { story, graph, labs, segments, suppliers })
    }

    fn fill(&self, section: Section) -> Section {
        let mut section = section.block(self.words()).block(self.figure());
        // Tables that say the same of every pair say nothing.
        if self.story.groups.len() > 1 {
            section = section.block(self.rivals_table());
        }
        if self.story.groups.len() > 1 && self.labs.len() <= MOST_NODES {
            section = section
                .block("In the next table, a row says how much of its lab's ground the lab in each column covers.")
                .block(self.overlap_table());
        }
        match self.dependence_table() {
            Some(table) => section.block(table),
            None => section.block("The scenario names no suppliers."),
        }
    }

    fn words(&self) -> Prose {
        let overlap = self.graph.overlap();
        let pairs = self.pairs();
        let closest = pairs.iter().max_by(|a, b| (a.2).total_cmp(&b.2));
        match closest {
            Some(&(i, j, similar)) if similar > 0.0 && self.story.groups.len() > 1 => {
                let (one, other) = (&self.labs[i], &self.labs[j]);
                let base = Prose::from(format!("{one} and {other} stand closest: "));
                base.number(share(overlap[i][j], format!("graph.overlap.{one}.{other}")))
                    .text(format!(" of the ground of {one} is covered by {other}, and "))
                    .number(share(overlap[j][i], format!("graph.overlap.{other}.{one}")))
                    .text(" the other way round (overlap of fits, after MacArthur and Levins).")
            }
            Some((_, _, similar)) if *similar > 0.0 => "All labs stand on the same ground.".into(),
            _ => "No two labs serve the same segment.".into(),
        }
    }

    /// Every two labs with their similarity, the root of the product of both overlaps.
    fn pairs(&self) -> Vec<(usize, usize, f64)> {
        let similarity = moloch_graph::overlap::similarity(&self.graph.overlap());
        let n = self.labs.len();
        (0..n).flat_map(|i| (i + 1..n).map(move |j| (i, j))).map(|(i, j)| (i, j, similarity[i][j])).collect()
    }

    fn figure(&self) -> Figure {
        let month = self.story.first();
        let prize = month.accounts.prize;
        let part = |value: f64| if prize > 0.0 { six(value / prize) } else { 0.0 };
        let wins: Vec<f64> = (0..self.labs.len()).map(|lab| part(won(month, lab, self.segments.len()))).collect();
        let mut network =
            Network::new(Layout::Columns).meaning("part of all prizes at the first month", "strength of the tie");
        // Suppliers left, labs in the middle, customers right: compute and service flow from left to right.
        for supplier in &self.suppliers {
            let carried = |lab: usize| self.graph.weight(moloch_graph::TieKind::DependsOn, &self.labs[lab], supplier);
            let size: f64 = wins.iter().enumerate().map(|(lab, won)| won * carried(lab).unwrap_or(0.0)).sum();
            network = network.node(supplier, supplier, "supplier", six(size));
        }
        let nodes = self.lab_nodes();
        for (labs, label) in &nodes {
            let size: f64 = labs.iter().map(|&lab| wins[lab]).sum();
            network = network.node(&self.labs[labs[0]], label, "lab", six(size));
        }
        for (segment, prize) in self.segments.iter().zip(&month.conditions.prizes) {
            network = network.node(segment, segment, "segment", part(*prize));
        }
        let drawn = |name: &String| {
            let lab = self.labs.iter().position(|lab| lab == name);
            lab.is_none_or(|lab| nodes.iter().any(|(labs, _)| labs[0] == lab))
        };
        for edge in self.graph.view().edges.into_iter().filter(|edge| drawn(&edge.source)) {
            let weight = six(edge.weight);
            network = if edge.directed {
                network.arrow(edge.source, edge.target, edge.kind, weight)
            } else {
                network.tie(edge.source, edge.target, edge.kind, weight)
            };
        }
        let suppliers =
            if self.suppliers.is_empty() { "" } else { " A supplier counts the prizes won with its compute." };
        Figure::new("graph", "The competitive graph", network).description(self.description()).caption(format!(
            "Arrows lead from who serves or depends to whom; their width is the fit or the share.{suppliers}"
        ))
    }

    /// The labs of each node with its label: one by one, or equal labs together where there are many.
    fn lab_nodes(&self) -> Vec<(Vec<usize>, String)> {
        let labs = self.labs.len();
        if labs <= MOST_NODES || !self.story.scenario.dependencies.is_empty() {
            return (0..labs).map(|lab| (vec![lab], self.labs[lab].clone())).collect();
        }
        let together = |group: &Group| {
            let label = group.label.trim_end_matches(", each").to_owned();
            let label = if group.members.len() > 1 { format!("{label} ({} labs)", group.members.len()) } else { label };
            (group.members.clone(), label)
        };
        self.story.groups.iter().map(together).collect()
    }

    fn description(&self) -> String {
        let edges = self.graph.view().edges;
        let told: Vec<String> = edges
            .iter()
            .take(40)
            .map(|edge| {
                format!("{} {} {} ({})", edge.source, edge.kind, edge.target, pure(edge.weight, "graph").digits(3))
            })
            .collect();
        let more = if edges.len() > 40 { format!(", and {} more ties", edges.len() - 40) } else { String::new() };
        format!(
            "{} labs, {} segments and {} suppliers. {}{more}.",
            self.labs.len(),
            self.segments.len(),
            self.suppliers.len(),
            told.join(", ")
        )
    }

    fn overlap_table(&self) -> Table {
        let mut table = Table::new("overlap", "Overlap of fits").column(Column::text("lab"));
        for lab in &self.labs {
            table = table.column(Column::number(lab, ""));
        }
        for (i, row) in self.graph.overlap().into_iter().enumerate() {
            let cells = row.into_iter().enumerate().map(|(j, alpha)| {
                if i == j {
                    Cell::from("–")
                } else {
                    share(alpha, format!("graph.overlap.{}.{}", self.labs[i], self.labs[j])).into()
                }
            });
            table = table.row(std::iter::once(Cell::from(self.labs[i].clone())).chain(cells));
        }
        table
    }

    /// The closest pairs of rivals.
    fn rivals_table(&self) -> Table {
        let mut pairs = self.pairs();
        pairs.retain(|(_, _, similar)| *similar > 0.0);
        pairs.sort_by(|a, b| b.2.total_cmp(&a.2));
        let (overlap, service) = (self.graph.overlap(), self.graph.service());
        let mut table = Table::new("rivals", "Rivals, the closest first")
            .column(Column::text("pair"))
            .column(Column::text("meet in"))
            .column(Column::number("similarity", ""))
            .column(Column::number("effect of the second on the first", ""))
            .column(Column::number("effect of the first on the second", ""));
        for &(i, j, similar) in pairs.iter().take(10) {
            let (one, other) = (&self.labs[i], &self.labs[j]);
            let shared: Vec<&str> = (0..self.segments.len())
                .filter(|&s| service[i][s] > 0.0 && service[j][s] > 0.0)
                .map(|s| self.segments[s].as_str())
                .collect();
            table = table.row([
                Cell::from(format!("{one} and {other}")),
                shared.join(", ").into(),
                share(similar, format!("graph.similarity.{one}.{other}")).into(),
                share(overlap[i][j], format!("graph.overlap.{one}.{other}")).into(),
                share(overlap[j][i], format!("graph.overlap.{other}.{one}")).into(),
            ]);
        }
        let more = pairs.len().saturating_sub(10);
        if more > 0 { table.note(format!("{more} more pairs meet, none closer than these.")) } else { table }
    }

    fn dependence_table(&self) -> Option<Table> {
        let mut table = Table::new("dependence", "Dependence on suppliers of compute")
            .column(Column::text("lab"))
            .column(Column::text("buys from"))
            .column(Column::number("largest supplier", ""))
            .column(Column::number("concentration (HHI)", "points"));
        let mut any = false;
        for lab in &self.labs {
            let Ok(Some(found)) = self.graph.dependence(lab) else { continue };
            any = true;
            let providers = found.providers.iter().enumerate().fold(Prose::new(), |text, (k, (name, part))| {
                let gap = if k == 0 { "" } else { ", " };
                let source = format!("graph.dependence.{lab}.providers.{name}");
                text.text(format!("{gap}{name} ")).number(share(*part, source))
            });
            table = table.row([
                Cell::from(lab.clone()),
                providers.into(),
                share(found.largest, format!("graph.dependence.{lab}.largest")).into(),
                super::number::number(found.hhi, "points", format!("graph.dependence.{lab}.hhi")).into(),
            ]);
        }
        any.then_some(table)
    }

    /// The same tables as data.
    pub(super) fn json(&self) -> serde_json::Value {
        use serde_json::{Map, Value, json};
        let square = |matrix: &[Vec<f64>]| {
            let row = |i: usize| {
                let cells =
                    (0..self.labs.len()).filter(|&j| j != i).map(|j| (self.labs[j].clone(), json!(matrix[i][j])));
                Value::Object(cells.collect())
            };
            Value::Object((0..self.labs.len()).map(|i| (self.labs[i].clone(), row(i))).collect())
        };
        let overlap = self.graph.overlap();
        let dependence: Map<String, Value> = self
            .labs
            .iter()
            .filter_map(|lab| {
                let found = self.graph.dependence(lab).ok()??;
                let providers: Map<String, Value> =
                    found.providers.iter().map(|(name, part)| ((*name).to_owned(), json!(part))).collect();
                let value = json!({ "providers": providers, "largest": found.largest, "hhi": found.hhi });
                Some((lab.clone(), value))
            })
            .collect();
        let similarity = moloch_graph::overlap::similarity(&overlap);
        json!({
            "view": self.graph.view(), "overlap": square(&overlap), "similarity": square(&similarity),
            "dependence": dependence,
        })
    }
}
