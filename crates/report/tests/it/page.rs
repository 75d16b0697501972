//! The HTML page.

use moloch_report::render;

use crate::sample;

fn page() -> String {
    render::html(&sample::document())
}

#[test]
fn the_page_needs_no_network_and_no_script() {
    let page = page();
    for forbidden in
        ["<script", "<link rel=\"stylesheet", "<img", "<iframe", "@import", "url(http", "src=", "onload", "onclick"]
    {
        assert!(!page.contains(forbidden), "{forbidden}");
    }
}

#[test]
fn the_page_has_landmarks_and_a_way_past_the_contents() {
    let page = page();
    for wanted in [
        "<html lang=\"en\">",
        "<a class=\"skip\" href=\"#main\">",
        "<main id=\"main\"",
        "<nav class=\"contents\" aria-label=\"Contents\">",
        "<footer>",
        "<header class=\"top\">",
        "prefers-color-scheme:dark",
        "@media print",
        "name=\"viewport\"",
        "<caption>",
        "scope=\"col\"",
        "scope=\"row\"",
    ] {
        assert!(page.contains(wanted), "{wanted}");
    }
    assert_eq!(page.matches("<h1>").count(), 1);
}

#[test]
fn ids_are_unique_and_links_lead_somewhere() {
    let page = page();
    let mut ids: Vec<&str> = page.split(" id=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count);
    for target in page.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(ids.binary_search(&target).is_ok(), "#{target} leads nowhere");
    }
    for list in page.split("aria-labelledby=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(list.split(' ').all(|id| ids.binary_search(&id).is_ok()), "{list} names nothing");
    }
}

#[test]
fn every_figure_has_both_widths_a_caption_and_its_data() {
    let document = sample::document();
    let page = page();
    let figures = document.figures().len();
    assert_eq!(page.matches("<figure id=").count(), figures);
    assert_eq!(page.matches("<figcaption>").count(), figures);
    assert_eq!(page.matches("role=\"img\"").count(), 2 * figures);
    assert_eq!(page.matches("<details class=\"data\">").count(), figures);
    let files: Vec<String> = render::files(&document).into_iter().map(|f| f.name).collect();
    for file in page.split("href=\"figures/").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(files.contains(&format!("figures/{file}")), "{file} is not written");
    }
}

#[test]
fn formulas_are_typeset() {
    let page = page();
    assert!(page.matches("<math").count() >= 5);
    assert!(!page.contains("merror"));
}

#[test]
fn colours_have_contrast_on_their_paper() {
    fn luminance(hex: &str) -> f64 {
        let channel = |i: usize| {
            let c = f64::from(u8::from_str_radix(&hex[i..i + 2], 16).unwrap()) / 255.0;
            if c <= 0.039_28 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
    }
    let page = page();
    let themes: Vec<&str> = page.split(":root{").skip(1).map(|rest| rest.split('}').next().unwrap()).collect();
    let mut seen = 0;
    for theme in themes.iter().filter(|theme| theme.contains("--c0:")) {
        let value = |name: &str| {
            let at = theme.find(&format!("--{name}:")).unwrap() + name.len() + 3;
            luminance(&theme[at..at + 7])
        };
        let paper = value("paper");
        for name in ["c0", "c1", "c2", "c3", "c4", "c5", "c6", "ink", "muted", "alert"] {
            let (a, b) = (value(name).max(paper), value(name).min(paper));
            let contrast = (a + 0.05) / (b + 0.05);
            assert!(contrast >= 4.5, "{name} has a contrast of only {contrast}");
            seen += 1;
        }
    }
    assert!(seen >= 20);
}
