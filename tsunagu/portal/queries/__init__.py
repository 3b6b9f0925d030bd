"""Reads of the front door's own."""
