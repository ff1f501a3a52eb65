"""Exported Telegram chats → a document for each message, with its time and channel.

Telegram Desktop exports a chat as `result.json` or as `messages.html`. A message is read as an entry of a JSON Feed
whose title is the channel's name; its author is who signed it, or from whom it was forwarded. Service messages (joined,
pinned) are no messages of anybody; a message without words is a discard.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, BinaryIO

from resiliparse.parse.html import HTMLTree

from sayso.errors import UnreadableError
from sayso.model import Capture, Discard, Found
from sayso.read.feed import make_found, read_entries
from sayso.read.json_feed import make_document
from sayso.read.json_stream import Broken, JsonStream
from sayso.read.records import make_date

_MESSAGES = re.compile(r'"messages"\s*:\s*\[')
_NAME = re.compile(r'"name"\s*:\s*("(?:[^"\\]|\\.){0,500}")')
_KIND = re.compile(r'"type"\s*:\s*"(?:\w+_(?:channel|group|supergroup)|personal_chat|bot_chat|saved_messages)"')
_HEAD = 4_000  # characters before the messages of a chat that name it
_HTML_TIME = re.compile(r"(\d\d)\.(\d\d)\.(\d{4}) (\d\d:\d\d:\d\d)(?: UTC([+-]\d\d:\d\d))?")
_BOLD_LINE = re.compile(
    r"\s*(?:<div[^<>]{0,100}>\s*)?<strong>([^<>]{1,300})</strong>\s*(?:<br\s*/?>\s*)+(?=[^\s<]|<(?!/div))"
)
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def is_telegram_json(head: str) -> bool:
    """Whether a file that begins so is an exported chat, or an export of several."""
    return head.lstrip().startswith("{") and bool(_KIND.search(head)) and '"messages"' in head


def is_telegram_html(text: str) -> bool:
    """Whether a page is an exported chat."""
    return 'class="page_wrap' in text[:60_000] and 'class="history' in text[:60_000] and 'class="message ' in text


def read_telegram_json(file: BinaryIO, path: str, *, max_bytes: int) -> Iterator[Found | Discard]:
    """The messages of each chat in the export."""
    stream = JsonStream(file, max_bytes)
    empty = True
    while (before := stream.skip_to(_MESSAGES, keep=_HEAD)) is not None:
        names = _NAME.findall(before)
        channel = _load_name(names[-1]) if names else None
        for number, message in enumerate(stream.objects(listed=True), start=1):
            if isinstance(message, Broken):
                reason = f"{path}: this export is broken at message {number} of {channel or 'a chat'}: {message}."
                yield Discard(input=path, station="read", reason=reason)
                empty = False
            elif message.get("type") == "message":
                yield _open_message(message, channel, path)
                empty = False
    if empty:
        yield Discard(input=path, station="read", reason=f"{path}: there is no message in this export.")


def _load_name(quoted: str) -> str | None:
    try:
        return str(json.loads(quoted, strict=False)) or None
    except ValueError:
        return None


def _open_message(message: Mapping[str, Any], channel: str | None, path: str) -> Found | Discard:
    text, headline = _join_text(message.get("text"))
    origin = message.get("forwarded_from")
    author = origin or message.get("author") or message.get("from")
    item = {
        "id": message.get("id"),
        "title": headline,
        "content_text": text,
        "date_published": make_date(message.get("date_unixtime")) or make_date(message.get("date")),
        "date_modified": make_date(message.get("edited_unixtime")) or make_date(message.get("edited")),
        "authors": [{"name": author}] if isinstance(author, str) and author != channel else None,
    }
    return _make_found(channel, item, path)


def _join_text(value: Any) -> tuple[str, str | None]:
    """The words of a message, and its headline: a bold first line with more below."""
    parts = value if isinstance(value, list) else [value]
    words = [
        part if isinstance(part, str) else part.get("text", "") if isinstance(part, dict) else "" for part in parts
    ]
    words = [word for word in words if isinstance(word, str)]
    text = "".join(words)
    first = parts[0] if parts else None
    bold = str(first.get("text", "")).strip() if isinstance(first, dict) and first.get("type") == "bold" else ""
    line, _, rest = text.lstrip().partition("\n")
    return text, bold if bold and line.strip() == bold and rest.strip() else None


def _make_found(channel: str | None, item: Mapping[str, Any], path: str) -> Found | Discard:
    data = make_document({"title": channel}, item)
    (entry,) = read_entries(data.decode(), None)
    return make_found(data, entry, f"{path}#{entry.id}", Capture(page=""))


def read_telegram_html(text: str, path: str) -> Iterator[Found | Discard]:
    """The messages of a page of an exported chat. Raises `UnreadableError` where it cannot be parsed."""
    document = HTMLTree.parse(text).document
    if document is None:
        raise UnreadableError("this export cannot be parsed.")
    empty = True
    channel = _words_of(document.query_selector(".page_header .text"))
    author = None
    for node in document.query_selector_all("div.message.default"):
        author = _words_of(node.query_selector(".from_name")) or author
        writer = _words_of(node.query_selector(".forwarded .from_name")) or author
        content, headline = _read_content(node)
        date = node.query_selector(".date")
        item = {
            "id": (node.getattr("id") or "").removeprefix("message"),
            "title": headline,
            "content_html": content,
            "date_published": _read_time(date.getattr("title") or "") if date is not None else None,
            "authors": [{"name": writer}] if writer and writer != channel else None,
        }
        yield _make_found(channel, item, path)
        empty = False
    if empty:
        yield Discard(input=path, station="read", reason=f"{path}: there is no message in this export.")


def _read_content(node: Any) -> tuple[str, str | None]:
    """The words of a message as HTML, and its headline: a bold first line with more below."""
    words = node.query_selector(".text")
    if words is None or not _words_of(words):
        return "", None
    markup = words.html or ""
    bold = _BOLD_LINE.match(markup)
    content = _BREAK.sub("</p><p>", f"<p>{markup[bold.end() :]}" if bold else markup)
    return content, html.unescape(bold[1]).strip() if bold else None


def _words_of(node: Any) -> str:
    return " ".join((node.text or "").split()) if node is not None else ""


def _read_time(printed: str) -> str | None:
    found = _HTML_TIME.search(printed)
    if found is None:
        return None
    day, month, year, time, zone = found.groups()
    try:
        return datetime.fromisoformat(f"{year}-{month}-{day}T{time}{zone or ''}").isoformat()
    except ValueError:
        return None
