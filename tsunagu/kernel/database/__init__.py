"""The PostgreSQL that keeps the promises: where it runs, who connects as whom, and its policies."""
