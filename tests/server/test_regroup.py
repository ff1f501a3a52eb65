"""Putting stories together and taking them apart, by forms and as JSON."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from sayso.server.app import make_app
from sayso.server.forms import BadFormError, Form
from sayso.server.regroup import list_near, read_wish
from sayso.settings import Settings
from sayso.store import PlaceCount, StorySummary


@pytest.fixture(scope="module")
def desk(sample_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    path = shutil.copy(sample_path, tmp_path_factory.mktemp("regroup") / "sayso.db")
    with TestClient(make_app(Path(path), Settings()), base_url="http://localhost") as client:
        yield client


def list_stories(desk: TestClient) -> dict[str, Any]:
    return {story["id"]: story for story in desk.get("/api/v1/stories?limit=500").json()["stories"]}


def send(desk: TestClient, story: str, **fields: str) -> Any:
    address = f"/stories/{story}/correct"
    seal = re.search(r'name="seal" value="([^"]+)"', desk.get(address).text)
    assert seal
    return desk.post(address, data={"seal": seal[1], "author": "Ines Tarn", **fields})


def undo_last(desk: TestClient) -> None:
    last = desk.get("/api/v1/judgements").json()["judgements"][-1]["id"]
    assert desk.post(f"/api/v1/judgements/{last}/undo", json={}).status_code == 200


def test_two_stories_are_put_together_and_apart_again(desk: TestClient) -> None:
    before = list_stories(desk)
    one, other = sorted(before, key=lambda story: before[story]["works"])[:2]
    answer = send(desk, one, kind="same story", named=f"http://localhost/stories/{other}?everything=1")
    assert answer.status_code == 200, answer.text
    after = list_stories(desk)
    assert len(after) == len(before) - 1
    joined = answer.url.path.rpartition("/")[2]
    assert after[joined]["works"] == before[one]["works"] + before[other]["works"]
    assert "One story" in desk.get("/judgements?kind=same+story").text
    undo_last(desk)
    assert list_stories(desk) == before


def test_two_texts_of_a_story_are_taken_apart(desk: TestClient) -> None:
    before = list_stories(desk)
    story = max(before, key=lambda story: before[story]["works"])
    texts = re.findall(r'<option value="(article-[0-9a-f]+)"', desk.get(f"/stories/{story}/correct").text)
    one, other = texts[0], next(text for text in texts if text != texts[0])
    assert send(desk, story, kind="different story", one=one, other=other).status_code == 200
    homes = {text: desk.get(f"/api/v1/articles/{text}").json()["story"] for text in (one, other)}
    assert homes[one] != homes[other]
    assert "Two stories" in desk.get("/judgements").text
    undo_last(desk)
    assert list_stories(desk) == before


def test_the_same_as_json(desk: TestClient) -> None:
    before = list_stories(desk)
    one, other = sorted(before, key=lambda story: before[story]["works"])[:2]
    article = desk.get(f"/api/v1/stories/{one}").json()["articles"][0]["id"]
    answer = desk.post("/api/v1/judgements", json={"article": article, "kind": "same story", "other": other})
    assert answer.status_code == 200 and answer.json()["judgement"]["kind"] == "same story"
    assert len(list_stories(desk)) == len(before) - 1
    undo_last(desk)


@pytest.mark.parametrize("fields", [{"kind": "reject", "other": "x"}, {"kind": "same story"}, {}], ids=str)
def test_a_wish_that_is_none_is_refused(fields: dict[str, str]) -> None:
    with pytest.raises(BadFormError):
        read_wish(Form(fields))


def test_an_unknown_story_is_not_here(desk: TestClient) -> None:
    assert desk.get("/stories/story-000000/correct").status_code == 404
    story = next(iter(list_stories(desk)))
    assert send(desk, story, kind="same story", other="story-000000").status_code == 404


def tell_story(name: str, places: str, day: str) -> StorySummary:
    counts = tuple(PlaceCount(key=place, name=place, works=1) for place in places)
    return StorySummary(
        id=name, title=name, works=1, articles=1, outlets=(), claims=0, origins=0, disputed=0, first=day, last=day,
        places=counts,
    )  # fmt: skip


def test_stories_of_the_same_places_and_days_are_offered_first() -> None:
    own = tell_story("own", "ab", "2024-03-12")
    others = [
        tell_story("elsewhere", "x", "2024-03-12"),
        tell_story("later", "ab", "2024-08-01"),
        tell_story("near", "ab", "2024-03-14"),
        tell_story("half", "a", "2024-03-14"),
    ]
    assert [story.id for story in list_near("own", [own, *others])] == ["near", "half", "later"]
    assert list_near("nobody", others) == []
