"""The register of every resource (社会資源): organisations, services, places, hours, contact persons, search.

Owns what a town's network offers, to whom, when and where, in the vocabulary of HSDS 3.1.
Does not own who belongs to a council (network), what can be booked (bookings) or who was passed on (desk).
"""
