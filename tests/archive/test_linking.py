"""Each story is linked once, after what came to it is gathered; what cannot be linked stands without claims."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from quality.inline import InlineRunner

from sayso.archive import Archive, gather, linking, summarise_story
from sayso.model import Discard, Links
from sayso.pipeline import Unlinked

TOLL = (
    "Seven people died when the ferry {name} struck the pier at Ost Haven, harbour master Lena Voss said on Monday.\n\n"
)
REST = (
    "Voss told reporters that 40 passengers had been aboard the {name}. She said the wind had risen within minutes.\n\n"
    "The company that runs the ferry {name} denied that it had been overloaded. The pier was closed.\n"
)


class CountingRunner(InlineRunner):
    """Counts how often each story is linked, and fails to where it is told to."""

    def __init__(self) -> None:
        self.links: Counter[str] = Counter()
        self.fails = False

    def run(
        self, function: Any, records: Iterable[Any], *, name: Any, batch: int | None = None
    ) -> Iterator[tuple[Any, Any]]:
        for record in records:
            if isinstance(record, Unlinked):
                self.links[record.story.id] += 1
                if self.fails:
                    yield record, Discard(input=name(record), station="run", reason="took longer than 60 s")
                    continue
            yield from super().run(function, [record], name=name)


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch) -> CountingRunner:
    made = CountingRunner()
    monkeypatch.setattr(Archive, "_make_runner", lambda _: made)
    monkeypatch.setattr(gather, "PER_TRANSACTION", 1)
    return made


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    with Archive.open(tmp_path / "sayso.db", create=True) as opened:
        yield opened


def write_pages(folder: Path, names: Sequence[str]) -> list[str]:
    """Two pages of one story for each name."""
    paths = []
    for name in names:
        for number, text in enumerate((TOLL + REST, f"Ferry {name} strikes pier\n\n" + REST)):
            path = folder / f"{name}-{number}.txt"
            path.write_text(text.format(name=name), "utf-8")
            paths.append(str(path))
    return paths


def test_a_story_is_linked_once_however_many_articles_come(
    archive: Archive, runner: CountingRunner, tmp_path: Path
) -> None:
    archive.add(write_pages(tmp_path, ["Corrin", "Ulvik"]))
    assert set(runner.links.values()) == {1}
    assert set(runner.links) == {dossier.story.id for dossier in archive.dossiers()}
    archive.add([])
    assert set(runner.links.values()) == {1}


def test_the_numbers_kept_are_those_of_the_dossier(archive: Archive, runner: CountingRunner, tmp_path: Path) -> None:
    archive.add(write_pages(tmp_path, ["Corrin", "Ulvik"]))
    told = archive.stories()
    assert {story.id: story for story in told} == {d.story.id: summarise_story(d) for d in archive.dossiers()}
    assert archive.dossier().story.id == told[0].id


def test_a_story_that_cannot_be_linked_is_a_discard_and_is_there(
    archive: Archive, runner: CountingRunner, tmp_path: Path
) -> None:
    runner.fails = True
    pages = write_pages(tmp_path, ["Corrin"])
    archive.add(pages[:1])
    (story,) = archive.stories()
    assert [(discard.input, discard.station) for discard in archive.discards()] == [(story.id, "link")]
    assert story.claims == 0 and archive.dossier().statements
    runner.fails = False
    archive.add(pages[1:])
    assert list(archive.discards()) == []
    assert archive.stories()[0].claims > 0


def test_links_of_a_story_that_changed_meanwhile_are_not_kept(
    archive: Archive, runner: CountingRunner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.add(write_pages(tmp_path, ["Corrin"]))
    before = archive.dossier().links

    def link_late(batch: Sequence[Unlinked]) -> list[Links]:
        """While it is linked, a person judges: the story is linked anew at once."""
        article = min(batch[0].articles)
        others = sorted(set(batch[0].articles) - {article})
        archive.judge("different", [article, others[0]], author="Ane")
        return [Links(story=item.story.id) for item in batch]

    with archive._store.transaction():
        archive._store.put_stories([archive.dossier().story])
    monkeypatch.setattr(linking, "_run", _run_late(archive, link_late))
    archive.add([])
    after = archive.dossier().links
    assert after.claims and len(after.claims) >= len(before.claims)


def _run_late(archive: Archive, link_late: Any) -> Any:
    def run(store: Any, runner: Any, stories: Sequence[str]) -> Iterator[tuple[Any, Links]]:
        for story in stories:
            dossier = archive.dossier(story)
            (links,) = link_late([linking._take_records(store, dossier)])
            yield dossier, links

    return run
