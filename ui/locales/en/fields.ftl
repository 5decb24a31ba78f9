# Custom fields: what a business adds to its records.
settings-fields = Custom fields
custom-fields = Custom fields
fields-none = No fields of your own yet
fields-none-text = Add what your business wants to know that no other field holds. It can be searched, filtered and exported like any other.
fields-none-owner = The owner of the workspace can add some.
fields-help = Groups appear in this order on every record. Fields can be searched, filtered and exported like built-in ones.
fields-archived = { $count ->
    [one] 1 archived field
   *[other] { $count } archived fields
  }
fields-archived-kept = Their values are kept
fields-show = Show
fields-hide = Hide
field-new = New field
field-add = Add field
field-made = Field added: { $name }
field-column = Field
field-name = Name
field-name-en = Name in English
field-name-zh = Name in Chinese
field-kind = Type
field-section = Group
field-section-hint = Fields of one group stand together. Type a new name for a new group.
field-subject = Kind of record
field-filled = Filled
field-choices = Choices
field-colour = Colour
field-rules = Rules
field-start = Start value
field-archived = Archived
field-in-list = Show in the customer list
field-shown-in = Shown in
field-in-record = Record
field-in-record-and-list = Record, list
field-required-for = Must be filled
field-required-customer = Must be filled for new customers
field-required-contact = Must be filled for new people
field-archive = Archive field
field-unarchive = Use again
field-archived-done = Archived: { $name }. Its values are kept.
field-restored-done = In use again: { $name }
field-is-archived = This field is archived. Its values are kept and come back with it.
field-none = Not filled
field-held-customer = { $count ->
    [one] { $number } customer
   *[other] { $number } customers
  }
field-held-contact = { $count ->
    [one] { $number } person
   *[other] { $number } people
  }
field-subject-customer = Customer
field-subject-contact = Person
field-kind-text = Text
field-kind-long_text = Long text
field-kind-number = Number
field-kind-money = Money
field-kind-date = Date
field-kind-choice = Choice
field-kind-choices = Several choices
field-kind-answer = Yes or no
field-kind-link = Link
choice-add = Add choice
choices-sort = Sort A–Z
choices-none = No choices yet
choice-colour = Another colour for { $choice }
choice-nameEn = Choice { $number } in English
choice-nameZh = Choice { $number } in Chinese
choice-remove = Remove { $choice }
choice-remove-now = Remove
choice-remove-asks = Removing a choice asks which one replaces it.
choice-removed = Choice removed: { $name }
choice-replacement = What takes its place
choice-leave-empty = Nothing, leave it empty
choice-held-customer = { $count ->
    [one] One customer holds this choice.
   *[other] { $number } customers hold this choice.
  }
choice-held-contact = { $count ->
    [one] One person holds this choice.
   *[other] { $number } people hold this choice.
  }
act-create_field = new custom field
act-update_field = change of a custom field
act-move_field = custom field moved
act-save_choices = change of choices
act-remove_choice = choice removed
record-custom_field = Custom field
record-field_choice = Choice
record-custom_value = Field
