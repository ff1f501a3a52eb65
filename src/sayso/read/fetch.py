"""An address of the web → what its server answers, within limits of size, time and place.

Names are resolved here, every address that a name has is looked at before a connection is made, and the connection is
made to the address that was looked at: a name that resolves to another one a moment later leads nowhere else. So it is
at each redirect. No proxy, cookie or password is taken from the environment.
"""

from __future__ import annotations

import ssl
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from socket import AI_ADDRCONFIG, IPPROTO_TCP, gaierror, getaddrinfo
from typing import Any
from urllib.parse import urlsplit

import httpcore
import httpx

from sayso.errors import InputError, NotFoundError, TooLargeError, UnreadableError
from sayso.model import Capture, Found
from sayso.read import page_id
from sayso.read.warc import open_answer

USER_AGENT = "sayso/0.1 (reads news pages that a person named; one request, no crawling)"
ACCEPTED = (
    "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, application/feed+json, */*;q=0.5"
)
MOST_REDIRECTS = 10
SECONDS = 30.0
"""The longest time that an answer may take, redirects and all."""
_STEP = 10.0  # seconds that one step (connect, read) may take
_NAT64 = IPv6Network("64:ff9b::/96")
_CHUNK = 65_536


def fetch_page(address: str, *, max_bytes: int, allow_private: bool = False, seconds: float = SECONDS) -> Found:
    """What stands at the address: the bytes, with the address that answered at last, the time and the media type.

    Raises:
        NotFoundError: no such host, or the server knows no such page.
        UnreadableError: an address of another kind or of a private network, a redirect without end, or an answer that
            is no page.
        TooLargeError: larger than `max_bytes`, or slower than `seconds`.
    """
    deadline = time.monotonic() + seconds
    with (
        _explain_failures(address, seconds),
        httpx.Client(
            transport=_CheckedTransport(deadline, allow_private),
            headers={"User-Agent": USER_AGENT, "Accept": ACCEPTED, "Accept-Encoding": "gzip, deflate"},
            timeout=_STEP,
            trust_env=False,
        ) as client,
    ):
        current = address
        for _ in range(MOST_REDIRECTS + 1):
            _check_scheme(current)
            with client.stream("GET", current, follow_redirects=False) as answer:
                if answer.is_redirect and "location" in answer.headers:
                    current = str(answer.url.join(answer.headers["location"]))
                    client.cookies.clear()
                    continue
                return _read_answer(answer, address, max_bytes)
    raise UnreadableError(
        f"{address}: it was redirected more than {MOST_REDIRECTS} times. Give the page's own address."
    )


def _check_scheme(address: str) -> None:
    parts = urlsplit(address)
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise UnreadableError(f"{address[:300]}: only addresses that begin with http:// or https:// are fetched.")


def _read_answer(answer: httpx.Response, address: str, max_bytes: int) -> Found:
    """The page of an answer. Its codings are undone as those of a WARC's record are, with the same bounds."""
    status = answer.status_code
    if status != 200:
        said = f"{address}: the server answered {status} {answer.reason_phrase}".rstrip()
        raise (NotFoundError if status in (404, 410) else UnreadableError)(f"{said}. Check the address in a browser.")
    parts: list[bytes] = []
    size = 0
    for part in answer.iter_raw(_CHUNK):
        size += len(part)
        if size > max_bytes:
            raise TooLargeError(f"{address}: larger than {max_bytes:,} bytes. Raise the limit with SAYSO_PAGE_BYTES.")
        parts.append(part)
    codings = "".join(f"{name}: {answer.headers[name]}\r\n" for name in _CODED if name in answer.headers)
    try:
        content_type, data = open_answer(f"HTTP/1.1 200 OK\r\n{codings}\r\n".encode() + b"".join(parts), max_bytes)
    except InputError as error:
        raise type(error)(f"{address}: {error}") from error
    if len(data) > max_bytes:
        raise TooLargeError(f"{address}: larger than {max_bytes:,} bytes. Raise the limit with SAYSO_PAGE_BYTES.")
    capture = Capture(
        page=page_id(data),
        url=str(answer.url),
        retrieved=datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        content_type=content_type,
    )
    return Found(capture=capture, data=data)


