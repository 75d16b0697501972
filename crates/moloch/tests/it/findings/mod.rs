//! What the report says of an outlook.

mod answers;
mod origins;
mod shape;

use moloch::claims::Judged;
use moloch::scenario::{self, Reading};
use moloch::{Outlook, findings, solve};
use moloch_report::{Document, Number};

/// A scenario with all that was made of it.
struct Case {
    reading: Reading,
    outlook: Outlook,
    document: Document,
}

impl Case {
    fn new(text: &str) -> Self {
        Self::with_claims(text, &[])
    }

    fn with_claims(text: &str, claims: &[Judged]) -> Self {
        let reading = scenario::read(text, "case.toml").unwrap();
        let outlook = solve(&reading.scenario).unwrap();
        let document = findings::document(&reading, &outlook, claims);
        Self { reading, outlook, document }
    }

    /// A built-in scenario cut short, with changes.
    fn short(builtin: &str, months: usize, changes: &str) -> Self {
        Self::new(&format!("extends = \"builtin:{builtin}\"\ncalendar.months = {months}\n{changes}"))
    }

    /// The answer as a reader sees it.
    fn answer(&self) -> String {
        self.document.answer.paragraph.plain()
    }

    /// The prose of a section, blocks one below the other.
    fn section(&self, id: &str) -> String {
        let section = self.document.sections.iter().find(|section| section.id == id).unwrap();
        let one = Document::new("").section(section.clone());
        moloch_report::render::markdown(&one).replace('\\', "")
    }

    /// The first number with this source.
    fn number(&self, source: &str) -> &Number {
        let numbers = self.document.numbers();
        numbers.into_iter().find(|number| number.source == source).unwrap_or_else(|| panic!("no number from {source}"))
    }

    fn json(&self) -> serde_json::Value {
        findings::outlook_json(&self.reading, &self.outlook, &[])
    }
}

/// Two labs, one segment, one month, and nothing else.
const SMALLEST: &str = r#"
name = "Smallest"
labs = [{ name = "North", fit = { chat = 1 } }, { name = "South", fit = { chat = 0.5 } }]
[calendar]
start = "2026-03"
months = 1
price_base_year = 2026
[[segments]]
name = "chat"
revenue = 10
[competition]
cost_convexity = 0.1
product_value = 1
initial_stock = "zero"
discount_rate = 0.05
[hype]
decay = 0.1
news_rate = 2
premium = 0
news_elasticity = 0.5
[adoption]
initial = 0.1
innovation = 0.01
imitation = 0.03
[compute]
energy = 10
elasticity = 0.9
efficiency_growth = 0.05
"#;

/// The two-lab case with a policy.
fn with_policy(policy: &str) -> String {
    format!("{SMALLEST}\n[[interventions]]\nname = \"policy\"\n{policy}\n")
}
