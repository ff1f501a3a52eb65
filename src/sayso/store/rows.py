"""Records as rows of the tables (`sayso.store.tables`), by column name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from sayso.model import Article, Capture, Edge, Finding, Links, Reading, Story, Work, make_id
from sayso.store.records import (
    clean_text,
    digest_bytes,
    encode_record,
    finding_bounds,
    finding_kind,
    pack,
    pack_text,
)

Row = dict[str, Any]


def page_row(page: str, data: bytes, digest: bytes) -> Row:
    """The bytes as found."""
    return {"id": page, "digest": digest, "size": len(data), "bytes": pack(data)}


def capture_row(capture: Capture) -> Row:
    """Where the bytes were found; its number follows from the order of insertion."""
    record = encode_record(capture)
    return {
        "id": make_id("capture", record),
        "page": capture.page,
        "place": clean_text(capture.place),
        "data": record,
    }


def digest_reading(reading: Reading) -> str:
    """A digest of the whole reading."""
    return digest_bytes(encode_record(reading).encode()).hex()


def reading_row(reading: Reading, version: str, digest: str) -> Row:
    """The page as it was read."""
    page = reading.page
    return {
        "page": page.id,
        "version": version,
        "digest": digest,
        "text": pack_text(page.text),
        "furniture": pack(encode_record(reading.furniture).encode()),
        "data": encode_record(msgspec.structs.replace(page, text="")),
    }


def article_row(article: Article) -> Row:
    """An article; its number follows from the order of insertion."""
    return {"id": article.id, "page": article.page, "start": article.block.start, "data": encode_record(article)}


def gist_row(number: int, gist: bytes) -> Row:
    """What is read of the article with this number to gather it."""
    return {"article": number, "data": pack(gist)}


def list_findings(reading: Reading) -> Iterator[Finding]:
    """Statements, figures, date mentions, names."""
    yield from reading.statements
    yield from reading.figures
    yield from reading.dates
    yield from reading.names


def finding_row(finding: Finding) -> Row:
    """A finding of an article."""
    start, end = finding_bounds(finding)
    return {
        "id": finding.id,
        "article": finding.article,
        "page": finding.page,
        "kind": finding_kind(finding),
        "start": start,
        "end": end,
        "data": encode_record(finding),
    }


def edge_row(edge: Edge) -> Row:
    """Two records that belong together."""
    return {"kind": edge.kind, "a": edge.a, "b": edge.b, "score": edge.score, "data": encode_record(edge)}


def list_members(group: Work | Story) -> tuple[str, ...]:
    """The articles of a work, the works of a story; sorted."""
    if isinstance(group, Work):
        return tuple(sorted({printing.article for printing in group.articles}))
    return tuple(sorted({part.work for part in group.parts}))


def list_linked(links: Links) -> list[str]:
    """The ids of all that was linked, sorted."""
    records: Iterable[Iterable[Any]] = (links.speakers, links.claims, links.conflicts, links.events)
    return sorted({record.id for kind in records for record in kind})
