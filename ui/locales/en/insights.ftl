# Charts on screen.
period = Period
last-weeks = Last { $weeks } weeks
weekly-unit = all channels
