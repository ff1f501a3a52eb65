"""Feeds, against the assertions that fixtures of feedparser carry in their comments.

A fixture's comment says `Expect: entries[0]['title'] == 'Item 1 title' and …`. Each equation about a title, link, date,
content, author, section or language of an entry, or a title, link or language of a feed, is an item; words are compared
as a reader sees them, without tags. What has no equivalent in our model (enclosures, generators, attributes of markup,
what feedparser says of its own work) is counted by reason. Files without assertion must be read without a crash.
"""

from __future__ import annotations

import ast
import calendar
import html
import io
import re
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC
from pathlib import Path
from typing import Any

from sayso.errors import InputError
from sayso.model import Capture, Found
from sayso.read import read_page
from sayso.read.container import open_container
from sayso.read.entry import Entry, Head, make_absolute, parse_time, strip_markup, to_iso
from sayso.read.rss import read_xml
from sayso.read.text import decode_page

SERVED = "http://127.0.0.1:8097/"
"""Where feedparser's own tests serve the fixtures; relative addresses are resolved against it."""
_EXPECT = re.compile(rb"Expect:[ \t]*(.+)")
_HEADER = re.compile(rb"Header:[ \t]*([\w-]+):[ \t]*(.*)")
_DATES = ("published", "updated", "created", "modified", "date", "issued")


@dataclass(slots=True)
class Tally:
    """What was compared: by kind, how many agree; the errors; and by reason, what has no equivalent."""

    right: Counter[str] = field(default_factory=Counter)
    due: Counter[str] = field(default_factory=Counter)
    errors: list[str] = field(default_factory=list)
    apart: Counter[str] = field(default_factory=Counter)
    crashes: int = 0


def measure(paths: list[str], *, errors: int = 0) -> dict[str, float]:
    """Share of assertions that hold, of all kinds and by kind; files; and crashes, which must be none."""
    (folder,) = map(Path, paths)
    files = sorted(path for path in folder.rglob("*") if path.suffix in (".xml", ".html", ".json", ".opml"))
    if not files:
        raise FileNotFoundError(f"{folder} holds no feed")
    tally = Tally()
    for path in files:
        _score_file(path, path.relative_to(folder), tally)
    if errors:
        print("\n".join(tally.errors[:errors]))
        print("no equivalent:", "; ".join(f"{reason} {count}" for reason, count in tally.apart.most_common()))
    due, right = sum(tally.due.values()), sum(tally.right.values())
    kinds = {kind: tally.right[kind] / count for kind, count in sorted(tally.due.items())}
    core = ("title", "link", "date", "content")
    stated = sum(tally.right[kind] for kind in core) / max(1, sum(tally.due[kind] for kind in core))
    counts = {"files": len(files), "compared": due, "no_equivalent": sum(tally.apart.values())}
    return {"agreement": right / max(1, due), "stated": stated, **kinds, **counts, "crashes": tally.crashes}


def _score_file(path: Path, name: Path, tally: Tally) -> None:
    data = path.read_bytes()
    headers = {key.decode().lower(): value.decode("latin-1").strip() for key, value in _HEADER.findall(data)}
    base = SERVED + name.as_posix()
    address = make_absolute(base, headers.get("content-location")) or base
    capture = Capture(page="", url=address, content_type=headers.get("content-type"))
    try:
        for part in open_container(io.BytesIO(data), str(name), max_bytes=16_000_000):
            if isinstance(part, Found):
                _read_quietly(part)
        feed = _read_feed(data, capture)
    except Exception as error:  # noqa: BLE001 - any crash is what is counted
        tally.crashes += 1
        tally.errors.append(f"{name}: CRASH {type(error).__name__}: {error}")
        return
    expect = _EXPECT.search(data)
    if expect is None:
        return
    text = expect[1].decode("utf-8", "replace").strip().removesuffix("-->").strip()
    try:
        tree = ast.parse(text, mode="eval")
    except (SyntaxError, ValueError):
        tally.apart["an assertion that is no expression of Python"] += 1
        return
    for equation in _equations(tree.body):
        _score_equation(equation, feed, name, tally)


def _read_quietly(found: Found) -> None:
    try:
        read_page(found.data, found.capture)
    except InputError:
        return


def _read_feed(data: bytes, capture: Capture) -> tuple[Head, list[Entry]] | None:
    try:
        return read_xml(decode_page(data, capture), capture.url)
    except InputError:
        return None


def _equations(node: ast.expr) -> Iterator[ast.expr]:
    if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.And):
        for value in node.values:
            yield from _equations(value)
    else:
        yield node


