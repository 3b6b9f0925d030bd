"""What is read of the pages."""
