"""What an HTML page says of itself: JSON-LD, OpenGraph, `<meta>`, canonical link, `<time>`."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sayso.model import PageFacts

FACT_TAGS = ("meta", "link", "time", "script")

Elements = Mapping[str, list[Any]]
"""The page's elements of `FACT_TAGS`, by tag, in order."""

_MOST_SCRIPTS = 20
_MOST_SCRIPT = 500_000  # characters of one JSON-LD script that are read
_MOST_VALUE = 1_000
_ARTICLES = ("Article", "Report", "Posting", "Review")
_PAGES = ("WebPage", "Recipe")  # records that say of an article's page when it came


def read_facts(elements: Elements) -> PageFacts:
    """JSON-LD before OpenGraph before plain `<meta>`, each with its basis; what none of them says is None."""
    metas = _read_metas(elements["meta"])
    linked = _find_linked(elements["script"])
    told: dict[str, tuple[str, str] | None] = {
        "canonical": _find_canonical(elements["link"]) or _first(metas, ("og:url",)),
        "outlet": _linked(linked, "publisher") or _first(metas, ("og:site_name", "application-name")),
        "headline": _linked(linked, "headline") or _first(metas, ("og:title", "twitter:title")),
        "published": _linked(linked, "datePublished") or _first(metas, _PUBLISHED) or _find_time(elements["time"]),
        "modified": _linked(linked, "dateModified") or _first(metas, _MODIFIED),
        "section": _linked(linked, "articleSection") or _first(metas, _SECTION),
    }
    told["published"] = told["published"] or _find_day(told["canonical"])
    known = {field: value for field, found in told.items() if found for value in found[:1]}
    basis = {field: found[1] for field, found in told.items() if found}
    authors, by = _find_authors(linked, metas)
    return PageFacts(**known, authors=authors, basis=basis | ({"authors": by} if by else {}))


def _linked(record: Mapping[str, Any], name: str) -> tuple[str, str] | None:
    """A text of the JSON-LD, or the name of what it holds, and its basis."""
    value = _name_of(record.get(name))
    return (value, f"JSON-LD {name}") if value else None


def _find_authors(linked: Mapping[str, Any], metas: Mapping[str, str]) -> tuple[tuple[str, ...], str | None]:
    names = _names_of(linked.get("author"))
    if names:
        return names, "JSON-LD author"
    for name in _AUTHORS:
        value = metas.get(name)
        if value and "://" not in value and len(value) <= 120:
            return (value,), f"meta {name}"
    return (), None


_AUTHORS = ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author")
_SECTION = ("article:section", "section", "parsely-section", "cxenseparse:recs:category")
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish-date",
    "date",
    "dc.date.issued",
    "dc.date",
    "parsely-pub-date",
    "sailthru.date",
    "cxenseparse:recs:publishtime",
)
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified")


def _first(metas: Mapping[str, str], names: tuple[str, ...]) -> tuple[str, str] | None:
    return next(((metas[name], f"meta {name}") for name in names if name in metas), None)


def _read_metas(nodes: Iterable[Any]) -> dict[str, str]:
    """Name or property, in lower case → content; the first one wins."""
    metas: dict[str, str] = {}
    for node in nodes:
        name = node.getattr("property") or node.getattr("name") or node.getattr("itemprop")
        content = (node.getattr("content") or "").strip()
        if name and content:
            metas.setdefault(name.strip().lower(), content[:_MOST_VALUE])
    return metas


def _find_canonical(nodes: Iterable[Any]) -> tuple[str, str] | None:
    for node in nodes:
        address = (node.getattr("href") or "").strip()
        if (node.getattr("rel") or "").strip().lower() == "canonical" and address.startswith(("http://", "https://")):
            return address[:2_000], "link canonical"
    return None


