"""Pages of short items under headings: digests, briefings, newsletters, as plain lines.

A single article with sub-headings looks alike. A page is cut only where its headings agree and something else says so
too: capitals, numbers or bullets before them, lines that come again in each item, a credit or a pointer under each, or
a page that calls itself a digest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from sayso.model import FurnitureKind
from sayso.rules.credits import is_capitalised, strip_bullet
from sayso.rules.datelines import opens_with_dateline
from sayso.rules.shape import CREDITS, Line, LineKind, count_sentences, count_words, fold_line, is_dense
from sayso.split.called import is_letter, opens_page, says_digest, takes_leave
from sayso.split.openings import Items, Opening, fold, is_headline, is_lone, weigh

_LEAST = 3
_MOST_PARAGRAPHS = 3  # of one item
_SHORT_ITEM = 100  # characters of a paragraph that tells news by itself
_SHORTEST = 40  # the same where each item has a credit, or lines that come again in all
_LONGEST_INTRO = 900  # characters above the first item
_LONGEST_HEADING = 200
_AGREE = 0.7  # share of the items that must be alike
_OFTEN = 0.5  # share of the items in which a line comes again that belongs to none
_LONE_SHARE = 0.3  # of all that an article among teasers holds
_COHESION = 0.2  # share of the names that stand in several parts of a single article
_MOST_NUMBERS = 0.2  # share of the words of a paragraph that tells news
_LONGEST_TOLD = 20_000  # characters of an item whose names are looked at
_LONGEST_TAIL = 40  # characters in brackets at the end of an item


class _Style(NamedTuple):
    """A way of writing headings; whether it tells items from sub-headings by itself."""

    fits: Callable[[str], bool]
    tells: bool


def find_digest(lines: Sequence[Line], *, run_in: bool = True, called: bool = False) -> Items | None:
    """The items of a digest, also those with their headlines in the line of the text (`run_in`); else None.

    `called`: something else than these lines says that the page is a digest.
    """
    called = called or says_digest(lines) or is_letter(lines)
    lines = lines[: _find_over(lines)]
    return (
        _find_headed(lines, called=called)
        or (_find_run_in(lines, called=called) if run_in else None)
        or _find_points(lines, called=called)
    )


def _find_over(lines: Sequence[Line]) -> int:
    """The number of the line that ends an article, most read and comments below it, where the greater part of the page
    stands above."""
    total = weigh(lines, 0, len(lines))
    endings = (number for number, line in enumerate(lines) if line.kind is LineKind.ENDING)
    return next((number for number in endings if 2 * weigh(lines, 0, number) >= total > 0), len(lines))


# --- headings on lines of their own ----------------------------------------------------------------------------------


def _find_headed(lines: Sequence[Line], *, called: bool) -> Items | None:
    headed = list(_drop_pointers(lines, list(_read_headed(lines))))
    for style in _STYLES:
        fitting = [opening for opening in headed if style.fits(lines[opening.headlines[0]].text)]
        chosen = _take_credits(lines, _drop_greeting(lines, fitting))
        asked = sum(lines[opening.headlines[0]].text.endswith("?") for opening in chosen)
        if len(chosen) < _LEAST or 2 * asked >= len(chosen) or weigh(lines, 0, chosen[0].start) > _LONGEST_INTRO:
            continue
        end = _end_last(lines, chosen)
        again = _find_again(lines, chosen, end)
        inside = [opening for opening in headed if chosen[0].start <= opening.start < end]
        if (
            (style.tells or again or _is_credited(lines, chosen, end) or _is_signed(chosen) or called)
            and len(chosen) >= _AGREE * len(inside)
            and _is_regular(lines, chosen, end, least=_SHORTEST if again or called else _SHORT_ITEM)
            and not _tells_one_story(lines, chosen, end)
        ):
            heads = {number: _trim(lines[number].text) for opening in chosen for number in opening.headlines}
            return Items(chosen, end, again, heads)
    return None


def _trim(words: str) -> tuple[int, int]:
    """Which characters of a heading are left without the number or bullet before it."""
    mark = _SET_NUMBER.match(words) or _BULLET.match(words)
    return (mark.end() if mark and mark.end() < len(words) else 0), len(words)


def _read_headed(lines: Sequence[Line]) -> Iterator[Opening]:
    """Each heading with its text below, no more than two short lines between."""
    for number, line in enumerate(lines):
        if line.kind is not LineKind.PROSE or measure(line.text) < _SHORTEST or _is_heading(line):
            continue
        above = number - 1
        while above >= max(0, number - 2) and _stands_between(lines, above, number):
            above -= 1
        if above < 0 or not _is_heading(lines[above]):
            above = number - 1
        if above >= 0 and _is_heading(lines[above]):
            credited = tuple(other for other in range(above + 1, number) if any(map(str.isalnum, lines[other].text)))
            yield Opening(above, (above,), credited, number)


def _drop_pointers(lines: Sequence[Line], headed: Sequence[Opening]) -> Iterator[Opening]:
    """Without what stands under a line that comes again and again: "To the article"."""
    said = Counter(fold(line.text) for line in lines)
    for opening in headed:
        if said[fold(lines[opening.headlines[0]].text)] < _LEAST:
            yield opening


def _drop_greeting(lines: Sequence[Line], headed: list[Opening]) -> list[Opening]:
    """Without the first, if its text only opens the page."""
    return headed[1:] if headed and opens_page(lines[headed[0].body].text) else headed


def _take_credits(lines: Sequence[Line], headed: Sequence[Opening]) -> list[Opening]:
    """The openings with what stands over their headings, and who signed below their texts, where most have that."""
    return _take_signatures(lines, _take_credits_above(lines, headed))


def _take_signatures(lines: Sequence[Line], headed: Sequence[Opening]) -> list[Opening]:
    """With the name under each text, and the place under that, where they stand under most texts: readers' letters."""
    ends = [*(opening.start for opening in headed[1:]), len(lines)]
    below = [_find_signature(lines, opening.body, end) for opening, end in zip(headed, ends, strict=False)]
    if sum(map(bool, below)) < max(_LEAST, _AGREE * len(headed)):
        return list(headed)
    return [
        opening._replace(credits=(*opening.credits, *signed)) for opening, signed in zip(headed, below, strict=True)
    ]


