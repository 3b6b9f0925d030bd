"""The floor of a page: hello through the product's middleware, without a town or a database."""
