# Charts on screen.
period = Period
last-weeks = Last { $weeks } weeks
weekly-communications = Communications per week
weekly-communications-unit = all channels
