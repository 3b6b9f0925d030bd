"""Writes of the staff's front house."""
