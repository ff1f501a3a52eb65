"""What a person names on the command line → bytes of pages and where they were found."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from sayso.errors import InputError, NotFoundError, UnreadableError
from sayso.model import Discard, Found
from sayso.read.container import open_container

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


def load_inputs(name: str, *, max_bytes: int, stdin: BinaryIO) -> Iterator[Found | Discard]:
    """The pages behind one name, with their bytes: mostly one, of a WARC or a feed as many as it holds. What is no
    page, and what cannot be read, comes as a `Discard`."""
    try:
        if "://" in name:
            raise InputError(
                f"{name}: this version reads files and standard input only. Save the page and add the file.",
                station="read",
            )
        if name == STDIN:
            yield from open_container(BytesIO(stdin.read(max_bytes + 1)), name, max_bytes=max_bytes)
            return
        with _open_file(Path(name)) as file:
            yield from open_container(file, name, max_bytes=max_bytes)
    except InputError as error:
        yield Discard(input=name, station=error.station, reason=str(error))
    except OSError as error:
        yield Discard(input=name, station="read", reason=f"{name}: cannot be read ({error.strerror or error}).")


def _open_file(path: Path) -> BinaryIO:
    if not path.is_file():
        if path.exists():
            raise UnreadableError(f"{path}: neither a file nor a folder.")
        raise NotFoundError(f"{path}: there is no such file. Check the name.")
    return path.open("rb")
