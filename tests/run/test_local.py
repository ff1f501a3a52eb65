"""Workers are real processes here: they hang, eat memory, crash and are killed, and only the guilty record fails."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
import run_jobs

from sayso.errors import SaysoError
from sayso.model import Discard
from sayso.run.local import BATCHES_AHEAD, LocalRunner

MEGABYTE = 1_000_000


def make_runner(**options: Any) -> LocalRunner:
    limits: dict[str, Any] = {"workers": 1, "seconds": 30.0, "memory": 400 * MEGABYTE, "pages": 1000, "batch": 4}
    return LocalRunner(**(limits | options))


def run(records: Sequence[str], **options: Any) -> list[Any]:
    """What became of each record: the worker's process id, or the Discard."""
    with closing(make_runner(**options)) as runner:
        pairs = list(runner.run(run_jobs.answer, records, name=lambda record: f"{record}.txt"))
    assert [record for record, _ in pairs] == list(records)
    for record, result in pairs:
        assert isinstance(result, Discard) or result[0] == record
    return [result if isinstance(result, Discard) else result[1] for _, result in pairs]


def is_gone(process: int) -> bool:
    """Whether no such process is left, not even a zombie."""
    return not Path(f"/proc/{process}").exists() if Path("/proc").exists() else True


def has_ended(process: int) -> bool:
    """Whether the process runs no more; an orphan may wait a while for whoever collects it."""
    try:
        status = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return True
    return status.rpartition(")")[2].split()[0] == "Z"


def test_results_come_in_order_from_several_workers() -> None:
    results = run([f"page {number}" for number in range(60)], workers=2, batch=3)
    assert 1 <= len(set(results)) <= 2
    assert all(is_gone(process) for process in results)


def test_a_few_records_cost_one_worker() -> None:
    assert len(set(run(["a", "b", "c"], workers=8))) == 1


def test_nothing_costs_no_worker() -> None:
    runner = make_runner()
    assert list(runner.run(run_jobs.answer, [], name=str)) == []
    assert runner._team == []


@pytest.mark.parametrize(
    ("guilty", "station", "reason", "options"),
    [
        ("sleep", "run", r"took longer than 1 s", {"seconds": 1.0}),
        ("spin", "run", r"took longer than 1 s", {"seconds": 1.0}),
        ("eat", "run", r"needed more than 0\.4 GB of memory", {}),
        ("kill", "run", r"ended its worker \(SIGKILL\)", {}),
        ("crash", "run", r"ended its worker \(SIG(SEGV|BUS)\)", {}),
        ("unreadable", "split", r"it is empty", {}),
        ("bug", "run", r"broke the program: ZeroDivisionError: a fault of ours \(.*run_jobs\.py, line \d+\)", {}),
        ("deep", "run", r"broke the program: RecursionError: .*", {}),
    ],
)
@pytest.mark.parametrize("batch", [1, 4])
def test_only_the_guilty_record_fails(
    guilty: str, station: str, reason: str, options: dict[str, Any], batch: int
) -> None:
    results = run(["a", "b", guilty, "c", "d", "e"], batch=batch, **options)
    (discard,) = (result for result in results if isinstance(result, Discard))
    assert results.index(discard) == 2
    assert (discard.input, discard.station, discard.page) == (f"{guilty}.txt", station, None)
    assert re.fullmatch(reason, discard.reason), discard.reason


def test_many_guilty_records_of_all_kinds() -> None:
    guilty = ["sleep", "eat", "kill", "bug", "unreadable"]
    records = [word for number in range(4) for word in (f"page {number}", guilty[number], f"more {number}")]
    results = run(records, workers=2, seconds=1.0, batch=5)
    failed = [record for record, result in zip(records, results, strict=True) if isinstance(result, Discard)]
    assert failed == guilty[:4]


def test_a_record_is_not_blamed_for_what_came_before_it() -> None:
    results = run(["leak"] * 12, batch=1)
    assert not any(isinstance(result, Discard) for result in results)
    assert len(set(results)) > 1


def test_workers_are_replaced_after_so_many_records() -> None:
    results = run([f"page {number}" for number in range(24)], pages=8, batch=4)
    assert [results.count(process) for process in dict.fromkeys(results)] == [8, 8, 8]


def test_workers_are_kept_between_runs_and_ended_by_close() -> None:
    runner = make_runner()
    (_, first), (_, second) = (next(iter(runner.run(run_jobs.answer, ["a"], name=str))) for _ in range(2))
    assert first == second
    assert not isinstance(first, Discard)
    runner.close()
    assert is_gone(first[1])


def test_workers_are_prepared_once() -> None:
    with closing(make_runner(initialise=run_jobs.prepare, batch=1)) as runner:
        results = [result for _, result in runner.run(run_jobs.answer, ["prepared"] * 3, name=str)]
    assert {result[0] for result in results if not isinstance(result, Discard)} == {"yes"}


@pytest.mark.parametrize(
    ("initialise", "reason"),
    [
        (run_jobs.refuse, "could not start: no model is installed"),
        (run_jobs.die_at_once, r"could not start: ended its worker \(exit code 3\)"),
    ],
)
def test_workers_that_cannot_start_end_the_run(initialise: Callable[[], None], reason: str) -> None:
    with closing(make_runner(initialise=initialise)) as runner:
        with pytest.raises(SaysoError, match=reason):
            list(runner.run(run_jobs.answer, ["a"], name=str))
        assert runner._team == []


