"""What a person names on the command line → bytes and where they were found. Nothing is parsed here."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from sayso.errors import InputError, NotFoundError, TooLargeError, UnreadableError
from sayso.model import Capture, Discard, Found
from sayso.read import page_id

STDIN = "-"


def list_inputs(given: Iterable[str]) -> list[str | Discard]:
    """The files behind the names given: folders are walked in order of names, hidden files passed over.

    A folder that may not be entered, or that holds nothing, becomes a `Discard`.
    """
    found: list[str | Discard] = []
    for name in given:
        if name == STDIN or "://" in name:
            found.append(name)
        elif Path(name).is_dir():
            found.extend(_walk(name))
        else:
            found.append(os.path.normpath(name))
    return found


def _walk(folder: str) -> Iterator[str | Discard]:
    refused: list[OSError] = []
    empty = True
    for place, folders, files in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                empty = False
                yield os.path.normpath(os.path.join(place, name))  # noqa: PTH118 - may be given relative, stays so
    for error in refused:
        yield Discard(
            input=str(error.filename),
            station="read",
            reason=f"{error.filename}: this folder may not be read ({error.strerror}). Change its permissions.",
        )
    if empty and not refused:
        yield Discard(input=folder, station="read", reason=f"{folder}: there is no file in this folder.")


def load_input(name: str, *, max_bytes: int, stdin: BinaryIO) -> Found:
    """The bytes behind one name.

    Raises:
        InputError: there is no such file, it may not be read, or it is larger than `max_bytes`.
    """
    if "://" in name:
        raise InputError(
            f"{name}: this version reads files and standard input only. Save the page and add the file.", station="read"
        )
    data = stdin.read(max_bytes + 1) if name == STDIN else _read_file(Path(name), max_bytes)
    if len(data) > max_bytes:
        raise TooLargeError(
            f"{name}: larger than {max_bytes:,} bytes. Split it, or raise the limit with SAYSO_PAGE_BYTES."
        )
    return Found(capture=Capture(page=page_id(data), path=name), data=data)


def _read_file(path: Path, max_bytes: int) -> bytes:
    try:
        if not path.is_file():
            if path.exists():
                raise UnreadableError(f"{path}: neither a file nor a folder.")
            raise NotFoundError(f"{path}: there is no such file. Check the name.")
        with path.open("rb") as file:
            return file.read(max_bytes + 1)
    except OSError as error:
        raise UnreadableError(f"{path}: cannot be read ({error.strerror}).") from error
