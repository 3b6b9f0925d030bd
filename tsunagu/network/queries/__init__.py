"""Named reads of the network."""
