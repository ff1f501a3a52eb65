"""Through whom words passed: who reported whom, who was told, where it was printed or posted."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from sayso.extract.channels import find_channels
from sayso.extract.descriptions import is_media, name_media
from sayso.extract.drafts import Draft, phrase_words
from sayso.extract.lexicon import load_lexicon
from sayso.extract.roster import Roster
from sayso.extract.sentences import Sentence
from sayso.extract.sources import SourcePhrase
from sayso.model import ArticleText, Source, Via
from sayso.spans import contains, overlaps

EDGE = 12  # characters, such as marks and a "that", by which two spans may differ and yet begin or end alike


def pass_on(roster: Roster, text: str, drafts: list[Draft]) -> list[Draft]:
    """Make "the paper reported A, citing B" and "A, B said, according to the paper" a statement of B via the paper."""
    gone: set[int] = set()
    for number, outer in enumerate(drafts):
        for other, inner in enumerate(drafts):
            if number == other or {number, other} & gone or not outer.phrase or not inner.phrase:
                continue
            if _cites(roster, text, outer, inner):
                outer.vias.insert(0, _via(text, outer.phrase, read=True))
                outer.phrase = replace_phrase(inner)
                outer.cue = inner.cue
                gone.add(other)
            elif _relays(roster, text, outer, inner):
                inner.vias.append(_via(text, outer.phrase, read=True))
                gone.add(number)
    return [draft for number, draft in enumerate(drafts) if number not in gone]


def replace_phrase(draft: Draft) -> SourcePhrase:
    """The first words of a "citing X" content as a source."""
    return SourcePhrase(head=draft.content[0])


def _cites(roster: Roster, text: str, outer: Draft, inner: Draft) -> bool:
    """Whether `inner` is the "citing B" of what the medium `outer` reported."""
    if inner.lemma not in ("cite", "quote") or not text[inner.cue.start : inner.cue.end].lower().endswith("ing"):
        return False
    if outer.phrase is None or overlaps(outer.hull, inner.cue):
        return False
    return outer.lemma == "report" or _is_press(roster, phrase_words(text, outer.phrase))


def _is_press(roster: Roster, name: str) -> bool:
    """Whether a name is a medium's, by itself or by what the article calls it."""
    return is_media(name) or name in roster.press


def _relays(roster: Roster, text: str, outer: Draft, inner: Draft) -> bool:
    """Whether the medium `outer` passes on the whole of the statement `inner`: its cue and its content."""
    if outer.phrase is None or not _is_press(roster, phrase_words(text, outer.phrase)) or inner.noun:
        return False
    inside = any(contains(span, inner.cue) for span in outer.content)
    if not inside or inner.phrase is None or not all(contains(outer.hull, span) for span in inner.content):
        return False
    first = min(inner.phrase.head.start, inner.cue.start, inner.content[0].start)
    last = max(inner.phrase.head.end, inner.cue.end, inner.content[-1].end)
    return first - outer.hull.start <= EDGE and outer.hull.end - last <= EDGE


def _via(text: str, phrase: SourcePhrase, *, read: bool) -> Via:
    return Via(name=name_media(phrase_words(text, phrase)), span=phrase.head, read=read)


def outer_speaker(text: str, draft: Draft, drafts: Sequence[Draft]) -> Source | None:
    """The speaker in whose words "I", "we" or "they" stands as the source of a further statement."""
    if draft.phrase is None:
        return None
    words = phrase_words(text, draft.phrase).lower()
    if load_lexicon().pronouns.get(words) not in ("self", "many"):
        return None
    for outer in drafts:
        if outer is not draft and outer.source and any(contains(span, draft.phrase.head) for span in outer.content):
            if words == "they" and not outer.source.anonymous:
                return None
            because = f"“{words}” in the words of {outer.source.name}" if outer.source.name else None
            return msgspec.structs.replace(outer.source, spans=draft.phrase.spans, because=because)
    return None


def note_hearer(item: ArticleText, sentence: Sentence, roster: Roster, draft: Draft) -> None:
    """Through whom the words passed: whom they were told to, who quoted them, where they were printed or posted."""
    text = item.text
    if draft.hearer:
        words = text[draft.hearer.start : draft.hearer.end]
        if _is_press(roster, words) and words.split()[-1].lower() not in load_lexicon().hearers:
            draft.vias.append(Via(name=name_media(words), span=draft.hearer))
    carrier = _name_carrier(text, roster, draft)
    if carrier:
        draft.vias.append(carrier)
    taken = [*draft.content, draft.cue, *(draft.phrase.spans if draft.phrase else ())]
    for via in find_channels(text, sentence.span, draft.cue.end, taken):
        if draft.carrier is None and not any(known.name == via.name for known in draft.vias):
            draft.vias.append(via)
    own = {_bare(name) for name in (item.article.outlet, item.article.wire) if name}
    speaker = draft.source.name if draft.source else None
    draft.vias = [via for via in draft.vias if _bare(via.name) not in own and via.name != speaker]


def _bare(name: str) -> str:
    return name.removeprefix("The ").removeprefix("the ")


def _name_carrier(text: str, roster: Roster, draft: Draft) -> Via | None:
    """Who quoted the speaker; "it" is the medium named last."""
    if draft.carrier is None:
        return None
    words = phrase_words(text, draft.carrier)
    if words.lower() in ("it", "which", "they"):
        names = [source.name for source in reversed(roster.last) if source.name and is_media(source.name)]
        return Via(name=names[0], span=draft.carrier.head, read=True) if names else None
    return _via(text, draft.carrier, read=True)


def share_vias(drafts: Sequence[Draft]) -> None:
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


def note_reporters(roster: Roster, text: str, drafts: Sequence[Draft]) -> None:
    """What stands inside the report of a medium went through it."""
    for inner in drafts:
        for outer in drafts:
            if outer is inner or outer.phrase is None or not _is_press(roster, phrase_words(text, outer.phrase)):
                continue
            via = _via(text, outer.phrase, read=True)
            speaker = inner.source.name if inner.source else None
            if any(contains(span, inner.cue) for span in outer.content) and via.name not in {
                speaker,
                *(v.name for v in inner.vias),
            }:
                inner.vias.append(via)
