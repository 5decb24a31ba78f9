# Follow-ups: Today, the row, the form.
due-any-time = Any time
follow-up-done = Done: { $title }
follow-up-reopened = Open again: { $title }
follow-up-moved = { $title }: { $when }
follow-up-deleted = Deleted: { $title }
follow-up-added = Follow-up added
follow-up-saved = Follow-up changed
complete-follow-up = Done: { $title }
snooze = Snooze
snooze-follow-up = Snooze { $title }
snooze-later = Later today
snooze-tomorrow = Tomorrow
snooze-week = In a week
snooze-pick = Pick a date…
# The form
follow-up-new = Add a follow-up
follow-up-edit = Change the follow-up
follow-up-what = What
follow-up-how = How
follow-up-any-channel = Any way
follow-up-due = Due
follow-up-time = Time
follow-up-owner = Owner
follow-up-nobody = Nobody
# Today
overdue = Overdue
due-today = Due today
coming-up = Coming up
coming-up-days = Next 7 days
move-overdue = Move all to tomorrow
overdue-moved = { $count ->
    [one] { $count } follow-up moved to tomorrow
   *[other] { $count } follow-ups moved to tomorrow
  }
agenda-rest = { $count } more, shown as these are done
done-today = { $count } done today
nothing-due = Nothing is due
nothing-due-text = What you promise to do shows up here on its day.
recent-conversations = Recent conversations
no-conversations-yet = No conversations yet
show-all = Show all
conversations-per-week = Conversations per week
keys-follow-ups = Follow-ups
key-complete = Mark as done
key-snooze = Move to tomorrow
key-open-customer = Open the customer
