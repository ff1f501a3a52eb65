"""Works → stories: articles about one event over time.

`Group` is the gather station. Names and rare words say what a work is about; two works that share one of their
weightiest are compared, and what is alike enough is joined by average link.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sayso.group.folds import find_folds, fold_edges, fold_terms, list_entries
from sayso.group.followups import join_follow_ups
from sayso.group.gists import Gist, WorkGist, pack_gist, read_gist, unpack_gist
from sayso.group.join import join_works, multiply
from sayso.group.stragglers import attach_stragglers
from sayso.group.terms import Terms, find_lead
from sayso.match.shingles import hash_shingles, name_key
from sayso.model import Chapter, Edge, Story, StoryPart, group_id

__all__ = ["Gist", "Group", "WorkGist", "pack_gist", "read_gist", "unpack_gist"]

MOST_KEYS = 24
SIGHT = 0.12  # likeness below which two works have nothing to do with each other
FIRM = 0.5  # likeness that may rest on a single term
RESTS = 0.75  # share of a likeness that makes it rest on one term: two stories of one place
LEADING = 0.37  # weight of a name that a work is about, not one that it only quotes
MOST_SHOWN = 5  # terms in a reason


class Group:
    """Finds the works that tell one story."""

    name = "group"
    key_limit = 1_000  # more than a large story has, so that it goes on growing
    candidates = 60
    telling = 0.0  # one name can make a story

    def keys(self, record: WorkGist) -> list[str]:
        """The work's weightiest names and words, hashed."""
        weights = record.gist.terms.weights
        ordered = sorted(weights, key=lambda term: (-weights[term], term))
        return [name_key(hash_shingles([term], 1)[0]) for term in ordered[:MOST_KEYS]]

    def score(self, a: WorkGist, b: WorkGist) -> Edge | None:
        """A "story" edge, or None. Their order is all one."""
        a, b = sorted((a, b), key=lambda record: record.work)
        ours, theirs = a.gist.terms, b.gist.terms
        likeness = multiply(ours.weights, theirs.weights)
        if likeness < SIGHT or (likeness < FIRM and _rests_on_one(ours, theirs, likeness)):
            return None
        because = f"Both are about {', '.join(_name_shared(ours, theirs))} (likeness {likeness:.2f})."
        return Edge(kind="story", a=a.work, b=b.work, score=round(min(likeness, 0.999), 4), because=because)

    def cluster(self, records: Sequence[WorkGist], edges: Sequence[Edge]) -> list[Story]:
        """The stories of one component, by id. Edges of score 0 keep works apart; dates are for the link station."""
        by_id = {record.work: record for record in records}
        gists = {work: record.gist for work, record in by_id.items()}
        known = [edge for edge in edges if edge.a in by_id and edge.b in by_id]
        folds = find_folds(gists, known)
        terms = fold_terms({work: gist.terms for work, gist in gists.items()}, folds)
        folded = fold_edges(known, folds, terms)
        leads = {work: lead for work, read in terms.items() if (lead := find_lead(read, LEADING))}
        joined = join_works({work: read.weights for work, read in terms.items()}, folded, leads)
        attached = attach_stragglers(joined, folded, terms)
        entries = list_entries(folds)
        told = {fold: [gists[work] for work in works] for fold, works in entries.items()}
        stories = join_follow_ups(attached, folded, terms, told)
        between = [edge for edge in known if folds[edge.a] != folds[edge.b]]
        unfolded = [[sorted(w for f in chapter for w in entries[f]) for chapter in chapters] for chapters in stories]
        edges_of = _sort_edges(unfolded, between)
        return [
            _make_story([[by_id[work] for work in works] for works in chapters], own)
            for chapters, own in zip(unfolded, edges_of, strict=True)
        ]


def _rests_on_one(ours: Terms, theirs: Terms, likeness: float) -> bool:
    """Whether one shared term makes up most of the likeness."""
    shared = ours.weights.keys() & theirs.weights.keys()
    return max(ours.weights[term] * theirs.weights[term] for term in shared) > RESTS * likeness


def _name_shared(ours: Terms, theirs: Terms) -> list[str]:
    """The weightiest terms of both, names in capitals; a word that stands in a name before it is left out."""
    shared = sorted(
        ours.weights.keys() & theirs.weights.keys(),
        key=lambda term: (-ours.weights[term] * theirs.weights[term], term),
    )
    shown: list[str] = []
    for term in shared:
        if not any(term in other.split() for other in shown):
            shown.append(term)
    names = ours.names & theirs.names
    return [term.title() if term in names else term for term in shown[:MOST_SHOWN]]


def _sort_edges(stories: Sequence[Sequence[Sequence[str]]], edges: Iterable[Edge]) -> list[list[Edge]]:
    """The edges within each story of these chapters."""
    home = {work: number for number, chapters in enumerate(stories) for works in chapters for work in works}
    sorted_edges: list[list[Edge]] = [[] for _ in stories]
    for edge in edges:
        if home[edge.a] == home[edge.b]:
            sorted_edges[home[edge.a]].append(edge)
    return sorted_edges


def _make_story(chapters: Sequence[Sequence[WorkGist]], edges: Sequence[Edge]) -> Story:
    works = sorted((record for chapter in chapters for record in chapter), key=lambda record: record.work)
    told = [
        Chapter(title=_choose_title(chapter, _measure_centrality(chapter, edges)), works=_list_works(chapter))
        for chapter in sorted(chapters, key=lambda chapter: (-len(chapter), chapter[0].work))
    ]
    return Story(
        id=group_id("story", _list_works(works)),
        title=_choose_title(works, _measure_centrality(works, edges)),
        parts=tuple(StoryPart(work=record.work) for record in works),
        chapters=tuple(told) if len(told) > 1 else (),
    )


def _list_works(works: Sequence[WorkGist]) -> tuple[str, ...]:
    return tuple(record.work for record in works)


def _measure_centrality(works: Sequence[WorkGist], edges: Sequence[Edge]) -> dict[str, float]:
    """The summed likeness of each work to the others."""
    centrality = {record.work: 0.0 for record in works}
    for edge in edges:
        if edge.a in centrality and edge.b in centrality:
            centrality[edge.a] += edge.score
            centrality[edge.b] += edge.score
    return centrality


def _choose_title(works: Sequence[WorkGist], centrality: Mapping[str, float]) -> str:
    """The headline of the most central work that has one, else the opening of the most central."""
    ordered = sorted(works, key=lambda record: (-centrality[record.work], record.work))
    headlines = [headline for record in ordered if (headline := record.gist.title or record.headline)]
    return headlines[0] if headlines else ordered[0].gist.lead
