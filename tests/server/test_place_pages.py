"""Places: where they lie, how a map is drawn, what their pages and the JSON say."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot
from pathlib import Path
from typing import Any

import pytest
from html_page import HtmlPage
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from sayso.archive import Archive
from sayso.server.app import make_app
from sayso.server.atlas import Site, find_likely_site, find_site, is_ambiguous, load_coasts
from sayso.server.maps import WIDTH, Map, Marker, clip_ring, draw_map, name_degree
from sayso.server.places import Named, count_named, list_named, make_markers
from sayso.server.story_view import is_located
from sayso.settings import Settings
from sayso.store import PlaceCount, StorySummary

PAGE = (
    "Flood closes the road to {town}\n\n{town}, Poland, 3 May 2024 - The road in {town} will stay closed until Monday, "
    "said Anna Brand, a clerk of the road office.\n\nThe river rose in {town} and in Gdansk on Friday. Olaf Meer, "
    "a firefighter, said that {town} had lost its bridge and that nobody in Poland was hurt.\n"
)


@pytest.fixture(scope="module")
def atlas(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """Two stories that name towns of this world."""
    folder = tmp_path_factory.mktemp("atlas")
    with Archive.open(folder / "sayso.db", create=True) as archive:
        archive.add_bytes(PAGE.format(town="Warsaw").encode(), "one.txt")
        archive.add_bytes(
            b"Choir sings\n\nOSLO, 9 June 2019 - The choir sang in Oslo, said Ida Holm, its leader.\n", "b.txt"
        )
    with TestClient(make_app(folder / "sayso.db", Settings()), base_url="http://localhost") as client:
        yield client


def list_keys(client: TestClient) -> dict[str, Any]:
    return {place["name"]: place for place in client.get("/api/v1/places").json()["places"]}


@pytest.mark.parametrize(
    ("key", "near", "is_area"),
    [("Poland", (52, 21), True), ("United States", (39, -77), True), ("756135", (52, 21), False)],
)
def test_find_site(key: str, near: tuple[float, float], is_area: bool) -> None:
    site = find_site(key)
    assert site and abs(site.latitude - near[0]) < 1 and abs(site.longitude - near[1]) < 1
    assert site.is_area is is_area


@pytest.mark.parametrize("key", ["Harrowgate-on-Nothing", "", "0", "99999999999", "../../etc", "１２"])
def test_a_name_that_is_no_place_lies_nowhere(key: str) -> None:
    assert find_site(key) is None


def test_coasts_are_rings_on_the_earth() -> None:
    assert len(load_coasts()) > 1_000
    for ring in load_coasts():
        assert len(ring.points) > 3 and -90 <= ring.box[1] <= ring.box[3] <= 90.01
        leaps = [abs(a[0] - b[0]) for a, b in zip(ring.points, ring.points[1:], strict=False)]
        assert max(leaps) < 180 or ring.box[1] < -60, "only the ring around the pole goes from side to side"


# --- maps -----------------------------------------------------------------------------------------------------------

sites = st.builds(Site, st.floats(-85, 85), st.floats(-180, 180), st.booleans())
markers = st.lists(
    st.builds(Marker, st.text(max_size=5), st.text(max_size=40), st.integers(1, 500), sites), max_size=25
)


@settings(deadline=None, max_examples=40)
@given(markers)
def test_every_place_is_in_the_picture_and_no_label_covers_another(found: list[Marker]) -> None:
    drawn = draw_map(found)
    if not found:
        assert drawn is None
        return
    assert drawn is not None and drawn.places == len(found)
    assert sorted(m for dot in drawn.dots for m in (dot.marker, *dot.near)) == sorted(found)
    for place, dot in enumerate(drawn.dots):
        assert all(hypot(dot.x - o.x, dot.y - o.y) > 7.8 for o in drawn.dots[:place]), "one dot hides another"
    assert all(0 <= dot.x <= WIDTH and 0 <= dot.y <= drawn.height for dot in drawn.dots)
    boxes = list(list_labels(drawn))
    for place, (left, top, right, bottom) in enumerate(boxes):
        assert left >= 0 and right <= WIDTH + 1 and top >= 0 and bottom <= drawn.height
        for other in boxes[:place]:
            assert (
                right <= other[0] + 0.2 or other[2] <= left + 0.2 or bottom <= other[1] + 0.2 or other[3] <= top + 0.2
            )
    assert 0 < drawn.scale <= WIDTH / 2


@pytest.mark.parametrize(
    ("key", "is_placed", "is_borne"),
    [
        ("Kharkiv", True, True),  # a town and the region around it
        ("Springfield", False, True),
        ("Qwertonia", False, False),
        ("France", True, False),
    ],
)
def test_a_name_is_placed_where_all_that_bear_it_are_one_spot(key: str, is_placed: bool, is_borne: bool) -> None:
    assert (find_site(key) is not None, is_ambiguous(key)) == (is_placed, is_borne)


@pytest.mark.parametrize(
    ("name", "countries", "is_placed"),
    [
        ("Odesa", {"UA", "PL"}, True),
        ("Odesa", {"US"}, False),  # the smaller bearer
        ("Paris", {"FR"}, True),
        ("Paris", {"US"}, False),
        ("Springfield", {"US"}, False),  # many in one country
        ("Qwertonia", {"US"}, False),
        ("Odesa", set(), False),
    ],
)
def test_of_several_bearers_the_largest_is_meant_where_its_country_is_named_too(
    name: str, countries: set[str], is_placed: bool
) -> None:
    assert (find_likely_site(name, countries) is not None) is is_placed


def test_stories_must_agree_where_a_place_lies() -> None:
    odesa, kyiv, texas = (PlaceCount(key=k, name=k, works=1) for k in ("Odesa", "Ukraine", "United States"))
    here, there = tell_story("one", odesa, kyiv), tell_story("two", odesa, texas)
    assert {named.key: named.site is not None for named in count_named([here])} == {"Odesa": True, "Ukraine": True}
    assert next(named.site for named in count_named([here, there]) if named.key == "Odesa") is None
    assert [marker.key for marker in make_markers(list_named([odesa, kyiv]))] == ["Odesa", "Ukraine"]


@pytest.mark.parametrize(
    ("named", "works", "is_drawn"),
    [((1,), 1, True), ((1,), 22, False), ((2,), 22, True), ((1, 1), 22, True), ((), 1, False)],
)
def test_one_place_that_one_of_many_works_names_makes_no_map(
    named: tuple[int, ...], works: int, is_drawn: bool
) -> None:
    places = [Named("Poland", "Poland", number, 1, find_site("Poland")) for number in named]
    nowhere = Named("Qwertonia", "Qwertonia", 9, 1, None)
    assert is_located([nowhere, *places], works) is is_drawn


def tell_story(name: str, *places: PlaceCount) -> StorySummary:
    return StorySummary(
        id=name, title=name, works=1, articles=1, outlets=(), claims=0, origins=0, disputed=0, first=None, last=None,
        places=places,
    )  # fmt: skip


def list_labels(drawn: Map) -> Iterator[tuple[float, float, float, float]]:
    labels = [(d.label, d.label_x, d.label_y, d.anchor) for d in drawn.dots if d.label]
    for text, x, y, anchor in [*labels, *((t.name, t.label_x, t.label_y, t.anchor) for t in drawn.towns)]:
        wide = len(text) * 6.6
        left = {"start": x, "middle": x - wide / 2, "end": x - wide}[anchor]
        yield left, y - 11, left + wide, y + 3


@given(st.lists(st.tuples(st.floats(-50, 50), st.floats(-50, 50)), min_size=3, max_size=20))
def test_what_is_clipped_lies_in_the_box(ring: list[tuple[float, float]]) -> None:
    assert all(-10.001 <= x <= 10.001 and -5.001 <= y <= 5.001 for x, y in clip_ring(ring, (-10, -5, 10, 5)))


def test_a_ring_inside_the_box_stays_whole() -> None:
    ring = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0)]
    assert sorted(clip_ring(ring, (-9, -9, 9, 9))) == sorted(ring)
    assert clip_ring(ring, (5, 5, 9, 9)) == []


def test_the_pacific_is_not_torn() -> None:
    drawn = draw_map(
        [Marker("a", "Suva", 1, Site(-18.1, 178.4, False)), Marker("b", "Apia", 1, Site(-13.8, 188.2, False))]
    )
    assert drawn is not None and [line.label for line in drawn.meridians if "W" in line.label]


@pytest.mark.parametrize(("degree", "name"), [(35, "35° E"), (-2.5, "2.5° W"), (0, "0°")])
def test_name_degree(degree: float, name: str) -> None:
    assert name_degree(degree, "E", "W") == name


# --- pages ----------------------------------------------------------------------------------------------------------


def test_places_are_listed_with_counts_and_coordinates(atlas: TestClient) -> None:
    places = list_keys(atlas)
    assert places["Warsaw"]["stories"] == 1 and round(places["Warsaw"]["lat"]) == 52
    page = HtmlPage(atlas.get("/places").text)
    assert {"/places/" + places[name]["key"] for name in ("Warsaw", "Oslo", "Poland")} <= set(
        page.attributes("a", "href")
    )
    assert page.attributes("svg", "role") == ["img"] and sum(tag == "circle" for tag, _ in page.tags) >= 3


def test_a_place_shows_what_is_said_of_it(atlas: TestClient) -> None:
    page = HtmlPage(atlas.get(f"/places/{list_keys(atlas)['Warsaw']['key']}").text)
    assert "will stay closed until Monday" in page.words and "Anna Brand" in page.words
    assert any("?at=" in link for link in page.attributes("a", "href"))


def test_a_story_has_a_map_and_a_table(atlas: TestClient) -> None:
    story = atlas.get(f"/api/v1/places/{list_keys(atlas)['Warsaw']['key']}").json()["stories"][0]
    page = HtmlPage(atlas.get(f"/stories/{story['id']}").text)
    assert "map" in page.attributes(
        "svg", "class"
    ) and f"/places/{list_keys(atlas)['Poland']['key']}" in page.attributes("a", "href")


def test_the_front_is_narrowed_to_a_place_and_a_topic(atlas: TestClient) -> None:
    stories = atlas.get("/api/v1/stories").json()["stories"]
    key = list_keys(atlas)["Oslo"]["key"]
    (chosen,) = atlas.get(f"/api/v1/stories?place={key}").json()["stories"]
    assert chosen in stories and len(stories) == 2
    (wet,) = atlas.get("/api/v1/stories?topic=flood").json()["stories"]
    assert "flood" in wet["topics"] and wet != chosen
    assert f'id="{wet["id"]}"' in atlas.get("/?topic=flood").text
    assert f'id="{chosen["id"]}"' not in atlas.get("/?topic=flood").text


@pytest.mark.parametrize("key", ["nowhere", "99999999", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "%00", "<script>", "a" * 900])
def test_a_place_that_nobody_names_is_not_there(atlas: TestClient, key: str) -> None:
    answer = atlas.get(f"/places/{key}")
    assert answer.status_code == 404 and "<script>" not in answer.text.replace('<script src="/static', "")
    assert 'href="/"' in answer.text, "there is a way on"
    assert atlas.get(f"/api/v1/places/{key}").status_code == 404


def test_places_are_paged(atlas: TestClient) -> None:
    whole = atlas.get("/api/v1/places?limit=500").json()
    found, cursor = [], ""
    while cursor is not None:
        answer = atlas.get("/api/v1/places?limit=2" + (f"&after={cursor}" if cursor else "")).json()
        found += answer["places"]
        cursor = answer["next"]
    assert found == whole["places"] and len(found) > 2
    assert atlas.get("/api/v1/places?after=nobody").status_code == 422


def test_the_map_is_there_for_the_samples_too(sample_path: Path) -> None:
    client = TestClient(make_app(sample_path, Settings()), base_url="http://localhost")
    assert client.get("/places").status_code == 200
