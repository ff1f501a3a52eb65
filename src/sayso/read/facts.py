"""What an HTML page says of itself: JSON-LD, OpenGraph, `<meta>`, canonical link, `<time>`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sayso.model import PageFacts

FACT_TAGS = ("meta", "link", "time", "script")

Elements = Mapping[str, list[Any]]
"""The page's elements of `FACT_TAGS`, by tag, in order."""

_MOST_SCRIPTS = 20
_MOST_SCRIPT = 500_000  # characters of one JSON-LD script that are read
_MOST_VALUE = 1_000
_ARTICLES = ("Article", "Report", "Posting", "Review")


def read_facts(elements: Elements) -> PageFacts:
    """JSON-LD before OpenGraph before plain `<meta>`, each with its basis; what none of them says is None."""
    metas = _read_metas(elements["meta"])
    linked = next(_find_articles(elements["script"]), {})
    told: dict[str, tuple[str, str] | None] = {
        "canonical": _find_canonical(elements["link"]) or _first(metas, ("og:url",)),
        "outlet": _linked(linked, "publisher") or _first(metas, ("og:site_name", "application-name")),
        "headline": _linked(linked, "headline") or _first(metas, ("og:title", "twitter:title")),
        "published": _linked(linked, "datePublished") or _first(metas, _PUBLISHED) or _find_time(elements["time"]),
        "modified": _linked(linked, "dateModified") or _first(metas, _MODIFIED),
        "section": _linked(linked, "articleSection") or _first(metas, _SECTION),
    }
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


def _find_time(nodes: Iterable[Any]) -> tuple[str, str] | None:
    """The one `<time datetime>` of the page; with several, which is the article's is not known."""
    values = {(node.getattr("datetime") or "").strip() for node in nodes} - {""}
    return (values.pop()[:40], "the only time element") if len(values) == 1 else None


def _find_articles(nodes: Iterable[Any]) -> Iterator[Mapping[str, Any]]:
    """The JSON-LD records that describe an article."""
    linked = [node for node in nodes if (node.getattr("type") or "").strip().lower() == "application/ld+json"]
    for node in linked[:_MOST_SCRIPTS]:
        script = node.text or ""
        if len(script) > _MOST_SCRIPT:
            continue
        try:
            value = json.loads(script, strict=False)
        except (ValueError, RecursionError):
            continue
        yield from _articles_in(value)


def _articles_in(value: Any) -> Iterator[Mapping[str, Any]]:
    for record in value if isinstance(value, list) else [value]:
        if not isinstance(record, dict):
            continue
        if _is_article(record):
            yield record
        graph = record.get("@graph")
        if isinstance(graph, list):
            yield from (part for part in graph if isinstance(part, dict) and _is_article(part))


def _is_article(record: Mapping[str, Any]) -> bool:
    kinds = record.get("@type")
    return any(
        isinstance(kind, str) and kind.endswith(_ARTICLES) for kind in (kinds if isinstance(kinds, list) else [kinds])
    )


def _text_of(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return value.strip()[:_MOST_VALUE] or None if isinstance(value, str) else None


def _name_of(value: Any) -> str | None:
    if isinstance(value, list):
        value = value[0] if value else None
    return _text_of(value.get("name")) if isinstance(value, dict) else _text_of(value)


def _names_of(value: Any) -> tuple[str, ...]:
    names = (_name_of(part) for part in (value if isinstance(value, list) else [value])[:20])
    return tuple(dict.fromkeys(name for name in names if name and "://" not in name))
