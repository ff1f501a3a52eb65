"""Articles that open with a credit on plain lines: an outlet, a time, a byline, above or below the headline."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sayso.model import FurnitureKind
from sayso.rules.credits import bare_openers, find_outlet, is_placed
from sayso.rules.houses import is_capitalised, strip_bullet
from sayso.rules.shape import CREDITS, Line, LineKind, count_sentences, count_words
from sayso.rules.times import is_short_age
from sayso.split.headlines import SKIPPED, fold, is_headline, repeats_above
from sayso.split.items import Opening

JOINTS = frozenset(("and", "&", "und", "et", "y"))  # between two names of a byline, on a line of its own
LEAST_BODY = 220  # characters below which one sentence is no article of its own
_BETWEEN = 5  # lines between headline and credit
_LONG_DECK = 16  # words, more than a headline has
_KICKER = 5  # words over a headline that name its subject


def find_credited(lines: Sequence[Line]) -> Iterator[Opening]:
    number, commented = 0, False
    while number < len(lines):
        commented = _under_comments(lines[number], commented)
        group = [] if commented else _read_credits(lines, number)
        if not group:
            number += 1
            continue
        opening = (_open_after(lines, group) or _open_before(lines, group)) if _tells_apart(lines, group) else None
        if opening:
            yield opening
        number = max(group[-1] + 1, opening.body if opening else 0)


def _under_comments(line: Line, before: bool) -> bool:
    """Whether readers' comments stand here: names and times over what is no article."""
    return line.furniture is FurnitureKind.COMMENTS if line.kind is LineKind.ENDING else before


def _read_credits(lines: Sequence[Line], number: int) -> list[int]:
    """The run of credit lines that begins here; the unknown name beside a time line is an outlet's."""
    group: list[int] = []
    while number < len(lines) and (is_credit(lines, number) or (group and _goes_between(lines[number]))):
        group.append(number)
        number += 1
    while group and lines[group[-1]].kind is LineKind.FURNITURE:
        group.pop()
    return group


def _goes_between(line: Line) -> bool:
    """Furniture, or the name of a section in a bulleted list of credits."""
    bulleted = strip_bullet(line.text) != line.text and is_capitalised(line.text)
    return line.kind is LineKind.FURNITURE or (line.kind in (LineKind.LABEL, LineKind.TITLE) and bulleted)


def _joins_names(lines: Sequence[Line], number: int) -> bool:
    """Whether the line is the "and" between two names."""
    if fold(lines[number].text) not in JOINTS or not 0 < number < len(lines) - 1:
        return False
    before, after = lines[number - 1], lines[number + 1]
    return (before.kind is LineKind.BYLINE or is_capitalised(before.text)) and is_capitalised(after.text)


def is_credit(lines: Sequence[Line], number: int) -> bool:
    line = lines[number]
    if line.kind in CREDITS or _joins_names(lines, number) or _is_aged_name(lines, number - 1):
        return True
    if line.kind not in (LineKind.LABEL, LineKind.TITLE) or not (is_capitalised(line.text) or is_placed(line.text)):
        return False
    beside = [lines[other] for other in (number - 1, number + 1) if 0 <= other < len(lines)]
    if number and fold(lines[number - 1].text) in bare_openers() | JOINTS:
        return True
    return any(line.kind is LineKind.TIME for line in beside) or _is_aged_name(lines, number)


def _is_aged_name(lines: Sequence[Line], number: int) -> bool:
    """Whether the line is a name, and the next one an age as feeds print it: `Ellery Mail`, `5h`."""
    if not 0 <= number < len(lines) - 1 or not is_short_age(lines[number + 1].text):
        return False
    return lines[number].kind in (LineKind.LABEL, LineKind.TITLE) and is_capitalised(lines[number].text)


def _tells_apart(lines: Sequence[Line], group: Sequence[int]) -> bool:
    """Whether the credits are an article's: a lone agency or date may stand under a picture or over a chapter."""
    kinds = [lines[number].kind for number in group if lines[number].kind is not LineKind.FURNITURE]
    if len(kinds) > 1 or LineKind.BYLINE in kinds:
        return True
    words = lines[group[0]].text
    return (kinds == [LineKind.TIME] and _CLOCK.search(words) is not None) or find_outlet(words) is not None


