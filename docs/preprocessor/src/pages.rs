//! Equations in pages that rustdoc wrote: the same formulas, found as HTML instead of Markdown.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use crate::maths;

/// How rustdoc writes an inline formula and a fenced one.
const INLINE: (&str, &str) = ("$<code>", "</code>$");
const FENCED: (&str, &str) = ("<pre class=\"language-math\"><code>", "</code></pre>");

const STYLE: &str = "<style>math { font-family: \"Latin Modern Math\", \"STIX Two Math\", \"Cambria Math\", math; } \
     .maths { overflow-x: auto; overflow-y: hidden; margin: 1em 0; }</style></head>";

/// Typesets every page under a folder, in place.
///
/// # Errors
/// When a formula cannot be typeset, or a page cannot be read or written.
pub fn typeset_folder(folder: &Path) -> Result<()> {
    let entries = fs::read_dir(folder).with_context(|| format!("failed to list {}", folder.display()))?;
    for entry in entries {
        let path = entry.with_context(|| format!("failed to list {}", folder.display()))?.path();
        if path.is_dir() {
            typeset_folder(&path)?;
        } else if path.extension().is_some_and(|extension| extension == "html") {
            let page = fs::read_to_string(&path).with_context(|| format!("failed to read {}", path.display()))?;
            if page.contains(INLINE.0) || page.contains(FENCED.0) {
                let done = typeset(&page).with_context(|| format!("in the page {}", path.display()))?;
                fs::write(&path, done).with_context(|| format!("failed to write {}", path.display()))?;
            }
        }
    }
    Ok(())
}

/// Typesets one page.
///
/// # Errors
/// When a formula cannot be typeset.
pub fn typeset(page: &str) -> Result<String> {
    let fenced = replace(page, FENCED, maths::block)?;
    Ok(replace(&fenced, INLINE, maths::inline)?.replacen("</head>", STYLE, 1))
}

fn replace(page: &str, marks: (&str, &str), convert: fn(&str) -> Result<String>) -> Result<String> {
    let mut done = String::with_capacity(page.len());
    let mut rest = page;
    while let Some(start) = rest.find(marks.0) {
        let inside = &rest[start + marks.0.len()..];
        let Some(length) = inside.find(marks.1) else { break };
        done.push_str(&rest[..start]);
        done.push_str(&convert(&unescape(&inside[..length]))?);
        rest = &inside[length + marks.1.len()..];
    }
    done.push_str(rest);
    Ok(done)
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::typeset;

    #[test]
    fn both_forms_of_a_formula_are_typeset() {
        let page = "<head></head><p>$<code>a &lt; b</code>$ and <code>$x</code></p><pre class=\"language-math\"><code>x^2</code></pre>";
        let done = typeset(page).unwrap();
        assert_eq!(done.matches("<math").count(), 2, "{done}");
        assert!(done.contains("<code>$x</code>") && done.contains("<style>"), "{done}");
    }
}