def _find_signature(lines: Sequence[Line], body: int, end: int) -> tuple[int, ...]:
    """The lines of a name, and perhaps a place or role, directly below the paragraphs from line `body` on."""
    number = body
    while number < end and lines[number].kind is LineKind.PROSE:
        number += 1
    signed = range(number, min(end, number + 2))
    if not signed or not _may_sign(lines[number]):
        return ()
    return tuple(other for other in signed if lines[other].kind in (LineKind.LABEL, LineKind.BYLINE))


def _may_sign(line: Line) -> bool:
    """Whether the line is two to four words with capitals and nothing else: a person's name."""
    return line.kind is LineKind.BYLINE or (
        line.kind is LineKind.LABEL and is_capitalised(line.text) and len(line.text.split()) > 1
    )


def _take_credits_above(lines: Sequence[Line], headed: Sequence[Opening]) -> list[Opening]:
    """The openings with the credits over their headings, where these stand over nearly all, the first included."""
    above = [opening.start > 0 and lines[opening.start - 1].kind in CREDITS for opening in headed]
    if not headed or not above[0] or sum(above) < _AGREE * len(headed):
        return list(headed)
    return [
        Opening(opening.start - 1, opening.headlines, (opening.start - 1, *opening.credits), opening.body)
        if credited
        else opening
        for opening, credited in zip(headed, above, strict=True)
    ]


def _stands_between(lines: Sequence[Line], number: int, body: int) -> bool:
    """Whether the line may be a credit between a heading and its text."""
    line = lines[number]
    if line.kind in CREDITS or not any(letter.isalpha() for letter in line.text):
        return True
    under = number == body - 1 and number > 0 and lines[number - 1].kind is LineKind.TITLE
    return under and line.kind is LineKind.LABEL and not _is_marked(line.text)


