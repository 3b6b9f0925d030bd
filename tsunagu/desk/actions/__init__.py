"""Writes of the desk, one verb each."""
