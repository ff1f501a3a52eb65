"""How answers travel: tags, 304, packing."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from sayso.server.wire import is_known, make_tag

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