_CLOCK = re.compile(r"\bago\b|\d[:.]\d\d\b|\b\d{1,2}\s?[ap]m\b|\bvor\b|\bil y a\b|\bhace\b|\bUhr\b", re.IGNORECASE)


def _open_after(lines: Sequence[Line], group: Sequence[int]) -> Opening | None:
    """Credit, headline, text; the headline may have stood above the credit too."""
    headline = _skip(lines, group[-1] + 1)
    if headline is None or not is_headline(lines[headline]) or _is_pictured(lines, group[0], headline):
        return None
    body = _skip(lines, headline + 1, also=CREDITS)
    if body is None or not _has_body(lines, body):
        return None
    above = repeats_above(lines, group[0], fold(lines[headline].text))
    credited = (*group, *(number for number in range(headline + 1, body) if lines[number].kind in CREDITS))
    return Opening(above[0] if above else group[0], (*above, headline), credited, body)


def _is_pictured(lines: Sequence[Line], credit: int, title: int) -> bool:
    """Whether a title below a picture's credit is its caption: the headline stands directly above the credits."""
    above = lines[credit - 1] if credit else None
    is_headed = above is not None and is_headline(above) and count_words(above.text) > _KICKER
    return is_headed and lines[title - 1].kind is LineKind.CAPTION


def _open_before(lines: Sequence[Line], group: Sequence[int]) -> Opening | None:
    """Headline, credit, text."""
    body = _skip(lines, group[-1] + 1)
    headline = group[0] - 1
    while headline >= 0 and _stands_between(lines[headline]) and headline > group[0] - _BETWEEN:
        headline -= 1
    if body is None or headline < 0 or not is_headline(lines[headline]) or not _has_body(lines, body):
        return None
    above = repeats_above(lines, headline, fold(lines[headline].text))
    if not above and (_has_deck(lines, headline) or is_long_deck(lines, headline)):
        deck = headline if lines[headline].kind is LineKind.PROSE else body
        return Opening(headline - 1, (headline - 1,), tuple(group), deck)
    return Opening(above[0] if above else headline, (*above, headline), tuple(group), body)


def is_long_deck(lines: Sequence[Line], number: int) -> bool:
    """Whether the line is too long for a headline, and stands between a headline of a few words and a credit.

    In capitals those words are the name of a series.
    """
    above = lines[number - 1] if number else None
    return (
        above is not None
        and above.kind is LineKind.LABEL
        and len(above.text.split()) > 1
        and not above.text.isupper()
        and count_words(lines[number].text) >= _LONG_DECK
        and any(line.kind in CREDITS for line in lines[number + 1 : number + 3])
    )


def _stands_between(line: Line) -> bool:
    """Furniture, a caption or a bullet point between headline and credit."""
    return line.kind in (LineKind.FURNITURE, LineKind.CAPTION) or strip_bullet(line.text) != line.text


def _has_deck(lines: Sequence[Line], deck: int) -> bool:
    """Whether the line is the deck under the headline that opens the page."""
    before = lines[max(0, deck - 20) : deck]
    if not before or not is_headline(before[-1]) or any(line.kind is LineKind.PROSE for line in before[:-1]):
        return False
    if count_words(before[-1].text) <= _KICKER and count_words(lines[deck].text) <= 2 * _KICKER:
        return False  # a kicker over the headline
    return len(before) < 2 or not is_headline(before[-2])


def _skip(lines: Sequence[Line], number: int, *, also: frozenset[LineKind] = frozenset()) -> int | None:
    """The first line from here that is no furniture, caption or label; None where five of them follow one another."""
    for other in range(number, min(number + 6, len(lines))):
        line = lines[other]
        if line.kind is LineKind.ENDING:
            return None
        if line.kind not in SKIPPED and line.kind not in also:
            return other
    return None


def _has_body(lines: Sequence[Line], number: int) -> bool:
    """Whether a text of more than one sentence begins here."""
    size = sentences = 0
    for line in lines[number : number + 6]:
        if line.kind is LineKind.PROSE and not is_headline(line):
            size += len(line.text)
            sentences += count_sentences(line.text)
        elif line.kind not in SKIPPED:
            break
    return lines[number].kind is LineKind.PROSE and (size >= LEAST_BODY or sentences >= 2)
