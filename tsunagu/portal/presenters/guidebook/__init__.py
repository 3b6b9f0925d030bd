"""The printed guidebook: the register of a moment in the order and the words of a book."""
