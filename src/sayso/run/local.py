"""Map stations on this machine: a few worker processes, each with limits, each replaced when it fails or grows old.

A function that hangs, eats memory or crashes cannot be stopped from inside; a process can. So every record is read in a
worker, be it one: a handful of pages costs one worker, no more. Batches make good use of a worker; when one fails it is
run again record by record, and only what fails by itself is given up.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

from sayso.errors import SaysoError
from sayso.model import Discard
from sayso.run.worker import COMMAND, Outcome

T = TypeVar("T")
R = TypeVar("R")

START_SECONDS = 120.0
"""How long a worker may take to start and to load what it needs."""

BATCHES_AHEAD = 3
"""Batches for each worker that may be under way or waiting to be yielded."""

ONE_THREAD = {f"{library}_NUM_THREADS": "1" for library in ("OPENBLAS", "OMP", "MKL")}
"""A worker is one thread: there are as many workers as cores."""

STATION = "run"

# How a job may end beside what its worker says.
LATE, DIED = "late", "died"


@dataclass
class _Batch(Generic[T, R]):
    """Records in order, and their results as they come in."""

    records: Sequence[T]
    results: list[R | Discard | None]
    open: int


@dataclass
class _Job:
    """Some records of a batch, run in one call. `fresh`: only a worker that has run nothing before will do."""

    batch: _Batch[Any, Any]
    places: range
    fresh: bool = False

    @property
    def records(self) -> Sequence[Any]:
        return self.batch.records[self.places.start : self.places.stop]


@dataclass(eq=False)
class _Worker:
    """One process and what it is doing."""

    process: subprocess.Popen[bytes]
    connection: Connection
    deadline: float
    job: _Job | None = None
    ready: bool = False
    served: int = 0

    def end(self) -> None:
        """Kill it; nothing of it stays behind."""
        self.process.kill()
        self.process.wait()
        self.connection.close()


@dataclass(kw_only=True)
class LocalRunner:
    """A `Runner` over processes of this machine. One `run` at a time.

    Limits hold for each record: `seconds` of time, `memory` bytes of a worker's data (on Linux). `pages` records after
    its start a worker is replaced by a fresh one. `initialise` runs once in each worker before its first batch.
    """

    workers: int = 0  # 0: one for each core
    seconds: float = 60.0
    memory: int = 2_000_000_000
    pages: int = 2_000
    batch: int = 16
    initialise: Callable[[], None] | None = None
    _team: list[_Worker] = field(default_factory=list, init=False)
    _running: bool = field(default=False, init=False)

    def run(
        self,
        function: Callable[[Sequence[T]], Sequence[R]],
        records: Iterable[T],
        *,
        name: Callable[[T], str],
        batch: int | None = None,
    ) -> Iterator[tuple[T, R | Discard]]:
        """Results as they come, in the records' order. Lazy: reads ahead only as far as the workers need. `batch`: the
        records that a worker gets at once, where not the runner's.

        Raises:
            SaysoError: workers cannot be started.
        """
        if self._running:
            raise RuntimeError("This runner is running already.")
        self._running = True
        try:
            yield from self._run(function, _cut(iter(records), batch or self.batch), name)
        finally:  # also when the caller has had enough, or pressed Ctrl-C
            self._running = False
            for worker in [worker for worker in self._team if worker.job is not None or not worker.ready]:
                self._dismiss(worker)

    def close(self) -> None:
        """End the workers."""
        for worker in list(self._team):
            self._dismiss(worker)

    def __enter__(self) -> LocalRunner:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _run(
        self, function: Any, parts: Iterator[Sequence[Any]], name: Callable[[Any], str]
    ) -> Iterator[tuple[Any, Any]]:
        ahead = BATCHES_AHEAD * self._size()
        batches: deque[_Batch[Any, Any]] = deque()
        waiting: deque[_Job] = deque()
        while True:
            while len(batches) < ahead and (taken := next(parts, None)):
                batches.append(_Batch(taken, [None] * len(taken), len(taken)))
                waiting.append(_Job(batches[-1], range(len(taken))))
            if not batches:
                return
            self._assign(function, waiting)
            if batches[0].open:
                self._collect(waiting, name)
                continue
            done = batches.popleft()
            for pair in zip(done.records, done.results, strict=True):
                yield pair
                self._collect(waiting, name, patient=False)  # while the caller is busy, the workers should be too
                self._assign(function, waiting)

    # --- who does what ---

    def _size(self) -> int:
        if self.workers:
            return self.workers
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

    def _assign(self, function: Any, waiting: deque[_Job]) -> None:
        """Give waiting jobs to workers that are ready; start workers while there are more jobs than them."""
        for worker in [worker for worker in self._team if worker.ready and worker.job is None]:
            if not waiting:
                return
            if worker.served and (waiting[0].fresh or worker.served >= self.pages):
                self._dismiss(worker)
                continue
            self._hand_over(worker, function, waiting)
        starting = sum(not worker.ready for worker in self._team)
        for _ in range(min(len(waiting) - starting, self._size() - len(self._team))):
            self._team.append(self._start())

    def _hand_over(self, worker: _Worker, function: Any, waiting: deque[_Job]) -> None:
        try:
            worker.connection.send((self.seconds, function, waiting[0].records))
        except ConnectionError:  # it died while it had nothing to do
            self._dismiss(worker)
            return
        worker.job = waiting.popleft()
        worker.deadline = time.monotonic() + self.seconds

    def _start(self) -> _Worker:
        ours, theirs = Pipe()
        command = [sys.executable, "-P", "-c", COMMAND, str(theirs.fileno()), json.dumps(sys.path)]
        with theirs:
            process = subprocess.Popen(  # noqa: S603 - our own Python
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                env=os.environ | ONE_THREAD,
                process_group=0,  # Ctrl-C in a terminal goes to the parent alone
            )
        worker = _Worker(process, ours, time.monotonic() + START_SECONDS)
        try:
            ours.send((self.memory, self.initialise))
        except BaseException:
            worker.end()
            raise
        return worker

    def _dismiss(self, worker: _Worker) -> None:
        self._team.remove(worker)
        worker.end()

    # --- how it went ---

    def _collect(self, waiting: deque[_Job], name: Callable[[Any], str], *, patient: bool = True) -> None:
        """Hear what workers have to say, and stop those that have run out of time; if patient, wait for one."""
        busy = [worker for worker in self._team if worker.job is not None or not worker.ready]
        if not busy:
            return
        nearest = min(worker.deadline for worker in busy) if patient else 0.0
        heard = wait([worker.connection for worker in busy], max(0.0, nearest - time.monotonic()))
        now = time.monotonic()
        for worker in busy:
            if worker.connection in heard:
                outcome, value = self._listen(worker)
            elif worker.deadline <= now:
                outcome, value = LATE, None
            else:
                continue
            if worker.job is None:
                self._check_start(worker, outcome, value)
            else:
                self._finish(worker, outcome, value, waiting, name)

    def _listen(self, worker: _Worker) -> tuple[str, Any]:
        try:
            outcome, value = worker.connection.recv()
        except (EOFError, ConnectionError):
            return DIED, None
        return outcome, value

    def _check_start(self, worker: _Worker, outcome: str, value: Any) -> None:
        if outcome == Outcome.DONE:
            worker.ready = True
            return
        self._dismiss(worker)
        reason = f"took longer than {START_SECONDS:g} s" if outcome == LATE else self._explain(worker, outcome, value)
        raise SaysoError(f"A worker could not start: {reason.rstrip('.')}.")

    def _finish(
        self, worker: _Worker, outcome: str, value: Any, waiting: deque[_Job], name: Callable[[Any], str]
    ) -> None:
        """Keep the results of a worker's job, or run its records again, or give its only record up."""
        job, worker.job = worker.job, None
        assert job is not None
        was_fresh = worker.served == 0
        worker.served += len(job.places)
        ended = outcome in (LATE, DIED, Outcome.MEMORY)
        if ended:
            self._dismiss(worker)
        if outcome == Outcome.DONE and len(value) != len(job.places):
            outcome, value = Outcome.BROKE, f"{len(value)} results for {len(job.places)} records"
        if outcome == Outcome.DONE:
            _fill(job, value)
        elif len(job.places) > 1:
            waiting.extendleft(_Job(job.batch, range(place, place + 1)) for place in reversed(job.places))
        elif ended and outcome != LATE and not was_fresh:  # perhaps it was not the record, but what came before it
            waiting.appendleft(_Job(job.batch, job.places, fresh=True))
        else:
            station = value[0] if outcome == Outcome.INPUT else STATION
            reason = self._explain(worker, outcome, value)
            _fill(job, [Discard(input=name(job.records[0]), station=station, reason=reason)])

    def _explain(self, worker: _Worker, outcome: str, value: Any) -> str:
        if outcome == Outcome.INPUT:
            return str(value[1])
        if outcome == LATE:
            return f"took longer than {self.seconds:g} s"
        if outcome == Outcome.MEMORY:
            return f"needed more than {self.memory / 1e9:.2g} GB of memory"
        if outcome == DIED:
            return f"ended its worker ({_describe_end(worker.process.returncode)})"
        return f"broke the program: {value}"


def _cut(records: Iterator[T], size: int) -> Iterator[Sequence[T]]:
    while part := list(islice(records, size)):
        yield part


def _fill(job: _Job, results: Sequence[Any]) -> None:
    job.batch.results[job.places.start : job.places.stop] = results
    job.batch.open -= len(job.places)


def _describe_end(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
