"""Start-up of the kernel."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class KernelConfig(AppConfig):
    name = "tsunagu.kernel"
    label = "kernel"
    verbose_name = "土台"

    def ready(self) -> None:
        from tsunagu.kernel.database import after_migration  # late: it needs the loaded app registry

        post_migrate.connect(after_migration.secure_database, sender=self)
