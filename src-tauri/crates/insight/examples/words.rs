//! How quickly texts are split into words: `cargo run --release -p satchel-insight --example words < notes.txt`, a note a line.
#![expect(clippy::print_stdout, reason = "it tells what it measured")]

use std::collections::BTreeSet;
use std::io::{Result, stdin};
use std::time::Instant;

use satchel_insight::text::{preload, terms};

fn main() -> Result<()> {
    let notes: Vec<String> = stdin().lines().collect::<Result<_>>()?;
    let megabytes = notes.iter().map(String::len).sum::<usize>() as f64 / 1e6;
    let began = Instant::now();
    preload();
    println!("dictionary: {:.2} s", began.elapsed().as_secs_f64());
    let began = Instant::now();
    let mut words = 0;
    for note in &notes {
        words += terms(note).into_iter().map(|word| word.term).collect::<BTreeSet<_>>().len();
    }
    let took = began.elapsed().as_secs_f64();
    println!("{} notes, {megabytes:.1} MB, {words} words: {took:.2} s, {:.1} MB/s", notes.len(), megabytes / took);
    Ok(())
}
