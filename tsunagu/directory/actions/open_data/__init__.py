"""A town's published tables taken into the register: read, rehearsed, applied whole, undone whole."""
