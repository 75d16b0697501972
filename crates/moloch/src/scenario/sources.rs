//! The texts that a scenario was read from, kept so that a message can show the line it is about.

use std::ops::Range;
use std::sync::Arc;

use moloch_core::Place;

/// One text and its name.
#[derive(Debug, Clone)]
pub(super) struct Source {
    name: Arc<str>,
    text: String,
    line_starts: Vec<usize>,
}

impl Source {
    /// Keeps a text under the name that messages use for it.
    pub(super) fn new(name: &str, text: String) -> Self {
        let starts = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(k, _)| k + 1);
        let line_starts = std::iter::once(0).chain(starts).collect();
        Self { name: name.into(), text, line_starts }
    }

    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The file as a place, without a line.
    pub(super) fn whole(&self) -> Place {
        Place { file: Some(Arc::clone(&self.name)), line: 0, column: 0 }
    }

    /// The place of a byte offset: line from 1, column in characters from 1.
    pub(super) fn place(&self, offset: usize) -> Place {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.line_starts.partition_point(|&start| start <= offset).max(1);
        let before = &self.text[self.line_starts[line - 1]..offset];
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Place { file: Some(Arc::clone(&self.name)), line: count(line), column: count(before.chars().count() + 1) }
    }

    /// The text between two byte offsets, on one line and not too long for a message.
    pub(super) fn excerpt(&self, span: Range<usize>) -> String {
        let start = self.text.floor_char_boundary(span.start);
        let rest = &self.text[start..];
        let length = rest.floor_char_boundary(span.end.saturating_sub(start));
        let line = rest[..length].lines().next().unwrap_or_default().trim_end();
        if line.chars().count() > 40 { line.chars().take(40).chain(['…']).collect() } else { line.to_owned() }
    }

    /// A line, from 1, without its end.
    pub(super) fn line(&self, line: u32) -> Option<&str> {
        let index = usize::try_from(line).ok()?.checked_sub(1)?;
        let rest = &self.text[*self.line_starts.get(index)?..];
        rest.lines().next().or(Some(""))
    }
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn columns_count_characters_and_lines_end_with_or_without_carriage_return() {
        let source = Source::new("a.toml", "ä = 1\r\nb = 2\n".to_owned());
        assert_eq!(source.place(3).to_string(), "a.toml:1:3");
        assert_eq!(source.place(8).to_string(), "a.toml:2:1");
        assert_eq!(source.place(99).to_string(), "a.toml:3:1");
        assert_eq!((source.line(1), source.line(2), source.line(9)), (Some("ä = 1"), Some("b = 2"), None));
    }
}
