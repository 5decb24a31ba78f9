# Words used on every page.
product = Satchel
undo = Undo
undone = Undone: { $what }
redone = Done again: { $what }
redo = Redo
nothing-to-undo = Nothing left to undo
nothing-to-redo = Nothing to do again
cancel = Cancel
close = Close
save = Save
delete = Delete
edit = Edit
retry = Try again
back = Back
continue = Continue
copy = Copy
copied = Copied
copy-details = Copy details
done = Done
more = More
none = none
loading = Loading
selected = { $count } selected
dismiss = Dismiss
show-as-table = Show as a table
show-as-chart = Show as a chart
select-all = Select all
select-row = Select { $name }
edit-field = Edit { $field }
add-field = Add
day-today = Today
day-yesterday = Yesterday
day-tomorrow = Tomorrow
days-late = { $days ->
    [one] { $days } day late
   *[other] { $days } days late
  }
day-and-time = { $day }, { $time }
duration-seconds = { $seconds } s
duration-minutes = { $minutes } m
duration-hours = { $hours } h
duration-both = { $hours } h { $minutes } m
# The contract's fixed choices.
stage-lead = Lead
stage-prospect = Prospect
stage-customer = Customer
stage-lapsed = Lapsed
kind-company = Company
kind-person = Person
channel-call = Call
channel-email = Email
channel-chat = Chat
channel-visit = Visit
channel-meeting = Meeting
channel-note = Note
direction-in = Incoming
direction-out = Outgoing
direction-none = Internal
outcome-none = No outcome
outcome-reached = Reached
outcome-no_answer = No answer
outcome-call_back = Call back
outcome-interested = Interested
outcome-wants_quote = Wants a quote
outcome-agreed = Agreed
outcome-declined = Declined
outcome-complaint = Complaint
outcome-wrong_number = Wrong number
point-phone = Phone
point-email = Email
point-chat = Chat
point-address = Address
point-website = Website
decision-none = No role set
decision-decides = Decides
decision-evaluates = Evaluates
decision-supports = Supports
decision-uses = Uses
decision-opposes = Opposes
# Where a person works who has a part at another customer, too
person-works-at = Works at { $name }
# What can be undone, by the name of its command.
act-other = a change
act-create_customer = new customer
act-update_customer = change of a customer
act-delete_customers = { $count ->
    [one] { $count } customer deleted
   *[other] { $count } customers deleted
  }
act-tag_customers = { $count ->
    [one] change of tags of { $count } customer
   *[other] change of tags of { $count } customers
  }
act-assign_customers = { $count ->
    [one] change of the owner of { $count } customer
   *[other] change of the owner of { $count } customers
  }
act-stage_customers = { $count ->
    [one] change of the stage of { $count } customer
   *[other] change of the stage of { $count } customers
  }
act-edit_customers = { $count ->
    [one] change of { $count } customer
   *[other] change of { $count } customers
  }
act-set_customer_tags = change of tags
act-merge_duplicates = { $count } duplicates merged
act-restore_merged = Merge of { $count } customers taken back
act-merge_customers = { $count } customers merged
act-keep_apart = two customers kept apart
act-save_points = change of phones and addresses
act-create_contact = new contact
act-update_contact = change of a contact
act-delete_contact = contact deleted
act-link_contact = contact added to another customer
act-unlink_contact = contact taken off a customer
act-log_communication = conversation logged
act-update_communication = change of a conversation
act-delete_communication = conversation deleted
act-create_follow_up = new follow-up
act-update_follow_up = change of a follow-up
act-complete_follow_up = follow-up done
act-dismiss_contact = suggestion put off
act-fit_follow_ups = { $count ->
    [one] { $count } follow-up fitted into the week
   *[other] { $count } follow-ups fitted into the week
  }
act-give_follow_ups = { $count ->
    [one] { $count } follow-up given to somebody else
   *[other] { $count } follow-ups given to somebody else
  }
act-snooze_follow_up = follow-up moved
act-move_overdue = { $count ->
    [one] { $count } follow-up moved
   *[other] { $count } follow-ups moved
  }
act-delete_follow_up = follow-up deleted
act-import_customers = { $count ->
    [one] import of { $count } customer
   *[other] import of { $count } customers
  }
act-import_communications = { $count ->
    [one] import of { $count } conversation
   *[other] import of { $count } conversations
  }
act-fill_sample = sample data added
act-undo = undone
act-redo = done again
act-restore_change = something restored
act-update_workspace = change of the workspace
role-owner = Owner
role-manager = Manager
role-sales = Sales
role-support = Support
role-viewer = Viewer
# What conversations are about
topic-price = Price
topic-delivery = Delivery
topic-quality = Quality
topic-complaint = Complaint
topic-support = Support
topic-contract = Contract
topic-relationship = Relationship
