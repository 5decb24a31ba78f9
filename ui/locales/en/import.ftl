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
import-preview = What the import would do
first-rows = First rows
first-rows-text = As they are read
to-check = To check
problem-count = { $rejected ->
    [0] { $count } found; all rows come in
    [one] { $count } found; { $rejected } row is left out
   *[other] { $count } found; { $rejected } rows are left out
  }
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
same-phone = Same phone
same-email = Same email
same-name = Same name
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
undo-import = Undo this import
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
