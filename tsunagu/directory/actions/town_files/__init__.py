"""A town's data file, row by row: taken, mended and said so, or refused and said why."""
