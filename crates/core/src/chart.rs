//! Figures of an answer, declared by the model and drawn by whoever shows its page.
//!
//! A model that answers with a path or a curve says which outputs make the figure. It names keys, not numbers, so that a
//! figure cannot show anything that the answer does not say.

use crate::{Answer, Output, Value};

/// A line chart over outputs of an answer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Chart {
    /// What the figure shows, as a short sentence without a full stop.
    pub title: &'static str,
    /// What the horizontal axis measures.
    pub across: &'static str,
    /// Key of the output with the horizontal positions: numbers along one axis, rising.
    pub x: &'static str,
    /// What the vertical axis measures; all lines share its unit.
    pub up: &'static str,
    /// Whether the vertical scale is logarithmic.
    pub log: bool,
    /// The lines, most important first.
    pub lines: &'static [ChartLine],
    /// Levels drawn across: label and key of an output that is one number, or text where the level does not exist.
    pub thresholds: &'static [(&'static str, &'static str)],
}

/// One line of a chart, with the ranges around it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChartLine {
    /// Its label.
    pub label: &'static str,
    /// Key of the output with its values, as many as horizontal positions.
    pub y: &'static str,
    /// Ranges drawn behind it, widest first: label, key of the lower and of the upper end.
    pub bands: &'static [(&'static str, &'static str, &'static str)],
}

impl ChartLine {
    /// A line without ranges.
    pub const fn new(label: &'static str, y: &'static str) -> Self {
        Self { label, y, bands: &[] }
    }
}

impl Answer {
    /// The numbers of an output along one axis; `None` for any other form.
    pub fn along(&self, key: &str) -> Option<Vec<f64>> {
        let Value::List(items) = &self.get(key)?.value else { return None };
        items
            .iter()
            .map(|item| match item.value {
                Value::Number(number) => Some(number),
                Value::Integer(number) => Some(number as f64),
                _ => None,
            })
            .collect()
    }
}

impl Chart {
    /// The keys of all outputs along the horizontal axis, its positions first.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        let of_line = |line: &'static ChartLine| {
            std::iter::once(line.y).chain(line.bands.iter().flat_map(|(_, low, high)| [*low, *high]))
        };
        std::iter::once(self.x).chain(self.lines.iter().flat_map(of_line))
    }

    /// What keeps this chart from being drawn from the answer, in words; `None` when nothing does.
    pub fn fault(&self, answer: &Answer) -> Option<String> {
        let length = answer.along(self.x).map_or(0, |positions| positions.len());
        for key in self.keys() {
            match answer.along(key) {
                None => return Some(format!("`{key}` is not an output of numbers along an axis")),
                Some(values) if values.len() != length => {
                    return Some(format!("`{key}` has {} numbers, `{}` has {length}", values.len(), self.x));
                }
                Some(_) => {}
            }
        }
        let rising = answer.along(self.x).is_some_and(|x| x.len() > 1 && x.windows(2).all(|pair| pair[0] < pair[1]));
        if !rising {
            return Some(format!("`{}` has no two rising positions", self.x));
        }
        let units: Vec<&str> =
            self.keys().skip(1).filter_map(|key| answer.get(key)).map(|output| output.unit).collect();
        if units.windows(2).any(|pair| pair[0] != pair[1]) {
            return Some(format!("its lines have different units: {}", units.join(", ")));
        }
        let single =
            |key: &str| matches!(answer.get(key), Some(Output { value: Value::Number(_) | Value::Text(_), .. }));
        let missing = self.thresholds.iter().find(|(_, key)| !single(key));
        missing.map(|(_, key)| format!("the threshold `{key}` is not an output of one number"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Status, quantity};

    const CHART: Chart = Chart {
        title: "A level over time",
        across: "time",
        x: "month",
        up: "level",
        log: false,
        lines: &[ChartLine { label: "level", y: "level", bands: &[("middle half", "low", "high")] }],
        thresholds: &[("half", "half")],
    };

    fn answer(months: &[f64]) -> Answer {
        let levels = [1.0, 0.9, 0.8];
        Answer::new(Status::ClosedForm)
            .numbers("month", &quantity::DURATION, "month", months, "time")
            .numbers("level", &quantity::NUMBER, "month", &levels, "level")
            .numbers("low", &quantity::NUMBER, "month", &levels, "lower end")
            .numbers("high", &quantity::NUMBER, "month", &levels, "upper end")
            .number("half", &quantity::NUMBER, 0.5, "half of the first level")
    }

    #[test]
    fn a_chart_is_drawn_from_outputs_that_exist_and_fit() {
        assert_eq!(CHART.fault(&answer(&[0.0, 1.0, 2.0])), None);
    }

    #[test]
    fn a_chart_says_what_keeps_it_from_being_drawn() {
        let fault = |months: &[f64]| CHART.fault(&answer(months)).unwrap_or_default();
        assert_eq!(fault(&[0.0, 1.0]), "`level` has 3 numbers, `month` has 2");
        assert_eq!(fault(&[0.0, 2.0, 1.0]), "`month` has no two rising positions");
        let lost = Chart { thresholds: &[("level", "level")], ..CHART };
        assert_eq!(
            lost.fault(&answer(&[0.0, 1.0, 2.0])).unwrap_or_default(),
            "the threshold `level` is not an output of one number"
        );
        let absent = Chart { x: "year", ..CHART };
        assert_eq!(
            absent.fault(&answer(&[0.0, 1.0, 2.0])).unwrap_or_default(),
            "`year` is not an output of numbers along an axis"
        );
    }
}
