"""Who speaks where a colon alone says so: "LEE: I know.", "Poll: Most want to stay", "Mayor: 'No new taxes'"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from sayso.extract.lexicon import load_lexicon
from sayso.extract.sentences import Sentence
from sayso.model import Span

TURN = re.compile(
    r"[\"“”'‘]{0,2}(?P<name>(?:(?:Rep|Sen|Gov|Mr|Ms|Mrs|Dr)\.\s+)?[A-Z][\w.’'-]*(?:\s+(?:of|the|[A-Z][\w.’'-]*)){0,5}"
    r"(?:\s+\([^()]{1,20}\))?):(?=[\s\"“'‘])"
)
CAPITALISED = re.compile(r"[A-Z][\w’'-]*")
FEWEST = 2  # turns that make a dialogue


class Turn(NamedTuple):
    """One turn: sentence, speaker, colon and words."""

    sentence: int
    name: Span
    cue: Span
    content: Span
    quoted: bool


def find_turns(text: str, sentences: Sequence[Sentence]) -> list[Turn]:
    """The turns of dialogues, and the headlines that a speaker leads. A turn lasts to the end of its paragraph."""
    found = list(_list_turns(text, sentences))
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
    last = words[-1].lower()
    if last in lexicon.documents or last in lexicon.data or name in lexicon.countries or name in lexicon.media:
        return _is_head(sentences, turn) or turn.quoted
    if name.isupper():
        return len(name) > 2
    surname = next((word for word in reversed(words) if not word.startswith("(")), name)
    return named.get(surname, -1) >= turn.content.end or turn.quoted
