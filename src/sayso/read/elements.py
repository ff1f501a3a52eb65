"""What an element of an HTML page says, by its tag, names and attributes, of the text in it.

An element is told by the head of its tag, as it is written. Heads come again, on a page and on the pages of a site, so
what they say is remembered.
"""

from __future__ import annotations

import html
import re
from functools import lru_cache
from typing import NamedTuple

from sayso.model import MarkKind
from sayso.rules.tables import load_rules

_BLOCK_NAMES = (
    "address article aside blockquote body br button center dd dl dt details dialog dir div fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol option p pre section summary table"
    " tbody tfoot thead tr ul video audio"
)
_VOID_NAMES = "area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr"
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_VOID = frozenset(_VOID_NAMES.split())
RAW = frozenset(("script", "style", "textarea", "title", "iframe", "xmp", "noembed", "noframes"))
"""Elements in which no other stands."""
_NEVER_SHOWN = RAW | {"noscript", "template", "svg", "object", "canvas", "math", "select", "datalist"}
_BOLD = frozenset(("b", "strong"))
CELLS = frozenset(("td", "th"))
_SAYING = _BOLD | CELLS | {"a", "time"}  # elements within a line that say something of its text
_ROOTS = frozenset(("html", "body", "main"))
_KEPT = frozenset(("html", "body", "main", "article", "p"))  # never foreign, whatever their names
_PARAGRAPHS = frozenset(("p", "li", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

_LONGEST_KNOWN = 300  # characters of a head that is remembered
_LONGEST_LOOKED_AT = 2_000  # characters of attributes in which names are looked for
_LONGEST_NAMES = 400  # characters of a class or id in which names are looked for
_LONGEST_NAME = 200  # the same for what stands apart

_ATTRIBUTE = re.compile(r'\s([^\s="]+)(?:="([^"]*)")?')
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NAME_WORD = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+")
_DIGITS = re.compile(r"\d+")


class Names(NamedTuple):
    """What its tag and names say an element is."""

    path: str  # its tag and first class, as a part of the path to what it holds
    foreign: bool = False  # no part of an article
    large: bool = False  # foreign even where it is large
    body: bool = False  # what the page is about
    apart: bool = False  # beside what the page is about
    article: bool = False  # an article


class Element(NamedTuple):
    """What a tag says of the text in it."""

    tag: str
    names: Names
    block: bool = False
    empty: bool = False  # whether no text of the page stands in it
    shown: bool = True
    hidden: bool = False
    says: bool = False  # whether it says something of its text, though it is no block
    contains: bool = False  # whether it is a block and no paragraph
    bold: bool = False
    kind: MarkKind | None = None


NOTHING = Element("", Names(""), empty=True)
"""What says nothing: a comment, a declaration."""


def describe_tag(head: str) -> Element | None:
    """The element whose tag is `<head>`; None where it breaks off in mid attribute, or is no tag by itself."""
    return _describe_known(head) if len(head) <= _LONGEST_KNOWN else _describe_any(head)


def read_attributes(head: str) -> dict[str, str]:
    """The attributes of a tag, by name."""
    return {name: html.unescape(value) if "&" in value else value for name, value in _ATTRIBUTE.findall(head)}


def _describe_any(head: str) -> Element | None:
    tag, _, attributes = head.partition(" ")
    if head.count('"') % 2 or not head[:1].isalpha() or tag == "plaintext":
        return None
    if not attributes or tag in _VOID or tag in _NEVER_SHOWN:
        return _describe_bare(tag)
    block = tag in _BLOCKS
    values = dict(_ATTRIBUTE.findall(head, len(tag), len(tag) + _LONGEST_LOOKED_AT))
    hidden = "hidden" in values or ("style" in values and _HIDDEN_STYLE.search(values["style"][:500]) is not None)
    names = _read_names(tag, values)
    return Element(
        tag,
        names,
        block=block,
        hidden=hidden,
        says=tag in _SAYING or hidden or names.foreign or names.body,
        contains=block and tag not in _PARAGRAPHS,
        bold=tag in _BOLD,
        kind=_name_kind(tag, values.get("role"), values.get("aria-level")),
    )


_describe_known = lru_cache(maxsize=16_384)(_describe_any)


@lru_cache(maxsize=512)
def _describe_bare(tag: str) -> Element:
    names = _read_names(tag, {})
    return Element(
        tag,
        names,
        block=tag in _BLOCKS,
        empty=tag in _VOID or tag in _NEVER_SHOWN,
        shown=tag not in _NEVER_SHOWN,
        says=tag in _SAYING or names.foreign,
        contains=tag in _BLOCKS and tag not in _PARAGRAPHS,
        bold=tag in _BOLD,
        kind=_name_kind(tag, None, None),
    )


def _name_kind(tag: str, role: str | None, level: str | None) -> MarkKind | None:
    if tag in _HEADINGS:
        return MarkKind.HEADLINE if tag == "h1" else MarkKind.HEADING
    if role == "heading":
        return MarkKind.HEADLINE if level == "1" else MarkKind.HEADING
    return MarkKind.CAPTION if tag == "figcaption" else None


# --- names -----------------------------------------------------------------------------------------------------------


def _read_names(tag: str, values: dict[str, str]) -> Names:
    get = values.get
    return _judge_names(
        tag,
        get("class", "")[:_LONGEST_NAMES],
        get("id", "")[:_LONGEST_NAMES],
        get("itemprop", "")[:_LONGEST_NAMES],
        get("role", "")[:_LONGEST_NAMES],
        get("itemtype", "")[-_LONGEST_NAME:],
    )


@lru_cache(maxsize=16_384)
def _judge_names(tag: str, classes: str, own: str, prop: str, role: str, kind: str) -> Names:
    level = "h" if tag in _HEADINGS else tag
    first = classes[:_LONGEST_NAME].split(maxsplit=1)
    foreign, large, body = _find_listed(f"{classes} {own} {prop} {role}") if classes or own or prop or role else _NONE
    return Names(
        path=f"{level}.{_DIGITS.sub('', first[0])}" if first else level,
        foreign=(foreign or tag in _tags("markup", "foreign")) and tag not in _KEPT,
        large=large,
        body=body,
        apart=_stands_apart(tag, f"{classes[:_LONGEST_NAME]} {own}"[:_LONGEST_NAME].lower()),
        article=tag == "article" or role == "article" or kind.endswith(_ARTICLES),
    )


_NONE = (False, False, False)
_ARTICLES = ("Article", "BlogPosting", "LiveBlogUpdate")


def _find_listed(names: str) -> tuple[bool, bool, bool]:
    """Whether one of the words in the names, or a whole name without its joints, is listed as foreign, large, body."""
    if not names.islower():
        names = " ".join(["-".join(_NAME_WORD.findall(name)) for name in names.split()]).lower()
    listed = _listed_names().intersection([*_WORD.findall(names), *_JOINTS.sub("", names).split()])
    if not listed:
        return _NONE
    rules = load_rules("markup")
    return (
        not listed.isdisjoint(rules["foreign"]["names"]),
        not listed.isdisjoint(rules["foreign"]["large"]),
        not listed.isdisjoint(rules["body"]["names"]),
    )


_WORD = re.compile(r"[a-z]+")
_JOINTS = re.compile(r"[^a-z\s]+")


@lru_cache(maxsize=1)
def _listed_names() -> frozenset[str]:
    rules = load_rules("markup")
    return frozenset((*rules["foreign"]["names"], *rules["foreign"]["large"], *rules["body"]["names"]))


@lru_cache(maxsize=4)
def _tags(table: str, name: str) -> frozenset[str]:
    return frozenset(load_rules(table)[name]["tags"])


@lru_cache(maxsize=1)
def _apart_names() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, load_rules("items")["apart"]["names"])))


def _stands_apart(tag: str, names: str) -> bool:
    return tag in _tags("items", "apart") or (tag not in _ROOTS and _apart_names().search(names) is not None)
