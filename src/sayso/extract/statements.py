"""Articles → statements. The sentences of a batch are parsed together; what hangs on the article is resolved after."""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from sayso.extract.attributions import Attribution, find_attributions
from sayso.extract.confidence import rate_statement
from sayso.extract.cues import load_cues
from sayso.extract.dates import carry_frame
from sayso.extract.descriptions import describe_source, is_thing
from sayso.extract.dialogue import find_turns
from sayso.extract.drafts import Draft, by_sentence, drop_doubles, phrase_words, shift_attribution, take_turn
from sayso.extract.edges import trim_edges
from sayso.extract.foreign import read_foreign
from sayso.extract.narration import cut_narration, join_quotations
from sayso.extract.quotes import find_quotations
from sayso.extract.relays import note_hearer, note_reporters, outer_speaker, pass_on, share_vias
from sayso.extract.roster import Roster, open_roster
from sayso.extract.sentences import Sentence, split_sentences
from sayso.extract.speakers import resolve_source
from sayso.extract.stances import refine_stance
from sayso.model import (
    ArticleText,
    DateExpression,
    DateMention,
    Directness,
    Source,
    Span,
    SpeakerKind,
    Statement,
    make_id,
)
from sayso.spans import contains, overlaps

CLAUSE_EDGE = re.compile(
    r"[;:]|,? (?:after|when|while|as|before|since|because|but|although|where|whose|until)\b"
)  # between date and cue
NOBODY = ("nobody", "no one", "none", "neither", "no-one")
CACHED = 20_000  # sentences whose attributions are kept, so that a copy costs no parse


class AttributionCache:
    """The attributions of the sentences met last, by the digest of their words."""

    def __init__(self, size: int = CACHED) -> None:
        self._size = size
        self._kept: OrderedDict[bytes, tuple[Attribution, ...]] = OrderedDict()

    def find(self, texts: Sequence[str]) -> list[tuple[Attribution, ...]]:
        """`find_attributions`, each distinct sentence once."""
        digests = [hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest() for text in texts]
        known = {digest: self._kept[digest] for digest in digests if digest in self._kept}
        new = {digest: text for digest, text in zip(digests, texts, strict=True) if digest not in known}
        known.update(zip(new, find_attributions(list(new.values())), strict=True))
        for digest in digests:
            self._kept[digest] = known[digest]
            self._kept.move_to_end(digest)
        while len(self._kept) > self._size:
            self._kept.popitem(last=False)
        return [known[digest] for digest in digests]


@lru_cache(maxsize=1)
def load_cache() -> AttributionCache:
    """The cache of this process."""
    return AttributionCache()


def extract_statements(
    items: Sequence[ArticleText], dates: Sequence[Sequence[DateMention]] | None = None
) -> list[tuple[Statement, ...]]:
    """The statements of each article, in order of the text. `dates` are each article's date mentions."""
    foreign = [read_foreign(item) for item in items]  # None: English
    sentences = [
        split_sentences(item.text, item.article) if other is None else ()
        for item, other in zip(items, foreign, strict=True)
    ]
    texts = [item.text[s.start : s.end] for item, found in zip(items, sentences, strict=True) for s in found]
    attributions = iter(load_cache().find(texts))
    return [
        _assemble(item, found, [next(attributions) for _ in found], dates[number] if dates else ())
        if foreign[number] is None
        else foreign[number] or ()
        for number, (item, found) in enumerate(zip(items, sentences, strict=True))
    ]


# --- one article ----------------------------------------------------------------------------------------------------


def _assemble(
    item: ArticleText,
    sentences: Sequence[Sentence],
    attributions: Sequence[Sequence[Attribution]],
    dates: Sequence[DateMention],
) -> tuple[Statement, ...]:
    roster = open_roster(item.text, [sentence.span for sentence in sentences])
    drafts = _draft_statements(item.text, roster, sentences, attributions)
    drafts = _find_speakers(item, roster, sentences, drafts)
    for group in by_sentence(drafts):
        share_vias(group)
        note_reporters(roster, item.text, group)
    return _build(item, sentences, drafts, dates)


def _draft_statements(
    text: str, roster: Roster, sentences: Sequence[Sentence], attributions: Sequence[Sequence[Attribution]]
) -> list[Draft]:
    """The statements of an article in order of the text, each with its own words and the phrase for its source."""
    drafts = [
        shift_attribution(attribution, number, sentence.start)
        for number, (sentence, found) in enumerate(zip(sentences, attributions, strict=True))
        for attribution in found
    ]
    join_quotations(text, sentences, drafts)
    drafts += [take_turn(turn, sentences[turn.sentence].headline) for turn in find_turns(text, sentences)]
    drafts = [draft for draft in drafts if draft.content and not _is_nobody(text, draft)]
    for group in by_sentence(drafts):
        cut_narration(text, group)
    for draft in drafts:
        trim_edges(text, draft)
    drafts = [draft for group in by_sentence(drop_doubles(drafts)) for draft in pass_on(roster, text, group)]
    return sorted(drafts, key=lambda draft: (draft.content[0].start, draft.content[-1].end, draft.cue))


