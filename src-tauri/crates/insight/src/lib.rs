//! Statistics and learning over plain texts and numbers.
//!
//! The crate must never know the database, its entities, async code, files or a clock: texts and counts come in, and
//! results go out with what they rest on. Every method gives the same answer for the same input.

pub mod text;
