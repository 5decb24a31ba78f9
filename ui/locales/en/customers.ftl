# The list of customers
list-comma = ,{" "}
column-customer = Customer
column-tags = Tags
column-owner = Owner
column-stage = Stage
column-last = Last contact
column-next = Next follow-up
column-region = Region
column-created = Added
column-sorted = sorted
never = Never
overdue-too = , overdue
import = Import
export = Export
export-as-csv = CSV
export-as-csv_gb18030 = CSV for older Chinese programs (GBK)
export-as-xlsx = Excel workbook
export-as-vcard = vCard, with all people, for phones and address books
export-labels = Labels (PDF), to stick on letters
labels = Address labels
labels-sheet = Sheet
labels-a4 = A4, 3 × 8 labels of 70 × 37 mm
labels-letter = Letter, 3 × 10 labels of 2⅝ × 1 in
labels-person = Name the first person there
labels-who = The country stands on labels for other countries than yours. Print them at full size.
labels-save = Save as PDF
labels-file = Labels.pdf
labels-saved = { $count ->
    [one] { $number } label written to { $name }.
   *[other] { $number } labels written to { $name }.
  }
labels-left-out = { $count ->
    [one] One customer has no address.
   *[other] { $number } customers have no address.
  }
labels-do-not-contact = { $count ->
    [one] Print { $number } customer who does not want to be contacted, too
   *[other] Print { $number } customers who do not want to be contacted, too
  }
labels-unwanted = { $count ->
    [one] One customer does not want to be contacted.
   *[other] { $number } customers do not want to be contacted.
  }
export-cut = { $count ->
    [one] 1 text was longer than a workbook cell holds and was cut; CSV holds it whole.
   *[other] { $count } texts were longer than a workbook cell holds and were cut; CSV holds them whole.
  }
export-customers-title = { $count ->
    [one] Write { $number } customer to a file outside the encrypted workspace
   *[other] Write { $number } customers to a file outside the encrypted workspace
  }
customers-file = customers.{ $ending }
customers-exported = { $count ->
    [one] { $number } customer written to { $name }. That file is not encrypted.
   *[other] { $number } customers written to { $name }. That file is not encrypted.
  }
cards-exported = { $count ->
    [one] { $number } card written to { $name }. That file is not encrypted.
   *[other] { $number } cards written to { $name }. That file is not encrypted.
  }
customers-count = { $count ->
    [one] { $number } customer
   *[other] { $number } customers
  }
customers-deleted = { $count ->
    [one] { $number } customer deleted
   *[other] { $number } customers deleted
  }
customers-tagged = { $count ->
    [one] { $number } customer tagged “{ $tag }”
   *[other] { $number } customers tagged “{ $tag }”
  }
customers-untagged = { $count ->
    [one] Tag “{ $tag }” taken off { $number } customer
   *[other] Tag “{ $tag }” taken off { $number } customers
  }
customers-assigned = { $count ->
    [one] Owner of { $number } customer changed
   *[other] Owner of { $number } customers changed
  }
customers-staged = { $count ->
    [one] { $number } customer moved to { $stage }
   *[other] { $number } customers moved to { $stage }
  }
customers-unchanged = They were so already
customers-edited = { $count ->
    [one] { $field } of { $number } customer changed
   *[other] { $field } of { $number } customers changed
  }
bulk-edit = Edit field
bulk-title = Edit a field of the selected customers
bulk-field = Field
bulk-way = What happens to the field
bulk-set = Set a value
bulk-add = Add
bulk-take_away = Take away
bulk-clear = Empty it
bulk-value = New value
bulk-choose = Choose a value
bulk-effect = What changes
bulk-nothing-yet = Nothing changes until there is a value
bulk-changing = { $count ->
    [0] No customer changes
    [one] { $number } customer changes
   *[other] { $number } customers change
  }
bulk-same = { $count ->
    [one] { $number } holds it already
   *[other] { $number } hold it already
  }
bulk-gone = { $count ->
    [one] { $number } was deleted meanwhile
   *[other] { $number } were deleted meanwhile
  }
bulk-more = { $count ->
    [one] and { $number } more
   *[other] and { $number } more
  }
bulk-change = { $count ->
    [0] Change
    [one] Change { $number } customer
   *[other] Change { $number } customers
  }
