"""What `Group` reads of an article, small enough to be kept: stories are made of gists, and texts are read once."""

from __future__ import annotations

import msgspec

from sayso.errors import DamagedError
from sayso.group.days import Told, read_days
from sayso.group.logs import is_log_entry
from sayso.group.terms import Terms, read_terms
from sayso.model import ArticleText, Record, Span

LONGEST_LEAD = 90  # characters of a sentence that stands in for a headline
LONGEST_TITLE = 1_000  # characters of a headline or paragraph that are looked at


class Gist(Record, frozen=True, kw_only=True):
    """A pure function of an article, and kept: what changes it, or this class, needs another `pipeline.VERSION`."""

    page: str
    terms: Terms
    told: Told  # of days
    lead: str  # its first sentence
    is_entry: bool = False  # of a live log
    language: str | None = None
    title: str | None = None  # empty where a headline has no words; None without a headline


class WorkGist(Record, frozen=True, kw_only=True):
    """A work as group sees it: the gist of its original or fullest printing."""

    work: str
    gist: Gist
    headline: str | None = None  # of another printing, where this one has none


def read_gist(item: ArticleText) -> Gist:
    """The article's gist."""
    article = item.article
    return Gist(
        page=article.page,
        terms=read_terms(item),
        told=read_days(item),
        lead=_shorten_lead(item),
        is_entry=is_log_entry(item),
        language=article.language,
        title=_join_blanks(item.text, article.headline) if article.headline else None,
    )


def pack_gist(gist: Gist) -> bytes:
    """The gist as MessagePack; floats and the order of terms are kept."""
    return msgspec.msgpack.encode(gist)


def unpack_gist(data: bytes) -> Gist:
    """The gist that was packed.

    Raises:
        DamagedError: it is none.
    """
    try:
        return msgspec.msgpack.decode(data, type=Gist)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise DamagedError(f"What the archive keeps as the gist of an article cannot be read: {error}.") from error


def _shorten_lead(item: ArticleText) -> str:
    """The first sentence, cut at a word where it is long."""
    lead = next((text for span in item.article.body if (text := _join_blanks(item.text, span))), "")
    if not lead:
        return "Without words"
    sentence = lead.partition(". ")[0]
    if len(sentence) <= LONGEST_LEAD:
        return sentence.rstrip(".")
    return sentence[:LONGEST_LEAD].rpartition(" ")[0].rstrip(",;:–— ") + " …"


def _join_blanks(text: str, span: Span) -> str:
    """The words on one line, written so that UTF-8 can hold them."""
    words = " ".join(text[span.start : min(span.end, span.start + LONGEST_TITLE)].split())
    return words.encode("utf-8", "backslashreplace").decode()
