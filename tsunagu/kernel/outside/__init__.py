"""Reading from servers of other people's, whose addresses somebody typed."""
