//! Who meets whom in the segments.

use super::{CompetitiveGraph, NetworkError, NodeKind, TieKind};
use crate::overlap::overlap;

/// A lab that meets another one.
#[derive(Debug, Clone, PartialEq)]
pub struct Rival<'g> {
    /// Its name.
    pub name: &'g str,
    /// The segments that both serve, in the order of building.
    pub segments: Vec<&'g str>,
    /// The overlap $`\alpha_{ij}`$: the rival's effect on the lab asked for.
    pub effect: f64,
    /// The overlap $`\alpha_{ji}`$: the effect of the lab asked for on the rival.
    pub effect_on_rival: f64,
    /// The weight of a tie that says outright that the two compete, if there is one.
    pub competes: Option<f64>,
}

impl CompetitiveGraph {
    /// The labs that a lab meets: those that serve one of its segments (both with positive weight), and those with which
    /// a tie says that it competes; in the order of building.
    ///
    /// # Errors
    /// [`NetworkError`] when the name is unknown or not a lab's.
    pub fn rivals(&self, lab: &str) -> Result<Vec<Rival<'_>>, NetworkError> {
        self.number_of(lab, NodeKind::Lab)?;
        let (labs, segments) = (self.names(NodeKind::Lab), self.names(NodeKind::Segment));
        let (service, effects) = (self.service(), self.overlap());
        let Some(own) = labs.iter().position(|name| *name == lab) else { return Ok(Vec::new()) };
        let rival = |other: usize| {
            let shared = |s: &usize| service[own][*s] > 0.0 && service[other][*s] > 0.0;
            let segments: Vec<&str> = (0..segments.len()).filter(shared).map(|s| segments[s]).collect();
            let competes = self.weight(TieKind::Competes, lab, labs[other]);
            let (effect, effect_on_rival) = (effects[own][other], effects[other][own]);
            let meets = !segments.is_empty() || competes.is_some();
            meets.then_some(Rival { name: labs[other], segments, effect, effect_on_rival, competes })
        };
        Ok((0..labs.len()).filter(|&other| other != own).filter_map(rival).collect())
    }

    /// The overlap of every two labs over the segments, computed from the ties that serve: a row and a column for each
    /// lab in the order of building; see [`crate::overlap::overlap`]. A lab that serves nothing has a row of zeros.
    pub fn overlap(&self) -> Vec<Vec<f64>> {
        overlap(&self.service())
    }
}
