"""Input of the staff's front house."""
