//! What policies do to welfare and to whom, in words.

use moloch_report::Prose;

use super::number::{Move, in_words, list, money, prose, share};
use super::story::Story;
use crate::interventions::Effect;

/// What the listed policies do to welfare, and to whom.
pub(super) fn policies(story: &Story<'_>) -> Prose {
    let ranked = story.ranked();
    let Some(best) = ranked.first() else { return "The scenario lists no policy to compare.".into() };
    let base = story.outlook.path.present.welfare;
    let change = Move::by(best.welfare, base);
    let opening = match (ranked.len(), change) {
        (1, _) => prose![
            format!("The one policy compared, “{}”, ", best.name),
            change.word("raises", "lowers", "does not change"),
            " the present value of welfare",
        ],
        (n, Move::Up) => prose![format!(
            "Of the {} policies compared “{}” raises the present value of welfare most",
            in_words(n),
            best.name
        )],
        (n, Move::Down) => prose![format!(
            "None of the {} policies compared raises the present value of welfare; “{}” lowers it least",
            in_words(n),
            best.name
        )],
        (n, Move::Still) => {
            prose![format!("None of the {} policies compared raises the present value of welfare", in_words(n))]
        }
    };
    let opening = if change == Move::Still { opening } else { prose![opening, ", by ", amount(story, best)] };
    let text = prose![opening, format!("{}; {}.", as_well(story, best), gain_and_lose(story, best))];
    let text = prose![text, painless(story, best)];
    match ranked
        .last()
        .filter(|worst| ranked.len() > 1 && Move::by(worst.welfare, base) == Move::Down && change == Move::Up)
    {
        Some(worst) => prose![text, format!(" “{}” lowers it most, by ", worst.name), amount(story, worst), "."],
        None => text,
    }
}

/// Other policies that change welfare just as much.
fn as_well(story: &Story<'_>, best: &Effect) -> String {
    let same =
        |effect: &&Effect| effect.name != best.name && Move::between(effect.welfare, best.welfare) == Move::Still;
    let names: Vec<String> =
        story.outlook.effects.iter().filter(same).map(|effect| format!("“{}”", effect.name)).collect();
    match names.len() {
        0 => String::new(),
        1 => format!(", as does {}", names[0]),
        _ => format!(", as do {}", list(&names)),
    }
}

/// A change of welfare without its sign, with its part of the whole where that means something.
pub(super) fn amount(story: &Story<'_>, effect: &Effect) -> Prose {
    let base = story.outlook.path.present.welfare;
    let at = |key: &str| format!("effects.{}.{key}", effect.name);
    let text = Prose::from(money(effect.welfare.abs(), at("welfare_size")).digits(3));
    if base > 0.0 {
        let part = share((effect.welfare / base).abs(), at("welfare_relative_size"));
        prose![text, " (", part, ")"]
    } else {
        text
    }
}

/// Who gains and who loses, in a clause.
pub(super) fn gain_and_lose(story: &Story<'_>, effect: &Effect) -> String {
    let (gain, lose) = (parties(story, effect, true), parties(story, effect, false));
    let verb = |who: &[String], one: &str, many: &str| {
        let plural = who.len() > 1 || who.first().is_some_and(|name| name.ends_with('s'));
        format!("{} {}", list(who), if plural { many } else { one })
    };
    match (gain.is_empty(), lose.is_empty()) {
        (true, true) => "nobody gains or loses".to_owned(),
        (true, false) => format!("{} by it and nobody gains", verb(&lose, "loses", "lose")),
        (false, true) => format!("{} by it and nobody loses", verb(&gain, "gains", "gain")),
        (false, false) => format!("{} while {}", verb(&gain, "gains", "gain"), verb(&lose, "loses", "lose")),
    }
}

/// The parties that gain, or lose, as a sentence names them.
fn parties(story: &Story<'_>, effect: &Effect, gain: bool) -> Vec<String> {
    let names: Vec<&str> = if gain {
        effect.gainers().map(|change| change.party.as_str()).collect()
    } else {
        effect.losers().map(|change| change.party.as_str()).collect()
    };
    let labs = story.scenario.labs.iter().filter(|lab| names.contains(&lab.name.as_str()));
    let labs: Vec<&str> = labs.map(|lab| lab.name.as_str()).collect();
    let all = story.lab_count();
    let mut said: Vec<String> = match labs.len() {
        n if n == all && n > 2 => vec![format!("all {} labs", in_words(n))],
        n if n == all && n == 2 => vec!["both labs".to_owned()],
        n if n > 5 => vec![format!("{} labs", in_words(n))],
        _ => labs.into_iter().map(str::to_owned).collect(),
    };
    let others = effect.parties.iter().filter(|change| !change.is_lab && names.contains(&change.party.as_str()));
    said.extend(others.map(|change| format!("the {}", change.party)));
    said
}

/// The best policy by which nobody loses, or by which at least every lab gains.
fn painless(story: &Story<'_>, best: &Effect) -> String {
    if best.losers().next().is_none() {
        return String::new();
    }
    let helpful = |effect: &&Effect| effect.welfare > 0.0 && effect.gainers().next().is_some();
    let ranked: Vec<&Effect> = story.ranked().into_iter().filter(helpful).collect();
    if let Some(effect) = ranked.iter().find(|effect| effect.losers().next().is_none()) {
        return format!(" With “{}” welfare rises too, and nobody loses.", effect.name);
    }
    match ranked.iter().find(|effect| effect.helps_every_lab()) {
        Some(effect) if effect.name == best.name => String::new(),
        Some(effect) => format!(" With “{}” welfare rises too, and every lab gains.", effect.name),
        None if ranked.is_empty() => String::new(),
        None => " No policy listed raises welfare without a loss to some lab.".to_owned(),
    }
}
