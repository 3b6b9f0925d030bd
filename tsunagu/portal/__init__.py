"""The public's front door: home, search, listings, first contact, and the pages about the site itself.

Owns what a family sees without an account. Does not own a listing (directory) or a consultation (desk):
it reads the one and hands the other over.
"""
