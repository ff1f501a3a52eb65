"""Articles → statements. The sentences of a batch are parsed together; what hangs on the article is resolved after."""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

import msgspec

from sayso.extract.attributions import Attribution, find_attributions, is_quotation
from sayso.extract.channels import find_channels
from sayso.extract.cues import load_cues
from sayso.extract.dialogue import Turn, find_turns
from sayso.extract.quotes import find_quotations
from sayso.extract.sentences import Sentence, split_sentences
from sayso.extract.sources import SourcePhrase
from sayso.extract.speakers import (
    Roster,
    describe_source,
    is_media,
    is_thing,
    load_lexicon,
    name_media,
    open_roster,
    resolve_source,
)
from sayso.extract.stances import refine_stance
from sayso.model import (
    ArticleText,
    DateExpression,
    DateMention,
    Directness,
    Source,
    Span,
    SpeakerKind,
    Stance,
    Statement,
    Via,
    make_id,
)
from sayso.spans import contains, overlaps

OTHERS = ("while", "whereas", "but", "although", "though")
CONTRAST = re.compile(r",\s+(while|whereas|but|although|though|with)\s+\Z", re.IGNORECASE)
CLAUSE_EDGE = re.compile(
    r"[;:]|,? (?:after|when|while|as|before|since|because|but|although|where|whose|until)\b"
)  # between date and cue
EDGE = 12  # characters, such as marks and a "that", by which two spans may differ and yet begin or end alike
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
    sentences = [split_sentences(item.text, item.article) for item in items]
    texts = [item.text[s.start : s.end] for item, found in zip(items, sentences, strict=True) for s in found]
    attributions = iter(load_cache().find(texts))
    return [
        _assemble(item, found, [next(attributions) for _ in found], dates[number] if dates else ())
        for number, (item, found) in enumerate(zip(items, sentences, strict=True))
    ]


# --- one article ----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Draft:
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
    vias: list[Via] = field(default_factory=list)
    source: Source | None = None

    @property
    def hull(self) -> Span:
        """From the first to the last character of the content."""
        return Span(self.content[0].start, self.content[-1].end)


def _assemble(
    item: ArticleText,
    sentences: Sequence[Sentence],
    attributions: Sequence[Sequence[Attribution]],
    dates: Sequence[DateMention],
) -> tuple[Statement, ...]:
    text = item.text
    drafts = [
        _shift(attribution, number, sentence.start)
        for number, (sentence, found) in enumerate(zip(sentences, attributions, strict=True))
        for attribution in found
    ]
    _join_quotations(text, sentences, drafts)
    drafts += [_take_turn(turn) for turn in find_turns(text, sentences)]
    drafts = [draft for draft in drafts if draft.content]
    for group in _by_sentence(drafts):
        _cut_narration(text, group)
    drafts = [draft for group in _by_sentence(_without_doubles(drafts)) for draft in _pass_on(text, group)]
    drafts.sort(key=lambda draft: (draft.content[0].start, draft.content[-1].end, draft.cue))
    roster = open_roster(text, [sentence.span for sentence in sentences])
    drafts = [draft for draft in drafts if not _is_mere_evidence(text, draft)]
    groups = {group[0].sentence: group for group in _by_sentence(drafts)}
    for draft in drafts:
        draft.source = (
            _outer_speaker(text, draft, groups[draft.sentence]) or resolve_source(roster, text, draft.phrase)
            if draft.phrase
            else Source(kind=SpeakerKind.ANONYMOUS, anonymous=True)
        )
        _note_hearer(item, sentences[draft.sentence], roster, draft)
        roster.last += [
            Source(name=via.name, kind=SpeakerKind.ORGANISATION, role="news agency") for via in draft.vias if via.read
        ]
    for group in groups.values():
        _share_vias(group)
        _note_reporters(text, group)
    return _build(item, sentences, drafts, dates)


