"""What an element of an HTML page says, by its tag, names and attributes, of the text in it.

An element is told by the head of its tag, as it is written. Heads come again, on a page and on the pages of a site, so
what they say is remembered.
"""

from __future__ import annotations

import html
import re
import string
from collections.abc import Mapping
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

_ATTRIBUTE = re.compile(r'\s([^\s="]+)(?:="([^"]*)")?')
_SAYING_ATTRIBUTE = re.compile(r'\s(class|id|itemprop|itemtype|role|aria-level|style|hidden)="([^"]*)"')
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NAME_WORD = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+")


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
    values = dict(_SAYING_ATTRIBUTE.findall(head, len(tag), len(tag) + _LONGEST_LOOKED_AT))
    if not values:
        return _describe_bare(tag)
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


_FOREIGN, _LARGE, _BODY, _APART = 1, 2, 4, 8  # what a word in the names says of an element


def _read_names(tag: str, values: dict[str, str]) -> Names:
    get = values.get
    classes = get("class", "")[:_LONGEST_NAMES]
    said = _judge_names(f"{classes} {get('id', '')[:_LONGEST_NAMES]}") if classes or "id" in values else 0
    both = said
    if "itemprop" in values or "role" in values:
        both |= _judge_names(f"{get('itemprop', '')[:_LONGEST_NAMES]} {get('role', '')[:_LONGEST_NAMES]}")
    return Names(
        path=_name_path(tag, classes),
        foreign=tag not in _KEPT and (both & _FOREIGN != 0 or tag in _tags("markup", "foreign")),
        large=both & _LARGE != 0,
        body=both & _BODY != 0,
        apart=(said & _APART != 0 and tag not in _ROOTS) or tag in _tags("items", "apart"),
        article=tag == "article" or get("role") == "article" or get("itemtype", "").endswith(_ARTICLES),
    )


_ARTICLES = ("Article", "BlogPosting", "LiveBlogUpdate")


def _name_path(tag: str, classes: str) -> str:
    level = "h" if tag in _HEADINGS else tag
    first = classes.split(maxsplit=1)
    return f"{level}.{_drop(first[0], _DIGITS)}" if first else level


def _judge_names(names: str) -> int:
    """What the words in the names say, and the names as wholes without their joints."""
    words: list[str] = []
    if not names.islower():
        words = _WORD.findall(names.lower())
        names = " ".join(["-".join(_NAME_WORD.findall(name)) for name in names.split()]).lower()
    words += _WORD.findall(names)
    said = 0
    for word in words:
        said |= _judge_word(word)
    listed = _listed_names()
    for name in _drop(names, _JOINTS).split():
        said |= listed.get(name, 0)
    return said


def _drop(names: str, letters: bytes) -> str:
    """The names without these letters of ASCII; bytes are cut several times faster than text."""
    return names.encode("utf-8", "surrogatepass").translate(None, letters).decode("utf-8", "surrogatepass")


_WORD = re.compile(r"[a-z]+")
_DIGITS = string.digits.encode()
_JOINTS = (string.digits + string.punctuation).encode()


@lru_cache(maxsize=16_384)  # sites make their names of the same words
def _judge_word(word: str) -> int:
    return _listed_names().get(word, 0) | (_APART if _apart_names().search(word) else 0)


@lru_cache(maxsize=1)
def _listed_names() -> Mapping[str, int]:
    """What each listed name says."""
    rules = load_rules("markup")
    said: dict[str, int] = {}
    for names, sign in (
        (rules["foreign"]["names"], _FOREIGN),
        (rules["foreign"]["large"], _LARGE),
        (rules["body"]["names"], _BODY),
        ((name.replace("-", "") for name in load_rules("items")["apart"]["names"]), _APART),
    ):
        for name in names:
            said[name] = said.get(name, 0) | sign
    return said


@lru_cache(maxsize=4)
def _tags(table: str, name: str) -> frozenset[str]:
    return frozenset(load_rules(table)[name]["tags"])


@lru_cache(maxsize=1)
def _apart_names() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, load_rules("items")["apart"]["names"])))
