"""Sentences of an article, as offsets into the page's text. A quotation of several sentences stays in one piece."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from sayso.extract.cues import WORD, load_cues
from sayso.extract.quotes import Quotation, find_quotations
from sayso.model import Article, Record, Span
from sayso.spans import trim_span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from nupunkt import PunktSentenceTokenizer

PIECE = 20_000  # a paragraph is split in pieces of at most this many characters
GLUED = re.compile(  # a mark first, which is quick to look for; then what is on either side of its end
    r"[.!?\"”](?=[\"“‘']?[A-Z])(?:"
    r"(?<=[a-z0-9)\]’”\"'][.!?])(?=[\"“‘']?[A-Z][a-z’']+ )|(?<=[a-z][.!?][\"”])(?=[A-Z][a-z]+ )"
    r"|(?<=\b[A-Z]{2}\.)(?=(?:At|In|On|The|He|She|It|They|But|And|For|This|That|A|As|We|If|When|While|Although)\s)"
    r")"
)
STAMP = re.compile(  # "Aug. 22, 8:05 a.m. -- ", "14.37 – " before the entry of a log
    r"\s{0,20}(?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?,? )?(?:at )?\d{1,2}[:.]\d\d ?(?:[ap]\.?m\.?)?(?: [A-Z]{2,4})?"
    r":? ?(?:--|—|–|-) (?=[A-Z“\"‘'])"
)
HEADS_ON = re.compile(r"\s{0,20}[a-z,;:)\]–—]")  # what cannot begin a sentence
TITLE_BEFORE = re.compile(
    r"\b(?:Sen|Sens|Lt|Gov|Govs|Rep|Reps|Gen|Col|Sgt|Mr|Mrs|Ms|Dr|Prof|Capt|Maj|Adm|Rev|Hon|Smt|Supt|Insp|Cllr|Det|Brig|Cpl|Pvt|Msgr|Pres|Atty|Cmdr|St|vs|No)\.\Z"
)


class Sentence(Record, frozen=True):
    """The characters `[start, end)` of a page's text. `paragraph` counts the body's spans; a headline has -1."""

    start: int
    end: int
    paragraph: int
    headline: bool = False

    @property
    def span(self) -> Span:
        """The sentence's characters."""
        return Span(self.start, self.end)


@lru_cache(maxsize=1)
def load_splitter() -> PunktSentenceTokenizer:
    """nupunkt with the model it comes with."""
    import nupunkt

    return nupunkt.load_default_model()


def split_sentences(text: str, article: Article) -> tuple[Sentence, ...]:
    """The sentences of headline and body, in order of the text. `text` is the page's."""
    found = []
    if article.headline:
        found += [
            Sentence(start=span.start, end=span.end, paragraph=-1, headline=True)
            for span in _split_headline(text, article.headline)
        ]
    for number, paragraph in enumerate(article.body):
        for span in split_paragraph(text[paragraph.start : paragraph.end]):
            found.append(Sentence(start=paragraph.start + span.start, end=paragraph.start + span.end, paragraph=number))
    return tuple(found)


def _split_headline(text: str, headline: Span) -> Iterator[Span]:
    """The parts of a headline between semicolons: "Elbing says two killed; rebels deny losses"."""
    start = headline.start
    while (end := text.find("; ", start, headline.end)) >= 0:
        yield Span(start, end)
        start = end + 2
    yield Span(start, headline.end)


def split_paragraph(text: str) -> tuple[Span, ...]:
    """The sentences of one paragraph, as offsets into it."""
    found = []
    for piece in _pieces(text):
        part = text[piece.start : piece.end]
        cuts = _cuts(part, find_quotations(part))
        for start, end in zip([0, *cuts], [*cuts, len(part)], strict=True):
            span = trim_span(text, piece.start + start, piece.start + end)
            if span:
                found.append(span)
    return tuple(found)


def _pieces(text: str) -> Iterator[Span]:
    """The lines of a paragraph, the longest ones cut at a blank."""
    start = 0
    for line in re.finditer(r"[^\n]*(?:\n|\Z)", text):
        start = line.start()
        while line.end() - start > PIECE:
            blank = text.rfind(" ", start, start + PIECE)
            end = blank if blank > start else start + PIECE
            yield Span(start, end)
            start = end
        if line.end() > start:
            yield Span(start, line.end())


def _cuts(text: str, quotations: Sequence[Quotation]) -> list[int]:
    """Where a sentence ends: where nupunkt says and where no blank follows the full stop, but not in a quotation."""
    ends = {end for _, end in load_splitter().span_tokenize(text)} if text.strip() else set()
    ends |= {found.end() for found in GLUED.finditer(text)}
    stamp = STAMP.match(text)
    ends |= {stamp.end()} if stamp else set()
    inside = [q for q in quotations if q.end - q.start < LONGEST_WHOLE]
    ends |= {q.end for q in inside if _ends_sentence(text, q)} | {q.start for q in inside if _begins_sentence(text, q)}
    return sorted(end for end in ends if 0 < end < len(text) and _is_cut(text, end, inside))


LONGEST_WHOLE = 3000  # a quotation longer than this may be cut within


def _ends_sentence(text: str, quotation: Quotation) -> bool:
    return quotation.closed and quotation.inner(text)[-1:] in (".", "!", "?", "…") and " " in quotation.inner(text)


def _begins_sentence(text: str, quotation: Quotation) -> bool:
    before = text[: quotation.start].rstrip()
    return before[-1:] in (".", "!", "?") and quotation.inner(text)[:1].isupper() and " " in quotation.inner(text)


def _is_cut(text: str, end: int, quotations: Sequence[Quotation]) -> bool:
    if any(q.start < end < q.end for q in quotations):
        return False
    if HEADS_ON.match(text, end):
        return False
    if TITLE_BEFORE.search(text, max(0, end - 8), end):
        return False
    before = text[max(0, end - 4) : end].rstrip()
    if before[-1:] in ("”", '"', "'", "’") and before[-2:-1] in ("?", "!", "…"):
        return not _speech_follows(text[end : end + 90])
    return True


def _speech_follows(text: str) -> bool:
    """Whether the words behind a quotation tell who spoke: "'Why?' the mayor of Springfield asked."."""
    words = WORD.findall(text)[:8]
    for number, word in enumerate(words):
        if (
            word in load_cues().verbs
            and word.endswith(("d", "s", "t", "g", "e", "id"))
            and word not in load_cues().nouns
        ):
            return "that" not in words[number + 1 : number + 4]
    return False
