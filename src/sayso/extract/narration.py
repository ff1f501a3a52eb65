"""Where one statement ends and the next begins: quotations that go on, and what the writer or somebody else says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sayso.extract.attributions import is_quotation
from sayso.extract.cues import load_cues
from sayso.extract.drafts import Draft, by_sentence
from sayso.extract.edges import end_before
from sayso.extract.quotes import find_quotations
from sayso.extract.sentences import Sentence
from sayso.model import Span
from sayso.spans import contains

RELATIVES = ("which", "who", "whom")
OTHERS = ("while", "whereas", "but", "although", "though")
LINKED = re.compile(r",\s+(?:and|but|while|though|although)\s+\Z", re.IGNORECASE)
CONTRAST = re.compile(r"(?:,\s+|\A)(while|whereas|but|although|though|with)\s+\Z", re.IGNORECASE)
SHORT = 8  # words of a sentence that only names who spoke before it
EDGE = 12  # characters, such as marks, by which two contents may differ and yet end alike


def join_quotations(text: str, sentences: Sequence[Sentence], drafts: list[Draft]) -> None:
    """A quotation goes on: right behind its own cue, in the next paragraph, after a colon.

    Where it was closed and a paragraph ended, or only a piece of the next sentence is quoted, that the same speaker
    goes on is but likely: the draft is `loose` then.
    """
    groups = {group[0].sentence: group for group in by_sentence(drafts)}
    speaking: Draft | None = None
    for number, sentence in enumerate(sentences):
        late = _names_late(text, sentences, number, groups)
        if late:
            _hand_over(text, sentences, number, speaking, late)
            speaking = late
            continue
        words = text[sentence.start : sentence.end]
        same = number > 0 and sentences[number - 1].paragraph == sentence.paragraph
        if speaking is None and same and _is_whole_quotation(words):
            speaking = _telling(groups.get(number - 1, ()))
        if speaking and _is_whole_quotation(words):
            speaking.loose = speaking.loose or not (same or not speaking.content or _is_open(text, speaking))
            speaking.content.append(sentence.span)
            continue
        if speaking and (speaking.quoted or speaking.loose) and same and not groups.get(number) and _goes_on(words):
            speaking.quoted, speaking.loose = False, True
            speaking.content.append(sentence.span)
            continue
        if is_quotation(words):
            continue
        speaking = _speaking(groups.get(number, ()))


def _names_late(
    text: str, sentences: Sequence[Sentence], number: int, groups: Mapping[int, Sequence[Draft]]
) -> Draft | None:
    """The draft of a short sentence that names who spoke the quotation before it: "“I knew it.” Marn said."."""
    found = groups.get(number, ())
    if len(found) != 1 or found[0].content or not number or text[sentences[number].end - 1] in ":,":
        return None
    before, sentence = sentences[number - 1], sentences[number]
    short = text.count(" ", sentence.start, sentence.end) < SHORT
    alone = before.paragraph == sentence.paragraph and _is_whole_quotation(text[before.start : before.end])
    return found[0] if short and alone and not groups.get(number - 1) else None


def _hand_over(text: str, sentences: Sequence[Sentence], number: int, earlier: Draft | None, late: Draft) -> None:
    """Give the quotations right before a sentence to its speaker, and take them from the one before."""
    first = number - 1
    paragraph = sentences[number].paragraph
    while (
        first > 0
        and sentences[first - 1].paragraph == paragraph
        and _is_whole_quotation(text[sentences[first - 1].start : sentences[first - 1].end])
    ):
        first -= 1
    spans = [sentence.span for sentence in sentences[first:number]]
    if earlier:
        earlier.content = [span for span in earlier.content if span.end <= spans[0].start]
    late.content, late.quoted = spans, True


def _is_whole_quotation(words: str) -> bool:
    quotes = find_quotations(words)
    return bool(quotes) and not (words[: quotes[0].start] + words[quotes[0].end :]).strip(" .,")


def _goes_on(words: str) -> bool:
    """Whether a sentence without a word of speech holds a piece of the quotation before it."""
    quotes = find_quotations(words)
    if not quotes or not quotes[-1].closed or words[: quotes[-1].start].rstrip().endswith(":"):
        return False  # a colon announces somebody else's
    return quotes[-1].inner(words).count(" ") > 2


def _speaking(drafts: Sequence[Draft]) -> Draft | None:
    """The statement of a sentence that a following quotation may continue."""
    announced = [draft for draft in drafts if not draft.content]
    if announced:
        return announced[-1]
    direct = [draft for draft in drafts if draft.quoted] or [draft for draft in drafts if _stands_behind(draft)]
    return direct[-1] if direct else None


def _telling(drafts: Sequence[Draft]) -> Draft | None:
    """The one statement of a sentence, in other words than the speaker's: "Lee said it must wait. “We have time.”"."""
    told = [draft for draft in drafts if draft.content and not draft.noun]
    return told[0] if len(told) == 1 and not any(draft.quoted for draft in drafts) else None


