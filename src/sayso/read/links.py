"""Where the teasers of a page lead: asked only when somebody looks at the page, for articles have no use for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urljoin, urlsplit

from resiliparse.parse.html import HTMLTree

from sayso.model import Capture, MediaType, Page, Span
from sayso.read.text import decode_page

_MOST = 5_000  # links of a page that are looked at
_LONGEST = 600  # characters of a link's words
_LONGEST_ADDRESS = 2_000
_MARKDOWN = re.compile(r"\[([^\]\n]{1,600})\]\(([^\s()]{1,2000})\)")


def find_addresses(page: Page, teasers: Sequence[Span], data: bytes, capture: Capture) -> dict[int, str]:
    """The address that each headline leads to, by where the headline begins; without those that lead nowhere.

    `data` are the bytes that `page` was read from.
    """
    if not teasers:
        return {}
    base = page.facts.canonical or capture.url or ""
    links = {words: address for words, target in _list_links(page, data, capture) if (address := _join(base, target))}
    found: dict[int, str] = {}
    for teaser in teasers:
        own = _fold(page.text[teaser.start : teaser.end])
        # A kicker may stand in the link before the headline, or before the link in its line.
        words = own if own in links else next((words for words in links if own in words or words in own), None)
        if words is not None:
            found[teaser.start] = links[words]
    return found


def _list_links(page: Page, data: bytes, capture: Capture) -> Iterator[tuple[str, str]]:
    """The words of each link and what it leads to; links of a word or two are menus."""
    if page.media_type is MediaType.HTML:
        document = HTMLTree.parse(decode_page(data, capture)).document
        nodes = document.query_selector_all("a[href]") if document else ()
        pairs = ((node.text or "", node.getattr("href") or "") for node in nodes[:_MOST])
    else:
        pairs = ((match[1], match[2]) for match in _MARKDOWN.finditer(page.text))
    for words, target in pairs:
        folded = _fold(words[:_LONGEST])
        if len(folded) >= 10 and len(target) <= _LONGEST_ADDRESS:
            yield folded, target.strip()


def _fold(words: str) -> str:
    return "".join(words.split())


def _join(base: str, target: str) -> str | None:
    """The whole address; as printed where the page's own is not known; None of what is no page."""
    try:
        joined = urljoin(base, target)
        scheme = urlsplit(joined).scheme
    except ValueError:
        return None
    return joined if scheme in ("http", "https", "") and not joined.startswith("#") else None
