"""Map stations on this machine: a few worker processes, each with limits, each replaced when it fails or grows old.

A function that hangs, eats memory or crashes cannot be stopped from inside; a process can. So every record is read in a
worker, be it one: a handful of pages costs one worker, no more. Batches make good use of a worker; when one fails it is
run again record by record, and only what fails by itself is given up.

A thread hands batches to the workers and takes what they give back, so that none of them waits while the caller is busy
with the results. Records are taken, and results given, in the caller's own thread.
"""

from __future__ import annotations

import json
import math
import os
import signal
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from threading import Condition, Thread
from typing import Any, Generic, TypeVar, cast

from sayso.errors import SaysoError
from sayso.model import Discard
from sayso.run import cut_batches
from sayso.run.worker import COMMAND, Outcome

T = TypeVar("T")
R = TypeVar("R")

START_SECONDS = 120.0
"""How long a worker may take to start and to load what it needs."""

BATCHES_AHEAD = 4
"""Batches for each worker that may be under way or waiting to be yielded: what it is busy with while the caller is."""

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


class _Work(Generic[T, R]):
    """What is to be done in one `run`: shared by the caller's thread, which adds batches and waits for them, and the
    thread that serves the workers."""

    def __init__(self, function: Callable[[Sequence[T]], Sequence[R]], name: Callable[[T], str]) -> None:
        self.function = function
        self.name = name
        self.waiting: deque[_Job] = deque()
        self.news, self._bell = Pipe(duplex=False)  # readable when there is something new to do
        self._change = Condition()
        self._failed: BaseException | None = None
        self.ended = False

    def add(self, records: Sequence[T]) -> _Batch[T, R]:
        """Let these records be run."""
        batch: _Batch[T, R] = _Batch(records, [None] * len(records), len(records))
        self.waiting.append(_Job(batch, range(len(records))))
        self._bell.send_bytes(b"!")
        return batch

    def finish(self, job: _Job, results: Sequence[Any]) -> None:
        """Keep the results of a job."""
        with self._change:
            job.batch.results[job.places.start : job.places.stop] = results
            job.batch.open -= len(job.places)
            self._change.notify()

    def fail(self, error: BaseException) -> None:
        """Nothing more will be done."""
        with self._change:
            self._failed = error
            self._change.notify()

    def wait_for(self, batch: _Batch[T, R]) -> None:
        """Return when all of the batch is done. Raises what went wrong with the workers."""
        with self._change:
            self._change.wait_for(lambda: not batch.open or self._failed)
            if batch.open and self._failed:
                raise self._failed

    def end(self) -> None:
        """The caller wants no more."""
        self.ended = True
        self._bell.close()  # readable, too: the end of the file


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
        work = _Work(function, name)
        server = Thread(target=self._serve, args=(work,), name="sayso-workers", daemon=True)
        server.start()
        try:
            yield from self._take(work, cut_batches(records, batch or self.batch))
        finally:  # also when the caller has had enough, or pressed Ctrl-C
            work.end()
            server.join()
            work.news.close()
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

    def _take(self, work: _Work[T, R], parts: Iterator[Sequence[T]]) -> Iterator[tuple[T, R | Discard]]:
        """Keep some batches ahead at work, and yield what is done, in order."""
        ahead = BATCHES_AHEAD * self._size()
        batches: deque[_Batch[T, R]] = deque()
        while True:
            while len(batches) < ahead and (taken := next(parts, None)):
                batches.append(work.add(taken))
            if not batches:
                return
            work.wait_for(batches[0])
            done = batches.popleft()
            yield from cast("Iterator[tuple[T, R | Discard]]", zip(done.records, done.results, strict=True))

    def _serve(self, work: _Work[Any, Any]) -> None:
        """Hand out jobs and take in results until the caller wants no more. Runs in a thread of its own."""
        try:
            while not work.ended:
                self._assign(work)
                self._collect(work)
        except BaseException as error:  # noqa: BLE001 - raised again in the caller's thread
            work.fail(error)

    # --- who does what ---

    def _size(self) -> int:
        if self.workers:
            return self.workers
        return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1

    def _assign(self, work: _Work[Any, Any]) -> None:
        """Give waiting jobs to workers that are ready; start workers while there are more jobs than them."""
        waiting = work.waiting
        for worker in [worker for worker in self._team if worker.ready and worker.job is None]:
            if not waiting:
                return
            if worker.served and (waiting[0].fresh or worker.served >= self.pages):
                self._dismiss(worker)
                continue
            self._hand_over(worker, work)
        starting = sum(not worker.ready for worker in self._team)
        for _ in range(min(len(waiting) - starting, self._size() - len(self._team))):
            self._team.append(self._start())

    def _hand_over(self, worker: _Worker, work: _Work[Any, Any]) -> None:
        try:
            worker.connection.send((self.seconds, work.function, work.waiting[0].records))
        except ConnectionError:  # it died while it had nothing to do
            self._dismiss(worker)
            return
        worker.job = work.waiting.popleft()
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

    def _collect(self, work: _Work[Any, Any]) -> None:
        """Wait for news from the caller or from a worker; hear what workers have to say, and stop those that have run
        out of time."""
        busy = [worker for worker in self._team if worker.job is not None or not worker.ready]
        left = min((worker.deadline for worker in busy), default=math.inf) - time.monotonic()
        heard = wait([work.news, *(worker.connection for worker in busy)], max(0.0, left) if busy else None)
        if work.news in heard and not work.ended:
            work.news.recv_bytes()
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
                self._finish(worker, worker.job, outcome, value, work)

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

    def _finish(self, worker: _Worker, job: _Job, outcome: str, value: Any, work: _Work[Any, Any]) -> None:
        """Keep the results of a worker's job, or run its records again, or give its only record up."""
        worker.job = None
        was_fresh = worker.served == 0
        worker.served += len(job.places)
        ended = outcome in (LATE, DIED, Outcome.MEMORY)
        if ended:
            self._dismiss(worker)
        if outcome == Outcome.DONE and len(value) != len(job.places):
            outcome, value = Outcome.BROKE, f"{len(value)} results for {len(job.places)} records"
        if outcome == Outcome.DONE:
            work.finish(job, value)
        elif len(job.places) > 1:
            work.waiting.extendleft(_Job(job.batch, range(place, place + 1)) for place in reversed(job.places))
        elif ended and outcome != LATE and not was_fresh:  # perhaps it was not the record, but what came before it
            work.waiting.appendleft(_Job(job.batch, job.places, fresh=True))
        else:
            station = value[0] if outcome == Outcome.INPUT else STATION
            reason = self._explain(worker, outcome, value)
            work.finish(job, [Discard(input=work.name(job.records[0]), station=station, reason=reason)])

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


def _describe_end(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"
