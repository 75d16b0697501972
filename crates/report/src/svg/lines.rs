//! Line charts.

use super::canvas::{Anchor, Canvas, Label, LabelKind, Rect, SMALL, TEXT, class, polyline};
use super::key::{self, Entry, Sample};
use super::place::{self, Obstacles};
use super::scale::{self, Scale, Tick, drawable};
use super::{Sheet, events, frame, theme, widest};
use crate::text::{clean, cut, width};
use crate::{LineChart, Series};

/// Draws a chart over the whole width of the sheet.
pub(super) fn draw(sheet: &mut Sheet, chart: &LineChart) {
    let slots = slots(chart);
    let names: Vec<String> = chart.series.iter().map(|s| clean(&s.name)).collect();
    let room = 0.3 * sheet.width;
    let direct = names.iter().all(|name| width(name, TEXT) <= room);
    let (mut entries, tall) = (Vec::new(), (names.len() as f64 + 1.0) * (TEXT + 3.0));
    if !direct {
        entries.extend(names.iter().zip(&slots).map(|(name, slot)| Entry::new(Sample::Line(*slot), name)));
    }
    entries.extend(band_entries(chart, &slots));
    let y = y_scale(chart);
    let height = (0.42 * sheet.width).clamp(210.0, 380.0).max(if direct { tall } else { 0.0 });
    let (_, exponent) = y.ticks(chart.y.ticks, 5);
    sheet.heading(&scale::heading(&chart.y, exponent), SMALL, "f-muted", LabelKind::Axis, 2);
    sheet.top = key::draw(&mut sheet.canvas, &entries, 1.0, sheet.width - 1.0, sheet.top + 2.0, &sheet.id);
    let labels = if direct { widest(names.iter().map(String::as_str), TEXT) } else { 0.0 };
    let right = sheet.width - if labels > 0.0 { labels + 18.0 } else { 12.0 };
    let panel = Panel { left: 0.0, right, sheet: sheet.width, height, direct, headings: true, head: 0.0 };
    let left_over = panel.draw(sheet, chart, &slots, &y);
    sheet.top = key::draw(&mut sheet.canvas, &left_over, 1.0, sheet.width - 1.0, sheet.top + 4.0, &sheet.id);
}

/// Where a chart is drawn, from the top of its sheet downwards.
pub(super) struct Panel {
    pub(super) left: f64,
    /// Right edge of the plot.
    pub(super) right: f64,
    /// Right edge of everything.
    pub(super) sheet: f64,
    pub(super) height: f64,
    /// Whether series are named at their ends.
    pub(super) direct: bool,
    /// Whether the horizontal axis has a heading.
    pub(super) headings: bool,
    /// Least room above the plot, so that panels of a row align.
    pub(super) head: f64,
}

impl Panel {
    /// Room that the names of events need above the plot.
    pub(super) fn head_room(&self, chart: &LineChart, y: &Scale) -> f64 {
        events::height(&events::plan(&chart.events, &self.x_between(chart, y), self.sheet))
    }

    fn y_target(&self) -> usize {
        if self.height > 245.0 { 5 } else { 4 }
    }

    /// The horizontal scale right of the labels of the vertical axis.
    fn x_between(&self, chart: &LineChart, y: &Scale) -> Scale {
        let (ticks, _) = y.ticks(chart.y.ticks, self.y_target());
        let left = self.left + widest(ticks.iter().map(|t| t.text.as_str()), SMALL) + 10.0;
        x_scale(chart).between(left, self.right)
    }

