"""Through whom words passed: who reported whom, who was told, where it was printed or posted."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

import msgspec

from sayso.extract.channels import find_channels
from sayso.extract.drafts import Draft, phrase_words
from sayso.extract.figure_context import calendar_names
from sayso.extract.lexicon import load_lexicon
from sayso.extract.media import is_media, name_media, name_show
from sayso.extract.names import ARTICLE, NAME, POSSESSIVE, drop_stop, find_head
from sayso.extract.remembered import find_outlet_before
from sayso.extract.roster import Roster
from sayso.extract.sentences import Sentence
from sayso.extract.sources import SourcePhrase
from sayso.model import ArticleText, Source, Span, Via
from sayso.spans import contains, overlaps

EDGE = 12  # characters, such as marks and a "that", by which two spans may differ and yet begin or end alike
NEAR = 200  # characters between a medium and the "citing X" that belongs to it
WHO = r"(?P<who>[^,;.:“”\"\n]{2,120}?)"
BY_LETTER = re.compile(r" (?:in|by|via|over) (?:an? )?(?:[a-z]+ )?(?:e-?mail|interview|text message|telephone|phone)\b")
CITING = r"(?:(?:[Cc]it|[Qq]uot)ing|[Ww]ith reference to)"
CITING_BEFORE = re.compile(rf"(?:\A|[\s“]){CITING}\s+{WHO},\s+\Z")
CITING_BEHIND = re.compile(rf"[^.;“”\"\n]{{0,60}}?,?\s+{CITING}\s+{WHO}(?=,|\.|;|\Z|\n| as saying| that\b)")
CITING_TAIL = re.compile(rf",\s+{CITING}\s+{WHO}(?=\Z)")
LED_BY_CITING = re.compile(r"(?:cit|quot)ing\s+", re.IGNORECASE)
CITED_BY = re.compile(r",?\s+(?:who (?:was|were) )?(?:cited|quoted)\s+(?:[a-z]+ly\s+)?(?:by|in)\s+")
SEEN_BY = re.compile(
    r",?\s+(?:seen|reviewed|obtained|published|released|carried|shared|analy[sz]ed|verified)\s+(?:by|in)\s+"
)
QUOTED_BY = re.compile(r"(?:\s+as\s+\w+)?\s+by\s+(?:the\s+)?")
MOST_OUTLETS = 50  # among which "the Herald" looks for its full name
QUOTING = ("cite", "quote")
QUOTED = ("cited", "quoted")


def pass_on(roster: Roster, text: str, drafts: list[Draft]) -> list[Draft]:
    """Make "the paper reported A, citing B" and "A, B said, according to the paper" a statement of B via the paper."""
    drafts = [draft for draft in drafts if not _is_mere_link(text, draft)]
    gone: set[int] = set()
    for number, outer in enumerate(drafts):
        for other, inner in enumerate(drafts):
            if number == other or {number, other} & gone or not outer.phrase or not inner.phrase:
                continue
            if _cites(roster, text, outer, inner):
                outer.vias.insert(0, _via(roster, text, outer.phrase))
                outer.phrase = replace_phrase(inner)
                outer.cue = inner.cue
                gone.add(other)
            elif _relays(roster, text, outer, inner):
                inner.vias.append(_via(roster, text, outer.phrase))
                gone.add(number)
    kept = [draft for number, draft in enumerate(drafts) if number not in gone]
    cited = [span for draft in kept for span in [_take_cited(roster, text, draft)] if span]
    return [draft for draft in kept if not _repeats(text, draft, cited)]


def replace_phrase(draft: Draft) -> SourcePhrase:
    """The first words of a "citing X" content as a source."""
    return SourcePhrase(head=draft.content[0])


def _is_mere_link(text: str, draft: Draft) -> bool:
    """Whether a word of quoting says only how words passed: "…, as quoted by the agency", "who was cited by"."""
    if draft.lemma not in QUOTING:
        return False
    before = text[max(0, draft.cue.start - 4) : draft.cue.start].lower()
    return before == " as " or text[draft.content[0].start : draft.content[-1].end].lower() in ("who", "whom")


def _repeats(text: str, draft: Draft, cited: Sequence[Span]) -> bool:
    """Whether a draft is the "citing X" whose X was made the source of another."""
    return draft.lemma in QUOTING and any(overlaps(span, other) for span in draft.content for other in cited)


def _take_cited(roster: Roster, text: str, draft: Draft) -> Span | None:
    """Make whom a medium cites beside its own word of speech the source, the medium a link: "Citing B, the paper said
    A", "the paper, citing B, said A", "the paper reported A, citing B"."""
    phrase = draft.phrase
    if phrase is None or draft.lemma in QUOTING:
        return None
    _cut_cited_by(roster, text, draft)
    head = phrase.head
    who: Span | None
    medium: SourcePhrase | None
    led = LED_BY_CITING.match(text, head.start, head.end)
    before = text[max(0, draft.cue.start - 4) : draft.cue.start].rstrip()
    if led and not before.endswith(","):  # the parser took "Citing B" for the subject
        who = Span(led.end(), head.end)
        medium = _medium_before(text, head.end, draft.cue.start)
    else:
        found = _find_citing(roster, text, draft)
        who, medium = (found, phrase) if found else (None, None)
    if who is None or medium is None:
        return None
    draft.vias.insert(0, _via(roster, text, medium))
    draft.phrase = _as_phrase(text, who)
    return who


