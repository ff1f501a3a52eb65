"""What the runner's tests let workers do. A record is a word; most are given back with the worker's process id."""

from __future__ import annotations

import ctypes
import os
import time
from collections.abc import Sequence

from sayso.errors import TooLargeError, UnreadableError

prepared: list[str] = []
leak: list[bytearray] = []


def prepare() -> None:
    prepared.append("yes")


def refuse() -> None:
    raise UnreadableError("no model is installed")


def die_at_once() -> None:
    os._exit(3)


def answer(records: Sequence[str]) -> list[tuple[str, int]]:
    return [(_act(record), os.getpid()) for record in records]


def _act(record: str) -> str:
    match record.split()[0]:
        case "sleep":
            time.sleep(60)
        case "spin":
            sum(range(10**11))
        case "eat":
            hoard = [bytearray(20_000_000) for _ in range(100)]
            return str(len(hoard))
        case "leak":
            leak.append(bytearray(60_000_000))
        case "kill":
            os.kill(os.getpid(), 9)
        case "crash":
            ctypes.string_at(0)
        case "unreadable":
            raise UnreadableError("it is empty", station="split")
        case "bug":
            raise ZeroDivisionError("a fault of ours")
        case "deep":
            return _act(record) + record
        case "prepared":
            return ",".join(prepared)
        case "print":
            os.write(1, b"not for the user's output")
    return record


def answer_too_few(records: Sequence[str]) -> list[str]:
    return list(records)[1:]


def answer_unsendable(records: Sequence[str]) -> list[object]:
    return [lambda: None for _ in records]


def answer_big(records: Sequence[bytes]) -> list[bytes]:
    return [record * 2 for record in records]


def refuse_all(records: Sequence[str]) -> list[str]:
    raise TooLargeError(f"{records[0]} is too large")
