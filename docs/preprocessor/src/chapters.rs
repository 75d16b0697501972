//! Completes the book that mdBook read from `SUMMARY.md`.

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::markdown;
use crate::models::{self, ModelPage};
use crate::solvers::{self, Group, SolverPage};
use crate::tables::Table;

/// The page under which the chapters of the models are hung, and the line of it that becomes their index.
const MODELS_PAGE: &str = "models/index.md";
const INDEX_MARK: &str = "<!-- index of the models -->";
/// The same for the solvers.
const SOLVERS_PAGE: &str = "solvers.md";
const SOLVERS_MARK: &str = "<!-- index of the solvers -->";

/// Adds the model chapters, puts the tables in, links model ids, and typesets every page.
///
/// # Errors
/// When the page of the models is missing or a formula cannot be typeset.
pub fn complete(mut book: Value, pages: &[ModelPage], solvers: &[SolverPage], tables: &[Table]) -> Result<Value> {
    let items = book["items"].as_array_mut().context("the book has no list of items")?;
    add_models(items, pages)?;
    add_solvers(items, solvers)?;
    for_each_chapter(items, &mut |chapter| finish(chapter, pages, tables))?;
    Ok(book)
}

fn chapter_of<'a>(items: &'a mut [Value], path: &str) -> Result<&'a mut Value> {
    let chapter = items.iter_mut().find(|item| item["Chapter"]["path"] == path);
    Ok(&mut chapter.with_context(|| format!("SUMMARY.md does not name {path}"))?["Chapter"])
}

fn add_solvers(items: &mut [Value], pages: &[SolverPage]) -> Result<()> {
    let index = chapter_of(items, SOLVERS_PAGE)?;
    let content = index["content"].as_str().unwrap_or_default();
    index["content"] = content.replace(SOLVERS_MARK, &solvers::index(pages)).into();
    let (number, parents) = (index["number"].clone(), json!([index["name"]]));
    let groups = solvers::groups(pages);
    let children = groups.iter().enumerate().map(|(k, group)| group_chapter(group, &counted(&number, k + 1), &parents));
    index["sub_items"] = children.collect::<Vec<_>>().into();
    Ok(())
}

fn group_chapter(group: &Group<'_>, number: &Value, parents: &Value) -> Value {
    let mut inner = parents.as_array().cloned().unwrap_or_default();
    inner.push(json!(group.title));
    let page = |(k, page): (usize, &&SolverPage)| {
        chapter(&page.title(), &page.text, &page.path(), &counted(number, k + 1), &json!(inner), &[])
    };
    let children: Vec<Value> = group.pages.iter().enumerate().map(page).collect();
    chapter(group.title, &group.content(), &group.path(), number, parents, &children)
}

fn add_models(items: &mut [Value], pages: &[ModelPage]) -> Result<()> {
    let chapter = chapter_of(items, MODELS_PAGE)?;
    let content = chapter["content"].as_str().unwrap_or_default();
    let domains = models::by_domain(pages);
    let sections = domains
        .iter()
        .map(|(domain, pages)| format!("## {}\n\n{}\n", capitalised(domain), models::index(pages, "../")));
    chapter["content"] = content.replace(INDEX_MARK, &sections.collect::<String>()).into();
    let number = chapter["number"].clone();
    let parents = json!([chapter["name"]]);
    let children = domains
        .iter()
        .enumerate()
        .map(|(k, (domain, pages))| domain_chapter(domain, pages, &counted(&number, k + 1), &parents));
    chapter["sub_items"] = children.collect::<Vec<_>>().into();
    Ok(())
}

fn domain_chapter(domain: &str, pages: &[&ModelPage], number: &Value, parents: &Value) -> Value {
    let title = capitalised(domain);
    let content = format!(
        "# {title}\n\nThe models of the crate `moloch-{domain}`. Each also runs alone: `moloch model {domain}.NAME`.\n\n{}",
        models::index(pages, "../../")
    );
    let mut inner = parents.as_array().cloned().unwrap_or_default();
    inner.push(json!(title));
    let children = pages
        .iter()
        .enumerate()
        .map(|(k, page)| chapter(&page.title, &page.text, &page.path(), &counted(number, k + 1), &json!(inner), &[]));
    let children: Vec<Value> = children.collect();
    chapter(&title, &content, &format!("models/{domain}/index.md"), number, parents, &children)
}

