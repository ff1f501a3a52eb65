from __future__ import annotations

import pytest

from sayso.group import Group, WorkGist, read_gist
from sayso.match.gather import gather
from sayso.model import Article, ArticleText, Edge, Span, Story


def make_work(name: str, paragraphs: list[str], headline: str = "", other_headline: str | None = None) -> WorkGist:
    text = "\n".join([headline, *paragraphs])
    start = len(headline) + 1
    body = []
    for paragraph in paragraphs:
        body.append(Span(start, start + len(paragraph)))
        start += len(paragraph) + 1
    article = Article(
        id=f"article-{name}",
        page=f"page-{name}",
        block=Span(0, len(text)),
        body=tuple(body),
        headline=Span(0, len(headline)) if headline else None,
    )
    item = ArticleText(article=article, text=text)
    return WorkGist(work=f"work-{name}", gist=read_gist(item), headline=other_headline)


def group(*works: WorkGist, edges: tuple[Edge, ...] = ()) -> list[Story]:
    return gather(Group(), works, lambda record: record.work, edges)


def members(stories: list[Story]) -> list[list[str]]:
    return [[part.work.removeprefix("work-") for part in story.parts] for story in stories]


BRIDGE_TEXT = [
    "The council of Varnholm voted to close the swing bridge to lorries after divers found cracks in the girders.",
    "Council leader Marit Oduya said the bridge over Kestrel Sound could not wait for money from the region.",
]
BRIDGE = make_work(
    "bridge",
    BRIDGE_TEXT,
    headline="Varnholm shuts swing bridge to lorries",
)
BRIDGE_LATER = make_work(
    "later",
    [
        "Hauliers asked a court in Osterby to lift the ban on lorries on the Varnholm swing bridge.",
        "Oduya told the court that cracks in the girders had grown since the divers went down in Kestrel Sound.",
    ],
    headline="Hauliers sue over Varnholm bridge ban",
)
BRIDGE_END = make_work(
    "reopened",
    [
        "Lorries are back on the swing bridge in Varnholm, a year after cracks forced Marit Oduya's council to act.",
        "Welders replaced two girders while ferries on Kestrel Sound carried the trailers.",
    ],
    headline="Swing bridge at Varnholm carries lorries again",
)
STORM = make_work(
    "storm",
    [
        "A blizzard cut power to nine villages around Mount Tarn, and rescuers dug eleven hikers out of the snow.",
        "Mountain guide Pelle Aasgaard said the avalanche came down within seconds of the warning siren.",
    ],
    headline="Eleven dug out after Tarn avalanche",
)
STORM_TOO = make_work(
    "avalanche",
    [
        "Hikers buried by an avalanche on Mount Tarn survived because they wore beacons, guide Pelle Aasgaard said.",
        "The blizzard had been forecast, but the siren above the villages sounded late.",
    ],
    headline="Beacons saved hikers on Mount Tarn",
)


def test_one_story_over_time_holds_together_and_another_stays_apart() -> None:
    stories = group(BRIDGE, STORM, BRIDGE_LATER, STORM_TOO, BRIDGE_END)
    assert members(stories) == [["avalanche", "storm"], ["bridge", "later", "reopened"]]
    assert [story.id for story in stories] == ["story-avalanche", "story-bridge"]
    assert all(story.first is None and story.last is None for story in stories)


def test_order_of_works_changes_nothing() -> None:
    works = [BRIDGE, STORM, BRIDGE_LATER, STORM_TOO, BRIDGE_END]
    assert group(*works) == group(*reversed(works))


