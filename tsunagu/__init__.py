"""つなぐ: a family with a need reaches the right person, and nobody drops them on the way."""
