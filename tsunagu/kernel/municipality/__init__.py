"""Towns as tenants: which town a request belongs to, and who is acting in it."""