def _by_sentence(drafts: Sequence[_Draft]) -> list[list[_Draft]]:
    """The drafts of each sentence."""
    groups: dict[int, list[_Draft]] = {}
    for draft in drafts:
        groups.setdefault(draft.sentence, []).append(draft)
    return list(groups.values())


def _take_turn(turn: Turn) -> _Draft:
    phrase = SourcePhrase(head=turn.name)
    return _Draft(
        sentence=turn.sentence,
        cue=turn.cue,
        lemma=":",
        stance=Stance.ASSERT,
        phrase=phrase,
        content=[turn.content],
        quoted=True,
    )


def _shift(attribution: Attribution, sentence: int, offset: int) -> _Draft:
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

    return _Draft(
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
    )


def _join_quotations(text: str, sentences: Sequence[Sentence], drafts: list[_Draft]) -> None:
    """A quotation goes on: right behind its own cue, in the next paragraph where it was not closed, after a colon."""
    by_sentence: dict[int, list[_Draft]] = {}
    for draft in drafts:
        by_sentence.setdefault(draft.sentence, []).append(draft)
    speaking: _Draft | None = None
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


def _speaking(drafts: Sequence[_Draft]) -> _Draft | None:
    """The statement of a sentence that a following quotation may continue."""
    announced = [draft for draft in drafts if not draft.content]
    if announced:
        return announced[-1]
    direct = [draft for draft in drafts if draft.quoted]
    return direct[-1] if direct else None


def _is_open(text: str, draft: _Draft) -> bool:
    """Whether the last quotation of a statement was never closed."""
    quotes = find_quotations(text[draft.content[-1].start : draft.content[-1].end])
    return bool(quotes) and not quotes[-1].closed


def _cut_narration(text: str, drafts: Sequence[_Draft]) -> None:
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


def _keep_inside(text: str, outer: _Draft, inner: _Draft) -> None:
    """End a content where the content ends in which its cue stands: "B denied A, the mayor said"."""
    around = next((span for span in outer.content if contains(span, inner.cue)), None)
    if around is None or around != outer.content[-1] or inner.quoted or not inner.content:
        return
    if inner.content[0].start < around.end < inner.content[-1].end:
        _end_before(inner, around.end, text)


def _cut_relative(text: str, outer: _Draft, inner: _Draft) -> None:
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


def _cut_contrast(text: str, outer: _Draft, inner: _Draft) -> None:
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


def _end_before(draft: _Draft, end: int, text: str) -> None:
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


def _without_doubles(drafts: Sequence[_Draft]) -> list[_Draft]:
    """One statement a content: of two with the same words the one with a source, then the earlier one."""
    best: dict[tuple[Span, ...], _Draft] = {}
    for draft in drafts:
        if not draft.content:
            continue
        key = tuple(draft.content)
        if key not in best or (best[key].phrase is None and draft.phrase is not None):
            best[key] = draft
    return sorted(best.values(), key=lambda draft: (draft.content[0].start, draft.content[-1].end, draft.cue))


# --- who passed it on -----------------------------------------------------------------------------------------------


def _pass_on(text: str, drafts: list[_Draft]) -> list[_Draft]:
    """Make "the paper reported A, citing B" and "A, B said, according to the paper" a statement of B via the paper."""
    gone: set[int] = set()
    for number, outer in enumerate(drafts):
        for other, inner in enumerate(drafts):
            if number == other or {number, other} & gone or not outer.phrase or not inner.phrase:
                continue
            if _cites(text, outer, inner):
                outer.vias.insert(0, _via(text, outer.phrase, read=True))
                outer.phrase = replace_phrase(inner)
                outer.cue = inner.cue
                gone.add(other)
            elif _relays(text, outer, inner):
                inner.vias.append(_via(text, outer.phrase, read=True))
                gone.add(number)
    return [draft for number, draft in enumerate(drafts) if number not in gone]


