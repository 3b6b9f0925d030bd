"""Writes of families, one verb each."""
