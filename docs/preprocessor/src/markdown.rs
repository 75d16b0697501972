//! Finds code and formulas in Markdown: `` $`...`$ `` inside a sentence, ` ```math ` fences on their own.

use anyhow::Result;

use crate::maths;

/// A piece of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'a> {
    /// Everything else, as written.
    Text(&'a str),
    /// A fenced block: its indent, the word after the opening fence, the lines between, the whole.
    Fence { indent: &'a str, info: &'a str, inner: &'a str, whole: &'a str },
}

/// Writes every formula of a page as MathML.
///
/// # Errors
/// When a formula cannot be typeset; the message shows it.
pub fn typeset(page: &str) -> Result<String> {
    transform(page, &|content, whole, _| match content {
        Content::Formula(tex) => Ok(maths::safe_in_markdown(&maths::inline(tex)?)),
        Content::Code(_) => Ok(whole.to_owned()),
    })
}

/// Links every code span that `address` knows to the address it gives.
#[must_use]
pub fn link_code(page: &str, address: &dyn Fn(&str) -> Option<String>) -> String {
    let link = |content: Content<'_>, whole: &str, linked: bool| match content {
        Content::Code(code) if !linked => {
            address(code).map_or_else(|| whole.to_owned(), |to| format!("[{whole}]({to})"))
        }
        _ => whole.to_owned(),
    };
    let untouched_fences = |piece: Piece<'_>| match piece {
        Piece::Text(text) if is_heading(text) => text.to_owned(),
        Piece::Text(text) => {
            spans(text, &|content, whole, linked| Ok(link(content, whole, linked))).unwrap_or_else(|_| text.to_owned())
        }
        Piece::Fence { whole, .. } => whole.to_owned(),
    };
    pieces(page).into_iter().map(untouched_fences).collect()
}

/// What stands between backticks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Content<'a> {
    Formula(&'a str),
    Code(&'a str),
}

type SpanRule<'a> = &'a dyn Fn(Content<'_>, &str, bool) -> Result<String>;

/// A page written for rustdoc as the book shows it: fences without a language are Rust, and links that lead to items
/// of the code, which the book does not have, become plain code.
#[must_use]
pub fn without_code_paths(page: &str) -> String {
    let rewrite = |piece: Piece<'_>| match piece {
        Piece::Text(text) => unlinked(text),
        Piece::Fence { indent, info: "" | "rust" | "no_run", inner, .. } => {
            format!("{indent}```rust\n{inner}{indent}```\n")
        }
        Piece::Fence { whole, .. } => whole.to_owned(),
    };
    pieces(page).into_iter().map(rewrite).collect()
}

/// `[`name`](super::name)` and `[`name`]` become `name`; links to pages stay.
fn unlinked(text: &str) -> String {
    let mut done = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('[') {
        let (before, link) = rest.split_at(start);
        done.push_str(before);
        let Some(label) = link[1..].split_once(']').map(|(label, _)| label) else { break };
        let after = &link[label.len() + 2..];
        let target = after.starts_with('(').then(|| bracketed(after)).flatten();
        match target {
            Some(target) if is_code_path(target) => {
                done.push_str(label);
                rest = &after[target.len() + 2..];
            }
            None if label.starts_with('`') && label.ends_with('`') => {
                done.push_str(label);
                rest = after;
            }
            _ => {
                done.push('[');
                rest = &link[1..];
            }
        }
    }
    done.push_str(rest);
    done
}

/// What stands between the bracket that opens a text and the one that closes it.
fn bracketed(text: &str) -> Option<&str> {
    let mut depth = 0_usize;
    for (at, letter) in text.char_indices() {
        match letter {
            '(' => depth += 1,
            ')' if depth == 1 => return Some(&text[1..at]),
            ')' => depth -= 1,
            _ => {}
        }
    }
    None
}

/// `super::name`, `name` or `name()`, not a page, an address or a place on the page.
fn is_code_path(target: &str) -> bool {
    target.contains("::") || !target.contains(['.', '/', '#'])
}

fn transform(page: &str, rule: SpanRule<'_>) -> Result<String> {
    let mut done = String::with_capacity(page.len());
    for piece in pieces(page) {
        match piece {
            Piece::Text(text) => done.push_str(&spans(text, rule)?),
            Piece::Fence { indent, info: "math", inner, .. } => {
                done.extend(["\n", indent, &maths::block(inner)?, "\n\n"]);
            }
            Piece::Fence { whole, .. } => done.push_str(whole),
        }
    }
    Ok(done)
}

/// Splits a page into paragraphs of text and fenced blocks; nothing is lost.
fn pieces(page: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = page;
    let mut text_length = 0;
    while text_length < rest.len() {
        let line = first_line(&rest[text_length..]);
        if let Some(fence) = opening_fence(line) {
            found.push(Piece::Text(&rest[..text_length]));
            let (piece, length) = read_fence(&rest[text_length..], fence);
            found.push(piece);
            rest = &rest[text_length + length..];
            text_length = 0;
        } else {
            text_length += line.len();
            // A span of code never runs past a blank line or a heading.
            if line.trim().is_empty() || is_heading(line) || is_heading(first_line(&rest[text_length..])) {
                found.push(Piece::Text(&rest[..text_length]));
                rest = &rest[text_length..];
                text_length = 0;
            }
        }
    }
    found.push(Piece::Text(rest));
    found
}

fn is_heading(text: &str) -> bool {
    text.trim_start().starts_with('#')
}

fn first_line(text: &str) -> &str {
    text.split_inclusive('\n').next().unwrap_or_default()
}

/// The run of backticks or tildes that opens a fenced block.
fn opening_fence(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let mark = line.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let rest = line.trim_start_matches(mark);
    let length = line.len() - rest.len();
    (length >= 3 && !rest.contains('`')).then(|| &line[..length])
}

fn read_fence<'a>(text: &'a str, fence: &str) -> (Piece<'a>, usize) {
    let opening = first_line(text);
    let indent = &opening[..opening.len() - opening.trim_start().len()];
    let info = opening.trim_start().trim_start_matches(['`', '~']).trim();
    let info = info.split([' ', ',']).next().unwrap_or_default();
    let mut end = opening.len();
    for line in text[opening.len()..].split_inclusive('\n') {
        end += line.len();
        let closes = line.trim().starts_with(fence) && line.trim().trim_start_matches(['`', '~']).is_empty();
        if closes {
            let inner = &text[opening.len()..end - line.len()];
            return (Piece::Fence { indent, info, inner, whole: &text[..end] }, end);
        }
    }
    (Piece::Fence { indent, info, inner: &text[opening.len()..], whole: text }, text.len())
}

