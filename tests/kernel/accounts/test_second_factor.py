"""Seeds of one-time codes at rest."""

import pytest
from cryptography.fernet import InvalidToken
from pytest_django.fixtures import Settings

from tsunagu.kernel.accounts.second_factor import SecondFactorAdapter


def test_a_sealed_seed_says_nothing_and_opens_again() -> None:
    adapter = SecondFactorAdapter()

    sealed = adapter.encrypt("JBSWY3DPEHPK3PXP")

    assert ("JBSWY3DPEHPK3PXP" in sealed, adapter.decrypt(sealed)) == (False, "JBSWY3DPEHPK3PXP")


def test_a_former_secret_still_opens_what_it_sealed(settings: Settings) -> None:
    sealed = SecondFactorAdapter().encrypt("JBSWY3DPEHPK3PXP")
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "new" * 20, [settings.SECRET_KEY]

    assert SecondFactorAdapter().decrypt(sealed) == "JBSWY3DPEHPK3PXP"


def test_another_installations_secret_opens_nothing(settings: Settings) -> None:
    sealed = SecondFactorAdapter().encrypt("JBSWY3DPEHPK3PXP")
    settings.SECRET_KEY = "another" * 10

    with pytest.raises(InvalidToken):
        SecondFactorAdapter().decrypt(sealed)
