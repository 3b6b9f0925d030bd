"""Figures (統計): the yearly table and what stands behind it.

Owns the figures of years before the records began, and how all figures are laid out, doubted and exported.
Counts what the desk owns by the desk's own rule (`desk.models.consultation`); changes nothing of it.
No figure here tells of a person.
"""
