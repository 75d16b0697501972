//! The model pages of the domain crates: `crates/DOMAIN/src/models/NAME.md` is the page of `DOMAIN.NAME`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// The page of one model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ModelPage {
    /// For example `race`.
    pub domain: String,
    /// For example `tullock`.
    pub name: String,
    /// The first heading of the page.
    pub title: String,
    /// The first paragraph of the section "Question".
    pub question: String,
    /// The whole page.
    pub text: String,
}

impl ModelPage {
    /// The id by which the program knows the model.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}.{}", self.domain, self.name)
    }

    /// Where the page lies in the book.
    #[must_use]
    pub fn path(&self) -> String {
        format!("models/{}/{}.md", self.domain, self.name)
    }

    fn parse(domain: &str, path: &Path) -> Result<Self> {
        let text = fs::read_to_string(path).with_context(|| format!("failed to read {}", path.display()))?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let Some(title) = text.lines().find_map(|line| line.strip_prefix("# ")) else {
            bail!("failed to read {}: the page needs a first line `# Title`", path.display());
        };
        let question = first_paragraph(&text, "## Question");
        Ok(Self { domain: domain.to_owned(), name, title: title.trim().to_owned(), question, text })
    }
}

fn first_paragraph(text: &str, heading: &str) -> String {
    let section = text.lines().skip_while(|line| line.trim() != heading).skip(1);
    let paragraph = section.skip_while(|line| line.trim().is_empty()).take_while(|line| !line.trim().is_empty());
    paragraph.map(str::trim).collect::<Vec<_>>().join(" ")
}

/// Every model page of the repository, by id.
///
/// # Errors
/// When a page cannot be read or has no title.
pub fn read(repository: &Path) -> Result<Vec<ModelPage>> {
    let mut found = Vec::new();
    for domain in list(&repository.join("crates"))? {
        let models = domain.join("src").join("models");
        let name = domain.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if models.is_dir() {
            for path in list(&models)?.iter().filter(|path| path.extension().is_some_and(|end| end == "md")) {
                found.push(ModelPage::parse(&name, path)?);
            }
        }
    }
    Ok(found)
}

fn list(folder: &Path) -> Result<Vec<PathBuf>> {
    let problem = || format!("failed to list {}", folder.display());
    let entries = fs::read_dir(folder).with_context(problem)?;
    let mut paths =
        entries.map(|entry| Ok(entry?.path())).collect::<std::io::Result<Vec<_>>>().with_context(problem)?;
    paths.sort();
    Ok(paths)
}

/// The pages of each domain, by domain.
#[must_use]
pub fn by_domain(pages: &[ModelPage]) -> BTreeMap<&str, Vec<&ModelPage>> {
    let mut domains: BTreeMap<&str, Vec<&ModelPage>> = BTreeMap::new();
    for page in pages {
        domains.entry(&page.domain).or_default().push(page);
    }
    domains
}

/// The index of some models as a Markdown list: linked title, id, question. `up` leads from the index to the root of the book.
#[must_use]
pub fn index(pages: &[&ModelPage], up: &str) -> String {
    let row = |page: &&ModelPage| {
        format!("- [**{}**]({up}{}) (`{}`). {}\n", page.title, page.path(), page.id(), page.question)
    };
    pages.iter().map(row).collect()
}
