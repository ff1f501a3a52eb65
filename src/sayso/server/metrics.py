"""What a monitor asks: how many requests of what kind, how long they took, what the archive holds. In Prometheus' text
format (version 0.0.4); nothing is sent anywhere."""

from __future__ import annotations

import threading
import time
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from sayso.server.library import Library

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
"""Upper bounds of the buckets, in seconds."""

ROOMS = frozenset(
    "add api articles ask brief claims healthz judgements metrics organisations outlets pages places search speakers"  # noqa: SIM905 (a list would be twenty lines)
    " static stories".split()
)
"""First parts of addresses that are told apart; all others are one."""

COUNT_AGAIN = 60.0
"""Seconds for which the numbers of records are kept."""

MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8"


class Meter:
    """Counts what was asked for and how long the answers took, since the server started."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._answers: Counter[tuple[str, str]] = Counter()  # (room, status)
        self._buckets: dict[str, list[int]] = {}
        self._seconds: dict[str, float] = {}

    def note(self, room: str, status: int, seconds: float) -> None:
        """One answer more."""
        with self._lock:
            self._answers[room, str(status)] += 1
            buckets = self._buckets.setdefault(room, [0] * (len(BOUNDS) + 1))
            buckets[bisect_left(BOUNDS, seconds)] += 1
            self._seconds[room] = self._seconds.get(room, 0.0) + seconds

    def wrap(self, app: ASGIApp) -> ASGIApp:
        """The application, measured."""

        async def measured(scope: Scope, receive: Receive, send: Send) -> None:
            if scope["type"] != "http":
                await app(scope, receive, send)
                return
            start, status = time.perf_counter(), 500

            async def watch(message: Message) -> None:
                nonlocal status
                if message["type"] == "http.response.start":
                    status = message["status"]
                await send(message)

            try:
                await app(scope, receive, watch)
            finally:
                self.note(name_room(scope["path"]), status, time.perf_counter() - start)

        return measured

    def lines(self) -> Iterator[str]:
        """The counts, line by line."""
        with self._lock:
            answers, seconds = sorted(self._answers.items()), dict(self._seconds)
            buckets = {room: list(counts) for room, counts in sorted(self._buckets.items())}
        yield from _head("sayso_answers_total", "counter", "Answers by room and status.")
        for (room, status), number in answers:
            yield f'sayso_answers_total{{room="{room}",status="{status}"}} {number}'
        yield from _head("sayso_answer_seconds", "histogram", "How long answers took.")
        for room, counts in buckets.items():
            total = 0
            for bound, number in zip((*BOUNDS, "+Inf"), counts, strict=True):
                total += number
                yield f'sayso_answer_seconds_bucket{{room="{room}",le="{bound}"}} {total}'
            yield f'sayso_answer_seconds_sum{{room="{room}"}} {seconds[room]:.6f}'
            yield f'sayso_answer_seconds_count{{room="{room}"}} {total}'


def name_room(path: str) -> str:
    """The first part of the address where it is one of ours."""
    first = path.split("/", 2)[1] if path.startswith("/") else ""
    return first if first in ROOMS else "front" if path == "/" else "other"


class Census:
    """How many records the archive holds. Counting reads a whole index: it is done at most once in `COUNT_AGAIN`
    seconds, however often somebody asks or writes, and how old the numbers are is told with them."""

    def __init__(self, count: Callable[[], Mapping[str, int]], clock: Callable[[], float] = time.monotonic) -> None:
        self._count = count
        self._clock = clock
        self._lock = threading.Lock()
        self._taken: tuple[float, Mapping[str, int]] | None = None

    def lines(self) -> Iterator[str]:
        """The numbers, line by line. Raises what counting raises."""
        with self._lock:
            now = self._clock()
            if self._taken is None or now - self._taken[0] >= COUNT_AGAIN:
                self._taken = now, self._count()
            taken, counts = self._taken
        yield from _head("sayso_records", "gauge", "Records in the archive by kind.")
        for kind, number in sorted(counts.items()):
            yield f'sayso_records{{kind="{kind}"}} {number}'
        yield from _head("sayso_records_age_seconds", "gauge", "How long ago the records were counted.")
        yield f"sayso_records_age_seconds {now - taken:.0f}"


def make_router(library: Library) -> APIRouter:
    """The route over one library."""
    router = APIRouter(include_in_schema=False)

    def count() -> Mapping[str, int]:
        with library.reading() as archive:
            return archive.counts()

    census = Census(count)

    @router.get("/metrics")
    def read_metrics(request: Request) -> Response:
        meter: Meter = request.app.state.meter
        return PlainTextResponse("\n".join([*meter.lines(), *census.lines()]) + "\n", media_type=MEDIA_TYPE)

    return router


def _head(name: str, kind: str, text: str) -> Iterator[str]:
    yield f"# HELP {name} {text}"
    yield f"# TYPE {name} {kind}"
