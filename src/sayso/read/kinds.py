"""What kind of file it is, told by how it begins."""

from __future__ import annotations

import re
import zlib
from pathlib import PurePath

from sayso.model import Capture

SNIFFED = 65_536
"""Bytes at the beginning of a file that tell its kind."""

_ZSTD = (b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18")
_SKIPPED = re.compile(
    r"\s+|<\?(?:[^?]|\?(?!>)){0,2000}\?>|<!--(?:[^-]|-(?!->)){0,5000}-->|<!DOCTYPE[^<>\[]{0,2000}>", re.IGNORECASE
)
_FEED_ROOT = re.compile(r"<(?:!DOCTYPE\s+)?(?:[\w.-]{1,40}:)?(?:rss|rdf|feed|channel)\b", re.IGNORECASE)
_JSON_FEED = re.compile(r'"version"\s*:\s*"https?:(?:\\?/){2}(?:www\.)?jsonfeed\.org(?:\\?/)version')
_JSON_START = re.compile(r"\ufeff?\s*(?:\[\s*)?\{\s*(?:\"[^\"\n]{0,200}\"\s*:|\})")
_HEADER = re.compile(rb"(?:^|\n)([!-9;-~]{2,40}):[ \t]")
_LONGEST_NAME = 50  # bytes, more than the name of any header has
_MOST_MARKDOWN = 500_000
_MOST_PARAGRAPH = 10_000
"""Characters of a text, and of one of its paragraphs, beyond which it is read as plain: Markdown's parsers take time
that grows with the square of what is written to that end."""
_MARKDOWN_ENDINGS = frozenset({".md", ".markdown", ".mdown", ".mkd"})
_BLANK = re.compile(r"\n[ \t\r]*\n")
_HEADING = re.compile(r"^#{1,6} +\S", re.MULTILINE)
_LINK = re.compile(r"\]\(https?://")
_SUBTITLES = re.compile(r"\s*(?:WEBVTT(?:[ \t\n\r]|$)|\d{1,9}\s*\n\s*(?:\d{1,3}:)?\d\d:\d\d[.,]\d{3}\s*-->)")
_OPML = re.compile(r"<opml\b", re.IGNORECASE)
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


def is_warc(head: bytes, name: str = "") -> bool:
    """Whether a file that begins so is a WARC, plain, in gzip, or, by its name, in zstd."""
    if head.startswith(_ZSTD):
        return name.lower().endswith(".warc.zst")
    return unpack_head(head).startswith(b"WARC/")


def unpack_head(head: bytes) -> bytes:
    """The beginning of what is packed in a gzip file that begins so; of any other, the same bytes."""
    if not is_gzip(head):
        return head
    try:
        return zlib.decompressobj(31).decompress(head, SNIFFED)
    except zlib.error:
        return head


def is_gzip(head: bytes) -> bool:
    return head.startswith(b"\x1f\x8b")


def is_pdf(data: bytes) -> bool:
    """Whether it is a PDF; some have a few bytes before their mark."""
    return b"%PDF-" in data[:1_024] and data.lstrip()[:1] != b"<"


def is_json_lines(head: str, name: str) -> bool:
    """Whether each line of a file that begins so is an object of JSON."""
    first, ended, _ = head.lstrip("\ufeff\x1e \r\n\t").partition("\n")
    if not first.startswith("{"):
        return False
    if not ended and len(head) >= SNIFFED:
        return name.endswith((".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")) or '":' in first
    return first.rstrip().endswith("}") and first.count('"') >= 2


def is_json_records(head: str) -> bool:
    """Whether it begins as a list of objects of JSON, or one, does."""
    return _JSON_START.match(head) is not None


def may_be_feed(data: bytes) -> bool:
    """Whether bytes in any charset may hold a feed: cheap, and wrong in one direction only."""
    head = data[:SNIFFED].replace(b"\x00", b"").lower()
    return any(name in head for name in (b"rss", b"rdf", b"feed", b"<channel", b"<opml"))


def is_feed(text: str) -> bool:
    """Whether the text begins as RSS, Atom or a JSON Feed does."""
    start = _skip_preface(text)
    if text.startswith("{", start):
        return _JSON_FEED.search(text, start, start + SNIFFED) is not None
    return _FEED_ROOT.match(text, start) is not None


def is_mail(data: bytes, capture: Capture) -> bool:
    """Whether the bytes begin with the headers of a mail: two that people see, and one of its transport unless the name
    says that it is a mail."""
    if not _HEADER.match(data[:_LONGEST_NAME].replace(b"\r\n", b"\n")):
        return False
    head = data[:SNIFFED].replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    if not _HEADER.match(head):
        return False
    names = {name.lower() for name in _HEADER.findall(head)}
    named = PurePath(capture.path or "").suffix.lower() == ".eml"
    return len(names & _OF_MAIL) >= 2 and (named or bool(names & _OF_TRANSPORT))


def is_subtitles(text: str) -> bool:
    """Whether the text begins as SubRip or WebVTT does."""
    return _SUBTITLES.match(text[:2_000]) is not None


def is_opml(text: str) -> bool:
    """Whether the text begins as OPML does."""
    return _OPML.match(text, _skip_preface(text)) is not None


def _skip_preface(text: str) -> int:
    """Where the root stands: behind white space, declarations and comments."""
    start = 0
    while skipped := _SKIPPED.match(text, start, start + 6_000):
        start = skipped.end()
    return start


def is_markdown(text: str, capture: Capture) -> bool:
    """Whether it is Markdown: by its name or type, or with headings and links of the kind that nothing else has."""
    if len(text) > _MOST_MARKDOWN or max(map(len, _BLANK.split(text))) > _MOST_PARAGRAPH:
        return False
    ending = PurePath((capture.path or capture.url or "").partition("?")[0]).suffix.lower()
    if ending in _MARKDOWN_ENDINGS or "markdown" in (capture.content_type or ""):
        return True
    return _HEADING.search(text[:50_000]) is not None and len(_LINK.findall(text[:50_000])) >= 2
