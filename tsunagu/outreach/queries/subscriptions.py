"""What a receiver told, read behind its own link."""

from datetime import date

from tsunagu.outreach.models import SubscribedChild, Subscription


def months_of(subscription: Subscription) -> tuple[list[date], list[date]]:
    """In which months its children were born, and are expected."""
    months = list(
        SubscribedChild.objects.filter(subscription=subscription)
        .order_by("month")
        .values_list("month", "is_due")
    )
    return [month for month, is_due in months if not is_due], [month for month, is_due in months if is_due]
