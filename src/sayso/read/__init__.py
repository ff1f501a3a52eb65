"""Bytes → Page: one file per format, one dispatcher."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePath

from sayso.errors import TooLargeError, UnreadableError
from sayso.model import Capture, MediaType, Page
from sayso.read.kinds import is_feed, is_mail, is_markdown, is_pdf, is_subtitles
from sayso.read.language import detect_language
from sayso.read.text import decode_page
from sayso.settings import Settings

MOST_LINES = 400_000

_HTML_START = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|title)\b", re.IGNORECASE)
_SKIPPED_START = re.compile(r"\s+|<\?xml[^>]{0,200}\?>|<!--(?:[^-]|-(?!->)){0,2000}-->")
_HTML_TAG = re.compile(
    r"</?(?:html|head|body|div|p|article|section|script|span|h1|br|a|ul|li|table)\b[^<>]{0,500}>", re.IGNORECASE
)
_HTML_ENDINGS = frozenset({".html", ".htm", ".xhtml", ".shtml"})


def page_id(data: bytes) -> str:
    """`page-` and 32 hexadecimal digits: a digest of the bytes."""
    return f"page-{hashlib.blake2b(data, digest_size=16).hexdigest()}"


def read_page(data: bytes, capture: Capture, *, max_bytes: int | None = None) -> Page:
    """The page that these bytes are: plain text, Markdown, HTML, subtitles, a mail, a PDF, or an entry of a feed.

    Raises:
        UnreadableError: empty, binary, in no charset that we know, or a document of another kind.
        TooLargeError: more than `max_bytes` (default: that of `Settings`), or more lines than any page of news has.
    """
    limit = Settings().page_bytes if max_bytes is None else max_bytes
    if len(data) > limit:
        raise TooLargeError(
            f"{capture.place} has {len(data):,} bytes, more than the {limit:,} that are read; give a smaller page."
        )
    page = _read_kind(data, capture)
    if page.text.count("\n") > MOST_LINES:
        raise TooLargeError(
            f"{capture.place} has more than {MOST_LINES:,} lines; give the page, not a collection of pages."
        )
    return page


def _read_kind(data: bytes, capture: Capture) -> Page:
    """Each reader is imported only where there is something for it to read."""
    page = page_id(data)
    if is_pdf(data):
        from sayso.read.pdf import read_pdf

        return read_pdf(page, data, capture)
    if is_mail(data, capture):
        from sayso.read.mail import read_mail

        return read_mail(data, capture)
    return _read_text(page, decode_page(data, capture), capture)


def _read_text(page: str, text: str, capture: Capture) -> Page:
    if is_feed(text):
        from sayso.read.feed import read_entry

        return read_entry(page, text, capture)
    if is_html(text, capture):
        from sayso.read.html import read_html

        return read_html(page, text, capture)
    if text.startswith("<?xml"):
        raise UnreadableError(f"{capture.place} is XML, but neither a feed nor an HTML page; give the page itself.")
    if is_subtitles(text):
        from sayso.read.subtitles import read_subtitles

        return read_subtitles(page, text, capture)
    if is_markdown(text, capture):
        from sayso.read.markdown import read_markdown

        return read_markdown(page, text, capture)
    return Page(id=page, media_type=MediaType.TEXT, text=text, language=detect_language(text))


def is_html(text: str, capture: Capture) -> bool:
    """Whether the text is HTML: by how it begins, by its tags, and by the name only where the tags leave it open."""
    if _begins_as_html(text[:10_000]):
        return True
    tags = len(_HTML_TAG.findall(text[:20_000]))
    ending = PurePath((capture.path or capture.url or "").partition("?")[0]).suffix.lower()
    named = ending in _HTML_ENDINGS or "html" in (capture.content_type or "")
    return tags >= (1 if named else 8) and text.lstrip().startswith("<")


def _begins_as_html(text: str) -> bool:
    """Whether the first thing but white space, comments and an XML declaration is a tag of HTML."""
    start = 0
    while skipped := _SKIPPED_START.match(text, start):
        start = skipped.end()
    return _HTML_START.match(text, start) is not None
