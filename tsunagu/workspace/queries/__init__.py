"""Reads of the staff's front house."""
