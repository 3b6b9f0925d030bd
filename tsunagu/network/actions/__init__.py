"""What happens to a listing's truth, one verb each."""
