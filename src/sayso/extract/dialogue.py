"""Who speaks where a colon or dash alone says so: "LEE: I know.", "Poll: Most want to stay", "'No tax' - mayor"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from sayso.extract.cues import load_cues
from sayso.extract.lexicon import load_lexicon
from sayso.extract.quotes import find_quotations
from sayso.extract.sentences import Sentence
from sayso.model import Span

TURN = re.compile(
    r"[\"“”'‘]{0,2}(?P<name>(?:(?:Rep|Sen|Gov|Mr|Ms|Mrs|Dr)\.\s+)?[A-Z][\w.’'-]*(?:\s+(?:of|the|[A-Z][\w.’'-]*)){0,5}"
    r"(?:\s+\([^()]{1,20}\))?)(?:,\s[A-Z][A-Z. ]{2,24})?:(?=[\s\"“'‘])"
)
DASHED = re.compile(r"\s(?P<dash>[-–—]|--)\s(?P<name>[\w’'. -]{2,60})\Z")
ACTING = re.compile(  # who acts behind a quotation and a colon
    r":\s+(?:[Tt]he\s+)?(?P<name>[a-z]+|[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){0,2})\s(?P<verb>[a-z]{3,}s|[a-z]{2,}ed|to|has|is|on)\b"
)
LONGEST_NAME = 66  # characters of a dash and a name
CAPITALISED = re.compile(r"[A-Z][\w’'-]*")
EMPTY = 20  # characters before a paragraph in which an empty line stands
FEWEST = 2  # turns that make a dialogue
TRANSCRIPT = 0.5  # share of the paragraphs that open a turn
ASKED = re.compile(r"Q(?:uestion)?:\s")
ANSWERED = re.compile(r"(?P<label>A(?:nswer)?)(?P<colon>:)\s+(?=\S)")
FULL_NAME = r"[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+){1,3}"
INTERVIEWED = re.compile(
    rf"\b(?:interview|conversation|Q&A|spoke|speaks|sat down|talk) with (?:[a-z]+ ){{0,4}}(?P<name>{FULL_NAME})",
    re.ASCII,
)
ANSWERING = re.compile(
    rf"(?P<name>{FULL_NAME}) (?:(?:has been|has just been|is|was) (?:speaking|talking)"
    r"|spoke|speaks|has spoken|talked|talks|answers|answered)\b",
    re.ASCII,
)
NARRATED = re.compile(rf"{FULL_NAME}[^.?!\n]{{0,60}}\s(?:said|says|told|tells|declined|did not)\s")
INTRODUCED = re.compile(FULL_NAME)


class Turn(NamedTuple):
    """One turn: sentence, speaker, colon or dash, and words; `quoted` where marks stand around them."""

    sentence: int
    name: Span
    cue: Span
    content: Span
    quoted: bool


def find_turns(text: str, sentences: Sequence[Sentence]) -> list[Turn]:
    """The turns of dialogues, and the headlines that a speaker leads. A turn lasts to the end of its paragraph."""
    answers = _find_answers(text, sentences)
    if answers:
        return answers
    found = _go_on(text, list(_list_turns(text, sentences)), sentences)
    head = sentences[0] if sentences and sentences[0].headline else None
    dashed = (_find_dashed(text, head) or _find_leading(text, head)) if head else None
    if dashed:
        return [dashed, *(turn for turn in found if turn.sentence)]
    if not found:
        return []
    named = {word.group(): word.start() for word in CAPITALISED.finditer(text)}
    often = Counter(text[turn.name.start : turn.name.end] for turn in found)
    shouted = [
        turn
        for turn in found
        if _is_speaker(text, sentences, turn, named) or (_may_be_person(text, turn) and often[_name_of(text, turn)] > 1)
    ]
    return [turn for turn in shouted if _is_head(sentences, turn) or turn.quoted or len(shouted) >= FEWEST]


def _list_turns(text: str, sentences: Sequence[Sentence]) -> Iterator[Turn]:
    for number, sentence in enumerate(sentences):
        if number and sentences[number - 1].paragraph == sentence.paragraph:
            continue
        match = TURN.match(text, sentence.start, min(sentence.end, sentence.start + 120))
        if not match:
            continue
        last = number
        while last + 1 < len(sentences) and sentences[last + 1].paragraph == sentence.paragraph:
            last += 1
        start = match.end()
        while start < sentence.end and text[start].isspace():
            start += 1
        if start < sentence.end:
            quoted = text[start] in "\"“'‘"
            end = sentences[last].end
            yield Turn(number, Span(*match.span("name")), Span(match.end() - 1, match.end()), Span(start, end), quoted)


def _go_on(text: str, turns: list[Turn], sentences: Sequence[Sentence]) -> list[Turn]:
    """Of a transcript, whose paragraphs mostly open turns: the turns, and the paragraphs between that open none."""
    paragraphs = len({sentence.paragraph for sentence in sentences if not sentence.headline})
    if len(turns) < max(2 * FEWEST, TRANSCRIPT * paragraphs):
        return turns
    stops = [*(turn.sentence for turn in turns[1:]), len(sentences)]
    return [
        part
        for turn, stop in zip(turns, stops, strict=True)
        for part in (turn, *(_list_later(text, turn, stop, sentences) if _may_go_on(turn, sentences) else ()))
    ]


def _may_go_on(turn: Turn, sentences: Sequence[Sentence]) -> bool:
    """Not a headline; what stands in quotation marks says itself where it ends."""
    return not (turn.quoted or _is_head(sentences, turn))


def _list_later(text: str, turn: Turn, stop: int, sentences: Sequence[Sentence]) -> Iterator[Turn]:
    """A turn of the same speaker for each paragraph between this turn's and sentence `stop`.

    Up to one in marks or brackets: quotations go on by rules of their own, and "(Laughter.)" is nobody's.
    """
    for paragraph, own in groupby(range(turn.sentence, stop), key=lambda number: sentences[number].paragraph):
        numbers = list(own)
        if paragraph != sentences[turn.sentence].paragraph:
            if not text[sentences[numbers[0]].start].isalpha() or _is_told(text, sentences, numbers):
                return
            content = Span(sentences[numbers[0]].start, sentences[numbers[-1]].end)
            yield turn._replace(sentence=numbers[0], content=content)


def _is_told(text: str, sentences: Sequence[Sentence], numbers: Sequence[int]) -> bool:
    """Whether a paragraph is the writer's: one behind an empty line that tells what somebody named in full said."""
    first, last = sentences[numbers[0]], sentences[numbers[-1]]
    apart = text[max(0, first.start - EMPTY) : first.start].rstrip(" \t").endswith("\n\n")
    return apart and NARRATED.search(text, first.start, min(last.end, first.start + 400)) is not None


