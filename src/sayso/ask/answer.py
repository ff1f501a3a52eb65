"""Evidence → answers: what is shown of what says what was asked; and the nearest that does not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sayso.ask.evidence import Evidence
from sayso.ask.groups import Group, choose_groups, group_by_claim
from sayso.ask.kinds import Kind
from sayso.ask.question import Question
from sayso.ask.records import Answer, Answers, Near, Side, Source
from sayso.ask.scene import Scene
from sayso.ask.support import Support, hold_against_acts, rate_evidence
from sayso.ask.telling import tell_stance
from sayso.brief import rests_on
from sayso.dossier import Dossier
from sayso.model import Claim, Conflict, ConflictKind, Event, Figure, Span, Statement

MOST_NEAR = 4
MOST_NARRATED = 2
NARRATED = "the page tells it itself; nobody is named who says so"
LETTERS = 5  # of a word by which a sentence is found that may have it
MOST_SOURCES = 6
FEW_WORDS = 3  # so few say nothing by themselves
LEAST_NEAR = 1.0
LEAST_FOREIGN = -3.0  # of a question in another language only names are looked for
SCENES_NEAR = 2
EVIDENCE_NEAR = 8  # of a story, those that came furthest before the first gap


def answer_question(question: Question, dossiers: Iterable[Dossier]) -> Answers:
    """What the stories of these dossiers answer. Nothing is an answer that does not fit in every point."""
    scenes = [] if question.is_empty else [Scene(dossier) for dossier in dossiers]
    rated = [(scene, _rate_all(question, scene)) for scene in scenes]
    groups = [group for scene, supports in rated for group in group_by_claim(scene, supports)]
    if not groups and _may_be_event(question):
        dated = ((scene, _rate(question, scene.events, scene)) for scene in scenes)
        groups = [group for scene, supports in dated for group in group_by_claim(scene, supports)]
    if question.kind is Kind.CHANGE and not _is_change(groups):
        groups = []
    kept = choose_groups(question, groups)
    return Answers(
        question=question.text,
        answered=bool(kept),
        answers=tuple(_make_answer(question, group) for group in kept),
        nearest=() if kept else (*_list_narrated(question, scenes), *_list_nearest(question, rated[:SCENES_NEAR])),
        asked=describe_question(question),
    )


def refuse_question(question: Question, language: str, dossiers: Iterable[Dossier]) -> Answers:
    """No answer to a question in another language, and what names the same."""
    rated = [(scene, _rate_all(question, scene)) for scene in map(Scene, dossiers)]
    return Answers(
        question=question.text,
        answered=False,
        answers=(),
        nearest=tuple(_list_nearest(question, rated[:SCENES_NEAR], least=LEAST_FOREIGN)),
        asked=describe_question(question),
        note=f"Only questions in English are understood; this one looks {language}. Search finds its words.",
    )


def _may_be_event(question: Question) -> bool:
    """Whether something dated that a page tells itself may answer: when and where it was, on nobody's say-so."""
    return question.kind in (Kind.WHEN, Kind.WHERE) and not (question.speaker or question.stance)


def _rate_all(question: Question, scene: Scene) -> list[Support]:
    found = scene.figures if question.asks_number else scene.statements
    return _rate(question, found, scene)


def _rate(question: Question, found: Iterable[Evidence], scene: Scene) -> list[Support]:
    return hold_against_acts(question, [rate_evidence(question, evidence, scene) for evidence in found], scene)


def _is_change(groups: Sequence[Group]) -> bool:
    """Whether the numbers differ, so that there is a change to tell."""
    found = {(f.minimum, f.maximum) for g in groups for s in g.members if isinstance(f := s.evidence.finding, Figure)}
    return len(found) > 1


# --- what is shown ----------------------------------------------------------------------------------------------------


