"""What people type at the desk, made clean."""
