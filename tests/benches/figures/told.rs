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

/// Megabytes of this process: `VmRSS:` are in memory, `VmHWM:` were at most.
pub fn megabytes(of: &str) -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix(of))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<f64>().ok()? / 1024.0)
}

/// Tells what the process held at most while this was done, beside what it held before.
pub fn held<T>(what: &str, work: impl FnOnce() -> T) -> T {
    let before = megabytes("VmRSS:");
    // The most counts from here; where that can't be asked for, it is the most ever.
    drop(std::fs::write("/proc/self/clear_refs", "5"));
    let done = work();
    if let (Some(before), Some(most)) = (before, megabytes("VmHWM:")) {
        println!("{:<50} {most:.0} MB, {before:.0} MB before", format!("  memory at most, {what}"));
    }
    done
}
