"""`tsunagu close_account`: somebody left, or a password is in the wrong hands; nobody waits for a page."""

from argparse import ArgumentParser
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.models import Municipality
from tsunagu.kernel.municipality.queries import all_towns, town_by_slug
from tsunagu.kernel.permissions.appointments import AlreadyEnded, LastAdministrator, close_account


class Command(BaseCommand):
    help = "所属を終え、どこにも所属がなくなればアカウントを閉じます。すべてのブラウザーから出ます。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="サインインに使うメールアドレス")
        parser.add_argument("--town", help="この町の所属だけを終えます（joetsu など。省くとすべての町）")

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.filter(email=options["email"].lower()).first()
        if user is None:
            raise CommandError(f"{options['email']} というアカウントはありません。")
        at = timezone.now()
        left = [town.name for town in self._towns(options["town"]) if self._leaves(town, user, at)]
        if not left:
            raise CommandError(f"{user.name} さんの所属は、もうありません。")
        user.refresh_from_db(fields=["is_active"])
        self.stdout.write(f"{user.name} さんの所属を終えました（{'、'.join(left)}）。")
        self.stdout.write(
            "ほかの町に所属があるため、アカウントは残ります。"
            if user.is_active
            else "アカウントを閉じました。もう入れません。"
        )

    def _towns(self, slug: str | None) -> list[Municipality]:
        if slug is None:
            return all_towns()
        town = town_by_slug(slug)
        if town is None:
            raise CommandError(f"{slug} という町はありません。")
        return [town]

    def _leaves(self, town: Municipality, user: User, at: datetime) -> bool:
        with as_system(town.id, at=at):
            try:
                close_account(user=user, by=None, at=at)
            except AlreadyEnded:
                return False
            except LastAdministrator as last:
                raise CommandError(
                    f"{town.name}のアカウントを管理する人がいなくなります。"
                    "先に create_account で次の人を置いてください。"
                ) from last
        return True
