//! How it was computed, what certifies it, and how to do it again.

use moloch_core::Uniqueness;
use moloch_report::{Block, Document, Prose, Section};

use super::number::{count, counted, number, prose, pure};
use super::story::Story;

/// The program's version.
pub(super) const VERSION: &str = env!("CARGO_PKG_VERSION");

pub(super) fn section(story: &Story<'_>) -> Section {
    Section::new("method", "Method, certificate, and how to reproduce it")
        .block(
            "Each month: energy, price and adoption give the revenue of each segment; hype puts a premium on it; all labs \
             choose race and product effort at once; their effort makes news, news makes hype, hype moves adoption.",
        )
        .block(Block::Equation(
            r"u_i = \sum_s V_s \frac{a_{is}(K_{is}+x_{is})}{y_s+\sum_j a_{js}(K_{js}+x_{js})} + B\ln(1+z_i/z_{\mathrm{ref}}) - cT_i - \tfrac{\kappa}{2}T_i^2 - \tau X_i".to_owned(),
        ))
        .block(
            "Lab i holds the lead K from past effort, adds race effort x in each segment s and product effort z; a is the \
             square of its fit, y the fringe, V the prize, T all its effort, X its race effort, τ a tax. A lab that looks \
             ahead counts the prize by the life of its effort.",
        )
        .bullets([certificate(story), uniqueness(story), welfare(), limits()])
        .block(Block::Heading("How to reproduce this report".to_owned()))
        .block(Block::Preformatted(commands(story)))
        .block(prose![
            "The same scenario and seed give the same bytes at any number of threads. ",
            Prose::new().code("outlook.json"),
            " holds every number at full precision, and the source of each number here is its path in that file or its key \
             in the scenario; ",
            Prose::new().code("findings.json"),
            " holds them at the six digits of this page."
        ])
}

fn certificate(story: &Story<'_>) -> Prose {
    let paths = 1 + story.outlook.effects.len();
    let months = paths * story.path.months.len();
    let tolerance = story.outlook.path.certificate().tolerance;
    prose![
        Prose::new().strong("Certificate. "),
        "In each of the ",
        count(months, "derived.months_solved"),
        format!(
            " months of {}, the most that any lab could gain by other efforts of its own is at most ",
            counted(paths, "path")
        ),
        pure(story.worst_regret(), "certificate.worst").digits(2),
        " of that month's prizes. It is recomputed from payoffs by code that shares nothing with the solver, and a result \
         above ",
        pure(tolerance, "certificate.tolerance").digits(2),
        " would have been refused."
    ]
}

fn uniqueness(story: &Story<'_>) -> Prose {
    let head = Prose::new().strong("Uniqueness. ");
    match &story.outlook.uniqueness {
        Uniqueness::Proved { theorem } => head.text(format!(
            "Each month has one equilibrium only, by {theorem}; each step of the path is a function, so that the path is \
             unique too. The conditions were checked in every month, also under every policy."
        )),
        Uniqueness::NotClaimed { why } => head.text(format!("No claim is made that the equilibrium is the only one: {why}.")),
    }
}

fn welfare() -> Prose {
    prose![
        Prose::new().strong("Comparison. "),
        "Policies are compared by the present value of welfare on the whole path against the one path without \
         intervention, with flows of month t weighted by ",
        Prose::new().math(r"e^{-rt/12}/12"),
        "."
    ]
}

fn limits() -> Prose {
    prose![
        Prose::new().strong("Limits. "),
        "Labs react to each month's state and do not plan how their effort moves hype and adoption; nobody enters or \
         leaves; the fringe decides nothing; the path follows the mean of hype. Spreads are recorded, not drawn from. All \
         statements are conditional on the scenario."
    ]
}

fn commands(story: &Story<'_>) -> String {
    let file = story.reading.files.first().map_or("scenario.toml", String::as_str);
    let quoted = if file.contains(char::is_whitespace) { format!("'{file}'") } else { file.to_owned() };
    format!(
        "cargo xtask report {quoted}\nmoloch report {quoted} --output report\nmoloch new my.toml       # a scenario to edit"
    )
}

/// The facts at the head or foot of the page.
pub(super) fn facts(story: &Story<'_>, document: Document) -> Document {
    let calendar = &story.scenario.calendar;
    let unique = match &story.outlook.uniqueness {
        Uniqueness::Proved { .. } => "proved, in every month and under every policy",
        Uniqueness::NotClaimed { .. } => "not claimed",
    };
    let worst = number(story.worst_regret(), "of the month's prizes", "certificate.worst").digits(2);
    document
        .fact("scenario", story.reading.files.join(", "))
        .fact("months", format!("0 to {} ({} to {})", calendar.months, story.date(0), story.date(calendar.months)))
        .fact("prices of", calendar.price_base_year.to_string())
        .fact("seed", format!("{} (nothing in this report is drawn)", story.scenario.seed))
        .fact("certificate", format!("largest regret {worst}"))
        .fact("uniqueness", unique)
        .fact("version", format!("moloch {VERSION}"))
}
