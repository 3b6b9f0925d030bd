"""What happens: somebody subscribes, a notice is written, approved, sent and stopped."""
