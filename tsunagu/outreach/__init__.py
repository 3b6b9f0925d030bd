"""Notices (お知らせ) for those who do not search: who wants them, what is written, that it stops at once.

Owns subscriptions without an account, the notices that colleagues write for a segment, and what was carried
out. Does not own listings and events (directory, quoted live) or families (families).
"""
