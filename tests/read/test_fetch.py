"""Addresses: what is fetched, from where it is not, and what bounds it. Every server here is on loopback."""

from __future__ import annotations

import gzip
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import brotli
import pytest

from sayso.errors import InputError, NotFoundError, TooLargeError, UnreadableError
from sayso.read import fetch
from sayso.read.fetch import fetch_page, is_public

PAGE = b"<!DOCTYPE html><h1>Ferry aground</h1><p>The ferry ran aground off Ellery, said Ina Mole.</p>"
GZIP_BOMB = gzip.compress(b"x" * 20_000_000, compresslevel=1)
DEFLATE_BOMB = zlib.compress(b"x" * 20_000_000, level=1)
BROTLI_BOMB = brotli.compress(b"x" * 20_000_000, quality=1)
Answer = Callable[[BaseHTTPRequestHandler], None]


def send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    for name, value in {"Content-Type": "text/html; charset=utf-8", **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def drip(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.end_headers()
    for _ in range(100):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.05)


def drip_headers(handler: BaseHTTPRequestHandler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(100):
        handler.wfile.write(b"X-%d: y\r\n" % number)
        handler.wfile.flush()
        time.sleep(0.05)


def send_chunked_bomb(handler: BaseHTTPRequestHandler) -> None:
    """A bomb in gzip within brotli, sent in chunks: its length is nowhere said."""
    body = brotli.compress(GZIP_BOMB, quality=1)
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.send_header("Content-Encoding", "gzip, br")
    handler.end_headers()
    handler.wfile.write(b"%x\r\n%b\r\n0\r\n\r\n" % (len(body), body))


def send_chunks(handler: BaseHTTPRequestHandler) -> None:
    handler.send_response(200)
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b"2710\r\n" + b"x" * 10_000 + b"\r\n")
    handler.wfile.write(b"0\r\n\r\n")


ANSWERS: dict[str, Answer] = {
    "/page": lambda handler: send(handler, PAGE),
    "/agent": lambda handler: send(handler, handler.headers["User-Agent"].encode()),
    "/gzip": lambda handler: send(handler, gzip.compress(PAGE), Content_Encoding="gzip"),
    "/moved": lambda handler: send(handler, b"", 301, Location="/page"),
    "/loop": lambda handler: send(handler, b"", 302, Location="/loop"),
    "/inward": lambda handler: send(handler, b"", 302, Location="http://10.0.0.1/"),
    "/file": lambda handler: send(handler, b"", 302, Location="file:///etc/passwd"),
    "/gone": lambda handler: send(handler, b"gone", 410),
    "/broken": lambda handler: send(handler, b"sorry", 500),
    "/large": lambda handler: send(handler, b"x" * 200_000),
    "/chunks": send_chunks,
    "/gzip-bomb": lambda handler: send(handler, GZIP_BOMB, Content_Encoding="gzip"),
    "/brotli-bomb": lambda handler: send(handler, BROTLI_BOMB, Content_Encoding="br"),
    "/chunked-bomb": send_chunked_bomb,
    "/deflate-bomb": lambda handler: send(handler, DEFLATE_BOMB, Content_Encoding="deflate"),
    "/there": lambda handler: send(handler, b"", 302, Location="/back"),
    "/back": lambda handler: send(handler, b"", 307, Location="/there"),
    "/drip": drip,
    "/drip-headers": drip_headers,
}


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        try:
            ANSWERS[self.path](self)
        except OSError:
            self.close_connection = True

    def log_message(self, *_: object) -> None:
        pass


class QuietServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_: object) -> None:
        """A reader that hangs up is what these tests are about."""


@contextmanager
def serve() -> Iterator[str]:
    server = QuietServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    with serve() as address:
        yield address


def get(address: str, *, max_bytes: int = 100_000, seconds: float = 5.0) -> bytes:
    return fetch_page(address, max_bytes=max_bytes, allow_private=True, seconds=seconds).data


