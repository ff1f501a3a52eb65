"""What a person decides becomes a judgement: people outrank machines. `sayso.archive.judged` applies it.

A judgement hangs on a page's bytes, a span and the words that stood there, never on an id that a rebuild might not give
again. Where the words are no longer found it is an orphan: it stays, `sayso judge list` names it, it decides nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from sayso.errors import InputError, UnknownIdError
from sayso.model import Anchor, Article, ArticleText, Figure, Judgement, Span, Stance, Statement, make_id
from sayso.store import Store

ANCHOR_CHARACTERS = 80
"""How much of an article's beginning a judgement on it remembers."""

SAME, DIFFERENT, REJECT, SPEAKER, ADD = "same", "different", "reject", "speaker", "add"
SAME_PERSON, DIFFERENT_PERSON = "same person", "different person"
SAME_STORY, DIFFERENT_STORY = "same story", "different story"
NOTE, TAG = "note", "tag"
NOTES = (NOTE, TAG)
"""What people write beside words: it changes nothing that was found."""

MOST_NOTE, MOST_TAG = 4_000, 60
"""Characters."""

KINDS = {
    SAME: ("article", "article"),
    DIFFERENT: ("article", "article"),
    SAME_STORY: ("story", "story"),
    DIFFERENT_STORY: ("story", "story"),
    SAME_PERSON: ("statement", "statement"),
    DIFFERENT_PERSON: ("statement", "statement"),
    REJECT: ("finding",),
    SPEAKER: ("statement",),
}
"""What each kind of judgement is about. A story may be named by any article of it."""

OF_PEOPLE = {SAME: SAME_PERSON, DIFFERENT: DIFFERENT_PERSON}
"""What is meant where two statements are named instead of two articles."""

OF_STORIES = {SAME: SAME_STORY, DIFFERENT: DIFFERENT_STORY}
"""What is meant where two stories are named instead."""


def make_judgement(
    store: Store, kind: str, ids: Sequence[str], *, author: str, value: str | None, reason: str | None
) -> Judgement:
    """A judgement of now on these records. Raises `UnknownIdError` where they are not what the kind is about."""
    if kind in OF_PEOPLE and ids and all(record.startswith("statement-") for record in ids):
        kind = OF_PEOPLE[kind]
    if kind in OF_STORIES and ids and all(record.startswith("story-") for record in ids):
        kind = OF_STORIES[kind]
    wanted = KINDS[kind]
    if len(ids) != len(wanted):
        raise UnknownIdError(f"`{kind}` is about {' and '.join(wanted)}; {len(ids)} ids were given.")
    about = tuple(_anchor(store, record, what) for record, what in zip(ids, wanted, strict=True))
    return _date_judgement(kind, about, ids, author=author, value=value, reason=reason)


def make_addition(
    item: ArticleText,
    content: str | Span,
    *,
    author: str,
    speaker: str | None,
    source: str | Span | None,
    stance: Stance,
    reason: str | None,
) -> Judgement:
    """The judgement that these words of the article report what somebody said. `content` and `source` are spans of the
    page's text, or words that stand in the article once.

    Raises:
        InputError: the words do not stand there, or more than once.
    """
    parts = [content] if source is None else [content, source]
    about = tuple(_anchor_words(item, part) for part in parts)
    places = [f"{anchor.start}-{anchor.end}" for anchor in about]
    ids = (item.article.id, *places)
    return _date_judgement(ADD, about, ids, author=author, value=speaker, reason=reason, stance=stance)


def make_note(
    item: ArticleText, kind: str, words: str | Span, text: str, *, author: str, reason: str | None
) -> Judgement:
    """The judgement that keeps a note or tag on these words of the article: a span of the page's text, or words that
    stand in the article once.

    Raises:
        InputError: the words do not stand there, or more than once; or nothing is written.
    """
    written = " ".join(text.split()) if kind == TAG else text.strip()
    if kind not in NOTES or not written:
        raise InputError("A note or tag needs words of its own.", station="judge")
    about = (_anchor_words(item, words),)
    ids = (item.article.id, f"{about[0].start}-{about[0].end}")
    value = written[: MOST_TAG if kind == TAG else MOST_NOTE]
    return _date_judgement(kind, about, ids, author=author, value=value, reason=reason)


