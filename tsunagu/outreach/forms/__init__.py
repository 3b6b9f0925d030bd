"""What colleagues type."""
