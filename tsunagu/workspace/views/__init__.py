"""Doors of the staff's front house."""
