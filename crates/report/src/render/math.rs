//! TeX to MathML.

use pulldown_latex::config::DisplayMode;
use pulldown_latex::{Parser, RenderConfig, Storage, push_mathml};

/// MathML of a formula, or `None` if it cannot be read; the page then shows the TeX.
pub(super) fn mathml(tex: &str, display: bool) -> Option<String> {
    let (storage, tex) = (Storage::new(), crate::text::clean(tex));
    let events: Vec<_> = Parser::new(&tex, &storage).collect();
    if events.iter().any(Result::is_err) {
        return None;
    }
    let display_mode = if display { DisplayMode::Block } else { DisplayMode::Inline };
    let config = RenderConfig { display_mode, annotation: None, ..RenderConfig::default() };
    let mut out = String::new();
    push_mathml(&mut out, events.into_iter(), config).ok()?;
    Some(out)
}
