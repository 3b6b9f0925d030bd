"""From what people type to what a listing may say."""
