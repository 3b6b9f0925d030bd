"""The floor of a page: hello by plain Django, with the seven middlewares of a new project and with none."""
