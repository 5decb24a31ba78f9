//! The next step: a clause that says what is to be done. Where that isn't clear, it stays text.

use std::ops::Range;

use super::line::Line;
use super::{Next, Part, Tense, Value};
use crate::{Due, is_han};

/// What must follow a marker for it to be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Needs {
    Nothing,
    Verb,
    /// A verb, and only from the beginning of a clause.
    VerbAtStart,
    /// A date in the clause, or the beginning of it.
    DueOrStart,
}

/// Words that announce a step, what they need, and whether they stay in its text.
const MARKERS: [(&str, (Needs, bool)); 48] = [
    ("next:", (Needs::Nothing, false)),
    ("next step:", (Needs::Nothing, false)),
    ("next steps:", (Needs::Nothing, false)),
    ("next step is to", (Needs::Nothing, false)),
    ("todo", (Needs::Nothing, false)),
    ("todo:", (Needs::Nothing, false)),
    ("to do:", (Needs::Nothing, false)),
    ("to-do:", (Needs::Nothing, false)),
    ("action:", (Needs::Nothing, false)),
    ("follow up:", (Needs::Nothing, false)),
    ("follow-up:", (Needs::Nothing, false)),
    ("follow up", (Needs::DueOrStart, true)),
    ("follow-up", (Needs::DueOrStart, true)),
    ("then", (Needs::Verb, false)),
    ("and then", (Needs::Verb, false)),
    ("after that", (Needs::Verb, false)),
    ("need to", (Needs::VerbAtStart, false)),
    ("i need to", (Needs::VerbAtStart, false)),
    ("we need to", (Needs::VerbAtStart, false)),
    ("must", (Needs::VerbAtStart, false)),
    ("i'll", (Needs::VerbAtStart, false)),
    ("i will", (Needs::VerbAtStart, false)),
    ("we will", (Needs::VerbAtStart, false)),
    ("we'll", (Needs::VerbAtStart, false)),
    ("will", (Needs::VerbAtStart, false)),
    ("remember to", (Needs::Nothing, false)),
    ("don't forget to", (Needs::Nothing, false)),
    ("remind me to", (Needs::Nothing, false)),
    ("下一步:", (Needs::Nothing, false)),
    ("下一步", (Needs::Verb, false)),
    ("接下来", (Needs::Verb, false)),
    ("待办:", (Needs::Nothing, false)),
    ("待办", (Needs::Verb, false)),
    ("后续:", (Needs::Nothing, false)),
    ("后续", (Needs::Verb, false)),
    ("后续跟进", (Needs::Nothing, true)),
    ("跟进", (Needs::DueOrStart, true)),
    ("记得", (Needs::Nothing, false)),
    ("别忘了", (Needs::Nothing, false)),
    ("提醒我", (Needs::Nothing, false)),
    ("然后", (Needs::Verb, false)),
    ("要", (Needs::VerbAtStart, false)),
    ("需要", (Needs::VerbAtStart, false)),
    ("需", (Needs::VerbAtStart, false)),
    ("我要", (Needs::VerbAtStart, false)),
    ("我们要", (Needs::VerbAtStart, false)),
    ("还要", (Needs::VerbAtStart, false)),
    ("我需要", (Needs::VerbAtStart, false)),
];

