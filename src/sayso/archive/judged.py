"""What people decided, applied to what stations found. All of it is bound to words: see `sayso.archive.judging`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from sayso.archive.judging import (
    ADD,
    DIFFERENT,
    DIFFERENT_PERSON,
    DIFFERENT_STORY,
    REJECT,
    SAME,
    SAME_PERSON,
    SAME_STORY,
    SPEAKER,
    active_judgements,
    find_anchored,
    find_extent,
    holds_anchor,
)
from sayso.archive.people import find_statement
from sayso.model import (
    Anchor,
    ArticleText,
    Directness,
    Edge,
    Figure,
    Finding,
    Judgement,
    Source,
    Span,
    SpeakerKind,
    Stance,
    Statement,
    Work,
    make_id,
)
from sayso.store import Store

Place = tuple[str, int, int]  # page, start, end
OPENING, ANY_QUOTE = '"“‘«„', '"“”«»„'


def judged_edges(store: Store, articles: Iterable[str]) -> Iterator[Edge]:
    """What people said of these articles: "copy" edges of score 1 (same work) or 0 (not the same)."""
    wanted = set(articles)
    for judgement in active_judgements(store, SAME, DIFFERENT):
        a, b = _find_articles(store, judgement)
        if a and b and a != b and wanted & {a, b}:
            yield _judge_pair("copy", a, b, judgement, same=judgement.kind == SAME, what="text")


def judged_stories(store: Store, works: Iterable[Work]) -> Iterator[Edge]:
    """What people said of the stories of these works: "story" edges of score 1 (the same) or 0 (not the same)."""
    wanted = {printing.article for work in works for printing in work.articles}
    for judgement in active_judgements(store, SAME_STORY, DIFFERENT_STORY):
        articles = _find_articles(store, judgement)
        if not wanted.isdisjoint(articles):
            found = [work.id for article in articles if article for work in store.works([article])]
            if len(set(found)) == len(articles):
                a, b = found
                yield _judge_pair("story", a, b, judgement, same=judgement.kind == SAME_STORY, what="story")


def _find_articles(store: Store, judgement: Judgement) -> tuple[str | None, str | None]:
    """The two articles that a judgement is about, as far as their words still stand there."""
    one, other = (find_anchored(store, anchor) for anchor in judgement.about)
    return one.id if one else None, other.id if other else None


def _judge_pair(kind: str, a: str, b: str, judgement: Judgement, *, same: bool, what: str) -> Edge:
    verdict = "are" if same else "are not"
    because = _because(judgement, f"judged that they {verdict} one {what}.")
    return Edge(kind=kind, a=min(a, b), b=max(a, b), score=float(same), because=because)


def _because(judgement: Judgement, verdict: str) -> str:
    return f"{judgement.author} {verdict} {judgement.reason or ''}".strip()


def list_judged_as(store: Store, name: str) -> list[str]:
    """Articles with a statement that somebody gave to a speaker of this name: it need not stand on their pages."""
    named = (j for j in active_judgements(store, SPEAKER, ADD) if j.value and name.casefold() in j.value.casefold())
    found = (find_anchored(store, judgement.about[0]) for judgement in named)
    return sorted({article.id for article in found if article})


# --- statements that people added -----------------------------------------------------------------------------------


def place_additions(store: Store, articles: Iterable[str]) -> None:
    """Let the store hold the statements that people added to these articles, and none that was taken back. Runs inside
    a transaction."""
    additions = [judgement for judgement in store.judgements() if judgement.kind == ADD]
    if not additions:
        return
    pages = {judgement.about[0].page for judgement in additions}
    items = [item for item in store.article_texts(articles) if item.article.page in pages]
    for judgement in additions:
        for item in items:
            if all(holds_anchor(item, anchor) for anchor in judgement.about):
                statement = make_added(judgement, item)
                store.drop_findings([statement.id])
                if not judgement.undone:
                    store.put_findings([statement])


def make_added(judgement: Judgement, item: ArticleText) -> Statement:
    """The statement that a person found in this article."""
    content, *sources = (Span(anchor.start, anchor.end) for anchor in judgement.about)
    source = Source(
        spans=tuple(sources),
        name=judgement.value or (judgement.about[1].words if sources else None),
        kind=SpeakerKind.PERSON if judgement.value else SpeakerKind.ANONYMOUS,
        because=_because(judgement, "judged so."),
    )
    return Statement(
        id=make_id("statement", item.article.id, judgement.id),
        article=item.article.id,
        page=item.article.page,
        source=source,
        content=(content,),
        directness=_directness(judgement.about[0].words),
        stance=judgement.stance or Stance.ASSERT,
        confidence=1.0,
    )


def _directness(words: str) -> Directness:
    if words[0] in OPENING:
        return Directness.DIRECT
    return Directness.MIXED if any(sign in words for sign in ANY_QUOTE) else Directness.INDIRECT


# --- findings as people left them -----------------------------------------------------------------------------------


class Judged(NamedTuple):
    """Findings as people left them, and by finding id the judgement that added or changed one."""

    findings: list[Finding]
    by: Mapping[str, str]


def judge_findings(store: Store, findings: Sequence[Finding], mirrors: Mapping[str, str]) -> Judged:
    """The findings of a story as people left them: rejected ones gone, speakers corrected, people told apart or joined.

    `mirrors`: finding id in a copy → id of the same words in the original. What was said of one printing holds for all.
    """
    judgements = active_judgements(store, REJECT, SPEAKER, ADD, SAME_PERSON)
    if not judgements:
        return Judged(list(findings), {})
    judging = _Judging(findings, mirrors, store)
    for judgement in judgements:
        judging.apply(judgement)
    return Judged([f for f in judging.by_id.values() if f.id not in judging.rejected], judging.by)


class _Judging:
    """Applies judgements to findings, one after another, oldest first."""

    def __init__(self, findings: Sequence[Finding], mirrors: Mapping[str, str], store: Store) -> None:
        self._store = store
        self.by_id: dict[str, Finding] = {finding.id: finding for finding in findings}
        self.by: dict[str, str] = {}
        self.rejected: set[str] = set()
        self._places = _find_places(findings)
        self._printings = group_printings(self.by_id, mirrors)

    def apply(self, judgement: Judgement) -> None:
        """Change what the judgement is about."""
        {REJECT: self._reject, SPEAKER: self._correct, ADD: self._add, SAME_PERSON: self._join}[judgement.kind](
            judgement
        )

    def _at(self, anchor: Anchor) -> list[str]:
        """The findings at this place, and the same words in other printings."""
        here = self._places.get((anchor.page, anchor.start, anchor.end), ())
        return sorted({other for finding in here for other in self._printings[finding]})

    def _reject(self, judgement: Judgement) -> None:
        self.rejected.update(self._at(judgement.about[0]))

    def _add(self, judgement: Judgement) -> None:
        """What the machine found in the very same words makes way."""
        anchor = judgement.about[0]
        for finding in self._places.get((anchor.page, anchor.start, anchor.end), ()):
            if self.by_id[finding].id == make_id("statement", self._article(finding), judgement.id):
                self.by[finding] = judgement.id
            elif finding.startswith("statement-") and finding not in self.by:
                self.rejected.add(finding)

    def _article(self, finding: str) -> str:
        return self.by_id[finding].article

    def _correct(self, judgement: Judgement) -> None:
        for finding in self._at(judgement.about[0]):
            self._rename(finding, judgement.value, judgement)

    def _join(self, judgement: Judgement) -> None:
        """Whoever bears the one's name bears the other's: the fuller one. The other may be of another story."""
        here = [statement for anchor in judgement.about if (statement := self._named_at(anchor))]
        if not here:
            return
        both = here if len(here) == len(judgement.about) else self._look_up(judgement)
        names = sorted((s.source.name for s in both if s.source.name), key=lambda name: (-len(name), name))
        if names and len(both) == len(judgement.about):
            for statement in here:
                for alike in _list_alike(self._statements(), statement):
                    self._rename(alike.id, names[0], judgement)

    def _look_up(self, judgement: Judgement) -> list[Statement]:
        """Both sides of a judgement as they were found, whatever their stories."""
        return [found for anchor in judgement.about if (found := find_statement(self._store, anchor))]

    def _statements(self) -> list[Statement]:
        return [finding for finding in self.by_id.values() if isinstance(finding, Statement)]

    def _named_at(self, anchor: Anchor) -> Statement | None:
        found = (self.by_id[finding] for finding in self._at(anchor))
        return next((finding for finding in found if isinstance(finding, Statement)), None)

    def _rename(self, finding: str, name: str | None, judgement: Judgement) -> None:
        statement = self.by_id[finding]
        if not isinstance(statement, Statement) or (name and name == statement.source.name):
            return
        source = msgspec.structs.replace(
            statement.source,
            name=name,
            kind=_kind_of(statement, name),
            anonymous=False,
            members=(),
            because=_because(judgement, "judged so."),
        )
        self.by_id[finding] = msgspec.structs.replace(statement, source=source)
        self.by[finding] = judgement.id


def _kind_of(statement: Statement, name: str | None) -> SpeakerKind:
    if name is None:
        return SpeakerKind.ANONYMOUS
    nameless = (SpeakerKind.ANONYMOUS, SpeakerKind.GROUP)
    return SpeakerKind.PERSON if statement.source.kind in nameless else statement.source.kind


def _find_places(findings: Iterable[Finding]) -> dict[Place, list[str]]:
    places: dict[Place, list[str]] = {}
    for finding in findings:
        if isinstance(finding, Statement | Figure):
            span = find_extent(finding)
            places.setdefault((finding.page, span.start, span.end), []).append(finding.id)
    return places


def group_printings(findings: Iterable[str], mirrors: Mapping[str, str]) -> dict[str, list[str]]:
    """By finding, all printings of the same words, itself among them."""
    groups: dict[str, list[str]] = {}
    for finding in findings:
        groups.setdefault(mirrors.get(finding, finding), []).append(finding)
    return {finding: group for group in groups.values() for finding in group}


def _list_alike(statements: Iterable[Statement], wanted: Statement) -> list[Statement]:
    """The statements of the same speaker, as far as the words tell: the same name; for a source without name, the same
    words in the same article."""
    name, anonymous = wanted.source.name, wanted.source.anonymous
    if name is None:
        return [wanted]
    return [
        statement
        for statement in statements
        if statement.source.name == name and (not anonymous or statement.article == wanted.article)
    ]


def list_apart(store: Store, statements: Sequence[Statement], mirrors: Mapping[str, str]) -> dict[str, str]:
    """Statements of people whom somebody told apart from their namesakes, each with a mark of whose it is: those of the
    second of the two, in the article that was named and its other printings."""
    judgements = active_judgements(store, DIFFERENT_PERSON)
    if not judgements:
        return {}
    by_id = {statement.id: statement for statement in statements}
    places, printings = _find_places(statements), group_printings(by_id, mirrors)
    marked: dict[str, str] = {}
    for judgement in judgements:
        anchor = judgement.about[1]
        for found in places.get((anchor.page, anchor.start, anchor.end), ()):
            here = [s for s in statements if s.article == by_id[found].article]
            for alike in _list_alike(here, by_id[found]):
                marked.update(dict.fromkeys(printings[alike.id], judgement.id))
    return marked
