# Import of customers
import-customers = Import customers
import-communications = Import conversations
import-kind = Holds
import-kind-customers = Customers
import-kind-communications = Conversations
import-looks-communications = This looks like a list of conversations
import-looks-communications-why = { $columns } tell when and how something was said.
import-looks-communications-take = Import as conversations
import-looks-customers = This looks like a list of customers
import-looks-customers-why = { $columns } tell who somebody is, and nothing tells when something was said.
import-looks-customers-take = Import as customers
import-looks-column = “{ $name }”
import-looks-and = {", "}
import-start = Bring in your customers
import-start-text = Choose a spreadsheet (XLSX, XLS), a CSV or text file, contacts as vCard, mails (EML, MBOX) or an exported chat, or drop it on the window. You see everything that would happen before anything is saved.
choose-file = Choose a file
other-file = Another file
reading-file = Reading { $name }, { $size }
preview-failed = This way of reading the file failed; the last good one is shown.
rows-columns = { $rows ->
    [one] { $rows } row, { $columns } columns
   *[other] { $rows } rows, { $columns } columns
  }
encoding = Encoding
separator = Separator
sheet = Sheet
detected = { $value } detected
delimiter-comma = Comma
delimiter-semicolon = Semicolon
delimiter-tab = Tab
delimiter-bar = Bar
columns = Columns
columns-matched = { $matched } of { $all } matched
in-the-file = In the file
satchel-field = Satchel field
filled = Filled
field-for = Field for { $column }
do-not-import = Do not import
mapping-menu = Where the mapping comes from: { $mapping }
mapping-detected = Detected
mapping-remembered = As last time
mapping-chosen = Own choice
mapping-as-detected = As detected in the file
mapping-as-last = As in the last import of these columns
mapping-from-last = As in { $name }, { $when }
mapping-detect = Detect instead
mapping-use = Mapping “{ $name }”
mapping-save = Save this mapping
mapping-new-name = New name of the mapping
mapping-rename = Rename “{ $name }”
mapping-delete = Delete “{ $name }”
mapping-replace = Save the changes to “{ $name }”
mapping-manage = Manage mappings
mapping-none = No mapping is kept under a name.
mapping-saved = Mapping “{ $name }” saved
mapping-deleted = Mapping “{ $name }” deleted
record-import_mapping = Mapping
act-create_mapping = new mapping
act-update_mapping = change of a mapping
act-delete_mapping = mapping deleted
import-contact-own = Contact: { $name }
import-new-customer = New field
import-new-contact = New field of the contact
import-new-kind = Type of the new field { $column }
import-preview = What the import would do
first-rows = First rows
first-rows-text = As they are read
row = Row
column = Column
value = Value
why = Why
and-more = and { $count } more
possible-duplicates = Possible duplicates
already-here = Already here
duplicate-skip = Skip
duplicate-update = Fill gaps
duplicate-overwrite = Update
duplicate-create = Import anyway
duplicate-skip-text = These rows are left out; the customers here stay as they are.
duplicate-update-text = What is empty here is filled from the file; nothing that is there is replaced.
duplicate-overwrite-text = What the file says takes the place of what is here; empty cells change nothing.
duplicate-create-text = These rows come in as further customers.
duplicate-by-name = Also where only the name is the same
import-joins = Another row of the customer in row { $row }
import-only-adds = Nothing that is here is changed; people, phones and tags it lacks are added.
import-tab-all = All
import-tab-check = To check
import-tab-changed = Changed
import-tab-duplicates = Duplicates
import-tab-skipped = Left out
import-none-all = The file has no rows.
import-none-check = Nothing to check: every value is understood.
import-none-changed = Every value is taken as it stands.
import-none-duplicates = No row is like a customer who is here already.
import-none-skipped = Every row comes in.
import-found = Found
import-becomes = Becomes
import-action-create = New
import-action-update = Fill gaps
import-action-overwrite = Update
import-action-join = Added
import-action-skip = Left out
import-action-reject = Not possible
import-checks = { $count } to check
import-changes = { $count } changed
import-before = Before
import-after = After
import-row = Row { $row }
import-as-it-stands = Everything in this row is taken as it stands.
import-mend = Replace { $value }
import-mend-in = { $column }: { $value } becomes
import-mend-all = In all rows
import-result = Result
import-clean = Clean
import-labels = Labels of { $column }
import-not-taken = Not imported
import-days = How { $count } dates in { $column } are read
import-days-ask = Day or month first?
import-days-day_first = Day first
import-days-month_first = Month first
import-change-trimmed = Spaces removed
import-change-tidied = Spaces and signs tidied
import-change-phone = Phone in full
import-change-email = Address in plain form
import-change-amount = Amount in plain digits
import-change-number = Number in plain digits
import-change-date = Date in calendar order
import-change-replaced = Replaced by you
import-nothing-saved = Nothing is saved until you press Import
import-needs-day = Choose which columns hold the customer and the date
import-needs-name = Choose which column holds the name of the customer or contact
import-rows = { $count ->
    [one] Import { $count } row
   *[other] Import { $count } rows
  }
