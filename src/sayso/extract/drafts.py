"""Statements in the making: attributions moved to the page, with offsets into its text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sayso.extract.attributions import Attribution
from sayso.extract.dialogue import Turn
from sayso.extract.sources import SourcePhrase
from sayso.model import Source, Span, Stance, Via


@dataclass(slots=True)
class Draft:
    """A statement in the making, with offsets into the page's text."""

    sentence: int
    cue: Span
    lemma: str
    stance: Stance
    phrase: SourcePhrase | None
    content: list[Span]
    quoted: bool
    negated: bool = False
    hearer: Span | None = None
    carrier: SourcePhrase | None = None
    noun: bool = False
    bare: bool = False  # the content is a phrase, no clause
    loose: bool = False  # goes on without a word of speech, though its quotation was closed
    vias: list[Via] = field(default_factory=list)
    source: Source | None = None

    @property
    def hull(self) -> Span:
        """From the first to the last character of the content."""
        return Span(self.content[0].start, self.content[-1].end)


def by_sentence(drafts: Sequence[Draft]) -> list[list[Draft]]:
    """The drafts of each sentence."""
    groups: dict[int, list[Draft]] = {}
    for draft in drafts:
        groups.setdefault(draft.sentence, []).append(draft)
    return list(groups.values())


def take_turn(turn: Turn, is_head: bool) -> Draft:
    """A turn as a statement: what a headline gives is quoted only where it has marks, a turn of a dialogue always."""
    phrase = SourcePhrase(head=turn.name)
    return Draft(
        sentence=turn.sentence,
        cue=turn.cue,
        lemma=":",
        stance=Stance.ASSERT,
        phrase=phrase,
        content=[turn.content],
        quoted=turn.quoted or not is_head,
    )


def shift_attribution(attribution: Attribution, sentence: int, offset: int) -> Draft:
    def move(span: Span) -> Span:
        return Span(span.start + offset, span.end + offset)

    def move_phrase(phrase: SourcePhrase | None) -> SourcePhrase | None:
        if phrase is None:
            return None
        return SourcePhrase(
            head=move(phrase.head),
            apposition=move(phrase.apposition) if phrase.apposition else None,
            relative=move(phrase.relative) if phrase.relative else None,
            title_first=phrase.title_first,
        )

    return Draft(
        sentence=sentence,
        cue=move(attribution.cue),
        lemma=attribution.lemma,
        stance=attribution.stance,
        phrase=move_phrase(attribution.source),
        content=[move(span) for span in attribution.content],
        quoted=attribution.quoted,
        negated=attribution.negated,
        hearer=move(attribution.hearer) if attribution.hearer else None,
        carrier=move_phrase(attribution.carrier),
        noun=attribution.noun,
        bare=attribution.phrase,
    )


def drop_doubles(drafts: Sequence[Draft]) -> list[Draft]:
    """One statement a content: of two with the same words the one with a source, then the earlier one."""
    best: dict[tuple[Span, ...], Draft] = {}
    for draft in drafts:
        if not draft.content:
            continue
        key = tuple(draft.content)
        if key not in best or (best[key].phrase is None and draft.phrase is not None):
            best[key] = draft
    return sorted(best.values(), key=lambda draft: (draft.content[0].start, draft.content[-1].end, draft.cue))


def phrase_words(text: str, phrase: SourcePhrase) -> str:
    return text[phrase.head.start : phrase.head.end]