select-all-matching = Select all { $count }
assign = Assign
tags-add = Add
tags-remove = Take off
progress-of = { $done } of { $total }
selection-clear = Clear the selection
filter-customers = Filter customers
filter-text = Filter by name, phone, tag
filter-stages = Stage
filter-owners = Owner
filter-tags = Tag
filter-find = Find in { $filter }
filter-remove = Remove the filter { $filter }
filter-no-values = No values
filter-more = { $count } more; type to find them.
filter-part = { $filter }: { $values }
filter-remove-most = Remove that filter
filter-clear = Clear filters
customers-no-match = No customer fits these filters
customers-no-match-most = “{ $filter }” leaves out { $out } of { $all }. Without it, { $without } match.
customers-no-match-text = Take a filter away above, or clear them all.
customers-shown = { $shown } of { $all }
columns-shown = { $shown } of { $all }
columns-reset = Reset
columns-hidden = Hidden
columns-order = Order
columns-width = Width
group-by = Group by
group-by-nothing = Nothing
column-always = always
column-moved = { $column } is column { $place } now
column-width = { $width } pixels wide
preview = Preview
open-record = Open the record
log-note = Log note
add-follow-up = Add follow-up
next-follow-up = Next follow-up
no-open-follow-up = Nothing planned
last-conversation = Last conversation
no-conversation = None yet
channel-and-day = { $channel }, { $day }
people = People
no-people = Nobody yet
customers-opening = Opening { $count } customers
key-delete = Delete, with undo
# An empty workspace
begin-title = Bring in the people you work with
begin-text = Everything stays encrypted on this computer. No account, no upload.
begin-import = Import a list
begin-import-text = A spreadsheet, a CSV in any encoding, or vCards. You see every problem and duplicate before anything is saved.
begin-choose = Choose file
begin-first = Add your first customer
begin-first-text = A name is enough to start. Everything else can follow.
begin-add = Add customer
begin-sample = Try with sample data
begin-sample-text = A trading company with customers, notes and follow-ups, kept apart from your own workspace.
begin-open-sample = Open sample
begin-drop = Or drop a file anywhere in this window
# New customer
customer-create = Create customer
tags-hint = Separate tags with commas.
new-customer-kept = What you type is kept until you create the customer.
# A customer's record
breadcrumb = Way here
record-position = { $position } of { $total }
dossier-pdf = Dossier PDF
edit-tags = Edit tags
tag-add = Tag
tag-find = Find or create a tag
tag-new = Create “{ $name }”
tag-none = No tags yet. Type to create one.
delete-customer = Delete customer
customer-since = Added { $date }
owner-nobody = Nobody
owner-change = Owner: { $name }. Change
key-figures = Key figures
last-contact = Last contact
open-follow-ups = Open follow-ups
details = Details
fact-name = Name
fact-other_name = Other name
fact-kind = Kind
fact-stage = Stage
fact-owner_id = Owner
fact-industry = Industry
fact-size = Size
fact-region = Region
fact-address = Address
fact-country = Country
fact-do_not_contact = Do not contact
do-not-contact = Does not want to be contacted
fact-website = Website
fact-tax_id = Tax ID
fact-birthday = Birthday
birthday-hint = 14 Mar 1985, or without the year
fact-terms = Terms
fact-credit_limit_minor = Credit limit
fact-currency = Currency
fact-source = Source
fact-note = Note
strategy = Strategy
strategy-and-follow-ups = Strategy and follow-ups
fact-goal = Goal
fact-rhythm_days = Rhythm
fact-preferred_channel = Best by
fact-preferred_hours = Hours
rhythm-none = No rhythm
rhythm-weeks = { $count ->
    [one] Every week
   *[other] Every { $count } weeks
  }
rhythm-days = { $count ->
    [one] Every day
   *[other] Every { $count } days
  }
rhythm-91 = Every quarter
rhythm-182 = Every half-year
rhythm-365 = Every year
contact-due = Due { $day }
contact-never = never yet
contact-plan = Plan a follow-up for { $name }
contact-usually = Usually { $rhythm ->
    [1] every day
   *[other] every { $rhythm } days
  }
contact-usually-weeks = Usually { $count ->
    [one] every week
   *[other] every { $count } weeks
  }
contact-ago = { $days ->
    [0] last contact today
    [one] last contact { $days } day ago
   *[other] last contact { $days } days ago
  }