def _is_heading(line: Line) -> bool:
    if line.kind is LineKind.PROSE:
        short = len(line.text) <= _LONGEST_HEADING and measure(line.text) < 80
        return short and (_NUMBER.match(line.text) is not None or is_headline(line))
    return (
        line.kind in (LineKind.TITLE, LineKind.LABEL)
        and len(line.text) <= _LONGEST_HEADING
        and line.text[-1] not in ".:,;。：、，；"
        and any(letter.isalpha() for letter in line.text)
    )


_NUMBER = re.compile(r"(?:\d{1,2}|[①-⑳➀-➓])\s?[.)∙·•:–—|/-]?\s+(?=\S)|[①-⑳➀-➓]")
_SET_NUMBER = re.compile(r"(?:\d{1,2}|[①-⑳➀-➓])\s?[.)∙·•:–—|/-]\s*(?=\S)|[①-⑳➀-➓]\s?")
_SPACED_NUMBER = re.compile(r"\d{1,2}\s?[∙·•|–—/]\s?(?=\S)|[①-⑳➀-➓]")
_BULLET = re.compile(
    r"(?:[\u2600-\u27bf\U0001f300-\U0001faff][\ufe0f\u200d]){1,4}\s*(?=\w)|[^\w\s\"'“”‘’«»„¿¡(\[【〔〈《「『（#@$€£+…–—-]\s*(?=\w|[\"“‘«„])|[*•-]\s+(?=\S)"
)


def _is_shouted(words: str) -> bool:
    return words.isupper() and sum(letter.isalpha() for letter in words) >= 6


def _is_marked(words: str) -> bool:
    """Whether a bullet, an emoji or a number set off by a dot stands before the heading."""
    return bool(_SPACED_NUMBER.match(words) or _BULLET.match(words))


_STYLES = (
    _Style(_is_shouted, tells=True),
    _Style(_is_marked, tells=True),
    _Style(lambda words: _NUMBER.match(words) is not None, tells=False),
    _Style(lambda words: _NUMBER.match(words) is None and strip_bullet(words) == words, tells=False),
)


# --- what says that they are items -----------------------------------------------------------------------------------


def _borders(headed: Sequence[Opening], end: int) -> list[tuple[int, int]]:
    return list(pairwise([*(opening.start for opening in headed), end]))


def _find_again(lines: Sequence[Line], headed: Sequence[Opening], end: int) -> frozenset[int]:
    """Lines below the first paragraph of an item that come again, or begin with the same words, in half of them.

    Adverts come again between the chapters of an article too.
    """
    tails = [range(opening.body + 1, stop) for opening, (_, stop) in zip(headed, _borders(headed, end), strict=True)]
    said: Counter[str] = Counter()
    for tail in tails:
        said.update({key for number in tail if (key := _read_opening(lines[number]))})
    often = {key for key, count in said.items() if count >= max(_LEAST, _OFTEN * len(headed))}
    return frozenset(number for tail in tails for number in tail if _read_opening(lines[number]) in often)


def _read_opening(line: Line) -> str | None:
    """The words by which a line is known again: all of a short one, of a longer one the first two before a capital."""
    if line.furniture is FurnitureKind.ADVERT:
        return None
    if count_words(line.text) <= 4 and len(line.text) <= 40:
        return fold_line(line.text) or line.text
    words = line.text.split(maxsplit=3)
    if len(words) > 2 and len(words[0]) + len(words[1]) >= 6 and _opens_title(words[1], words[2]):
        return " ".join(words[:2])
    return None


def _opens_title(last: str, following: str) -> bool:
    """Whether something begins after the words: a colon, or a capital or number after a small letter."""
    return last.endswith((":", "：")) or (last[-1].islower() and (following[0].isupper() or following[0].isdigit()))


def _is_credited(lines: Sequence[Line], headed: Sequence[Opening], end: int) -> bool:
    """Whether most items have a credit of their own, or end alike: with a page number, a day."""
    spans = [range(opening.start, stop) for opening, (_, stop) in zip(headed, _borders(headed, end), strict=True)]
    credited = sum(
        opens_with_dateline(lines[opening.body].text) or any(lines[number].kind in CREDITS for number in span)
        for opening, span in zip(headed, spans, strict=True)
    )
    return credited >= _AGREE * len(spans) or _end_alike([lines[span[-1]].text for span in spans])