def test_a_page_comes_with_address_time_and_type(site: str) -> None:
    found = fetch_page(f"{site}/moved", max_bytes=100_000, allow_private=True)
    assert found.data == PAGE
    capture = found.capture
    assert (capture.url, capture.content_type) == (f"{site}/page", "text/html; charset=utf-8")
    assert capture.retrieved and capture.retrieved.endswith("Z") and capture.page.startswith("page-")


def test_codings_are_undone_and_the_reader_says_who_it_is(site: str) -> None:
    assert get(f"{site}/gzip") == PAGE
    assert get(f"{site}/agent").startswith(b"sayso/")


@pytest.mark.parametrize(
    ("path", "error", "said"),
    [
        ("/loop", UnreadableError, "redirected more than 10 times"),
        ("/file", UnreadableError, "only addresses that begin with http"),
        ("/gone", NotFoundError, "answered 410"),
        ("/broken", UnreadableError, "answered 500"),
        ("/large", TooLargeError, "larger than 100,000 bytes"),
        ("/chunks", TooLargeError, "larger than 100,000 bytes"),
        ("/gzip-bomb", TooLargeError, "larger than 100,000 bytes"),
        ("/brotli-bomb", TooLargeError, "larger than 100,000 bytes"),
        ("/deflate-bomb", TooLargeError, "larger than 100,000 bytes"),
        ("/chunked-bomb", TooLargeError, "larger than 100,000 bytes"),
        ("/there", UnreadableError, "redirected more than 10 times"),
    ],
)
def test_what_is_no_page_is_refused_with_its_reason(site: str, path: str, error: type[InputError], said: str) -> None:
    with pytest.raises(error, match=said) as raised:
        get(f"{site}{path}")
    assert type(raised.value) is error


@pytest.mark.parametrize("path", ["/drip", "/drip-headers"])
def test_a_server_that_drips_is_left(site: str, path: str) -> None:
    with pytest.raises(TooLargeError, match=r"longer than 0\.3 seconds"):
        get(f"{site}{path}", seconds=0.3)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "0.0.0.0", "[::1]", "10.1.2.3", "192.168.0.1", "169.254.169.254", "100.64.0.1",
     "[::ffff:127.0.0.1]", "[::ffff:10.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]", "[fd00::1]", "2130706433",
     "127.1"],
)  # fmt: skip
def test_nothing_is_fetched_from_this_machine_or_a_private_network(host: str) -> None:
    with pytest.raises(InputError, match=r"private network|no host|cannot be fetched"):
        fetch_page(f"http://{host}:9/", max_bytes=1_000, seconds=2)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_public_addresses_are_known(address: str) -> None:
    assert is_public(address)


def test_a_redirect_to_a_private_address_is_refused(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fetch, "is_public", lambda address: address == "127.0.0.1")
    with pytest.raises(UnreadableError, match=r"10\.0\.0\.1 belongs to this machine or a private network"):
        fetch_page(f"{site}/inward", max_bytes=1_000)


def test_the_connection_is_made_to_the_address_that_was_checked(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that resolves to another address at the second look must not be looked up twice."""
    port = int(site.rpartition(":")[2])
    looks: list[str] = []

    def resolve(host: str, *_: object, **__: object) -> list[tuple[object, ...]]:
        looks.append(host)
        address = "127.0.0.1" if len(looks) == 1 else "10.0.0.1"
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (address, port))]

    monkeypatch.setattr(fetch, "getaddrinfo", resolve)
    monkeypatch.setattr(fetch, "is_public", lambda address: address == "127.0.0.1")
    assert fetch_page(f"http://rebound.example:{port}/page", max_bytes=100_000).data == PAGE
    assert looks == ["rebound.example"]


def test_one_private_address_among_several_is_enough_to_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(2, 1, 6, "", ("93.184.215.14", 80)), (2, 1, 6, "", ("192.168.0.1", 80))]
    monkeypatch.setattr(fetch, "getaddrinfo", lambda *_, **__: both)
    with pytest.raises(UnreadableError, match=r"192\.168\.0\.1"):
        fetch_page("http://mixed.example/", max_bytes=1_000)


def test_a_host_that_does_not_answer_is_named() -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(UnreadableError, match="cannot be fetched"):
        get(f"http://127.0.0.1:{port}/")
