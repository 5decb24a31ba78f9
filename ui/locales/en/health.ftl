# Data health
health = Data health
health-text = Looked at now. Nothing is changed before you say so.
health-checked = Checked { $when }. Nothing is changed before you say so.
health-check-again = Check again
health-flagged = { $count ->
    [one] 1 more found than on an earlier day
   *[other] { $count } more found than on an earlier day
  }
health-rules = Rules
health-rules-text = What your data should come to. A check tells; it never changes a record.
health-goal = { $figure }: goal
health-silent-after = Outdated without a conversation for
health-months = { $count ->
    [one] 1 month
   *[other] { $count } months
  }
health-below-goal = { $points ->
    [one] 1 point below { $goal }%
   *[other] { $points } points below { $goal }%
  }
health-above-goal = At least { $goal }%, as it should be
health-more = { $count } more
health-fewer = { $count } fewer
health-example-value = { $name }: { $value }
health-figures = Summary
health-reachable = Reachable
health-reachable-of = phone, email, chat
health-complete = Complete
health-complete-of = of 5 key fields
health-fresh = Fresh
health-fresh-of = touched in { $months } months
health-valid = Valid
health-valid-of = phones and emails
health-single = Single
health-single-of = { $count ->
    [one] pair waiting
   *[other] pairs waiting
  }
health-share = { $have } of { $of }
health-certain = { $count ->
    [0] None above 95% alike
    [one] 1 is above 95% alike
   *[other] { $count } are above 95% alike
  }
health-not-compared = Comparing…
health-below = < { $share }
health-group = Kind of trouble
health-tab = { $group } { $count }
health-tab-missing = Missing
health-tab-doubtful = Doubtful
health-tab-duplicates = Duplicates
health-group-missing = Missing
health-group-doubtful = Doubtful
health-group-duplicates = Duplicates waiting
health-what = What
health-records = Records
health-of-customers = Of customers
health-why = Why it matters
health-mend = What to do
health-mend-what = { $mend }: { $what }
health-pairs = { $count ->
    [one] 1 pair
   *[other] { $count } pairs
  }
health-example = { $text }, such as { $name }
health-undo = Every step from here shows its changes first and can be undone.
health-none = Nothing to mend
health-none-text = Nothing is missing, doubtful or double. Changes are looked at as they come.
health-none-here = Nothing of this kind was found.
health-empty = No customers yet
health-empty-text = Once there are customers, you see here what is missing or doubtful.
health-unreachable = No way to reach anyone
health-unreachable-text = No phone, email or chat
health-unreachable-why = Nobody can call, write or visit
health-unreachable-mend = Fill in a list
health-no_owner = No owner
health-no_owner-text = Nobody looks after them
health-no_owner-why = Nobody is reminded of them
health-no_owner-mend = Assign in a list
health-no_next_step = Prospect without a next step
health-no_next_step-text = Worth pursuing, nothing planned
health-no_next_step-why = They are easily forgotten
health-no_next_step-mend = Plan follow-ups
health-incomplete = Region, industry or source missing
health-incomplete-text = At least one of the three
health-incomplete-why = They are left out of comparisons
health-incomplete-mend = Fill in a list
health-wrong_phone = Phone that can’t be right
health-wrong_phone-text = Too short, too long or not given out
health-wrong_phone-why = A call would not get through
health-wrong_phone-mend = Review numbers
health-wrong_email = Email that can’t be right
health-wrong_email-text = Mail can’t be sent there
health-wrong_email-why = What you send is lost
health-wrong_email-mend = Review emails
health-silent = Nobody talked to them for { $months } months
health-silent-text = Customers for longer than that
health-silent-why = What is known may be outdated
health-silent-mend = See the list
health-forgotten = Follow-up overdue for a month
health-forgotten-text = Planned and neither done nor moved
health-forgotten-why = A promise may be broken
health-forgotten-mend = Review follow-ups
health-certain_pairs = Customers above 95% alike
health-certain_pairs-text = Same tax ID, or same phone and name
health-certain_pairs-why = Their history is split in two
health-certain_pairs-mend = Review pairs
health-likely_pairs = Customers 84–95% alike
health-likely_pairs-text = Alike in several traits
health-likely_pairs-why = Each pair needs a look
health-likely_pairs-mend = Review pairs
tone-good = good
tone-watch = worth a look
tone-risk = needs mending
