//! Sequential games: trees with information sets, their normal and sequence forms.
