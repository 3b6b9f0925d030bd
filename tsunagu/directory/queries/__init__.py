"""Reads of the directory, each with a name and a constant number of statements."""
