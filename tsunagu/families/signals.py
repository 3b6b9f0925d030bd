"""What happened to people, for those who remind families of things and must stop at once."""

from django.dispatch import Signal

# Sent inside the transaction, with `household_id`, `by` and `at`.
person_died = Signal()
