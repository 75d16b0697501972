//! Nodes and edges.

use std::collections::BTreeMap;

use super::canvas::{Anchor, LEADING, Label, LabelKind, Rect, SMALL, class, polyline, px};
use super::key::{self, Entry, Sample};
use super::{Sheet, layout, theme};
use crate::format::significant;
use crate::text::{clean, cut, width};
use crate::{Edge, Layout, Network};

/// A network with names resolved: what cannot be resolved is left out (and is a fault of the document).
struct Resolved<'a> {
    network: &'a Network,
    edges: Vec<(usize, usize, &'a Edge)>,
    node_kinds: Vec<&'a str>,
    edge_kinds: Vec<(&'a str, bool)>,
    radii: Vec<f64>,
}

/// Draws the network over the whole width of the sheet.
pub(super) fn draw(sheet: &mut Sheet, network: &Network) {
    let resolved = Resolved::new(network, sheet.width);
    let area = Rect { x: 4.0, y: sheet.top + 4.0, width: sheet.width - 8.0, height: resolved.height(sheet.width) };
    let at = resolved.positions(area);
    let routes = resolved.routes(&at);
    for ((_, _, edge), route) in resolved.edges.iter().zip(&routes) {
        resolved.draw_edge(sheet, edge, route);
    }
    for i in 0..network.nodes.len() {
        resolved.draw_node(sheet, i, at[i]);
    }
    resolved.name_nodes(sheet, &at, &routes, area);
    sheet.top = area.bottom() + 6.0;
    let entries = resolved.entries(&sheet.unplaced);
    sheet.top = key::draw(&mut sheet.canvas, &entries, 1.0, sheet.width - 1.0, sheet.top, &sheet.id);
}

/// A drawn edge: its bent line and, at the end, the tip of its arrow.
type Route = Vec<(f64, f64)>;

impl<'a> Resolved<'a> {
    fn new(network: &'a Network, width: f64) -> Self {
        let mut number = BTreeMap::new();
        for (i, node) in network.nodes.iter().enumerate() {
            number.entry(node.id.as_str()).or_insert(i);
        }
        let ends = |edge: &'a Edge| Some((*number.get(edge.from.as_str())?, *number.get(edge.to.as_str())?, edge));
        let edges: Vec<_> = network.edges.iter().filter_map(ends).filter(|(a, b, _)| a != b).collect();
        let mut node_kinds: Vec<&str> = Vec::new();
        for node in &network.nodes {
            if !node_kinds.contains(&node.kind.as_str()) {
                node_kinds.push(&node.kind);
            }
        }
        let mut edge_kinds: Vec<(&str, bool)> = Vec::new();
        for edge in &network.edges {
            if !edge_kinds.iter().any(|(kind, _)| *kind == edge.kind) {
                edge_kinds.push((&edge.kind, edge.directed));
            }
        }
        let usable = |size: f64| if size.is_finite() { size.max(0.0) } else { 0.0 };
        let largest = network.nodes.iter().map(|node| usable(node.size)).fold(0.0, f64::max);
        let (least, most) = if width < 500.0 { (6.0, 15.0) } else { (8.0, 21.0) };
        let radius = |size: f64| {
            let share = if largest > 0.0 { usable(size) / largest } else { 0.3 };
            least + (most - least) * share.sqrt()
        };
        let radii = network.nodes.iter().map(|node| radius(node.size)).collect();
        Self { network, edges, node_kinds, edge_kinds, radii }
    }

    fn column(&self, i: usize) -> usize {
        self.node_kinds.iter().position(|kind| *kind == self.network.nodes[i].kind).unwrap_or(0)
    }

    fn edge_kind(&self, edge: &Edge) -> usize {
        self.edge_kinds.iter().position(|(kind, _)| *kind == edge.kind).unwrap_or(0)
    }

    /// Height of the drawing: grows with the number of nodes.
    fn height(&self, width: f64) -> f64 {
        let n = self.network.nodes.len();
        match self.network.layout {
            Layout::Stress => {
                let wanted = 4200.0 * n as f64 * if width < 500.0 { 1.6 } else { 1.0 };
                (wanted / width + 150.0).max(0.5 * width)
            }
            Layout::Columns => {
                let longest = (0..self.node_kinds.len())
                    .map(|c| (0..n).filter(|i| self.column(*i) == c).count())
                    .max()
                    .unwrap_or(0);
                (longest as f64 * 62.0).max(160.0)
            }
        }
    }

    /// Centres of the nodes inside `area`, apart from one another.
    fn positions(&self, area: Rect) -> Vec<(f64, f64)> {
        let n = self.network.nodes.len();
        let pairs: Vec<(usize, usize)> = self.edges.iter().map(|(a, b, _)| (*a, *b)).collect();
        let (raw, side) = match self.network.layout {
            Layout::Stress => (layout::stress(n, &pairs), 0.12),
            Layout::Columns => {
                let columns: Vec<usize> = (0..n).map(|i| self.column(i)).collect();
                (layout::columns(&columns, &pairs), 0.16)
            }
        };
        let inner = Rect {
            x: area.x + side * area.width,
            width: area.width * (1.0 - 2.0 * side),
            y: area.y + 30.0,
            height: area.height - 60.0,
        };
        let mut at = fitted(&raw, inner, matches!(self.network.layout, Layout::Columns));
        if self.network.layout == Layout::Stress {
            self.push_apart(&mut at, inner);
        }
        at
    }

    /// Moves nodes that touch away from each other, a little at a time.
    fn push_apart(&self, at: &mut [(f64, f64)], area: Rect) {
        for _ in 0..200 {
            let mut calm = true;
            for i in 0..at.len() {
                for j in 0..i {
                    let wished = self.radii[i] + self.radii[j] + 16.0;
                    let (dx, dy) = (at[i].0 - at[j].0, at[i].1 - at[j].1);
                    let length = dx.hypot(dy);
                    if length >= wished - 0.5 {
                        continue;
                    }
                    calm = false;
                    let (ux, uy) = if length > 1e-6 { (dx / length, dy / length) } else { (0.6, 0.8) };
                    let push = (wished - length) / 2.0;
                    at[i] = (at[i].0 + ux * push, at[i].1 + uy * push);
                    at[j] = (at[j].0 - ux * push, at[j].1 - uy * push);
                }
            }
            for p in at.iter_mut() {
                *p = (p.0.clamp(area.x, area.right()), p.1.clamp(area.y, area.bottom()));
            }
            if calm {
                break;
            }
        }
    }

    /// Lines of the edges: straight, or bent where a pair has several, where both ends are in one column, or where a
    /// straight line would pass through another node.
    fn routes(&self, at: &[(f64, f64)]) -> Vec<Route> {
        let mut seen: BTreeMap<(usize, usize), usize> = BTreeMap::new();
        let mut routes = Vec::with_capacity(self.edges.len());
        for (a, b, edge) in &self.edges {
            let count = seen.entry((*a.min(b), *a.max(b))).or_insert(0);
            let lane = *count;
            *count += 1;
            let length = distance(at[*a], at[*b]);
            let same = self.network.layout == Layout::Columns && self.column(*a) == self.column(*b);
            let base = if same { 0.28 * length } else { 0.0 };
            let sign = if lane.is_multiple_of(2) { 1.0 } else { -1.0 };
            let first = base + sign * lane.div_ceil(2) as f64 * 22.0;
            let bends = [first, first + 26.0, first - 26.0, first + 50.0, first - 50.0];
            let direction = if a < b { 1.0 } else { -1.0 };
            let tip = if edge.directed { 3.0 } else { 0.0 };
            let route = |bend: f64| self.route(*a, *b, at, bend * direction, tip);
            let clear = bends.iter().map(|b| route(*b)).find(|r| self.passes_no_node(r, *a, *b, at));
            routes.push(clear.unwrap_or_else(|| route(first)));
        }
        routes
    }

    fn passes_no_node(&self, route: &Route, a: usize, b: usize, at: &[(f64, f64)]) -> bool {
        (0..at.len()).filter(|i| *i != a && *i != b).all(|i| {
            let r = self.radii[i] + 3.0;
            let body = Rect { x: at[i].0 - r, y: at[i].1 - r, width: 2.0 * r, height: 2.0 * r };
            !route.windows(2).any(|ends| body.meets(ends[0], ends[1]))
        })
    }

    /// A line from the rim of node `a` to the rim of node `b`, its middle `bend` away from the straight line.
    fn route(&self, a: usize, b: usize, at: &[(f64, f64)], bend: f64, tip: f64) -> Route {
        let (start, end) = (at[a], at[b]);
        let length = (end.0 - start.0).hypot(end.1 - start.1).max(1e-6);
        let normal = ((end.1 - start.1) / length, -(end.0 - start.0) / length);
        let control = (
            f64::midpoint(start.0, end.0) + 2.0 * bend * normal.0,
            f64::midpoint(start.1, end.1) + 2.0 * bend * normal.1,
        );
        let at = |t: f64| {
            let s = 1.0 - t;
            (
                s * s * start.0 + 2.0 * s * t * control.0 + t * t * end.0,
                s * s * start.1 + 2.0 * s * t * control.1 + t * t * end.1,
            )
        };
        let leave = crossing(|t| distance(at(t), start) - self.radii[a] - 2.0);
        let arrive = 1.0 - crossing(|t| distance(at(1.0 - t), end) - self.radii[b] - 2.0 - tip);
        let steps = if bend.abs() > 0.0 { 24 } else { 1 };
        if leave >= arrive {
            return Vec::new();
        }
        (0..=steps).map(|k| at(leave + (arrive - leave) * f64::from(k) / f64::from(steps))).collect()
    }

    fn draw_edge(&self, sheet: &mut Sheet, edge: &Edge, route: &Route) {
        let heaviest = self.network.edges.iter().map(|e| e.weight).filter(|w| w.is_finite()).fold(0.0, f64::max);
        let share = if heaviest > 0.0 && edge.weight.is_finite() { (edge.weight / heaviest).max(0.0) } else { 0.2 };
        let stroke = 1.0 + 3.0 * share.sqrt();
        let kind = self.edge_kind(edge);
        let tip = format!("{} – {}: {} {}", edge.from, edge.to, edge.kind, significant(edge.weight, 4));
        sheet.canvas.titled(&clean(&tip), |canvas| {
            let look = format!(r#"{} stroke-width="{}" stroke-opacity=".75""#, edge_look(kind), px(stroke));
            canvas.path(&polyline(route), &look);
            if let (true, [.., before, end]) = (edge.directed, route.as_slice()) {
                canvas.path(&arrow(*before, *end, 6.0 + stroke), &class(&format!("f-{}", edge_colour(kind))));
            }
        });
    }

    fn draw_node(&self, sheet: &mut Sheet, i: usize, at: (f64, f64)) {
        let node = &self.network.nodes[i];
        let slot = self.column(i);
        let tip = format!("{} ({}): {}", node.label, node.kind, significant(node.size, 4));
        let look = class(&format!("f-{} s-paper", theme::colour(slot))) + r#" stroke-width="1.5""#;
        sheet.canvas.titled(&clean(&tip), |canvas| theme::marker(canvas, slot, at, self.radii[i], &look));
    }

    /// Names the nodes, the most connected first, each at the best free place around it.
    fn name_nodes(&self, sheet: &mut Sheet, at: &[(f64, f64)], routes: &[Route], area: Rect) {
        let bodies: Vec<Rect> = at
            .iter()
            .zip(&self.radii)
            .map(|((x, y), r)| Rect { x: x - 1.15 * r, y: y - 1.15 * r, width: 2.3 * r, height: 2.3 * r })
            .collect();
        let degree = |i: usize| self.edges.iter().filter(|(a, b, _)| *a == i || *b == i).count();
        let mut order: Vec<usize> = (0..at.len()).collect();
        order.sort_by_key(|i| (std::cmp::Reverse(degree(*i)), *i));
        let mut unplaced = Vec::new();
        for i in order {
            let text = cut(&clean(&self.network.nodes[i].label), 0.38 * sheet.width, |t| width(t, SMALL));
            if text.is_empty() {
                continue;
            }
            let best = candidates(at[i], self.radii[i], &text)
                .filter(|c| {
                    let rect = c.rect();
                    rect.inside(&area)
                        && sheet.canvas.free(&rect.grown(1.5))
                        && !bodies.iter().any(|body| body.overlaps(&rect))
                })
                .enumerate()
                .min_by(|(k, a), (l, b)| cost(*k, a, routes).total_cmp(&cost(*l, b, routes)).then(k.cmp(l)));
            match best {
                Some((_, label)) => sheet.canvas.text(&label),
                None => unplaced.push(text),
            }
        }
        sheet.unplaced = unplaced;
    }

    fn entries(&self, unplaced: &[String]) -> Vec<Entry> {
        let mut entries: Vec<Entry> = self
            .node_kinds
            .iter()
            .enumerate()
            .filter(|(_, kind)| !kind.is_empty())
            .map(|(slot, kind)| Entry::new(Sample::Shape(slot), kind))
            .collect();
        for (k, (kind, directed)) in self.edge_kinds.iter().enumerate().filter(|(_, (kind, _))| !kind.is_empty()) {
            let look = format!(r#"{} stroke-width="2""#, edge_look(k));
            entries.push(Entry::new(Sample::Stroke(look, *directed), kind));
        }
        if !self.network.size_means.is_empty() {
            entries.push(Entry::new(Sample::Remark, &format!("size: {}", self.network.size_means)));
        }
        if !self.network.weight_means.is_empty() {
            entries.push(Entry::new(Sample::Remark, &format!("width: {}", self.network.weight_means)));
        }
        if !unplaced.is_empty() {
            let remark = format!("without room for a name: {}; see the data", unplaced.len());
            entries.push(Entry::new(Sample::Remark, &remark));
        }
        entries
    }
}

fn distance(a: (f64, f64), b: (f64, f64)) -> f64 {
    (a.0 - b.0).hypot(a.1 - b.1)
}

/// Where a function that rises through zero on the first half of the unit interval does so; the middle if it does not.
fn crossing(f: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high) = (0.0, 0.5);
    for _ in 0..30 {
        let middle = f64::midpoint(low, high);
        if f(middle) < 0.0 { low = middle } else { high = middle }
    }
    high
}

/// Colour and dash of a kind of edge.
fn edge_look(kind: usize) -> String {
    class(&format!("edge s-{}", edge_colour(kind))) + &theme::dash(kind)
}

fn edge_colour(kind: usize) -> &'static str {
    ["muted", "c1", "c0", "c2", "c3", "c4", "c5"][kind % 7]
}

/// Scales positions into `area`; with `stretch` each direction on its own, else by at most 1.7 times the other.
fn fitted(raw: &[(f64, f64)], area: Rect, stretch: bool) -> Vec<(f64, f64)> {
    let extent = |pick: fn(&(f64, f64)) -> f64| {
        raw.iter().map(pick).fold((f64::INFINITY, f64::NEG_INFINITY), |(lo, hi), v| (v.min(lo), v.max(hi)))
    };
    let ((x0, x1), (y0, y1)) = (extent(|p| p.0), extent(|p| p.1));
    let scale = |low: f64, high: f64, room: f64| if high - low > 1e-6 { room / (high - low) } else { f64::INFINITY };
    let (mut sx, mut sy) = (scale(x0, x1, area.width), scale(y0, y1, area.height));
    if !stretch {
        (sx, sy) = (sx.min(1.7 * sy), sy.min(1.7 * sx));
    }
    let place = |v: f64, low: f64, high: f64, s: f64, centre: f64| {
        if s.is_finite() { centre + (v - f64::midpoint(low, high)) * s } else { centre }
    };
    let centre = (area.x + area.width / 2.0, area.y + area.height / 2.0);
    raw.iter().map(|(x, y)| (place(*x, x0, x1, sx, centre.0), place(*y, y0, y1, sy, centre.1))).collect()
}

/// Places for the name of a node: right, left, above, below and the corners, near first.
fn candidates((x, y): (f64, f64), r: f64, text: &str) -> impl Iterator<Item = Label<'_>> {
    const SIDES: [(f64, f64, Anchor); 8] = [
        (1.0, 0.0, Anchor::Start),
        (-1.0, 0.0, Anchor::End),
        (0.0, -1.0, Anchor::Middle),
        (0.0, 1.0, Anchor::Middle),
        (0.75, -0.75, Anchor::Start),
        (0.75, 0.75, Anchor::Start),
        (-0.75, -0.75, Anchor::End),
        (-0.75, 0.75, Anchor::End),
    ];
    [5.0, 10.0, 18.0].into_iter().flat_map(move |gap| {
        SIDES.into_iter().map(move |(dx, dy, anchor)| {
            let reach = r * 1.15 + gap;
            let drop = 0.34 * SMALL + dy * (reach + if dy.abs() > 0.9 { 0.3 * LEADING } else { 0.0 });
            let (size, kind) = (SMALL, LabelKind::Node);
            Label { x: x + dx * reach, y: y + drop, anchor, text, size, class: "halo", kind }
        })
    })
}

/// Edges under a label count most, then how far down the list the place is.
fn cost(position: usize, label: &Label<'_>, routes: &[Route]) -> f64 {
    let rect = label.rect().grown(1.0);
    let crossed = routes.iter().filter(|r| r.windows(2).any(|ends| rect.meets(ends[0], ends[1]))).count();
    10.0 * crossed as f64 + position as f64
}

/// A filled arrowhead whose tip is at `end`.
fn arrow(before: (f64, f64), end: (f64, f64), size: f64) -> String {
    let (dx, dy) = (end.0 - before.0, end.1 - before.1);
    let length = dx.hypot(dy).max(1e-6);
    let (ux, uy) = (dx / length, dy / length);
    let tip = (end.0 + 3.0 * ux, end.1 + 3.0 * uy);
    let base = (tip.0 - size * ux, tip.1 - size * uy);
    let half = 0.45 * size;
    polyline(&[tip, (base.0 - half * uy, base.1 + half * ux), (base.0 + half * uy, base.1 - half * ux)]) + "Z"
}
