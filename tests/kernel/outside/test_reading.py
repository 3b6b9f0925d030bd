"""A stranger's server may do what it likes: we get an answer within bounds, or words that say why not."""

import gzip
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from threading import Thread

import pytest

from tests.kernel.outside.servers import Server, certificate_for, says, serving
from tsunagu.kernel.japanese.misread import Misread
from tsunagu.kernel.outside import reading
from tsunagu.kernel.outside.reading import NotReached, OutsideReader


@contextmanager
def reader_of(
    server: Server, *, seconds: float = 5, most_bytes: int = 10_000, own: tuple[str, ...] | None = None
) -> Iterator[OutsideReader]:
    allowed = (server.root,) if own is None else own
    with OutsideReader(server.root, own=allowed, seconds=seconds, most_bytes=most_bytes) as reader:
        yield reader


def refusal_of(server: Server, *, own: tuple[str, ...] | None = None, **bounds: float) -> str:
    """Why `/a` of the server could not be read."""
    with reader_of(server, own=own, **bounds) as reader, pytest.raises(Misread) as refused:  # type: ignore[arg-type]
        reader.get(f"{server.root}/a", most_bytes=10_000)
    return str(refused.value)


def test_an_answer_comes_with_its_version() -> None:
    with serving({"/a": says("はい", headers={"ETag": 'W/"7"'})}) as server, reader_of(server) as reader:
        answer = reader.get(f"{server.root}/a", most_bytes=100)

    assert (answer.status, answer.body.decode(), answer.etag) == (200, "はい", 'W/"7"')


def test_a_version_that_is_known_is_sent_along_and_nothing_of_ours_is() -> None:
    with serving({"/a": says(status=304)}) as server, reader_of(server) as reader:
        answer = reader.get(f"{server.root}/a", etag='"7"', most_bytes=100)

    assert (answer.status, answer.body) == (304, b"")
    assert server.headers[0].keys() == {"Host", "Accept", "Accept-Encoding", "User-Agent", "If-None-Match"}


def test_a_version_that_could_break_a_header_is_not_kept() -> None:
    with serving({"/a": says("x", headers={"ETag": "seven"})}) as server, reader_of(server) as reader:
        assert reader.get(f"{server.root}/a", most_bytes=100).etag == ""


def test_one_connection_serves_several_answers_and_is_made_anew_when_it_was_closed() -> None:
    def leaves(request: BaseHTTPRequestHandler) -> None:
        says("a")(request)
        request.close_connection = True

    with serving({"/a": leaves, "/b": says("b")}) as server, reader_of(server) as reader:
        bodies = [reader.get(f"{server.root}/{name}", most_bytes=100).body for name in "abab"]

    assert bodies == [b"a", b"b", b"a", b"b"]


