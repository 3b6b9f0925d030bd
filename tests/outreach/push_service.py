"""A push service on this machine, and a browser that registered with it: both do what the real ones do.

The service checks our signature against the key that the browser was given; the browser decrypts what came.
"""

import json
import os
import threading
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import http_ece
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from py_vapid import Vapid02


@dataclass(slots=True)
class Browser:
    """Its keys, and what it was woken with."""

    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    auth: bytes = field(default_factory=lambda: os.urandom(16))

    def registration(self, endpoint: str) -> dict[str, Any]:
        point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"endpoint": endpoint, "keys": {"p256dh": _written(point), "auth": _written(self.auth)}}

    def decrypts(self, body: bytes) -> dict[str, str]:
        plain = http_ece.decrypt(body, private_key=self.key, auth_secret=self.auth, version="aes128gcm")
        return dict(json.loads(plain))


@dataclass(slots=True)
class PushService:
    """Where it listens, what it was asked, and what it answers."""

    origin: str = ""
    answers: int = 201
    asked: list[tuple[str, dict[str, str], bytes]] = field(default_factory=list)

    def endpoint(self, name: str = "one") -> str:
        return f"{self.origin}/send/{name}"

    def trusts(self, authorization: str) -> dict[str, Any]:
        """The claims, when the signature is by the key that stands beside it."""
        assert Vapid02.verify(authorization)
        claims = authorization.partition("t=")[2].partition(",")[0].split(".")[1]
        return dict(json.loads(urlsafe_b64decode(claims + "==")))


@contextmanager
def push_service() -> Iterator[PushService]:
    kept = PushService()

    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            kept.asked.append((self.path, dict(self.headers.items()), body))
            self.send_response(kept.answers)
            if kept.answers == 307:
                self.send_header("Location", f"{kept.origin}/elsewhere")
            self.end_headers()

        def log_message(self, *_words: object) -> None:
            """Quietly."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Door) as server:
        kept.origin = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield kept
        finally:
            server.shutdown()
            thread.join()


def _written(plain: bytes) -> str:
    return urlsafe_b64encode(plain).decode().rstrip("=")