def replace_phrase(draft: _Draft) -> SourcePhrase:
    """The first words of a "citing X" content as a source."""
    return SourcePhrase(head=draft.content[0])


def _cites(text: str, outer: _Draft, inner: _Draft) -> bool:
    """Whether `inner` is the "citing B" of what the medium `outer` reported."""
    if inner.lemma not in ("cite", "quote") or not text[inner.cue.start : inner.cue.end].lower().endswith("ing"):
        return False
    return outer.phrase is not None and is_media(_words(text, outer.phrase)) and not overlaps(outer.hull, inner.cue)


def _relays(text: str, outer: _Draft, inner: _Draft) -> bool:
    """Whether the medium `outer` passes on the whole of the statement `inner`: its cue and its content."""
    if outer.phrase is None or not is_media(_words(text, outer.phrase)) or inner.noun:
        return False
    inside = any(contains(span, inner.cue) for span in outer.content)
    if not inside or inner.phrase is None or not all(contains(outer.hull, span) for span in inner.content):
        return False
    first = min(inner.phrase.head.start, inner.cue.start, inner.content[0].start)
    last = max(inner.phrase.head.end, inner.cue.end, inner.content[-1].end)
    return first - outer.hull.start <= EDGE and outer.hull.end - last <= EDGE


def _words(text: str, phrase: SourcePhrase) -> str:
    return text[phrase.head.start : phrase.head.end]


def _via(text: str, phrase: SourcePhrase, *, read: bool) -> Via:
    return Via(name=name_media(_words(text, phrase)), span=phrase.head, read=read)


def _is_mere_evidence(text: str, draft: _Draft) -> bool:
    """Whether what "shows" something is neither somebody nor a text: "these attacks show"."""
    if draft.lemma not in load_cues().evidence or draft.phrase is None:
        return False
    return is_thing(describe_source(text, draft.phrase))


def _outer_speaker(text: str, draft: _Draft, drafts: Sequence[_Draft]) -> Source | None:
    """The speaker in whose words "I", "we" or "they" stands as the source of a further statement."""
    if draft.phrase is None:
        return None
    words = _words(text, draft.phrase).lower()
    if load_lexicon().pronouns.get(words) not in ("self", "many"):
        return None
    for outer in drafts:
        if outer is not draft and outer.source and any(contains(span, draft.phrase.head) for span in outer.content):
            if words == "they" and not outer.source.anonymous:
                return None
            because = f"“{words}” in the words of {outer.source.name}" if outer.source.name else None
            return msgspec.structs.replace(outer.source, spans=draft.phrase.spans, because=because)
    return None


def _note_hearer(item: ArticleText, sentence: Sentence, roster: Roster, draft: _Draft) -> None:
    """Through whom the words passed: whom they were told to, who quoted them, where they were printed or posted."""
    text = item.text
    if draft.hearer:
        words = text[draft.hearer.start : draft.hearer.end]
        if is_media(words) and words.split()[-1].lower() not in load_lexicon().hearers:
            draft.vias.append(Via(name=name_media(words), span=draft.hearer))
    carrier = _name_carrier(text, roster, draft)
    if carrier:
        draft.vias.append(carrier)
    taken = [*draft.content, draft.cue, *(draft.phrase.spans if draft.phrase else ())]
    for via in find_channels(text, sentence.span, draft.cue.end, taken):
        if draft.carrier is None and not any(known.name == via.name for known in draft.vias):
            draft.vias.append(via)
    own = {item.article.outlet, item.article.wire}
    speaker = draft.source.name if draft.source else None
    draft.vias = [via for via in draft.vias if via.name not in own and via.name != speaker]


def _name_carrier(text: str, roster: Roster, draft: _Draft) -> Via | None:
    """Who quoted the speaker; "it" is the medium named last."""
    if draft.carrier is None:
        return None
    words = _words(text, draft.carrier)
    if words.lower() in ("it", "which", "they"):
        names = [source.name for source in reversed(roster.last) if source.name and is_media(source.name)]
        return Via(name=names[0], span=draft.carrier.head, read=True) if names else None
    return _via(text, draft.carrier, read=True) if is_media(words) else None


