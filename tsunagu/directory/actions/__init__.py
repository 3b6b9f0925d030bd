"""Writes of the directory. Each raises the town's directory version and leaves a journal entry."""
