//! Attachments: files that a person adds to communications, shows, opens, saves and removes.
//!
//! What is in them is sealed in the folder `attachments` of the workspace, complete and on the disk before any row names it; so
//! that a kill in between leaves at most a file that nobody names, which is removed later.

mod copies;
mod kept;
mod kinds;

use std::collections::HashMap;
use std::io::Read;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sea_orm::entity::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::attachment::{self, Model as Attachment};
use crate::App;
use crate::customers::Deleted;
use crate::error::{Code, Error, Result};
use crate::files::write_chosen;
use crate::ids::{ActId, AttachmentId, CommunicationId};
use crate::jobs::Progress;
use crate::people::Actor;
use crate::store::records::Table;
use crate::store::unit::CHUNK;
pub(crate) use copies::{clear as clear_copies, lay_out};
pub(crate) use kept::{Attachments, seal};

/// Files that can be added at once.
const MOST: usize = 20;

/// A larger image isn't shown small: reading it would take longer than a look is worth.
const LARGEST_SHOWN: i64 = 2 << 20;

/// Files to add to a communication.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AddAttachments {
    /// The communication.
    pub communication_id: CommunicationId,
    /// The tickets of the files.
    pub files: Vec<String>,
}

/// Which attachment.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ChosenAttachment {
    /// Its key.
    pub id: AttachmentId,
}

/// An attachment to write to a file.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExportAttachment {
    /// Its key.
    pub id: AttachmentId,
    /// The file.
    pub ticket: String,
}

/// An attachment with what can be done with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AttachmentView {
    /// The attachment.
    #[serde(flatten)]
    pub attachment: Attachment,
    /// Whether the system's program may open it. What a system would run is only ever saved.
    pub opens: bool,
    /// Whether it is an image that can be shown small.
    pub shows: bool,
}

impl From<Attachment> for AttachmentView {
    fn from(attachment: Attachment) -> Self {
        let opens = kinds::opens(&attachment.name, &attachment.media_type);
        let shows = attachment.bytes <= LARGEST_SHOWN && kinds::is_shown(&attachment.media_type);
        Self { attachment, opens, shows }
    }
}

/// Attachments that were added, and the act that undo takes back.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AttachmentsAdded {
    /// The act.
    pub act: ActId,
    /// The attachments.
    pub attachments: Vec<AttachmentView>,
}

/// An image to be shown small.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AttachmentImage {
    /// The image as a `data:` address; none where it can't be shown.
    pub address: Option<String>,
}

/// An attachment that was written to a file.
#[derive(Debug, Clone, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct AttachmentExported {
    /// The file's name.
    pub name: String,
}

/// Adds files to a communication.
///
/// # Errors
/// `not_found`; `invalid` with what is wrong about a file under `file`; `disk_full`, `cancelled`.
pub async fn add_attachments(
    app: &App,
    actor: Actor,
    input: AddAttachments,
    progress: &Progress,
) -> Result<AttachmentsAdded> {
    if input.files.is_empty() {
        return Err(Error::invalid("file", "required"));
    }
    super::find(app.read(), input.communication_id).await?;
    let files = seal(app, actor, &input.files, Some(progress)).await?;
    let mut tx = app.write(actor, "add_attachments").await?;
    super::find(tx.db(), input.communication_id).await?;
    let attachments = files.insert(&mut tx, input.communication_id).await?;
    tx.counts(attachments.len());
    let act = tx.act();
    files.stay();
    tx.commit().await?;
    Ok(AttachmentsAdded { act, attachments: attachments.into_iter().map(Into::into).collect() })
}

/// Removes an attachment; undo brings it back.
pub async fn remove_attachment(app: &App, actor: Actor, input: ChosenAttachment) -> Result<Deleted> {
    let mut tx = app.write(actor, "remove_attachment").await?;
    let count = tx.delete(Table::Attachment, &[input.id.into()]).await?;
    tx.counts(count);
    let act = tx.act();
    tx.commit().await?;
    Ok(Deleted { act, count })
}

