"""Journals: what was done, and who looked at whose record. Written in the same transaction, never changed."""