def test_countries_weekdays_and_titles_do_not_make_a_story() -> None:
    wheat = make_work(
        "wheat",
        [
            "Prime Minister Ida Holm said on Thursday that Canada and China would talk about wheat tariffs.",
            "Wheat farmers in Canada lost almost 3 billion dollars after China raised its duties.",
        ],
        headline="Holm to talk wheat with China",
    )
    rocket = make_work(
        "rocket",
        [
            "China launched a rocket with two taikonauts on Thursday, the Prime Minister of Canada congratulated them.",
            "The capsule docked this month, and a billion people watched.",
        ],
        headline="Two taikonauts in orbit",
    )
    assert members(group(wheat, rocket)) == [["rocket"], ["wheat"]]


def test_lookalike_events_with_other_names_stay_apart() -> None:
    def report(name: str, player: str, club: str, town: str) -> WorkGist:
        return make_work(
            name,
            [
                f"{player} of {club} was arrested in {town} on suspicion of drunken driving, police said.",
                f"{player} will not play on Sunday, {club} said in a statement. A court in {town} will hear the case.",
            ],
            headline=f"{player} arrested in {town}",
        )

    first = [report(f"a{number}", "Torvald Quill", "the Herons", "Osterby") for number in range(2)]
    second = [report(f"b{number}", "Jonas Ekbratt", "the Millers", "Lindvik") for number in range(2)]
    assert members(group(*first, *second)) == [["a0", "a1"], ["b0", "b1"]]


def test_reason_names_what_both_are_about() -> None:
    edge = Group().score(BRIDGE_LATER, BRIDGE)
    assert edge == Group().score(BRIDGE, BRIDGE_LATER)
    assert edge is not None
    assert (edge.kind, edge.a, edge.b) == ("story", "work-bridge", "work-later")
    assert edge.because.startswith("Both are about ")
    assert "Varnholm" in edge.because
    assert "lorry" in edge.because
    assert 0 < edge.score < 1


def test_works_of_one_story_share_a_key() -> None:
    station = Group()
    assert set(station.keys(BRIDGE)) & set(station.keys(BRIDGE_LATER))
    assert len(station.keys(BRIDGE)) <= 24


def test_a_persons_word_wins() -> None:
    apart = Edge(kind="story", a="work-bridge", b="work-later", score=0, because="The editor says so.")
    assert members(group(BRIDGE, BRIDGE_LATER, edges=(apart,))) == [["bridge"], ["later"]]
    same = Edge(kind="story", a="work-bridge", b="work-storm", score=1, because="The editor says so.")
    assert members(group(BRIDGE, STORM, edges=(same,))) == [["bridge", "storm"]]


def test_two_works_set_apart_do_not_meet_through_a_third() -> None:
    apart = Edge(kind="story", a="work-bridge", b="work-later", score=0, because="The editor says so.")
    for story in members(group(BRIDGE, BRIDGE_LATER, BRIDGE_END, edges=(apart,))):
        assert not {"bridge", "later"} <= set(story)


@pytest.mark.parametrize(
    ("work", "title"),
    [
        (BRIDGE, "Varnholm shuts swing bridge to lorries"),
        (make_work("x", ["Fog closed the port."], other_headline="Port shut by fog"), "Port shut by fog"),
        (make_work("x", ["Fog closed the port. Ships waited."]), "Fog closed the port"),
        (make_work("x", ["Fog  closed\tthe port"]), "Fog closed the port"),
        (
            make_work("x", ["Fog closed the port of Varnholm on Monday " + "and the ferries stayed in, " * 5]),
            "Fog closed the port of Varnholm on Monday and the ferries stayed in, and the ferries …",
        ),
        (make_work("x", []), "Without words"),
    ],
)
def test_title(work: WorkGist, title: str) -> None:
    (story,) = group(work)
    assert story.title == title


def test_title_is_a_headline_where_the_most_central_work_has_none() -> None:
    plain = make_work("plain", BRIDGE_TEXT)
    (story,) = group(plain, BRIDGE_LATER, BRIDGE_END)
    assert "Varnholm" in story.title
    assert story.title in {"Hauliers sue over Varnholm bridge ban", "Swing bridge at Varnholm carries lorries again"}