def _find_citing(roster: Roster, text: str, draft: Draft) -> Span | None:
    """Whom the medium that speaks cites."""
    phrase = draft.phrase
    if phrase is None or not (draft.lemma == "report" or _is_press(roster, phrase_words(text, phrase))):
        return None
    head, found = phrase.head, _cut_citing(text, draft)
    if found:
        return found
    before = CITING_BEFORE.search(text[max(0, head.start - NEAR) : head.start])
    if before:
        start = max(0, head.start - NEAR)
        found = Span(start + before.start("who"), start + before.end("who"))
    for start in (head.end, draft.cue.end, draft.hull.end):
        behind = None if found else CITING_BEHIND.match(text, start, start + NEAR)
        if behind:
            found = Span(*behind.span("who"))
    inside = found is None or any(overlaps(found, span) for span in draft.content if draft.lemma != "report")
    return None if inside else found


def _cut_citing(text: str, draft: Draft) -> Span | None:
    """Whom the tail of a content cites, ", citing B", which is then left out of the content."""
    last = draft.content[-1]
    found = CITING_TAIL.search(text, max(last.start, last.end - NEAR), last.end)
    if found is None or found.start() == last.start:
        return None
    draft.content[-1] = Span(last.start, found.start())
    return Span(*found.span("who"))


def _medium_before(text: str, start: int, end: int) -> SourcePhrase | None:
    """The phrase between the "citing B" and the word of speech."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return SourcePhrase(head=Span(start, end)) if start < end else None


def _as_phrase(text: str, span: Span) -> SourcePhrase:
    """A source phrase without an "as saying" or the like behind it."""
    words = text[span.start : span.end]
    return SourcePhrase(head=Span(span.start, span.start + len(words.rstrip())))


def _cut_cited_by(roster: Roster, text: str, draft: Draft) -> None:
    """Make a link of what a source's own phrase says: "officials cited by the paper said"."""
    phrase = draft.phrase
    found = CITED_BY.search(text, phrase.head.start, phrase.head.end) if phrase else None
    seen = SEEN_BY.search(text, phrase.head.start, phrase.head.end) if phrase and found is None else None
    if phrase and seen and _is_press(roster, text[seen.end() : phrase.head.end]):
        found = seen
    if phrase is None or found is None or found.start() == phrase.head.start:
        return
    medium = SourcePhrase(head=Span(found.end(), phrase.head.end))
    draft.vias.append(_via(roster, text, medium))
    draft.phrase = msgspec.structs.replace(phrase, head=Span(phrase.head.start, found.start()))


def _cites(roster: Roster, text: str, outer: Draft, inner: Draft) -> bool:
    """Whether `inner` is the "citing B" of what the medium `outer` reported."""
    if inner.lemma not in QUOTING or not text[inner.cue.start : inner.cue.end].lower().endswith("ing"):
        return False
    if outer.phrase is None or overlaps(outer.hull, inner.cue):
        return False
    return outer.lemma == "report" or _is_press(roster, phrase_words(text, outer.phrase))


def _is_press(roster: Roster, name: str) -> bool:
    """Whether a name is a medium's, by itself or by what the article calls it."""
    return is_media(name) or ARTICLE.sub("", name) in roster.press or _is_paper(name)


def _relays(roster: Roster, text: str, outer: Draft, inner: Draft) -> bool:
    """Whether the medium `outer` passes on the whole of the statement `inner`: its cue and its content."""
    if outer.phrase is None or inner.phrase is None or inner.noun or inner.lemma in QUOTING:
        return False
    if not _may_relay(roster, text, outer):
        return False
    inside = any(contains(span, inner.cue) for span in outer.content)
    if not inside or not all(contains(outer.hull, span) for span in inner.content):
        return False
    first = min(inner.phrase.head.start, inner.cue.start, inner.content[0].start)
    last = max(inner.phrase.head.end, inner.cue.end, inner.content[-1].end)
    return first - outer.hull.start <= EDGE and outer.hull.end - last <= EDGE


def _is_paper(words: str) -> bool:
    """Whether "the Herald", to which something is told, is a paper by its one word."""
    name = ARTICLE.sub("", words)
    return words.startswith(("the ", "The ")) and name[:1].isupper() and name.lower() in load_lexicon().mastheads


