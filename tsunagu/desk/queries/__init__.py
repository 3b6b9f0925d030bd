"""Reads of the desk, as named functions."""
