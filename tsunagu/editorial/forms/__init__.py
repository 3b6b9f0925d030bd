"""Short forms for those who never see the editors' screens."""
