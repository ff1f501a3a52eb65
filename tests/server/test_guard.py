"""Who may ask, what may be asked, and what a browser is told it may do."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Iterator
from pathlib import Path

import pytest
from loops import run_alone
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from sayso.server.app import make_app
from sayso.server.guard import POLICY, Guard, knows_token, read_host
from sayso.settings import Settings

TOKEN = "correct horse battery staple"


def basic(password: str) -> str:
    return "Basic " + base64.b64encode(f"anybody:{password}".encode()).decode()


@pytest.fixture(scope="module")
def guarded(sample_path: Path) -> Iterator[TestClient]:
    with TestClient(make_app(sample_path, Settings(), token=TOKEN), base_url="http://10.0.0.7") as client:
        yield client


@pytest.mark.parametrize("address", ["/", "/healthz", "/api/v1/stories", "/static/sayso.css", "/nowhere"])
def test_every_answer_has_the_headers(client: TestClient, guarded: TestClient, address: str) -> None:
    for answer in (client.get(address), guarded.get(address)):
        assert answer.headers["content-security-policy"] == POLICY
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert "server" not in answer.headers
        assert all("HttpOnly" in c and "SameSite=lax" in c for c in answer.headers.get_list("set-cookie"))


def test_the_policy_lets_nothing_in_and_nobody_frame() -> None:
    parts = dict(part.split(maxsplit=1) for part in POLICY.split("; "))
    assert parts["default-src"] == parts["frame-ancestors"] == parts["base-uri"] == "'none'"
    assert "unsafe" not in POLICY and "http" not in POLICY and "*" not in POLICY


@pytest.mark.parametrize("address", ["/", "/healthz", "/api/v1/openapi.json", "/static/sayso.css", "/nowhere"])
def test_nothing_is_told_without_the_token(guarded: TestClient, address: str) -> None:
    for header in (
        {},
        {"authorization": f"Bearer {TOKEN}x"},
        {"authorization": basic("")},
        {"authorization": "Basic !"},
    ):
        answer = guarded.get(address, headers=header)
        assert answer.status_code == 401 and answer.headers["www-authenticate"].startswith("Basic")
    for header in (f"Bearer {TOKEN}", basic(TOKEN)):
        assert guarded.get(address, headers={"authorization": header}).status_code != 401


@pytest.mark.parametrize(
    ("header", "known"),
    [
        (f"Bearer {TOKEN}", True),
        (f"bearer {TOKEN}", True),
        (basic(TOKEN), True),
        (basic(TOKEN + ":"), False),
        ("Basic %%%", False),
        (f"Digest {TOKEN}", False),
        (TOKEN, False),
        ("", False),
        ("Bearer schlüssel", False),
    ],
)
def test_knows_token(header: str, known: bool) -> None:
    assert knows_token(header, TOKEN) is known


@pytest.mark.parametrize(
    ("header", "host"),
    [
        ("localhost:8470", "localhost"),
        ("[::1]:8470", "::1"),
        ("127.0.0.1", "127.0.0.1"),
        ("", ""),
        ("[", ""),
        ("a@b", "b"),
    ],
)
def test_read_host(header: str, host: str) -> None:
    assert read_host(header) == host


def test_a_foreign_name_for_this_machine_is_turned_away(sample_path: Path) -> None:
    app = make_app(sample_path, Settings(), hosts={"127.0.0.1", "localhost"})
    client = TestClient(app, base_url="http://127.0.0.1:8470")
    assert client.get("/").status_code == 200
    assert client.get("/", headers={"host": "rebound.example:8470"}).status_code == 421


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_other_methods_are_refused(client: TestClient, method: str) -> None:
    answer = client.request(method, "/stories/anything")
    assert answer.status_code == 405 and answer.headers["allow"] == "GET, HEAD"
    answer = client.request(method, "/judgements/judgement-1/undo")
    assert answer.status_code == 405 and answer.headers["allow"] == "POST"
    answer = client.request(method, "/api/v1/judgements")
    assert answer.status_code == 405 and answer.headers["allow"] == "GET, HEAD, POST"


def test_a_refusal_is_a_problem_document_for_programs(client: TestClient, guarded: TestClient) -> None:
    for answer, status in ((client.put("/api/v1/stories"), 405), (guarded.get("/api/v1/stories"), 401)):
        assert answer.status_code == status and answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["status"] == status and answer.json()["detail"]


def test_a_head_is_answered_like_a_get(client: TestClient) -> None:
    assert client.head("/").status_code == 200
    assert client.head("/nowhere").status_code == 404


def test_no_cookie_is_set_but_by_what_people_read(client: TestClient) -> None:
    for address in ("/healthz", "/api/v1/stories", "/static/sayso.css", "/places", "/search", "/metrics", "/nowhere"):
        assert "set-cookie" not in client.get(address).headers, address


def test_a_body_that_comes_too_slowly_is_not_waited_for() -> None:
    async def read_all(scope: Scope, receive: Receive, send: Send) -> None:
        with pytest.raises(HTTPException) as refusal:
            await receive()
        assert refusal.value.status_code == 408
        await Response(status_code=408)(scope, receive, send)

    async def never_come() -> Message:
        await asyncio.Event().wait()
        raise AssertionError

    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    guard = Guard(read_all, token=None, hosts=None, most_bytes=100, read_only=False, body_seconds=0.0)
    scope = {"type": "http", "method": "POST", "path": "/add", "headers": [], "query_string": b""}
    run_alone(guard(scope, never_come, send))
    assert sent[0]["status"] == 408


def test_after_the_body_nothing_is_hurried() -> None:
    async def wait_for_the_end(scope: Scope, receive: Receive, send: Send) -> None:
        assert (await receive())["body"] == b"whole"
        assert (await receive())["type"] == "http.disconnect"

    coming = iter([{"type": "http.request", "body": b"whole"}, {"type": "http.disconnect"}])

    async def receive() -> Message:
        return next(coming)

    async def send(_: Message) -> None:
        raise AssertionError

    guard = Guard(wait_for_the_end, token=None, hosts=None, most_bytes=100, read_only=False)
    scope = {"type": "http", "method": "POST", "path": "/add", "headers": [], "query_string": b""}
    run_alone(guard(scope, receive, send))


def test_a_fault_is_told_without_its_inside(sample_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> str:
        raise ZeroDivisionError("secret inside")

    monkeypatch.setattr("sayso.server.pages.show", fail)
    client = TestClient(make_app(sample_path, Settings()), base_url="http://localhost", raise_server_exceptions=False)
    answer = client.get("/")
    assert answer.status_code == 500 and "secret" not in answer.text
    assert answer.headers["content-security-policy"] == POLICY