@pytest.mark.parametrize("announced", [True, False])
def test_an_answer_that_is_too_large_is_left(announced: bool) -> None:
    def floods(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        if announced:
            request.send_header("Content-Length", "1000000")
        request.end_headers()
        request.wfile.write(b"x" * 20_000)
        request.close_connection = True

    with serving({"/a": floods}) as server:
        assert refusal_of(server, most_bytes=10**9) == "「127.0.0.1」の答えが大きすぎます。"


def test_all_answers_together_have_a_bound() -> None:
    with serving({"/a": says("x" * 600)}) as server, reader_of(server, most_bytes=1000) as reader:
        reader.get(f"{server.root}/a", most_bytes=700)

        with pytest.raises(NotReached, match="全部合わせると大きすぎます"):
            reader.get(f"{server.root}/a", most_bytes=700)


def test_a_server_that_drips_is_cut_off() -> None:
    def drips(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        for _turn in range(100):
            try:
                request.wfile.write(b"x")
                request.wfile.flush()
            except OSError:
                break
            time.sleep(0.05)
        request.close_connection = True

    began = time.monotonic()
    with serving({"/a": drips}) as server:
        why = refusal_of(server, seconds=0.3)

    assert why == "「127.0.0.1」の答えに時間がかかりすぎました。"
    assert time.monotonic() - began < 3


def test_when_the_time_for_all_is_over_nothing_more_is_asked() -> None:
    with serving({"/a": says("x")}) as server:
        why = refusal_of(server, seconds=0)

    assert (why, server.asked) == ("「127.0.0.1」の答えに時間がかかりすぎました。", [])


def test_an_answer_that_breaks_off_is_no_answer() -> None:
    def breaks_off(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", "100")
        request.end_headers()
        request.wfile.write(b"half")
        request.close_connection = True

    with serving({"/a": breaks_off}) as server:
        assert refusal_of(server) == "「127.0.0.1」から答えがありません。"


def test_packed_answers_are_not_unpacked() -> None:
    packed = gzip.compress(b"x" * 10_000_000)
    route = says(packed, headers={"Content-Encoding": "gzip"})

    with serving({"/a": route}) as server:
        assert refusal_of(server) == "「127.0.0.1」の答えは、読めない形に圧縮されています。"


def test_what_is_no_http_is_no_answer() -> None:
    def babbles(request: BaseHTTPRequestHandler) -> None:
        request.wfile.write(b"\x00\xff babble\r\n\r\n")
        request.close_connection = True

    with serving({"/a": babbles}) as server:
        assert refusal_of(server) == "「127.0.0.1」から答えがありません。"


def test_where_nobody_listens_nobody_answers() -> None:
    with serving({}) as server:
        pass

    assert refusal_of(server) == "「127.0.0.1」から答えがありません。"


def test_a_redirect_within_the_server_is_followed() -> None:
    routes = {"/a": says(status=301, headers={"Location": "/a/"}), "/a/": says("there")}

    with serving(routes) as server, reader_of(server) as reader:
        assert reader.get(f"{server.root}/a", most_bytes=100).body == b"there"


def test_a_redirect_to_another_server_is_not_followed() -> None:
    with serving({"/secret": says("ours")}) as inner:
        sends_on = says(status=302, headers={"Location": f"{inner.root}/secret"})
        with serving({"/a": sends_on}) as server:
            why = refusal_of(server, own=(server.root, inner.root))

    assert why == "「127.0.0.1」が別のサーバー「127.0.0.1」へ転送しました。転送先は読みません。"
    assert inner.asked == []


def test_redirects_end() -> None:
    with serving({"/a": says(status=302, headers={"Location": "/a"})}) as server:
        assert refusal_of(server) == "「127.0.0.1」の転送が終わりません。"


def test_a_server_inside_is_not_even_called() -> None:
    with serving({"/a": says("ours")}) as server:
        why = refusal_of(server, own=())

    assert why == "「127.0.0.1」はインターネットに公開されたサーバーではないので、読みません。"
    assert server.asked == []


def test_the_number_that_was_looked_at_is_the_number_that_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving({"/a": says("ours")}) as server, reader_of(server) as reader:
        reader.get(f"{server.root}/a", most_bytes=100)
        monkeypatch.setattr(reading, "numbers_to_call", lambda *_args, **_more: pytest.fail("asked again"))

        assert reader.get(f"{server.root}/a", most_bytes=100).body == b"ours"


def test_a_sealed_line_is_read_when_its_certificate_is_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    certificate = certificate_for("localhost", tmp_path)
    with serving({"/a": says("a"), "/b": says("b")}, certificate=certificate) as server:
        refused = refusal_of(server)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        with reader_of(server) as reader:
            bodies = [reader.get(f"{server.root}/{name}", most_bytes=100).body for name in "ab"]

    assert refused == "「localhost」の証明書が正しくありません。"
    assert bodies == [b"a", b"b"]


def test_a_server_that_never_finishes_its_greeting_is_cut_off() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        taken: list[socket.socket] = []
        Thread(target=lambda: taken.append(silent.accept()[0]), daemon=True).start()
        server = Server(f"https://127.0.0.1:{silent.getsockname()[1]}")

        began = time.monotonic()
        why = refusal_of(server, seconds=0.3)
        for each in taken:
            each.close()

    assert why == "「127.0.0.1」の答えに時間がかかりすぎました。"
    assert time.monotonic() - began < 3
