# Follow-ups: Today, the row, the form.
due-any-time = Any time
follow-up-done = Done: { $title }
follow-up-done-again = Done: { $title }. Next: { $when }
follow-up-log = Log it
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
follow-up-length = Takes
follow-up-any-length = Not said
follow-up-priority = Priority
priority-high = High
priority-normal = Normal
priority-low = Low
priority-of = { $priority ->
    [high] High priority
    [low] Low priority
   *[other] Normal priority
  }
follow-up-give = Give to
follow-up-given = { $title }: given to { $name }
# Many at once
pick = Select several
give = Give to…
give-title = Give follow-ups to somebody else
give-which = Which follow-ups
give-chosen = { $count ->
    [one] The one selected
   *[other] The { $number } selected
  }
give-all = All that somebody has open
give-all-of = All open follow-ups of
give-to = Give to
give-choose = Choose…
give-effect = What this changes
give-nothing-yet = Choose whose they are to be.
give-count = { $count ->
    [0] No follow-up changes hands.
    [one] { $number } follow-up changes hands. It is now with:
   *[other] { $number } follow-ups change hands. They are now with:
  }
give-same = { $count ->
    [one] { $number } is theirs already.
   *[other] { $number } are theirs already.
  }
give-gone = { $count ->
    [one] { $number } is done or deleted by now.
   *[other] { $number } are done or deleted by now.
  }
give-do = { $count ->
    [0] Give
    [one] Give { $number } follow-up
   *[other] Give { $number } follow-ups
  }
given-to = { $count ->
    [one] { $number } follow-up given to { $name }
   *[other] { $number } follow-ups given to { $name }
  }
given-to-nobody = { $count ->
    [one] { $number } follow-up is nobody’s now
   *[other] { $number } follow-ups are nobody’s now
  }
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
# The calendar
follow-up = Follow-up
plan-week = Plan week
key-show-today = Show today
calendar-who = Whose
calendar-mine = Mine
calendar-team = Team
calendar-view = Shown by
calendar-as-day = Day
calendar-as-week = Week
calendar-as-month = Month
calendar-as-list = List
calendar-view-day = Follow-ups of the day
calendar-view-week = Follow-ups of the week
calendar-view-month = Follow-ups of the month
calendar-view-list = Follow-ups day by day
calendar-earlier-day = Previous day
calendar-earlier-week = Previous week
calendar-earlier-month = Previous month
calendar-earlier-list = Previous four weeks
calendar-later-day = Next day
calendar-later-week = Next week
calendar-later-month = Next month
calendar-later-list = Next four weeks
calendar-hours = Hours
calendar-any = Any
calendar-any-time-of = { $day }, any time
calendar-day = The chosen day
calendar-day-holds = { $day }, { $count ->
    [0] nothing
    [one] { $count } follow-up
   *[other] { $count } follow-ups
  }
calendar-holds = { $count ->
    [0] nothing
    [one] { $count } follow-up
   *[other] { $count } follow-ups
  }
calendar-item = { $customer }: { $title }, { $when }
calendar-item-done = Done: { $customer }: { $title }, { $when }
calendar-done = done
calendar-more = { $count } more
calendar-free = Nothing on this day
calendar-being-moved = Being moved to { $day }
overdue-days = { $days ->
    [one] { $days } day
   *[other] { $days } days
  }
lift-hint = Space lifts it to move it
lift-lifted = Lifted: { $title }, { $when }. Arrow keys move it, A takes it to any time, Space drops it, Escape puts it back.
lift-overlaps = { $when }, at the same time as { $other }
lift-also = Also { $other }
lift-dropped = Dropped: { $title }, { $when }
lift-back = Put back: { $title }
lift-drop = drop
lift-quarter = 15 min
lift-week = week
lift-longer = longer, shorter
lift-day = day
lift-any-time = any time
lift-put-back = put back
# Into a week
fit-week = Fit into this week
fit-title = Fit into { $days }
fit-any-time = Also what is due at any time in that week
fit-found = Times found
fit-nothing = Nothing is late, and everything has its hour.
fit-no-room = There is no free time left in that week. Try other working hours, or the week after.
fit-left = { $count ->
    [one] { $count } more has no free time in that week and stays where it is.
   *[other] { $count } more have no free time in that week and stay where they are.
  }
fit-accept = { $count ->
    [0] Move
    [one] Move { $count } follow-up
   *[other] Move { $count } follow-ups
  }
fit-done = { $count ->
    [one] { $count } follow-up has its hour now
   *[other] { $count } follow-ups have their hours now
  }
fit-until = Any time until { $day }
fit-was-at = Was at { $time }
fit-in-hours = In their hours, { $hours }
fit-out-of-hours = No time free in their hours, { $hours }
working-hours = Working hours
working-days = Working days
# A calendar file
calendar-file = Save as a calendar file
calendar-file-text = Open follow-ups, for phones, Outlook and other calendar programs. A later file takes the place of an earlier one there.
calendar-file-which = Which days
calendar-file-all = All open
calendar-file-leaves = A calendar file leaves the encrypted workspace. Anyone who gets it can read it.
calendar-file-save = Choose where…
calendar-file-name = follow-ups.ics
calendar-file-saved = { $count ->
    [one] { $number } follow-up written to { $name }. That file is not encrypted.
   *[other] { $number } follow-ups written to { $name }. That file is not encrypted.
  }
# One that is kept up to date
kept-file = Keep a calendar file up to date
kept-file-text = Calendar programs on this computer can subscribe to it. It is written anew shortly after each change while the workspace is open, and stays readable while it is locked.
kept-file-names = What it tells
kept-file-named = With names
kept-file-plain = Only that something is due
kept-file-keep = Choose where to keep it…
kept-file-begun = { $name } is kept up to date now. That file is not encrypted.
kept-file-is = { $name }, written { $when }.
kept-file-mine = It holds your follow-ups and those that are nobody’s.
kept-file-team = It holds everybody’s follow-ups.
kept-file-is-named = Names can be read in it.
kept-file-is-plain = It holds no names.
kept-file-problem = { $problem ->
    [not_there] Its folder isn’t there now, so it is out of date. It is tried again each minute.
    [no_access] Its folder doesn’t allow it to be written, so it is out of date. It is tried again each minute.
    [no_room] There is no room left for it, so it is out of date. It is tried again each minute.
   *[other] It could not be written, so it is out of date. It is tried again each minute.
  }
kept-file-stop = Stop, and leave it there
kept-file-delete = Stop and delete it
kept-file-stopped = { $name } is no longer kept up to date. The file is still there.
kept-file-deleted = { $name } was deleted
follow-up-repeats = Comes again
repeat-never = Never
repeat-daily = Every day
repeat-workdays = Every working day
repeat-weekly = Every week, { $day }
repeat-weeks = Every { $count } weeks, { $day }
repeat-monthly = Every month on day { $day }
repeat-month-end = On the last day of every month
repeat-nth = { $nth ->
    [1] Every month on the first { $day }
    [2] Every month on the second { $day }
    [3] Every month on the third { $day }
    [4] Every month on the fourth { $day }
   *[other] Every month on the last { $day }
  }
repeat-yearly = Every year
repeat-other = By a rule of its own
