"""Which servers we call."""

import pytest

from tsunagu.kernel.outside.addresses import NotAllowed, Origin, is_public, numbers_to_call


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",  # noqa: S104
        "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1",
    ],
)  # fmt: skip
def test_numbers_of_our_own_network_are_not_public(number: str) -> None:
    assert is_public(number) is False


@pytest.mark.parametrize(
    "number", ["8.8.8.8", "133.1.2.3", "2400:4000::1", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_numbers_of_the_open_internet_are_public(number: str) -> None:
    assert is_public(number) is True


@pytest.mark.parametrize(
    "address",
    [
        "", "hsds", "ftp://example.jp/", "file:///etc/passwd", "javascript:alert(1)", "http://", "https://:443/",
        "http://example.jp:99999/", "http://example.jp/\nHost: other", "http://example.jp/a b", "http://[::1/",
        "http://" + "a" * 500 + ".jp/", "gopher://example.jp/", "//example.jp/", "http://user:word@example.jp/",
        "http://user@example.jp/",
    ],
)  # fmt: skip
def test_what_is_no_address_of_the_web_is_refused(address: str) -> None:
    with pytest.raises(NotAllowed):
        Origin.of(address)


@pytest.mark.parametrize(
    ("address", "origin"),
    [
        ("https://Example.jp/hsds", "https://example.jp"),
        ("https://example.jp:443/", "https://example.jp"),
        ("http://example.jp:8000/a?b", "http://example.jp:8000"),
        ("https://例え.jp/", "https://xn--r8jz45g.jp"),
        ("http://[::1]:8000/", "http://[::1]:8000"),
    ],
)
def test_an_origin_is_said_in_one_way(address: str, origin: str) -> None:
    assert str(Origin.of(address)) == origin


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/", "http://localhost/", "http://127.1/", "http://[::1]/"]
)
def test_a_name_that_leads_into_our_own_network_is_refused(address: str) -> None:
    with pytest.raises(NotAllowed, match="インターネットに公開されたサーバーではない"):
        numbers_to_call(Origin.of(address), own=())


def test_an_origin_that_the_installation_allows_is_called() -> None:
    own = ["http://127.0.0.1:8000"]

    assert numbers_to_call(Origin.of("http://127.0.0.1:8000/hsds"), own=own) == ["127.0.0.1"]
    with pytest.raises(NotAllowed):
        numbers_to_call(Origin.of("http://127.0.0.1:8001/hsds"), own=own)
    with pytest.raises(NotAllowed):
        numbers_to_call(Origin.of("https://127.0.0.1:8000/hsds"), own=own)
