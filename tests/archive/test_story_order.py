"""Stories after a rebuild do not hang on the order of adding, and one more page touches only what is near it."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import permutations
from pathlib import Path

import msgspec

from sayso.archive import Archive
from sayso.archive.grouping import list_neighbourhoods, put_changed
from sayso.export import export_lines
from sayso.model import Edge, Story, StoryPart

PAGES = {
    "night": "March 13, 2031\n\nA gasometer exploded in Ulverholt before dawn on 12 March 2031, and rescuers dug nine "
    "bodies from the ashes of Tanner Lane.\n\nUlverholt has known the gasometer since 1911. Fire chief Pelle Aasgaard "
    "of Ulverholt said that he wept.\n",
    "inquiry": "May 20, 2031\n\nJudge Ida Oduya asked Brennwerk about its valves.\n\nBrennwerk, which ran the "
    "gasometer in Ulverholt, had been told of rust months before 12 March 2031, a clerk said. Ulverholt will pay for "
    "the lawyers, Oduya said.\n",
    "library": "The Ost Haven library will stay shut until spring, the town council said.\n\nLibrarian Brun Ekeland "
    "said that the roof of the Ost Haven library had cost 200,000 marks.\n",
}


def write(folder: Path) -> None:
    for name, text in PAGES.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")


def test_after_a_rebuild_the_order_of_adding_does_not_matter(tmp_path: Path) -> None:
    write(tmp_path)
    found = []
    for number, order in enumerate(list(permutations(PAGES))[::2]):
        with Archive.open(tmp_path / f"{number}.db", create=True) as archive:
            for name in order:
                archive.add([str(tmp_path / f"{name}.txt")])
            archive.rebuild()
            found.append(sorted(line for line in export_lines(archive) if b'"type":"capture"' not in line))
    assert all(lines == found[0] for lines in found)


class _Shelf:
    """Edges and stories, as far as neighbourhoods ask a store for them."""

    def __init__(self, edges: list[Edge], stories: list[Story]) -> None:
        self._edges, self._stories = edges, stories

    def edges(self, kind: str, records: list[str]) -> list[Edge]:
        return [edge for edge in self._edges if edge.a in records or edge.b in records]

    def edges_within(self, kind: str, records: list[str]) -> list[Edge]:
        return [edge for edge in self._edges if edge.a in records and edge.b in records]

    def stories(self, works: list[str]) -> list[Story]:
        return [story for story in self._stories if any(part.work in works for part in story.parts)]


class _Desk(_Shelf):
    """Notes what is put."""

    def __init__(self, stories: list[Story]) -> None:
        super().__init__([], stories)
        self.put: list[Story] = []
        self.retold: list[Story] = []

    def put_stories(self, stories: Iterable[Story]) -> None:
        self.put += stories

    def retell_stories(self, stories: Iterable[Story]) -> None:
        self.retold += stories


def make_edge(a: str, b: str, score: float) -> Edge:
    return Edge(kind="story", a=a, b=b, score=score, because="")


def make_story(*works: str) -> Story:
    return Story(id=f"story-{works[0]}", title="", parts=tuple(StoryPart(work=work) for work in works))


def test_a_work_meets_the_nearest_stories_whole_and_no_others() -> None:
    stories = [make_story(f"a{n}", f"b{n}") for n in range(20)]
    edges = [make_edge("new", f"a{n}", 0.9 - n / 100) for n in range(20)] + [make_edge("b3", "a12", 0.5)]
    [(works, within)] = list_neighbourhoods(_Shelf(edges, stories), "story", ["new"])  # type: ignore[arg-type]
    assert works == sorted(["new", *(f"{side}{n}" for n in range(6) for side in "ab")])
    assert {(edge.a, edge.b) for edge in within} == {("new", f"a{n}") for n in range(6)}


def test_only_stories_of_new_or_other_works_are_linked_anew() -> None:
    same, touched, grown, retold = (make_story(f"{name}0", f"{name}1") for name in "abcd")
    after = [same, touched, make_story("c0", "c1", "new"), msgspec.structs.replace(retold, title="Anew")]
    desk = _Desk([same, touched, grown, retold])
    changed = put_changed(desk, after, {"new", "b1"})  # type: ignore[arg-type]
    assert changed == desk.put == after[1:3]
    assert desk.retold == after[3:]


def test_what_people_judged_is_always_near() -> None:
    stories = [make_story(f"a{n}") for n in range(10)]
    edges = [make_edge("new", f"a{n}", 0.9) for n in range(8)]
    edges += [make_edge("new", "a8", 0.0), make_edge("new", "a9", 1.0)]
    [(works, _)] = list_neighbourhoods(_Shelf(edges, stories), "story", ["new"])  # type: ignore[arg-type]
    assert {"a8", "a9"} <= set(works)


def test_new_works_that_share_nothing_stand_apart() -> None:
    found = list(list_neighbourhoods(_Shelf([make_edge("x", "y", 0.4)], []), "story", ["y", "x", "z"]))  # type: ignore[arg-type]
    assert [works for works, _ in found] == [["x", "y"], ["z"]]