def _stands_behind(draft: Draft) -> bool:
    """Whether the word of speech follows all that is said: "It was “mad,” she said."."""
    return not draft.noun and draft.content[-1].end <= draft.cue.start


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
            _cut_according(text, outer, inner)
            if inner.lemma not in load_cues().narrating:
                continue
            if inner.cue.start <= outer.cue.start or not text[inner.cue.start : inner.cue.end].lower().endswith("ing"):
                continue
            before = text[: inner.cue.start].rstrip()[-1:]
            if before in (",", "—", "–") and any(contains(span, inner.cue) for span in outer.content):
                end_before(outer, inner.cue.start, text)
                if outer.phrase and outer.content:
                    inner.phrase = outer.phrase
                    inner.hearer = inner.hearer or outer.hearer


def _keep_inside(text: str, outer: Draft, inner: Draft) -> None:
    """End a content where the content ends in which its cue stands: "B denied A, the mayor said"."""
    around = next((span for span in outer.content if contains(span, inner.cue)), None)
    if around is None or around != outer.content[-1] or inner.quoted or not inner.content:
        return
    if inner.content[0].start < around.end < inner.content[-1].end:
        end_before(inner, around.end, text)


def _cut_relative(text: str, outer: Draft, inner: Draft) -> None:
    """Leave out what somebody else says of the last thing named: "pledged aid for farms, which say they need it"."""
    relative = _relative(text, inner)
    if relative is None or not outer.content or outer.quoted or not contains(outer.content[-1], relative):
        return
    behind = outer.content[-1].end - (inner.content[-1].end if inner.content else relative.end)
    if (
        text[: relative.start].rstrip()[-1:] in (",", "-", "–", "—")
        and behind <= 2
        and inner.content
        and inner.content[0].start >= relative.start
    ):
        end_before(outer, relative.start, text)


def _relative(text: str, draft: Draft) -> Span | None:
    """The pronoun by which a relative clause names the speaker ("who said") or what is said ("which Lee denied")."""
    if draft.phrase and draft.phrase.relative:
        return draft.phrase.relative
    first = draft.content[0] if draft.content else None
    return first if first and text[first.start : first.end] in RELATIVES and first.start < draft.cue.start else None


def _cut_contrast(text: str, outer: Draft, inner: Draft) -> None:
    """Leave out what somebody else says at its end: "said A, while the rebels said B", "said A, with Lee saying B",
    "said A, and its president expressed fear that B"."""
    if outer.quoted or not outer.content or not inner.content or inner.phrase is None:
        return
    start, span = inner.phrase.head.start, outer.content[-1]
    if not span.start < start < span.end or span.end - inner.content[-1].end > EDGE:
        return
    at = max(span.start, start - 20)
    link = CONTRAST.search(text[at:start]) or (inner.noun and LINKED.search(text[at:start]))
    words = ("with",) if text[inner.cue.start : inner.cue.end].endswith("ing") else OTHERS
    if link and (inner.noun or link.group(1).lower() in words):
        end_before(outer, at + link.start(), text)


def _cut_according(text: str, outer: Draft, inner: Draft) -> None:
    """Leave out a last clause that is somebody else's: "said A, but B, according to Lee"."""
    if inner.lemma != "according to" or outer.quoted or not outer.content or not inner.content:
        return
    start, span = inner.content[0].start, outer.content[-1]
    if contains(span, inner.cue) and span.start < start < inner.cue.start:
        link = LINKED.search(text[max(span.start, start - 20) : start])
        if link:
            end_before(outer, start - len(link.group()), text)
