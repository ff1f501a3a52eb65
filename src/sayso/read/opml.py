"""OPML → the addresses of the feeds and pages that it lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sayso.read.entry import make_absolute
from sayso.read.xml import Element, parse_xml

_ADDRESSES = ("xmlurl", "url", "htmlurl")


class Outline(NamedTuple):
    """What is listed."""

    title: str
    address: str


def list_outlines(text: str) -> Iterator[Outline]:
    """Each address once, in order: of a feed that of the feed itself.

    Raises:
        UnreadableError: it is no XML.
        TooLargeError: it has too many elements.
    """
    seen: set[str] = set()
    waiting: list[Element] = [parse_xml(text).root]
    while waiting:
        element = waiting.pop()
        waiting.extend(reversed(element.children))
        given = next((element.attributes[name] for name in _ADDRESSES if element.attributes.get(name)), None)
        address = make_absolute(None, given)
        if element.name == "outline" and address and address not in seen:
            seen.add(address)
            title = element.attributes.get("text") or element.attributes.get("title") or address
            yield Outline(" ".join(title.split())[:200], address)
