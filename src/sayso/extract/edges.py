"""Where a content begins and ends: without the dateline before it, and the day and occasion of its saying."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from sayso.extract.cues import read_rules
from sayso.extract.drafts import Draft
from sayso.model import Span

WINDOW = 200  # characters at either end of a content that are looked at
DATELINE = re.compile(r"[A-Z][\w.,'’ -]{1,50}(?:\([A-Z][\w /]{1,20}\)\s?(?:—|–|--|-)|\s?(?:—|–|--))\s(?=[A-Z\"“'‘])")
LABEL = re.compile(r"(?:[A-Z]{4,20}|Breaking|Updated?|Exclusive|Live|Just in|From [A-Z][^:“”\"\n]{3,80}):\s+(?=\w)")
BY_THE_WAY = re.compile(  # of the writer: "…, a charge that Elbing rejects as “mad”", "…, sending its shares down"
    r"(?:,| —| –| --) (?:(?:an?|the) "
    r"(?:charge|claim|allegation|accusation|assertion|suggestion|report|account|figure|number|demand|idea|proposal)s? "
    r"(?:that |which )?(?:[\w’'.-]+ ){1,5}(?:reject|deni|deny|disput|dismiss|call|describ|brand)(?:s|es|ed|e)?"
    r"(?: as)?(?: [“\"][^“”\"]{1,80}[”\"])?"
    r"|(?:sending|pushing|lifting|dragging|knocking) (?:its |their |the (?:\w+[’']s )?)?(?:shares|stock)\b"
    r"[^,“”\"]{0,80}"
    r"|(?:denting|dashing|stoking|fuell?ing|sparking|reviving|dimming|raising|easing|deepening|heightening|adding to) "
    r"(?:[\w’'-]+ ){0,3}"
    r"(?:hopes?|fears?|concerns?|worries|doubts?|tensions?|speculation|expectations|anger|uncertainty)\b"
    r"[^,“”\"]{0,80})\Z"
)
TOPIC = re.compile(r"(?:As (?:for|to)|When it comes to) [^,“”\"]{2,80}, ")
WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: (?:morning|afternoon|evening|night))?"
DAY_FIRST = re.compile(
    rf"(?:on )?(?:(?:early|late|last) )?{WEEKDAY}"
    r",?\s+(?=[\w“\"'‘])(?!(?:and|or|was|is|will|would|to|the \d)\b)"
)
DAY_LAST = re.compile(rf"(?<=[”\"’']) (?:on )?(?:(?:early|late|last) )?{WEEKDAY}\Z")
DAY_OF_ACT = re.compile(
    rf"(?<!\bby)(?<!\bbefore)(?<!\buntil)(?<!\bsince)(?<!\bfrom) (?:on )?(?:(?:early|late|last) )?{WEEKDAY}\Z"
)  # "praised the divers on Monday"
COMPARED = re.compile(
    r",\s+(?:(?:up|down)\s+from\s|(?:(?:more|less|just|only|nearly|almost|about)\s+(?:than\s+)?)?\w+\s+"
    r"(?:hours?|days?|weeks?|months?|years?)\s+(?:after|before)\s)"
)
DESCRIBED = re.compile(r", (?:which|who|whose|where) (?:[^,“”\"]|(?<=\d),(?=\d)){5,160}\Z")
SETTING = re.compile(r"(?:In|At|On|During|After|Before|Speaking|Writing|Asked|Later|Earlier)\b")
ANNOUNCED = re.compile(r":\s+(?=[\"“'‘„«])")


@lru_cache(maxsize=1)
def load_occasion() -> re.Pattern[str]:
    """A last phrase that names where it was said: " in an interview with …", " at a news conference on Monday"."""
    words, dated = (_join_words(read_rules("cues")["occasions"][key]) for key in ("words", "dated"))
    return re.compile(
        r",?\s(?:in|during|at|on|via|through)\s(?:(?:an?|the|his|her|its|their)\s)?(?:[\w’'“\"-]+\s){0,4}?"
        rf"(?:(?:{words})\b[^,;:.?!“”\"]{{0,80}}|(?:{dated})\s(?:[\w’'-]+\s){{0,4}}?(?:on\s)?{WEEKDAY})\Z"
    )


def _join_words(words: Sequence[str]) -> str:
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))


def trim_edges(text: str, draft: Draft) -> None:
    """Leave out of a content the dateline, the day and the occasion of its saying, and what the writer compares."""
    if not draft.content:
        return
    _trim_announced(text, draft)
    _trim_setting(text, draft)
    _trim_sentence(text, draft)
    if draft.quoted or not draft.content:
        return
    _trim_start(text, draft)
    _trim_end(text, draft)


def _trim_announced(text: str, draft: Draft) -> None:
    """ "She gave her verdict: “It was a shame,” she said": the content is the quotation."""
    span = draft.content[-1]
    if len(draft.content) > 1 or span.end > draft.cue.start or text[span.end - 1] not in "\"”'’»":
        return
    found = ANNOUNCED.search(text, span.start, span.end)
    if found:
        draft.content[0] = Span(found.end(), span.end)
        draft.quoted = True


def _trim_setting(text: str, draft: Draft) -> None:
    """ "In a letter read to the court, she said: “I did it.”": what stands before the speaker is where it was said."""
    if len(draft.content) != 2 or draft.content[0].end > draft.cue.start:
        return
    first, second = draft.content
    announced = ":" in text[draft.cue.end : second.start] and text[second.start] in "\"“'‘„«"
    if (
        announced
        and SETTING.match(text, first.start, first.end)
        and not any(m in text[first.start : first.end] for m in '“"')
    ):
        draft.content, draft.quoted = [second], True


def _trim_sentence(text: str, draft: Draft) -> None:
    """ "Talks broke up; the next round, mediators say, will be in May": what stands before the semicolon is no part."""
    if len(draft.content) != 2 or not draft.content[0].end <= draft.cue.start < draft.content[1].start:
        return
    first, second = draft.content
    at = text.rfind("; ", first.start, first.end)
    if at >= 0 and second.start < draft.cue.end + WINDOW and not any(mark in text[at : first.end] for mark in '“”"'):
        draft.content[0] = Span(at + 2, first.end)


def _trim_start(text: str, draft: Draft) -> None:
    span = draft.content[0]
    limit = min(span.end, span.start + WINDOW)
    before = span.end <= draft.cue.start
    found = (
        next(filter(None, (p.match(text, span.start, limit) for p in (DATELINE, LABEL, TOPIC))), None)
        if before
        else None
    )
    if found is None and text[draft.cue.end : span.start].isspace():
        found = DAY_FIRST.match(text, span.start, limit)
    if found and found.end() < span.end:
        draft.content[0] = Span(found.end(), span.end)


def _trim_end(text: str, draft: Draft) -> None:
    compared = COMPARED.search(text, draft.content[-1].start, draft.content[-1].end)
    if compared:
        end_before(draft, compared.start(), text)
    if not draft.content or draft.content[-1].start < draft.cue.start:
        return
    span = draft.content[-1]
    start = max(span.start + 1, span.end - WINDOW)
    for pattern in (load_occasion(), DAY_OF_ACT if draft.bare else DAY_LAST, DESCRIBED, BY_THE_WAY):
        found = pattern.search(text, start, draft.content[-1].end)
        if found:
            end_before(draft, found.start(), text)


def end_before(draft: Draft, end: int, text: str) -> None:
    """Leave out of a content what stands behind `end`, and the marks before it."""
    kept = []
    for span in draft.content:
        if span.start >= end:
            continue
        last = min(span.end, end)
        while (
            last < span.end and last > span.start and not text[last - 1].isalnum() and text[last - 1] not in "\"”'’)]"
        ):
            last -= 1
        kept.append(Span(span.start, last))
    draft.content = kept