_CODED = ("Content-Type", "Content-Encoding")


@contextmanager
def _explain_failures(address: str, seconds: float) -> Iterator[None]:
    """What goes wrong on the way, as errors of ours."""
    try:
        yield
    except (httpx.TimeoutException, httpcore.TimeoutException) as error:
        raise TooLargeError(
            f"{address}: the server took longer than {seconds:g} seconds. Try again later, or save the page and add it."
        ) from error
    except (httpx.HTTPError, httpx.InvalidURL, httpcore.NetworkError, ssl.SSLError, UnicodeError, ValueError) as error:
        raise UnreadableError(f"{address}: it cannot be fetched ({error or type(error).__name__}).") from error


# --- where to connect -------------------------------------------------------------------------------------------------


class _CheckedTransport(httpx.HTTPTransport):
    """httpx's own transport, on connections that are checked."""

    def __init__(self, deadline: float, allow_private: bool) -> None:
        super().__init__(verify=_load_certificates(), trust_env=False)
        self._pool = httpcore.ConnectionPool(
            ssl_context=_load_certificates(), network_backend=_CheckedNetwork(deadline, allow_private)
        )


@cache
def _load_certificates() -> ssl.SSLContext:
    return ssl.create_default_context()


class _CheckedNetwork(httpcore.NetworkBackend):
    """Connects to checked addresses only, and to none after the deadline."""

    def __init__(self, deadline: float, allow_private: bool) -> None:
        self._deadline = deadline
        self._allow_private = allow_private
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        failure: Exception | None = None
        for address in resolve_host(host, port, allow_private=self._allow_private):
            left = _left(self._deadline, timeout, httpcore.ConnectTimeout)
            try:
                return _TimedStream(self._network.connect_tcp(address, port, left, local_address), self._deadline)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure or httpcore.ConnectError(f"{host} has no address")


class _TimedStream(httpcore.NetworkStream):
    """A connection that ends at the deadline, however steadily a server drips."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline, timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline, timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        left = _left(self._deadline, timeout, httpcore.ConnectTimeout)
        return _TimedStream(self._stream.start_tls(ssl_context, server_hostname, left), self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


def _left(deadline: float, timeout: float | None, late: type[Exception]) -> float:
    """Seconds that one step may take."""
    left = deadline - time.monotonic()
    if left <= 0:
        raise late("the time is over")
    return left if timeout is None else min(left, timeout)


def resolve_host(host: str, port: int, *, allow_private: bool) -> list[str]:
    """The addresses of a host, in the order of the resolver.

    Raises:
        NotFoundError: it has none.
        UnreadableError: one of them belongs to a private network, and that is not allowed.
    """
    try:
        found = getaddrinfo(host, port, proto=IPPROTO_TCP, flags=AI_ADDRCONFIG)
    except (gaierror, UnicodeError) as error:
        raise NotFoundError(
            f"{host}: there is no host of this name ({error}). "
            "Check the address and the network, or save the page and add its file."
        ) from error
    addresses = list(dict.fromkeys(str(entry[4][0]) for entry in found))
    refused = [] if allow_private else [address for address in addresses if not is_public(address)]
    if refused:
        raise UnreadableError(
            f"{host}: its address {refused[0]} belongs to this machine or a private network, from which nothing is "
            "fetched. If that is meant, use --allow-private."
        )
    return addresses


def is_public(address: str) -> bool:
    """Whether an IP address belongs to the public internet; one that carries another is judged by that."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    return all(part.is_global and not part.is_multicast for part in (parsed, *_carried(parsed)))


def _carried(address: IPv4Address | IPv6Address) -> Iterator[IPv4Address]:
    """The IPv4 addresses inside one of IPv6: mapped, 6to4, Teredo, NAT64, compatible."""
    if isinstance(address, IPv4Address):
        return
    packed = int(address)
    yield from (part for part in (address.ipv4_mapped, address.sixtofour, *(address.teredo or ())) if part is not None)
    if address in _NAT64 or packed >> 32 == 0:
        yield IPv4Address(packed & 0xFFFFFFFF)
