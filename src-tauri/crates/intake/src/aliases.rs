//! The words that files in use write over their columns. Words for parts of an address are in [`crate::address`].

mod customer;
mod people;

use crate::field::ImportField as Field;

/// How sure a header is about whom it describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Means {
    /// This field, whatever the rows are.
    Field(Field),
    /// A name that is the customer's, or the contact's where the file has companies or name parts too.
    AnyName,
    /// A phone or e-mail of whomever the rows are about.
    OwnPhone,
    /// See [`Means::OwnPhone`].
    OwnEmail,
    /// One of several phones of a person, which the header tells apart.
    KindOfPhone,
    /// See [`Means::KindOfPhone`].
    KindOfEmail,
    /// A job title, or a form of address where a job title has its own column.
    Title,
}

/// Header aliases, folded by [`crate::field::fold`]. Within a field the earlier wins when two columns want it.
///
/// What belongs to others (owners aside, who have their own field) is left out on purpose: parent companies, assistants,
/// superiors, associations, record ids, and consent. A withdrawal of consent has a field of its own.
pub(crate) fn aliases() -> impl Iterator<Item = &'static (Means, &'static [&'static str])> {
    customer::ALIASES.iter().chain(people::ALIASES)
}
