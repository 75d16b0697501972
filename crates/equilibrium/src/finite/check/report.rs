//! What the checker found.

use std::fmt;

/// What became of a claim or of one part of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// It was recomputed and holds.
    Confirmed,
    /// It does not hold, for these reasons.
    Refused(Vec<Reason>),
    /// It was not recomputed, for this reason.
    NotChecked(String),
}

/// One thing that does not hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reason {
    /// What does not hold.
    pub what: String,
    /// The component or point, numbered from 1 in the order of the claim.
    pub place: Option<String>,
    /// The profile, with labels.
    pub profile: Option<String>,
    /// The player, by name.
    pub player: Option<String>,
    /// What the player would gain by deviating, in payoff units.
    pub gain: Option<String>,
}

/// One part of a claim with what was done about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Which part.
    pub name: &'static str,
    /// What was done, in words.
    pub done: String,
    /// What came of it.
    pub verdict: Verdict,
}

/// The parts of a claim with a verdict on each.
#[derive(Clone, Debug, PartialEq)]
pub struct Report {
    /// The parts, in the order in which they were checked.
    pub parts: Vec<Part>,
}

impl Report {
    /// The verdict on the whole: refused if any part is, else not checked if any part is not, else confirmed.
    pub fn verdict(&self) -> Verdict {
        let mut reasons = Vec::new();
        let mut unchecked = Vec::new();
        for part in &self.parts {
            match &part.verdict {
                Verdict::Confirmed => {}
                Verdict::Refused(more) => reasons.extend(more.iter().cloned()),
                Verdict::NotChecked(why) => unchecked.push(format!("{}: {why}", part.name)),
            }
        }
        match (reasons.is_empty(), unchecked.is_empty()) {
            (false, _) => Verdict::Refused(reasons),
            (true, false) => Verdict::NotChecked(unchecked.join("; ")),
            (true, true) => Verdict::Confirmed,
        }
    }

    /// Whether every part was recomputed and holds.
    pub fn is_confirmed(&self) -> bool {
        self.verdict() == Verdict::Confirmed
    }

    /// Whether some part does not hold.
    pub fn is_refused(&self) -> bool {
        matches!(self.verdict(), Verdict::Refused(_))
    }

    /// The report as JSON.
    pub fn to_json(&self) -> serde_json::Value {
        let part = |part: &Part| {
            let mut value = verdict_json(&part.verdict);
            value["part"] = part.name.into();
            value["done"] = part.done.clone().into();
            value
        };
        let mut value = verdict_json(&self.verdict());
        value["format"] = "moloch-check".into();
        value["version"] = 1.into();
        value["parts"] = self.parts.iter().map(part).collect();
        value
    }
}

fn verdict_json(verdict: &Verdict) -> serde_json::Value {
    let reason = |reason: &Reason| {
        serde_json::json!({
            "what": reason.what, "place": reason.place, "profile": reason.profile,
            "player": reason.player, "gain": reason.gain,
        })
    };
    match verdict {
        Verdict::Confirmed => serde_json::json!({ "verdict": "confirmed" }),
        Verdict::Refused(reasons) => {
            serde_json::json!({ "verdict": "refused", "reasons": reasons.iter().map(reason).collect::<Vec<_>>() })
        }
        Verdict::NotChecked(why) => serde_json::json!({ "verdict": "not checked", "why": why }),
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(place) = &self.place {
            write!(f, "{place}: ")?;
        }
        write!(f, "{}", self.what)?;
        if let Some(player) = &self.player {
            write!(f, "; player {player}")?;
        }
        if let Some(gain) = &self.gain {
            write!(f, " would gain {gain}")?;
        }
        match &self.profile {
            Some(profile) => write!(f, " at {profile}"),
            None => Ok(()),
        }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let whole = match self.verdict() {
            Verdict::Confirmed => "confirmed",
            Verdict::Refused(_) => "refused",
            Verdict::NotChecked(_) => "not refused, but not all of it was checked",
        };
        writeln!(f, "{whole}")?;
        for part in &self.parts {
            match &part.verdict {
                Verdict::Confirmed => writeln!(f, "  {}: confirmed ({})", part.name, part.done)?,
                Verdict::NotChecked(why) => writeln!(f, "  {}: not checked: {why} ({})", part.name, part.done)?,
                Verdict::Refused(reasons) => {
                    writeln!(f, "  {}: refused ({})", part.name, part.done)?;
                    for reason in reasons {
                        writeln!(f, "    - {reason}")?;
                    }
                }
            }
        }
        Ok(())
    }
}
