"""What moderators and circles type."""