    /// Draws a chart; returns what must go into a key because it found no room.
    pub(super) fn draw(&self, sheet: &mut Sheet, chart: &LineChart, slots: &[usize], y: &Scale) -> Vec<Entry> {
        let (y_ticks, _) = y.ticks(chart.y.ticks, self.y_target());
        let x = self.x_between(chart, y);
        let left = x.start();
        let flags = events::plan(&chart.events, &x, self.sheet);
        sheet.top += self.head.max(events::height(&flags)) + 8.0;
        let plot = Rect { x: left, y: sheet.top, width: self.right - left, height: self.height };
        let y = y.between(plot.bottom(), plot.y);
        let canvas = &mut sheet.canvas;
        frame::left_axis(canvas, &y, &y_ticks, plot);
        let exponent = self.x_axis(canvas, chart, &x, plot);
        let drawn = draw_series(canvas, chart, slots, &x, &y);
        events::draw(canvas, &flags, plot);
        if self.direct {
            self.name_ends(canvas, chart, slots, &drawn, plot);
        }
        let mut lines: Vec<Vec<(f64, f64)>> = drawn.into_iter().flatten().collect();
        let data = lines.len();
        lines.extend(events::poles(&flags, plot));
        let grid: Vec<f64> = y_ticks.iter().map(|tick| y.at(tick.value)).collect();
        let left_over = thresholds(canvas, chart, &y, plot, &lines, &grid);
        lines.truncate(data);
        sheet.lines.extend(lines);
        sheet.top = plot.bottom() + 24.0;
        if self.headings {
            let heading = scale::heading(&chart.x, exponent);
            sheet.top = frame::bottom_heading(&mut sheet.canvas, &heading, self.left + 1.0, self.right, sheet.top);
        }
        left_over
    }

    fn x_axis(&self, canvas: &mut Canvas, chart: &LineChart, x: &Scale, plot: Rect) -> i32 {
        let (ticks, exponent): (Vec<Tick>, i32) = frame::horizontal_ticks(x, chart.x.ticks, plot.width, 8);
        canvas.line((plot.x, plot.bottom()), (plot.right(), plot.bottom()), &class("thin s-muted"));
        frame::bottom_axis(canvas, x, &ticks, plot, self.sheet, false);
        exponent
    }

    /// Writes the name of each series beside its last point, moved apart where they would collide.
    fn name_ends(&self, canvas: &mut Canvas, chart: &LineChart, slots: &[usize], drawn: &[Strokes], plot: Rect) {
        let ends: Vec<(usize, (f64, f64))> = drawn
            .iter()
            .enumerate()
            .filter_map(|(i, strokes)| Some((i, *strokes.last()?.last()?)))
            .filter(|(i, _)| !chart.series[*i].name.is_empty())
            .collect();
        let wished: Vec<f64> = ends.iter().map(|(_, (_, y))| *y).collect();
        let heights = place::spread(&wished, TEXT + 2.0, plot.y + 5.0, plot.bottom());
        let at = plot.right() + 13.0;
        for ((i, end), y) in ends.iter().zip(heights) {
            let colour = theme::colour(slots[*i]);
            if (y - end.1).abs() > 3.0 || plot.right() - end.0 > 3.0 {
                canvas.line((end.0 + 4.0, end.1), (at - 2.0, y), &class(&format!("thin s-{colour}")));
            }
            let name = cut(&clean(&chart.series[*i].name), self.sheet - at - 1.0, |t| width(t, TEXT));
            canvas.text(&Label {
                x: at,
                y: y + 0.34 * TEXT,
                anchor: Anchor::Start,
                text: &name,
                size: TEXT,
                class: &format!("f-{colour}"),
                kind: LabelKind::Series,
            });
        }
    }
}

/// The unbroken pieces of one line.
type Strokes = Vec<Vec<(f64, f64)>>;

/// Palette slots of the series.
pub(super) fn slots(chart: &LineChart) -> Vec<usize> {
    chart.series.iter().enumerate().map(|(i, series)| series.slot.unwrap_or(i)).collect()
}

/// The vertical scale: all points, bands and thresholds, its ends rounded.
pub(super) fn y_scale(chart: &LineChart) -> Scale {
    Scale::covering(&chart.y, y_values(chart)).rounded(5)
}

/// Everything the vertical axis must show.
pub(super) fn y_values(chart: &LineChart) -> impl Iterator<Item = f64> {
    let points = chart.series.iter().flat_map(|s| s.points.iter().map(|p| p.1));
    let bands = chart.series.iter().flat_map(|s| &s.bands).flat_map(|b| b.points.iter().flat_map(|p| [p.1, p.2]));
    points.chain(bands).chain(chart.thresholds.iter().map(|t| t.value))
}

fn x_scale(chart: &LineChart) -> Scale {
    let points = chart.series.iter().flat_map(|s| s.points.iter().map(|p| p.0));
    let bands = chart.series.iter().flat_map(|s| &s.bands).flat_map(|b| b.points.iter().map(|p| p.0));
    Scale::covering(&chart.x, points.chain(bands))
}

