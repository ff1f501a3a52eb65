"""The JSON: every answer is what OpenAPI says, made of lines of the export, and complete when paged."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from sayso.archive import Archive
from sayso.export import dossier_lines
from sayso.export.records import export_schema

Ask = Callable[[str], Any]


@pytest.fixture(scope="module")
def addresses(story: Any, ask: Ask) -> dict[str, str]:
    """An address for each path of the OpenAPI document."""
    return {
        "/healthz": "/healthz",
        "/api/v1/stories": "/api/v1/stories",
        "/api/v1/stories/{story}": f"/api/v1/stories/{story['story']['id']}",
        "/api/v1/stories/{story}/brief": f"/api/v1/stories/{story['story']['id']}/brief",
        "/api/v1/articles/{article}": f"/api/v1/articles/{story['articles'][0]['id']}",
        "/api/v1/claims/{claim}": f"/api/v1/claims/{story['claims'][0]['id']}",
        "/api/v1/statements": "/api/v1/statements?limit=5",
        "/api/v1/figures": "/api/v1/figures?limit=5",
        "/api/v1/search": "/api/v1/search?q=water",
        "/api/v1/ask": "/api/v1/ask?q=Who+denies+that+the+sirens+had+been+off",
        "/api/v1/brief": "/api/v1/brief?minutes=1",
        "/api/v1/speakers": f"/api/v1/speakers?name={story['speakers'][0]['name']}",
        "/api/v1/speakers/{speaker}": f"/api/v1/speakers/{story['speakers'][0]['id']}",
        "/api/v1/outlets": "/api/v1/outlets",
        "/api/v1/places": "/api/v1/places",
        "/api/v1/places/{place}": f"/api/v1/places/{ask('/api/v1/places')['places'][0]['key']}",
        "/api/v1/articles/{article}/versions": f"/api/v1/articles/{story['articles'][0]['id']}/versions",
        "/api/v1/judgements": "/api/v1/judgements",
    }


WRITING = {"/api/v1/pages", "/api/v1/judgements", "/api/v1/judgements/{judgement}/undo"}


def test_every_path_answers_as_openapi_says(ask: Ask, addresses: dict[str, str]) -> None:
    document = ask("/api/v1/openapi.json")
    assert {path for path, methods in document["paths"].items() if "get" in methods} == set(addresses)
    assert {path for path, methods in document["paths"].items() if "post" in methods} == WRITING
    for path, address in addresses.items():
        said = document["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
        schema = {**said, "components": document["components"]}
        Draft202012Validator(schema).validate(ask(address))


def test_lines_are_lines_of_the_export(stories: list[Any]) -> None:
    validator = Draft202012Validator(export_schema())
    kinds = ["works", "articles", "speakers", "statements", "figures", "date_mentions", "claims", "conflicts", "events"]
    for kind in kinds:
        lines = [line for story in stories for line in story[kind]]
        assert lines, f"the samples have no {kind}"
        for line in lines[::4]:
            validator.validate(line)


def test_a_story_has_all_lines_of_its_dossier(story: Any, sample_path: Any) -> None:
    with Archive.open(sample_path, read_only=True) as archive:
        expected = {line.id for line in dossier_lines(archive.dossier(story["story"]["id"])) if hasattr(line, "id")}
    lines = [line for value in story.values() if isinstance(value, list) for line in value if "id" in line]
    assert {line["id"] for line in lines} | {story["story"]["id"]} == expected


@pytest.mark.parametrize("kind", ["statements", "figures"])
def test_pages_of_a_list_join_to_the_whole(ask: Ask, kind: str) -> None:
    whole = ask(f"/api/v1/{kind}?limit=500")
    found, cursor = [], ""
    while cursor is not None:
        answer = ask(f"/api/v1/{kind}?limit=37" + (f"&after={cursor}" if cursor else ""))
        assert len(answer[kind]) <= 37
        found += answer[kind]
        cursor = answer["next"]
    assert whole["next"] is None and found == whole[kind] and len(found) > 37


def test_lists_can_be_narrowed(ask: Ask, story: Any) -> None:
    article = story["statements"][0]["article"]
    own = ask(f"/api/v1/statements?article={article}&limit=500")["statements"]
    assert {line["id"] for line in own} == {s["id"] for s in story["statements"] if s["article"] == article}
    name = story["story"]["id"]
    assert len(ask(f"/api/v1/figures?story={name}&limit=500")["figures"]) == len(story["figures"])


def test_stories_are_paged(ask: Ask) -> None:
    first = ask("/api/v1/stories?limit=1")
    second = ask(f"/api/v1/stories?limit=1&after={first['next']}")
    assert [*first["stories"], *second["stories"]] == ask("/api/v1/stories")["stories"][:2]


@pytest.mark.parametrize("words", ["water", "stance:deny"])
def test_pages_of_a_search_join_to_the_whole(client: TestClient, ask: Ask, words: str) -> None:
    whole = ask(f"/api/v1/search?q={words}&limit=100")
    found, cursor = [], ""
    while cursor is not None:
        answer = ask(f"/api/v1/search?q={words}&limit=3" + (f"&after={cursor}" if cursor else ""))
        found += answer["hits"]
        cursor = answer["next"]
    assert found == whole["hits"] and len(found) > 3 and whole["next"] is None
    last = found[2].get("statement") or found[2]["article"]
    assert client.get(f"/search?q={words}&after={last}").status_code == 200
    assert client.get(f"/search?q={words}&after=nobody").status_code == 422


def test_an_article_comes_with_its_page(ask: Ask, story: Any) -> None:
    for line in story["articles"]:
        answer = ask(f"/api/v1/articles/{line['id']}")
        assert answer["article"] == line and answer["work"]["id"] == line["work"]
        text = answer["page"]["text"]
        for statement in answer["statements"]:
            assert all(text[part["start"] : part["end"]] == part["text"] for part in statement["content"])
        is_copy = answer["work"]["original"] not in (None, line["id"])
        assert (answer["differences"] is not None) is is_copy


def test_a_claim_comes_with_what_it_rests_on(ask: Ask, stories: list[Any]) -> None:
    conflict, claim = next(
        (conflict, claim)
        for story in stories
        for conflict in story["conflicts"]
        for claim in story["claims"]
        if conflict["between"][0][0] in claim["statements"]
    )
    answer = ask(f"/api/v1/claims/{claim['id']}")
    assert answer["claim"] == claim and conflict in answer["conflicts"]
    known = {line["id"] for kind in ("statements", "figures") for line in answer[kind]}
    assert known >= {*claim["statements"], *claim["figures"], *conflict["between"][1]}


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/api/v1/stories/story-000000", 404),
        ("/api/v1/articles/article-ffffffffffffffff", 404),
        ("/api/v1/claims/nonsense", 404),
        ("/api/v1/statements?article=article-000000", 404),
        ("/api/v1/nothing", 404),
        ("/api/v1/stories?after=nobody", 422),
        ("/api/v1/search?q=water&after=nobody", 422),
        ("/api/v1/statements?limit=0", 422),
        ("/api/v1/figures?limit=100000", 422),
    ],
)
def test_problems_are_told_as_problems(client: TestClient, address: str, status: int) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["status"] == status and answer.json()["detail"]
