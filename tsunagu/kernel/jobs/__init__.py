"""Work that waits: a queue inside PostgreSQL, so a job exists exactly when its cause was committed."""
