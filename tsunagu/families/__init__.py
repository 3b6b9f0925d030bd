"""Households, people, relations and consents: who they are.

Owns names, readings, birth dates, ways of contact and the ones that are forbidden, addresses and consents.
Owns nothing about what troubles a family (desk, casework), and knows an organisation only by its id.
"""
