//! Writes the four pieces of a new model: source, page, registry row, test.
//!
//! What is written is a small model that runs, so that the author changes something that works. The templates follow
//! the models that exist; a test builds them.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::{shell, workspace};

/// What is asked for: `DOMAIN.NAME` and perhaps a title.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The crate's folder under `crates`.
    pub domain: String,
    /// The model's name in small letters.
    pub name: String,
    /// The title of its page.
    pub title: String,
}

impl Request {
    /// Reads an id such as `jevons.tax`.
    ///
    /// # Errors
    /// Says what an id looks like.
    pub fn parse(id: &str, title: Option<&str>) -> Result<Self, String> {
        let is_word = |word: &str| {
            word.starts_with(|c: char| c.is_ascii_lowercase())
                && word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_')
        };
        let parts = id.split_once('.').filter(|(domain, name)| is_word(domain) && is_word(name));
        let (domain, name) = parts.ok_or_else(|| {
            format!(
                "`{id}` is no model id; write the domain, a dot and a name in small letters, for example `jevons.tax`"
            )
        })?;
        let title = title.map_or_else(|| spaced(name), str::to_owned);
        if title.contains(['"', '\\', '\n']) || title.trim().is_empty() {
            return Err("the title needs words without quotation marks, backslashes and line breaks".into());
        }
        Ok(Self { domain: domain.into(), name: name.into(), title })
    }

    fn type_name(&self) -> String {
        self.name.split('_').map(capitalised).collect()
    }

    fn fill(&self, template: &str) -> String {
        let crate_name = format!("moloch_{}", self.domain);
        let values = [
            ("{name}", self.name.clone()),
            ("{Type}", self.type_name()),
            ("{id}", format!("{}.{}", self.domain, self.name)),
            ("{title}", self.title.clone()),
            ("{crate}", crate_name),
        ];
        values.iter().fold(template.to_owned(), |text, (mark, value)| text.replace(mark, value))
    }
}

fn spaced(name: &str) -> String {
    capitalised(&name.replace('_', " "))
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_ascii_uppercase().to_string() + letters.as_str())
}

/// Writes the model into the repository and formats its crate.
///
/// # Errors
/// When the domain does not exist, the model exists already, or a file cannot be read or written.
pub fn run(request: &Request) -> Result<()> {
    let written = write(workspace::root(), request)?;
    shell::run(&mut shell::cargo(&["fmt", "--package", &format!("moloch-{}", request.domain)]))?;
    for path in &written {
        let shown = path.strip_prefix(workspace::root()).unwrap_or(path);
        shell::announce(&format!("wrote {}", shown.display()));
    }
    shell::announce(
        "next: say on the page what the model assumes, then change source and test until they agree with it",
    );
    Ok(())
}

/// Writes the pieces and returns every file that changed.
///
/// # Errors
/// When the domain does not exist, the model exists already, or a file cannot be read or written.
pub fn write(root: &Path, request: &Request) -> Result<Vec<PathBuf>> {
    let home = root.join("crates").join(&request.domain);
    let models = home.join("src/models");
    if !models.join("mod.rs").is_file() {
        bail!("`{}` is no domain; the domains are {}", request.domain, domains(root)?.join(", "));
    }
    let source = models.join(format!("{}.rs", request.name));
    if source.exists() {
        bail!("{} exists already; choose another name", source.display());
    }
    // Every change is prepared before the first is written, so that a surprise leaves nothing half done.
    let (name, kind) = (&request.name, request.type_name());
    let exported = format!("pub use models::{name}::{{{kind}, {kind}Outcome}};");
    let changes = [
        (models.join("mod.rs"), edit(&models.join("mod.rs"), |text| registered(text, name, &kind))?),
        (
            home.join("src/lib.rs"),
            edit(&home.join("src/lib.rs"), |text| after_last(text, "pub use models::", &exported))?,
        ),
        (home.join("tests/it/main.rs"), edit(&home.join("tests/it/main.rs"), |text| declared(text, name))?),
        (models.join(format!("{name}.md")), request.fill(include_str!("page.txt"))),
        (home.join(format!("tests/it/{name}.rs")), request.fill(include_str!("test.txt"))),
        (source, request.fill(include_str!("source.txt"))),
    ];
    for (path, text) in &changes {
        fs::write(path, text).with_context(|| format!("failed to write {}", path.display()))?;
    }
    Ok(changes.into_iter().map(|(path, _)| path).collect())
}