def _score_equation(node: ast.expr, feed: tuple[Head, list[Entry]] | None, name: Path, tally: Tally) -> None:
    if isinstance(node, ast.UnaryOp) and ast.unparse(node) == "not bozo":
        return
    match node:
        case ast.Compare(left=left, ops=[ast.Eq()], comparators=[ast.expr() as right]):
            steps = _steps(left)
        case _:
            steps = None
    if steps is None:
        tally.apart["not an equation of one value"] += 1
        return
    try:
        expected = ast.literal_eval(right)
    except ValueError:
        tally.apart["not an equation of one value"] += 1
        return
    found = _find_own(steps, expected, feed)
    if isinstance(found, str):
        tally.apart[found] += 1
        return
    kind, own = found
    tally.due[kind] += 1
    if _agree(kind, own, expected):
        tally.right[kind] += 1
    else:
        tally.errors.append(f"{name}: {kind} {'.'.join(map(str, steps))}: {own!r}, expected {expected!r}")


def _steps(node: ast.expr) -> list[str | int] | None:
    """`entries[0]['title']` → ["entries", 0, "title"]."""
    if isinstance(node, ast.Name):
        return [node.id]
    if isinstance(node, ast.Attribute):
        above = _steps(node.value)
        return None if above is None else [*above, node.attr]
    if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
        above = _steps(node.value)
        return None if above is None else [*above, node.slice.value]  # type: ignore[list-item]
    return None


def _find_own(steps: list[str | int], expected: Any, feed: tuple[Head, list[Entry]] | None) -> tuple[str, Any] | str:
    """The kind and our value; or why there is no equivalent."""
    if steps[0] not in ("feed", "entries"):
        return f"about the answer or the parse ({steps[0]})"
    if not isinstance(expected, str | tuple) or not expected:
        return "an expected value that is no text or date"
    record: Head | Entry | None = None
    head, entries = feed or (Head(), [])
    if steps[0] == "feed":
        rest, record = steps[1:], head
    else:
        number = steps[1] if len(steps) > 1 and isinstance(steps[1], int) else 0
        rest, record = steps[2:], entries[number] if number < len(entries) else None
    what = "/".join(str(step) for step in rest)
    kind = _KINDS.get((str(steps[0]), what))
    if kind is None:
        return f"{steps[0]} {re.sub(r'[0-9]+', 'N', what)}"
    if kind in ("content", "title") and not strip_markup(str(expected)):
        return "markup without words"
    return kind, _value_of(kind, what, record)


_KINDS = {
    ("entries", "title"): "title",
    ("entries", "title_detail/value"): "title",
    ("entries", "link"): "link",
    ("entries", "id"): "id",
    ("entries", "guid"): "id",
    ("entries", "summary"): "content",
    ("entries", "summary_detail/value"): "content",
    ("entries", "description"): "content",
    ("entries", "content/0/value"): "content",
    ("entries", "author"): "author",
    ("entries", "author_detail/name"): "author",
    ("entries", "source/title"): "outlet",
    ("entries", "category"): "section",
    ("entries", "tags/0/term"): "section",
    ("feed", "title"): "title",
    ("feed", "title_detail/value"): "title",
    ("feed", "link"): "link",
    ("feed", "language"): "language",
    **{("entries", name): "date" for name in _DATES},
    **{("entries", f"{name}_parsed"): "date" for name in _DATES},
}


def _value_of(kind: str, what: str, record: Head | Entry | None) -> Any:
    if record is None:
        return None
    if kind == "date":
        assert isinstance(record, Entry)
        first = what.startswith(("updated", "modified"))
        return [record.modified, record.published] if first else [record.published, record.modified]
    if kind == "content":
        assert isinstance(record, Entry)
        return record.content
    if kind == "author":
        return record.authors[0] if record.authors else None
    return getattr(record, {"link": "link"}.get(kind, kind), None)


def _agree(kind: str, own: Any, expected: Any) -> bool:
    if own is None:
        return False
    if kind in ("title", "content", "section", "outlet"):
        due = {strip_markup(str(expected)), " ".join(str(expected).split())}
        return strip_markup(str(own)) in due or " ".join(str(own).split()) in due
    if kind == "date":
        return any(_same_moment(value, expected) for value in own)
    if kind == "language":
        return str(own) == str(expected)[:2].lower()
    if kind == "link":
        return html.unescape(str(own)) == html.unescape(str(expected))
    return str(own) == str(expected)


def _same_moment(own: str | None, expected: Any) -> bool:
    moment = parse_time(own)
    if isinstance(expected, str):
        due = parse_time(to_iso(expected))
        return own == expected or (moment is not None and moment == due)
    if moment is None or len(expected) < 6:
        return False
    seconds = calendar.timegm(time.struct_time((*expected[:6], 0, 0, 0)))
    return calendar.timegm((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).utctimetuple()) == seconds