def _find_speakers(
    item: ArticleText, roster: Roster, sentences: Sequence[Sentence], drafts: Sequence[Draft]
) -> list[Draft]:
    """Give each statement its speaker and the hands it went through; leave out what things "show"."""
    groups = {group[0].sentence: group for group in by_sentence(drafts)}
    found = []
    for draft in drafts:
        draft.source = Source(kind=SpeakerKind.ANONYMOUS, anonymous=True)
        if draft.phrase:
            outer = outer_speaker(item.text, draft, groups[draft.sentence])
            draft.source = outer or resolve_source(roster, item.text, draft.phrase)
        if _is_mere_evidence(item.text, draft):
            continue
        if draft.lemma == "report" and _is_bare_name(roster, draft.source):
            draft.source = msgspec.structs.replace(draft.source, kind=SpeakerKind.ORGANISATION)
        note_hearer(item, sentences[draft.sentence], roster, draft)
        roster.last += [
            Source(name=via.name, kind=SpeakerKind.ORGANISATION, role="news agency") for via in draft.vias if via.read
        ]
        found.append(draft)
    return found


def _is_bare_name(roster: Roster, source: Source) -> bool:
    """Whether a name of one word is all that is known of who "reports": a paper, hardly a person."""
    name = source.name or ""
    is_lone = name[:1].isupper() and " " not in name and source.kind == SpeakerKind.PERSON and not source.role
    return is_lone and not (name in roster.people and roster.people[name].gender)


def _is_nobody(text: str, draft: Draft) -> bool:
    """Whether the source is that nobody spoke."""
    return draft.phrase is not None and phrase_words(text, draft.phrase).lower() in NOBODY


def _is_mere_evidence(text: str, draft: Draft) -> bool:
    """Whether what "shows" something is neither somebody nor a text: "these attacks show"."""
    if draft.lemma not in load_cues().evidence or draft.phrase is None:
        return False
    found = describe_source(text, draft.phrase)
    if found.words.lower() == "it" and draft.source and draft.source.name:
        return draft.source.kind != SpeakerKind.ORGANISATION
    return is_thing(found)


# --- records --------------------------------------------------------------------------------------------------------


def _build(
    item: ArticleText, sentences: Sequence[Sentence], drafts: Sequence[Draft], dates: Sequence[DateMention]
) -> tuple[Statement, ...]:
    article, made = item.article, []
    ids = [_statement_id(article.id, draft) for draft in drafts]
    parents = _find_parents(sentences, drafts, ids)
    for number, draft in enumerate(drafts):
        assert draft.source is not None  # resolved before
        directness = _directness(item.text, draft)
        made.append(
            Statement(
                id=ids[number],
                article=article.id,
                page=article.page,
                source=draft.source,
                content=tuple(draft.content),
                cue=draft.cue,
                directness=directness,
                via=tuple(draft.vias),
                said=_said(item.text, draft, sentences, dates),
                stance=refine_stance(item.text, draft.stance, draft.content, draft.lemma),
                negated=draft.negated,
                parent=parents.get(ids[number]),
                confidence=rate_statement(item.text, draft, directness),
            )
        )
    return tuple(made)


def _statement_id(article: str, draft: Draft) -> str:
    spans = [draft.cue, *draft.content]
    return make_id("statement", article, "statement", *(f"{span.start}-{span.end}" for span in spans))


def _directness(text: str, draft: Draft) -> Directness:
    if draft.quoted:
        return Directness.DIRECT
    holds_quote = any(find_quotations(text[span.start : span.end]) for span in draft.content)
    return Directness.MIXED if holds_quote else Directness.INDIRECT


def _find_parents(sentences: Sequence[Sentence], drafts: Sequence[Draft], ids: Sequence[str]) -> dict[str, str]:
    """For each statement whose cue and content stand in another's content the smallest such statement."""
    groups: dict[int, list[int]] = {}
    turns: dict[int, int] = {}  # paragraph → whose turn it is in a dialogue
    for number, draft in enumerate(drafts):
        groups.setdefault(draft.sentence, []).append(number)
        if draft.lemma == ":":
            turns[sentences[draft.sentence].paragraph] = number
    parents = {}
    for number, draft in enumerate(drafts):
        turn = turns.get(sentences[draft.sentence].paragraph)
        others = groups[draft.sentence] if turn is None else [*groups[draft.sentence], turn]
        around = [
            (drafts[other].hull.end - drafts[other].hull.start, ids[other])
            for other in others
            if other != number and _holds(drafts[other], draft)
        ]
        if around:
            parents[ids[number]] = min(around)[1]
    return parents


def _holds(outer: Draft, inner: Draft) -> bool:
    return any(contains(span, inner.cue) for span in outer.content) and contains(outer.hull, inner.hull)


def _said(
    text: str, draft: Draft, sentences: Sequence[Sentence], dates: Sequence[DateMention]
) -> DateExpression | None:
    """The date nearest to the cue, in its sentence and outside what is said; else the one that frames the sentence."""
    sentence = sentences[draft.sentence]
    near = [
        (min(abs(date.start - draft.cue.end), abs(draft.cue.start - date.end)), date.start, date)
        for date in dates
        if sentence.start <= date.start < sentence.end
        and not any(overlaps(span, Span(date.start, date.end)) for span in draft.content)
        and not CLAUSE_EDGE.search(text, min(date.end, draft.cue.end), max(date.start, draft.cue.start))
    ]
    if near:
        return min(near, key=lambda item: item[:2])[2].expression
    before = sentences[draft.sentence - 1] if draft.sentence else sentence
    is_told_on = before.paragraph == sentence.paragraph and before is not sentence
    return carry_frame(text, before.start, draft.cue, dates) if is_told_on and draft.cue else None
