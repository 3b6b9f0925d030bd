"""A careful reader of the web: bounded in time, in size, and in where it lets itself be sent.

The standard library's own connection, because what matters here is what none of the usual clients gives
together: the number that was looked at is the number that is called, a whole answer has one deadline, a
redirect stays with its server, and no proxy, cookie or password of ours goes along.
"""

import http.client
import re
import socket
import ssl
import threading
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Self
from urllib.parse import quote, urljoin, urlsplit

from django.utils.translation import gettext_noop

from tsunagu.kernel.japanese.misread import Misread
from tsunagu.kernel.outside.addresses import NotAllowed, Origin, numbers_to_call, path_of

# For a connection and for silence in the middle of an answer; then for a whole answer.
STEP_SECONDS = 10.0
ANSWER_SECONDS = 30.0
_MOST_REDIRECTS = 3
_PIECE = 64 * 1024
_MOVED = {301, 302, 303, 307, 308}
# As RFC 9110 has it; what is longer or stranger is not sent back.
_ETAG = re.compile(r'(W/)?"[\x21\x23-\x7e]{0,190}"')
_SAFE = "/%:=&?~+!$,;'@()*[]"
WHO_ASKS = "Tsunagu (HSDS reader)"


class NotReached(Misread):
    """The server did not answer, or answered that it will not."""


