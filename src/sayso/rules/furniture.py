"""Lines that are no article's by their words, by `furniture.toml`: menus, promotions, captions, notes on authors."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from sayso.model import FurnitureKind
from sayso.rules.houses import outlet_names
from sayso.rules.initials import read_initials, read_needed
from sayso.rules.shape import (
    SENTENCE_END,
    WORD,
    Judgement,
    LineKind,
    count_sentences,
    count_words,
    fold_line,
    judge_shape,
)
from sayso.rules.tables import load_rules


@lru_cache(maxsize=1)
def _equal() -> Mapping[str, Judgement]:
    rules = load_rules("furniture")
    found: dict[str, Judgement] = {}
    for kind, lines in rules["equal"].items():
        found |= {fold_line(line): (LineKind.FURNITURE, FurnitureKind(kind), "known words") for line in lines}
    for kind, lines in rules["ends"].items():
        found |= {fold_line(line): (LineKind.ENDING, FurnitureKind(kind), "the article is over") for line in lines}
    return found


@lru_cache(maxsize=1)
def _starts() -> tuple[tuple[str, FurnitureKind], ...]:
    table = load_rules("furniture")["starts"]
    return tuple((start.casefold(), FurnitureKind(kind)) for kind, starts in table.items() for start in starts)


@lru_cache(maxsize=1)
def _start_texts() -> tuple[str, ...]:
    return tuple(start for start, _ in _starts())


@lru_cache(maxsize=1)
def _start_heads() -> frozenset[str]:
    """The first letters of the known openings, none of which is shorter."""
    return frozenset(start[:_HEAD] for start in _start_texts())


_HEAD = 2


def known_openings() -> tuple[str, ...]:
    """The words with which known lines begin, in small letters."""
    return (*_equal(), *_start_texts())


class _Shape(NamedTuple):
    """What a whole line may match, and what tells at a glance that it does not."""

    kind: str
    pattern: str
    initials: frozenset[str]  # with which it may begin, if that is ASCII
    needed: str  # words in it, in small letters, if it may begin with nearly anything


@lru_cache(maxsize=4)
def _shapes(name: str) -> tuple[_Shape, ...]:
    kinds = load_rules("furniture")[name].items()
    shapes = [(kind, pattern, read_initials(pattern)) for kind, patterns in kinds for pattern in patterns]
    return tuple(
        _Shape(kind, pattern, initials, read_needed(pattern) if len(initials) > _MOST_INITIALS else "")
        for kind, pattern, initials in shapes
    )


_MOST_INITIALS = 15


@lru_cache(maxsize=4)
def _needed(name: str) -> tuple[str, ...]:
    return tuple({shape.needed: None for shape in _shapes(name) if shape.needed})


@lru_cache(maxsize=1_024)
def _pattern(name: str, initial: str, said: tuple[str, ...]) -> re.Pattern[str] | None:
    """What a line that begins so and has these words may match; the group matched last bears the name of its kind."""
    groups = [
        f"(?P<{kind}>{'|'.join(f'(?:{shape.pattern})' for shape in shapes)})"
        for kind, own in groupby(_shapes(name), key=lambda shape: shape.kind)
        if (shapes := [shape for shape in own if _may_match(shape, initial, said)])
    ]
    return re.compile("|".join(groups), re.IGNORECASE) if groups else None


def _may_match(shape: _Shape, initial: str, said: tuple[str, ...]) -> bool:
    return (not initial or initial in shape.initials) and (not shape.needed or shape.needed in said)


def _match_kind(name: str, words: str, folded: str) -> FurnitureKind | None:
    """The kind of the first of the shapes of this name that the whole line has; `folded`: in small letters."""
    initial = words[:1]
    said = tuple([needed for needed in _needed(name) if needed in folded])
    pattern = _pattern(name, initial if initial.isascii() else "", said)
    found = pattern.fullmatch(words) if pattern else None
    return FurnitureKind(found.lastgroup or "other") if found else None


def find_ending(words: str) -> FurnitureKind | None:
    """What follows under a line that ends the article, if `judge_furniture` says that it does."""
    judgement = _equal().get(fold_line(words)) or _match_ending(words)
    return judgement[1] if judgement and judgement[0] is LineKind.ENDING else None


def judge_furniture(words: str) -> Judgement | None:
    folded = fold_line(words)
    if not folded:
        return LineKind.FURNITURE, FurnitureKind.OTHER, "no words"
    if known := _equal().get(folded):
        return known
    if ending := _match_ending(words):
        return ending
    if folded[:_HEAD] in _start_heads() and folded.startswith(_start_texts()):
        start, kind = next((start, kind) for start, kind in _starts() if folded.startswith(start))
        if start.endswith(":") or _is_pitch(words):
            return LineKind.FURNITURE, kind, "known opening"
    lowered = words.casefold()
    return _judge_address(words, lowered) or _judge_pattern(words, lowered)


def _judge_address(words: str, folded: str) -> Judgement | None:
    """Lines that speak to the reader about the site, or count what readers did; `folded`: in small letters."""
    if _counts_readers(words):
        return LineKind.FURNITURE, FurnitureKind.NAVIGATION, "counters"
    offers = _readers().search(folded) is not None and any(word in folded for word in _offered())
    if '"' in words or "“" in words or not (offers or "@" in words):
        return None
    tokens = [token.strip(".'’-&") for token in WORD.findall(folded)]
    if len(tokens) > _LONGEST_PITCH or not _pitch("speech").isdisjoint(tokens):
        return None
    if "@" in words and _ADDRESS.search(words) and not _pitch("contact").isdisjoint(tokens):
        return LineKind.FURNITURE, FurnitureKind.OTHER, CONTACT
    text = f" {' '.join(tokens)} "
    if not _pitch("readers").isdisjoint(tokens) and any(f" {offer} " in text for offer in _pitch("offers")):
        return LineKind.FURNITURE, FurnitureKind.MEMBERSHIP, "speaks to the reader of the site"
    return None


def _counts_readers(words: str) -> bool:
    if "?" in words and _VOTES.search(words):
        return True
    return (
        not words.isascii() and bool(_COUNTERS.search(words)) and count_words(_NUMBER.sub("", words)) <= _MOST_COUNTERS
    )


@lru_cache(maxsize=8)
def _pitch(name: str) -> frozenset[str]:
    return frozenset(load_rules("furniture")["pitch"][name])


@lru_cache(maxsize=1)
def _readers() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, sorted(_pitch('readers'))))})(?!\w)")


@lru_cache(maxsize=1)
def _offered() -> tuple[str, ...]:
    """A word of each offer."""
    return tuple(sorted({max(offer.split(), key=len) for offer in _pitch("offers")}))


RATE = "what a currency is worth"
CONTACT = "whom to write to"
_LONGEST_PITCH = 40  # words
_MOST_COUNTERS = 6  # words beside the numbers
_NUMBER = re.compile(r"\d[\d.,]{0,12}[kKmM]?\b")
_COUNTERS = re.compile(r"[\u2600-\u27bf\u2b50\U0001f300-\U0001faff]\s?\d[^\n]{0,40}\d")
_VOTES = re.compile(r"\?.{0,120}\d\s(?:votes|Stimmen|votos)$")
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,60}@[\w-]{1,60}\.\w{2,12}")


def _judge_pattern(words: str, folded: str) -> Judgement | None:
    if is_glued_links(words):
        return LineKind.FURNITURE, FurnitureKind.NAVIGATION, "links glued together"
    if " = " in words and (kind := _match_kind("rate", words, folded)):
        return LineKind.FURNITURE, kind, RATE
    if kind := _match_kind("note", words, folded):
        return LineKind.FURNITURE, kind, "a note of the newsroom"
    if count_sentences(words) > 2:
        return None
    if kind := _match_kind("pattern", words, folded):
        return LineKind.FURNITURE, kind, "known shape"
    told = [hint for hint in _hints() if hint in folded]
    return _judge_open(words, told) if told else None


def _judge_open(words: str, told: Collection[str]) -> Judgement | None:
    """A line that holds these of the words that shapes with an open beginning must have."""
    shapes = ((shape, kind) for hint, shape, kind in _open_shapes() if hint in told)
    return next(((LineKind.FURNITURE, kind, "known shape") for shape, kind in shapes if shape.fullmatch(words)), None)


@lru_cache(maxsize=1)
def _hints() -> tuple[str, ...]:
    """The words one of which a line must have to be tried on a shape with an open beginning."""
    return tuple({hint: None for hint, _, _ in _open_shapes()})


@lru_cache(maxsize=1)
def _open_shapes() -> tuple[tuple[str, re.Pattern[str], FurnitureKind], ...]:
    """Shapes that may begin with any words, each with a word that a line must have to be tried."""
    return tuple(
        (hint, re.compile(shape, re.IGNORECASE), FurnitureKind(kind))
        for kind, rows in load_rules("furniture")["within"].items()
        for hints, shape in rows
        for hint in hints
    )


_DECORATIONS = " +*>=#|[]▶►•·—–-"


def _match_ending(words: str) -> Judgement | None:
    """A heading over what is no more the article; it is no sentence."""
    if words.endswith(".") or count_words(words) > 12:
        return None
    heading = words.strip(_DECORATIONS)
    if kind := _match_kind("ends_pattern", heading, heading.casefold()):
        return LineKind.ENDING, kind, "the article is over"
    return None


def _is_pitch(words: str) -> bool:
    """Whether the line speaks to the reader about the site; a whole sentence must name what it offers."""
    if judge_shape(words) is not LineKind.PROSE:
        return True
    table = load_rules("furniture")["pitch"]
    folded = f" {' '.join(WORD.findall(words.casefold()))} "
    if (
        count_words(words) > 40
        or '"' in words
        or "“" in words
        or any(f" {word} " in folded for word in table["speech"])
    ):
        return False
    return any(f" {word.replace('-', ' ')} " in folded for word in table["words"])


_JOINT = re.compile(r"[a-z][A-ZÀ-Þ]")


def is_glued_links(words: str) -> bool:
    """Many words joined without a blank, no sentence: `Budget NewsRain todayBank holidays`."""
    if SENTENCE_END.search(words):
        return False
    joints = len(_JOINT.findall(words))
    return joints >= 4 and joints * 8 >= len(words.split())


@lru_cache(maxsize=1)
def _caption_end() -> re.Pattern[str]:
    agencies = "|".join(sorted(map(re.escape, load_rules("furniture")["caption"]["agencies"]), key=len, reverse=True))
    name = r"[\w.'’ -]{0,60}"
    return re.compile(
        rf"(?:[(\[][^()\[\]]{{0,60}}(?:/|via|\||©|by|Photo:|Foto:)\s?(?:[^()\[\]]{{0,30}})\b(?:{agencies})[^()\[\]]{{0,20}}[)\]]"
        rf"|\((?:{agencies})\)|[(\[](?:Photo|Foto|Image|Credit|Picture|AP Photo|File photo)\b[^()\[\]]{{0,80}}[)\]]"
        rf"|\bvia\s(?:{agencies})|^\[\d/\d+\].{{1,300}}"
        rf"|\b(?:{agencies})\s?/\s?{name}|{name}/\s?(?:{agencies})(?: via (?:{agencies}))?)\.?$"
    )


@lru_cache(maxsize=1)
def _caption_starts() -> tuple[str, ...]:
    return tuple(load_rules("furniture")["caption"]["starts"])


@lru_cache(maxsize=1)
def _picture_agencies() -> frozenset[str]:
    return frozenset(load_rules("furniture")["caption"]["agencies"])


# "(State Rescue Service/Telegram)", "(Ada Finch via X)" at the end of a line without a full stop.


@lru_cache(maxsize=1)
def _pictured_by() -> re.Pattern[str]:
    words = "|".join(map(re.escape, load_rules("furniture")["caption"]["before_names"]))
    known = "[Ff]ile|[Aa]rchive|[Hh]andout"
    return re.compile(rf"\b(?:(?:{words})s?|(?:{known})\s(?:photo|picture)):\s[^.:]{{2,80}}$")


# "A siren. Archive, 2014", "The harbour in 1997. Town archive", "Blick auf den Ort (Archivbild)"
_ARCHIVED = re.compile(
    r"(?:[.:|/]\s|\()(?:[A-ZÀ-Þ][\w'’-]*\s){0,3}[Aa]rchi(?:ves?|v|vo|vio|vbild|vfoto)(?:\s(?:photo|picture|image|foto))?(?:,?\s(?:19|20)\d\d)?\)?\.?$"
)
_CREDIT_END = re.compile(
    r"\([^()]{2,50}(?:\s?/\s?|\svia\s)[^()\d]{2,30}\)$"
    r"|[-–—]\s(?:Photo|Picture|Foto)s?\s(?:by|von|de)\s[^.:()]{2,60}$"
    r"|\s\((?:Photo|Picture|Foto)s?\s(?:by|von|de)\s[^.:()]{2,60}\)$"
    r"|\s\[(?:[A-ZÀ-Þ][\w.'’-]*\s){1,3}?[A-ZÀ-Þ][\w.'’-]*,\s[A-ZÀ-Þ][\w.'’ -]{1,30}\]$"  # [Ada Finch, Standard]
)


def judge_caption(words: str) -> Judgement | None:
    folded = words.casefold()
    tail = words[-160:]
    if folded.startswith(_caption_starts()) and count_words(words) <= 60:
        return LineKind.CAPTION, FurnitureKind.PICTURE_CREDIT, "begins as a picture credit"
    if words in _picture_agencies() and words.casefold() not in outlet_names():
        return LineKind.CAPTION, FurnitureKind.PICTURE_CREDIT, "the name of a picture agency"
    if "rchi" in tail and _ARCHIVED.search(tail):
        return LineKind.CAPTION, FurnitureKind.CAPTION, "ends in an archive's name"
    if _ends_in_credit(words, tail):
        kind = FurnitureKind.CAPTION if count_words(words) > 8 else FurnitureKind.PICTURE_CREDIT
        return LineKind.CAPTION, kind, "ends in a picture credit"
    return None


def _ends_in_credit(words: str, tail: str) -> bool:
    may_close = tail.endswith(_CLOSES)
    if ("/" in tail or " via " in tail or may_close) and _caption_end().search(tail):
        return True
    if (may_close or " Photo" in tail) and len(words) < 300 and _CREDIT_END.search(words):
        return True
    return ":" in words and len(words) < 300 and _pictured_by().search(words) is not None


_CLOSES = (")", "]", ").", "].")


@lru_cache(maxsize=1)
def _bio_shape() -> re.Pattern[str]:
    roles = "|".join(sorted(map(re.escape, load_rules("furniture")["bio"]["roles"]), key=len, reverse=True))
    name = r"(?!(?:As|If|When|While|Since|But|And|For|In|At)\s)(?:[A-ZÀ-Þ][\w.'’-]*\s){1,4}"  # "As Ada Marn reports …"
    role = rf"(?:[\w’'&/-]+\s){{0,5}}?(?:{roles})s?\b"
    does = r"(?:covers|writes|reports|has (?:covered|reported|written\sabout))"
    beat = rf"{does}\s(?!that\s)[^.]{{1,160}}?\s(?:for|at)\s(?=[A-ZÀ-Þ]|the\s)"
    beat = rf"(?:(?:writes|reports)\sfor\s(?=[A-ZÀ-Þ]|the\s[A-ZÀ-Þ])|{beat})"
    return re.compile(
        rf"{name}(?:{beat}(?P<outlet>.{{0,80}})"
        rf"|(?:is|was|has been|works as|serves as)\s(?:an?\s|the\s|our\s)?{role}(?P<rest>.{{0,120}}))"
    )


_BIO_REST = re.compile(
    r"^(?:\s+(?:for|at|with|from|based|in|on|covering|of|who|and|specializing|specialising|focus)|,\s(?:based|covering|who|speciali[sz]|writing|reporting|focus)|\.|’s|'s|$)"
)


def judge_bio(words: str) -> Judgement | None:
    match = _bio_shape().match(words)
    if match and (match["outlet"] is not None or _BIO_REST.match(match["rest"])):
        return LineKind.BIO, FurnitureKind.BIO, "says who wrote it"
    return None
