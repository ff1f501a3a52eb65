"""Where one statement ends and the next begins: quotations that go on, and what the writer or somebody else says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sayso.extract.attributions import is_quotation
from sayso.extract.cues import load_cues
from sayso.extract.drafts import Draft
from sayso.extract.quotes import find_quotations
from sayso.extract.sentences import Sentence
from sayso.model import Span
from sayso.spans import contains

OTHERS = ("while", "whereas", "but", "although", "though")
CONTRAST = re.compile(r",\s+(while|whereas|but|although|though|with)\s+\Z", re.IGNORECASE)
ASIDE = re.compile(
    r",\s+(?:(?:up|down)\s+from\s|(?:(?:more|less|just|only|nearly|almost|about)\s+(?:than\s+)?)?\w+\s+"
    r"(?:hours?|days?|weeks?|months?|years?)\s+(?:after|before)\s)"
)
EDGE = 12  # characters, such as marks, by which two contents may differ and yet end alike


def join_quotations(text: str, sentences: Sequence[Sentence], drafts: list[Draft]) -> None:
    """A quotation goes on: right behind its own cue, in the next paragraph where it was not closed, after a colon."""
    by_sentence: dict[int, list[Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.sentence, []).append(draft)
    speaking: Draft | None = None
    for number, sentence in enumerate(sentences):
        words = text[sentence.start : sentence.end]
        same = number > 0 and sentences[number - 1].paragraph == sentence.paragraph
        if is_quotation(words):
            if speaking and (same or not speaking.content or _is_open(text, speaking)):
                speaking.content.append(sentence.span)
            else:
                speaking = None
            continue
        speaking = _speaking(by_sentence.get(number, ()))


def _speaking(drafts: Sequence[Draft]) -> Draft | None:
    """The statement of a sentence that a following quotation may continue."""
    announced = [draft for draft in drafts if not draft.content]
    if announced:
        return announced[-1]
    direct = [draft for draft in drafts if draft.quoted]
    return direct[-1] if direct else None


def _is_open(text: str, draft: Draft) -> bool:
    """Whether the last quotation of a statement was never closed."""
    quotes = find_quotations(text[draft.content[-1].start : draft.content[-1].end])
    return bool(quotes) and not quotes[-1].closed


def cut_narration(text: str, drafts: Sequence[Draft]) -> None:
    """Leave out of a content what the same speaker goes on to say: "said A, adding that B"."""
    for outer in drafts:
        for inner in drafts:
            if inner is outer:
                continue
            _keep_inside(text, outer, inner)
            _cut_relative(text, outer, inner)
            _cut_contrast(text, outer, inner)
            if inner.lemma not in load_cues().narrating:
                continue
            if inner.cue.start <= outer.cue.start or not text[inner.cue.start : inner.cue.end].lower().endswith("ing"):
                continue
            before = text[: inner.cue.start].rstrip()[-1:]
            if before in (",", "—", "–") and any(contains(span, inner.cue) for span in outer.content):
                _end_before(outer, inner.cue.start, text)
                if outer.phrase and outer.content:
                    inner.phrase = outer.phrase
                    inner.hearer = inner.hearer or outer.hearer


def cut_aside(text: str, draft: Draft) -> None:
    """Leave out what the writer compares: "said 30 were missing, down from 90", "…, a week after she denied it"."""
    found = None if draft.quoted or not draft.content else ASIDE.search(text, *_ends(draft.content[-1]))
    if found:
        _end_before(draft, found.start(), text)


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _keep_inside(text: str, outer: Draft, inner: Draft) -> None:
    """End a content where the content ends in which its cue stands: "B denied A, the mayor said"."""
    around = next((span for span in outer.content if contains(span, inner.cue)), None)
    if around is None or around != outer.content[-1] or inner.quoted or not inner.content:
        return
    if inner.content[0].start < around.end < inner.content[-1].end:
        _end_before(inner, around.end, text)


def _cut_relative(text: str, outer: Draft, inner: Draft) -> None:
    """Leave out what somebody else says of the last thing named: "pledged aid for farms, which say they need it"."""
    relative = inner.phrase.relative if inner.phrase else None
    if relative is None or not outer.content or outer.quoted or not contains(outer.content[-1], relative):
        return
    behind = outer.content[-1].end - (inner.content[-1].end if inner.content else relative.end)
    if (
        text[: relative.start].rstrip()[-1:] in (",", "-", "–", "—")
        and behind <= 2
        and inner.content
        and inner.content[0].start > relative.start
    ):
        _end_before(outer, relative.start, text)


def _cut_contrast(text: str, outer: Draft, inner: Draft) -> None:
    """Leave out what somebody else says at its end: "said A, while the rebels said B", "said A, with Lee saying B"."""
    if outer.quoted or not outer.content or not inner.content or inner.phrase is None:
        return
    start, span = inner.phrase.head.start, outer.content[-1]
    if not span.start < start < span.end or span.end - inner.content[-1].end > EDGE:
        return
    link = CONTRAST.search(text, max(span.start, start - 20), start)
    if link and link.group(1).lower() in (
        ("with",) if text[inner.cue.start : inner.cue.end].endswith("ing") else OTHERS
    ):
        _end_before(outer, link.start(), text)


def _end_before(draft: Draft, end: int, text: str) -> None:
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
