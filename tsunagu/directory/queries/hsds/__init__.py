"""Reads for the exchange in HSDS: which rows were asked for, and all that is published of them."""
