//! Claims about the law itself: formula, threshold, elasticity, revenue, load.

use moloch_core::{Figures, Judge, JudgeError, Model, Number, Question, Trial};

use super::quoted::{ELASTICITY_OF_EXAMPLES, LARGEST_GAIN, PLAUSIBLE_ELASTICITY, TENFOLD};
use super::{figure, number, rebound};
use crate::{Rebound, demand};

/// How far two numbers may differ and still count as the same law.
const SAME: f64 = 0.05;

pub(super) const CONSUMPTION_FORMULA: Judge = Judge {
    claim: "jev-total-consumption-formula",
    model: Rebound::ID,
    reason: "energy of the model against efficiency to the power of elasticity; holds where they differ by at most 5 per cent",
    question: Question::Computed {
        parameter: |figures| Ok(figure("efficiency gain", figures.get("efficiency_example")?, (1.0, 100.0))),
        holds: |gain, figures| {
            let elasticity = figures.get("elasticity_example")?;
            let outcome = rebound(gain, elasticity)?;
            let formula = gain.powf(elasticity);
            Ok(Trial {
                holds: (formula / outcome.energy_factor - 1.0).abs() <= SAME,
                numbers: vec![
                    Number::new("formula of the essay", formula, ""),
                    Number::new("service", outcome.service_factor, ""),
                    Number::new("energy", outcome.energy_factor, ""),
                ],
            })
        },
    },
};

pub(super) const BACKFIRE_CONDITION: Judge = Judge {
    claim: "jev-backfire-condition",
    model: Rebound::ID,
    reason: "whether energy rises after a tenfold gain, against what the criterion 'elasticity above the gain' says; \
             holds where the two agree",
    question: Question::Computed {
        parameter: |_| Ok(number("elasticity", PLAUSIBLE_ELASTICITY, (0.1, 20.0))),
        holds: |elasticity, _| {
            let outcome = rebound(TENFOLD, elasticity)?;
            let (rises, said) = (outcome.energy_factor > 1.0, elasticity > TENFOLD);
            Ok(Trial {
                holds: rises == said,
                numbers: vec![
                    Number::new("energy", outcome.energy_factor, ""),
                    Number::new("rebound", outcome.rebound, ""),
                    Number::new("threshold of the essay", TENFOLD, ""),
                ],
            })
        },
    },
};

pub(super) const ARITHMETIC_BOX: Judge = Judge {
    claim: "jev-arithmetic-box",
    model: Rebound::ID,
    reason: "energy of the model at the elasticity that makes demand grow so; holds where it is the quoted factor to 5 per cent",
    question: Question::Computed {
        parameter: |figures| Ok(figure("growth of demand", figures.get("demand")?, (11.0, 1000.0))),
        holds: |demand_factor, figures| {
            let efficiency = figures.get("efficiency")?;
            let elasticity = demand::implied_elasticity(efficiency, demand_factor);
            let outcome = rebound(efficiency, elasticity)?;
            Ok(Trial {
                holds: (outcome.energy_factor / figures.get("resource")? - 1.0).abs() <= SAME,
                numbers: vec![
                    Number::new("energy", outcome.energy_factor, ""),
                    Number::new("elasticity", elasticity, ""),
                ],
            })
        },
    },
};

pub(super) const USAGE_PER_TENFOLD: Judge = Judge {
    claim: "jev-usage-per-tenfold",
    model: Rebound::ID,
    reason: "growth of the service after the quoted gain, at the elasticities of the essay's own examples; holds where \
             it lies in the quoted range",
    question: Question::Computed {
        parameter: |_| Ok(number("elasticity", ELASTICITY_OF_EXAMPLES, (0.5, 5.0))),
        holds: |elasticity, figures| {
            let outcome = rebound(figures.get("efficiency")?, elasticity)?;
            let quoted = figures.get("usage_low")?..=figures.get("usage_high")?;
            Ok(Trial {
                holds: quoted.contains(&outcome.service_factor),
                numbers: vec![
                    Number::new("service", outcome.service_factor, ""),
                    Number::new("energy", outcome.energy_factor, ""),
                ],
            })
        },
    },
};

/// A gain in price or efficiency, and how much more was used of service or energy, as the Jevons essay quotes it.
struct Episode {
    gain: f64,
    grown: f64,
    of_energy: bool,
}

/// The episodes of AI whose gain and growth are both quoted without doubt about their units.
const EPISODES: [Episode; 4] = [
    Episode { gain: 100.0, grown: 1000.0, of_energy: false },
    Episode { gain: 10.0, grown: 100.0, of_energy: false },
    Episode { gain: 200.0, grown: 1000.0, of_energy: true },
    Episode { gain: LARGEST_GAIN, grown: 1e4, of_energy: true },
];

pub(super) const ELASTICITY_TWO_TO_THREE: Judge = Judge {
    claim: "jev-elasticity-2-3",
    model: Rebound::ID,
    reason: "growth predicted by one elasticity for the essay's four episodes of AI; holds where the typical miss \
             (root mean square in logarithms) stays within a factor of ten",
    question: Question::Computed {
        parameter: |figures| {
            let asserted = (figures.get("elasticity_low")?, figures.get("elasticity_high")?);
            Ok(number("elasticity", asserted, (0.5, 5.0)))
        },
        holds: one_elasticity_fits,
    },
};

fn one_elasticity_fits(elasticity: f64, _: &Figures) -> Result<Trial, JudgeError> {
    let (mut squares, mut worst) = (0.0, 0.0_f64);
    for episode in &EPISODES {
        let outcome = rebound(episode.gain, elasticity)?;
        let predicted = if episode.of_energy { outcome.energy_factor } else { outcome.service_factor };
        let miss = (predicted / episode.grown).ln();
        squares += miss * miss;
        worst = worst.max(miss.abs());
    }
    let typical = (squares / EPISODES.len() as f64).sqrt().exp();
    Ok(Trial {
        holds: typical <= TENFOLD,
        numbers: vec![Number::new("typical miss", typical, ""), Number::new("largest miss", worst.exp(), "")],
    })
}
