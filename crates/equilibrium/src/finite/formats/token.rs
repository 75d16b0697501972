//! The words of Gambit's formats: braces, commas, quoted text and plain words.

use std::io::Read;

use moloch_core::Fault;

use super::error::{Excerpt, FormatError, MAX_FAULTS};
use super::input::{Input, Mark};

/// Bytes that a word may have: a little more than the longest number, so that those are refused by their reader.
const MAX_WORD: usize = 4_200;
/// Bytes that a quoted text may have.
const MAX_TEXT: usize = 1 << 20;
/// Characters of a token that a message repeats.
const QUOTED: usize = 40;

/// One token and where it starts.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Token {
    pub(crate) kind: Kind,
    pub(super) mark: Mark,
}

/// What a token is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Kind {
    Open,
    Close,
    Comma,
    Text(String),
    Word(String),
    End,
}

/// Why reading cannot go on: the faults are with the [`Tokens`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stuck;

/// A source cut into tokens, with the faults found so far.
pub(crate) struct Tokens<R> {
    input: Input<R>,
    ahead: Option<Token>,
    /// What comes is no text: nothing more is read.
    stuck: bool,
    faults: Vec<(Fault, Option<Excerpt>)>,
}

impl<R: Read> Tokens<R> {
    pub(crate) fn new(name: &str, source: R) -> Self {
        Self { input: Input::new(name, source), ahead: None, stuck: false, faults: Vec::new() }
    }

    /// The next token, which stays.
    pub(crate) fn peek(&mut self) -> Result<&Token, Stuck> {
        let token = match self.ahead.take() {
            Some(token) => token,
            None => self.read()?,
        };
        Ok(self.ahead.insert(token))
    }

    /// Takes the next token.
    pub(crate) fn take(&mut self) -> Result<Token, Stuck> {
        match self.ahead.take() {
            Some(token) => Ok(token),
            None => self.read(),
        }
    }

    /// Notes a fault at a token.
    pub(crate) fn fault(&mut self, token: &Token, code: &'static str, key: &str, expected: &str, next: &str) {
        let found = token.found();
        self.fault_as(token, code, key, found, expected, next);
    }

    /// Notes a fault at a token, saying what was found there.
    pub(crate) fn fault_as(
        &mut self,
        token: &Token,
        code: &'static str,
        key: &str,
        found: String,
        expected: &str,
        next: &str,
    ) {
        // Beyond the limit faults are counted, not described.
        let excerpt = (self.faults.len() < MAX_FAULTS).then(|| self.input.excerpt(token.mark, token.length()));
        let place = self.input.place(token.mark);
        let (key, expected, next) = (key.to_owned(), expected.to_owned(), next.to_owned());
        self.faults.push((Fault { code, place, key, found, expected, next }, excerpt.flatten()));
    }

    /// Whether so many faults were found that looking for more is no use.
    pub(crate) fn is_hopeless(&self) -> bool {
        self.faults.len() >= MAX_FAULTS
    }

    /// Whether nothing is wrong so far.
    pub(crate) fn is_sound(&self) -> bool {
        self.faults.is_empty()
    }

    /// All faults as an error.
    pub(crate) fn into_error(self, what: &'static str, name: &str) -> FormatError {
        FormatError::new(what, name, self.faults)
    }

    fn read(&mut self) -> Result<Token, Stuck> {
        let token = if self.stuck { Err(Stuck) } else { self.scan() };
        self.stuck = token.is_err();
        token
    }

    fn scan(&mut self) -> Result<Token, Stuck> {
        while self.input.peek().is_some_and(|byte| byte.is_ascii_whitespace()) {
            self.input.take();
        }
        let mark = self.input.mark();
        let kind = match self.input.peek() {
            None => return self.end(mark),
            Some(b'{') => Kind::Open,
            Some(b'}') => Kind::Close,
            Some(b',') => Kind::Comma,
            Some(b'"') => return self.text(mark),
            Some(_) => return self.word(mark),
        };
        self.input.take();
        Ok(Token { kind, mark })
    }

    fn end(&mut self, mark: Mark) -> Result<Token, Stuck> {
        let token = Token { kind: Kind::End, mark };
        let Some(why) = self.input.failure().map(str::to_owned) else { return Ok(token) };
        self.fault_as(
            &token,
            "unreadable",
            "",
            why,
            "a file that can be read to its end",
            "check the disk and the path",
        );
        Err(Stuck)
    }