def _date_judgement(
    kind: str,
    about: tuple[Anchor, ...],
    ids: Sequence[str],
    *,
    author: str,
    value: str | None,
    reason: str | None,
    stance: Stance | None = None,
) -> Judgement:
    time = datetime.now(UTC).isoformat(timespec="microseconds")  # of two in one second, the later one holds
    return Judgement(
        id=make_id("judgement", author, time, kind, *ids, value),
        author=author,
        time=time,
        kind=kind,
        about=about,
        value=value,
        stance=stance,
        reason=reason,
    )


# --- anchors --------------------------------------------------------------------------------------------------------


def _anchor(store: Store, record: str, wanted: str) -> Anchor:
    kind, _, digits = record.rpartition("-")
    if wanted == "article" == kind:
        return anchor_article(next(store.article_texts([record])))
    if wanted == "story" and kind in ("story", "work", "article"):  # a group bears its smallest article's digits
        return anchor_article(next(store.article_texts([f"article-{digits}"])))
    if kind == wanted or (wanted == "finding" and kind in ("statement", "figure")):
        finding = store.finding(record)
        if isinstance(finding, Statement | Figure):
            return _anchor_span(finding.page, store.page(finding.page).text, find_extent(finding))
    raise UnknownIdError(f"{record} is no {wanted}.")


def anchor_article(item: ArticleText) -> Anchor:
    """The first characters of the article's body (of its block, where it has none)."""
    start = item.article.body[0].start if item.article.body else item.article.block.start
    end = min(start + ANCHOR_CHARACTERS, item.article.block.end)
    return _anchor_span(item.article.page, item.text, Span(start, end))


def _anchor_span(page: str, text: str, span: Span) -> Anchor:
    return Anchor(page=page, start=span.start, end=span.end, words=text[span.start : span.end])


def _anchor_words(item: ArticleText, words: str | Span) -> Anchor:
    span = words if isinstance(words, Span) else find_words(item, words)
    block = item.article.block
    if not block.start <= span.start < span.end <= block.end:
        raise InputError(f"Characters {span.start}-{span.end} do not stand in {item.article.id}.", station="judge")
    return _anchor_span(item.article.page, item.text, span)


def find_words(item: ArticleText, words: str) -> Span:
    """Where the article has these words, line breaks for blanks allowed.

    Raises:
        InputError: it has not, or more than once.
    """
    pattern = re.compile(r"\s+".join(map(re.escape, words.split())) or r"\A(?!)")
    block = item.article.block
    found = [Span(*match.span()) for match in pattern.finditer(item.text, block.start, block.end)]
    if len(found) == 1:
        return found[0]
    often = f"{len(found)} times: give more of them, or their characters" if found else "not at all"
    raise InputError(f"{item.article.id} has the words “{words}” {often}.", station="judge")


def find_extent(finding: Statement | Figure) -> Span:
    """From the first to the last character of what was found."""
    if isinstance(finding, Figure):
        return Span(finding.start, finding.end)
    return Span(finding.content[0].start, finding.content[-1].end)


def find_anchored(store: Store, anchor: Anchor) -> Article | None:
    """The article that holds the anchor today; None where the words do not stand there any more."""
    for item in store.article_texts(article.id for article in store.articles(page=anchor.page)):
        if holds_anchor(item, anchor):
            return item.article
    return None


def holds_anchor(item: ArticleText, anchor: Anchor) -> bool:
    """Whether the words stand in this article as they did."""
    inside = item.article.block.start <= anchor.start < item.article.block.end
    here = item.article.page == anchor.page and inside
    return here and item.text[anchor.start : anchor.end] == anchor.words


def active_judgements(store: Store, *kinds: str) -> list[Judgement]:
    """Judgements of these kinds that were not undone, oldest first."""
    return [judgement for judgement in store.judgements() if judgement.kind in kinds and not judgement.undone]