def _name_of(text: str, turn: Turn) -> str:
    return text[turn.name.start : turn.name.end]


def _may_be_person(text: str, turn: Turn) -> bool:
    """Whether what stands before the colon is a first and a last name, and no label."""
    words = _name_of(text, turn).split()
    labels = load_lexicon().labels
    return 2 <= len(words) <= 4 and words[0] not in ("The", "A", "An") and labels.isdisjoint(map(str.lower, words))


def _find_answers(text: str, sentences: Sequence[Sentence]) -> list[Turn]:
    """The answers of an interview whose paragraphs begin with "Q:" and "A:", where its opening says who gives them."""
    opens = [
        number
        for number, sentence in enumerate(sentences)
        if not number or sentences[number - 1].paragraph != sentence.paragraph
    ]
    asked = [number for number in opens if ASKED.match(text, sentences[number].start)]
    given = [(number, match) for number in opens if (match := ANSWERED.match(text, sentences[number].start))]
    name = _find_interviewee(text, sentences[: asked[0]]) if min(len(asked), len(given)) >= FEWEST else None
    if name is None:
        return []
    stops = dict(pairwise(sorted([*asked, *(number for number, _ in given), len(sentences)])))
    return [
        turn
        for number, match in given
        for first in [Turn(number, name, Span(*match.span("colon")), _end_paragraph(number, match, sentences), False)]
        for turn in (first, *_list_later(text, first, stops[number], sentences))
    ]


