"""New, read and kept stories, and how pages look, on the pages themselves."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from html_page import HtmlPage
from starlette.testclient import TestClient

from sayso.archive import Archive
from sayso.server.app import make_app
from sayso.settings import Settings

LATER = (
    "Ferry to Skarrow sails again\n\nSKARROW, 6 May 2024 - The ferry will sail from Monday, said Anna Brand, the mayor "
    "of Skarrow. Nine boats wait in the harbour of Skarrow for the storm to pass.\n"
)


@pytest.fixture
def path(sample_path: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sample_path, tmp_path / "sayso.db"))


@pytest.fixture(params=[False, True], ids=["writable", "read-only"])
def reader(path: Path, request: pytest.FixtureRequest) -> TestClient:
    return TestClient(make_app(path, Settings(), read_only=request.param), base_url="http://localhost")


def find_seal(client: TestClient, address: str) -> str:
    found = re.search(r'name="seal" value="([^"]+)"', client.get(address).text)
    assert found
    return found[1]


def name_stories(client: TestClient, address: str = "/") -> list[str]:
    return [
        a["id"] or "" for tag, a in HtmlPage(client.get(address).text).tags if tag == "article" and "entry" in str(a)
    ]


def test_what_came_since_the_last_visit_is_new(reader: TestClient, path: Path, at: Callable[[int], None]) -> None:
    at(1_000)
    assert 'name="since"' not in reader.get("/").text, "nothing is new to who was never here"
    with Archive.open(path) as archive:
        archive.add_bytes(LATER.encode(), "later.txt")
    at(2_000)
    assert len(name_stories(reader, "/?since=1")) == 1
    story = name_stories(reader, "/?since=1")[0]
    page = HtmlPage(reader.get(f"/stories/{story}").text)
    assert "New since you were here" in page.words
    assert name_stories(reader, "/?since=1") == [], "it has been read"
    assert "New since you were here" not in HtmlPage(reader.get(f"/stories/{story}").text).words


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Sets the clock of the front: minutes since 1970."""
    return lambda minute: monkeypatch.setattr("sayso.server.pages.count_minutes_now", lambda: minute)


def test_a_story_is_marked_as_read(reader: TestClient) -> None:
    story = name_stories(reader)[1]
    reader.get(f"/stories/{story}")
    entry = reader.get("/").text.split(f'id="{story}"')[1].split("</article>")[0]
    assert ">Read<" in entry


def test_a_bookmark_is_kept_and_taken_out(reader: TestClient) -> None:
    story = name_stories(reader)[0]
    for kept in ([story], []):
        form = {"seal": find_seal(reader, f"/stories/{story}"), "story": story}
        assert reader.post("/bookmarks", data=form).status_code == 200
        assert name_stories(reader, "/bookmarks") == kept


def test_a_bookmark_of_another_site_is_refused(reader: TestClient) -> None:
    story = name_stories(reader)[0]
    assert reader.post("/bookmarks", data={"story": story}).status_code == 422
    foreign = {"origin": "http://foreign.example", "sec-fetch-site": "cross-site"}
    assert reader.post("/bookmarks", data={"story": story}, headers=foreign).status_code == 403
    assert (
        reader.post("/bookmarks", data={"seal": find_seal(reader, "/look"), "story": "story-000000"}).status_code == 404
    )


def test_the_look_is_remembered(reader: TestClient) -> None:
    form = {"seal": find_seal(reader, "/look"), "size": "huge", "face": "sans", "scheme": "dark"}
    assert reader.post("/look", data=form).status_code == 200
    for address in ("/", "/places", "/search"):
        assert '<html lang="en" class="size-huge face-sans scheme-dark">' in reader.get(address).text


def test_forged_cookies_change_nothing(client: TestClient) -> None:
    plain = client.get("/search").text
    for text in ("<script>alert(1)</script>", "a" * 5_000, "1.2.3.4", '"; x="'):
        cookie = "; ".join(f"{name}={text}" for name in ("visit", "read", "kept", "look"))
        answer = client.get("/search", headers={"cookie": cookie})
        assert answer.status_code == 200 and answer.text == plain
