"""Reading the address of a database."""

import pytest

from tsunagu.kernel.database.address import Address, Role, django_settings


def test_an_address_is_read_with_its_login_port_and_options() -> None:
    address = Address.from_url("postgresql://tsunagu:p%40ss%2Fword@db.example.jp:6432/town?sslmode=require")

    assert address == Address(
        name="town",
        user="tsunagu",
        host="db.example.jp",
        port="6432",
        password="p@ss/word",
        options=(("sslmode", "require"),),
    )


def test_a_socket_folder_stands_as_host() -> None:
    address = Address.from_url("postgresql://tsunagu_owner@/tsunagu?host=/run/postgresql&port=5433")

    assert (address.host, address.port, address.options) == ("/run/postgresql", "5433", ())


def test_a_socket_folder_may_stand_escaped_in_the_place_of_the_host() -> None:
    assert Address.from_url("postgres://u@%2Frun%2Fpostgresql/tsunagu").host == "/run/postgresql"


def test_another_database_is_refused_with_a_word_about_the_variable() -> None:
    with pytest.raises(ValueError, match="DATABASE_URL must start with postgresql://, not mysql://"):
        Address.from_url("mysql://u@host/town")


@pytest.mark.parametrize(
    ("role", "steps_down", "options"),
    [
        (Role.OWNER, True, {}),
        (Role.OWNER, False, {}),
        (Role.APPLICATION, True, {"options": "-c role=tsunagu_app"}),
        (Role.APPLICATION, False, {}),
    ],
)
def test_only_an_application_that_logs_in_as_the_owner_steps_down(
    role: Role, steps_down: bool, options: dict[str, str]
) -> None:
    address = Address.from_url("postgresql://u@host/town")

    assert django_settings(address, role=role, steps_down=steps_down)["OPTIONS"] == options


def test_connections_persist() -> None:
    settings = django_settings(
        Address.from_url("postgresql://u@host/town"), role=Role.OWNER, steps_down=False
    )

    assert (settings["CONN_MAX_AGE"], settings["CONN_HEALTH_CHECKS"]) == (None, True)