@pytest.mark.parametrize(
    ("function", "reason"),
    [
        (run_jobs.answer_too_few, "0 results for 1 records"),
        (run_jobs.answer_unsendable, "pickle"),
        (run_jobs.refuse_all, "a is too large"),
    ],
)
def test_a_function_that_breaks_its_promise(function: Callable[[Any], Any], reason: str) -> None:
    with closing(make_runner()) as runner:
        results = list(runner.run(function, ["a", "b"], name=str))
    assert [record for record, _ in results] == ["a", "b"]
    assert all(isinstance(result, Discard) for _, result in results)
    assert reason in results[0][1].reason


def test_big_records_and_results_pass() -> None:
    records = [bytes([number]) * 3_000_000 for number in range(6)]
    with closing(make_runner(workers=2, batch=2)) as runner:
        pairs = list(runner.run(run_jobs.answer_big, records, name=lambda record: str(record[0])))
    assert [result for _, result in pairs] == [record * 2 for record in records]


def test_it_reads_ahead_only_so_far() -> None:
    taken = 0

    def records() -> Iterator[str]:
        nonlocal taken
        for taken in range(1, 1000):
            yield f"page {taken}"

    with closing(make_runner(batch=2)) as runner:
        results = runner.run(run_jobs.answer, records(), name=str)
        for _ in range(3):
            next(results)
        assert taken <= 2 * (BATCHES_AHEAD + 2)
        results.close()  # type: ignore[attr-defined]
        assert list(runner.run(run_jobs.answer, ["a"], name=str))[-1][0] == "a"


def test_one_run_at_a_time() -> None:
    with closing(make_runner()) as runner:
        first = runner.run(run_jobs.answer, ["a", "b"], name=str)
        next(first)
        with pytest.raises(RuntimeError):
            next(iter(runner.run(run_jobs.answer, ["c"], name=str)))


def test_a_caller_that_stops_leaves_no_busy_worker() -> None:
    runner = make_runner(batch=1)
    results = runner.run(run_jobs.answer, ["a", "sleep", "sleep"], name=str)
    next(results)
    team = [worker.process.pid for worker in runner._team]
    results.close()  # type: ignore[attr-defined]
    runner.close()
    assert team
    assert all(is_gone(process) for process in team)


SCRIPT = """
import sys
sys.path.insert(0, sys.argv[1])
import run_jobs
from sayso.run.local import LocalRunner

# No `if __name__ == "__main__"`: a plain script must do.
runner = LocalRunner(workers=2, seconds=50.0, batch=1)
for record, result in runner.run(run_jobs.answer, ["print", "a", *sys.argv[2:]], name=str):
    print(record, flush=True)
    if record == "a":
        print(*(worker.process.pid for worker in runner._team), flush=True)
runner.close()
"""


def start_script(*records: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", SCRIPT, str(Path(run_jobs.__file__).parent), *records]
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
        preexec_fn=heed_ctrl_c,
    )


def heed_ctrl_c() -> None:
    """A background job of a shell ignores Ctrl-C, and so would what it starts."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_a_plain_script_is_not_run_again_by_its_workers() -> None:
    with start_script("b") as script:
        output, errors = script.communicate(timeout=60)
    lines = output.splitlines()
    assert [lines[0], lines[1], lines[3]] == ["print", "a", "b"]
    assert errors == ""


def test_ctrl_c_ends_everything_quietly() -> None:
    with start_script("sleep", "spin") as script:
        assert script.stdout is not None
        assert [script.stdout.readline() for _ in range(2)] == ["print\n", "a\n"]
        workers = [int(process) for process in script.stdout.readline().split()]
        time.sleep(0.3)
        pressed = time.monotonic()
        os.killpg(script.pid, signal.SIGINT)  # as a terminal does: to the whole group
        _, errors = script.communicate(timeout=30)
    assert time.monotonic() - pressed < 10
    assert script.returncode == -signal.SIGINT
    assert errors.count("Traceback") == 1  # the script's own
    assert errors.rstrip().endswith("KeyboardInterrupt")
    assert workers
    assert all(is_gone(process) for process in workers)


def test_workers_end_when_their_parent_is_killed() -> None:
    with start_script() as script:
        assert script.stdout is not None
        script.stdout.readline()
        script.stdout.readline()
        workers = [int(process) for process in script.stdout.readline().split()]
        script.kill()
    deadline = time.monotonic() + 10
    while not all(map(has_ended, workers)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert workers
    assert all(map(has_ended, workers))


def test_workers_go_on_while_the_caller_is_busy() -> None:
    with closing(make_runner(batch=1)) as runner:
        results = runner.run(run_jobs.answer, [f"page {number}" for number in range(BATCHES_AHEAD)], name=str)
        next(results)
        deadline = time.monotonic() + 60
        while runner._team[0].served < BATCHES_AHEAD and time.monotonic() < deadline:
            time.sleep(0.01)  # the caller takes no results
        assert runner._team[0].served == BATCHES_AHEAD
        assert len(list(results)) == BATCHES_AHEAD - 1


def test_what_goes_wrong_with_the_records_ends_the_run() -> None:
    def records() -> Iterator[str]:
        yield "a"
        raise KeyError("b")

    with closing(make_runner(batch=1)) as runner:
        with pytest.raises(KeyError):
            list(runner.run(run_jobs.answer, records(), name=str))
        assert [result for _, result in runner.run(run_jobs.answer, ["c"], name=str)]
