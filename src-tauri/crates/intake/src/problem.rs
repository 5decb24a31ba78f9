//! What is wrong with a row.

use serde::Serialize;
use ts_rs::TS;

/// Something about one row that a person should see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct RowProblem {
    /// The row as a spreadsheet counts it: the first line of the file is 1.
    pub row: u32,
    /// Header of the column; empty when the whole row is meant.
    pub column: String,
    /// What is wrong.
    #[ts(type = "string")]
    pub code: ProblemCode,
    /// What was written there, shortened.
    pub value: String,
}

/// Kinds of problem; the screen has a sentence for each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// The row has no name at all and is rejected.
    NameMissing,
    /// A quote is opened and never closed; the row is rejected.
    RowDamaged,
    /// A cell is larger than any text; the row is rejected.
    CellTooLong,
    /// A sum below the table; the row is rejected.
    TotalsRow,
    /// A card that stands for a list of others; rejected.
    GroupCard,
    /// A message that no program wrote so; rejected.
    MessageDamaged,
    /// Bytes that the encoding does not have; shown as �.
    BadCharacters,
    /// More cells than the header has columns; the surplus is left out.
    ExtraCells,
    /// Not a telephone number; kept as written.
    PhoneInvalid,
    /// Not an e-mail address; kept as written.
    EmailInvalid,
    /// No known lifecycle stage; left empty.
    StageUnknown,
    /// Neither company nor person; judged by the name.
    KindUnknown,
    /// Not an amount, or one with two readings; kept in the note.
    MoneyInvalid,
    /// Neither yes nor no about not being contacted; taken as a wish not to be.
    OptOutUnclear,
    /// Too long for its field; shortened there, kept whole in the note.
    TextTooLong,
    /// Not a number that a field can hold; kept in the note.
    NumberInvalid,
    /// Not a day; kept in the note.
    DateInvalid,
    /// A day that is read in two ways; kept in the note.
    DateAmbiguous,
    /// A birthday that is yet to come; kept in the note.
    BirthdayToCome,
    /// Not a web address; kept in the note.
    LinkInvalid,
    /// Neither yes nor no; kept in the note.
    AnswerUnclear,
    /// None of the field's choices; kept in the note.
    ChoiceUnknown,
    /// Longer than the field holds; kept in the note.
    ValueTooLong,
    /// About a person, of whom the row names none; kept in the note.
    PersonMissing,
    /// A field that must be filled is empty; left so.
    ValueRequired,
    /// Nobody in the workspace has this name; nobody is set.
    OwnerUnknown,
    /// No customer has this name; none is set.
    ReferrerUnknown,
    /// No known part in decisions; kept in the note.
    RoleUnknown,
    /// No customer is called so where a person would have a part; kept in the person's note.
    PartUnknown,
    /// The row doesn't tell when it was, and is rejected.
    WhenMissing,
    /// Not a day with a time; the row is rejected.
    WhenInvalid,
    /// A day that is read in two ways, of which nobody said one; the row is rejected.
    WhenAmbiguous,
    /// The row names no customer, and is rejected.
    CustomerMissing,
    /// No customer has this name or number; the row is rejected.
    CustomerUnknown,
    /// Several customers have this name; the row is rejected.
    CustomerAmbiguous,
    /// Nobody is known by the names or addresses of a message; it is left out until a person says whose it is.
    PartyUnknown,
    /// A message may be of several customers; it is left out until a person says whose it is.
    PartyAmbiguous,
    /// Nothing was said, and nothing came of it; the row is rejected.
    NothingSaid,
    /// Not a time of day; kept in the text.
    TimeInvalid,
    /// No known channel; kept in the text.
    ChannelUnknown,
    /// Not clear who started it; kept in the text.
    DirectionUnknown,
    /// No known outcome; kept in the text.
    OutcomeUnknown,
    /// Nobody at the customer has this name; kept in the text.
    PersonUnknown,
    /// Not so many days or weeks; kept in the note.
    RhythmInvalid,
    /// No channel by which somebody can be contacted; kept in the note.
    ContactChannelUnknown,
    /// Not two times of the day; kept in the note.
    HoursInvalid,
}

impl ProblemCode {
    /// Whether the row cannot be imported.
    pub fn rejects(self) -> bool {
        use ProblemCode as P;
        let of_any_list = matches!(
            self,
            P::NameMissing | P::RowDamaged | P::CellTooLong | P::TotalsRow | P::GroupCard | P::MessageDamaged
        );
        let is_no_communication = matches!(
            self,
            P::WhenMissing
                | P::WhenInvalid
                | P::WhenAmbiguous
                | P::CustomerMissing
                | P::CustomerUnknown
                | P::CustomerAmbiguous
                | P::PartyUnknown
                | P::PartyAmbiguous
                | P::NothingSaid
        );
        of_any_list || is_no_communication
    }
}

impl RowProblem {
    /// A problem with the start of what was written.
    pub fn new(row: u32, column: &str, code: ProblemCode, value: &str) -> Self {
        const SHOWN: usize = 80;
        let mut shown: String = value.chars().filter(|c| !c.is_control()).take(SHOWN).collect();
        if value.chars().nth(SHOWN).is_some() {
            shown.push('…');
        }
        Self { row, column: column.to_owned(), code, value: shown }
    }
}
