"""Where we may call: what is typed must not lead into our own network."""

import ipaddress
import socket
from collections.abc import Collection
from dataclasses import dataclass
from typing import Self
from urllib.parse import SplitResult, urlsplit

from django.utils.translation import gettext_noop

from tsunagu.kernel.japanese.misread import Misread

_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_LONGEST = 500
# Each that does not answer costs its time.
_MOST_NUMBERS = 3


class NotAllowed(Misread):
    """The address is none that we call."""


@dataclass(frozen=True, slots=True)
class Origin:
    """A server: how it is spoken to, its name in ASCII, its door."""

    scheme: str
    host: str
    port: int

    @classmethod
    def of(cls, address: str) -> Self:
        """Read it from an address.

        Raises:
            NotAllowed: it is no address of the web, or it carries a password.
        """
        try:
            parts = urlsplit(address)
            port, host = parts.port, (parts.hostname or "").encode("idna").decode()
        except (ValueError, UnicodeError):
            raise _no_address() from None
        if parts.scheme not in _PORTS or not host or len(address) > _LONGEST or not _is_plain(address):
            raise _no_address()
        if parts.username is not None or parts.password is not None:
            raise NotAllowed(gettext_noop("ユーザー名やパスワードが入ったアドレスは使えません。"))
        return cls(parts.scheme, host, port or _PORTS[parts.scheme])

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")


def numbers_to_call(origin: Origin, *, own: Collection[str]) -> list[str]:
    """The numbers under which the server is called: looked up once, so that they cannot become others.

    `own` are the origins inside our own network that the installation allows.

    Raises:
        NotAllowed: the name leads to a server that is not on the open internet.
        OSError: nobody knows the name.
    """
    found = socket.getaddrinfo(origin.host, origin.port, type=socket.SOCK_STREAM)
    numbers = list(dict.fromkeys(str(address[0]) for *_, address in found))
    if str(origin) not in own and not all(is_public(number) for number in numbers):
        raise NotAllowed(
            gettext_noop("「%(host)s」はインターネットに公開されたサーバーではないので、読みません。"),
            host=origin.host,
        )
    return numbers[:_MOST_NUMBERS]


def is_public(number: str) -> bool:
    """Whether the address is on the open internet, be it an IPv4 address in an IPv6 one's clothes."""
    address = ipaddress.ip_address(number.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inside = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inside = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inside is not None:
            return is_public(str(inside))
    return address.is_global and not address.is_multicast


def path_of(parts: SplitResult) -> str:
    """What is asked of the server."""
    return f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"


def _is_plain(address: str) -> bool:
    """Nothing in it could end the line in which it is asked for."""
    return all(letter > " " and letter != "\x7f" for letter in address)


def _no_address() -> NotAllowed:
    return NotAllowed(gettext_noop("https:// か http:// で始まるアドレスを書いてください。"))