const VERBS: [&str; 98] = [
    "send",
    "call",
    "email",
    "e-mail",
    "visit",
    "prepare",
    "quote",
    "confirm",
    "ship",
    "deliver",
    "check",
    "ask",
    "order",
    "book",
    "arrange",
    "schedule",
    "review",
    "draft",
    "share",
    "submit",
    "update",
    "invoice",
    "remind",
    "reply",
    "get back",
    "meet",
    "discuss",
    "follow up",
    "provide",
    "return",
    "finish",
    "complete",
    "organise",
    "organize",
    "set up",
    "write",
    "forward",
    "present",
    "fix",
    "replace",
    "invite",
    "introduce",
    "bring",
    "mail",
    "text",
    "phone",
    "talk",
    "clarify",
    "chase",
    "revise",
    "寄出",
    "寄",
    "发",
    "发送",
    "给",
    "报价",
    "回复",
    "回电",
    "确认",
    "提供",
    "安排",
    "送",
    "拜访",
    "打电话",
    "联系",
    "准备",
    "跟进",
    "提交",
    "完成",
    "通知",
    "催",
    "约",
    "签",
    "更新",
    "出",
    "做",
    "上门",
    "重新",
    "把",
    "将",
    "修改",
    "整理",
    "介绍",
    "检查",
    "补",
    "解决",
    "处理",
    "落实",
    "反馈",
    "邀请",
    "预约",
    "再",
    "回访",
    "发货",
    "开",
    "问",
    "打",
    "去",
];

/// Letters that make a noun of a Chinese verb: `发票`, `约定`.
const NOUNS: [&str; 16] = [
    "发票",
    "发现",
    "约定",
    "做法",
    "出口",
    "出差",
    "开始",
    "开发",
    "报价单",
    "给予",
    "送货单",
    "补贴",
    "打算",
    "打印",
    "将来",
    "要求",
];

pub(super) fn add(line: &Line<'_>, clauses: &[Range<usize>], parts: &mut Vec<Part>) {
    for clause in clauses {
        let Some(step) = step_in(line, clause, parts) else { continue };
        let clause_bytes = line.bytes(&(step.from..clause.end));
        let due = step.due.clone();
        let text = words(line, step.text_from..clause.end, due.as_ref().map(|(span, _)| span));
        if !text.chars().any(char::is_alphanumeric) {
            continue;
        }
        if let Some((span, _)) = &due {
            let bytes = line.bytes(span);
            parts.retain(|part| part.span != bytes);
        }
        let Some(span) = free_around(line, &step, clause.end, parts) else { continue };
        let span_bytes = line.bytes(&span);
        parts.push(Part {
            matched: line.typed(&span).to_owned(),
            span: span_bytes,
            value: Value::Next(Next { text, due: due.map(|(_, due)| due), clause: clause_bytes }),
            reason: step.reason,
        });
        parts.sort_by_key(|part| part.span.start);
    }
}

struct Step {
    /// Where the step begins, with the words that announce it.
    from: usize,
    /// Where its text begins.
    text_from: usize,
    /// What gave it away.
    trigger: Range<usize>,
    due: Option<(Range<usize>, Due)>,
    reason: &'static str,
}

