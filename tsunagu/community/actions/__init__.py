"""What happens to a post or a letter, one verb each."""
