# The system's notifications of due follow-ups.
reminder-due = { $count ->
    [one] A follow-up is due
   *[other] { $count } follow-ups are due
  }
reminder-when = { $customer }, { $time }
