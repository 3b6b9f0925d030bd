"""The tables of outreach."""

from tsunagu.outreach.models.subscription import SubscribedChild, Subscription

__all__ = ["SubscribedChild", "Subscription"]