class TooMuch(Misread):
    """The answer is larger than what is taken."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    body: bytes
    etag: str


class OutsideReader:
    """Reads several addresses of one server, over one connection where it lets us."""

    def __init__(self, root: str, *, own: Collection[str], seconds: float, most_bytes: int) -> None:
        """`seconds` and `most_bytes` are for everything that is read together.

        Raises:
            NotAllowed: the address is none that we call.
        """
        self._origin, self._own = Origin.of(root), own
        self._until, self._left = time.monotonic() + seconds, most_bytes
        self._connections: dict[Origin, _Pinned] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        for connection in self._connections.values():
            connection.close()

    def get(self, address: str, *, etag: str = "", most_bytes: int) -> Answer:
        """One address.

        Raises:
            NotAllowed: it, or where it sends us, is none that we call.
            NotReached: no answer came, or it took too long.
            TooMuch: the answer is too large.
        """
        headers = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": WHO_ASKS}
        if etag:
            headers["If-None-Match"] = etag
        for _turn in range(_MOST_REDIRECTS + 1):
            answer, sent_to = self._ask(address, headers, most_bytes)
            if sent_to is None:
                return answer
            address = self._followed(address, sent_to)
        raise NotReached(gettext_noop("「%(host)s」の転送が終わりません。"), host=self._origin.host)

    def _followed(self, address: str, sent_to: str) -> str:
        """A server may send us to another of its own pages, and from http to https; nowhere else."""
        there = urljoin(address, sent_to)
        origin = Origin.of(there)
        is_same = origin == self._origin
        is_safer = (origin.scheme, origin.host, origin.port) == ("https", self._origin.host, 443)
        if not is_same and not is_safer:
            raise NotAllowed(
                gettext_noop("「%(host)s」が別のサーバー「%(other)s」へ転送しました。転送先は読みません。"),
                host=self._origin.host,
                other=origin.host,
            )
        return there

    def _ask(self, address: str, headers: Mapping[str, str], most: int) -> tuple[Answer, str | None]:
        parts = urlsplit(address)
        origin = Origin.of(address)
        target = quote(path_of(parts), safe=_SAFE)
        seconds = min(ANSWER_SECONDS, self._until - time.monotonic())
        if seconds <= 0:
            raise self._too_slow()
        for is_first in (True, False):
            was_open = origin in self._connections
            try:
                with self._deadline(origin, seconds) as connection:
                    connection.request("GET", target, headers=dict(headers))
                    with connection.getresponse() as response:
                        return self._answer(response, most)
            except (NotAllowed, NotReached, TooMuch):
                self._hang_up(origin)
                raise
            except ssl.SSLCertVerificationError as error:
                self._hang_up(origin)
                raise NotReached(
                    gettext_noop("「%(host)s」の証明書が正しくありません。"), host=origin.host
                ) from error
            except (OSError, http.client.HTTPException, ValueError) as error:
                self._hang_up(origin)
                # A connection that was kept open may have been closed on the other side meanwhile.
                if not (is_first and was_open):
                    raise NotReached(
                        gettext_noop("「%(host)s」から答えがありません。"), host=origin.host
                    ) from error
        raise AssertionError  # the second turn returns or raises

    def _answer(self, response: http.client.HTTPResponse, most: int) -> tuple[Answer, str | None]:
        if response.status in _MOVED and (sent_to := response.headers.get("Location")):
            self._body(response, most)
            return Answer(response.status, b"", ""), sent_to
        if response.headers.get("Content-Encoding", "identity").lower() != "identity":
            raise NotReached(
                gettext_noop("「%(host)s」の答えは、読めない形に圧縮されています。"), host=self._origin.host
            )
        body = self._body(response, most)
        etag = response.headers.get("ETag", "")
        return Answer(response.status, body, etag if _ETAG.fullmatch(etag) else ""), None

    def _body(self, response: http.client.HTTPResponse, most: int) -> bytes:
        pieces: list[bytes] = []
        size = 0
        while piece := response.read1(_PIECE):
            size += len(piece)
            self._left -= len(piece)
            if self._left < 0:
                raise NotReached(
                    gettext_noop("「%(host)s」の答えが、全部合わせると大きすぎます。"), host=self._origin.host
                )
            if size > most:
                raise TooMuch(gettext_noop("「%(host)s」の答えが大きすぎます。"), host=self._origin.host)
            pieces.append(piece)
        if response.length:  # cut off before its announced end
            raise http.client.IncompleteRead(b"")
        return b"".join(pieces)

    @contextmanager
    def _deadline(self, origin: Origin, seconds: float) -> Iterator["_Pinned"]:
        """The connection; a server that only drips is cut off when the time is over."""
        connection = self._connection(origin)
        is_over = threading.Event()

        def cut() -> None:
            is_over.set()
            with suppress(OSError):
                if connection.line is not None:
                    connection.line.shutdown(socket.SHUT_RDWR)

        timer = threading.Timer(seconds, cut)
        timer.daemon = True
        timer.start()
        try:
            yield connection
        except (OSError, http.client.HTTPException, ValueError) as error:
            if is_over.is_set():
                raise self._too_slow() from error
            raise
        finally:
            timer.cancel()
        # An answer without an announced end looks whole when it was cut.
        if is_over.is_set():
            raise self._too_slow()

    def _connection(self, origin: Origin) -> "_Pinned":
        if origin not in self._connections:
            self._connections[origin] = _Pinned(origin, numbers_to_call(origin, own=self._own))
        return self._connections[origin]

    def _hang_up(self, origin: Origin) -> None:
        if connection := self._connections.pop(origin, None):
            connection.close()

    def _too_slow(self) -> NotReached:
        return NotReached(
            gettext_noop("「%(host)s」の答えに時間がかかりすぎました。"), host=self._origin.host
        )


class _Pinned(http.client.HTTPConnection):
    """Calls the numbers that were looked at, whatever the name says by now."""

    def __init__(self, origin: Origin, numbers: Sequence[str]) -> None:
        super().__init__(origin.host, origin.port, timeout=STEP_SECONDS)
        self._numbers = numbers
        # The library lets go of `sock` while an answer without an announced end is still read.
        self.line: socket.socket | None = None
        self._context = ssl.create_default_context() if origin.scheme == "https" else None
        # What the standard port is decides whether the Host header names it.
        self.default_port = 443 if self._context else 80

    def connect(self) -> None:
        self.line = self.sock = self._reached()
        if self._context:
            sealed = self._context.wrap_socket(
                self.sock, server_hostname=self.host, do_handshake_on_connect=False
            )
            # Known before it speaks: a handshake that drips is cut off as well.
            self.line = self.sock = sealed
            sealed.do_handshake()

    def _reached(self) -> socket.socket:
        *others, last = self._numbers
        for number in others:
            with suppress(OSError):
                return socket.create_connection((number, self.port), STEP_SECONDS)
        return socket.create_connection((last, self.port), STEP_SECONDS)
