"""A colleague gets a posting, and a letter that says where to begin."""

from collections.abc import Callable
from datetime import datetime

from allauth.account import app_settings
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.db import transaction

from tsunagu.directory.models import Organisation
from tsunagu.kernel.accounts.models import User
from tsunagu.kernel.notify.letters import write_letter
from tsunagu.kernel.permissions.appointments import appoint
from tsunagu.kernel.permissions.models import Posting
from tsunagu.kernel.permissions.roles import Role

SUBJECT = "つなぐにお迎えします"
_GREETING = (
    "{name} さん\n\n"
    "「{organisation}」の{role}として、子育て支援ネットワーク「つなぐ」に入れるようになりました。\n\n"
)
_FIRST_TIME = (
    "次のページで、{days}日のうちにパスワードを決めてください。\n{page}\n\n"
    "日が過ぎたときは、サインイン画面の「パスワードをお忘れですか？」から決められます。\n"
    "最初のサインインで、認証アプリかパスキーの登録を求められます。"
)
_KNOWN = "いまお使いのパスワードで、次のページから入れます。\n{page}"

# The full address of the page where a password is chosen, from the account's sign and the letter's key.
PasswordPage = Callable[[str, str], str]


@transaction.atomic
def invite_colleague(
    *,
    email: str,
    name: str,
    name_kana: str,
    organisation: Organisation,
    role: Role,
    by: User,
    at: datetime,
    sign_in_page: str,
    password_page: PasswordPage,
) -> Posting:
    """Post a person and write to them; who has no password yet gets a link to choose one.

    Raises:
        AlreadyPosted: they work there in this role already.
    """
    posting = appoint(
        email=email,
        name=name,
        name_kana=name_kana,
        organisation_id=organisation.id,
        role=role,
        by=by,
        at=at,
    )
    user = posting.user
    if user.has_usable_password():
        how = _KNOWN.format(page=sign_in_page)
    else:
        key = app_settings.PASSWORD_RESET_TOKEN_GENERATOR().make_token(user)
        how = _FIRST_TIME.format(
            days=settings.PASSWORD_RESET_TIMEOUT // (24 * 3600),
            page=password_page(user_pk_to_url_str(user), key),
        )
    greeting = _GREETING.format(name=user.name, organisation=organisation.name, role=role.name)
    write_letter(
        to=user.email,
        subject=SUBJECT,
        body=greeting + how,
        kind="account.invitation",
        at=at,
        about_id=user.id,
    )
    return posting
