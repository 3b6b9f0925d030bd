"""A neighbour town's public register: read over HSDS, copied beside ours with its origin, forgotten whole."""