importing = Importing
import-progress = { $done } of { $total } rows
import-done = Import finished
import-created = New
import-updated = Updated
import-skipped = Skipped
import-known = Already here
import-rejected = Left out
rows-left-out = Rows left out
import-keep-rejected = Save these rows
import-rejected-file = { $name } left out.csv
import-rejected-kept = { $count ->
    [one] 1 row saved in { $name }. Mend it there and import the file again.
   *[other] { $count } rows saved in { $name }. Mend them there and import the file again.
  }
import-reason-column = Why it was left out
undo-import = Undo this import
undo-import-title = Undo this import?
undo-import-edited-customers = { $count ->
    [one] One of its customers was changed since:
   *[other] { $count } of its customers were changed since:
  }
undo-import-by-customers = { $count ->
    [one] { $name }: { $count } customer
   *[other] { $name }: { $count } customers
  }
undo-import-edited-communications = { $count ->
    [one] One of its conversations was changed since:
   *[other] { $count } of its conversations were changed since:
  }
undo-import-by-communications = { $count ->
    [one] { $name }: { $count } conversation
   *[other] { $name }: { $count } conversations
  }
undo-import-goes-communications = Conversations that came with it go; the customers stay. Where somebody else changed something, you decide next. Redo brings everything back.
undo-import-goes-customers = Customers that came with it go, along with all that was added to them since. Where somebody else changed something, you decide next. Redo brings everything back.
imports = Past imports
imports-text = What each list brought, the rows that it left out, and the way back
imports-none = No list was imported yet
imports-none-text = Every import stands here afterwards: who did it and when, what came of its rows, those left out as a file to mend, and the way back.
imports-when = When
imports-file = File
imports-by = By
imports-rows = Rows
imports-state = State
imports-show = Show in history
imports-keep = { $count ->
    [one] Save { $count } row left out
   *[other] Save { $count } rows left out
  }
to-customers = To the customers
to-conversations = To the conversations
# Mails and chats, which come in like a list.
import-messages = Import messages
import-messages-mail = { $count ->
    [one] { $count } mail
   *[other] { $count } mails
  }
import-messages-chat = { $count ->
    [one] A chat on { $count } day
   *[other] A chat on { $count } days
  }
import-parties = Who is who
import-parties-text = Whose the messages are
import-parties-ask = { $count ->
    [one] { $count } to be answered
   *[other] { $count } to be answered
  }
import-party-by-chosen = Your choice
import-party-by-address = Address known
import-party-by-domain = Others there write from the same domain
import-party-by-name = Name known
import-party-by-user = Works here
import-party-by-several = May be one of several
import-party-by-nobody = Not known here
import-party-ours = One of us
import-party-rows = { $count ->
    [one] { $count } message
   *[other] { $count } messages
  }
import-party-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
  }
import-messages-at = When
import-messages-from = From
import-messages-to = To
import-messages-take = { $count ->
    [one] Import { $count } conversation
   *[other] Import { $count } conversations
  }
