"""The pages of speakers, organisations and outlets, and of searches: they say what the other doors say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from html_page import HtmlPage
from starlette.testclient import TestClient

from sayso.archive import Archive
from sayso.brief import list_disputed
from sayso.server.strings import count, say

Ask = Callable[[str], Any]


def fold(text: str) -> str:
    return " ".join(text.split())


def read_page(client: TestClient, address: str, **asked: str) -> str:
    answer = client.get(address, params=asked or None)
    assert answer.status_code == 200, answer.text
    return fold(HtmlPage(answer.text).words)


@pytest.fixture(scope="module")
def speaker(story: Any) -> Any:
    """The person of the biggest story who says most."""
    said = [statement["source"]["speaker"] for statement in story["statements"]]
    people = [line for line in story["speakers"] if line["kind"] == "person"]
    return max(people, key=lambda line: (said.count(line["id"]), line["id"]))


def test_a_speaker_has_all_their_words(client: TestClient, ask: Ask, sayso: Callable[..., Any], speaker: Any) -> None:
    page = read_page(client, f"/speakers/{speaker['id']}")
    answer = ask(f"/api/v1/speakers/{speaker['id']}")["speakers"]
    told = sayso("who", speaker["name"], "--json")
    assert told == ask(f"/api/v1/speakers?name={speaker['name']}")["speakers"]
    assert answer[0]["speaker"] == speaker["id"] and all(item in told for item in answer)
    sayings = [saying for item in answer for saying in item["sayings"]]
    assert count("statement", len(sayings)) in page and speaker["name"] in page
    for saying in sayings:
        assert fold(saying["words"])[:200] in page


def test_a_statement_leads_to_its_speaker(client: TestClient, story: Any, speaker: Any) -> None:
    statement = next(s for s in story["statements"] if s["source"]["speaker"] == speaker["id"])
    answer = client.get(f"/speakers/{statement['id']}")
    assert answer.status_code == 200 and answer.url.path == f"/speakers/{speaker['id']}"
    links = HtmlPage(client.get(f"/articles/{statement['article']}").text).attributes("a", "href")
    assert f"/speakers/{speaker['id']}" in links


def test_an_organisation_has_its_people(client: TestClient, story: Any) -> None:
    line = next(s for s in story["speakers"] if s["affiliation"] and s["kind"] == "person")
    page = read_page(client, "/organisations", name=line["affiliation"])
    assert line["name"] in page and line["affiliation"] in page


def test_an_outlet_tells_whose_words_it_prints(client: TestClient, ask: Ask, story: Any) -> None:
    name = next(line["outlet"] for line in story["articles"] if line["outlet"])
    (row,) = ask(f"/api/v1/outlets?name={name}")["outlets"]
    assert sum(row["makers"].values()) == row["articles"]
    page = read_page(client, "/outlets", name=name)
    assert count("article", row["articles"]) in page
    assert name in read_page(client, "/outlets")
    assert {"name", "stories"} <= set(ask("/api/v1/outlets")["outlets"][0])


@pytest.mark.parametrize(
    "address",
    [
        "/speakers/speaker-000000",
        "/organisations?name=No+Such+Thing",
        "/outlets?name=No+Such+Paper",
        "/outlets?name=%E2%80%AE%00<script>",
        "/pages/page-000000",
        "/articles/article-000000/beside/article-000000",
    ],
)
def test_unknown_names_are_told_with_a_way_on(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404 and "/" in HtmlPage(answer.text).attributes("a", "href")
    assert "<script>" not in answer.text.replace('<script src="', "")


def test_a_search_is_the_same_at_every_door(client: TestClient, ask: Ask, sayso: Callable[..., Any]) -> None:
    hits = ask("/api/v1/search?q=water")["hits"]
    assert hits == sayso("search", "water", "--json")
    source = client.get("/search", params={"q": "water"}).text
    assert count("hit", len(hits)) in fold(HtmlPage(source).words)
    for hit in hits:
        assert f"/articles/{hit['article']}?at=" in source
    assert source.count("<mark>") >= len(hits)


@pytest.mark.parametrize(
    "words", ["", " ", '"', '"no such words stand here"', "<script>", "a" * 400, "* * *", "NEAR(", "x AND OR", "\u202e"]
)
def test_any_words_may_be_searched(client: TestClient, words: str) -> None:
    answer = client.get("/search", params={"q": words})
    assert answer.status_code == 200 and not set("\u202e") & set(answer.text)


def test_too_many_words_are_told(client: TestClient) -> None:
    assert client.get("/search", params={"q": "a " * 300}).status_code == 422


def test_a_work_can_be_read_beside_its_original(client: TestClient, stories: list[Any]) -> None:
    work = next(w for s in stories for w in s["works"] if w["original"] and len(w["articles"]) > 1)
    copy = next(p["article"] for p in work["articles"] if p["article"] != work["original"])
    address = f"/articles/{copy}/beside/{work['original']}"
    assert address in HtmlPage(client.get(f"/articles/{copy}").text).attributes("a", "href")
    page = HtmlPage(client.get(address).text)
    links = page.attributes("a", "href")
    assert f"/articles/{copy}" in links and f"/articles/{work['original']}" in links
    assert sum(tag == "tr" for tag, _ in page.tags) > 2
    assert "of its " in page.words and "%" in page.words  # why the two are one text
    other = next(w for s in stories for w in s["works"] if w["id"] != work["id"])
    stranger = other["articles"][0]["article"]
    assert "one text" in HtmlPage(client.get(f"/articles/{copy}/beside/{stranger}").text).words


def test_a_page_shows_every_character_and_its_layer(client: TestClient, ask: Ask, story: Any) -> None:
    article = story["articles"][0]
    page = HtmlPage(client.get(f"/pages/{article['page']}").text)
    text = ask(f"/api/v1/articles/{article['id']}")["page"]["text"]
    assert page.text == text
    marked = {at for start, end, _ in page.pieces for at in range(start, end)}
    assert all(at in marked for at, sign in enumerate(text) if not sign.isspace())


@pytest.mark.parametrize(
    "asked", ["language=en", "outlet=%00", "disputed=1", "revised=1&order=new", "page=99", "language=zz"]
)
def test_the_front_can_be_narrowed(client: TestClient, ask: Ask, asked: str) -> None:
    page = HtmlPage(client.get(f"/?{asked}").text)
    shown = [attrs["id"] for tag, attrs in page.tags if tag == "article" and "entry" in str(attrs.get("class"))]
    if "order" in asked or "page" in asked:
        return
    assert shown == [story["id"] for story in ask(f"/api/v1/stories?{asked}")["stories"]]


def test_the_front_refuses_nonsense(client: TestClient) -> None:
    for asked in ("page=0", "page=x", "disputed=maybe", "language=" + "a" * 300):
        assert client.get(f"/?{asked}").status_code == 422


def test_positions_are_those_of_the_archive(client: TestClient, sample_path: Path, stories: list[Any]) -> None:
    with Archive.open(sample_path, read_only=True) as archive:
        found = [item for s in stories for item in list_disputed(archive.dossier(s["story"]["id"]))]
    assert found, "the samples have a claim in dispute"
    for position in found[:6]:
        page = read_page(client, f"/claims/{position.claim}")
        assert position.side.casefold() in page.casefold()
        for stand in position.stands:
            assert say("does." + stand.does.replace(" ", "_")) in page
    statements = {line["id"]: line for s in stories for line in s["statements"]}
    speaking = statements[found[0].stands[0].statement]["source"]["speaker"]
    links = HtmlPage(client.get(f"/speakers/{speaking}").text).attributes("a", "href")
    assert f"/claims/{found[0].claim}" in links
