"""What an outlet took back between two versions of a text: figures that it changed, statements that it removed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.collapse import Passage, align, tie_findings
from sayso.match.words import fold_words
from sayso.model import ArticleText, Figure, Finding, Record, Span, Statement

REWORDED = 0.5  # of a statement's words that stand in another of the same speaker: it was reworded, not removed


class FigureChange(Record, frozen=True):
    """A figure that the version before gave otherwise, in the words of each. Spans are into the pages' texts."""

    removed: Span  # in the version before
    added: Span  # in this version
    before: str
    after: str
    counted: str | None = None


class RemovedStatement(Record, frozen=True):
    """A statement of the version before that this one has no more."""

    statement: str
    content: tuple[Span, ...]  # in the version before
    words: str
    speaker: str | None = None


def find_figure_changes(
    before: ArticleText, after: ArticleText, old: Iterable[Finding], new: Iterable[Finding]
) -> tuple[FigureChange, ...]:
    """Figures of the same things that stand between the same words, or in the same order, with other numbers."""
    passages = align(before, after)
    left = _list_loose(old, new, passages)
    come = _list_loose(new, old, align(after, before))
    changes: list[FigureChange] = []
    for figure in (finding for finding in left if isinstance(finding, Figure)):
        twin = next((finding for finding in come if isinstance(finding, Figure) and _is_twin(figure, finding)), None)
        if twin is None:
            continue
        come.remove(twin)
        spans = Span(figure.start, figure.end), Span(twin.start, twin.end)
        words = before.text[spans[0].start : spans[0].end], after.text[spans[1].start : spans[1].end]
        if (figure.minimum, figure.maximum) != (twin.minimum, twin.maximum):
            changes.append(
                FigureChange(removed=spans[0], added=spans[1], before=words[0], after=words[1], counted=figure.counted)
            )
    return tuple(changes)


def _list_loose(ours: Iterable[Finding], theirs: Iterable[Finding], passages: Sequence[Passage]) -> list[Finding]:
    """Our figures and statements whose words the other version does not have."""
    own = [finding for finding in ours if isinstance(finding, Figure | Statement)]
    tied = {edge.a for edge in tie_findings(own, theirs, passages)}
    return [finding for finding in own if finding.id not in tied]


def _is_twin(a: Figure, b: Figure) -> bool:
    """Whether two figures count the same."""
    return (_fold(a.counted), a.unit, a.measure, a.scope) == (_fold(b.counted), b.unit, b.measure, b.scope)


def _fold(name: str | None) -> str | None:
    return name.casefold() if name else None


def find_removed_statements(
    before: ArticleText, after: ArticleText, old: Iterable[Finding], new: Sequence[Finding]
) -> tuple[RemovedStatement, ...]:
    """Statements whose words are gone, and which the same speaker does not make in other words."""
    kept = [finding for finding in new if isinstance(finding, Statement)]
    removed = []
    for finding in _list_loose(old, new, align(before, after)):
        if not isinstance(finding, Statement) or any(_is_reworded(finding, before, other, after) for other in kept):
            continue
        words = " … ".join(" ".join(before.text[span.start : span.end].split()) for span in finding.content)
        speaker = finding.source.name
        removed.append(RemovedStatement(statement=finding.id, content=finding.content, words=words, speaker=speaker))
    return tuple(removed)


def _is_reworded(statement: Statement, before: ArticleText, other: Statement, after: ArticleText) -> bool:
    if _fold(statement.source.name) != _fold(other.source.name):
        return False
    ours, theirs = _list_words(statement, before), _list_words(other, after)
    return len(ours & theirs) >= REWORDED * len(ours)


def _list_words(statement: Statement, item: ArticleText) -> frozenset[str]:
    return frozenset(word for span in statement.content for word in fold_words(item.text, span))
