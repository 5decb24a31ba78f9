# Saved views of the list
saved-views = Saved views
view-all = All
view-add = Save this list as a view
view-new = Save as a view
view-name = Name
view-place = Where it is offered
view-place-tabs = Above the list
view-place-sidebar = In the sidebar too
view-audience = Who sees it
view-audience-everyone = Everyone
view-audience-owner = Only whoever made it
view-edited = Edited
view-save = Save view
view-save-as = Save as view
view-save-new = Save as a new view
view-saved = View “{ $name }” saved
view-discard = Discard the changes
view-rename = Rename the view
view-pin = Show in the sidebar
view-unpin = Take out of the sidebar
view-keep-private = Only for me
view-share = For everyone
view-move-left = Move left
view-move-right = Move right
view-delete = Delete the view
view-deleted = View “{ $name }” deleted; its customers stay
view-more = Acts on the view { $name }
# In the history
record-view = View
view-filter = Filter
view-sort = Order
history-another = another one
act-create_search = new saved search
act-update_search = change of a saved search
act-create_view = new view
act-update_view = change of a view
act-move_view = view moved
act-delete_view = view deleted
# Putting conditions together
filter = Filter
conditions-count = { $conditions ->
    [0] {""}
    [one] 1 condition
   *[other] { $conditions } conditions
  }{ $conditions ->
    [0] {""}
   *[other] { $groups ->
        [0] {""}
       *[other] ,{" "}
      }
  }{ $groups ->
    [0] {""}
    [one] 1 group
   *[other] { $groups } groups
  }
conditions-remove = Remove the conditions
conditions-clear = Clear
conditions-match = { $count } of { $all } match
conditions-most = “{ $condition }” leaves out most
condition-add = Condition
condition-field = Field: { $field }
condition-test = { $field }: comparison
condition-value = { $field }: value
condition-unit = { $field }: unit of time
condition-remove = Remove the condition { $field }
group-add = Group
group-remove = Remove the group
group-matches = matches { $count }
join = Join
join-all = and
join-any = or
join-all-true = all of these must be true
join-any-true = one of these must be true
join-all-of-these = All of these
join-any-of-these = Any of these
test-any_of = is any of
test-none_of = is none of
test-tags-any_of = has any of
test-tags-all_of = has all of
test-tags-none_of = has none of
test-in_last = in the last
test-not_in_last = not in the last
test-more_than_ago = longer ago than
test-in_next = in the next
test-more_than_ahead = further ahead than
test-on = on
test-before = before
test-after = after
test-never = is empty
test-ever = is not empty
test-at_least = at least
test-at_most = at most
test-exactly = exactly
test-known = is known
test-unknown = is missing
test-contains = contains
test-month = is in
test-yes = is yes
test-no = is no
unit-days = { $count ->
    [one] day
   *[other] days
  }
unit-weeks = { $count ->
    [one] week
   *[other] weeks
  }
unit-months = { $count ->
    [one] month
   *[other] months
  }
unit-years = { $count ->
    [one] year
   *[other] years
  }
value-choose = Choose
value-gone = no longer there
value-no-stage = No stage
value-no-kind = No kind
value-no-owner = Nobody
value-no-tags = No tag
value-no-region = No region
value-no-source = No source
value-no-industry = No industry
value-no-country = No country
condition-wrong-phone = Wrong phone
condition-wrong-email = Wrong email
