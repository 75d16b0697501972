//! Checks rendered pages offline: every link has its file and its anchor, and nothing is fetched from elsewhere.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::html::{self, Tag};
use crate::{shell, workspace};

/// Attributes that make a browser fetch something.
const RESOURCES: [(&str, &str); 7] = [
    ("img", "src"),
    ("script", "src"),
    ("link", "href"),
    ("iframe", "src"),
    ("source", "src"),
    ("object", "data"),
    ("video", "src"),
];

#[derive(Default)]
struct Page {
    anchors: BTreeSet<String>,
    links: BTreeSet<String>,
    foreign: BTreeSet<String>,
    /// The address that a page sends its reader on to, as rustdoc does for names that moved to a re-export.
    sends_to: Option<String>,
}

impl Page {
    fn has(&self, anchor: &str) -> bool {
        // rustdoc writes some of its anchors encoded, browsers try both forms.
        let forms = [anchor, first_line(anchor), &decode(anchor)].map(|form| self.anchors.contains(form));
        anchor.is_empty() || forms.contains(&true)
    }
}

/// Reads every page under `folder`, prints each broken link and fails if there is one.
///
/// # Errors
/// When a link leads nowhere, a page fetches something from the network, or a page cannot be read.
pub fn check(folder: &Path) -> Result<()> {
    let pages = read_pages(folder)?;
    let mut broken = Vec::new();
    for (path, page) in &pages {
        let shown = path.strip_prefix(folder).unwrap_or(path).display();
        for address in &page.foreign {
            broken.push(format!("{shown}: fetches {address}; put the file into the repository instead"));
        }
        for link in &page.links {
            if let Some(problem) = problem_with(path, link, &pages) {
                broken.push(format!("{shown}: link `{link}` {problem}"));
            }
        }
    }
    for line in &broken {
        shell::complain(line);
    }
    if !broken.is_empty() {
        bail!("{} links or resources of the rendered pages are broken", broken.len());
    }
    let links: usize = pages.values().map(|page| page.links.len()).sum();
    shell::announce(&format!("links: {} pages, {links} different links, all lead somewhere", pages.len()));
    Ok(())
}

fn read_pages(folder: &Path) -> Result<BTreeMap<PathBuf, Page>> {
    let mut pages = BTreeMap::new();
    for path in workspace::files(folder)? {
        if path.extension().is_some_and(|extension| extension == "html") {
            let text = fs::read_to_string(&path).with_context(|| format!("failed to read {}", path.display()))?;
            pages.insert(path, read_page(&text));
        }
    }
    Ok(pages)
}

fn read_page(text: &str) -> Page {
    let mut page = Page::default();
    for tag in html::tags(text) {
        let anchors = [tag.get("id"), tag.get("name").filter(|_| tag.name == "a")];
        page.anchors.extend(anchors.into_iter().flatten().map(str::to_owned));
        if let Some(address) = fetched(&tag).filter(|address| is_foreign(address)) {
            page.foreign.insert(address.to_owned());
        }
        if tag.name == "meta" && tag.get("http-equiv") == Some("refresh") {
            let address = tag.get("content").and_then(|content| content.split_once('=')).map(|(_, address)| address);
            page.sends_to = address.map(str::to_owned);
        }
        let target = if tag.name == "a" { tag.get("href") } else { fetched(&tag) };
        page.links.extend(target.filter(|target| !is_foreign(target)).map(str::to_owned));
    }
    page
}

fn fetched(tag: &Tag) -> Option<&str> {
    let (_, attribute) = RESOURCES.iter().find(|(name, _)| *name == tag.name)?;
    tag.get(attribute)
}

/// True for addresses with a scheme (`https:`, `mailto:`) or a host.
fn is_foreign(address: &str) -> bool {
    let scheme = address.split(['/', '?', '#']).next().unwrap_or_default();
    address.starts_with("//") || (scheme.contains(':') && !scheme.starts_with("data:"))
}

fn problem_with(page: &Path, link: &str, pages: &BTreeMap<PathBuf, Page>) -> Option<String> {
    // rustdoc asks for a list of implementations in other crates even where there is none.
    if link.starts_with("data:") || link.contains("trait.impl/") {
        return None;
    }
    let (address, anchor) = link.split_once('#').unwrap_or((link, ""));
    let address = address.split('?').next().unwrap_or_default();
    let target = if address.is_empty() { page.to_owned() } else { resolve(page, &decode(address)) };
    let target = if target.is_dir() { target.join("index.html") } else { target };
    if !target.is_file() {
        return Some("leads to no file".into());
    }
    if let Some(next) = pages.get(&target).and_then(|found| found.sends_to.as_ref()) {
        let next = resolve(&target, next);
        let lacks_anchor = pages.get(&next).is_none_or(|found| !found.has(anchor));
        return lacks_anchor.then(|| "leads to a page that sends on to no such anchor".into());
    }
    let lacks_anchor = pages.get(&target).is_some_and(|found| !found.has(anchor));
    lacks_anchor.then(|| "leads to no anchor of that page".into())
}

/// rustdoc's source pages have one anchor per line and understand `12-34`.
fn first_line(anchor: &str) -> &str {
    match anchor.split_once('-') {
        Some((first, last)) if first.parse::<u32>().is_ok() && last.parse::<u32>().is_ok() => first,
        _ => anchor,
    }
}

fn resolve(page: &Path, address: &str) -> PathBuf {
    let joined = page.parent().unwrap_or(page).join(address);
    let mut resolved = PathBuf::new();
    for part in joined.components() {
        match part {
            Component::ParentDir => {
                resolved.pop();
            }
            Component::CurDir => {}
            other => resolved.push(other),
        }
    }
    resolved
}

/// Resolves `%20` and the like.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut plain = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = text.get(at + 1..at + 3).filter(|_| bytes[at] == b'%');
        if let Some(byte) = code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            plain.push(byte);
            at += 3;
        } else {
            plain.push(bytes[at]);
            at += 1;
        }
    }
    String::from_utf8_lossy(&plain).into_owned()
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{decode, is_foreign, read_page, resolve};

    #[test]
    fn addresses_resolve_against_their_page() {
        assert_eq!(resolve(Path::new("/b/models/x.html"), "../index.html"), Path::new("/b/index.html"));
        assert_eq!(decode("a%20b%"), "a b%");
    }

    #[test]
    fn a_script_from_elsewhere_is_seen_and_a_plain_link_is_not() {
        let page = read_page(
            "<script src=\"https://cdn.example/x.js\"></script><a href=\"https://example.org\">e</a><a href=\"#k\">k</a>",
        );
        assert_eq!(page.foreign.len(), 1);
        assert_eq!(page.links.iter().collect::<Vec<_>>(), ["#k"]);
        assert!(is_foreign("//cdn.example/x.css") && !is_foreign("a/b.html#x:y"));
    }
}