def _share_vias(drafts: Sequence[_Draft]) -> None:
    """What one speaker says in one sentence went through the same hands: "told the paper A, adding B"."""
    for draft in drafts:
        if draft.vias or draft.source is None or draft.source.name is None:
            continue
        for other in drafts:
            same = (
                other.sentence == draft.sentence and other.source is not None and other.source.name == draft.source.name
            )
            if same and other.vias and not other.noun:
                draft.vias = list(other.vias)
                break


def _note_reporters(text: str, drafts: Sequence[_Draft]) -> None:
    """What stands inside the report of a medium went through it."""
    for inner in drafts:
        for outer in drafts:
            if outer is inner or outer.phrase is None or not is_media(_words(text, outer.phrase)):
                continue
            via = _via(text, outer.phrase, read=True)
            speaker = inner.source.name if inner.source else None
            if any(contains(span, inner.cue) for span in outer.content) and via.name not in {
                speaker,
                *(v.name for v in inner.vias),
            }:
                inner.vias.append(via)


# --- records --------------------------------------------------------------------------------------------------------


def _build(
    item: ArticleText, sentences: Sequence[Sentence], drafts: Sequence[_Draft], dates: Sequence[DateMention]
) -> tuple[Statement, ...]:
    article, made = item.article, []
    ids = [_statement_id(article.id, draft) for draft in drafts]
    parents = _find_parents(sentences, drafts, ids)
    for number, draft in enumerate(drafts):
        assert draft.source is not None  # resolved before
        made.append(
            Statement(
                id=ids[number],
                article=article.id,
                page=article.page,
                source=draft.source,
                content=tuple(draft.content),
                cue=draft.cue,
                directness=_directness(item.text, draft),
                via=tuple(draft.vias),
                said=_said(item.text, draft, sentences[draft.sentence], dates),
                stance=refine_stance(item.text, draft.stance, draft.content),
                negated=draft.negated,
                parent=parents.get(ids[number]),
                confidence=_confidence(draft),
            )
        )
    return tuple(made)


def _statement_id(article: str, draft: _Draft) -> str:
    spans = [draft.cue, *draft.content]
    return make_id("statement", article, "statement", *(f"{span.start}-{span.end}" for span in spans))


def _directness(text: str, draft: _Draft) -> Directness:
    if draft.quoted:
        return Directness.DIRECT
    holds_quote = any(find_quotations(text[span.start : span.end]) for span in draft.content)
    return Directness.MIXED if holds_quote else Directness.INDIRECT


def _find_parents(sentences: Sequence[Sentence], drafts: Sequence[_Draft], ids: Sequence[str]) -> dict[str, str]:
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


def _holds(outer: _Draft, inner: _Draft) -> bool:
    return any(contains(span, inner.cue) for span in outer.content) and contains(outer.hull, inner.hull)


def _said(text: str, draft: _Draft, sentence: Sentence, dates: Iterable[DateMention]) -> DateExpression | None:
    """The date nearest to the cue, in its sentence and outside what is said."""
    near = [
        (min(abs(date.start - draft.cue.end), abs(draft.cue.start - date.end)), date.start, date)
        for date in dates
        if sentence.start <= date.start < sentence.end
        and not any(overlaps(span, Span(date.start, date.end)) for span in draft.content)
        and not CLAUSE_EDGE.search(text, min(date.end, draft.cue.end), max(date.start, draft.cue.start))
    ]
    return min(near, key=lambda item: item[:2])[2].expression if near else None


def _confidence(draft: _Draft) -> float:
    confidence = 0.9 if draft.quoted else 0.8
    if draft.phrase is None:
        confidence -= 0.4
    if draft.noun:
        confidence -= 0.2
    return round(confidence, 2)
