//! The scenarios that are part of the program, so that it runs without any file.

/// A scenario that needs no file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Builtin {
    /// The name after `builtin:`.
    pub name: &'static str,
    /// What the scenario is for.
    pub about: &'static str,
    /// The file's text.
    pub text: &'static str,
}

/// What the name of a built-in scenario starts with.
pub const BUILTIN_PREFIX: &str = "builtin:";

/// The built-in scenarios; the first is the default.
pub static BUILTINS: &[Builtin] = &[
    Builtin {
        name: "ai-race",
        about: "three labs, two segments, seventy-two months: the default",
        text: include_str!("../../../../scenarios/ai-race.toml"),
    },
    Builtin {
        name: "plain-race",
        about: "the default as a repeated one-month contest: nothing lasts and nobody looks ahead",
        text: include_str!("../../../../scenarios/plain-race.toml"),
    },
    Builtin {
        name: "fifteen-labs",
        about: "equal labs in one segment, where month 0 is known in closed form",
        text: include_str!("../../../../scenarios/fifteen-labs.toml"),
    },
    Builtin {
        name: "tutorial",
        about: "two labs, explained line by line",
        text: include_str!("../../../../scenarios/tutorial.toml"),
    },
];

/// The built-in scenario of this name, with or without `builtin:`.
pub fn builtin(name: &str) -> Option<&'static Builtin> {
    let name = name.strip_prefix(BUILTIN_PREFIX).unwrap_or(name);
    BUILTINS.iter().find(|builtin| builtin.name == name)
}
