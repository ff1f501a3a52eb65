"""How answers travel: tags, 304, packing."""

from __future__ import annotations

import asyncio

import pytest
from loops import run_alone
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from sayso.server.wire import Kind, Tagger, Turns, is_known, make_tag, tell_kind

ADDRESSES = ["/", "/api/v1/stories", "/static/sayso.css", "/healthz"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_who_has_an_answer_is_not_sent_it_again(client: TestClient, address: str) -> None:
    first = client.get(address)
    again = client.get(address, headers={"if-none-match": first.headers["etag"]})
    assert first.status_code == 200 and again.status_code == 304 and again.content == b""
    assert again.headers["etag"] == first.headers["etag"] and "content-security-policy" in again.headers
    assert client.get(address, headers={"if-none-match": '"another"'}).status_code == 200


def test_long_answers_are_packed_for_those_who_unpack(client: TestClient) -> None:
    packed = client.get("/", headers={"accept-encoding": "gzip"})
    plain = client.get("/", headers={"accept-encoding": "identity"})
    assert packed.headers["content-encoding"] == "gzip" and "content-encoding" not in plain.headers
    assert packed.text == plain.text and "accept-encoding" in packed.headers["vary"].lower()
    assert packed.headers["etag"] == plain.headers["etag"]


@pytest.mark.parametrize("address", ["/nowhere", "/stories/story-000000", "/api/v1/stories?limit=0"])
def test_what_is_not_there_has_no_tag(client: TestClient, address: str) -> None:
    answer = client.get(address, headers={"if-none-match": "*"})
    assert answer.status_code in (404, 422) and "etag" not in answer.headers


@pytest.mark.parametrize(
    ("header", "known"),
    [
        ('W/"a"', True),
        ('"a"', True),
        ('"b", W/"a"', True),
        ("*", True),
        ('"b"', False),
        ("", False),
        ("a", False),
        ('"a', False),
    ],
)
def test_is_known(header: str, known: bool) -> None:
    assert is_known(header, 'W/"a"') is known


def test_the_same_bytes_have_the_same_tag() -> None:
    assert make_tag(b"one") == make_tag(b"one") != make_tag(b"two")


@pytest.mark.parametrize(
    ("method", "path", "kind"),
    [
        ("GET", "/", Kind.QUICK),
        ("GET", "/stories/story-0123", Kind.QUICK),
        ("GET", "/search", Kind.QUICK),
        ("GET", "/ask", Kind.SLOW),
        ("GET", "/api/v1/stories", Kind.SLOW),
        ("GET", "/nowhere", Kind.SLOW),
        ("GET", "/healthz", Kind.FREE),
        ("GET", "/static/sayso.css", Kind.FREE),
        ("POST", "/stories/story-0123/bookmark", Kind.FREE),
        ("GET", "", Kind.QUICK),
    ],
)
def test_with_which_requests_one_takes_turns(method: str, path: str, kind: Kind) -> None:
    assert tell_kind(method, path) is kind


class Room:
    """An application that notes who is inside at once, and lets them go when told."""

    def __init__(self) -> None:
        self.inside: list[str] = []
        self.most: dict[str, int] = {}
        self.order: list[str] = []
        self.gate = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        self.inside.append(scope["path"])
        self.order.append(scope["path"])
        room = scope["path"].split("/")[1]
        self.most[room] = max(self.most.get(room, 0), sum(path.startswith(f"/{room}/") for path in self.inside))
        await self.gate.wait()
        self.inside.remove(scope["path"])
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": scope["path"].encode()})


async def ask(app: Tagger, path: str, sent: list[bytes], wait: asyncio.Event | None = None) -> None:
    async def receive() -> Message:
        return {"type": "http.request"}

    async def send(message: Message) -> None:
        if wait is not None:
            await wait.wait()
        if message["type"] == "http.response.body":
            sent.append(message["body"])

    await app({"type": "http", "method": "GET", "path": path, "headers": []}, receive, send)


def test_who_reads_takes_turns_and_nothing_quick_waits_for_what_takes_long() -> None:
    async def run() -> None:
        room, sent = Room(), list[bytes]()
        turns = Turns(room)
        app = Tagger(turns)
        await turns({"type": "lifespan"}, None, None)  # type: ignore[arg-type]
        paths = ["/ask/1", "/ask/2", "/stories/1", "/stories/2", "/stories/3", "/static/1", "/static/2"]
        tasks = [asyncio.create_task(ask(app, path, sent)) for path in paths]
        await asyncio.sleep(0)
        assert room.inside == ["/ask/1", "/stories/1", "/static/1", "/static/2"]
        room.gate.set()
        await asyncio.gather(*tasks)
        assert room.most == {"ask": 1, "stories": 1, "static": 2}
        assert [path for path in room.order if "stories" in path] == paths[2:5] and len(sent) == len(paths)

    run_alone(run())


def test_a_slow_client_keeps_nobody_waiting() -> None:
    async def run() -> None:
        room, sent, never = Room(), list[bytes](), asyncio.Event()
        room.gate.set()
        turns = Turns(room)
        app = Tagger(turns)
        await turns({"type": "lifespan"}, None, None)  # type: ignore[arg-type]
        slow = asyncio.create_task(ask(app, "/stories/1", sent, never))
        await asyncio.sleep(0)
        await asyncio.wait_for(ask(app, "/stories/2", sent), 10)
        assert sent == [b"/stories/2"] and not slow.done()
        never.set()
        await slow

    run_alone(run())


def test_a_failure_is_told_and_lets_the_next_one_in() -> None:
    async def fail(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await send({"type": "http.response.start", "status": 500, "headers": []})
            await send({"type": "http.response.body", "body": b"no"})
            raise RuntimeError("no")

    async def run() -> None:
        sent: list[bytes] = []
        turns = Turns(fail)
        await turns({"type": "lifespan"}, None, None)  # type: ignore[arg-type]
        for _ in range(2):
            with pytest.raises(RuntimeError):
                await asyncio.wait_for(ask(Tagger(turns), "/stories/1", sent), 10)
        assert sent == [b"no", b"no"]

    run_alone(run())