    fn word(&mut self, mark: Mark) -> Result<Token, Stuck> {
        let mut bytes = Vec::new();
        while let Some(byte) = self.input.peek() {
            if byte.is_ascii_whitespace() || b"{},\"".contains(&byte) {
                break;
            }
            if bytes.len() < MAX_WORD {
                bytes.push(byte);
            }
            self.input.take();
        }
        // A cut inside a character is not the writer's fault.
        if bytes.len() == MAX_WORD {
            bytes.truncate(MAX_WORD - bytes.iter().rev().take_while(|byte| **byte >= 0x80).count());
        }
        let word = self.utf8(bytes, mark)?;
        Ok(Token { kind: Kind::Word(word), mark })
    }

    fn text(&mut self, mark: Mark) -> Result<Token, Stuck> {
        self.input.take();
        let mut bytes = Vec::new();
        loop {
            let here = self.input.mark();
            match self.input.take() {
                Some(b'"') => break,
                Some(b'\\') => bytes.push(self.escaped(here)),
                Some(byte) if bytes.len() < MAX_TEXT => bytes.push(byte),
                Some(_) => return Err(self.too_long(mark)),
                None => return Err(self.unterminated(mark, &bytes)),
            }
        }
        let text = self.utf8(bytes, mark)?;
        Ok(Token { kind: Kind::Text(text), mark })
    }

    /// The character after a backslash; only quotes and backslashes are written so.
    fn escaped(&mut self, mark: Mark) -> u8 {
        match self.input.peek() {
            Some(byte @ (b'"' | b'\\')) => {
                self.input.take();
                byte
            }
            other => {
                let shown =
                    other.filter(u8::is_ascii_graphic).map_or(String::new(), |byte| char::from(byte).to_string());
                let token = Token { kind: Kind::Word(format!("\\{shown}")), mark };
                let next = "write a backslash as two: `\\\\`";
                self.fault(&token, "bad-escape", "", "`\\\"` or `\\\\` within quotes", next);
                b'\\'
            }
        }
    }

    fn too_long(&mut self, mark: Mark) -> Stuck {
        let token = Token { kind: Kind::Text(String::new()), mark };
        let found = format!("quoted text of more than {MAX_TEXT} bytes");
        self.fault_as(&token, "too-long", "", found, "a shorter one", "close the quotes, or shorten the text");
        Stuck
    }

    fn unterminated(&mut self, mark: Mark, bytes: &[u8]) -> Stuck {
        let text: String = String::from_utf8_lossy(bytes).chars().take_while(|c| *c != '\n').collect();
        let token = Token { kind: Kind::Text(text.clone()), mark };
        let found = format!("`\"{}` without an end", short(&text));
        self.fault_as(&token, "unterminated-text", "", found, "closing quotes", "close the quotes with `\"`");
        Stuck
    }

    /// Bytes as text without NUL.
    fn utf8(&mut self, bytes: Vec<u8>, mark: Mark) -> Result<String, Stuck> {
        let (found, next) = match String::from_utf8(bytes) {
            Ok(text) if !text.contains('\0') => return Ok(text),
            Ok(_) => ("a NUL byte".to_owned(), "is this a binary file? give a text file"),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let byte = error.as_bytes().get(at).copied().unwrap_or_default();
                (format!("the byte 0x{byte:02x}, which is not UTF-8"), "save the file as UTF-8 without other encodings")
            }
        };
        let token = Token { kind: Kind::Comma, mark };
        self.fault_as(&token, "not-text", "", found, "text in UTF-8", next);
        Err(Stuck)
    }
}

impl Token {
    /// The token as a message shows it.
    pub(crate) fn found(&self) -> String {
        match &self.kind {
            Kind::Open => "`{`".to_owned(),
            Kind::Close => "`}`".to_owned(),
            Kind::Comma => "`,`".to_owned(),
            Kind::Text(text) => format!("\"{}\"", short(text)),
            Kind::Word(word) => format!("`{}`", short(word)),
            Kind::End => "the end of the file".to_owned(),
        }
    }

    /// How many characters to underline.
    fn length(&self) -> usize {
        match &self.kind {
            Kind::Text(text) => text.chars().take_while(|c| *c != '\n').count() + 2,
            Kind::Word(word) => word.chars().count(),
            _ => 1,
        }
    }
}

/// The beginning of a text, on one line.
pub(crate) fn short(text: &str) -> String {
    let mut chars = text.chars().map(|c| if c.is_control() { ' ' } else { c });
    let start: String = chars.by_ref().take(QUOTED).collect();
    if chars.next().is_some() { start + "..." } else { start }
}

/// A text in quotes with its quotes and backslashes escaped.
pub(crate) fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