/// Applies a rule to every span of code in a paragraph; the rule also learns whether the span stands in a link already.
fn spans(text: &str, rule: SpanRule<'_>) -> Result<String> {
    let in_table = text.trim_start().starts_with('|');
    let mut done = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('`') {
        let ticks = rest[start..].len() - rest[start..].trim_start_matches('`').len();
        let inside = &rest[start + ticks..];
        let Some(length) = closing(inside, ticks) else {
            done.push_str(&rest[..start + ticks]);
            rest = inside;
            continue;
        };
        let (content, after) = (&inside[..length], &inside[length + ticks..]);
        let formula = ticks == 1 && rest[..start].ends_with('$') && after.starts_with('$');
        if formula {
            done.push_str(&rest[..start - 1]);
            // A table needs its bars escaped; TeX must not see the escape.
            let tex = if in_table { content.replace(r"\|", "|") } else { content.to_owned() };
            done.push_str(&rule(Content::Formula(&tex), &rest[start - 1..=start + ticks + length + ticks], false)?);
            rest = &after[1..];
        } else {
            done.push_str(&rest[..start]);
            let linked = rest[..start].ends_with('[') || after.starts_with(']');
            done.push_str(&rule(Content::Code(content), &rest[start..start + ticks + length + ticks], linked)?);
            rest = after;
        }
    }
    done.push_str(rest);
    Ok(done)
}

/// Where a run of exactly as many backticks begins.
fn closing(text: &str, ticks: usize) -> Option<usize> {
    let mut at = 0;
    while let Some(start) = text[at..].find('`') {
        let run = text[at + start..].len() - text[at + start..].trim_start_matches('`').len();
        if run == ticks {
            return Some(at + start);
        }
        at += start + run;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{link_code, typeset, without_code_paths};

    #[test]
    fn formulas_are_typeset_and_code_is_left_alone() {
        let page = "# T\n\nLet $`x_i`$ be `$x` and ``a ` b``.\n\n```math\nx = \\frac{1}{2}\n```\n\n```rust\nlet a = \"$`x`$\";\n```\n";
        let done = typeset(page).unwrap();
        assert!(done.contains("<msub>") && done.contains("<div class=\"maths\""), "{done}");
        assert!(done.contains("let a = \"$`x`$\";") && done.contains("`$x`") && done.contains("``a ` b``"), "{done}");
    }

    #[test]
    fn a_page_without_formulas_is_unchanged() {
        let page = "a `b\nc` d\n\n* x\n\n    ```text\n    $`no`$\n    ```\n\n~~~math2\n```\n~~~\nend";
        assert_eq!(typeset(page).unwrap(), page);
    }

    #[test]
    fn a_bar_in_a_table_reaches_tex_unescaped() {
        let done = typeset("| a |\n|---|\n| $`P(x \\| y)`$ |\n").unwrap();
        assert!(!done.contains('‖') && done.contains("&#124;"), "{done}");
    }

    #[test]
    fn a_broken_formula_is_an_error_that_shows_it() {
        let problem = typeset("so $`\\frac{1`$.").unwrap_err().to_string();
        assert!(problem.contains("\\frac{1"), "{problem}");
    }

    #[test]
    fn links_into_the_code_become_plain_and_links_to_pages_stay() {
        let page = "[`a`](super::a), [`b`], [c](https://x.y/z), [`d`](d.md), [e](crate::e::f), [`g`](g()), x[0].\n\n```\nlet x = y[0];\n```\n";
        let done = without_code_paths(page);
        let plain = "`a`, `b`, [c](https://x.y/z), [`d`](d.md), e, `g`, x[0].\n\n```rust\nlet x = y[0];\n```\n";
        assert_eq!(done, plain);
    }

    #[test]
    fn known_code_is_linked_once() {
        let known = |code: &str| (code == "race.tullock").then(|| "race/tullock.md".to_owned());
        let done = link_code("# `race.tullock`\n`race.tullock`, [`race.tullock`](x.md), `other`\n", &known);
        assert_eq!(done, "# `race.tullock`\n[`race.tullock`](race/tullock.md), [`race.tullock`](x.md), `other`\n");
    }
}
