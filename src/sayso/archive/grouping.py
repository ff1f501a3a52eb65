"""What a new work's story is made of again: the stories around it, and no more of them than are near.

Works hang together over names that many stories share, so that what hangs together grows with the archive. A new work
is therefore grouped anew with the stories that it is most like, whole, and only stories that changed are put again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set

from sayso.match.components import Groups
from sayso.model import Edge, Story
from sayso.store import Store

NEAREST = 6
"""Stories that a work is grouped anew with, besides its own and those that people judged."""


def list_neighbourhoods(store: Store, kind: str, new: Iterable[str]) -> Iterator[tuple[list[str], list[Edge]]]:
    """The works around these new ones, as far as they meet: sorted ids, and the edges of the kind between them.

    The works of a story come all or not at all. Some may be no more: their stories held them until now.
    """
    works = sorted(new)
    edges = list(store.edges(kind, works))
    ends = {end for edge in edges for end in (edge.a, edge.b)}
    story_of: dict[str, Story] = {}
    for story in store.stories(sorted({*works, *ends})):
        for part in story.parts:
            story_of[part.work] = story
    near = {work: _choose_stories(work, edges, story_of) for work in works}
    groups = Groups(sorted({*works, *(part.work for stories in near.values() for s in stories for part in s.parts)}))
    for work in works:
        for story in near[work]:
            for part in story.parts:
                groups.join(work, part.work)
    for edge in edges:
        if edge.a in near and edge.b in near:
            groups.join(edge.a, edge.b)
    for members in groups.all():
        yield members, list(store.edges_within(kind, members))


def _choose_stories(work: str, edges: Sequence[Edge], story_of: dict[str, Story]) -> list[Story]:
    """The work's own story, those that people judged it to be of or not, and the nearest ones by their nearest work."""
    best: dict[str, float] = {}
    stories = {}
    for edge in edges:
        if work in (edge.a, edge.b):
            story = story_of.get(edge.b if edge.a == work else edge.a)
            if story is not None:
                stories[story.id] = story
                nearness = 1.0 if edge.score <= 0 else edge.score
                best[story.id] = max(best.get(story.id, 0.0), nearness)
    own = story_of.get(work)
    if own is not None:
        stories[own.id], best[own.id] = own, 1.0
    ranked = sorted(stories, key=lambda story: (-best[story], story))
    return [stories[story] for place, story in enumerate(ranked) if place < NEAREST or best[story] >= 1.0]


def put_changed(store: Store, stories: Sequence[Story], new: Set[str]) -> list[Story]:
    """Put the stories that hold a new work or other works than before; which these are. Of the others only what is said
    of them may have changed (the title, the chapters): what is linked in them holds. Runs inside a transaction."""
    before = {story.id: story for story in store.stories([part.work for story in stories for part in story.parts])}
    parts = {story.id: story.parts for story in before.values()}
    changed = [s for s in stories if parts.get(s.id) != s.parts or any(part.work in new for part in s.parts)]
    put = {story.id for story in changed}
    store.put_stories(changed)
    store.retell_stories(story for story in stories if story.id not in put and before[story.id] != story)
    return changed
