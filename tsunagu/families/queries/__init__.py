"""Reads of families, as named functions."""
