"""A worker process: takes batches from its parent over a socket, runs them, sends back results or why there are none.

It is started with a command of its own (`COMMAND`), so that a script that uses sayso is not run again in its workers,
as `multiprocessing` would do.
"""

from __future__ import annotations

import contextlib
import math
import pickle
import signal
import traceback
from collections.abc import Callable
from enum import StrEnum
from multiprocessing.connection import Connection
from pathlib import PurePath
from typing import Any

from sayso.errors import InputError

COMMAND = """
import json, sys
sys.path[:] = json.loads(sys.argv[2])
from sayso.run.worker import main
main(int(sys.argv[1]))
"""
"""What a worker's Python is told to run; its arguments are the socket's descriptor and the parent's `sys.path`."""

GRACE_SECONDS = 5
"""How much longer than its parent a worker waits before it ends itself: the parent may be gone."""


class Outcome(StrEnum):
    """How a batch ended."""

    DONE = "done"  # with the results
    INPUT = "input"  # an InputError: (station, reason)
    MEMORY = "memory"  # a MemoryError
    BROKE = "broke"  # any other exception: its text


def main(descriptor: int) -> None:
    """Serve over the socket with this descriptor."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
    with contextlib.suppress(EOFError, ConnectionError):  # the parent hung up
        _serve(Connection(descriptor))


def _serve(connection: Connection) -> None:
    """Prepare, say so, and run batches until the parent hangs up. A message is (memory, initialise), then for each
    batch (seconds, function, records)."""
    outcome = _guard(_prepare, connection.recv_bytes())
    _reply(connection, outcome)
    while outcome[0] is Outcome.DONE:
        _reply(connection, _guard(_run, connection.recv_bytes()))


def _prepare(message: bytes) -> None:
    memory, initialise = pickle.loads(message)  # noqa: S301 - from our parent
    _limit_memory(memory)
    if initialise is not None:
        initialise()


def _run(message: bytes) -> Any:
    seconds, function, records = pickle.loads(message)  # noqa: S301 - from our parent
    signal.alarm(math.ceil(seconds) + GRACE_SECONDS)
    try:
        return function(records)
    finally:
        signal.alarm(0)


def _guard(act: Callable[[bytes], Any], message: bytes) -> tuple[Outcome, Any]:
    try:
        return Outcome.DONE, act(message)
    except MemoryError:
        return Outcome.MEMORY, None
    except Exception as error:  # noqa: BLE001 - whatever goes wrong with a record is its reason
        if isinstance(error, InputError):
            return Outcome.INPUT, (error.station, str(error))
        return Outcome.BROKE, _describe(error)


def _describe(error: Exception) -> str:
    last = traceback.extract_tb(error.__traceback__)[-1:]
    place = "".join(f" ({PurePath(frame.filename).name}, line {frame.lineno})" for frame in last)
    return f"{type(error).__name__}: {error}{place}"


def _reply(connection: Connection, outcome: tuple[Outcome, Any]) -> None:
    try:
        connection.send(outcome)
    except MemoryError:
        connection.send((Outcome.MEMORY, None))
    except ConnectionError:
        raise
    except Exception as error:  # noqa: BLE001 - results that cannot be sent
        connection.send((Outcome.BROKE, _describe(error)))


def _limit_memory(size: int) -> None:
    """Let an allocation beyond `size` bytes of data raise MemoryError. Only Linux holds to it."""
    import resource

    hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
    soft = size if hard == resource.RLIM_INFINITY else min(size, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
