//! One formula of TeX becomes one element of MathML.

use anyhow::{Result, anyhow};
use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};

/// A formula inside a sentence.
///
/// # Errors
/// When the formula uses a command that is unknown or is not complete.
pub fn inline(tex: &str) -> Result<String> {
    convert(tex, MathDisplay::Inline)
}

/// A formula on its own line.
///
/// # Errors
/// When the formula uses a command that is unknown or is not complete.
pub fn block(tex: &str) -> Result<String> {
    let formula = convert(tex, MathDisplay::Block)?;
    Ok(format!("<div class=\"maths\" tabindex=\"0\">{formula}</div>"))
}

fn convert(tex: &str, display: MathDisplay) -> Result<String> {
    let fault = |why: String| anyhow!("failed to typeset `{}`: {why}", tex.trim());
    let converter = LatexToMathML::new(MathCoreConfig::default()).map_err(|error| fault(format!("{error:?}")))?;
    let result = converter.convert_with_local_state(tex.trim(), display).map_err(|error| fault(error.to_string()))?;
    // Chromium places the accent of Latin Modern beside its letter when told that it is one, and right when not.
    let formula = result.mathml.replace(" accent=\"true\"", "");
    Ok(formula.replace('\n', " "))
}

/// The same formula with every character that Markdown or smart punctuation could take for its own written as a number.
#[must_use]
pub fn safe_in_markdown(formula: &str) -> String {
    let mut safe = String::with_capacity(formula.len());
    let mut inside_tag = false;
    for letter in formula.chars() {
        inside_tag = (inside_tag || letter == '<') && letter != '>';
        if !inside_tag && SPECIAL.contains(letter) {
            safe.extend(["&#", &u32::from(letter).to_string(), ";"]);
        } else {
            safe.push(letter);
        }
    }
    safe
}

/// Characters that mean something to Markdown, or that smart punctuation would exchange.
const SPECIAL: &str = "*_\\[]`|~^'\".-!:";

#[cfg(test)]
mod tests {
    use super::{block, inline, safe_in_markdown};

    #[test]
    fn a_formula_becomes_mathml() {
        let formula = inline(r"\frac{a}{b}").unwrap();
        assert!(formula.starts_with("<math>") && formula.contains("<mfrac>"), "{formula}");
        assert!(block("x = 1").unwrap().contains("display=\"block\""));
    }

    #[test]
    fn an_unknown_command_is_named() {
        let problem = inline(r"a + \nonsense{b}").unwrap_err().to_string();
        assert!(problem.contains("nonsense"), "{problem}");
    }

    #[test]
    fn markdown_finds_nothing_of_its_own_in_a_formula() {
        let safe = safe_in_markdown(&inline("x^*_i [a] * b_c'").unwrap());
        let outside: String = safe.split('<').filter_map(|part| part.split_once('>')).map(|(_, text)| text).collect();
        assert!(!outside.contains(['*', '_', '[', '\'', '|']), "{outside}");
    }
}
