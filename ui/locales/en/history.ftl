# The history of every change, and the way back.
history = History
history-text = Every change stays here, with the way back.
overview = Overview
record-views = Views of this customer
history-filter = Narrow the history
history-who = Who
history-everybody = Everybody
history-empty = Nothing has changed yet
history-empty-text = Everything that you add, change, delete or import shows up here and can be taken back.
history-no-match = Nothing in the history fits these filters
history-changed = { $record } changed: { $fields }
history-undone = Undone
history-undone-by = Undone by { $actor }, { $when }
history-unmerge = Only this customer’s merge is taken back
history-undo-act = Undo this
history-redo-act = Do this again
history-restore = Restore
history-restore-what = Restore: { $what }
history-restored = Restored: { $what }
history-as-it-was = Nothing to restore; it is already as it was
history-is-deleted = Deleted
history-more = Show more changes
history-nothing-told = Nothing here that would tell you anything
history-before = Before:{" "}
history-after = After:{" "}
history-later = Later ({ $when }): { $what } ({ $actor })
history-deleted-by = Deleted later, { $when } ({ $actor })
history-value = Value
history-order = Place
history-tag = Tag
history-person = Person
history-role = Role
act-kind-added = Added
act-kind-changed = Changed
act-kind-deleted = Deleted
act-kind-imported = Imported
act-kind-restored = Restored
op-insert = Added
op-update = Changed
op-delete = Deleted
op-restore = Restored
# Kinds of records
record-workspace = Workspace
record-device = Computer
record-user = User
record-customer = Customer
record-contact = Person
record-contact_point = Contact detail
record-contact_link = Part at another customer
record-tag = Tag
record-customer_tag = Tag
record-not_duplicate = Not the same customer
record-communication = Conversation
record-participant = Took part
record-follow_up = Follow-up
# An act that can't be taken back whole
conflicts-title = Changed since
conflicts-text = { $count ->
    [one] One thing has changed since. Nothing was undone yet.
   *[other] { $count } things have changed since. Nothing was undone yet.
  }
conflicts-none = What stood in the way is gone. It can be undone now.
conflicts-instead = instead of
conflicts-show = Show
conflicts-more = { $count ->
    [one] and one more
   *[other] and { $count } more
  }
conflicts-leave = Leave it all
conflicts-rest = { $count ->
    [one] Undo the rest (1)
   *[other] Undo the rest ({ $count })
  }
conflict-changed_since = was changed since
conflict-deleted_since = was deleted since; undo that first
conflict-added_since = was added since by somebody else
act-set_category = category of a conversation
act-set_tone = tone of a conversation
act-save_template = template kept
act-delete_template = template deleted
record-template = Template
act-save_category = category kept
act-delete_category = category deleted
record-category = Category
category-hidden = Hidden
act-add_attachments = { $count ->
    [one] file attached
   *[other] { $count } files attached
  }
act-remove_attachment = file removed
record-attachment = File
