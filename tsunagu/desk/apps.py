"""Start-up of the desk."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "tsunagu.desk"
    label = "desk"
    verbose_name = "相談とつなぎ"

    def ready(self) -> None:
        from tsunagu.desk.actions import selections  # noqa: F401 late: it listens to what happens to families
