"""An account: one person who signs in, whatever towns and organisations they work for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from django.contrib.auth import get_backends
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models

from tsunagu.kernel.identifiers import new_id


class UserManager(BaseUserManager["User"]):
    """Accounts are found by address without regard to case, because people type it both ways."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> User:
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=(username or "").lower())


class User(AbstractBaseUser):  # type: ignore[django-manager-missing]  # of untyped libraries
    """One person's sign-in. Rights come from postings and grants, never from the account itself."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField("メールアドレス", unique=True)
    name = models.CharField("氏名", max_length=60)
    name_kana = models.CharField("氏名（フリガナ）", max_length=80, blank=True, default="")
    is_active = models.BooleanField("有効", default=True)
    # An invented person of a demo town: the only accounts that the demo's one-click door opens.
    is_invented = models.BooleanField("デモの人物", default=False)
    created_at = models.DateTimeField("作成日時", auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager()

    EMAIL_FIELD = "email"
    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = "アカウント"
        verbose_name_plural = "アカウント"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email=models.functions.Lower("email")), name="user_email_lower_case"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    # What libraries ask of an account. Nobody stands above the rules; who judges rights reads postings.
    is_superuser = False

    @property
    def first_name(self) -> str:
        """How a library greets the person; names are one field here."""
        return self.name

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """Whether a backend that judges by postings allows what a library calls `perm`."""
        judges = (each for each in get_backends() if getattr(each, "judges_by_postings", False))
        return any(judge.has_perm(self, perm, obj) for judge in judges)

    def has_perms(self, perm_list: Iterable[str], obj: Any = None) -> bool:
        return all(self.has_perm(perm, obj) for perm in perm_list)

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name