def _is_signed(headed: Sequence[Opening]) -> bool:
    """Whether most items are signed below, each by somebody else."""
    return sum(opening.credits[-1:] > (opening.body,) for opening in headed) >= _AGREE * len(headed)


def _end_alike(texts: Sequence[str]) -> bool:
    """Whether most texts end in the same words in brackets, numbers apart."""
    tails = Counter(
        _DIGITS.sub("0", match[0]) for text in texts if (match := _BRACKETS.search(text[-_LONGEST_TAIL - 3 :]))
    )
    return bool(tails) and max(tails.values()) >= max(_LEAST, _AGREE * len(texts))


_DIGITS = re.compile(r"\d+")
_BRACKETS = re.compile(r"\([^()]{1,38}\)(?=\W{0,2}$)")


def _is_regular(lines: Sequence[Line], headed: Sequence[Opening], end: int, *, least: int) -> bool:
    """Whether the items are short, tell something, and hold nearly all the text below the first heading."""
    spans = _borders(headed, end)
    counts = [sum(line.kind is LineKind.PROSE for line in lines[start:following]) for start, following in spans]
    short = sum(count <= _MOST_PARAGRAPHS for count in counts)
    told = sum(_tells(lines[opening.body].text, least) for opening in headed)
    masses = [weigh(lines, start, stop) for start, stop in spans]
    return (
        min(short, told) >= _AGREE * len(counts)
        and not is_lone(masses, _LONE_SHARE)
        and weigh(lines, end, len(lines)) <= weigh(lines, headed[0].start, end)
    )


def _tells(words: str, least: int) -> bool:
    """Whether a paragraph tells something: a line of results has a number to every few words."""
    parts = words.split()
    if measure(words) < least or is_dense(words):
        return measure(words) >= least
    return sum(any(map(str.isdigit, part)) for part in parts) <= _MOST_NUMBERS * len(parts)


def _tells_one_story(lines: Sequence[Line], headed: Sequence[Opening], end: int) -> bool:
    """Whether the names of one part come again in others, as they do in the chapters of one article.

    Of the names in an article of several parts about a quarter stand in more than one, in a digest a tenth.
    """
    held: Counter[str] = Counter()
    for start, stop in _borders(headed, end):
        told = " ".join(line.text for line in lines[start:stop] if line.kind is LineKind.PROSE)
        held.update({match[1] for match in _NAME.finditer(told[:_LONGEST_TOLD]) if match[1][0].isupper()})
    again = sum(count > 1 for count in held.values())
    return again >= _LEAST and again > _COHESION * len(held)


# A word with a capital in mid sentence, without the ending of a genitive.
_NAME = re.compile(r"(?<=[^\W\d_][\s,;])\s?((?!I\b)[^\W\d_]{3,}+)(?=\W)")


def measure(words: str) -> int:
    """Characters; those of scripts of syllables and ideographs count twice."""
    return len(words) * (2 if is_dense(words) else 1)


def _end_last(lines: Sequence[Line], headed: Sequence[Opening]) -> int:
    """After the last item's paragraphs: as many as the longest of the others has, one after the other."""
    most = max(second.start - first.body for first, second in pairwise(headed))
    end = headed[-1].body
    last = min(len(lines), headed[-1].body + min(most, _MOST_PARAGRAPHS))
    while end < last and lines[end].kind is LineKind.PROSE and not takes_leave(lines[end].text):
        end += 1
    return end


# --- single sentences ------------------------------------------------------------------------------------------------


def _find_points(lines: Sequence[Line], *, called: bool) -> Items | None:
    """Items of one line each behind a bullet or number, on a page that calls itself a digest and tells little else."""
    found = [
        number
        for number, line in enumerate(lines)
        if line.kind is LineKind.PROSE and (_BULLET.match(line.text) or _NUMBER.match(line.text))
    ]
    if len(found) <= _LEAST or not (called or _are_pictured(lines, found)):
        return None
    told = sum(len(lines[number].text) for number in found)
    if told < _AGREE * weigh(lines, 0, len(lines)):
        return None
    return Items([Opening(number, (), (), number) for number in found], found[-1] + 1)


