"""Who speaks where a colon or dash alone says so: "LEE: I know.", "Poll: Most want to stay", "'No tax' - mayor"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sayso.extract.lexicon import load_lexicon
from sayso.extract.quotes import find_quotations
from sayso.extract.sentences import Sentence
from sayso.model import Span

TURN = re.compile(
    r"[\"“”'‘]{0,2}(?P<name>(?:(?:Rep|Sen|Gov|Mr|Ms|Mrs|Dr)\.\s+)?[A-Z][\w.’'-]*(?:\s+(?:of|the|[A-Z][\w.’'-]*)){0,5}"
    r"(?:\s+\([^()]{1,20}\))?):(?=[\s\"“'‘])"
)
DASHED = re.compile(r"\s(?P<dash>[-–—]|--)\s(?P<name>[\w’'. -]{2,60})\Z")
LONGEST_NAME = 66  # characters of a dash and a name
CAPITALISED = re.compile(r"[A-Z][\w’'-]*")
FEWEST = 2  # turns that make a dialogue


class Turn(NamedTuple):
    """One turn: sentence, speaker, colon or dash, and words; `quoted` where marks stand around them."""

    sentence: int
    name: Span
    cue: Span
    content: Span
    quoted: bool


def find_turns(text: str, sentences: Sequence[Sentence]) -> list[Turn]:
    """The turns of dialogues, and the headlines that a speaker leads. A turn lasts to the end of its paragraph."""
    found = list(_list_turns(text, sentences))
    dashed = _find_dashed(text, sentences[0]) if sentences and sentences[0].headline else None
    if dashed:
        return [dashed, *(turn for turn in found if turn.sentence)]
    if not found:
        return []
    named = {word.group(): word.start() for word in CAPITALISED.finditer(text)}
    shouted = [turn for turn in found if _is_speaker(text, sentences, turn, named)]
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


def _find_dashed(text: str, headline: Sentence) -> Turn | None:
    """The speaker behind the dash of a headline: "Dam 'will burst' - minister"."""
    match = DASHED.search(text, max(headline.start + 1, headline.end - LONGEST_NAME), headline.end)
    if not match or not _is_role(match.group("name")):
        return None
    content = Span(headline.start, match.start())
    quotes = find_quotations(text[content.start : content.end])
    quoted = bool(quotes) and quotes[0].start == 0 and quotes[0].end == content.end - content.start
    return Turn(0, Span(*match.span("name")), Span(*match.span("dash")), content, quoted)


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
    if name.isupper():
        return len(name) > 2
    surname = next((word for word in reversed(words) if not word.startswith("(")), name)
    return named.get(surname, -1) >= turn.content.end or turn.quoted