def _find_time(nodes: Sequence[Any]) -> tuple[str, str] | None:
    """The one `<time datetime>` of the page, or the one that says that it is the day of publication; with several days,
    which is the article's is not known."""
    marked = [node for node in nodes if _says_published(node)]
    for chosen, basis in ((nodes, "the only time element"), (marked, "time element of publication")):
        values = sorted({(node.getattr("datetime") or "").strip()[:40] for node in chosen} - {""})
        if values and len({value[:_DAY] for value in values}) == 1:
            return values[0], basis
    return None


def _says_published(node: Any) -> bool:
    said = f"{node.getattr('itemprop') or ''} {node.getattr('class') or ''}"[:_MOST_VALUE].lower().split()
    return node.getattr("pubdate") is not None or not _PUBLISHED_NAMES.isdisjoint(said)


def _find_day(canonical: tuple[str, str] | None) -> tuple[str, str] | None:
    """The day in the page's own address, `/2031/05/17/`, `/2031-05-17-`, `/20310517/`."""
    found = _DAY_IN_ADDRESS.search(canonical[0][:_MOST_VALUE]) if canonical else None
    return ("-".join(found.group("year", "month", "day")), "the day in its address") if found else None


_DAY = len("2031-05-17")
_PUBLISHED_NAMES = frozenset(("datepublished", "published", "entry-date", "post-date", "dt-published"))
_DAY_IN_ADDRESS = re.compile(
    r"[/_-](?P<year>(?:19|20)\d\d)(?P<joint>[/-]?)(?P<month>0[1-9]|1[0-2])(?P=joint)(?P<day>0[1-9]|[12]\d|3[01])(?=[/_.-]|$)"
)


def _find_linked(nodes: Iterable[Any]) -> Mapping[str, Any]:
    """The first JSON-LD record that describes an article; else when and by whom the page was made, by its record."""
    pages: list[Mapping[str, Any]] = []
    for record in _read_linked(nodes):
        if _is_a(record, _ARTICLES):
            return record
        if _is_a(record, _PAGES):
            pages.append(record)
    page = pages[0] if pages else {}
    return {name: page[name] for name in ("author", "datePublished", "dateModified") if name in page}


def _read_linked(nodes: Iterable[Any]) -> Iterator[Mapping[str, Any]]:
    """The JSON-LD records of a page, those of a graph each by itself."""
    linked = [node for node in nodes if (node.getattr("type") or "").strip().lower() == "application/ld+json"]
    for node in linked[:_MOST_SCRIPTS]:
        script = node.text or ""
        if len(script) > _MOST_SCRIPT:
            continue
        try:
            value = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            continue
        for record in value if isinstance(value, list) else [value]:
            if isinstance(record, dict):
                yield record
                yield from _read_graph(record.get("@graph"))


def _read_graph(graph: Any) -> Iterator[Mapping[str, Any]]:
    """The records of a graph; whom one names by `@id` alone is spelled out."""
    parts = [part for part in graph if isinstance(part, dict)] if isinstance(graph, list) else []
    known = {part["@id"]: part for part in parts if isinstance(part.get("@id"), str) and "name" in part}
    for part in parts:
        named = {name: _spell_out(part[name], known) for name in ("author", "publisher") if name in part}
        yield part | named


def _spell_out(value: Any, known: Mapping[str, Any]) -> Any:
    if isinstance(value, list):
        return [_spell_out(one, known) for one in value[:20] if not isinstance(one, list)]
    own = value.get("@id") if isinstance(value, dict) and "name" not in value else None
    return known.get(own, value) if isinstance(own, str) else value


def _is_a(record: Mapping[str, Any], endings: tuple[str, ...]) -> bool:
    kinds = record.get("@type")
    return any(
        isinstance(kind, str) and kind.endswith(endings) for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _text_of(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return html.unescape(value.strip()[:_MOST_VALUE]) or None if isinstance(value, str) else None


def _name_of(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return _text_of(value.get("name")) if isinstance(value, dict) else _text_of(value)


def _names_of(value: Any) -> tuple[str, ...]:
    names = (_name_of(part) for part in (value if isinstance(value, list) else [value])[:20])
    return tuple(dict.fromkeys(name for name in names if name and "://" not in name))
