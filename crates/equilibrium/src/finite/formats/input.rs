//! Bytes of a file with their line and column, read through a buffer of fixed size.

use std::io::{ErrorKind, Read};
use std::sync::Arc;

use moloch_core::Place;

use super::error::Excerpt;

/// Bytes read at a time.
const CHUNK: usize = 1 << 16;
/// Bytes before the reading point that stay at hand for messages.
const KEPT: usize = 1 << 12;
/// Characters of a line that a message shows.
const SHOWN: usize = 110;
/// Bytes of a line after the start of a token that a message looks at.
const AHEAD: usize = 512;

/// A place in the input: what a fault points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub(super) line: u32,
    pub(super) column: u32,
    /// Bytes from the start of the input.
    pub(super) offset: u64,
}

/// A reader that knows where it is. It never holds more than one chunk and a little of what came before.
pub(super) struct Input<R> {
    source: R,
    name: Arc<str>,
    bytes: Vec<u8>,
    /// The next byte to read, within `bytes`.
    next: usize,
    /// Bytes of the input before `bytes`.
    dropped: u64,
    line: u32,
    column: u32,
    ended: bool,
    /// Why reading stopped early, where the operating system stopped it.
    failure: Option<String>,
}

impl<R: Read> Input<R> {
    pub(super) fn new(name: &str, source: R) -> Self {
        let mut input = Self {
            source,
            name: name.into(),
            bytes: Vec::new(),
            next: 0,
            dropped: 0,
            line: 1,
            column: 1,
            ended: false,
            failure: None,
        };
        input.look_ahead(3);
        // A byte order mark is no part of the text.
        if input.bytes.starts_with(b"\xef\xbb\xbf") {
            input.next = 3;
        }
        input
    }

    /// Why the source could not be read to its end.
    pub(super) fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }

    pub(super) fn mark(&self) -> Mark {
        Mark { line: self.line, column: self.column, offset: self.dropped + self.next as u64 }
    }

    pub(super) fn place(&self, mark: Mark) -> Place {
        Place { file: Some(Arc::clone(&self.name)), line: mark.line, column: mark.column }
    }

    /// The next byte, which stays.
    #[inline]
    pub(super) fn peek(&mut self) -> Option<u8> {
        if self.next < self.bytes.len() {
            return Some(self.bytes[self.next]);
        }
        self.refill();
        self.bytes.get(self.next).copied()
    }

    /// Takes the next byte.
    #[inline]
    pub(super) fn take(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.next += 1;
        if byte == b'\n' {
            self.line = self.line.saturating_add(1);
            self.column = 1;
        } else if byte & 0xC0 != 0x80 {
            self.column = self.column.saturating_add(1);
        }
        Some(byte)
    }

    /// The next bytes, as many as are wanted and left.
    pub(super) fn look_ahead(&mut self, wanted: usize) -> &[u8] {
        while !self.ended && self.bytes.len() - self.next < wanted {
            self.refill();
        }
        let end = self.bytes.len().min(self.next + wanted);
        &self.bytes[self.next..end]
    }

    /// Reads one more chunk, letting go of what is far behind.
    fn refill(&mut self) {
        if self.ended {
            return;
        }
        let surplus = self.next.saturating_sub(KEPT);
        self.bytes.drain(..surplus);
        self.next -= surplus;
        self.dropped += surplus as u64;
        let length = self.bytes.len();
        self.bytes.resize(length + CHUNK, 0);
        let read = loop {
            match self.source.read(&mut self.bytes[length..]) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => {
                    self.failure = Some(error.to_string());
                    break 0;
                }
                Ok(read) => break read,
            }
        };
        self.bytes.truncate(length + read);
        self.ended = read == 0;
    }

    /// The line around a mark with `length` characters underlined; `None` when it is too far behind.
    pub(super) fn excerpt(&mut self, mark: Mark, length: usize) -> Option<Excerpt> {
        self.look_ahead(AHEAD);
        let at = usize::try_from(mark.offset.checked_sub(self.dropped)?).ok()?;
        let before = self.bytes.get(..at)?;
        let start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
        let rest = &self.bytes[at..];
        let rest = &rest[..rest.len().min(AHEAD)];
        let end = rest.iter().position(|&byte| byte == b'\n').unwrap_or(rest.len());
        Some(window(&before[start..], &rest[..end], length))
    }
}

/// A line as text, cut to what a message shows.
pub(super) fn window(before: &[u8], rest: &[u8], length: usize) -> Excerpt {
    let visible = |bytes: &[u8]| -> Vec<char> {
        String::from_utf8_lossy(bytes).chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
    };
    let (before, rest) = (visible(before), visible(rest));
    // A long line is shown around the token only.
    let long = before.len() + rest.len() > SHOWN;
    let from = if long { before.len().saturating_sub(SHOWN / 2) } else { 0 };
    let text: String = before[from..].iter().chain(&rest).take(SHOWN).collect();
    let before = before.len() - from;
    Excerpt { text, before, length: length.clamp(1, SHOWN - before.min(SHOWN - 1)).min(rest.len().max(1)) }
}
