//! Just enough HTML to find links, resources and anchors in pages that mdBook and rustdoc wrote.

/// One opening tag: its name in lower case and its attributes with character references resolved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// For example `a`.
    pub name: String,
    /// Attributes in the order of the source.
    pub attributes: Vec<(String, String)>,
}

impl Tag {
    /// The value of an attribute.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// Every opening tag of a page, in order; comments and the insides of scripts and styles are passed over.
#[must_use]
pub fn tags(page: &str) -> Vec<Tag> {
    let mut found = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        rest = &rest[start..];
        if rest.starts_with("<!--") {
            rest = after(rest, "-->");
        } else if rest[1..].starts_with(|c: char| c.is_ascii_alphabetic()) {
            let (tag, length) = read_tag(&rest[1..]);
            rest = &rest[1 + length..];
            if tag.name == "script" || tag.name == "style" {
                rest = after(rest, &format!("</{}", tag.name));
            }
            found.push(tag);
        } else {
            rest = &rest[1..];
        }
    }
    found
}

fn after<'a>(text: &'a str, mark: &str) -> &'a str {
    text.find(mark).map_or("", |at| &text[at + mark.len()..])
}

/// Reads a tag whose `<` has been passed; returns it with the number of bytes up to and including its `>`.
fn read_tag(text: &str) -> (Tag, usize) {
    let name_end = text.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(text.len());
    let mut tag = Tag { name: text[..name_end].to_ascii_lowercase(), attributes: Vec::new() };
    let mut rest = &text[name_end..];
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() || rest.starts_with('>') {
            let length = text.len() - rest.len() + usize::from(!rest.is_empty());
            return (tag, length);
        }
        let key_end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(rest.len());
        let key_end = key_end.max(1).min(rest.len());
        let key = rest[..key_end].to_ascii_lowercase();
        let (value, remaining) = read_value(&rest[key_end..]);
        tag.attributes.push((key, unescape(value)));
        rest = remaining;
    }
}

fn read_value(text: &str) -> (&str, &str) {
    let Some(value) = text.trim_start().strip_prefix('=').map(str::trim_start) else {
        return ("", text);
    };
    for quote in ['"', '\''] {
        if let Some(inner) = value.strip_prefix(quote) {
            return inner.split_once(quote).unwrap_or((inner, ""));
        }
    }
    let end = value.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(value.len());
    value.split_at(end)
}

fn unescape(text: &str) -> String {
    let mut plain = text.to_owned();
    for (escaped, meant) in
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&amp;", "&")]
    {
        plain = plain.replace(escaped, meant);
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::tags;

    #[test]
    fn links_and_anchors_are_read() {
        let page = "<!-- <a href=x> --><A class='k' href=\"a.html?x=1&amp;y#b\">t</A><script>if (a<b) '<a href=\"no\">'</script><h2 id=q>";
        let found = tags(page);
        let names: Vec<_> = found.iter().map(|tag| tag.name.as_str()).collect();
        assert_eq!(names, ["a", "script", "h2"]);
        assert_eq!(found[0].get("href"), Some("a.html?x=1&y#b"));
        assert_eq!(found[2].get("id"), Some("q"));
    }

    #[test]
    fn broken_markup_ends_without_panic() {
        for page in ["<", "<a", "<a href", "<a href=", "<a href=\"x", "<!--", "<script>", "<a =>", "<é>"] {
            assert!(tags(page).len() <= 1, "{page}");
        }
    }
}
