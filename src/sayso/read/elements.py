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

import msgspec

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
_SAYING_ATTRIBUTE = re.compile(r'\s(class|id|itemprop|itemtype|role|rel|aria-level|style|hidden)="([^"]*)"')
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_NAME_WORD = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+")


class Names(msgspec.Struct, frozen=True, gc=False):
    """Whether its tag and names say of an element that it is no part of an article, or its text."""

    foreign: bool = False  # no part of an article
    large: bool = False  # foreign even where it is large
    body: bool = False  # what the page is about
    writer: bool = False  # who wrote it
    others: bool = False  # what others wrote: comments, related articles


class Box(msgspec.Struct, frozen=True, gc=False):
    """What the tag and names of a block say of the lines in it."""

    path: str  # its tag and first class, as a part of the path to what it holds
    apart: bool = False  # beside what the page is about
    article: bool = False  # an article


class Element(msgspec.Struct, frozen=True, gc=False):
    """What a tag says of the text in it, but for its names: those are read when somebody asks."""

    tag: str
    head: str = ""  # the tag with its attributes, where these were looked at
    block: bool = False
    empty: bool = False  # whether no text of the page stands in it
    shown: bool = True
    hidden: bool = False
    says: bool = False  # whether it says something of its text, though it is no block
    contains: bool = False  # whether it is a block and no paragraph
    bold: bool = False
    kind: MarkKind | None = None


NOTHING = Element("", empty=True)
"""What says nothing: a comment, a declaration."""


def describe_tag(head: str) -> Element | None:
    """The element whose tag is `<head>`; None where it breaks off in mid attribute, or is no tag by itself."""
    return _describe_known(head) if len(head) <= _LONGEST_KNOWN else _describe_any(head)


def read_attributes(head: str) -> dict[str, str]:
    """The attributes of a tag, by name."""
    return {name: html.unescape(value) if "&" in value else value for name, value in _ATTRIBUTE.findall(head)}


def is_hidden(attributes: Mapping[str, str]) -> bool:
    """Whether the attributes of an element hide it."""
    return "hidden" in attributes or _HIDDEN_STYLE.search(attributes.get("style", "")[:500]) is not None


def describe_box(head: str) -> Element | None:
    """The element whose tag is `<head>`, if it is a block of which no attribute says more than its names may."""
    bare = _boxes().get(head.partition(" ")[0])
    return None if bare is None or _may_say(head) else bare


@lru_cache(maxsize=1)
def _boxes() -> Mapping[str, Element]:
    """The blocks that hold text, by tag."""
    return {tag: _describe_bare(tag) for tag in sorted(_BLOCKS - _VOID - _NEVER_SHOWN)}


def _may_say(head: str) -> bool:
    return " style=" in head or " hidden=" in head or " role=" in head


def _describe_any(head: str) -> Element | None:
    tag, _, attributes = head.partition(" ")
    if head.count('"') % 2 or not head[:1].isalpha() or tag == "plaintext":
        return None
    bare = _describe_bare(tag)
    if not attributes or bare.empty:
        return bare
    hidden, kind = False, bare.kind
    if _may_say(head):
        values = _read_saying(head)
        hidden = is_hidden(values)
        kind = _name_kind(tag, values.get("role"), values.get("aria-level"))
    says = bare.says or hidden
    if not bare.block and not says:
        names = read_names(tag, head)
        says = names.foreign or names.body or names.writer
    return Element(tag, head, bare.block, False, True, hidden, says, bare.contains, bare.bold, kind)


def _read_saying(head: str) -> dict[str, str]:
    """The attributes that say something of the text in an element, by name."""
    start = head.find(" ")
    return dict(_SAYING_ATTRIBUTE.findall(head, start, start + _LONGEST_LOOKED_AT)) if start >= 0 else {}


_describe_known = lru_cache(maxsize=16_384)(_describe_any)


