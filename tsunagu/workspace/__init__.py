"""The front door of staff and members."""