/// Writes an attachment to a file outside the workspace.
///
/// # Errors
/// `not_found`; `damaged` where what is on disk isn't what was added; `cancelled`; `invalid` for a file that can't be written.
pub async fn export_attachment(
    app: &App,
    _actor: Actor,
    input: ExportAttachment,
    progress: &Progress,
) -> Result<AttachmentExported> {
    let attachment = find(app.read(), input.id).await?;
    let path = app.tickets.path(&input.ticket)?;
    let mut reader = app.attachments.open(&attachment)?;
    // What is wrong about the file in the workspace says nothing about the one that is written.
    let ours = Arc::new(AtomicBool::new(false));
    let noted = Arc::clone(&ours);
    let written = write_chosen(&path, progress, move |out| {
        let mut part = vec![0; 64 << 10];
        loop {
            // It is read to its end, where it shows whether it is whole, before the file gets its name.
            match reader.read(&mut part).inspect_err(|_| noted.store(true, Ordering::Relaxed))? {
                0 => return Ok(()),
                read => out.write_all(&part[..read])?,
            }
        }
    });
    match written.await {
        Err(error) if ours.load(Ordering::Relaxed) => Err(damaged(&attachment, error)),
        written => written.map(|()| AttachmentExported { name: crate::files::name_of(&path) }),
    }
}

/// A small image of an attachment that is one.
///
/// # Errors
/// `not_found`; `damaged` where what is on disk isn't what was added.
pub async fn show_attachment(app: &App, _actor: Actor, input: ChosenAttachment) -> Result<AttachmentImage> {
    let view = AttachmentView::from(find(app.read(), input.id).await?);
    if !view.shows {
        return Ok(AttachmentImage { address: None });
    }
    let mut reader = app.attachments.open(&view.attachment)?;
    let read = move || {
        let mut content = Vec::new();
        reader.read_to_end(&mut content).map(|_| content)
    };
    let read = tokio::task::spawn_blocking(read).await.map_err(crate::error::internal)?;
    let content = read.map_err(|error| damaged(&view.attachment, error))?;
    let media_type = &view.attachment.media_type;
    let address =
        kinds::is_small_image(&content).then(|| format!("data:{media_type};base64,{}", STANDARD.encode(content)));
    Ok(AttachmentImage { address })
}

/// The attachments of these communications, each one's in the order in which they were added.
pub(crate) async fn of_communications(
    db: &impl ConnectionTrait,
    ids: &[CommunicationId],
) -> Result<HashMap<CommunicationId, Vec<AttachmentView>>> {
    use attachment::Column;
    let mut found: HashMap<CommunicationId, Vec<AttachmentView>> = HashMap::new();
    for chunk in ids.chunks(CHUNK) {
        let rows = attachment::Entity::find()
            .filter(Column::CommunicationId.is_in(chunk.iter().copied()))
            .filter(Column::DeletedAt.is_null())
            .order_by_asc(Column::Id)
            .all(db)
            .await?;
        for row in rows {
            found.entry(row.communication_id).or_default().push(row.into());
        }
    }
    Ok(found)
}

/// What the files of these communications are called, each one's in the order in which they were added.
pub(crate) async fn names_of(
    db: &impl ConnectionTrait,
    ids: &[CommunicationId],
) -> Result<HashMap<CommunicationId, Vec<String>>> {
    use attachment::Column;
    let mut names: HashMap<CommunicationId, Vec<String>> = HashMap::new();
    for chunk in ids.chunks(CHUNK) {
        let live = attachment::Entity::find().filter(Column::DeletedAt.is_null());
        let of_these = live.filter(Column::CommunicationId.is_in(chunk.iter().copied())).order_by_asc(Column::Id);
        let columns = of_these.select_only().columns([Column::CommunicationId, Column::Name]);
        let rows: Vec<(CommunicationId, String)> = columns.into_tuple().all(db).await?;
        for (communication, name) in rows {
            names.entry(communication).or_default().push(name);
        }
    }
    Ok(names)
}

/// An attachment that is there.
async fn find(db: &impl ConnectionTrait, id: AttachmentId) -> Result<Attachment> {
    let found = attachment::Entity::find_by_id(id).filter(attachment::Column::DeletedAt.is_null()).one(db).await?;
    found.ok_or_else(|| Error::not_found("attachment"))
}

/// What is on disk isn't what was added, or isn't there.
fn damaged(attachment: &Attachment, error: impl std::fmt::Display) -> Error {
    Error::new(Code::Damaged, format!("attachment {}: {error}", attachment.id))
}
