//! A text that a person pasted where something is logged: a mail or a chat is offered to come in as what it is.

use satchel_domain::DateOrder;
use satchel_intake::{HEAD_BYTES, MessageKind, Party, ReadOptions, are_messages, read, read_communication};
use sea_orm::entity::prelude::*;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::App;
use crate::error::{Result, internal};
use crate::files::FileTicket;
use crate::messages::message;
use crate::people::{Actor, user};

/// The largest text that is looked at, in bytes; whatever is longer is a file.
const MOST: usize = 8 << 20;
/// People that are named in the offer.
const NAMED: usize = 3;

/// A text that was pasted.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ReadPasted {
    /// The text.
    pub text: String,
}

/// What was pasted, where it is a mail or a chat.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PastedMessages {
    /// Stands for the text, to import it.
    pub file: FileTicket,
    /// A mail or a chat.
    pub kind: MessageKind,
    /// Mails, or lines of the chat.
    pub count: usize,
    /// Who wrote or was written to, the first few, without users of the workspace.
    pub people: Vec<String>,
}

/// Tells whether a text is a mail or a chat, and keeps it for a while where it is.
pub async fn read_pasted(app: &App, _actor: Actor, input: ReadPasted) -> Result<Option<PastedMessages>> {
    let text = input.text;
    let head = &text.as_bytes()[..text.len().min(HEAD_BYTES)];
    if text.len() > MOST || are_messages(head).is_none() {
        return Ok(None);
    }
    let (home, today) = (Some(app.home().country), Some(app.clock.today()));
    let options = ReadOptions { home, today, ..ReadOptions::default() };
    let look = move || {
        let sheet = read(text.as_bytes(), &options).ok()?;
        let kind = sheet.messages?;
        let (mut count, mut people) = (0, Vec::<Party>::new());
        for row in sheet.rows.iter() {
            let (draft, _) = read_communication(&sheet, &row, &[], DateOrder::Unknown);
            count += if kind == MessageKind::Mail { 1 } else { draft.lines };
            for party in draft.from.into_iter().chain(draft.to) {
                if people.len() < NAMED * 2 && !people.contains(&party) {
                    people.push(party);
                }
            }
        }
        (count > 0).then_some((text, kind, count, people))
    };
    let Some((text, kind, count, people)) = tokio::task::spawn_blocking(look).await.map_err(internal)? else {
        return Ok(None);
    };
    let users = user::Entity::find().filter(user::Column::DeletedAt.is_null()).all(app.read()).await?;
    let is_ours = |party: &Party| users.iter().any(|user| user.name.to_lowercase() == party.name.to_lowercase());
    let called = |party: Party| if party.name.is_empty() { party.address } else { party.name };
    let people = people.into_iter().filter(|party| !is_ours(party)).take(NAMED).map(called).collect();
    let file = app.pasted.keep(&text, message(app.home().language, "import-pasted-name"));
    Ok(Some(PastedMessages { file, kind, count, people }))
}
