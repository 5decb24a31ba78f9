//! How much something matters: `urgent`, `!!`, `紧急`, `不急`.

use super::Priority::{High, Low, Normal};
use super::line::Line;
use super::{Found, Priority, Reading};
use crate::text::is_han;

/// Words that say it wherever they stand.
const SAID: [(&str, Priority); 62] = [
    ("urgent", High),
    ("urgently", High),
    ("very urgent", High),
    ("really urgent", High),
    ("extremely urgent", High),
    ("asap", High),
    ("high priority", High),
    ("high prio", High),
    ("top priority", High),
    ("highest priority", High),
    ("priority high", High),
    ("priority: high", High),
    ("prio 1", High),
    ("very important", High),
    ("really important", High),
    ("not urgent", Low),
    ("not so urgent", Low),
    ("isn't urgent", Low),
    ("not important", Low),
    ("not that important", Low),
    ("low priority", Low),
    ("low prio", Low),
    ("lowest priority", Low),
    ("priority low", Low),
    ("priority: low", Low),
    ("prio 3", Low),
    ("no rush", Low),
    ("no hurry", Low),
    ("when there is time", Low),
    ("when there's time", Low),
    ("normal priority", Normal),
    ("priority normal", Normal),
    ("priority: normal", Normal),
    ("非常紧急", High),
    ("十分紧急", High),
    ("特别紧急", High),
    ("很紧急", High),
    ("十万火急", High),
    ("特急", High),
    ("加急处理", High),
    ("优先处理", High),
    ("高优先级", High),
    ("最高优先级", High),
    ("优先级高", High),
    ("优先级:高", High),
    ("非常重要", High),
    ("十分重要", High),
    ("特别重要", High),
    ("很重要", High),
    ("重要且紧急", High),
    ("不急", Low),
    ("不着急", Low),
    ("不紧急", Low),
    ("不重要", Low),
    ("不太重要", Low),
    ("低优先级", Low),
    ("优先级低", Low),
    ("优先级:低", Low),
    ("不赶时间", Low),
    ("有空再", Low),
    ("普通优先级", Normal),
    ("优先级:普通", Normal),
];

/// Words that say it only where they stand apart: `重要客户`, `加急费` and `an important part` are something else.
const APART: [(&str, Priority); 8] = [
    ("important", High),
    ("critical", High),
    ("紧急", High),
    ("重要", High),
    ("加急", High),
    ("很急", High),
    ("急", High),
    ("重要紧急", High),
];

/// Words before it that tell of somebody's matter, not of one's own.
const ABOUT: [&str; 9] = ["an", "the", "their", "his", "her", "any", "no", "non", "less"];

pub(super) fn find(line: &Line<'_>, at: usize) -> Option<Found> {
    let found = |end, priority| Some(Found { span: at..end, reading: Reading::Priority(priority), reason: "priority" });
    if let Some(end) = marks(line, at) {
        return found(end, High);
    }
    if line.follows(at, &ABOUT) || line.before(at) == '-' {
        return None;
    }
    match (line.one_of(at, &SAID), line.one_of(at, &APART)) {
        (Some((end, priority)), _) if !is_of_a_noun(line, end, priority) => found(end, priority),
        (_, Some((end, priority))) if stands_apart(line, at, end) => found(end, priority),
        _ => None,
    }
}

/// `!!` and more of them anywhere behind a word, `!` where it stands alone: at the end of a sentence it is only loud.
fn marks(line: &Line<'_>, at: usize) -> Option<usize> {
    let mark = |at| line.letter(at) == '!';
    if !mark(at) || at > 0 && mark(at - 1) {
        return None;
    }
    let end = (at..).find(|at| !mark(*at))?;
    let gap = |letter| matches!(letter, ' ' | '\n');
    let alone = gap(line.before(at)) && gap(line.letter(end));
    (end - at > 1 || alone).then_some(end)
}

/// `非常重要的客户` praises the customer.
fn is_of_a_noun(line: &Line<'_>, end: usize, priority: Priority) -> bool {
    priority == High && line.letter(end) == '的'
}

/// Whether nothing that is read with it stands right beside it.
fn stands_apart(line: &Line<'_>, at: usize, end: usize) -> bool {
    let (before, next) = (line.before(at), line.letter(line.skip_spaces(end)));
    let closes = !is_han(next) && !next.is_alphanumeric();
    let opens = !is_han(before) || line.letter(at).is_ascii();
    closes && opens
}
