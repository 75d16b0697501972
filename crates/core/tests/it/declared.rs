//! A declaration with one field of every kind.

use moloch_core::{Choice, DefaultValue, Field, Inputs, OpenTable, Range, Value, choices, inputs, quantity};

choices! {
    /// How a lab is run.
    pub enum Style {
        /// By its founders.
        Founder = "founder",
        /// By a board.
        Board = "board",
    }
}

inputs! {
    /// A place where a lab works.
    pub struct Site {
        /// The site's name.
        pub name: String = Field::text(),
        /// Power that the site can draw.
        pub power: f64 = Field::number(&quantity::ENERGY_FLOW).in_unit("GW").within(Range::POSITIVE).or_number(1.0),
    }
}

inputs! {
    /// One field of every kind.
    pub struct Everything {
        /// Money for each lab.
        pub budgets: Vec<f64> = Field::numbers(&quantity::MONEY, "lab"),
        /// Fit of each lab for each segment.
        pub fit: Vec<Vec<f64>> = Field::matrix(&quantity::SHARE, "lab", "segment"),
        /// Names of the labs.
        pub names: Vec<String> = Field::texts("lab"),
        /// Rate at which hype fades.
        pub decay: f64 = Field::number(&quantity::RATE).in_unit("1/month").within(Range::POSITIVE),
        /// Rounds played.
        pub rounds: usize = Field::integer(1, 10).or(DefaultValue::Integer(3)),
        /// Whether results are public.
        pub public: bool = Field::flag().or(DefaultValue::Flag(true)),
        /// How labs are run.
        pub style: Style = Field::choice(Style::WORDS).or(DefaultValue::Text("board")),
        /// A ceiling, if there is one.
        pub ceiling: Option<f64> = Field::number(&quantity::MONEY).optional(),
        /// The main site.
        pub home: Site = Field::table(&Site::TABLE),
        /// Further sites.
        pub sites: Vec<Site> = Field::tables(&Site::TABLE, "site").or(DefaultValue::EmptyList),
    }
    check ceiling_covers_budgets;
}

fn ceiling_covers_budgets(everything: &Everything, table: &mut OpenTable<'_, '_>) {
    let total: f64 = everything.budgets.iter().sum();
    if everything.ceiling.is_some_and(|ceiling| ceiling < total) {
        let found = format!("a ceiling below the budgets' sum {total}");
        table.fault("ceiling", "ceiling", found, "at least that sum", "raise the ceiling");
    }
}

pub(crate) fn sound() -> Everything {
    Everything {
        budgets: vec![1.0, 2.0],
        fit: vec![vec![0.5, 0.1, 0.0], vec![0.2, 0.9, 1.0]],
        names: vec!["North".to_owned(), "South".to_owned()],
        decay: 0.1,
        rounds: 2,
        public: false,
        style: Style::Founder,
        ceiling: Some(5.0),
        home: Site { name: "home".to_owned(), power: 2.0 },
        sites: vec![Site { name: "far".to_owned(), power: 0.5 }],
    }
}

pub(crate) fn written() -> Value {
    sound().write()
}