@lru_cache(maxsize=512)
def _describe_bare(tag: str) -> Element:
    return Element(
        tag,
        block=tag in _BLOCKS,
        empty=tag in _VOID or tag in _NEVER_SHOWN,
        shown=tag not in _NEVER_SHOWN,
        says=tag in _SAYING or tag in _tags("markup", "foreign"),
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


_FOREIGN, _LARGE, _BODY, _WRITER, _OTHERS = 1, 2, 4, 8, 16  # what a word in the names says of an element


def read_names(tag: str, head: str) -> Names:
    """Whether the names of an element, by its tag as written, say that it is no part of an article, or its text."""
    return _read_known_names(tag, head) if len(head) <= _LONGEST_KNOWN else _read_names(tag, head)


def read_box(tag: str, head: str) -> Box:
    """What the names of a block say of its lines, by its tag as written."""
    return _read_known_box(tag, head) if len(head) <= _LONGEST_KNOWN else _read_box(tag, head)


def _read_names(tag: str, head: str) -> Names:
    get = _read_saying(head).get
    said = _judge_names(get("class", ""), get("id", "")) | _judge_names(get("itemprop", ""), get("role", ""))
    by = said & (_WRITER | _OTHERS) | (_WRITER if get("rel") == "author" else 0)
    return Names(
        foreign=tag not in _KEPT and (said & _FOREIGN != 0 or tag in _tags("markup", "foreign")),
        large=said & _LARGE != 0,
        body=said & _BODY != 0,
        writer=by == _WRITER,
        others=tag not in _KEPT and (by & _OTHERS != 0 or tag in _OTHER_TAGS),
    )


def _read_box(tag: str, head: str) -> Box:
    get = _read_saying(head).get
    classes = get("class", "")[:_LONGEST_NAMES]
    level = "h" if tag in _HEADINGS else tag
    first = classes.split(maxsplit=1)
    return Box(
        path=f"{level}.{_drop(first[0], _DIGITS)}" if first else level,
        apart=tag in _tags("items", "apart") or (tag not in _ROOTS and _are_apart(classes, get("id", ""))),
        article=tag == "article" or get("role") == "article" or get("itemtype", "").endswith(_ARTICLES),
    )


_read_known_names = lru_cache(maxsize=16_384)(_read_names)
_read_known_box = lru_cache(maxsize=16_384)(_read_box)

_OTHER_TAGS = frozenset(("aside", "footer", "nav", "figure"))
_ARTICLES = ("Article", "BlogPosting", "LiveBlogUpdate")


def _judge_names(one: str, other: str) -> int:
    """What the words in two attributes say, and the names there as wholes without their joints."""
    if not one and not other:
        return 0
    words, wholes = _split_names(one, other)
    listed = _listed_names()
    if listed.keys().isdisjoint(words) and listed.keys().isdisjoint(wholes):
        return 0
    said = 0
    for name in (*words, *wholes):
        said |= listed.get(name, 0)
    return said


def _are_apart(one: str, other: str) -> bool:
    words, wholes = _split_names(one, other)
    listed = _apart_wholes()
    return any(map(_is_apart, words)) or not (listed.isdisjoint(words) and listed.isdisjoint(wholes))


def _split_names(one: str, other: str) -> tuple[list[str], list[str]]:
    """The words in two attributes, and the names in them without their joints, in small letters."""
    if not one and not other:
        return [], []
    names = f"{one[:_LONGEST_NAMES]} {other[:_LONGEST_NAMES]}"
    words: list[str] = []
    if not names.islower():
        words = _WORD.findall(names.lower())
        names = " ".join(["-".join(_NAME_WORD.findall(name)) for name in names.split()]).lower()
    words += _WORD.findall(names)
    return words, _drop(names, _JOINTS).split()


def _drop(names: str, letters: bytes) -> str:
    """The names without these letters of ASCII; bytes are cut several times faster than text."""
    return names.encode("utf-8", "surrogatepass").translate(None, letters).decode("utf-8", "surrogatepass")


_WORD = re.compile(r"[a-z]+")
_DIGITS = string.digits.encode()
_JOINTS = (string.digits + string.punctuation).encode()


@lru_cache(maxsize=16_384)  # sites make their names of the same words
def _is_apart(word: str) -> bool:
    return _apart_names().search(word) is not None


@lru_cache(maxsize=1)
def _listed_names() -> Mapping[str, int]:
    """What each listed name says."""
    rules = load_rules("markup")
    said: dict[str, int] = {}
    for names, sign in (
        (rules["foreign"]["names"], _FOREIGN),
        (rules["foreign"]["large"], _LARGE),
        (rules["body"]["names"], _BODY),
        (rules["writer"]["names"], _WRITER),
        (rules["writer"]["others"], _OTHERS),
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


@lru_cache(maxsize=1)
def _apart_wholes() -> frozenset[str]:
    return frozenset(name.replace("-", "") for name in load_rules("items")["apart"]["names"])
