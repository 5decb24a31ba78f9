# Logging a conversation: the line and the form.
key-log = Log with all fields
conversation-logged = Conversation logged
conversation-changed = Conversation changed
conversation-deleted = Conversation deleted
capture = Quick note
capture-what = What happened?
capture-will-save = Will save
capture-follow-up = Follow-up
capture-all-fields = all fields
capture-keep = keep as draft
capture-to-check = To check
capture-another = Another { $name } works at { $customer }
capture-that-one = Choose that one
capture-without-day = Leave out the day
capture-without-length = Leave out the length
capture-without-priority = Normal priority
log-new = Log a conversation
log-edit = Change the conversation
log-channel = Channel
log-customer = Customer
log-people = People
log-when = When
log-time = Time
log-length = Minutes
log-direction = Direction
log-outcome = Outcome
log-subject = Title
log-notes = Notes
log-next = Next follow-up
draft-kept = Draft kept { $time }
draft-discard = Discard
save-another = Save and add another
stays-in-workspace = Stays in this workspace
choose-customer = Choose a customer
search-customers = Name, number or phone
no-customer-found = No customer found
no-people-yet = No people at this customer yet
people-need-customer = Choose the customer first
remove-person = Remove { $name }
pick-date = Pick a date
previous-month = Previous month
next-month = Next month
templates = Template
template-keep = Keep this text as a template
template-kept = Template “{ $name }” kept
template-left = Still to fill in: { $blanks }
template-new = New template
template-change = Change template
template-text = Text
template-blanks = Filled in for whom it is written:
blank-customer = Customer’s name
blank-number = Customer’s number
blank-person = Person’s name
blank-me = Your name
blank-business = Your business
blank-today = Today’s date
# What stands between the braces, as the program reads it.
blank-word-customer = customer
blank-word-number = number
blank-word-person = person
blank-word-me = me
blank-word-business = business
blank-word-today = today
attachments = Files
attachments-count = { $count ->
    [one] One file
   *[other] { $count } files
  }
attach = Attach files
attach-drop = Drop files anywhere here
attach-release = Drop to attach
attachments-added = { $count ->
    [one] { $name } attached
   *[other] { $count } files attached
  }
attachment-open = Open { $name }
attachment-open-title = Opens a readable copy outside the encrypted workspace. It is removed when you lock or close Satchel.
attachment-opened = This is a readable copy outside the encrypted workspace. It is removed when you lock or close Satchel; changes to it are not kept.
attachment-not-opened = Programs and scripts are not opened from here, only saved.
attachment-save = Save a copy of { $name }
attachment-save-title = Save a copy
attachment-choose-place = Choose a place
attachment-leaves = The copy leaves the encrypted workspace. Anyone who gets the file can read it.
attachment-saved = { $name } saved. That file is not encrypted.
attachment-remove = Remove { $name }
attachment-remove-title = Remove
attachment-removed = { $name } removed