def _make_answer(question: Question, group: Group) -> Answer:
    best, scene, claim = group.best, group.scene, group.claim
    members = sorted(group.members, key=lambda s: (s is not best, -s.score, s.evidence.finding.id))
    findings = [support.evidence.finding for support in members]
    sources = _list_sources(question, members, scene.dossier)[:MOST_SOURCES]
    alike = [_make_source(question, other.best.evidence, other.scene.dossier) for other in group.alike]
    finding = best.evidence.finding
    return Answer(
        claim=claim.id if claim else None,
        text=_tell(question, best.evidence),
        statements=tuple(f.id for f in findings if isinstance(f, Statement) and not best.evidence.event),
        figures=tuple(f.id for f in findings if isinstance(f, Figure)),
        events=tuple(s.evidence.event.id for s in members if s.evidence.event),
        story=scene.dossier.story.id,
        speaker=best.evidence.speaker,
        stance=finding.stance.value if isinstance(finding, Statement) and not best.evidence.event else None,
        date=best.evidence.date,
        rests_on=rests_on(claim) if claim else None,
        because=best.because,
        score=best.score,
        sources=tuple(sources),
        alike=tuple(alike),
        disputes=tuple(_list_disputes(group)),
    )


def _list_sources(question: Question, members: Sequence[Support], dossier: Dossier) -> list[Source]:
    """Where the members of a claim stand; the numbers of one sentence are one source."""
    shown: dict[tuple[str, int] | str, list[Evidence]] = {}
    for evidence in (support.evidence for support in members):
        finding = evidence.finding
        key = (finding.article, evidence.sentence.start) if isinstance(finding, Figure) else finding.id
        shown.setdefault(key, []).append(evidence)
    return [_join_numbers(found, dossier) or _make_source(question, found[0], dossier) for found in shown.values()]


def _join_numbers(found: Sequence[Evidence], dossier: Dossier) -> Source | None:
    """The source of several numbers of one sentence; None of one."""
    spans = sorted({span for evidence in found for span in evidence.spans}, key=lambda span: span.start)
    apart = [span for i, span in enumerate(spans) if i == 0 or span.start >= spans[i - 1].end]
    return make_source(found[0].finding, tuple(apart), dossier) if len(apart) > 1 else None


def _tell(question: Question, evidence: Evidence) -> str:
    """Who, the very words, when: "Ada Marn: 34 people had died (2024-04-02)". A number is told with its sentence; so
    are words too few to be understood without it ("the allegations")."""
    few = len(evidence.text.split()) <= FEW_WORDS
    whole = isinstance(evidence.finding, Figure) or question.identity or few
    words = evidence.sentence_text if whole else evidence.text
    when = f" ({evidence.date})" if evidence.date else ""
    who = "The page itself" if evidence.event else evidence.speaker or "No speaker named"
    return f"{who}: {' '.join(words.split())}{when}"


def _make_source(question: Question, evidence: Evidence, dossier: Dossier) -> Source:
    """Where the words stand; who somebody is stands in the whole sentence."""
    return make_source(evidence.finding, (evidence.sentence,) if question.identity else evidence.spans, dossier)


def make_source(finding: Statement | Figure | Event, spans: tuple[Span, ...], dossier: Dossier) -> Source:
    """Where the words of a finding or event stand."""
    article = dossier.article_of(finding) if isinstance(finding, Event) else finding.article
    item = dossier.articles[article]
    published = dossier.date_of(article)
    return Source(
        finding=finding.id,
        article=article,
        page=finding.page,
        place=dossier.place_of(article),
        outlet=item.article.outlet or item.article.wire,
        published=published.date if published else None,
        spans=spans,
        words=tuple(item.text[span.start : span.end] for span in spans),
    )


def _list_disputes(group: Group) -> Iterable[Side]:
    """The other sides of conflicts that the answer's findings are part of."""
    dossier = group.scene.dossier
    own = {support.evidence.finding.id for support in group.members}
    own |= {*group.claim.statements, *group.claim.figures} if group.claim else set()
    for conflict in dossier.real_conflicts:
        left, right = conflict.between
        here, there = (own & dossier.told_by(side) for side in (left, right))
        other = right if here else left if there else ()
        events = (dossier.event_of(i) for i in other if not own & dossier.told_by((i,)))
        event = next((event for event in events if event is not None), None)
        found = next((f for f in other if f not in own and (f in dossier.statements or f in dossier.figures)), None)
        if found is not None:
            yield _make_side(found, conflict.kind, conflict.because, dossier)
        elif event is not None:
            yield _make_event_side(event, conflict, dossier)


