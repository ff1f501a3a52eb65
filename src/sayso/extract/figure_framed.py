"""Figures whose own words name nothing take what they count, or what happened to it, from their sentence's parse."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import attrgetter

from sayso.extract.figure_draft import Draft
from sayso.extract.figure_frames import Frame, read_frame
from sayso.extract.figure_words import find_unit, load_words
from sayso.extract.parse import find_clause_quotes
from sayso.extract.parsed import load_parsed
from sayso.extract.sentences import split_paragraph
from sayso.extract.sieve import may_attribute
from sayso.model import Span
from sayso.rules.lines import load_rules

POINTING_REACH = 400  # characters before an amount in which the one that it points at stands
MOST_POINTED = 40  # … and figures before it among which that one is


def frame_figures(texts: Sequence[str], drafts: Sequence[Sequence[Draft]], blocks: Sequence[Sequence[Span]]) -> None:
    """Give each draft of each article what it lacks, counted thing or measure; its conversions the same.

    No sentence is parsed only for what happened to a count that has its noun: it is told where somebody speaks.
    """
    placed = [
        (text, found, number, span)
        for text, found, spans in zip(texts, drafts, blocks, strict=True)
        for number, span in _place_drafts(text, found, spans)
        if _is_amount(found[number]) or may_attribute(text[span.start : span.end])
    ]
    trees = load_parsed().find([text[span.start : span.end] for text, _, _, span in placed])
    for (_, found, number, span), tree in zip(placed, trees, strict=True):
        draft = found[number]
        start, end = draft.start - span.start, draft.end - span.start
        frame = read_frame(tree, start, end, is_amount=_is_amount(draft))
        _fill(draft, _follow_pointer(draft, _drop_unit(frame), found[max(0, number - MOST_POINTED) : number]))
    for draft in (draft for found in drafts for draft in found):
        if draft.conversion_of is not None:
            whole = draft.conversion_of
            draft.counted, draft.measure = whole.counted, whole.measure


def _wants(draft: Draft) -> bool:
    if draft.aside or draft.conversion_of is not None:
        return False
    if draft.kind in load_rules("counted")["kinds"]["held"] and draft.noun_end > draft.end:
        return False  # "five days of rioting"
    return draft.counted is None or draft.measure is None or _is_of_unit(draft) or _is_guessed(draft)


def _is_of_unit(draft: Draft) -> bool:
    """Whether a measure only says what the unit does: that hours are a duration."""
    kinds = load_rules("counted")["kinds"]
    return draft.measure is None or draft.measure == "duration" or draft.measure == kinds.get(draft.kind or "")


def _is_amount(draft: Draft) -> bool:
    kinds = load_rules("counted")["kinds"]
    return draft.kind in ("money", "rate", "share", *kinds["held"]) or draft.counted is None or _is_step(draft)


def _is_step(draft: Draft) -> bool:
    """ "the index fell 211 points": points by which something moves are an amount of that."""
    moved = load_words().measure_of.get(draft.measure or "") in load_rules("counted")["persons"]["changes"]
    return moved and (draft.counted or "").lower() == "points"


def _place_drafts(text: str, drafts: Sequence[Draft], blocks: Sequence[Span]) -> Iterator[tuple[int, Span]]:
    """The place in `drafts` of each that lacks something, with its sentence, or with the inner words of the quotation
    in it that is a clause of its own. Each paragraph is split, and each sentence searched for quotations, once."""
    block, sentences = -1, list[Span]()
    clauses: dict[int, list[tuple[Span, Span]]] = {}  # by where the sentence starts
    for number, draft in enumerate(drafts):
        if not _wants(draft):
            continue
        if draft.block != block:
            block, at = draft.block, blocks[draft.block]
            found = split_paragraph(text[at.start : at.end])
            sentences = [Span(at.start + span.start, at.start + span.end) for span in found]
        before = bisect_right(sentences, draft.start, key=attrgetter("start"))
        sentence = sentences[before - 1] if before else None
        if sentence is None or draft.end > sentence.end:
            continue
        if sentence.start not in clauses:
            clauses[sentence.start] = _list_clauses(text, sentence)
        yield number, _find_clause(clauses[sentence.start], draft.start) or sentence


def _list_clauses(text: str, sentence: Span) -> list[tuple[Span, Span]]:
    """The quotations of a sentence that are clauses of their own, in order, each with its words between the marks."""
    words, found = text[sentence.start : sentence.end], []
    for quote in find_clause_quotes(words):
        start = sentence.start + quote.start + quote.width
        whole = Span(sentence.start + quote.start, sentence.start + quote.end)
        found.append((whole, Span(start, start + len(quote.inner(words)))))
    return found


def _find_clause(clauses: Sequence[tuple[Span, Span]], place: int) -> Span | None:
    """The words of the quotation that is around a place."""
    before = bisect_right(clauses, place, key=lambda clause: clause[0].start)
    return clauses[before - 1][1] if before and place < clauses[before - 1][0].end else None


def _follow_pointer(draft: Draft, frame: Frame, before: Sequence[Draft]) -> Frame:
    """The frame with the words of the last amount of the kind where its own only point at one: "the figure is".
    `before`: the figures right before it."""
    if frame.counted is None or frame.counted.split()[-1].lower() not in load_rules("counted")["pointing"]["nouns"]:
        return frame
    reached = (d for d in before if d.end <= draft.start <= d.end + POINTING_REACH and not d.aside)
    alike = [d for d in reached if d.kind == draft.kind and d.counted and d.conversion_of is None]
    last = alike[-1] if alike else None
    return Frame(last.counted if last else None, (last.measure if last else None) or frame.told)


def _drop_unit(frame: Frame) -> Frame:
    """The frame without a unit as what is counted: of "moved 11 millimetres in three months" the months are of none."""
    last = frame.counted.split()[-1] if frame.counted else ""
    return Frame(None, frame.told) if last.islower() and find_unit(last) is not None else frame


def _is_guessed(draft: Draft) -> bool:
    """Whether what an amount is of was guessed from words before it: no measure is named, or nothing but a measure."""
    if _is_step(draft):
        return True
    if draft.noun_end or not _is_amount(draft):
        return False
    return _is_of_unit(draft) or (
        draft.measure != "share" and load_words().measures.fullmatch(draft.counted or "") is not None
    )


def _fill(draft: Draft, frame: Frame) -> None:
    if draft.counted is None or (frame.counted and _is_guessed(draft)):
        draft.counted = frame.counted
    told = frame.told
    if told is None or draft.is_whole or not _is_of_unit(draft):
        return
    words = load_words()
    if draft.kind in load_rules("counted")["kinds"]["held"] and words.measures.fullmatch(told):
        return  # of a time or a length no table's measure is told
    draft.measure = words.measure_of.get(told, told)
