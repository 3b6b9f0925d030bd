"""Start-up of the directory."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    name = "tsunagu.directory"
    label = "directory"
    verbose_name = "社会資源の名簿"

    def ready(self) -> None:
        from tsunagu.directory.actions import index_search  # noqa: F401 late: it listens to changes of listings
