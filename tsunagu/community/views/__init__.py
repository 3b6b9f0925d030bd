"""One door, one call, one answer."""
