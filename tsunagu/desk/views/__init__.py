"""Doors of the desk."""
