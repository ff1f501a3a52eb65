"""What one sentence attributes, with offsets into the sentence."""

from __future__ import annotations

from sayso.extract.sources import SourcePhrase
from sayso.model import Record, Span, Stance


class Attribution(Record, frozen=True):
    """Source, cue and content of one sentence, as offsets into it. `carrier` passed the words on (Reuters quoted X as
    saying); `hearer` was told. `content` is empty where the cue announces a quotation that follows the sentence."""

    cue: Span
    lemma: str
    stance: Stance
    source: SourcePhrase | None = None
    content: tuple[Span, ...] = ()
    quoted: bool = False  # the content is a quotation, or several
    negated: bool = False
    hearer: Span | None = None
    carrier: SourcePhrase | None = None
    noun: bool = False
    phrase: bool = False  # the content is no clause
