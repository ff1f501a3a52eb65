"""What a monitor is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from sayso.server.app import make_app
from sayso.server.metrics import BOUNDS, COUNT_AGAIN, Census, Meter, name_room
from sayso.settings import Settings

LINE = re.compile(r'sayso_[a-z_]+(\{[a-z]+="[^"]*"(,[a-z]+="[^"]*")*\})? [0-9.]+')


def test_every_line_is_prometheus_text(sample_path: Path) -> None:
    client = TestClient(make_app(sample_path, Settings()), base_url="http://localhost")
    client.get("/")
    client.get("/stories/nothing")
    client.get("/<script>/x")
    answer = client.get("/metrics")
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    for line in answer.text.splitlines():
        assert line.startswith(("# HELP ", "# TYPE ")) or LINE.fullmatch(line), line
    assert 'sayso_answers_total{room="front",status="200"} 1' in answer.text
    assert 'sayso_answers_total{room="stories",status="404"} 1' in answer.text
    assert 'sayso_answers_total{room="other",status="404"} 1' in answer.text
    assert re.search(r'sayso_records\{kind="articles"\} [1-9]', answer.text)
    assert client.get("/metrics", headers={"if-none-match": "*"}).status_code == 304


def test_buckets_add_up() -> None:
    meter = Meter()
    for seconds in (0.001, BOUNDS[0], 0.2, 99.0):
        meter.note("front", 200, seconds)
    lines = dict(line.rsplit(" ", 1) for line in meter.lines() if not line.startswith("#"))
    assert lines['sayso_answer_seconds_bucket{room="front",le="0.005"}'] == "2"
    assert lines['sayso_answer_seconds_bucket{room="front",le="0.25"}'] == "3"
    assert lines['sayso_answer_seconds_bucket{room="front",le="+Inf"}'] == "4"
    assert lines['sayso_answer_seconds_count{room="front"}'] == "4"


def test_records_are_counted_once_a_minute_and_their_age_is_told() -> None:
    seconds, counted = iter([0.0, 7.0, COUNT_AGAIN]), iter([3, 4])
    census = Census(lambda: {"pages": next(counted)}, lambda: next(seconds))
    told = [[line for line in census.lines() if not line.startswith("#")] for _ in range(3)]
    assert told == [
        ['sayso_records{kind="pages"} 3', "sayso_records_age_seconds 0"],
        ['sayso_records{kind="pages"} 3', "sayso_records_age_seconds 7"],
        ['sayso_records{kind="pages"} 4', "sayso_records_age_seconds 0"],
    ]


@pytest.mark.parametrize(
    ("path", "room"),
    [("/", "front"), ("/stories/x", "stories"), ("/api/v1/stories", "api"), ("/etc/passwd", "other"), ("x", "other")],
)
def test_name_room(path: str, room: str) -> None:
    assert name_room(path) == room


def test_metrics_need_the_token(sample_path: Path) -> None:
    client = TestClient(make_app(sample_path, Settings(), token="a long enough secret"), base_url="http://localhost")
    answer = client.get("/metrics")
    assert answer.status_code == 401 and answer.headers["content-type"] == "application/problem+json"