import-messages-hint = Say of one in each message whose it is; the others may stay open
import-pasted-name = Pasted text
pasted-chat = This is a chat of { $count } messages.
pasted-mail = This is a mail.
pasted-take = Import as conversations
pasted-leave = Leave it as text
import-talk-customer = Customer
import-talk-customer_number = Customer number
import-talk-date = Date
import-talk-time = Time
import-talk-channel = Channel
import-talk-direction = Direction
import-talk-minutes = Minutes
import-talk-people = People
import-talk-title = Title
import-talk-text = Notes
import-talk-outcome = Outcome
import-talk-owner = Who held it
import-problem-name_missing = No name, so the row is left out
import-problem-row_damaged = A quote is never closed, so the row is left out
import-problem-cell_too_long = A cell is too long to be text, so the row is left out
import-problem-totals_row = A sum below the list, so the row is left out
import-problem-group_card = A group of other cards, so it is left out
import-problem-bad_characters = Characters that this encoding does not have
import-problem-extra_cells = More cells than columns; the surplus is left out
import-problem-phone_invalid = Not a phone number; kept as written
import-problem-email_invalid = Not an email address; kept as written
import-problem-stage_unknown = No such stage; left empty
import-problem-kind_unknown = Neither company nor person; judged by the name
import-problem-money_invalid = Not a clear amount; kept in the note
import-problem-opt_out_unclear = Neither yes nor no; taken as a wish not to be contacted
import-problem-text_too_long = Too long; shortened, whole in the note
import-problem-number_invalid = Not a number; kept in the note
import-problem-date_invalid = Not a date; kept in the note
import-problem-date_ambiguous = Day or month first? Kept in the note
import-problem-birthday_to_come = A day that is yet to come; kept in the note
import-problem-link_invalid = Not a web address; kept in the note
import-problem-answer_unclear = Neither yes nor no; kept in the note
import-problem-choice_unknown = None of the choices; kept in the note
import-problem-value_too_long = Too long for the field; kept in the note
import-problem-person_missing = The row names no person; kept in the note
import-problem-value_required = Must be filled, but is empty
import-problem-owner_unknown = Nobody here has this name; no owner set
import-problem-referrer_unknown = No customer has this name; none set
import-problem-when_missing = No date, so the row is left out
import-problem-when_invalid = Not a date and time, so the row is left out
import-problem-when_ambiguous = Day or month first? Choose above, or the row is left out
import-problem-customer_missing = The row names no customer, so it is left out
import-problem-customer_unknown = No customer has this name; import the customers first, or the row is left out
import-problem-customer_ambiguous = Several customers have this name; add a column with their numbers, or the row is left out
import-problem-party_unknown = Nobody here is known so; say whose it is, or the message is left out
import-problem-party_ambiguous = It may be of several customers; say whose it is, or the message is left out
import-problem-message_damaged = Not a message that can be read, so it is left out
import-problem-nothing_said = Nothing was said and nothing came of it, so the row is left out
import-problem-time_invalid = Not a time of day; kept in the text
import-problem-channel_unknown = No such channel; kept in the text
import-problem-direction_unknown = Not clear who started it; kept in the text
import-problem-outcome_unknown = No such outcome; kept in the text
import-problem-person_unknown = Nobody at the customer has this name; kept in the text
import-problem-role_unknown = No known part in decisions; kept in the note
import-problem-rhythm_invalid = Not so many days or weeks; kept in the note
import-problem-contact_channel_unknown = No such channel; kept in the note
import-problem-hours_invalid = Not hours such as 9:00-11:30; kept in the note
import-problem-part_unknown = No customer is called this; kept in that person’s note
# The fields a column can fill.
import-field-name = Name
import-field-other_name = Other name
import-field-kind = Company or person
import-field-stage = Stage
import-field-owner = Owner
import-field-industry = Industry
import-field-size = Size
import-field-region = Region
import-field-address = Address
import-field-country = Country
import-field-website = Website
import-field-tax_id = Tax number
import-field-birthday = Birthday
import-field-number = Customer number
import-field-terms = Terms of payment
import-field-credit_limit = Credit limit
import-field-source = Source
import-field-note = Note
import-field-tags = Tags
import-field-phone = Phone
import-field-mobile = Mobile
import-field-email = Email
import-field-chat = Chat
import-field-customer_chat = Customer: chat
import-field-further_address = Further address
import-field-further_website = Further website
import-field-contact_address = Contact: address
import-field-contact_website = Contact: website
import-field-contact_name = Contact: name
import-field-first_name = Contact: first name
import-field-middle_name = Contact: middle name
import-field-last_name = Contact: last name
import-field-contact_title = Contact: title
import-field-contact_birthday = Contact: birthday
import-field-department = Contact: department
import-field-contact_phone = Contact: phone
import-field-contact_email = Contact: email
import-field-contact_role = Contact: part in decisions
import-field-contact_parts = Contact: also at
import-field-contact_note = Contact: note
import-field-referred_by = Referred by
import-field-do_not_contact = Do not contact
import-field-goal = Goal
import-field-rhythm = Rhythm of contact
import-field-preferred_channel = Preferred channel
import-field-preferred_hours = Preferred hours
earlier-row = row { $row } of this file
