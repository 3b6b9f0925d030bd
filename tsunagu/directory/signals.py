"""What happened to the register, for those who keep something derived from it (the search index, copies)."""

from django.dispatch import Signal

# Sent inside the transaction, with `service_ids`: the listings whose words or places changed.
listings_changed = Signal()
