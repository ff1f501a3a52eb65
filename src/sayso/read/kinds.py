"""What kind of file it is, told by how it begins."""

from __future__ import annotations

import re
import zlib
from pathlib import PurePath

from sayso.model import Capture

SNIFFED = 65_536
"""Bytes at the beginning of a file that tell its kind."""

_SKIPPED = re.compile(
    r"\s+|<\?(?:[^?]|\?(?!>)){0,2000}\?>|<!--(?:[^-]|-(?!->)){0,5000}-->|<!DOCTYPE[^<>\[]{0,2000}>", re.IGNORECASE
)
_FEED_ROOT = re.compile(r"<(?:!DOCTYPE\s+)?(?:[\w.-]{1,40}:)?(?:rss|rdf|feed)\b", re.IGNORECASE)
_JSON_FEED = re.compile(r'"version"\s*:\s*"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org(?:\\?/)version')
_HEADER = re.compile(rb"(?:^|\n)([!-9;-~]{2,40}):[ \t]")
_OF_MAIL = frozenset({b"from", b"date", b"subject", b"to"})
_OF_TRANSPORT = frozenset(
    {
        b"mime-version",
        b"message-id",
        b"received",
        b"return-path",
        b"delivered-to",
        b"dkim-signature",
        b"list-unsubscribe",
    }
)


def is_warc(head: bytes) -> bool:
    """Whether a file that begins so is a WARC, plain or in gzip."""
    if head.startswith(b"\x1f\x8b"):
        try:
            head = zlib.decompressobj(31).decompress(head, 16)
        except zlib.error:
            return False
    return head.startswith(b"WARC/")


def may_be_feed(data: bytes) -> bool:
    """Whether bytes in any charset may hold a feed: cheap, and wrong in one direction only."""
    head = data[:SNIFFED].replace(b"\x00", b"").lower()
    return any(name in head for name in (b"rss", b"rdf", b"feed"))


def is_feed(text: str) -> bool:
    """Whether the text begins as RSS, Atom or a JSON Feed does."""
    start = 0
    while skipped := _SKIPPED.match(text, start, start + 6_000):
        start = skipped.end()
    if text.startswith("{", start):
        return _JSON_FEED.search(text, start, start + SNIFFED) is not None
    return _FEED_ROOT.match(text, start) is not None


def is_mail(data: bytes, capture: Capture) -> bool:
    """Whether the bytes begin with the headers of a mail: two that people see, and one of its transport unless the name
    says that it is a mail."""
    head = data[:SNIFFED].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    if not _HEADER.match(head):
        return False
    names = {name.lower() for name in _HEADER.findall(head)}
    named = PurePath(capture.path or "").suffix.lower() == ".eml"
    return len(names & _OF_MAIL) >= 2 and (named or bool(names & _OF_TRANSPORT))
