"""The tables of outreach."""

from tsunagu.outreach.models.delivery import Delivery
from tsunagu.outreach.models.device import PushDevice
from tsunagu.outreach.models.notice import Notice, NoticeItem
from tsunagu.outreach.models.subscription import SubscribedChild, Subscription

__all__ = ["Delivery", "Notice", "NoticeItem", "PushDevice", "SubscribedChild", "Subscription"]