fn domains(root: &Path) -> Result<Vec<String>> {
    let registries =
        workspace::files(&root.join("crates"))?.into_iter().filter(|path| path.ends_with("src/models/mod.rs"));
    let domain = |path: PathBuf| path.ancestors().nth(3)?.file_name().map(|name| name.to_string_lossy().into_owned());
    Ok(registries.filter_map(domain).collect())
}

fn edit(path: &Path, change: impl Fn(&str) -> Option<String>) -> Result<String> {
    let text = fs::read_to_string(path).with_context(|| format!("failed to read {}", path.display()))?;
    change(&text)
        .with_context(|| format!("{} has another form than the other crates; add the model by hand", path.display()))
}

/// A `mod` line beside the others and a row at the end of the table.
fn registered(registry: &str, name: &str, kind: &str) -> Option<String> {
    let with_module = declared(registry, name)?;
    let table = with_module.find("pub static MODELS")?;
    let end = table + with_module[table..].find("];")?;
    let (before, after) = with_module.split_at(end);
    let comma = if before.trim_end().ends_with([',', '[']) { "" } else { "," };
    Some(format!("{}{comma}\n    ModelRow::of::<{name}::{kind}>(),\n{after}", before.trim_end()))
}

/// A `mod` line after the last one, with the same visibility.
fn declared(text: &str, name: &str) -> Option<String> {
    let is_module = |line: &&str| line.ends_with(';') && line.split(' ').rev().nth(1) == Some("mod");
    let last = text.lines().rfind(is_module)?;
    let visibility = &last[..last.find("mod ")?];
    after_last(text, last, &format!("{visibility}mod {name};"))
}

fn after_last(text: &str, start: &str, added: &str) -> Option<String> {
    let mut lines: Vec<&str> = text.lines().collect();
    let at = lines.iter().rposition(|line| line.starts_with(start))?;
    lines.insert(at + 1, added);
    Some(lines.join("\n") + "\n")
}

#[cfg(test)]
mod tests {
    use super::{Request, declared, registered};

    #[test]
    fn a_row_is_added_to_a_table_of_one_line_and_of_several() {
        let one = "pub(crate) mod a;\n\npub static MODELS: &[ModelRow] = &[ModelRow::of::<a::A>()];\n";
        let done = registered(one, "b_c", "BC").unwrap();
        assert!(done.starts_with("pub(crate) mod a;\npub(crate) mod b_c;\n"), "{done}");
        assert!(done.contains("ModelRow::of::<a::A>(),\n    ModelRow::of::<b_c::BC>(),\n];"), "{done}");
        let again = registered(&done, "d", "D").unwrap();
        assert!(again.contains("<b_c::BC>(),\n    ModelRow::of::<d::D>(),\n];"), "{again}");
        assert_eq!(declared("fn main() {}\n", "x"), None);
    }

    #[test]
    fn an_id_is_a_domain_and_a_name() {
        let request = Request::parse("jevons.carbon_tax", None).unwrap();
        assert_eq!((request.type_name().as_str(), request.title.as_str()), ("CarbonTax", "Carbon tax"));
        for wrong in ["jevons", "jevons.", ".tax", "jevons.Tax", "jevons.tax.x", "../x.y", "a.b\"c"] {
            assert!(Request::parse(wrong, None).unwrap_err().contains("jevons.tax"), "{wrong}");
        }
        assert!(Request::parse("jevons.tax", Some("a \"b\"")).is_err());
    }
}
