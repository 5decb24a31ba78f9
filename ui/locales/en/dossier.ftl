# The customer dossier on paper, and the weekly chart.
dossier-title = Customer dossier
dossier-details = Details
dossier-people = People
dossier-works-at = works at { $name }
dossier-follow-ups = Open follow-ups
dossier-due = Due
dossier-what = What
dossier-owner = Owner
dossier-timeline = Conversations
dossier-nothing-said = No conversations yet.
dossier-outcome = Outcome
dossier-page = Page { $page } of { $pages }
dossier-respelt = Characters outside the document’s fonts are spelt in Latin letters.
dossier-made-on = Made on { $date }
dossier-extract = Last { $shown } of { $total }
dossier-figure-stage = Stage
dossier-figure-communications = Conversations
dossier-figure-last = Last contact
dossier-figure-next = Next follow-up
dossier-figure-since = On file since
dossier-industry = Industry
dossier-size = Size
dossier-region = Region
dossier-address = Address
dossier-country = Country
dossier-do-not-contact = Do not contact
dossier-website = Website
dossier-tax-id = Tax ID
dossier-birthday = Birthday
dossier-terms = Terms
dossier-credit-limit = Credit limit
dossier-source = Source
dossier-referred-by = Referred by
dossier-note = Note
weekly-title = Conversations per week
weekly-column-week = Week
weekly-column-count = Conversations
weekly-summary = { $count ->
    [0] No conversations in the last { $weeks } weeks.
    [one] { $count } conversation in the last { $weeks } weeks.
   *[other] { $count } conversations in the last { $weeks } weeks.
  }
week-short = W{ $week }
week-name = Week { $week }, { $from } – { $to }
