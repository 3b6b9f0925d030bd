"""Start-up of outreach."""

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "tsunagu.outreach"
    label = "outreach"
    verbose_name = "お知らせの配信"

    def ready(self) -> None:
        from tsunagu.outreach.actions import stopping  # noqa: F401 late: it listens to what happens to families
