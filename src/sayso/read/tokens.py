"""The tags and texts of an HTML tree as resiliparse writes it: in order, well nested, without what is never shown.

Cutting what it writes at each `<` is many times faster than walking the nodes of the tree, each an object of its own,
or than matching each tag with a regular expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from sayso.read.elements import NOTHING, RAW, Element, describe_tag

Token = tuple[Element | None, str, str]
"""A tag that opens (None: that closes the innermost element), what is its own, and the text after it, as written:
`unescape_text` reads it. Of a link its own is the address, of a script its tag and text, of other elements that may say
something of the page the tag."""

_SLAB = 1_000_000  # characters that are cut at once
_OWN_HEADS = ("a ", "img ", "meta ", "link ", "script ", "time ", "source ", "iframe ", "input ")
_OUTSIDE = re.compile(r'[^">]*(?:"[^"]*"[^">]*)*')  # to the end of a tag, or to an attribute that goes on behind


def read_tokens(markup: str) -> Iterator[Token]:
    """The tokens of a tree; of elements that are never shown none but the first tag."""
    chunks = chain.from_iterable(_cut_slabs(markup))
    bare_link = describe_tag("a") or NOTHING
    known: dict[str, Element] = {}  # by the head of the tag: those of this page that have nothing of their own
    yield NOTHING, "", next(chunks)
    for chunk in chunks:
        head, _, text = chunk.partition(">")
        if head[:1] == "/":
            yield None, "", text
        elif head in known:
            yield known[head], "", text
        elif head.startswith("a ") and not head.count('"') % 2:
            head, own = _cut_link(head)
            yield (bare_link if head == "a" else describe_tag(head) or NOTHING), own, text
        elif head.startswith("img ") and not head.count('"') % 2:
            yield NOTHING, "", text
        else:
            element, own, text = _read_tag(chunk, head, text, chunks)
            if not own and element.shown and element is not NOTHING and not head.count('"') % 2:
                known[head] = element
            yield element, own, text


def _read_tag(chunk: str, head: str, text: str, chunks: Iterator[str]) -> tuple[Element, str, str]:
    """The tag that begins here, with what is its own, and the text after it, or after what is not shown."""
    own = ""
    if head.startswith(_OWN_HEADS):
        head, own = _cut_own(head)
    element = describe_tag(head) if head[:1] != "!" else None
    if element is None:
        element, own, text = _mend_tag(chunk, head, text, chunks)
    if not element.shown:
        content, text = _skip_content(element.tag, text, chunks)
        own = f"{own}>{content}" if "ld+json" in own else own
    return element, own, text


def unescape_text(text: str) -> str:
    """What a text or an attribute says that stands in the tree as written: four characters are spelled out there."""
    if "&" not in text:
        return text
    text = text.replace("&nbsp;", "\u00a0").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", '"')
    return text.replace("&amp;", "&")


def _cut_slabs(markup: str) -> Iterator[list[str]]:
    """What stands between each `<` and the next, not all of a large page at once."""
    start = 0
    while (end := markup.find("<", start + _SLAB)) >= 0:
        yield markup[start:end].split("<")
        start = end + 1
    yield markup[start:].split("<")


def _cut_own(head: str) -> tuple[str, str]:
    """The tag without what hardly two of its kind have in common, and that; a tag that breaks off as it is."""
    if head.count('"') % 2:
        return head, ""
    if head.startswith("a "):
        return _cut_link(head)
    return (head if head.startswith("time ") else head.partition(" ")[0]), head


def _cut_link(head: str) -> tuple[str, str]:
    """The tag of a link, without all that only says where it leads, and its address."""
    _, _, rest = head.partition(' href="')
    said = " style=" in head or " hidden=" in head or " role=" in head  # what may say more of a link than its address
    return (head if said else "a"), rest.partition('"')[0]


def _mend_tag(chunk: str, head: str, text: str, chunks: Iterator[str]) -> tuple[Element, str, str]:
    """The tag that begins here and is none by itself: one with `<` or `>` in an attribute, a comment, a declaration."""
    if head.startswith("!--"):
        return NOTHING, "", _end_comment(chunk, chunks)
    if head.startswith("plaintext"):
        rest = "<".join((text, *chunks))
        return NOTHING, "", (rest.rpartition("</plaintext>")[0] or rest).replace("&", "&amp;")
    if not head[:1].isalpha():
        return NOTHING, "", text
    head, text = _end_tag(chunk, chunks)
    head, own = _cut_own(head) if head.startswith(_OWN_HEADS) else (head, "")
    return describe_tag(head) or NOTHING, own, text


def _end_comment(chunk: str, chunks: Iterator[str]) -> str:
    """The text after the comment that begins here."""
    while "-->" not in chunk:
        following = next(chunks, None)
        if following is None:
            return ""
        chunk = following
    return chunk.partition("-->")[2]


def _end_tag(chunk: str, chunks: Iterator[str]) -> tuple[str, str]:
    """The whole tag that begins here, and the text after it."""
    parts: list[str] = []
    start = 0
    while True:
        end = _match_outside(chunk, start)
        if chunk[end : end + 1] == ">":
            return "".join((*parts, chunk[:end])), chunk[end + 1 :]
        inside = chunk[end : end + 1] == '"'
        parts += (chunk, "<")
        following = next(chunks, None)
        while inside and following is not None and '"' not in following:
            parts += (following, "<")
            following = next(chunks, None)
        if following is None:
            return "".join(parts[:-1]), ""
        chunk, start = following, following.find('"') + 1 if inside else 0


def _match_outside(chunk: str, start: int) -> int:
    found = _OUTSIDE.match(chunk, start)
    return found.end() if found else start


def _skip_content(tag: str, text: str, chunks: Iterator[str]) -> tuple[str, str]:
    """What stands in an element whose tag has been read, and the text after it; elements of its name may be in it."""
    parts, depth = [text], 1
    closing, opening = f"/{tag}", f"{tag} "
    for chunk in chunks:
        head, _, after = chunk.partition(">")
        if head == closing:
            depth -= 1
            if not depth:
                return "<".join(parts), after
        elif tag not in RAW and (head == tag or head.startswith(opening)):
            depth += 1
        parts.append(chunk)
    return "<".join(parts), ""
