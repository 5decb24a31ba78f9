//! Times, and how they are told.

use std::time::{Duration, Instant};

pub fn timed(work: impl FnOnce()) -> Duration {
    let began = Instant::now();
    work();
    began.elapsed()
}

/// The value in milliseconds below which `share` of the times lie.
pub fn quantile(times: &[Duration], share: f64) -> f64 {
    let mut sorted = times.to_vec();
    sorted.sort();
    let last = sorted.len() - 1;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a place in a short list")]
    let at = (last as f64 * share).round() as usize;
    sorted[at].as_secs_f64() * 1000.0
}

pub fn show(what: &str, times: &[Duration]) {
    let (p50, p95) = (quantile(times, 0.5), quantile(times, 0.95));
    println!("{what:<50} p50 {p50:>10.2} ms   p95 {p95:>10.2} ms   n {:>4}", times.len());
}

/// A figure with its limit.
pub fn figure(what: &str, value: f64, unit: &str, limit: &str, kept: bool) {
    println!("→ {what:<48}     {value:>10.2} {unit:<4} limit {limit}: {}\n", if kept { "kept" } else { "NOT KEPT" });
}