contact-step = Get in touch
contact-planned = Follow-up for { $name } added for today
contact-dismiss = Not now: { $name }
contact-dismiss-short = Not now
contact-dismissed = { $name } is suggested again from { $day } on
fact-quiet_until = Not suggested until
contacts-due = Due to be contacted
condition-contact-due = Contact due
suggest-take = Take over
suggest-channel = Better by { $name }.
suggest-hours = Better at { $hours }.
suggest-agree = { $rhythm }?
suggest-rhythm = { $rhythm }?
suggest-reached = { $name }: reached { $reached } of { $of }
suggest-join = {", "}
suggest-otherwise = at other times
suggest-habit = You are in touch about every { $median } days, judging by the last { $gaps } gaps.
suggest-rarer = They declined twice in a row.
suggest-sooner = They want to hear more.
fact-referred_by = Referred by
fact-number = Number
fact-updated = Changed
fact-other = another field
edit-points = Edit phones, emails and chats
points = Phones, emails, chats
point-kind = Kind
point-label = Label
point-add = Add a phone, email or chat
point-remove = Remove
referrer-find = Find a customer
referrer-remove = Remove the referrer
picker-none = No customer is called that
person-add = Add a person
person-edit = Person
person-name = Name
person-title = Job title
person-department = Department
person-role = Part in decisions
person-deleted = { $name } deleted
person-also-at = Also at
person-link-add = Add at another customer
person-unlink = Take off this customer
person-unlinked = { $name } taken off this customer
person-known = Already at other customers:
person-link = Add here, too
person-linked = { $name } added
follow-ups = Follow-ups
activity = Conversations per week
activity-weeks = { $weeks } weeks
# Timeline
timeline = Timeline
timeline-filter = Show
timeline-all = All
timeline-calls = Calls
timeline-visits = Visits
timeline-emails = Emails
timeline-chats = Chats
timeline-notes = Notes
timeline-follow-ups = Follow-ups
timeline-changes = Changes
timeline-find = Find in the timeline
timeline-found = { $count } found
timeline-not-found = Nothing here holds “{ $text }”
timeline-compose = Log a note, or paste a message
timeline-empty = Nothing logged yet
timeline-empty-text = Calls, visits, messages and notes appear here, newest first.
timeline-none-of-kind = Nothing of this kind
timeline-show-all = Show all
timeline-follow-up = Follow-up
timeline-change = Change
timeline-changed = { $actor } changed { $fields }
timeline-with = with { $people }
timeline-next = Next: { $title }, { $due }
show-more = Show more
show-less = Show less
follow-up-reopen = Open again
keys-record = On a record
key-previous-record = Previous customer
key-next-record = Next customer
key-tag = Edit tags

## Customers that seem to be one
duplicates = Duplicates
duplicates-text = The most alike first. Nothing is merged before you say so, and every merge can be undone.
duplicates-none = No customers that seem to be one
duplicates-none-text = Names, phones, emails, tax numbers, websites and addresses were compared. New and changed customers are compared by themselves.
duplicates-find = Compare again
duplicates-alike = { $share } alike
duplicates-row = { $number } · { $count ->
    [one] 1 conversation
   *[other] { $count } conversations
  }
duplicates-compare = Compare
duplicates-not-same = Not the same
duplicates-apart = Kept apart. They will not be suggested again.
duplicates-merge-certain = { $count ->
    [one] Merge 1 above 95%
   *[other] Merge { $count } above 95%
  }
duplicates-merged = { $became ->
    [one] { $customers } customers merged into 1
   *[other] { $customers } customers merged into { $became }
  }
duplicates-none-certain = Nothing was left to merge
customers-unmerged = Merge taken back: { $count } customers again
similar-there = { $count ->
    [one] This customer seems to be here already:
   *[other] These customers are here already and much alike:
  }
reason-same-phone = same phone
reason-same-email = same email
reason-same-name = same name
reason-same-tax_id = same tax ID
reason-same-number = same customer number
reason-same-website = same website
reason-same-address = same address
reason-alike-name = names { $share } alike
reason-alike-address = addresses { $share } alike
reason-other-phone = different phones
reason-other-email = different emails
reason-other-website = different websites
reason-other-tax_id = different tax IDs

## Several customers become one
merge = Merge
merge-title = { $count ->
    [2] Merge two customers
   *[other] Merge { $count } customers
  }
merge-fields = Fields
merge-differ = { $count } differ
merge-equal = { $count } equal
merge-since = { $number }, since { $day }
merge-after = After merging
merge-keeps = Keeps the number { $number }
merge-empty = Empty
merge-more = { $count ->
    [one] 1 more equal field
   *[other] { $count } more equal fields
  }
merge-less = Hide equal fields
merge-together = What comes together
merge-open-follow-ups = Open follow-ups
merge-people = { $count ->
    [one] In both, and becomes one person:
   *[other] In both, and become one person each:
  }
merge-do-not-contact = One of them does not want to be contacted. That holds for the merged customer.
merge-position = { $position } of { $total }
merge-undo = Can be undone at any time
merge-undo-text = Undo it in the history of the customer. What was added since stays with the one that was kept.
merge-left = left
merge-right = right
merge-field = field
merge-skip = Skip
merge-now = Merge into one
merge-and-next = Merge and next
customers-merged = { $count } customers merged into { $name }
# Calling and writing through the system's programs.
reach-call = Call { $value }
reach-write = Write to { $value }
reach-log = Log it
reach-log-call = Log this call with { $name }?
reach-log-email = Log this email to { $name }?
reach-refused = Do not contact
reach-refused-text = { $name } wants nobody to call or write.
reach-anyway = Contact anyway
reach-no-phone = No program on this computer makes calls. The number is { $value }
reach-no-mail = No program on this computer writes mails. The address is { $value }
reach-copy = Copy
