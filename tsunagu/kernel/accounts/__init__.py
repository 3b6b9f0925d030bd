"""People who sign in: staff of the town and of member organisations. Families need no account."""
