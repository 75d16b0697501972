//! Places for labels.

use super::canvas::{Anchor, Canvas, Label, LabelKind, Rect, SMALL};

/// Moves wished positions apart so that neighbours are at least `gap` apart and all lie between `top` and `bottom`;
/// order is kept, and the sum of squared moves is small: clusters sit at their mean.
pub(crate) fn spread(wished: &[f64], gap: f64, top: f64, bottom: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wished.len()).collect();
    order.sort_by(|a, b| wished[*a].total_cmp(&wished[*b]).then(a.cmp(b)));
    // Each cluster: sum of (wish - offset), members; its first member sits at the mean of those.
    let mut clusters: Vec<(f64, usize)> = Vec::new();
    for i in &order {
        clusters.push((wished[*i], 1));
        while let [.., (sum_a, n_a), (sum_b, n_b)] = clusters[..] {
            let (start_a, start_b) = (sum_a / n_a as f64, sum_b / n_b as f64);
            if start_b >= start_a + n_a as f64 * gap {
                break;
            }
            clusters.pop();
            clusters.pop();
            clusters.push((sum_a + sum_b - n_b as f64 * n_a as f64 * gap, n_a + n_b));
        }
    }
    let mut placed: Vec<f64> = Vec::with_capacity(wished.len());
    for (sum, n) in clusters {
        let start = sum / n as f64;
        placed.extend((0..n).map(|k| start + k as f64 * gap));
    }
    clamp_chain(&mut placed, gap, top, bottom);
    let mut result = vec![0.0; wished.len()];
    for (position, i) in placed.into_iter().zip(order) {
        result[i] = position;
    }
    result
}

fn clamp_chain(placed: &mut [f64], gap: f64, top: f64, bottom: f64) {
    let mut limit = bottom;
    for y in placed.iter_mut().rev() {
        *y = y.min(limit);
        limit = *y - gap;
    }
    let mut limit = top;
    for y in placed.iter_mut() {
        *y = y.max(limit);
        limit = *y + gap;
    }
}

/// What an inner label must keep clear of.
pub(crate) struct Obstacles<'a> {
    pub(crate) lines: &'a [Vec<(f64, f64)>],
    pub(crate) area: Rect,
}

impl Obstacles<'_> {
    /// Whether a box lies in the area, on no line and on no label.
    pub(crate) fn allow(&self, canvas: &Canvas, rect: &Rect) -> bool {
        let roomy = rect.grown(2.0);
        rect.inside(&self.area) && canvas.free(&roomy) && !self.lines.iter().any(|line| on_line(&roomy, line))
    }
}

/// Whether a line, or the marker at its end, touches a box.
fn on_line(rect: &Rect, line: &[(f64, f64)]) -> bool {
    let ends = [line.first(), line.last()].into_iter().flatten();
    let mut markers = ends.map(|at| Rect { x: at.0 - 4.0, y: at.1 - 4.0, width: 8.0, height: 8.0 });
    markers.any(|marker| marker.overlaps(rect)) || line.windows(2).any(|ends| rect.meets(ends[0], ends[1]))
}

/// Sets the label of a horizontal line at height `y` beside it where it covers nothing; returns whether there was room.
pub(crate) fn along_horizontal(canvas: &mut Canvas, obstacles: &Obstacles<'_>, y: f64, text: &str) -> bool {
    let area = obstacles.area;
    let steps = 16;
    for dy in [-6.5, 0.82 * SMALL + 4.0] {
        for k in 0..=steps {
            let right = area.right() - 4.0 - f64::from(k) * area.width / f64::from(steps);
            let label = Label {
                x: right,
                y: y + dy,
                anchor: Anchor::End,
                text,
                size: SMALL,
                class: "f-muted",
                kind: LabelKind::Threshold,
            };
            if obstacles.allow(canvas, &label.rect()) {
                canvas.text(&label);
                return true;
            }
        }
    }
    false
}
