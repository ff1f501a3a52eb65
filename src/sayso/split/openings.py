"""Where articles open on a page of plain lines."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from sayso.model import FurnitureKind
from sayso.rules.credits import bare_openers, find_outlet, is_capitalised, is_placed, strip_bullet
from sayso.rules.shape import CREDITS, Line, LineKind, count_sentences, count_words, is_title
from sayso.rules.times import is_short_age

SKIPPED = frozenset({LineKind.FURNITURE, LineKind.CAPTION, LineKind.LABEL})
_LONE = 5  # how much longer than most an article among teasers or comments is
_LEAST_BODY = 220  # characters below which one sentence is no article of its own
_LEAST_FIRST = 150  # characters of text above the first opening that are an article
_WHOLE_ARTICLE = 500  # characters of one line that make it an article under "Related articles"
_TOP = 6  # lines above the first paragraph of a page that begins with its headline
JOINTS = frozenset(("and", "&", "und", "et", "y"))  # between two names of a byline, on a line of its own
_HEAD = 12  # lines between headline and first paragraph
_BETWEEN = 5  # lines between headline and credit
_KICKER = 5  # words over a headline that name its subject
_GAP = 4  # lines between two paragraphs of one cluster


class Opening(NamedTuple):
    """Numbers of the lines with which an article opens."""

    start: int
    headlines: tuple[int, ...]
    credits: tuple[int, ...]
    body: int  # where its first paragraph is looked for


class Items(NamedTuple):
    """The openings of a page's items, the line after the last one, and lines between that are no item's."""

    openings: list[Opening]
    end: int
    between: frozenset[int] = frozenset()
    heads: Mapping[int, tuple[int, int]] = MappingProxyType({})  # by line: which of its characters are the headline
    times: Mapping[int, int] = MappingProxyType({})  # by line: how many of its characters are the time before its text
    foreign: bool = False  # whether they are other pages' texts


def find_openings(lines: Sequence[Line]) -> list[Opening]:
    """All openings in order of the page; each article reaches to the next one's start."""
    found: dict[int, Opening] = {}
    taken = bytearray(len(lines))  # from an opening's first line to its first paragraph
    for opening in (*_find_credited(lines), *_find_whole(lines), *_find_reprinted(lines)):
        if not taken[opening.start]:
            found[opening.start] = opening
            taken[opening.start : opening.body + 1] = b"\1" * (opening.body + 1 - opening.start)
    openings = [found[start] for start in sorted(found)]
    first = find_first(lines, openings[0].start if openings else len(lines))
    return [first, *openings] if first else openings


# --- with a credit ---------------------------------------------------------------------------------------------------


def _find_credited(lines: Sequence[Line]) -> Iterator[Opening]:
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
    while number < len(lines) and (_is_credit(lines, number) or (group and _goes_between(lines[number]))):
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


def _is_credit(lines: Sequence[Line], number: int) -> bool:
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
    if headline is None or not is_headline(lines[headline]):
        return None
    body = _skip(lines, headline + 1, also=CREDITS)
    if body is None or not _has_body(lines, body):
        return None
    above = _repeats_above(lines, group[0], fold(lines[headline].text))
    credited = (*group, *(number for number in range(headline + 1, body) if lines[number].kind in CREDITS))
    return Opening(above[0] if above else group[0], (*above, headline), credited, body)


def _open_before(lines: Sequence[Line], group: Sequence[int]) -> Opening | None:
    """Headline, credit, text."""
    body = _skip(lines, group[-1] + 1)
    headline = group[0] - 1
    while headline >= 0 and _stands_between(lines[headline]) and headline > group[0] - _BETWEEN:
        headline -= 1
    if body is None or headline < 0 or not is_headline(lines[headline]) or not _has_body(lines, body):
        return None
    above = _repeats_above(lines, headline, fold(lines[headline].text))
    if not above and _has_deck(lines, headline):
        deck = headline if lines[headline].kind is LineKind.PROSE else body
        return Opening(headline - 1, (headline - 1,), tuple(group), deck)
    return Opening(above[0] if above else headline, (*above, headline), tuple(group), body)


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


