"""Records of JSON (JSON Lines, or a list) → a document for each: text or HTML with its address, title and date.

The document is a JSON Feed of one item, so that a record is read as an entry of a feed is. Fields that name none of
these things are left out: a record that only its crawl number tells from another is the same page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any, BinaryIO

from sayso.model import Capture, Discard, Found
from sayso.read.entry import to_iso
from sayso.read.feed import make_found, read_entries
from sayso.read.json_feed import make_document
from sayso.read.json_stream import Broken, JsonStream, read_lines

TEXT_FIELDS = ("text", "html", "content", "body", "content_html", "content_text", "maintext", "full_text", "article")
_TITLES = ("title", "headline")
_ADDRESSES = ("url", "link", "canonical", "canonical_url", "uri")
_PUBLISHED = (
    "published",
    "date_published",
    "published_at",
    "publish_date",
    "publication_date",
    "pub_date",
    "date_publish",
    "date",
    "datetime",
    "timestamp",
    "created_at",
)
_MODIFIED = ("modified", "date_modified", "modified_at", "updated", "updated_at")
_AUTHORS = ("authors", "author", "byline")
_OUTLETS = ("outlet", "publisher", "source", "site_name", "site", "source_domain", "domain")
_LANGUAGES = ("language", "lang")
_SECTIONS = ("section", "category")
_IDS = ("id", "_id", "guid", "uuid")
_OPENING = re.compile(r"\[|(?=\{)")
_EXPORT = (
    "this is an export of sayso: findings, no pages. Add the pages that it was made from; of one that has their "
    "texts (--with-text), --text-field text adds these."
)
_MARKUP = re.compile(r"\s*<(?:!doctype|[a-z][a-z0-9]{0,12}[\s>])|</p>|<br\s*/?>|</div>", re.IGNORECASE)


def read_json_lines(
    file: BinaryIO, path: str, *, max_bytes: int, text_field: str | None = None
) -> Iterator[Found | Discard]:
    """The record of each line."""
    yield from _open_records(read_lines(file, max_bytes=max_bytes), path, "line", text_field)


def read_json_list(
    file: BinaryIO, path: str, *, max_bytes: int, text_field: str | None = None
) -> Iterator[Found | Discard]:
    """The records of a list, or the one that is the file."""
    stream = JsonStream(file, max_bytes)
    listed = stream.skip_to(_OPENING, keep=0) == "["
    yield from _open_records(enumerate(stream.objects(listed=listed), start=1), path, "record", text_field)


def _open_records(
    records: Iterable[tuple[int, dict[str, Any] | Broken]], path: str, what: str, text_field: str | None
) -> Iterator[Found | Discard]:
    none = True
    for number, record in records:
        if none and text_field is None and _is_export(record):
            yield Discard(input=path, station="read", reason=f"{path}: {_EXPORT}")
            return
        none = False
        name = f"{path}#{what}-{number}"
        if isinstance(record, Broken):
            yield Discard(input=name, station="read", reason=f"{name}: {record}.")
            continue
        text = _find_text(record, text_field)
        if text is None:
            yield Discard(input=name, station="read", reason=f"{name}: {_say_textless(record, text_field)}")
            continue
        data = make_document(*_describe(record, *text))
        (entry,) = read_entries(data.decode(), None)
        identity = f"{path}#{entry.id}" if entry.id else name
        yield make_found(data, entry, identity, Capture(page=""))
    if none:
        yield Discard(input=path, station="read", reason=f"{path}: there is no record in this JSON.")


def _is_export(record: dict[str, Any] | Broken) -> bool:
    """Whether this is the first record of what `sayso export` writes: a page, by its digest."""
    if isinstance(record, Broken) or record.get("type") != "page":
        return False
    return "media_type" in record and str(record.get("id")).startswith("page-")


def _find_text(record: Mapping[str, Any], text_field: str | None) -> tuple[str, str] | None:
    """Name and value of the field that holds the text."""
    for name in (text_field,) if text_field else TEXT_FIELDS:
        value = _look_up(record, name)
        if isinstance(value, str) and value.strip():
            return name, value
    return None


def _look_up(record: Mapping[str, Any], name: str) -> Any:
    """A field by its name, or by a path with dots: `article.text`."""
    if name in record or "." not in name:
        return record.get(name)
    first, _, rest = name.partition(".")
    inner = record.get(first)
    return _look_up(inner, rest) if isinstance(inner, dict) else None


def _say_textless(record: Mapping[str, Any], text_field: str | None) -> str:
    wanted = text_field or ", ".join(TEXT_FIELDS[:4])
    fields = ", ".join(str(name)[:40] for name in list(record)[:12]) or "none"
    return f"it has no text in {wanted}. Name the field with --text-field (its fields: {fields})."


def _describe(record: Mapping[str, Any], name: str, text: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """What stands in the head and in the item of the document."""
    is_markup = "html" in name or _MARKUP.search(text[:20_000]) is not None
    head = {"title": _name_of(_first(record, _OUTLETS)), "language": _name_of(_first(record, _LANGUAGES))}
    identity = _first(record, _IDS)
    item = {
        "id": identity if isinstance(identity, str | int) else None,
        "url": _name_of(_first(record, _ADDRESSES)),
        "title": _name_of(_first(record, _TITLES)),
        "content_html" if is_markup else "content_text": text,
        "date_published": make_date(_first(record, _PUBLISHED)),
        "date_modified": make_date(_first(record, _MODIFIED)),
        "authors": [{"name": name} for name in _names_of(_first(record, _AUTHORS))],
        "tags": [section] if (section := _name_of(_first(record, _SECTIONS))) else None,
    }
    return head, item


def _first(record: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((record[name] for name in names if record.get(name) not in (None, "", [])), None)


def _name_of(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or value.get("title")
    return " ".join(value.split())[:2_000] or None if isinstance(value, str) else None


def _names_of(value: Any) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [name for part in values[:20] if (name := _name_of(part))]


def make_date(value: Any) -> str | None:
    """ISO 8601 of a printed date, or of seconds or milliseconds since 1970; None for anything else."""
    if isinstance(value, str) and value.isdecimal() and len(value) in (10, 13):
        value = int(value)
    if isinstance(value, str):
        return to_iso(value.strip())
    if not isinstance(value, int | float) or isinstance(value, bool):
        return None
    seconds = value / 1_000 if abs(value) >= 100_000_000_000 else value
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat() if seconds > 0 else None
    except (ValueError, OverflowError, OSError):
        return None
