"""What a family types, made clean."""
