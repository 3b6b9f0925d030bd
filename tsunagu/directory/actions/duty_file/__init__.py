"""A rota as a medical association hands it over: a table, read row by row, taken after a rehearsal."""