def _are_pictured(lines: Sequence[Line], found: Sequence[int]) -> bool:
    """Whether the paragraphs stand behind pictures of different things, and tell of different people and places."""
    pictures = {lines[number].text.split()[0] for number in found}
    if len(pictures) < _AGREE * len(found) or any(not _is_picture(picture) for picture in pictures):
        return False
    return not _tells_one_story(lines, [Opening(number, (), (), number) for number in found], found[-1] + 1)


def _is_picture(mark: str) -> bool:
    return len(mark) <= 8 and any("\u2600" <= letter <= "\u27bf" or letter >= "\U0001f300" for letter in mark)


# --- headings in the line of the text --------------------------------------------------------------------------------


def _find_run_in(lines: Sequence[Line], *, called: bool) -> Items | None:
    """Items of one line each, `Headline: text`, that end alike or whose page calls itself a digest."""
    found = {n: head for n, line in enumerate(lines) if (head := _read_head(line, called=called))}
    if len(found) < _LEAST + 1:
        return None
    first, last = min(found), max(found)
    between = [line for line in lines[first:last] if line.kind is LineKind.PROSE]
    if weigh(lines, 0, first) > _LONGEST_INTRO or len(found) < _AGREE * len(between):
        return None
    if len({fold(head) for head in found.values()}) < len(found):
        return None
    if not (called or _end_alike([lines[number].text for number in found])):
        return None
    spans = {number: (0, len(head)) for number, head in found.items() if not head.endswith((",", "."))}
    return Items([Opening(number, (), (), number) for number in found], last + 1, heads=spans)


def find_led(lines: Sequence[Line], leads: Mapping[int, int]) -> Items | None:
    """Items of a digest that begin with words set apart from their text: `leads` is how many characters, by line."""
    found = sorted(number for number in leads if measure(lines[number].text) - leads[number] >= _SHORTEST)
    if len(found) < _LEAST or weigh(lines, 0, found[0]) > _LONGEST_INTRO:
        return None
    openings = [Opening(number, (), (), number) for number in found]
    end = _end_last(lines, openings) if len(found) < found[-1] - found[0] + 1 else found[-1] + 1
    if not _is_regular(lines, openings, end, least=_SHORTEST) or _tells_one_story(lines, openings, end):
        return None
    return Items(openings, end, heads={number: (0, leads[number]) for number in found})


_HEAD = re.compile(r"([^:：.!。]{4,140})(?::\s+|：\s*)(?=[\w\"“‘«„])")
_NAMED = re.compile(r"([A-ZÀ-Þ][A-ZÀ-Þ'’-]{2,}(?:[ -][A-ZÀ-Þ'’-]{2,}){0,3},)\s[A-ZÀ-Þ]")  # "ORRIN, Tamsin", in notices
# "LOWER IMS. The mill may keep its weir": the place that a short item is about.
_PLACED = re.compile(
    r"([A-ZÀ-ÞĀ-ſЀ-Я][A-ZÀ-ÞĀ-ſЀ-Я'’-]+(?: [A-ZÀ-ÞĀ-ſЀ-Я'’-]{2,}){0,3}[.,]?)(?<=[.])\s(?=[^\W\d_a-zà-ÿ])"
)
_LEAST_HEAD = 8  # characters of a headline before a colon, and words
_LEAST_HEAD_WORDS = 3


def _read_head(line: Line, *, called: bool) -> str | None:
    """The headline with which a paragraph begins, before a colon, or the name; any word where the page is a digest."""
    words = line.text
    if line.kind is not LineKind.PROSE:
        return None
    if called and (named := _NAMED.match(words[:160])):
        return named[1]
    if called and (placed := _PLACED.match(words[:160])):
        return placed[1]
    match = _HEAD.match(words[:160])
    if match is None or measure(words) - match.end() < 40 or count_sentences(match[1]) > 1:
        return None
    whole = len(match[1]) >= _LEAST_HEAD and count_words(match[1]) >= _LEAST_HEAD_WORDS
    return match[1] if whole or called else None
