//! The methods by name.

use std::fmt;

use crate::finite::set::Scope;

/// A way of solving a finite game, under the name of its page; Gambit's names are aliases.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Method {
    /// Every pure equilibrium, any number of players.
    PureEnumeration,
    /// Every equilibrium of two players, exactly, as components.
    VertexEnumeration,
    /// Every equilibrium of a small game with any number of players, with interval proofs.
    SupportEnumeration,
    /// One equilibrium of two players, exactly certified, by the cheapest of several searches.
    ComplementaryPivoting,
    /// The equilibria of two players that Lemke-Howson paths reach from every label.
    LemkeHowson,
    /// One equilibrium of two players by Lemke's method with a covering vector.
    Lemke,
    /// One equilibrium of a two-player constant-sum game.
    LinearProgramme,
    /// One equilibrium, any number of players, by the quickest path method that certifies.
    PathFollowing,
    /// The limit of the principal branch of logit quantal response equilibria.
    Logit,
    /// The global Newton method.
    GlobalNewton,
    /// Iterated polymatrix approximation.
    IteratedPolymatrix,
    /// Simplicial subdivision.
    SimplicialSubdivision,
    /// Minimisation of the Liapunov function.
    Liapunov,
}

/// Name, alias, scope and what the method finds.
struct Facts {
    name: &'static str,
    alias: Option<&'static str>,
    scope: Scope,
    finds: &'static str,
}

impl Method {
    /// Every method, those that find all equilibria first.
    pub const ALL: [Self; 13] = [
        Self::PureEnumeration,
        Self::VertexEnumeration,
        Self::SupportEnumeration,
        Self::ComplementaryPivoting,
        Self::LemkeHowson,
        Self::Lemke,
        Self::LinearProgramme,
        Self::PathFollowing,
        Self::Logit,
        Self::GlobalNewton,
        Self::IteratedPolymatrix,
        Self::SimplicialSubdivision,
        Self::Liapunov,
    ];

    const fn facts(self) -> Facts {
        let (name, alias, scope, finds) = match self {
            Self::PureEnumeration => ("pure-enumeration", Some("enumpure"), Scope::Pure, "every pure equilibrium"),
            Self::VertexEnumeration => {
                ("vertex-enumeration", Some("enummixed"), Scope::All, "two players: every equilibrium, exactly")
            }
            Self::SupportEnumeration => (
                "support-enumeration",
                Some("enumpoly"),
                Scope::All,
                "small games: every equilibrium, proved by intervals",
            ),
            Self::ComplementaryPivoting => {
                ("complementary-pivoting", None, Scope::One, "two players: one equilibrium, the quickest way")
            }
            Self::LemkeHowson => {
                ("lemke-howson", Some("lcp"), Scope::One, "two players: what paths from every label reach")
            }
            Self::Lemke => ("lemke", None, Scope::One, "two players: one equilibrium by Lemke's method"),
            Self::LinearProgramme => {
                ("linear-programme", Some("lp"), Scope::One, "two players, constant sum: one equilibrium")
            }
            Self::PathFollowing => (
                "path-following",
                None,
                Scope::One,
                "any players: one equilibrium by the quickest method that certifies",
            ),
            Self::Logit => ("logit", None, Scope::One, "any players: the limit of the principal logit branch"),
            Self::GlobalNewton => {
                ("global-newton", Some("gnm"), Scope::One, "any players: those met by the global Newton path")
            }
            Self::IteratedPolymatrix => {
                ("iterated-polymatrix", Some("ipa"), Scope::One, "any players: one equilibrium, quick, not always")
            }
            Self::SimplicialSubdivision => {
                ("simplicial-subdivision", Some("simpdiv"), Scope::One, "any players: one equilibrium, slow")
            }
            Self::Liapunov => {
                ("liapunov", Some("liap"), Scope::One, "any players: minima of the Liapunov function, not always")
            }
        };
        Facts { name, alias, scope, finds }
    }

    /// Its name: `vertex-enumeration`.
    pub const fn name(self) -> &'static str {
        self.facts().name
    }

    /// Gambit's name where that differs: `enummixed`.
    pub const fn alias(self) -> Option<&'static str> {
        self.facts().alias
    }

    /// What it looks for.
    pub const fn scope(self) -> Scope {
        self.facts().scope
    }

    /// What it finds, in a few words.
    pub const fn finds(self) -> &'static str {
        self.facts().finds
    }

    /// The method of this name or alias.
    ///
    /// ```
    /// use moloch_equilibrium::finite::solve::Method;
    ///
    /// assert_eq!(Method::named("enummixed"), Some(Method::VertexEnumeration));
    /// assert_eq!(Method::named("vertex-enumeration"), Method::named("enummixed"));
    /// assert_eq!(Method::named("magic"), None);
    /// ```
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|method| method.name() == name || method.alias() == Some(name))
    }
}

impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.alias() {
            Some(alias) => write!(f, "{} ({alias})", self.name()),
            None => f.write_str(self.name()),
        }
    }
}
