"""What is said: the content of a word of speech, from its place in the sentence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from sayso.extract.clauses import find_clause, is_between_commas
from sayso.extract.cues import Cue
from sayso.extract.phrases import find_phrase
from sayso.extract.quoted import find_quoted
from sayso.extract.quotes import find_quotations
from sayso.extract.tree import Tree
from sayso.extract.wordgroups import Content, Group
from sayso.model import Span, Stance

QUOTED_END = re.compile(r",? (?:and|but) [“\"][^“”\"]{3,300}[”\"](?=\W*\Z)")  # what a content goes on with


def find_content(tree: Tree, verb: int, last: int, cue: Cue, source: Iterable[int]) -> Content | None:
    """The content of `cue`, whose words are `verb` to `last`. `source` are the words that name the speaker."""
    group = Group(tree, verb, last, sorted(source))
    group.demands = cue.frames.get("clause") == Stance.DEMAND
    group.has_hearer = "hearer" in cue.frames
    if "clause" in cue.frames:
        quoted = find_quoted(group)
        clause = find_clause(group) if cue.speech or quoted or is_between_commas(group) else None
        if quoted or clause:
            return _join(tree, quoted, _beside(tree, quoted, clause), cue.frames["clause"])
    if not cue.speech:
        return None
    found = find_phrase(group, cue)
    return found._replace(phrase=True) if found else None


def _beside(
    tree: Tree, quoted: list[tuple[int, int]], clause: list[tuple[int, int]] | None
) -> list[tuple[int, int]] | None:
    """The clause, where it goes with the quotations: not what stands behind "'…,' she said", nor more than a name."""
    if quoted and clause and clause[0][0] == quoted[0][0] and _only_names(tree, quoted[0][1], clause[0][1]):
        return None
    if (
        quoted
        and clause
        and clause[0][0] > quoted[0][1]
        and not any(tree.token(word).quote >= 0 for word in range(clause[0][0], clause[-1][1] + 1))
    ):
        return None
    return clause


def _only_names(tree: Tree, last: int, end: int) -> bool:
    """Whether what a clause adds behind a quotation holds no verb: "'…,' another farmer, Piet Olsen, told"."""
    added = range(last + 1, end + 1)
    return last < end and not any(tree.is_verb(word) or tree.token(word).quote >= 0 for word in added)


def _join(tree: Tree, quoted: list[tuple[int, int]], clause: list[tuple[int, int]] | None, stance: Stance) -> Content:
    runs = sorted({*quoted, *(clause or [])})
    joined: list[tuple[int, int]] = []
    for first, last in runs:
        if joined and first <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    whole = all(tree.token(first).quote >= 0 and tree.token(last).quote >= 0 for first, last in joined)
    return Content(tuple(joined), stance, quoted=whole)


def make_spans(tree: Tree, runs: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    """The characters of runs of words."""
    spans = [tree.span(range(first, last + 1)) for first, last in runs]
    return tuple(span for span in spans if span)


def fit_quotations(tree: Tree, spans: Sequence[Span]) -> tuple[Span, ...]:
    """The spans with the whole of the quotation in which each ends, and the mark before which each begins."""
    quotations = find_quotations(tree.text)
    fitted = []
    for span in spans:
        start, end = span.start, span.end
        for quote in quotations:
            if not quote.closed:
                continue
            if start <= quote.start < end <= quote.end or (quote.start + quote.width == start and end <= quote.end):
                end = quote.end
            if quote.start + quote.width == start and end >= quote.end:
                start = quote.start
        fitted.append(Span(start, end))
    if fitted:
        more = QUOTED_END.match(tree.text, fitted[-1].end)
        if more:
            fitted[-1] = Span(fitted[-1].start, more.end())
    return tuple(fitted)
