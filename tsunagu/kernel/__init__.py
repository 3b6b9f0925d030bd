"""What every app stands on: towns, accounts, rights, journals, jobs, mail, dates, Japanese text, pages.

Owns nothing that a family or a member organisation would recognise as theirs.
"""
