"""`tsunagu worker`: carry out the queue."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "待っている仕事（通知、期限の見回りなど）を片づけ続けます。"

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("procrastinate", "worker", concurrency=1, listen_notify=True, delete_jobs="successful")