def _repeats_above(lines: Sequence[Line], number: int, headline: str) -> tuple[int, ...]:
    """Lines directly above that print the same headline."""
    above: list[int] = []
    number -= 1
    while (
        number >= 0
        and (fold(lines[number].text) == headline or lines[number].kind is LineKind.FURNITURE)
        and len(above) < 4
    ):
        if lines[number].kind is not LineKind.FURNITURE:
            above.append(number)
        number -= 1
    return tuple(reversed(above))


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
    return lines[number].kind is LineKind.PROSE and (size >= _LEAST_BODY or sentences >= 2)


def is_headline(line: Line) -> bool:
    """Whether the line may be a headline."""
    if strip_bullet(line.text) != line.text or line.text.count(" | ") > 1:
        return False
    return (line.kind is LineKind.TITLE and is_title(line.text)) or (
        line.kind is LineKind.PROSE and _is_question(line.text)
    )


def _is_question(words: str) -> bool:
    return (
        words.endswith(("?", "!", "?'", "?’", "?”", '?"'))
        and is_title(words)
        and count_sentences(words) == 1
        and count_words(words) <= 18
    )


def fold(words: str) -> str:
    """The words for comparing printings: case, kinds of quotation mark and white space apart."""
    return " ".join(words.casefold().replace("’", "'").replace("‘", "'").replace("“", '"').replace("”", '"').split())


# --- without a credit ------------------------------------------------------------------------------------------------


def _find_whole(lines: Sequence[Line]) -> Iterator[Opening]:
    """Under "Related articles": a headline and a line that holds a whole article."""
    told = below = False  # whether an article came before; whether only headings and whole articles came since
    for number, line in enumerate(lines[:-1]):
        if line.kind is LineKind.ENDING:
            below = told and line.furniture is FurnitureKind.TEASER
        elif line.kind is LineKind.PROSE and not is_headline(line):
            told = True
            below = below and _is_whole(line)
        if below and is_headline(line) and _is_whole(lines[number + 1]):
            above = _repeats_above(lines, number, fold(line.text))
            yield Opening(above[0] if above else number, (*above, number), (), number + 1)


def _is_whole(line: Line) -> bool:
    return line.kind is LineKind.PROSE and len(line.text) >= _WHOLE_ARTICLE


def _find_reprinted(lines: Sequence[Line]) -> Iterator[Opening]:
    """A headline that was printed before, above text that stood under it before."""
    seen: set[tuple[str, str]] = set()
    headline: int | None = None
    for number, line in enumerate(lines):
        if line.kind is LineKind.PROSE and not is_headline(line):
            text = fold(line.text)
            if headline is not None:
                title = fold(lines[headline].text)
                if (title, text) in seen and weigh(lines, number, number + 6) >= _LEAST_BODY:
                    above = _repeats_above(lines, headline, title)
                    credited = tuple(other for other in range(headline + 1, number) if lines[other].kind in CREDITS)
                    yield Opening(above[0] if above else headline, (*above, headline), credited, number)
                seen.add((title, text))
            headline = None
        elif is_headline(line):
            headline = number


def find_first(lines: Sequence[Line], end: int) -> Opening | None:
    """The article that opens the page, if text stands before the first opening found otherwise."""
    body = _find_body_start(lines, end)
    if body is None or (end < len(lines) and weigh(lines, body, end) < _LEAST_FIRST):
        return None
    headlines = _find_headlines(lines, body)
    top = min(headlines, default=body)
    credited = tuple(
        number for number in range(max(0, top - 4), body) if _is_credit(lines, number) and number not in headlines
    )
    start = min((*headlines, *credited, body))
    deck = _find_deck(lines, headlines, body)
    return Opening(start, headlines, credited, deck)


def _has_text(lines: Sequence[Line]) -> bool:
    return any(line.kind is LineKind.PROSE and not is_headline(line) for line in lines)


