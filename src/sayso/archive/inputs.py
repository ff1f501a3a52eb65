"""What a person names on the command line → bytes of pages and where they were found."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import partial
from glob import glob, has_magic
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

from sayso.archive.progress import Progress
from sayso.errors import InputError, NotFoundError, UnreadableError
from sayso.model import Discard, Found, Record
from sayso.read.container import open_container

STDIN = "-"
_SHOWN = 4_000_000  # bytes from which on it is said how far the reading of a file is
_MEGABYTE = 1_000_000


class Opening(Record, frozen=True):
    """How inputs are opened."""

    text_field: str | None = None  # the field of records of JSON that holds the text
    follow: bool = False  # fetch what an OPML lists
    allow_private: bool = False  # fetch from this machine and private networks too


def list_inputs(given: Iterable[str]) -> list[str | Discard]:
    """The files behind the names given: folders are walked in order of names, hidden files and the parts of saved pages
    (`Ferry_files` beside `Ferry.html`) passed over; patterns (`*.warc.gz`) are spelled out.

    A folder that may not be entered, or that holds nothing, becomes a `Discard`; so does a pattern that fits nothing.
    """
    found: list[str | Discard] = []
    for name in given:
        if name == STDIN or "://" in name:
            found.append(name)
        elif Path(name).is_dir():
            found.extend(_walk(name))
        elif has_magic(name) and not Path(name).exists():
            found.extend(_spell_out(name))
        else:
            found.append(os.path.normpath(name))
    return found


def _spell_out(pattern: str) -> Iterator[str | Discard]:
    names = sorted(glob(pattern, recursive=True))  # noqa: PTH207 - may be given relative, stays so
    if not names:
        yield Discard(input=pattern, station="read", reason=f"{pattern}: no file fits this pattern.")
    for name in names:
        yield from _walk(name) if Path(name).is_dir() else (os.path.normpath(name),)


def _walk(folder: str) -> Iterator[str | Discard]:
    refused: list[OSError] = []
    empty = True
    for place, folders, files in os.walk(folder, onerror=refused.append):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and not _is_saved_part(name, files))
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


def _is_saved_part(folder: str, files: Iterable[str]) -> bool:
    """Whether a folder holds the pictures and scripts of a page that a browser saved beside it."""
    page, _, ending = folder.rpartition("_")
    return ending in ("files", "Dateien", "fichiers", "archivos", "bestanden", "file") and any(
        name in files for name in (f"{page}.html", f"{page}.htm")
    )


def load_inputs(
    name: str, *, max_bytes: int, stdin: BinaryIO, opening: Opening | None = None, progress: Progress | None = None
) -> Iterator[Found | Discard]:
    """The pages behind one name, with their bytes: mostly one, of a WARC or a feed as many as it holds. What is no
    page, and what cannot be read, comes as a `Discard`. `progress` is told, in megabytes, how far a large file is."""
    opening = opening or Opening()
    try:
        if "://" in name:
            yield from _load_address(name, opening, max_bytes, followed=False)
        elif name == STDIN:
            yield from _open(BytesIO(stdin.read(max_bytes + 1)), name, opening, max_bytes)
        else:
            with _open_file(Path(name)) as file:
                parts = _open(file, name, opening, max_bytes)
                yield from parts if progress is None else _report(parts, file, name, progress)
    except InputError as error:
        yield Discard(input=name, station=error.station, reason=str(error))
    except OSError as error:
        yield Discard(input=name, station="read", reason=f"{name}: cannot be read ({error.strerror or error}).")


def load_bytes(data: bytes, place: str, *, max_bytes: int) -> Iterator[Found | Discard]:
    """The pages in these bytes, as if they had been read from a file at `place`."""
    try:
        yield from _open(BytesIO(data), place, Opening(), max_bytes)
    except InputError as error:
        yield Discard(input=place, station=error.station, reason=str(error))


def _open(file: BinaryIO, name: str, opening: Opening, max_bytes: int) -> Iterator[Found | Discard]:
    follow = partial(_follow, opening=opening, max_bytes=max_bytes) if opening.follow else None
    return open_container(file, name, max_bytes=max_bytes, text_field=opening.text_field, follow=follow)


def _load_address(address: str, opening: Opening, max_bytes: int, *, followed: bool) -> Iterator[Found | Discard]:
    """The pages at an address. A list that was itself followed is not followed further."""
    from sayso.read.fetch import fetch_page  # the network is loaded only where it is used

    found = fetch_page(address, max_bytes=max_bytes, allow_private=opening.allow_private)
    follow = partial(_follow, opening=opening, max_bytes=max_bytes) if opening.follow and not followed else None
    yield from open_container(
        BytesIO(found.data),
        address,
        max_bytes=max_bytes,
        text_field=opening.text_field,
        follow=follow,
        capture=found.capture,
    )


def _follow(address: str, *, opening: Opening, max_bytes: int) -> Iterator[Found | Discard]:
    try:
        yield from _load_address(address, opening, max_bytes, followed=True)
    except InputError as error:
        yield Discard(input=address, station=error.station, reason=str(error))


def _report(
    parts: Iterator[Found | Discard], file: BinaryIO, name: str, progress: Progress
) -> Iterator[Found | Discard]:
    size = os.fstat(file.fileno()).st_size
    for part in parts:
        if size >= _SHOWN:
            progress(f"opening {Path(name).name} (MB)", file.tell() // _MEGABYTE, size // _MEGABYTE)
        yield part


def _open_file(path: Path) -> BinaryIO:
    if not path.is_file():
        if path.exists():
            raise UnreadableError(f"{path}: neither a file nor a folder.")
        raise NotFoundError(f"{path}: there is no such file. Check the name.")
    return path.open("rb")
