"""Named reads of the community."""
