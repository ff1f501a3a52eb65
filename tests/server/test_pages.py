"""The pages: each answers, agrees with the other doors, and marks exactly what the export says."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from html_page import HtmlPage
from starlette.testclient import TestClient

from sayso.model import Span
from sayso.server.strings import count, family_of
from sayso.spans import merge_spans

Ask = Callable[[str], Any]


@pytest.fixture(scope="module")
def addresses(story: Any, ask: Ask) -> list[str]:
    """Every story and article of the sample archive, and some claims."""
    stories = [f"/stories/{found['id']}" for found in ask("/api/v1/stories")["stories"]]
    articles = [f"/articles/{line['id']}" for line in story["articles"]]
    claims = [f"/claims/{line['id']}" for line in story["claims"][::9]]
    return ["/", *stories, f"{stories[0]}?everything=1", *articles, *claims, "/nowhere"]


def test_every_page_is_whole_and_asks_no_other_host(client: TestClient, addresses: list[str]) -> None:
    for address in addresses:
        page = HtmlPage(client.get(address).text)
        links = [*page.attributes("a", "href"), *page.attributes("script", "src"), *page.attributes("link", "href")]
        assert all(link.startswith(("/", "#")) and not link.startswith("//") for link in links), address
        assert not page.attributes("img", "src")
        assert not any(name == "style" or name.startswith("on") for _, attrs in page.tags for name in attrs)
        ids = [value for _, attrs in page.tags if (value := attrs.get("id"))]
        assert len(ids) == len(set(ids)), f"{address} has an id twice"
        assert {link[1:] for link in links if link.startswith("#")} <= set(ids), address
        assert sum(tag == "h1" for tag, _ in page.tags) == 1


def test_every_link_leads_somewhere(client: TestClient, addresses: list[str]) -> None:
    shown = [
        HtmlPage(client.get(address).text) for address in (addresses[0], addresses[1], addresses[5], addresses[-2])
    ]
    links = {re.split("[?#]", link)[0] for page in shown for link in page.attributes("a", "href")}
    for link in sorted(links - {""}):
        assert client.get(link).status_code == 200, link


def shorten(rests_on: str) -> str:
    """The line of lists: without organisations and without what is zero."""
    parts = re.sub(r" \(in [^)]*\)", "", rests_on).split(", ")
    told = ", ".join(part for part in parts if part not in ("0 copies", "0 unknown"))
    return re.sub(r"(\d) unknown", r"\1 of unknown origin", told)


def test_the_doors_agree(client: TestClient, ask: Ask, sayso: Callable[..., Any], story: Any) -> None:
    """CLI, JSON and HTML of one story."""
    name = story["story"]["id"]
    assert sayso("stories", "--json") == ask("/api/v1/stories")["stories"]
    brief = sayso("brief", name, "--json", "--everything")
    assert brief == ask(f"/api/v1/stories/{name}/brief?everything=1")
    page = " ".join(HtmlPage(client.get(f"/stories/{name}?everything=1").text).words.split())
    summary = story["summary"]
    assert summary in sayso("stories", "--json")
    assert count("report", summary["works"]) in page and count("claim", summary["claims"]) in page
    assert count("copy", summary["articles"] - summary["works"]) in page
    assert count("disputed", summary["disputed"]) in page
    assert count("revised", summary["revised"]) in page
    for claim in brief["claims"]:
        assert shorten(claim["rests_on"]) in page and " ".join(claim["words"].split())[:200] in page
    for dispute in brief["disputes"]:
        assert all(" ".join(side["words"].split())[:200] in page for side in dispute["sides"])
    claim = brief["claims"][0]["claim"]
    traced, line = sayso("trace", claim, "--json"), ask(f"/api/v1/claims/{claim}")["claim"]
    tree = " ".join(HtmlPage(client.get(f"/claims/{claim}").text).words.split())
    assert traced["reports"] == line["reports"] and count("report", line["reports"]) in tree
    assert traced["independent_origins"] == line["independent_origins"]


def test_marks_are_exactly_the_exported_spans(client: TestClient, ask: Ask, story: Any) -> None:
    for article in story["articles"]:
        answer = ask(f"/api/v1/articles/{article['id']}")
        page = HtmlPage(client.get(f"/articles/{article['id']}").text)
        assert page.text == answer["page"]["text"]
        for layer, expected in list_expected(answer).items():
            marked = {Span(start, end) for _, start, end in page.spans_of(layer)}
            assert merge_spans(marked) == merge_spans(expected), (article["id"], layer)
        check_each_statement(page, answer)


def list_expected(answer: Any) -> dict[str, list[Span]]:
    """Layer → spans, from the lines of the export."""
    article = answer["article"]
    headlines = [article["headline"], *article["headline_repeats"]]
    return {
        "headline": to_spans(part for part in headlines if part),
        "credit": to_spans(article["credits"]),
        "body": to_spans(article["body"]),
        "repeat": to_spans(article["repeats"]),
        "furniture": to_spans(answer["furniture"]),
        "figure": to_spans(answer["figures"]),
        "date": to_spans(answer["date_mentions"]),
        "difference": to_spans((answer["differences"] or {"added": []})["added"]),
    }


def to_spans(parts: Any) -> list[Span]:
    return [Span(part["start"], part["end"]) for part in parts]


def check_each_statement(page: HtmlPage, answer: Any) -> None:
    notes = {attrs["data-finding"]: str(attrs["value"]) for _, attrs in page.tags if attrs.get("data-finding")}
    for statement in answer["statements"]:
        note = notes[statement["id"]]
        parts = {
            family_of(statement["stance"]).value: statement["content"],
            "source": statement["source"]["spans"],
            "cue": [statement["cue"]] if statement["cue"] else [],
            "via": [via["span"] for via in statement["via"] if via["span"]],
        }
        for layer, expected in parts.items():
            marked = [Span(start, end) for found, start, end in page.spans_of(layer) if found == note]
            assert merge_spans(marked) == merge_spans(to_spans(expected)), (statement["id"], layer)


def test_each_mark_says_why(client: TestClient, story: Any) -> None:
    page = HtmlPage(client.get(f"/articles/{story['articles'][0]['id']}").text)
    notes = {str(attrs["value"]) for tag, attrs in page.tags if tag == "li" and "value" in attrs}
    named = {reason.split(":")[1] for _, _, reasons in page.pieces for reason in reasons.split()}
    assert named <= notes
    links = {str(attrs["data-n"]) for tag, attrs in page.tags if tag == "a" and "data-n" in attrs}
    assert links == notes, "each note is reached by keyboard from the text"


def test_cited_words_are_marked(client: TestClient, ask: Ask, story: Any) -> None:
    brief = ask(f"/api/v1/stories/{story['story']['id']}/brief")
    for citation in brief["citations"][:10]:
        at = ",".join(f"{start}-{end}" for start, end in citation["spans"])
        page = HtmlPage(client.get(f"/articles/{citation['article']}?at={at}").text)
        cited = sorted((start, end) for _, start, end in page.spans_of("cited"))
        assert merge_spans(Span(*span) for span in cited) == merge_spans(Span(*span) for span in citation["spans"])
        assert any(attrs.get("id") == "cited" for _, attrs in page.tags)


@pytest.mark.parametrize("at", ["x", "5-3", "1-99999999", "-", "1-2,,3", "٣-٤", "1-" + "9" * 500])
def test_nonsense_in_an_address_marks_nothing(client: TestClient, story: Any, at: str) -> None:
    answer = client.get(f"/articles/{story['articles'][0]['id']}", params={"at": at})
    assert answer.status_code == 200


def test_beginnings_of_ids_lead_to_the_whole(client: TestClient, story: Any) -> None:
    name = story["story"]["id"]
    for short in (name[:12], name.removeprefix("story-")[:8], story["statements"][0]["id"]):
        answer = client.get(f"/stories/{short}")
        assert answer.status_code == 200 and answer.url.path == f"/stories/{name}"
    assert client.get(f"/stories/{name[:12]}?everything=1").url.query == b"everything=1"


@pytest.mark.parametrize(
    "address",
    ["/stories/story-000000", "/articles/article-000000", "/claims/claim-000000", "/nowhere", "/stories/%2e%2e"],
)
def test_what_is_not_there_is_told_in_plain_words(client: TestClient, address: str) -> None:
    answer = client.get(address)
    assert answer.status_code == 404
    page = HtmlPage(answer.text)
    assert "Not here" in page.words and "/" in page.attributes("a", "href")


def test_static_files_stay_in_their_folder(client: TestClient) -> None:
    assert client.get("/static/sayso.css").status_code == 200
    for address in ("/static/../app.py", "/static/%2e%2e/app.py", "/static/..%2fapp.py", "/static/"):
        assert client.get(address).status_code in (404, 405)
