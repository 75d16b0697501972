//! Which policies labs could keep as a pact among themselves.

use moloch_report::{Cell, Column, Number, Prose, Section, Table};

use super::number::{prose, pure};
use super::story::Story;
use crate::interventions::Enforcement;

/// Adds what is to be said of pacts, if a policy could be one.
pub(super) fn add(story: &Story<'_>, section: Section) -> Section {
    let pacts: Vec<_> = story.ranked().into_iter().filter_map(|effect| Some((effect, effect.pact.as_ref()?))).collect();
    if pacts.is_empty() {
        return section;
    }
    let mut table = Table::new("pacts", "Could labs keep it as a pact among themselves?")
        .column(Column::text("policy"))
        .column(Column::text("binds from"))
        .column(Column::text("answer"));
    for group in &story.policy_groups {
        table = table.column(Column::number(group.label.clone(), ""));
    }
    for (effect, pact) in pacts {
        if !pact.binds {
            let row = [Cell::from(effect.name.clone()), "–".into(), "not asked: it never binds anybody".into()];
            table = table.row(row.into_iter().chain(story.policy_groups.iter().map(|_| Cell::from("–"))));
            continue;
        }
        let answer = match pact.critical_discount_factor() {
            Some(delta) if delta <= 0.0 => Prose::from("yes, nobody gains from breaking it"),
            Some(delta) => {
                prose![
                    "yes, if all discount by at least ",
                    pure(delta, format!("effects.{}.pact.critical", effect.name)).digits(3)
                ]
            }
            None => "no, some lab is better off without it".into(),
        };
        let labs = story.policy_groups.iter().map(|group| {
            let lab = group.members[0];
            match pact.labs[lab] {
                Enforcement::Always => Cell::from("always"),
                Enforcement::Never => Cell::from("never"),
                Enforcement::Above(delta) => {
                    let number: Number = pure(delta, format!("effects.{}.pact.labs.{}", effect.name, story.lab(lab)));
                    number.digits(3).into()
                }
            }
        });
        let head = [Cell::from(effect.name.clone()), story.date(pact.month).into(), answer.into()];
        table = table.row(head.into_iter().chain(labs));
    }
    section.block(prose![
        "A cap or a commitment needs no authority if each lab prefers the pact for ever to breaking it once and racing \
         for ever after. With ",
        Prose::new().math("C"),
        " the payoff in the pact, ",
        Prose::new().math("D"),
        " that of the best breach and ",
        Prose::new().math("N"),
        " that without a pact, a lab keeps it if its discount factor from one month to the next is at least ",
        Prose::new().math(r"\delta^* = (D-C)/(D-N)"),
        ". Judged at the first month in which the pact binds somebody, by the payoffs that labs choose by.",
    ])
    .block(table)
}
