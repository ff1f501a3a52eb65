"""The tags and texts of an HTML tree as resiliparse writes it: in order, well nested, without what is never shown.

Cutting what it writes at each `<` is many times faster than walking the nodes of the tree, each an object of its own,
or than matching each tag with a regular expression.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from sayso.read.elements import NOTHING, RAW, Element, describe_box, describe_tag

Tag = tuple[Element, str, str]
"""A tag, what is its own, and the text after it, as written: `unescape_text` reads it. Of a link its own is the
address, of a script its tag and text, of other elements that may say something of the page the tag."""

_SLAB = 16_000  # characters that are cut at once: so few that their pieces stay in the processor's cache
_OWN_HEADS = ("a ", "meta ", "link ", "script ", "time ", "iframe ")
_NOTHING_HEADS = ("img ", "input ", "source ")
_OUTSIDE = re.compile(r'(?:[^"=>]++|(?<=\s)=|=(?!")|(?<!=)"|(?<=\s=)"|="[^"]*+")*+')
"""To the end of a tag, or to a value that goes on behind. A value opens with `="` behind a name; names hold quotation
marks and `<` where the page has one too many."""
_WHOLE = re.compile(r'\s([^\s"=]+="[^"]*")')  # an attribute without such marks in its name


CLOSING = Element("/")
"""A tag that closes the innermost element."""


class Tokens:
    """The tags of a tree in their order; of elements that are never shown none but the first tag.

    Iterated over, it gives what stands between each `<` and the next. What the tag there says is `known`, by its head,
    if it came before on this page and has nothing of its own; else `read_tag` tells.
    """

    def __init__(self, markup: str) -> None:
        self.known: dict[str, Element] = {}
        self._chunks = chain.from_iterable(_cut_slabs(markup))
        self._bare_link = describe_tag("a") or NOTHING

    def __iter__(self) -> Iterator[str]:
        return self._chunks

    def read_tag(self, chunk: str, head: str, text: str) -> Tag:
        """The tag that begins here, with what is its own, and the text after it, or after what is not shown.

        `head` and `text` stand before and behind the first `>` of the chunk.
        """
        if head[:1] == "/":
            self.known[head] = CLOSING
            return CLOSING, "", text
        if head.count('"') % 2 or len(head) == len(chunk) or head[:1] == "!":
            return _read_broken(chunk, head, text, self._chunks)
        if head[:2] == "a ":
            head, own = _cut_link(head)
            return (self._bare_link if head == "a" else describe_tag(head) or NOTHING), own, text
        element = describe_box(head)
        if element is None:
            if head.startswith(_NOTHING_HEADS):
                return NOTHING, "", text
            if head.startswith(_OWN_HEADS) or (element := describe_tag(head)) is None or not element.shown:
                return _read_rare(chunk, head, text, self._chunks)
        self.known[head] = element
        return element, "", text


def _read_rare(chunk: str, head: str, text: str, chunks: Iterator[str]) -> Tag:
    """A tag that has something of its own, or of what is never shown, or of what is none by itself."""
    own = ""
    if head.startswith(_OWN_HEADS):
        head, own = _cut_own(head)
    element = describe_tag(head)
    if element is None:
        return _read_broken(chunk, head, text, chunks)
    return _pass_content(element, own, text, chunks)


def _read_broken(chunk: str, head: str, text: str, chunks: Iterator[str]) -> Tag:
    element, own, text = _mend_tag(chunk, head, text, chunks)
    return _pass_content(element, own, text, chunks)


def _pass_content(element: Element, own: str, text: str, chunks: Iterator[str]) -> Tag:
    if element.shown:
        return element, own, text
    if "ld+json" in own:
        content, text = _cut_content(element.tag, text, chunks)
        return element, f"{own}>{content}", text
    return element, own, _skip_content(element.tag, chunks)


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
    said = " style=" in head or " hidden=" in head or " role=" in head or ' rel="author' in head
    # These may say more of a link than its address.
    return (head if said else "a"), rest.partition('"')[0]


def _mend_tag(chunk: str, head: str, text: str, chunks: Iterator[str]) -> tuple[Element, str, str]:
    """The tag that begins here and is none by itself: a comment, a declaration, or one with `<`, `>` or a stray mark of
    quotation in its attributes."""
    if head.startswith("!--"):
        return NOTHING, "", _end_comment(chunk, chunks)
    if head.startswith("plaintext"):
        rest = "<".join((text, *chunks))
        return NOTHING, "", (rest.rpartition("</plaintext>")[0] or rest).replace("&", "&amp;")
    if not head[:1].isalpha():
        return NOTHING, "", text
    head, text = _end_tag(chunk, chunks)
    if head.count('"') % 2:
        head = " ".join((head.split(maxsplit=1)[0], *_WHOLE.findall(head)))
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


def _cut_content(tag: str, text: str, chunks: Iterator[str]) -> tuple[str, str]:
    """What stands in an element whose tag has been read and in which no other stands, and the text after it."""
    parts, closing = [text], f"/{tag}>"
    for chunk in chunks:
        if chunk.startswith(closing):
            return "<".join(parts), chunk[len(closing) :]
        parts.append(chunk)
    return "<".join(parts), ""


def _skip_content(tag: str, chunks: Iterator[str]) -> str:
    """The text after an element whose tag has been read; elements of its name may be in it."""
    depth, closing, openings = 1, f"/{tag}>", (f"{tag} ", f"{tag}>")
    for chunk in chunks:
        if chunk.startswith(closing):
            depth -= 1
            if not depth:
                return chunk[len(closing) :]
        elif tag not in RAW and chunk.startswith(openings):
            depth += 1
    return ""
