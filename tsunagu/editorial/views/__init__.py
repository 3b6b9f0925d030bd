"""Doors: the editors' screens, and the short forms of those who never see them."""
