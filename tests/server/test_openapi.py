"""Whatever is asked of the API, it answers as its OpenAPI document says, and never with a fault of its own.

Questions are made from the document: each parameter gets what its schema allows, what it forbids, and ids that exist.
`make test-full` asks twelve times as many.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from shutil import copy
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from sayso.server.app import make_app
from sayso.settings import Settings

EXAMPLES = 60 if os.environ.get("SAYSO_FULL") == "1" else 5
OFTEN = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

READ = [
    "/healthz",
    "/api/v1/stories",
    "/api/v1/stories/{story}",
    "/api/v1/stories/{story}/brief",
    "/api/v1/articles/{article}",
    "/api/v1/articles/{article}/versions",
    "/api/v1/claims/{claim}",
    "/api/v1/statements",
    "/api/v1/figures",
    "/api/v1/search",
    "/api/v1/ask",
    "/api/v1/brief",
    "/api/v1/speakers",
    "/api/v1/speakers/{speaker}",
    "/api/v1/outlets",
    "/api/v1/places",
    "/api/v1/places/{place}",
    "/api/v1/judgements",
]
WRITTEN = ["/api/v1/judgements", "/api/v1/judgements/{judgement}/undo", "/api/v1/pages"]

TEXT = st.text(st.characters(codec="utf-8"), max_size=40)
ODD = st.sampled_from(["", "*", '"', '""', "NOT", "a OR", "speaker:", "before:2024-02-31", "../..", "%00", "\x00", "‮x"])
NUMBER = st.integers(-3, 700) | st.sampled_from([10**9, -(10**20)])


class Api:
    """The application, its document, and ids that exist."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.document: Any = client.get("/api/v1/openapi.json").json()
        story = client.get("/api/v1/stories?limit=1").json()["stories"][0]["id"]
        lines = client.get(f"/api/v1/stories/{story}").json()
        kinds = ("works", "articles", "speakers", "statements", "figures", "claims", "conflicts", "events")
        self.ids: list[str] = [story, *(line["id"] for kind in kinds for line in lines[kind][:2])]
        self.names: list[str] = [lines["speakers"][0]["name"], "water", "said", story[:9], story[6:]]

    def values(self) -> st.SearchStrategy[str]:
        """Text as people and programs write it."""
        return st.sampled_from(self.ids) | st.sampled_from(self.names) | TEXT | ODD

    def check(self, path: str, method: str, answer: Any) -> None:
        """Holds the answer against what the document says of this path."""
        told = self.document["paths"][path][method]["responses"]
        assert str(answer.status_code) in told, f"{answer.status_code} is not told of: {answer.text[:300]}"
        assert answer.status_code < 500, answer.text[:300]
        media_type = answer.headers["content-type"].partition(";")[0]
        said = told[str(answer.status_code)]["content"][media_type]["schema"]
        Draft202012Validator({**said, "components": self.document["components"]}).validate(answer.json())


@pytest.fixture(scope="module")
def api(client: TestClient) -> Api:
    return Api(client)


@pytest.fixture(scope="module")
def desk(sample_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """The same over an archive that may be written to."""
    path = Path(copy(sample_path, tmp_path_factory.mktemp("desk") / "sayso.db"))
    with TestClient(make_app(path, Settings()), base_url="http://localhost") as client:
        yield Api(client)


def draw_parameters(data: st.DataObject, api: Api, told: Any) -> tuple[dict[str, str], dict[str, str]]:
    """(of the path, of the question) a value for each parameter; one that need not be there often is not."""
    found: dict[str, dict[str, str]] = {"path": {}, "query": {}}
    for parameter in told.get("parameters", ()):
        name, where = parameter["name"], parameter["in"]
        if parameter.get("required") or data.draw(st.booleans()):
            kinds = {parameter["schema"].get("type"), *(s.get("type") for s in parameter["schema"].get("anyOf", ()))}
            made: st.SearchStrategy[Any] = api.values()
            if kinds & {"integer", "number"}:
                made = NUMBER | made
            elif "boolean" in kinds:
                made = st.sampled_from(["true", "0", "maybe"])
            value = str(data.draw(made, label=name))
            found[where][name] = value or "x" if where == "path" else value
    return found["path"], found["query"]


def test_every_path_is_asked(api: Api) -> None:
    paths = api.document["paths"]
    assert sorted(path for path in paths if "get" in paths[path]) == sorted(READ)
    assert sorted(path for path in paths if "post" in paths[path]) == sorted(WRITTEN)


@pytest.mark.parametrize("path", READ)
@OFTEN
@given(data=st.data())
def test_what_is_read(api: Api, path: str, data: st.DataObject) -> None:
    inside, asked = draw_parameters(data, api, api.document["paths"][path]["get"])
    address = path
    for name, value in inside.items():
        address = address.replace("{" + name + "}", quote(value, safe=""))
    answer = api.client.get(f"{address}?{urlencode(asked)}", follow_redirects=False)
    if answer.status_code in {307, 404} and "%2F" in address:
        return  # a slash makes it another address
    api.check(path, "get", answer)


@OFTEN
@given(data=st.data())
def test_what_is_judged(desk: Api, data: st.DataObject) -> None:
    kinds = ["reject", "speaker", "same", "different", "same story", "different story", "add", "note", "tag", "none"]
    some = desk.values()
    body = data.draw(
        st.fixed_dictionaries(
            {"article": some, "kind": st.sampled_from(kinds)},
            optional={
                "finding": some,
                "name": some,
                "other": some,
                "words": some,
                "text": some,
                "source": some,
                "at": st.sampled_from(["0-5", "5-0", "1-999999999", "x"]),
                "stance": st.sampled_from(["deny", "none"]),
                "nobody": st.booleans(),
            },
        )
    )
    desk.check("/api/v1/judgements", "post", desk.client.post("/api/v1/judgements", json=body))


@OFTEN
@given(data=st.data())
def test_what_is_undone(desk: Api, data: st.DataObject) -> None:
    path = "/api/v1/judgements/{judgement}/undo"
    judgement = data.draw(desk.values()) or "x"
    if "/" not in judgement and judgement not in (".", ".."):
        answer = desk.client.post(path.replace("{judgement}", quote(judgement, safe="")), json={})
        desk.check(path, "post", answer)


@settings(OFTEN, max_examples=3)
@given(text=TEXT | ODD)
def test_what_is_added(desk: Api, text: str) -> None:
    for body in ({"text": text}, {"address": text}, {"text": text, "address": "file:///etc/passwd"}, [text], None):
        desk.check("/api/v1/pages", "post", desk.client.post("/api/v1/pages", json=body))


def test_a_body_that_is_no_json_is_refused(desk: Api) -> None:
    post: Callable[..., Any] = desk.client.post
    for path in ("/api/v1/pages", "/api/v1/judgements"):
        for body in (b"{", b"\xff", b"[" * 5000):
            answer = post(path, content=body, headers={"content-type": "application/json"})
            assert answer.status_code == 422
            desk.check(path, "post", answer)
