# Charts on screen.
period = Period
last-weeks = Last { $weeks } weeks
weekly-unit = all channels
insights-empty = Nothing to count yet
insights-empty-text = Once conversations are logged, their weeks are drawn here.
