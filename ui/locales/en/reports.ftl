# Reports on screen and on paper.
dossier = Dossier
export-pdf = Export PDF
dossier-saved = { $name } saved
report-options = Report options
report-preview = Preview
report-text = Text
dossier-contains = Everything recorded about this customer: facts, people, communications and follow-ups.
pdf-leaves = A PDF leaves the encrypted workspace. Anyone who gets the file can read it.
pages = Pages
page-n = Page { $page }
page-of = { $page } of { $pages }
zoom-in = Larger
zoom-out = Smaller
fit-page = Fit page
reports = Reports
report-kind = Report
report-activity = Conversations
report-agenda = Follow-up agenda
report-weeks = Period
report-whose = Of whom
report-paper = Paper
report-paper-a4 = A4
report-paper-letter = US Letter
report-data = Data as CSV
report-next-weeks = { $weeks ->
    [one] This week
   *[other] Next { $weeks } weeks
  }
report-activity-contains = What was said, by person, channel and week. Conversations dated ahead aren’t counted.
report-agenda-contains = What is open: overdue first, then day by day.
report-file-leaves = The file leaves the encrypted workspace. Anyone who gets it can read it.
report-saved = { $name } is saved
report-everybody = everybody
report-all = Everybody
report-about = { $period }, { $whose }
report-period = { $from } – { $to }
report-nobody = Nobody
report-person = Person
report-channel = Channel
report-week = Week
report-week-from = Week from
report-conversations = Conversations
report-customers = Customers
report-total = Total
report-share = Share
report-by-person = By person
report-by-channel = By channel
report-by-week = By week
report-per-week = Conversations per week
report-nothing-said = Nothing was said in these weeks.
report-before = { $weeks ->
    [one] { $count } the week before
   *[other] { $count } the { $weeks } weeks before
  }
report-customers-reached = Customers
report-begun-by-customers = Begun by customers
report-mean = Each week
report-overdue = Overdue
report-due = Due
report-time = Time
report-what = What
report-customer = Customer
report-today = Today
report-later = Later
report-of-nobody = Of nobody
report-nothing-due = Nothing is open in these weeks.
