//! A figure for a page that is not ours, such as a chapter of the book.

use maud::{PreEscaped, html};

use crate::svg::{NARROW, WIDE, draw, theme};
use crate::text::clean;
use crate::{Figure, slug};

/// A figure in two widths, of which [`embed_rules`] shows one, with its title as caption. It has no blank lines, so that it can
/// stand in Markdown.
pub fn embed(figure: &Figure) -> String {
    let markup = html! {
        figure.moloch-figure id=(format!("figure-{}", slug(&figure.id))) {
            figcaption { (clean(&figure.title)) }
            div.wide { (PreEscaped(draw(figure, WIDE).svg)) }
            div.narrow { (PreEscaped(draw(figure, NARROW).svg)) }
        }
    };
    let lines: Vec<&str> = markup.0.as_str().lines().filter(|line| !line.trim().is_empty()).collect();
    lines.join("\n")
}

/// The style rules for embedded figures. `dark` selects the ancestors under which the page is dark, for example
/// `.night`; everything else is light.
pub fn embed_rules(dark: &str) -> String {
    format!(
        ":root{{{}}}{dark}{{{}}}{}.moloch-figure{{margin:1.5em 0}}.moloch-figure svg{{display:block;width:100%;height:auto}}\
         .moloch-figure figcaption{{font-weight:600;margin-block-end:.4em}}.moloch-figure .narrow{{display:none}}\
         @media screen and (max-width:620px){{.moloch-figure .wide{{display:none}}.moloch-figure .narrow{{display:block}}}}",
        theme::variables(false),
        theme::variables(true),
        theme::page_rules(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Axis, LineChart, Series};

    #[test]
    fn an_embedded_figure_can_stand_in_markdown_and_has_colours_for_both_papers() {
        let chart = LineChart::new(Axis::new("month", ""), Axis::new("level", ""))
            .series(Series::new("level", [(0.0, 1.0), (1.0, 0.5)]));
        let text = embed(&Figure::new("level", "A <b>level</b> falls", chart).description("It falls."));
        assert!(!text.contains("\n\n") && text.starts_with("<figure") && text.ends_with("</figure>"));
        assert!(!text.contains("<b>") && text.contains("A &lt;b&gt;level"));
        let rules = embed_rules(".night");
        assert!(rules.contains(".night{--c0:") && rules.contains(":root{--c0:"));
    }
}