def _is_credited(lines: Sequence[Line], title: int, body: int) -> bool:
    """Whether a byline or a time stands directly below, or a name in capitals."""
    if any(_is_credit(lines, number) for number in range(title + 1, min(title + 3, body))):
        return True
    following = lines[title + 1]
    return (
        title + 1 < body
        and following.kind is LineKind.LABEL
        and following.text.isupper()
        and count_words(following.text) > 1
    )


def weigh(lines: Sequence[Line], start: int, end: int) -> int:
    """Characters of whole sentences between two lines."""
    return sum(len(line.text) for line in lines[start:end] if line.kind is LineKind.PROSE)


def is_lone(masses: Sequence[int], share: float) -> bool:
    """Whether one text is an article, several times as long as most and of so much of all, and the others stand beside
    it: teasers, comments."""
    usual = sorted(masses)[len(masses) // 2]
    return max(masses) >= _LONE * usual and max(masses) >= share * sum(masses)


def _find_deck(lines: Sequence[Line], headlines: Sequence[int], body: int) -> int:
    """The first line of a deck under the headline, else the first paragraph."""
    if not headlines:
        return body
    number = headlines[-1] + 1
    while number < body and lines[number].kind in CREDITS:
        number += 1
    is_deck = (
        number < body
        and lines[number].kind in (LineKind.TITLE, LineKind.PROSE)
        and count_words(lines[number].text) >= 6
        and strip_bullet(lines[number].text) == lines[number].text
        and not (lines[number].kind is LineKind.TITLE and _is_credit(lines, number + 1))
    )
    return number if is_deck else body


def _find_body_start(lines: Sequence[Line], end: int) -> int | None:
    """The first paragraph of the first cluster that is not small beside the largest."""
    clusters: list[list[int]] = []
    for number in range(end):
        if lines[number].kind is not LineKind.PROSE or _is_question(lines[number].text):
            continue
        if clusters and number - clusters[-1][-1] <= _GAP:
            clusters[-1].append(number)
        else:
            clusters.append([number])
    if not clusters:
        return _find_bare_body(lines) if end == len(lines) else None
    sizes = [sum(len(lines[number].text) for number in cluster) for cluster in clusters]
    return next(cluster[0] for cluster, size in zip(clusters, sizes, strict=True) if size >= 0.3 * max(sizes))


def _find_bare_body(lines: Sequence[Line]) -> int | None:
    """On a page of a few lines without one full stop the longest is the text."""
    longest = max(range(len(lines)), key=lambda number: len(lines[number].text), default=None)
    if (
        longest is None
        or len(lines) > 5
        or lines[longest].kind is not LineKind.TITLE
        or count_words(lines[longest].text) < 8
    ):
        return None
    return longest


def _find_headlines(lines: Sequence[Line], body: int) -> tuple[int, ...]:
    """The headline above the first paragraph and its other printings there."""
    titles = [number for number in range(max(0, body - 40), body) if is_headline(lines[number])]
    by_text: dict[str, list[int]] = {}
    for number in titles:
        by_text.setdefault(fold(lines[number].text), []).append(number)
    printed_twice = [numbers for numbers in by_text.values() if len(numbers) > 1 and body - numbers[-1] <= 12]
    if printed_twice:
        return tuple(printed_twice[-1])
    open_titles = [number for number in titles if not _has_text(lines[number + 1 : body])]
    credited = [number for number in open_titles if _is_credited(lines, number, body)]
    if credited and (
        body - credited[-1] > _HEAD or not is_title(lines[open_titles[-1]].text) or credited[-1] != open_titles[-1]
    ):
        return (credited[-1],)
    near = [number for number in open_titles if body - number <= _HEAD]
    if not near:
        return ()
    if body <= _TOP and all(line.kind not in (LineKind.FURNITURE, LineKind.ENDING) for line in lines[:body]):
        return (near[0],)
    headline = near[-1]
    if headline - 1 in near and headline - 2 not in near and len(lines[headline].text) > len(lines[headline - 1].text):
        headline -= 1
    return (headline,)
