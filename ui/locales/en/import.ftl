# Import of customers
import-customers = Import customers
import-start = Bring in your customers
import-start-text = Choose a spreadsheet (XLSX, XLS), a CSV or text file, or contacts as vCard, or drop it on the window. You see everything that would happen before anything is saved.
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
duplicate-create = Import anyway
duplicate-skip-text = These rows are left out; the customers here stay as they are.
duplicate-update-text = What is empty here is filled from the file; nothing that is there is replaced.
duplicate-create-text = These rows come in as further customers.
duplicate-by-name = Also where only the name is the same
import-joins = Another row of the customer in row { $row }
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
undo-import-edited = { $count ->
    [one] One of its customers was changed since:
   *[other] { $count } of its customers were changed since:
  }
undo-import-by = { $count ->
    [one] { $name }: { $count } customer
   *[other] { $name }: { $count } customers
  }
undo-import-goes = Customers that came with it go, along with all that was added to them since. Where somebody else changed something, you decide next. Redo brings everything back.
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
import-problem-link_invalid = Not a web address; kept in the note
import-problem-answer_unclear = Neither yes nor no; kept in the note
import-problem-choice_unknown = None of the choices; kept in the note
import-problem-value_too_long = Too long for the field; kept in the note
import-problem-person_missing = The row names no person; kept in the note
import-problem-value_required = Must be filled, but is empty
import-problem-owner_unknown = Nobody here has this name; no owner set
import-problem-referrer_unknown = No customer has this name; none set
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
import-field-website = Website
import-field-tax_id = Tax number
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
import-field-contact_name = Contact: name
import-field-first_name = Contact: first name
import-field-middle_name = Contact: middle name
import-field-last_name = Contact: last name
import-field-contact_title = Contact: title
import-field-department = Contact: department
import-field-contact_phone = Contact: phone
import-field-contact_email = Contact: email
import-field-referred_by = Referred by
import-field-do_not_contact = Do not contact
earlier-row = row { $row } of this file