fn chapter(name: &str, content: &str, path: &str, number: &Value, parents: &Value, children: &[Value]) -> Value {
    json!({ "Chapter": {
        "name": name, "content": content, "number": number, "sub_items": children,
        "path": path, "source_path": null, "parent_names": parents,
    } })
}

fn counted(number: &Value, next: usize) -> Value {
    let mut number = number.as_array().cloned().unwrap_or_default();
    number.push(next.into());
    number.into()
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn for_each_chapter(items: &mut [Value], change: &mut dyn FnMut(&mut Value) -> Result<()>) -> Result<()> {
    for item in items {
        if let Some(chapter) = item.get_mut("Chapter") {
            change(chapter)?;
            if let Some(children) = chapter["sub_items"].as_array_mut() {
                for_each_chapter(children, change)?;
            }
        }
    }
    Ok(())
}

fn finish(chapter: &mut Value, pages: &[ModelPage], tables: &[Table]) -> Result<()> {
    let path = chapter["path"].as_str().unwrap_or_default().to_owned();
    let content = chapter["content"].as_str().unwrap_or_default();
    let content = tables.iter().fold(content.to_owned(), |text, (mark, table)| text.replace(mark, table));
    let up = "../".repeat(path.matches('/').count());
    let address = |code: &str| {
        let page = pages.iter().find(|page| page.id() == code && page.path() != path)?;
        Some(format!("{up}{}", page.path()))
    };
    let linked = markdown::link_code(&content, &address);
    let done = markdown::typeset(&linked).with_context(|| format!("in the page {path}"))?;
    chapter["content"] = done.into();
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::complete;
    use crate::models::ModelPage;
    use crate::solvers::SolverPage;

    #[test]
    fn a_model_page_becomes_a_numbered_chapter_and_an_entry_of_the_index() {
        let page = ModelPage {
            domain: "race".into(),
            name: "tullock".into(),
            title: "Tullock contest".into(),
            question: "How much is burnt?".into(),
            text: "# Tullock contest\n\n$`x`$\n".into(),
        };
        let index = json!({ "Chapter": {
            "name": "Models", "path": "models/index.md", "number": [3], "sub_items": [], "parent_names": [],
            "content": "# Models\n\n<!-- index of the models -->\n",
        } });
        let solvers = json!({ "Chapter": {
            "name": "Solvers", "path": "solvers.md", "number": [4], "sub_items": [], "parent_names": [],
            "content": "# Solvers\n\n<!-- index of the solvers -->\n",
        } });
        let solver = SolverPage {
            room: "finite".into(),
            name: "pure".into(),
            summary: "All pure ones.".into(),
            text: "# Pure\n".into(),
        };
        let book = complete(json!({ "items": [index, solvers] }), &[page], &[solver], &[]).unwrap();
        let models = &book["items"][0]["Chapter"];
        let tullock = &models["sub_items"][0]["Chapter"]["sub_items"][0]["Chapter"];
        assert_eq!(tullock["number"], json!([3, 1, 1]));
        assert!(tullock["content"].as_str().unwrap().contains("<math>"));
        assert!(models["content"].as_str().unwrap().contains("(../models/race/tullock.md)"));
        let solvers = &book["items"][1]["Chapter"];
        let group = &solvers["sub_items"][0]["Chapter"];
        assert_eq!(group["path"], "solvers/finite/index.md");
        assert_eq!(group["sub_items"][0]["Chapter"]["path"], "solvers/finite/pure.md");
        assert!(solvers["content"].as_str().unwrap().contains("(solvers/finite/pure.md). All pure ones."));
    }
}