fn step_in(line: &Line<'_>, clause: &Range<usize>, parts: &[Part]) -> Option<Step> {
    let whens: Vec<(Range<usize>, Due, bool)> = parts
        .iter()
        .filter_map(|part| match &part.value {
            Value::When(when) if when.tense != Tense::Past => {
                Some((line.letters(&part.span), Due { date: when.date, time: when.time }, when.deadline))
            }
            _ => None,
        })
        .filter(|(span, ..)| clause.start <= span.start && span.end <= clause.end)
        .collect();
    // A deadline is what is due; otherwise the first date.
    let due = whens.iter().find(|(.., deadline)| *deadline).or(whens.first());
    let start = line
        .any_of(clause.start, &["and", "also", "please", "but", "so", "并", "并且", "另外", "请", "同时"])
        .map_or(clause.start, |end| line.skip_spaces(end));
    // So may how much it matters: `urgent: send …`, `紧急：周五前寄…`.
    let urgent = parts.iter().filter(|part| matches!(part.value, Value::Priority(_)));
    let start = urgent
        .map(|part| line.letters(&part.span))
        .find(|span| span.start == start && span.end < clause.end)
        .map_or(start, |span| {
            (span.end..clause.end).find(|at| !matches!(line.letter(*at), ' ' | ':')).unwrap_or(start)
        });
    // A date may stand before the marker: `明天要寄样品`, `by Friday we need to send …`.
    let opening = due.filter(|(span, ..)| span.start == start).map(|(span, ..)| line.skip_spaces(span.end));
    let kept_due = due.map(|(span, due, _)| (span.clone(), *due));
    for at in clause.clone() {
        let Some((end, (needs, keeps))) = line.one_of(at, &MARKERS).filter(|(end, _)| *end <= clause.end) else {
            continue;
        };
        let covered = parts.iter().any(|part| line.letters(&part.span).contains(&at));
        let at_start = at == start || Some(at) == opening;
        let behind = line.skip_spaces(end);
        // `要下周二前寄出`: the date may stand between.
        let behind =
            due.filter(|(span, ..)| span.start == behind).map_or(behind, |(span, ..)| line.skip_spaces(span.end));
        let fits = match needs {
            Needs::Nothing => true,
            Needs::Verb => verb(line, behind) && !line.follows(at, &["since", "by", "back", "until", "till", "if"]),
            Needs::VerbAtStart => verb(line, behind) && at_start,
            Needs::DueOrStart => at_start && end < clause.end || due.is_some_and(|(span, ..)| span.start > at),
        };
        if fits && !covered {
            // A date before the marker belongs to the step only where the clause opens with it.
            let from = if at_start { clause.start } else { at };
            let due = kept_due.filter(|(span, _)| span.start >= from);
            let text_from = if keeps { at } else { line.skip_spaces(end) };
            return Some(Step { from, text_from, trigger: at..end, due, reason: "next_marker" });
        }
    }
    let (span, due, _) = due.filter(|(.., deadline)| *deadline)?;
    let opens = verb(line, start)
        || opening.is_some_and(|at| {
            verb(
                line,
                line.any_of(at, &["要", "需", "需要", "to", "必须", ","]).map_or(at, |end| line.skip_spaces(end)),
            )
        });
    opens.then(|| Step {
        from: start,
        text_from: start,
        trigger: span.clone(),
        due: Some((span.clone(), *due)),
        reason: "verb_and_deadline",
    })
}

fn verb(line: &Line<'_>, at: usize) -> bool {
    let Some(end) = line.any_of(at, &VERBS) else { return false };
    let done = matches!(line.letter(end), '了' | '过');
    !done && line.any_of(at, &NOUNS).is_none()
}

/// What is typed there without the due date, its spaces closed.
fn words(line: &Line<'_>, all: Range<usize>, due: Option<&Range<usize>>) -> String {
    let pieces = match due.filter(|due| all.start < due.end) {
        Some(due) => vec![all.start..due.start.max(all.start), due.end..all.end],
        None => vec![all],
    };
    let mut text = String::new();
    for (place, piece) in pieces.iter().enumerate() {
        let mut to = line.back_over_spaces(piece.end);
        // A preposition before the date goes with it.
        if due.is_some() && place == 0 {
            let joined =
                ["on", "at", "in", "around", "at the", "在", "于"].into_iter().filter(|word| line.follows(to, &[word]));
            to -= joined.map(|word| word.chars().count()).max().unwrap_or(0);
        }
        let typed = line.typed(&(piece.start..to.max(piece.start))).trim().trim_matches([',', '，', ':', '：', ' ']);
        let joint = |letter: Option<char>| letter.is_some_and(|letter| !is_han(letter));
        if !text.is_empty() && joint(text.chars().next_back()) && joint(typed.chars().next()) {
            text.push(' ');
        }
        text.push_str(typed);
    }
    text
}

/// The stretch around the trigger that no other part holds, without spaces at its ends.
fn free_around(line: &Line<'_>, step: &Step, clause_end: usize, parts: &[Part]) -> Option<Range<usize>> {
    let (mut from, mut to) = (step.from, clause_end);
    for part in parts {
        let span = line.letters(&part.span);
        if span.end <= step.trigger.start {
            from = from.max(span.end);
        } else if span.start >= step.trigger.end {
            to = to.min(span.start);
        } else {
            return None;
        }
    }
    let from = line.skip_spaces(from).min(to);
    let to = line.back_over_spaces(to);
    (from < to).then_some(from..to)
}
