"""What is done to the pages."""
