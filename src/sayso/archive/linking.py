"""Stories that wait to be linked: each is linked once, as a whole, after the articles that came to it are gathered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

import msgspec

from sayso.archive.dossiers import find_story, make_dossier, summarise_story
from sayso.archive.judged import list_apart
from sayso.archive.progress import Progress
from sayso.dossier import Dossier
from sayso.model import Discard, Links
from sayso.pipeline import Unlinked, link_batch
from sayso.run import Runner, cut_batches
from sayso.store import Store

AT_ONCE = 2
"""Stories handed to a worker at once."""

PER_TRANSACTION = 16
"""Stories that are written in one transaction."""


class _Job(NamedTuple):
    dossier: Dossier
    unlinked: Unlinked


def link_waiting(store: Store, runner: Runner, progress: Progress) -> None:
    """Link every story that waits for it, in the runner's workers. One that cannot be linked (it takes too long, say)
    becomes a discard, and stands there without claims."""
    waiting = list(store.unlinked())
    done = 0
    for chunk in cut_batches(_run(store, runner, waiting), PER_TRANSACTION):
        with store.transaction():
            for dossier, outcome in chunk:
                if _is_as_it_was(store, dossier):
                    _keep(store, dossier, outcome)
        done += len(chunk)
        progress("linking", done, len(waiting))


def _run(store: Store, runner: Runner, stories: Iterable[str]) -> Iterator[tuple[Dossier, Links | Discard]]:
    """What became of each story, with what it was made of."""
    dossiers: dict[str, Dossier] = {}

    def read() -> Iterator[Unlinked]:
        for story in stories:
            with store.snapshot():
                dossiers[story] = make_dossier(store, find_story(store, story))
                unlinked = _take_records(store, dossiers[story])
            yield unlinked

    for unlinked, outcome in runner.run(link_batch, read(), name=_name, batch=AT_ONCE):
        yield dossiers.pop(unlinked.story.id), outcome


def link_stories(store: Store, stories: Sequence[str]) -> None:
    """Link these stories here and now. Runs inside a transaction of the store."""
    for story in stories:
        dossier = make_dossier(store, find_story(store, story))
        _keep(store, dossier, *link_batch([_take_records(store, dossier)]))


def _name(unlinked: Unlinked) -> str:
    return unlinked.story.id


def _take_records(store: Store, dossier: Dossier) -> Unlinked:
    statements = tuple(dossier.statements.values())
    return Unlinked(
        story=dossier.story,
        works=tuple(dossier.works.values()),
        articles=dossier.articles,
        statements=statements,
        figures=tuple(dossier.figures.values()),
        dates=dossier.dates,
        mirrors=dossier.mirrors,
        apart=list_apart(store, statements, dossier.mirrors),
    )


def _is_as_it_was(store: Store, dossier: Dossier) -> bool:
    """Whether nobody has changed or linked the story since the dossier was read: then it waits again, or no more."""
    story, works = dossier.story, dossier.works
    if not store.is_unlinked(story.id) or story not in store.stories(works):
        return False
    return works == {work.id: work for work in store.works(dossier.articles) if work.id in works}


def _keep(store: Store, dossier: Dossier, outcome: Links | Discard) -> None:
    story = dossier.story.id
    store.drop_discards(story)
    if isinstance(outcome, Discard):
        store.put_discard(msgspec.structs.replace(outcome, station="link"))
        outcome = Links(story=story)
    store.put_links(outcome, summarise_story(msgspec.structs.replace(dossier, links=outcome)))