def _end_paragraph(number: int, label: re.Match[str], sentences: Sequence[Sentence]) -> Span:
    """From behind the label to the end of the paragraph that it opens."""
    last = number
    while last + 1 < len(sentences) and sentences[last + 1].paragraph == sentences[number].paragraph:
        last += 1
    return Span(label.end(), sentences[last].end)


def _find_interviewee(text: str, opening: Sequence[Sentence]) -> Span | None:
    """Whom the headline or the paragraphs above the first question call so, or the one person they name."""
    for sentence in opening:
        if told := INTERVIEWED.search(text, sentence.start, sentence.end):
            return Span(*told.span("name"))
    answering = [told for s in opening for told in ANSWERING.finditer(text, s.start, s.end)]
    if answering:
        return Span(*answering[-1].span("name"))
    names = [
        name
        for sentence in opening
        if not sentence.headline
        for name in INTRODUCED.finditer(text, sentence.start, sentence.end)
    ]
    leads = [name for name in names if any(name.start() == sentence.start for sentence in opening)]
    alone = len({name[0].split()[-1] for name in names}) == 1
    return Span(*leads[0].span()) if leads and alone else None


def _find_dashed(text: str, headline: Sentence) -> Turn | None:
    """The speaker behind the dash of a headline: "Dam 'will burst' - minister"."""
    match = DASHED.search(text, max(headline.start + 1, headline.end - LONGEST_NAME), headline.end)
    if not match or not _is_role(match.group("name")):
        return None
    content = Span(headline.start, match.start())
    quotes = find_quotations(text[content.start : content.end])
    quoted = bool(quotes) and quotes[0].start == 0 and quotes[0].end == content.end - content.start
    return Turn(0, Span(*match.span("name")), Span(*match.span("dash")), content, quoted)


def _find_leading(text: str, headline: Sentence) -> Turn | None:
    """The speaker of the quotation that leads a headline: whoever acts behind it ("“No shame”: judge jails carer")."""
    quotes = find_quotations(text[headline.start : headline.end])
    if not quotes or quotes[0].start or not quotes[0].closed:
        return None
    end = headline.start + quotes[0].end
    found = ACTING.match(text, end, headline.end)
    if not found:
        return None
    says = found["name"][:1].isupper() and found["verb"] in load_cues().verbs
    if not says and found["name"] not in load_lexicon().people:
        return None
    return Turn(0, Span(*found.span("name")), Span(end, end + 1), Span(headline.start, end), True)


def _is_role(name: str) -> bool:
    """Whether a few words end in a role, a document, a country or an agency: "prime minister", "UN report"."""
    lexicon, last = load_lexicon(), name.split()[-1].lower()
    if name in lexicon.countries or name in lexicon.media:
        return True
    return last in lexicon.people or last in lexicon.documents or last in lexicon.data


def _is_head(sentences: Sequence[Sentence], turn: Turn) -> bool:
    """Whether the sentence is the headline, or the first one of a text without one."""
    return sentences[turn.sentence].headline or turn.sentence == 0


def _is_speaker(text: str, sentences: Sequence[Sentence], turn: Turn, named: Mapping[str, int]) -> bool:
    """Whether what stands before the colon speaks: a name in capitals, a poll or report, somebody named elsewhere."""
    lexicon = load_lexicon()
    name = text[turn.name.start : turn.name.end]
    words = name.split()
    if name.lower() in lexicon.labels or words[0].lower() in lexicon.labels:
        return False
    if _is_role(name):
        return _is_head(sentences, turn) or turn.quoted
    if name.isupper() and not sentences[turn.sentence].headline:
        return len(name) > 2
    surname = next((word for word in reversed(words) if not word.startswith("(")), name)
    return named.get(surname, -1) >= turn.content.end or turn.quoted
