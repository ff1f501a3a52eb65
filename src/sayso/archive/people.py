"""Whom people took for one person, or told apart, as verdicts on the names of a story: what entities are made by.

The judgements are of statements ("same person", "different person"); a verdict is on the name that the statement's
article has for its speaker. The two sides of a judgement may be of two stories: its id is the mark that they share.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from sayso.archive.judging import (
    DIFFERENT_PERSON,
    SAME_PERSON,
    active_judgements,
    find_anchored,
    find_extent,
)
from sayso.link.entities import Verdict, find_key
from sayso.model import Anchor, Finding, Judgement, NameKind, NameMention, Statement
from sayso.spans import overlaps
from sayso.store import Store

NAMED = (NameKind.PERSON, NameKind.ORGANISATION)
VERDICTS = {SAME_PERSON: "are one person", DIFFERENT_PERSON: "are two people"}


def judge_names(store: Store, findings: Sequence[Finding], mirrors: Mapping[str, str]) -> tuple[Verdict, ...]:
    """The verdicts on the names of a story, as its findings stand before people's corrections.

    Of two people that somebody told apart the second is marked, in the article that was named and its other printings.
    """
    judgements = active_judgements(store, *VERDICTS)
    if not judgements:
        return ()
    names, statements = _Names(findings), [f for f in findings if isinstance(f, Statement)]
    found = []
    for judgement in judgements:
        is_same = judgement.kind == SAME_PERSON
        for anchor in judgement.about[0 if is_same else 1 :]:
            said = _find_printings(anchor, statements, mirrors)
            mentions = sorted({mention.id for statement in said for mention in names.of(statement)})
            found += [Verdict(mention, judgement.id, is_same, _tell(judgement)) for mention in mentions]
    return tuple(sorted(set(found)))


def find_statement(store: Store, anchor: Anchor) -> Statement | None:
    """The statement at the anchor, whatever its story; None where its words are no longer found."""
    article = find_anchored(store, anchor)
    found = store.findings([article.id]) if article else ()
    return next((f for f in found if isinstance(f, Statement) and _is_at(f, anchor)), None)


class Alike(NamedTuple):
    """Whom people took for one with somebody of a name: their names, that one among them, and where they speak."""

    names: tuple[str, ...]
    articles: tuple[str, ...]


def find_alike(store: Store, name: str) -> Alike:
    """Everybody whom people took for a person of this name, which need not stand on their pages."""
    wanted = set(name.casefold().split())
    names, articles = {name}, set[str]()
    for judgement in active_judgements(store, SAME_PERSON):
        said = [statement for anchor in judgement.about if (statement := find_statement(store, anchor))]
        if any(wanted <= set((statement.source.name or "").casefold().split()) for statement in said):
            names.update(statement.source.name for statement in said if statement.source.name)
            articles.update(statement.article for statement in said)
    return Alike(tuple(sorted(names)), tuple(sorted(articles)))


def _find_printings(anchor: Anchor, statements: Iterable[Statement], mirrors: Mapping[str, str]) -> list[Statement]:
    """The statements at the anchor, and the same words in other printings."""
    ordered = sorted(statements, key=lambda statement: statement.id)
    here = {mirrors.get(statement.id, statement.id) for statement in ordered if _is_at(statement, anchor)}
    return [statement for statement in ordered if mirrors.get(statement.id, statement.id) in here]


def _is_at(statement: Statement, anchor: Anchor) -> bool:
    span = find_extent(statement)
    return (statement.page, span.start, span.end) == (anchor.page, anchor.start, anchor.end)


def _tell(judgement: Judgement) -> str:
    reason = f" {judgement.reason}" if judgement.reason else ""
    return f"{judgement.author} judged that they {VERDICTS[judgement.kind]}.{reason}"


class _Names:
    """The people and bodies that the articles of a story name."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self._by_article: dict[str, list[NameMention]] = defaultdict(list)
        for finding in findings:
            if isinstance(finding, NameMention) and finding.kind in NAMED:
                self._by_article[finding.article].append(finding)

    def of(self, statement: Statement) -> Iterator[NameMention]:
        """The names that stand in the statement's source, else those by which its article has the speaker's name."""
        known = self._by_article[statement.article]
        named = [m for m in known if any(overlaps(a, b) for a in m.spans for b in statement.source.spans)]
        name = statement.source.name
        alike = [m for m in known if name and find_key(m) == find_key(_rename(m, name))]
        yield from alike or named


def _rename(mention: NameMention, name: str) -> NameMention:
    return NameMention(id="", article="", page="", start=0, end=0, name=name, kind=mention.kind, spans=())
