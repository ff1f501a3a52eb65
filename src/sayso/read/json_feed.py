"""JSON Feed → a document for each item, and what an item says."""

from __future__ import annotations

import html
import json
from collections.abc import Iterator, Mapping
from typing import Any

from sayso.errors import UnreadableError
from sayso.model import MediaType
from sayso.read.entry import Entry, clean_names, make_absolute, to_iso

VERSION = "https://jsonfeed.org/version/1.1"
MOST_HEAD = 8_000  # bytes of one value that names the feed, which is kept with every item
HEAD = ("version", "title", "home_page_url", "language", "authors", "author")


def cut_json(text: str) -> Iterator[bytes]:
    """A JSON Feed of one item for each item.

    Raises:
        UnreadableError: it cannot be parsed, or holds no list of items.
    """
    feed = _load_feed(text)
    head = keep_head(feed)
    for item in feed["items"]:
        if isinstance(item, dict):
            yield cut_item(head, item)


def keep_head(feed: Mapping[str, Any]) -> dict[str, Any]:
    """What names the feed, and is no longer than a name."""
    return {key: feed[key] for key in HEAD if key in feed and len(dump_json(feed[key])) <= MOST_HEAD}


def cut_item(head: Mapping[str, Any], item: Mapping[str, Any]) -> bytes:
    """A feed of one item."""
    return dump_json({**head, "items": [item]})


def read_json(text: str, address: str | None) -> list[Entry]:
    """The items of a feed found at this address.

    Raises:
        UnreadableError: it cannot be parsed, or holds no list of items.
    """
    feed = _load_feed(text)
    return [_read_item(feed, item, address) for item in feed["items"] if isinstance(item, dict)]


def make_document(head: Mapping[str, Any], item: Mapping[str, Any]) -> bytes:
    """A JSON Feed of one item, from what another format says; values that are None or empty are left out."""
    known = {key: value for key, value in item.items() if value not in (None, "", [], {})}
    named = {key: value for key, value in head.items() if value not in (None, "", [])}
    return dump_json({"version": VERSION, **named, "items": [known]})


def dump_json(value: Any) -> bytes:
    try:
        return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
    except RecursionError as error:
        raise UnreadableError("it is nested too deeply.") from error


def _load_feed(text: str) -> dict[str, Any]:
    try:
        feed = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise UnreadableError(f"this JSON Feed cannot be parsed ({error}).") from error
    if not isinstance(feed, dict) or not isinstance(feed.get("items"), list):
        raise UnreadableError("this JSON Feed holds no list of items.")
    return feed


def _read_item(feed: Mapping[str, Any], item: Mapping[str, Any], address: str | None) -> Entry:
    identity = item.get("id")
    link = _string(item, "url") or _string(item, "external_url")
    tags = item.get("tags")
    return Entry(
        kind=MediaType.JSON_FEED,
        id=str(identity) if isinstance(identity, str | int) else None,
        link=make_absolute(_string(feed, "home_page_url") or address, link),
        title=html.escape(_string(item, "title") or "", quote=False),
        content=_string(item, "content_html") or "",
        text=_string(item, "content_text") or _string(item, "summary") or "",
        authors=_find_people(item) or _find_people(feed),
        published=to_iso(_string(item, "date_published")),
        modified=to_iso(_string(item, "date_modified")),
        outlet=_string(feed, "title"),
        section=next((tag[:120] for tag in tags if isinstance(tag, str)), None) if isinstance(tags, list) else None,
        language=(_string(item, "language") or _string(feed, "language") or "")[:2].lower() or None,
    )


def _string(record: Mapping[str, Any], key: str) -> str | None:
    value = record.get(key)
    return value.strip() or None if isinstance(value, str) else None


def _find_people(record: Mapping[str, Any]) -> tuple[str, ...]:
    people = record.get("authors")
    listed = people if isinstance(people, list) else [record.get("author")]
    return clean_names(person.get("name") for person in listed if isinstance(person, dict))