def _make_event_side(event: Event, conflict: Conflict, dossier: Dossier) -> Side:
    """An article's own words that date something otherwise: nobody says them, the outlet stands for them."""
    return Side(
        kind=conflict.kind.value,
        speaker=dossier.articles[dossier.article_of(event)].article.outlet,
        date=event.date.date,
        source=make_source(event, event.spans, dossier),
        because=conflict.because,
    )


def _make_side(finding: str, kind: ConflictKind, because: str, dossier: Dossier) -> Side:
    record: Statement | Figure = dossier.statements.get(finding) or dossier.figures[finding]
    told = dossier.statements.get(record.statement or "") if isinstance(record, Figure) else record
    speaker = dossier.speaker_of(told.id) if told else None
    date = dossier.date_of(finding)
    spans = (Span(record.start, record.end),) if isinstance(record, Figure) else record.content
    return Side(
        kind=kind.value,
        speaker=speaker.name if speaker else told.source.name if told else None,
        date=date.date if date else None,
        source=make_source(record, spans, dossier),
        because=because,
    )


def _list_nearest(
    question: Question, rated: Iterable[tuple[Scene, Sequence[Support]]], least: float = LEAST_NEAR
) -> Iterable[Near]:
    """What fits best of what does not fit, each with all that it lacks."""
    near = [
        (scene, support)
        for scene, supports in rated
        for first in sorted(supports, key=lambda s: (-s.held, *_rank_down(s)))[:EVIDENCE_NEAR]
        if (support := _tell_gaps(question, first, scene)).score >= least
    ]
    seen: set[str] = set()
    for scene, support in sorted(near, key=lambda pair: (len(pair[1].gaps), *_rank_down(pair[1]))):
        finding = support.evidence.finding
        claim = scene.claims.get(finding.id)
        key = claim.id if claim else finding.id
        if key not in seen and len(seen) < MOST_NEAR:
            seen.add(key)
            yield _make_near(question, scene, support, claim)


def _tell_gaps(question: Question, support: Support, scene: Scene) -> Support:
    """The same with all its gaps; with its only one where it is told by the parse."""
    whole = rate_evidence(question, support.evidence, scene, whole=True)
    return support if support.gaps and not whole.gaps else whole


def _list_narrated(question: Question, scenes: Sequence[Scene]) -> list[Near]:
    """What pages tell themselves, on nobody's say-so, that would answer if somebody said it."""
    if question.asks_number or question.speaker or question.stance:
        return []
    names = [key for name in question.names for key in name.keys if not key.startswith("@")]
    words = [text[:LETTERS] for text in (*names, *(w.text.casefold() for w in question.words))]
    rated = [(scene, support) for scene in scenes for support in _rate(question, scene.list_narrated(words), scene)]
    fitting = sorted((row for row in rated if row[1].answers), key=lambda row: -row[1].score)
    return [_make_near(question, scene, support, None) for scene, support in fitting[:MOST_NARRATED]]


def _rank_down(support: Support) -> tuple[float, str]:
    return -support.score, support.evidence.finding.id


def _make_near(question: Question, scene: Scene, support: Support, claim: Claim | None) -> Near:
    finding = support.evidence.finding
    return Near(
        claim=claim.id if claim else None,
        text=_tell(question, support.evidence),
        statements=(finding.id,) if isinstance(finding, Statement) and finding.id else (),
        figures=(finding.id,) if isinstance(finding, Figure) else (),
        story=scene.dossier.story.id,
        missing=support.gaps or (NARRATED if support.evidence.narrated else "no change: one number only",),
        score=support.score,
        sources=(_make_source(question, support.evidence, scene.dossier),),
    )


def describe_question(question: Question) -> str:
    """How the question was understood, in a line."""
    parts = [question.kind.value]
    if question.counted:
        parts.append("of " + " ".join(w.text for w in question.counted))
    if question.measure:
        parts.append(f"measure: {question.measure}")
    if question.stance:
        parts.append(tell_stance(question.stance))
    if question.speaker_text:
        parts.append(f"said by {question.speaker_text}")
    about = [*(name.text for name in question.names), *(w.text for w in question.words)]
    if about:
        parts.append("about: " + ", ".join(about))
    parts += sorted(question.years)
    return " · ".join(parts)
