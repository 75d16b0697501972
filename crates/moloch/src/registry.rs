//! Every registered model and fit of the five domains.

use moloch_core::{FitRow, ModelRow};

/// All models, domain by domain.
pub fn models() -> impl Iterator<Item = &'static ModelRow> {
    [moloch_race::MODELS, moloch_disruption::MODELS, moloch_hype::MODELS, moloch_jevons::MODELS, moloch_graph::MODELS]
        .into_iter()
        .flatten()
}

/// The model of this id.
pub fn find_model(id: &str) -> Option<&'static ModelRow> {
    models().find(|model| model.id == id)
}

/// All fits, domain by domain.
pub fn fits() -> impl Iterator<Item = &'static FitRow> {
    [moloch_hype::FITS, moloch_jevons::FITS].into_iter().flatten()
}

/// The fit of this name.
pub fn find_fit(id: &str) -> Option<&'static FitRow> {
    fits().find(|fit| fit.id == id)
}