/// One key entry per kind of band, and remarks.
pub(super) fn band_entries(chart: &LineChart, slots: &[usize]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for (series, slot) in chart.series.iter().zip(slots) {
        for (depth, band) in series.bands.iter().enumerate() {
            let name = clean(&band.name);
            if !entries.iter().any(|e| e.name == name) {
                entries.push(Entry::new(Sample::Band(*slot, depth + 1), &name));
            }
        }
    }
    if y_values(chart).any(|v| chart.y.log && v <= 0.0) {
        entries.push(Entry::new(Sample::Remark, "values at or below zero are not on this scale"));
    }
    entries
}

fn draw_series(canvas: &mut Canvas, chart: &LineChart, slots: &[usize], x: &Scale, y: &Scale) -> Vec<Strokes> {
    for (series, slot) in chart.series.iter().zip(slots) {
        for band in &series.bands {
            let look = class(&format!("band f-{}", theme::colour(*slot)));
            canvas.path(&band_path(&band.points, chart, x, y), &look);
        }
    }
    let mut drawn = Vec::new();
    for (series, slot) in chart.series.iter().zip(slots) {
        let pieces = strokes(series, chart, x, y);
        for piece in &pieces {
            canvas.path(&polyline(piece), &theme::line_look(*slot));
        }
        let solid = class(&format!("f-{}", theme::colour(*slot)));
        for piece in pieces.iter().filter(|piece| piece.len() == 1) {
            theme::marker(canvas, *slot, piece[0], 3.4, &solid);
        }
        if let Some(end) = pieces.last().and_then(|piece| piece.last()) {
            theme::marker(canvas, *slot, *end, 3.4, &solid);
        }
        drawn.push(pieces);
    }
    drawn
}

fn strokes(series: &Series, chart: &LineChart, x: &Scale, y: &Scale) -> Strokes {
    let mut pieces: Strokes = vec![Vec::new()];
    for (px, py) in &series.points {
        if drawable(*px, chart.x.log) && drawable(*py, chart.y.log) {
            if let Some(piece) = pieces.last_mut() {
                piece.push((x.at(*px), y.at(*py)));
            }
        } else {
            pieces.push(Vec::new());
        }
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

fn band_path(points: &[(f64, f64, f64)], chart: &LineChart, x: &Scale, y: &Scale) -> String {
    // On a log scale a band that reaches zero is drawn down to the edge.
    let floor = if chart.y.log { y.low } else { f64::NEG_INFINITY };
    let kept: Vec<(f64, f64, f64)> = points
        .iter()
        .filter(|p| drawable(p.0, chart.x.log) && drawable(p.1, false) && drawable(p.2, chart.y.log))
        .map(|p| (x.at(p.0), y.at(p.1.max(floor)), y.at(p.2.max(floor))))
        .collect();
    let outline: Vec<(f64, f64)> =
        kept.iter().map(|p| (p.0, p.2)).chain(kept.iter().rev().map(|p| (p.0, p.1))).collect();
    if kept.len() < 2 { String::new() } else { polyline(&outline) + "Z" }
}

/// Draws and names the thresholds, preferably not on a grid line; returns those without room for a name.
fn thresholds(
    canvas: &mut Canvas,
    chart: &LineChart,
    y: &Scale,
    plot: Rect,
    lines: &[Vec<(f64, f64)>],
    grid: &[f64],
) -> Vec<Entry> {
    const DASH: &str = r#" stroke-dasharray="6 3""#;
    let across = |level: f64| vec![(plot.x, level), (plot.right(), level)];
    let shown: Vec<_> = chart.thresholds.iter().filter(|t| drawable(t.value, chart.y.log)).collect();
    let must: Vec<_> = lines.iter().cloned().chain(shown.iter().map(|t| across(y.at(t.value)))).collect();
    let wish: Vec<_> = must.iter().cloned().chain(grid.iter().map(|level| across(*level))).collect();
    let mut left_over = Vec::new();
    for threshold in shown {
        let level = y.at(threshold.value);
        canvas.line((plot.x, level), (plot.right(), level), &(class("thin s-alert") + DASH));
        let text = clean(&threshold.label);
        let named = [&wish, &must].into_iter().any(|lines| {
            let obstacles = Obstacles { lines, area: plot };
            place::along_horizontal(canvas, &obstacles, level, &text)
        });
        if !named {
            left_over.push(Entry::new(Sample::Stroke(class("thin s-alert") + DASH, false), &text));
        }
    }
    left_over
}
