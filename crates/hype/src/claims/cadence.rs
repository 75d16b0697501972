//! Claims about announcements at equal intervals: which interval and which jump hold a level.

use moloch_core::{Inputs, Judge, Model, Number, Question, Trial};

use super::quoted::{DAYS_IN_A_MONTH, DISAPPOINTED, FORTNIGHT, LOST_IN_A_MONTH, MONTHLY_TO_YEARLY, MOVED_ON, TROUGH};
use super::{months, number, periodic};
use crate::{Periodic, Timeline};

pub(super) const ATTENTION_FADES: Judge = Judge {
    claim: "arms-attention-fades-weeks",
    model: Periodic::ID,
    reason: "attention left after the quoted weeks without news, at the decay that the hype essay quotes; holds where a \
             tenth or less is left",
    question: Question::Computed {
        parameter: |_| Ok(number("lost in a month", (LOST_IN_A_MONTH, LOST_IN_A_MONTH), (0.01, 0.999))),
        holds: |lost, figures| {
            let weeks = figures.get("fade_weeks")? * 7.0 / DAYS_IN_A_MONTH;
            let band = periodic(lost, weeks, 1.0, 0)?;
            let gone = 1.0 - MOVED_ON.powf(weeks.recip());
            Ok(Trial {
                holds: band.retention <= MOVED_ON,
                numbers: vec![
                    Number::new("attention left", band.retention, ""),
                    Number::new("lost in a month if the essay is right", gone, ""),
                    Number::new(
                        "jump to hold the level every two weeks then",
                        periodic(gone, FORTNIGHT, 1.0, 0)?.holding_jump,
                        "",
                    ),
                ],
            })
        },
    },
};

/// Announcements of ten years, two weeks apart.
const TEN_YEARS: usize = 261;

pub(super) const REQUIRED_JUMP: Judge = Judge {
    claim: "hype-required-jump",
    model: Periodic::ID,
    reason: "ten years of announcements from the maximum on, for jumps from half a per cent to a tenth of it, as the \
             essay gives none; holds where the last announcement still reaches the maximum",
    question: Question::Computed {
        parameter: |_| Ok(number("jump as a part of the maximum", (0.005, 0.1), (0.001, 0.2))),
        holds: |jump, figures| {
            let interval = figures.get("interval_days")? / DAYS_IN_A_MONTH;
            let band = periodic(figures.get("decay_per_month")?, interval, jump, TEN_YEARS)?;
            let last = band.after.last().copied().unwrap_or(f64::NAN);
            Ok(Trial {
                holds: last >= 1.0,
                numbers: vec![
                    Number::new("level after ten years, of the maximum", last, ""),
                    Number::new("plateau, of the maximum", band.top, ""),
                    Number::new("jump that holds the maximum, of it", band.dip, ""),
                    Number::new("jump that holds a level, of the level before", band.holding_jump, ""),
                ],
            })
        },
    },
};

pub(super) const EVENT_TIMELINE: Judge = Judge {
    claim: "hype-event-timeline",
    model: Periodic::ID,
    reason: "the plateau at the gaps between the dated events, with the jump that holds the maximum every two weeks; \
             holds where that plateau is the maximum",
    question: Question::Computed {
        parameter: |figures| {
            let gaps = [figures.get("gap_1_months")?, figures.get("gap_2_months")?, figures.get("gap_3_months")?];
            let (low, high) =
                (gaps.iter().copied().fold(f64::INFINITY, f64::min), gaps.iter().copied().fold(0.0, f64::max));
            Ok(months("gap between events", (low, high), (0.1, 12.0)))
        },
        holds: |gap, figures| {
            let jump = periodic(LOST_IN_A_MONTH, FORTNIGHT, 1.0, 0)?.dip;
            let band = periodic(LOST_IN_A_MONTH, gap, jump, 0)?;
            let gaps = [figures.get("gap_1_months")?, figures.get("gap_2_months")?, figures.get("gap_3_months")?];
            let events = vec![0.0, gaps[0], gaps[0] + gaps[1], gaps[0] + gaps[1] + gaps[2]];
            let dated = Timeline { events, ..Timeline::of_the_essay() }.checked()?.solve()?;
            Ok(Trial {
                holds: band.top >= 1.0,
                numbers: [
                    Number::new("plateau, of the maximum", band.top, ""),
                    Number::new("level just before the event, of the level after the last", band.retention, ""),
                    Number::new("jump needed, of the level just before the event", band.holding_jump, ""),
                    Number::new("jump that the second event needed", dated.needed[0], ""),
                    Number::new("jump that the third event needed", dated.needed[1], ""),
                    Number::new("jump that the fourth event needed", dated.needed[2], ""),
                ]
                .into_iter()
                .chain(
                    dated
                        .contradiction
                        .map(|times| Number::new("the largest is, in jumps of the quoted interval", times, "")),
                )
                .collect(),
            })
        },
    },
};

pub(super) const SIX_VERSIONS: Judge = Judge {
    claim: "hype-midjourney-six-versions",
    model: Periodic::ID,
    reason: "the fall between two versions at intervals from a month to half a year, as the essay dates none; holds \
             where less than a fifth is lost",
    question: Question::Computed {
        parameter: |_| Ok(months("interval between versions", (1.0, 6.0), (0.1, 12.0))),
        holds: |interval, figures| {
            let band = periodic(LOST_IN_A_MONTH, interval, 1.0, 0)?;
            Ok(Trial {
                holds: band.dip < DISAPPOINTED,
                numbers: vec![
                    Number::new("lost between two versions", band.dip, ""),
                    Number::new("time of all intervals", interval * figures.get("intervals")?, "month"),
                ],
            })
        },
    },
};

pub(super) const STACKED_STORIES: Judge = Judge {
    claim: "hype-stacking",
    model: Periodic::ID,
    reason: "the stack of the quoted number of equal stories just before one more is due, a month to a year apart; \
             holds where it is still as high as the first story was alone",
    question: Question::Computed {
        parameter: |_| Ok(months("time between stories", MONTHLY_TO_YEARLY, (0.1, 24.0))),
        holds: |interval, figures| {
            let layers = figures.get("layers")?;
            let followers = (1..1000).take_while(|k| f64::from(*k) < layers).count();
            let band = periodic(LOST_IN_A_MONTH, interval, 1.0, followers)?;
            let stack = band.after.last().copied().unwrap_or(f64::NAN);
            Ok(Trial {
                holds: stack * band.retention >= 1.0,
                numbers: vec![
                    Number::new("stack just after the last story, in stories", stack, ""),
                    Number::new("stack just before one more is due, in stories", stack * band.retention, ""),
                    Number::new("silence that halves the stack", band.silence, "month"),
                ],
            })
        },
    },
};

pub(super) const YEARLY_BASELINE: Judge = Judge {
    claim: "hype-baseline-yearly",
    model: Periodic::ID,
    reason: "what is left of hype just before the next step of the baseline if only such steps are news; holds where \
             more than half is left, so that yearly steps alone avoid a trough",
    question: Question::Computed {
        parameter: |figures| {
            let quoted = figures.get("interval_months")?;
            Ok(months("time between steps", (quoted, quoted), (0.5, 24.0)))
        },
        holds: |interval, _| {
            let band = periodic(LOST_IN_A_MONTH, interval, 1.0, 0)?;
            Ok(Trial {
                holds: band.retention > TROUGH,
                numbers: vec![
                    Number::new("level left before the next step", band.retention, ""),
                    Number::new("silence that makes a trough", band.silence, "month"),
                ],
            })
        },
    },
};
