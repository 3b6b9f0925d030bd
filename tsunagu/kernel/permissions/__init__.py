"""Who may do what: roles anyone can read, postings that give them, and grants on single records."""
