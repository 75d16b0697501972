//! Sequential games: trees, files, and what is proved about behaviour profiles.

mod agent_qre;
mod backward;
mod certificates;
mod chain;
mod checking;
mod efg;
mod efg_refusals;
mod independence;
mod normal;
mod sequence_form;
mod subgames;
mod support;
mod trees;
