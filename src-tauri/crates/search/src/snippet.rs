//! Where the terms stand in a text the caller kept: whole texts with the hits marked, or a short window around them.

use std::ops::Range;

use serde::Serialize;

use crate::terms::Terms;
use crate::tokens::extends;

/// A stretch of text that is or is not part of a hit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Segment {
    /// The text as it was written, never folded.
    pub text: String,
    /// Whether a term occurs here.
    pub hit: bool,
}

impl Terms {
    /// The whole of `text` with every occurrence of a term marked. Joined, the segments give `text` back.
    pub fn highlight(&self, text: &str) -> Vec<Segment> {
        mark(text, 0..text.len(), self.hits(text).into_iter().map(|(range, _)| range))
    }

    /// At most `max_chars` characters of `text` around its best hits, marked, with `…` added where text was cut off.
    ///
    /// The best window holds the most different terms; among equals the first. Without a hit it is the beginning.
    pub fn snippet(&self, text: &str, max_chars: usize) -> Vec<Segment> {
        let hits = self.hits(text);
        let window = window(text, &hits, max_chars);
        let mut segments = mark(text, window.clone(), hits.into_iter().map(|(range, _)| range));
        if window.start > 0 {
            match segments.first_mut() {
                Some(first) if !first.hit => first.text.insert(0, '…'),
                _ => segments.insert(0, ellipsis()),
            }
        }
        if window.end < text.len() {
            match segments.last_mut() {
                Some(last) if !last.hit => last.text.push('…'),
                _ => segments.push(ellipsis()),
            }
        }
        segments
    }
}

fn ellipsis() -> Segment {
    Segment { text: "…".to_owned(), hit: false }
}

/// Cuts `window` of `text` into segments; `hits` come in order of their start and may overlap.
fn mark(text: &str, window: Range<usize>, hits: impl Iterator<Item = Range<usize>>) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    let mut push = |range: Range<usize>, hit: bool| {
        let piece = &text[range];
        match segments.last_mut() {
            _ if piece.is_empty() => {}
            Some(last) if last.hit == hit => last.text.push_str(piece),
            _ => segments.push(Segment { text: piece.to_owned(), hit }),
        }
    };
    let mut at = window.start;
    for hit in hits {
        let (start, end) = (hit.start.clamp(at, window.end), hit.end.clamp(at, window.end));
        push(at..start, false);
        push(start..end, true);
        at = end;
    }
    push(at..window.end, false);
    segments
}

/// The bytes of `text` a snippet shows.
fn window(text: &str, hits: &[(Range<usize>, usize)], max_chars: usize) -> Range<usize> {
    let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    let total = bounds.len() - 1;
    if total <= max_chars {
        return 0..text.len();
    }
    let char_of = |byte: usize| bounds.partition_point(|b| *b < byte);
    let chars: Vec<(usize, usize, usize)> = hits.iter().map(|(r, n)| (char_of(r.start), char_of(r.end), *n)).collect();

    let lead = max_chars / 4;
    let mut best = (0, 0);
    for (i, (first, ..)) in chars.iter().enumerate() {
        let end = first + max_chars - lead;
        let mut seen: Vec<usize> = Vec::new();
        for (_, _, term) in chars[i..].iter().take_while(|(from, to, _)| *from < end && *to <= end) {
            if !seen.contains(term) {
                seen.push(*term);
            }
        }
        if seen.len() > best.0 {
            best = (seen.len(), first.saturating_sub(lead));
        }
    }
    let mut start = best.1.min(total - max_chars);
    let mut end = start + max_chars;

    // Begin and end with whole words where that costs little and no hit.
    let char_at = |i: usize| text[bounds[i]..].chars().next().unwrap_or(' ');
    if start > 0 && !char_at(start - 1).is_whitespace() {
        let first_hit = chars.iter().map(|(from, ..)| *from).find(|from| *from >= start).unwrap_or(end);
        let latest = first_hit.min(start + lead);
        start = (start..latest).find(|i| char_at(*i).is_whitespace()).map_or(start, |space| space + 1);
    }
    if end < total && !char_at(end).is_whitespace() {
        let last_hit = chars.iter().map(|(_, to, _)| (*to).min(end)).filter(|to| *to > start).max().unwrap_or(start);
        let earliest = last_hit.max(end - lead);
        end = (earliest..end).rev().find(|i| char_at(*i).is_whitespace()).unwrap_or(end);
    }
    // Never part a character from its accents.
    while start < end && extends(char_at(start)) {
        start += 1;
    }
    while end > start && end < total && extends(char_at(end)) {
        end -= 1;
    }
    bounds[start]..bounds[end]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn shown(segments: &[Segment]) -> String {
        segments.iter().map(|s| if s.hit { format!("[{}]", s.text) } else { s.text.clone() }).collect()
    }

    #[track_caller]
    fn check_highlight(query: &str, text: &str, want: &str) {
        assert_eq!(shown(&Terms::parse(query).highlight(text)), want, "{query:?} in {text:?}");
    }

    #[test]
    fn hits_are_marked_in_the_original() {
        check_highlight("cafe", "Un Café!", "Un [Café]!");
        check_highlight("caf", "Un CAFE\u{301}", "Un [CAF]E\u{301}");
        check_highlight("cafe", "Un CAFE\u{301}", "Un [CAFE\u{301}]");
        check_highlight("hgw", "ＨＧＷ２５ hgw", "[ＨＧＷ]２５ [hgw]");
        check_highlight("北京", "北京市，东北京", "[北京]市，东[北京]");
        check_highlight("哈哈", "哈哈哈", "[哈哈哈]");
        check_highlight("导轨 hgw", "导轨HGW25🎉", "[导轨HGW]25🎉");
        check_highlight("会社", "㍿", "[㍿]");
        check_highlight("", "text", "text");
        check_highlight("x", "", "");
    }

    #[track_caller]
    fn check_snippet(query: &str, text: &str, max: usize, want: &str) {
        assert_eq!(shown(&Terms::parse(query).snippet(text, max)), want);
    }

    #[test]
    fn snippets_show_the_best_window() {
        check_snippet("x", "short", 20, "short");
        check_snippet("zzz", "one two three four five", 7, "one two…");
        check_snippet("three", "one two three four five six seven", 16, "…two [three] four…");
        check_snippet("价", "一二三四五六七八九十价一二三四五六七八九十", 8, "…九十[价]一二三四五…");
        // The second window holds both terms.
        check_snippet("ax by", "ax 1111 2222 3333 4444 5555 ax by 6666 7777 8888", 16, "…[ax] [by] 6666…");
        check_snippet("a", "👩‍👩‍👧 a", 0, "…");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn segments_are_the_text(text in "(\\PC|[a北京 \u{301}\u{200D}\u{0}㍿Ａ𠮷]){0,60}", query in "[ae北京Ａ𠮷社 ]{0,5}", max in 0usize..40) {
            let terms = Terms::parse(&query);
            let whole: String = terms.highlight(&text).into_iter().map(|s| s.text).collect();
            prop_assert_eq!(&whole, &text);
            let snippet: String = terms.snippet(&text, max).into_iter().map(|s| s.text).collect();
            prop_assert!(snippet.chars().count() <= max + 2, "at most the window and two ellipses");
            let inner = snippet.strip_prefix('…').unwrap_or(&snippet);
            let inner = inner.strip_suffix('…').unwrap_or(inner);
            prop_assert!(text.contains(inner), "a snippet is part of the text");
            if !terms.is_empty() && terms.matches(&[&text]) {
                prop_assert!(terms.highlight(&text).iter().any(|s| s.hit), "a match is always marked");
            }
        }
    }
}
