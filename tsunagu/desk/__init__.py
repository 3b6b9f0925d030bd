"""Consultations (相談) and hand-overs (つなぎ).

Owns what a family asked, what was answered, where and how, what is hard for it now, first contacts made
online, and to whom we passed it on. Does not own the family (families), a support plan (casework) or a slot
(bookings).
"""
