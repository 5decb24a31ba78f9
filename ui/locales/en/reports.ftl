# Reports on screen.
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
