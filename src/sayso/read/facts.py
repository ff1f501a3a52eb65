"""What an HTML page says of itself: JSON-LD, OpenGraph, `<meta>`, canonical link, `<time>`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from resiliparse.parse.html import HTMLTree

from sayso.model import PageFacts

_MOST_SCRIPTS = 20
_MOST_SCRIPT = 500_000  # characters of one JSON-LD script that are read
_MOST_VALUE = 1_000
_ARTICLES = ("Article", "Report", "Posting", "Review")


def read_facts(tree: HTMLTree) -> PageFacts:
    """JSON-LD before OpenGraph before plain `<meta>`; what none of them says is None."""
    metas = _read_metas(tree)
    linked = next(_find_articles(tree), {})
    return PageFacts(
        canonical=_find_canonical(tree) or metas.get("og:url"),
        outlet=_name_of(linked.get("publisher")) or metas.get("og:site_name") or metas.get("application-name"),
        headline=_text_of(linked.get("headline")) or metas.get("og:title") or metas.get("twitter:title"),
        authors=_names_of(linked.get("author")) or _meta_authors(metas),
        published=_text_of(linked.get("datePublished")) or _first(metas, _PUBLISHED) or _find_time(tree),
        modified=_text_of(linked.get("dateModified")) or _first(metas, _MODIFIED),
    )


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


def _first(metas: Mapping[str, str], names: tuple[str, ...]) -> str | None:
    return next((metas[name] for name in names if name in metas), None)


def _select(tree: HTMLTree, selector: str) -> list[Any]:
    """The elements that match, none where the page has no document."""
    return list(tree.document.query_selector_all(selector)) if tree.document else []


def _read_metas(tree: HTMLTree) -> dict[str, str]:
    """Name or property, in lower case → content; the first one wins."""
    metas: dict[str, str] = {}
    for node in _select(tree, "meta")[:2_000]:
        name = node.getattr("property") or node.getattr("name") or node.getattr("itemprop")
        content = (node.getattr("content") or "").strip()
        if name and content:
            metas.setdefault(name.strip().lower(), content[:_MOST_VALUE])
    return metas


def _meta_authors(metas: Mapping[str, str]) -> tuple[str, ...]:
    for name in ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author"):
        value = metas.get(name)
        if value and "://" not in value and len(value) <= 120:
            return (value,)
    return ()


def _find_canonical(tree: HTMLTree) -> str | None:
    nodes = _select(tree, 'link[rel="canonical"]')
    address = (nodes[0].getattr("href") or "").strip() if nodes else ""
    return address[:2_000] if address.startswith(("http://", "https://")) else None


def _find_time(tree: HTMLTree) -> str | None:
    """The one `<time datetime>` of the page; with several, which is the article's is not known."""
    values = {(node.getattr("datetime") or "").strip() for node in _select(tree, "time[datetime]")[:50]}
    values.discard("")
    return values.pop()[:40] if len(values) == 1 else None


def _find_articles(tree: HTMLTree) -> Iterator[Mapping[str, Any]]:
    """The JSON-LD records that describe an article."""
    for node in _select(tree, 'script[type="application/ld+json"]')[:_MOST_SCRIPTS]:
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
