//! Words for messages.

/// "did you mean" when one of the known names is close, else a plain next step.
pub(super) fn suggestion(written: &str, known: &[&str]) -> String {
    let best = known.iter().map(|name| (strsim::damerau_levenshtein(written, name), name)).min();
    match best {
        Some((distance, name)) if 2 * distance <= name.chars().count() => format!("did you mean `{name}`?"),
        _ => "use one of the known names, or add what is missing".to_owned(),
    }
}
