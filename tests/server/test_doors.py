"""The command line, the API and the pages, asked the same, give the same: claims, figures, search, questions and
briefings. (Stories and speakers: `test_pages`, `test_names`.)"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from html_page import HtmlPage
from starlette.testclient import TestClient

from sayso.server.days import tell_reason
from sayso.server.strings import count

Ask = Callable[[str], Any]
Sayso = Callable[..., Any]


def fold(text: str) -> str:
    return " ".join(text.split())


def read(client: TestClient, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return fold(HtmlPage(answer.text).words)


def test_claims(client: TestClient, ask: Ask, sayso: Sayso, story: Any) -> None:
    name = story["story"]["id"]
    page = read(client, f"/stories/{name}?everything=1")
    told = sayso("claims", name, "--json")
    assert told == ask(f"/api/v1/stories/{name}/brief?everything=1")["claims"]
    assert all(fold(claim["words"])[:200] in page for claim in told)
    for claim in told[:3]:
        line = ask(f"/api/v1/claims/{claim['claim']}")["claim"]
        traced = sayso("trace", claim["claim"], "--json")
        assert {key: line[key] for key in traced} == traced
        own = read(client, f"/claims/{claim['claim']}")
        for kind, key in (("origin", "independent_origins"), ("report", "reports"), ("copy", "copies")):
            assert count(kind, line[key]) in own


def test_figures(client: TestClient, ask: Ask, sayso: Sayso, story: Any) -> None:
    name = story["story"]["id"]
    told = sayso("figures", name, "--json")
    assert told == ask(f"/api/v1/stories/{name}/brief?everything=1")["figures"]
    lines = {line["id"]: line for line in story["figures"]}
    page = read(client, f"/stories/{name}?everything=1")
    for figure in told:
        assert lines[figure["figure"]]["text"] == figure["words"] and fold(figure["words"]) in page


@pytest.mark.parametrize("words", ["water", '"the wall"', "stance:deny", "speaker:Kressel", "no-such-word-stands-here"])
def test_search(client: TestClient, ask: Ask, sayso: Sayso, words: str) -> None:
    hits = client.get("/api/v1/search", params={"q": words}).json()["hits"]
    assert hits == sayso("search", words, "--json")
    page = HtmlPage(client.get("/search", params={"q": words}).text)
    shown = [link.split("?")[0] for link in page.attributes("a", "href") if link.startswith("/articles/")]
    assert list(dict.fromkeys(shown)) == list(dict.fromkeys(f"/articles/{hit['article']}" for hit in hits))


@pytest.mark.parametrize("question", ["How many people died?", "What did Dorte Kressel say?", "Who ate the moon?"])
def test_ask(client: TestClient, sayso: Sayso, question: str) -> None:
    told = sayso("ask", question, "--json")
    assert told == client.get("/api/v1/ask", params={"q": question}).json()
    answer = client.get("/ask", params={"q": question})
    page = HtmlPage(answer.text)
    for found in [*told["answers"], *told["nearest"]]:
        assert fold(tell_reason(found["text"]))[:200] in fold(page.words)
    assert len([1 for tag, attrs in page.tags if attrs.get("class") == "answer"]) == len(told["answers"])


def test_briefings(client: TestClient, ask: Ask, sayso: Sayso) -> None:
    told = sayso("brief", "--all", "--json")
    assert told == ask("/api/v1/brief")
    page = fold(HtmlPage(client.get("/brief").text).words)
    assert all(fold(story["title"]) in page for story in told["stories"])