def _is_titled(words: str) -> bool:
    """Whether something is told "The Marine Review": only what is printed has an article with a capital letter."""
    parts = words.split()
    return len(parts) > 2 and parts[0] == "The" and all(part[:1].isupper() for part in parts)


def _may_relay(roster: Roster, text: str, outer: Draft) -> bool:
    """Whether the source of a draft is a medium, or a name that "reports" what somebody said."""
    words = phrase_words(text, outer.phrase) if outer.phrase else ""
    return _is_press(roster, words) or (outer.lemma == "report" and bool(NAME.fullmatch(ARTICLE.sub("", words))))


def _via(roster: Roster, text: str, phrase: SourcePhrase, *, read: bool = True) -> Via:
    return Via(name=_name_medium(roster, phrase_words(text, phrase), phrase.head.start), span=phrase.head, read=read)


def _name_medium(roster: Roster, words: str, place: int) -> str:
    """The medium that a phrase names; for "the newspaper" and "it" the one named last."""
    words = drop_stop(words)
    head = find_head(words)
    named = any(word[:1].isupper() for word in ARTICLE.sub("", words).split())
    if words.lower().startswith("the ") and head in load_lexicon().media_words and not named:
        return find_outlet_before(roster, head, place) or words
    short = ARTICLE.sub("", words)
    if _is_paper(words):  # "the Herald" for the Marine Herald
        listed = (name for start, name in reversed(roster.outlets[-MOST_OUTLETS:]) if start < place)
        words = next((name for name in listed if name.endswith(f" {short}")), words)
    return POSSESSIVE.sub("", name_media(words))


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
    draft.vias = _join_links(_list_links(item.text, sentence, roster, draft), draft.vias)
    own = {_bare(name) for name in (item.article.outlet, item.article.wire) if name}
    speaker = _bare(draft.source.name or "") if draft.source else None
    draft.vias = [via for via in draft.vias if _bare(via.name) not in own and _bare(via.name) != speaker]


def _with_name(text: str, span: Span) -> str:
    """A phrase with the name right behind it, where it is a bare word for a medium: "the station | Radio Elm"."""
    words = text[span.start : span.end]
    if find_head(words) not in load_lexicon().media_words or text[span.end : span.end + 1] != " ":
        return words
    behind = NAME.match(text, span.end + 1, span.end + NEAR)
    if behind is None or any(map(str.isupper, words)) or behind.group().split()[0] in calendar_names():
        return words  # "told the station Friday"
    return f"{words} {behind.group()}"


def _join_links(inner: Iterable[Via], outer: Sequence[Via]) -> list[Via]:
    """Links from the speaker outward, each medium once; of two of one name the one that was read."""
    outer_names = {_bare(via.name) for via in outer}
    found: dict[str, Via] = {}
    for via in (*(via for via in inner if _bare(via.name) not in outer_names), *outer):
        name = _bare(via.name)
        if name not in found or (via.read and not found[name].read):
            found[name] = via
    return list(found.values())


def _list_links(text: str, sentence: Sentence, roster: Roster, draft: Draft) -> Iterator[Via]:
    if draft.hearer:
        words = _with_name(text, draft.hearer)
        asked = BY_LETTER.match(text, draft.hearer.end, sentence.end) and words.split()[0][:1].isupper()
        is_medium = asked or _is_press(roster, words) or _is_titled(words) or name_show(words) is not None
        if is_medium and words.split()[-1].lower() not in load_lexicon().hearers:
            yield Via(name=_name_medium(roster, words, draft.hearer.start), span=draft.hearer)
    carrier = _name_carrier(text, roster, draft)
    if carrier:
        yield carrier
    taken = [*draft.content, draft.cue, *(draft.phrase.spans if draft.phrase else ())]
    found = find_channels(text, sentence.span, draft.cue.end, taken, roster.press)
    if text[draft.cue.start : draft.cue.end].lower() in QUOTED:  # "was quoted as saying by the agency"
        named = [msgspec.structs.replace(via, read=True) for via in found if draft.carrier is None]
        yield from named or _find_quoter(text, sentence.span, draft)
    elif draft.carrier is None:
        yield from found


def _find_quoter(text: str, sentence: Span, draft: Draft) -> Iterator[Via]:
    """Whoever stands behind "was quoted as saying by": nobody else quotes."""
    found = QUOTED_BY.match(text, draft.cue.end, sentence.end) if draft.carrier is None else None
    name = NAME.match(text, found.end(), sentence.end) if found else None
    if name:
        yield Via(name=name_media(POSSESSIVE.sub("", drop_stop(name.group()))), span=Span(*name.span()), read=True)


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
    return _via(roster, text, draft.carrier)


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
            via = _via(roster, text, outer.phrase)
            speaker = inner.source.name if inner.source else None
            if any(contains(span, inner.cue) for span in outer.content) and via.name not in {
                speaker,
                *(v.name for v in inner.vias),
            }:
                inner.vias.append(via)
