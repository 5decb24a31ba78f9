# followups
