"""What is left of a person's way in when they go: nothing."""

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession

from tsunagu.kernel.accounts.models import User


def end_sessions(user: User) -> None:
    """Sign the account out of every browser."""
    for session in UserSession.objects.filter(user=user):
        session.end()


def disable(user: User) -> User:
    """Let nobody in with this account any more, whatever they still know or hold.

    A password that cannot be typed also ends the sessions, the trusted browsers and the mailed links that
    hang on the former one. Who comes back later proves anew who they are.
    """
    end_sessions(user)
    Authenticator.objects.filter(user=user).delete()
    user.is_active = False
    user.set_unusable_password()
    user.save(update_fields=["is_active", "password"])
    return user


def enable(user: User) -> User:
    """Let the account be used again; its owner chooses a password by a mailed link."""
    user.is_active = True
    user.save(update_fields=["is_active"])
    return user
