"""Rows of the register as HSDS objects. What is empty is left out, never null and never blank."""
