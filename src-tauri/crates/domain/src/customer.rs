//! What kind of customer it is and how far the relationship has come.

use serde::{Deserialize, Serialize};

/// A customer is an organisation or one human being.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CustomerKind {
    /// An organisation.
    Company,
    /// One human being.
    Person,
}

/// Lifecycle stage of a customer, from first trace to gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// A name that has shown up, nothing agreed.
    Lead,
    /// Interest is confirmed.
    Prospect,
    /// Has bought.
    Customer,
    /// Bought once and is gone.
    Lapsed,
}

/// A person's part in a decision to buy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DecisionRole {
    /// Decides.
    Decides,
    /// Compares and advises.
    Evaluates,
    /// Speaks for us.
    Supports,
    /// Works with what we sell.
    Uses,
    /// Speaks against us.
    Opposes,
}
