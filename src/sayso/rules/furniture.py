"""Lines that are no article's by their words, by `furniture.toml`: menus, promotions, captions, notes on authors."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from sayso.model import FurnitureKind
from sayso.rules.credits import outlet_names
from sayso.rules.shape import WORD, Judgement, LineKind, count_sentences, count_words, fold_line, judge_shape
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


@lru_cache(maxsize=2)
def _patterns(name: str) -> tuple[tuple[re.Pattern[str], FurnitureKind], ...]:
    table = load_rules("furniture")[name]
    return tuple(
        (re.compile(pattern, re.IGNORECASE), FurnitureKind(kind))
        for kind, patterns in table.items()
        for pattern in patterns
    )


def judge_furniture(words: str) -> Judgement | None:
    folded = fold_line(words)
    if not folded:
        return LineKind.FURNITURE, FurnitureKind.OTHER, "no words"
    if known := _equal().get(folded):
        return known
    if ending := _match_ending(words):
        return ending
    if folded.startswith(_start_texts()):
        start, kind = next((start, kind) for start, kind in _starts() if folded.startswith(start))
        if start.endswith(":") or _is_pitch(words):
            return LineKind.FURNITURE, kind, "known opening"
    return _judge_pattern(words)


def _judge_pattern(words: str) -> Judgement | None:
    if is_glued_links(words):
        return LineKind.FURNITURE, FurnitureKind.NAVIGATION, "links glued together"
    if count_sentences(words) > 2:
        return None
    for pattern, kind in _patterns("pattern"):
        if pattern.fullmatch(words):
            return LineKind.FURNITURE, kind, "known shape"
    return None


def _match_ending(words: str) -> Judgement | None:
    """A heading over what is no more the article; it is no sentence."""
    if count_words(words) > 12 or words.endswith("."):
        return None
    for pattern, kind in _patterns("ends_pattern"):
        if pattern.fullmatch(words):
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
    joints = len(_JOINT.findall(words))
    return joints >= 4 and joints * 8 >= len(words.split()) and count_sentences(words) == 0


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
_PICTURED_BY = re.compile(r"\b(?:Photograph|Photo|Picture|Image|Illustration|Composite|Foto)s?:\s[^.:]{2,80}$")
_CREDIT_END = re.compile(r"\([^()]{2,50}(?:\s?/\s?|\svia\s)[^()\d]{2,30}\)$")


def judge_caption(words: str) -> Judgement | None:
    folded = words.casefold()
    if folded.startswith(_caption_starts()) and count_words(words) <= 60:
        return LineKind.CAPTION, FurnitureKind.PICTURE_CREDIT, "begins as a picture credit"
    if words in _picture_agencies() and words.casefold() not in outlet_names():
        return LineKind.CAPTION, FurnitureKind.PICTURE_CREDIT, "the name of a picture agency"
    if _caption_end().search(words[-160:]) or (
        len(words) < 300 and (_CREDIT_END.search(words) or _PICTURED_BY.search(words))
    ):
        kind = FurnitureKind.CAPTION if count_words(words) > 8 else FurnitureKind.PICTURE_CREDIT
        return LineKind.CAPTION, kind, "ends in a picture credit"
    return None


@lru_cache(maxsize=1)
def _bio_shape() -> re.Pattern[str]:
    roles = "|".join(sorted(map(re.escape, load_rules("furniture")["bio"]["roles"]), key=len, reverse=True))
    name = r"(?:[A-ZÀ-Þ][\w.'’-]*\s){1,4}"
    role = rf"(?:[\w’'&/-]+\s){{0,5}}?(?:{roles})s?\b"
    beat = r"(?:covers|writes|reports|has (?:covered|reported))\s[^.]{1,160}?\s(?:for|at)\s(?=[A-ZÀ-Þ]|the\s)"
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
