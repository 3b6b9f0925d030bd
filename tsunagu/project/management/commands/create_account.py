"""`tsunagu create_account`: the first account of a town, and any later one."""

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.utils import timezone

from tsunagu.directory.models import Organisation
from tsunagu.kernel.municipality.acting import as_system
from tsunagu.kernel.municipality.queries import all_towns, town_by_slug
from tsunagu.kernel.permissions.appointments import AlreadyPosted, appoint
from tsunagu.kernel.permissions.roles import ROLES


class Command(BaseCommand):
    help = "アカウントを作り、町の組織に所属させます（最初のシステム管理者など）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--town", required=True, help="町のURLの名前（joetsu など）")
        parser.add_argument("--email", required=True, help="サインインに使うメールアドレス")
        parser.add_argument("--name", required=True, help="氏名")
        parser.add_argument("--kana", default="", help="氏名（フリガナ）")
        parser.add_argument("--organisation", required=True, help="組織の名称（名簿にあるとおり）")
        parser.add_argument(
            "--role",
            choices=list(ROLES),
            default="town_administrator",
            help="、".join(f"{key} {role.name}" for key, role in ROLES.items()),
        )
        parser.add_argument("--title", default="", help="職名")
        parser.add_argument("--password-stdin", action="store_true", help="パスワードを標準入力から読みます")

    def handle(self, *args: Any, **options: Any) -> None:
        town = town_by_slug(options["town"])
        if town is None:
            known = "、".join(one.slug for one in all_towns()) or "まだ一つもありません"
            raise CommandError(f"{options['town']} という町はありません（{known}）。")
        password = self._password(from_stdin=options["password_stdin"])
        with as_system(town.id, at=timezone.now()) as acting:
            assert acting.moment is not None  # noqa: S101  # given one line above
            try:
                validate_email(options["email"])
                posting = appoint(
                    email=options["email"],
                    name=options["name"],
                    name_kana=options["kana"],
                    organisation_id=self._organisation(options["organisation"]).id,
                    role=ROLES[options["role"]],
                    title=options["title"],
                    password=password,
                    by=None,
                    at=acting.moment,
                )
            except AlreadyPosted as twice:
                raise CommandError("この人は、その組織にその役割ですでに所属しています。") from twice
            except ValidationError as weak:
                raise CommandError("\n".join(weak.messages)) from weak
        self.stdout.write(f"{options['name']} さんが {ROLES[posting.role].name} として入れます。")
        if password is None:
            self.stdout.write(
                "パスワードは、サインイン画面の「パスワードをお忘れですか？」から本人が決めます。"
            )
        self.stdout.write("最初のサインインで、認証アプリかパスキーの登録を求められます。")

    def _password(self, *, from_stdin: bool) -> str | None:
        if from_stdin:
            return sys.stdin.readline().rstrip("\n") or None
        if not sys.stdin.isatty():
            return None
        return getpass("パスワード（12文字以上。空なら本人があとで決めます）: ") or None

    def _organisation(self, name: str) -> Organisation:
        found = list(Organisation.objects.filter(name=name)[:2])
        if len(found) != 1:
            raise CommandError(f"「{name}」という組織が、名簿に一つだけあるようにしてください。")
        return found[0]
