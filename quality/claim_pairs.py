"""Claim pairs: statements of several texts, the same claim, its denial, or neither. Speakers are given, claims are not.

Paths: statements (JSONL), labelled pairs (JSONL), claims (JSONL), texts (JSONL). Each topic is linked as one story, so
that a lookalike event is a trap; which texts are copies is found by the collapse station.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from quality.copies import collapse_texts, make_article, read_lines
from sayso.link import link_story
from sayso.model import (
    Claim,
    Links,
    Printing,
    Relation,
    Source,
    Span,
    SpeakerKind,
    Stance,
    Statement,
    Story,
    StoryPart,
    Work,
)

SAME = frozenset({"same-occasion", "same-claim"})
AGAINST = frozenset({"denies", "reversal"})
LEFT_OUT = frozenset({"unsure", "entails"})
STANCES = {
    "denies": Stance.DENY,
    "predicts": Stance.PREDICT,
    "threatens": Stance.THREATEN,
    "requests": Stance.DEMAND,
    "declines": Stance.QUESTION,
    "unknown": Stance.QUESTION,
}
Row = dict[str, Any]


def measure(paths: list[str], errors: int = 0) -> dict[str, float]:
    """Same-claim pairs, denials and reversals, and claims with the right number of origins and of reports."""
    statements, pairs, claims, texts = (read_lines(path) for path in paths)
    linked = link_topics(statements, {row["id"]: row["text"] for row in texts})
    same = {
        pair for links in linked for claim in links.claims for pair in list_pairs(claim.statements, claim.statements)
    }
    against = {pair for links in linked for c in links.conflicts for pair in list_pairs(*c.between)}
    scored = [row for row in pairs if row["label"] not in LEFT_OUT]
    if errors:
        print_errors(scored, {row["id"]: row for row in statements}, same, against, errors)
    precision, recall, f1 = score_pairs(scored, SAME, same)
    only = [row for row in scored if row["label"] == "same-claim"]
    origins, reports = score_claims(claims, [claim for links in linked for claim in links.claims])
    return {
        "same_f1": f1,
        "same_precision": precision,
        "same_recall": recall,
        "same_claim_recall": sum(find_key(row) in same for row in only) / max(1, len(only)),
        "denies_precision": score_pairs(scored, AGAINST, against)[0],
        "denies_f1": score_pairs(scored, AGAINST, against)[2],
        "origins": origins,
        "reports": reports,
    }


def link_topics(statements: Sequence[Row], texts: Mapping[str, str]) -> list[Links]:
    """The links of each topic's texts, each topic taken as one story."""
    topics: dict[str, list[Row]] = defaultdict(list)
    for row in statements:
        topics[row["doc"].partition("_")[0]].append(row)
    return [link_topic(rows, texts) for _, rows in sorted(topics.items())]


def link_topic(rows: Sequence[Row], texts: Mapping[str, str]) -> Links:
    """One topic's links; records bear the set's own names as ids."""
    names = sorted({row["doc"] for row in rows})
    works = [
        Work(
            id=f"work-{group[0]}",
            articles=tuple(Printing(article=f"article-{n}", relation=Relation.NEAR) for n in group),
        )
        for group in map(sorted, collapse_texts({name: texts[name] for name in names}))
    ]
    items = {item.article.id: item for item in (make_article(name, texts[name]) for name in names)}
    story = Story(id="story-topic", title="", parts=tuple(StoryPart(work=work.id) for work in works))
    return link_story(story, works, items, [make_statement(row) for row in rows], [], [], {})


def make_statement(row: Row) -> Statement:
    """A marked statement as the extract station would give it, with its speaker resolved."""
    name, organisation = row["speaker"], row["organisation"] or None
    kind = SpeakerKind.PERSON
    if not organisation:
        kind = SpeakerKind.ANONYMOUS
    elif name == organisation or "(unnamed" in name:
        kind, name = SpeakerKind.ORGANISATION, organisation
    return Statement(
        id=f"statement-{row['id']}",
        article=f"article-{row['doc']}",
        page=f"page-{row['doc']}",
        source=Source(name=name, kind=kind, affiliation=organisation, anonymous=kind is SpeakerKind.ANONYMOUS),
        content=tuple(Span(start, end) for start, end in row["content"]),
        stance=STANCES.get(row["stance"], Stance.ASSERT),
        negated=row["stance"] == "denies",
        confidence=1.0,
    )


def list_pairs(one: Sequence[str], other: Sequence[str]) -> set[tuple[str, str]]:
    """Pairs across two lists of statement ids, as the set names them, each in order."""
    bare = [[i.removeprefix("statement-") for i in ids] for ids in (one, other)]
    return {(min(a, b), max(a, b)) for a in bare[0] for b in bare[1] if a != b}


def find_key(row: Row) -> tuple[str, str]:
    """A labelled pair's two statements, in order."""
    return min(row["a"], row["b"]), max(row["a"], row["b"])


def score_pairs(rows: Sequence[Row], labels: frozenset[str], found: set[tuple[str, str]]) -> tuple[float, float, float]:
    """Precision, recall and F1 of the found pairs among the labelled ones."""
    right = sum(row["label"] in labels and find_key(row) in found for row in rows)
    given = sum(find_key(row) in found for row in rows)
    wanted = sum(row["label"] in labels for row in rows)
    return right / max(1, given), right / max(1, wanted), 2 * right / max(1, given + wanted)


def score_claims(gold: Sequence[Row], claims: Sequence[Claim]) -> tuple[float, float]:
    """The shares of gold claims whose closest found claim has the right independent origins, and the right reports."""
    origins = reports = 0
    for row in gold:
        wanted = {f"statement-{i}" for i in row["statements"]}
        closest = max(claims, key=lambda c: (len(wanted & {*c.statements}), -len(c.statements), c.id))
        origins += closest.independent_origins == row["independent_origins"]
        reports += closest.reports == row["reports"]
    return origins / max(1, len(gold)), reports / max(1, len(gold))


def print_errors(
    rows: Sequence[Row],
    statements: Mapping[str, Row],
    same: set[tuple[str, str]],
    against: set[tuple[str, str]],
    limit: int,
) -> None:
    """Pairs wrongly joined or opposed, then denials missed, with their words, on standard error."""
    wrong = [
        (name, row)
        for name, labels, found in (("same", SAME, same), ("against", AGAINST, against))
        for row in rows
        if (find_key(row) in found) and row["label"] not in labels
    ]
    wrong += [("missed", row) for row in rows if row["label"] in AGAINST and find_key(row) not in against]
    for name, row in wrong[:limit]:
        words = " | ".join(" … ".join(statements[row[side]]["content_text"]) for side in "ab")
        print(f"{name}: {row['label']}: {words}", file=sys.stderr)
