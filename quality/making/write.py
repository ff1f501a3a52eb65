"""Writes made news: pages as text, HTML or one WARC, and their truth."""

from __future__ import annotations

import gzip
import io
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from datetime import datetime
from functools import partial
from itertools import count
from pathlib import Path
from typing import BinaryIO, NamedTuple

import msgspec

from quality.making.pages import Sheet, write_html
from quality.making.story import Bundle, make_bundle
from quality.making.truth import PlacedPage, Truth
from quality.making.world import make_world
from sayso.model import Capture, MediaType
from sayso.read import page_id, read_page

AHEAD = 6  # bundles that a worker has before it
FOLDER_PAGES = 1000  # bundles of one folder below `pages`
ENDINGS = {"text": "txt", "html": "html", "warc": "html"}
WARC_NAME = "pages.warc.gz"


class Made(NamedTuple):
    """A bundle as it goes to disk: its pages, the lines of its truth, how many articles it has."""

    pages: list[tuple[str, str, bytes, datetime]]  # path, address, bytes, when it was found
    truth: bytes
    articles: int


def write_news(
    folder: Path, *, articles: int, seed: int, findings: bool = False, pages: str = "text", workers: int = 1
) -> int:
    """Write `pages/…` (or `pages.warc.gz`) and `truth.jsonl` into a folder that is new or empty. How many articles.

    The last page may hold an article more than was asked for. Memory stays that of a few bundles. `workers`: processes;
    what is written does not depend on them.

    Raises:
        FileExistsError: there is something in the folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty; name a new folder.")
    write = partial(write_bundle, seed=seed, findings=findings, pages=pages)
    left = articles
    with (folder / "truth.jsonl").open("wb") as truth, _open_pages(folder, pages) as keep:
        for number, bundle in enumerate(_run(write, workers)):
            made = bundle if bundle.articles <= left else write(number, most=left)
            for page in made.pages:
                keep(*page)
            truth.write(made.truth)
            left -= made.articles
            if left <= 0:
                break
    return articles - left


def _run(write: Callable[[int], Made], workers: int) -> Iterator[Made]:
    """Bundles in order of their numbers, without end; a few are made ahead."""
    if workers < 2:
        yield from map(write, count())
        return
    with ProcessPoolExecutor(workers) as pool:
        waiting = deque(pool.submit(write, number) for number in range(AHEAD * workers))
        for number in count(len(waiting)):
            done = waiting.popleft().result()
            waiting.append(pool.submit(write, number))
            try:
                yield done
            except GeneratorExit:
                pool.shutdown(cancel_futures=True)
                raise


def write_bundle(number: int, *, seed: int, findings: bool, pages: str, most: int | None = None) -> Made:
    """The bundle of this number; with `most` only as many of its first pages as hold so many articles."""
    bundle = make_bundle(make_world(seed), number)
    if most is not None:
        bundle = _cut(bundle, most)
    written = [_write_page(bundle, place, pages) for place in range(len(bundle.sheets))]
    lines = Truth(bundle, [placed for placed, _, _ in written], findings=findings).lines()
    encode = msgspec.json.Encoder().encode
    return Made(
        [(page.path, address, data, found) for (page, address, data), found in zip(written, bundle.found, strict=True)],
        b"".join(encode(line) + b"\n" for line in lines),
        sum(len(sheet.printings) for sheet in bundle.sheets),
    )


def _cut(bundle: Bundle, most: int) -> Bundle:
    kept = articles = 0
    while kept < len(bundle.sheets) and articles < most:
        articles += len(bundle.sheets[kept].printings)
        kept += 1
    return Bundle(bundle.number, bundle.scripts, bundle.sheets[:kept], bundle.found[:kept])


Keep = Callable[[str, str, bytes, datetime], None]


class _PageFiles:
    """One file a page."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._made: set[Path] = set()

    def __enter__(self) -> Keep:
        return self.keep

    def __exit__(self, *_: object) -> None:
        pass

    def keep(self, path: str, address: str, data: bytes, found: datetime) -> None:
        place = self._folder / path
        if place.parent not in self._made:
            place.parent.mkdir(parents=True, exist_ok=True)
            self._made.add(place.parent)
        place.write_bytes(data)


class _PageArchive:
    """All pages in one WARC, a gzip member a record."""

    def __init__(self, folder: Path) -> None:
        self._file: BinaryIO = (folder / WARC_NAME).open("wb")

    def __enter__(self) -> Keep:
        return self.keep

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def keep(self, path: str, address: str, data: bytes, found: datetime) -> None:
        body = (
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(data)
            + data
        )
        head = (
            f"WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: {address}\r\nWARC-Date: {found.isoformat()}Z\r\n"
            f"WARC-Record-ID: <urn:uuid:{_make_uuid(path)}>\r\nContent-Type: application/http;msgtype=response\r\n"
            f"Content-Length: {len(body)}\r\n\r\n"
        )
        buffer = io.BytesIO()
        with gzip.GzipFile(fileobj=buffer, mode="wb", mtime=0) as member:
            member.write(head.encode() + body + b"\r\n\r\n")
        self._file.write(buffer.getvalue())


def _make_uuid(path: str) -> str:
    digits = page_id(path.encode()).removeprefix("page-")
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32]))


def _open_pages(folder: Path, pages: str) -> _PageFiles | _PageArchive:
    return _PageArchive(folder) if pages == "warc" else _PageFiles(folder)


def _write_page(bundle: Bundle, place: int, pages: str) -> tuple[PlacedPage, str, bytes]:
    """A page with its address and bytes."""
    sheet, found = bundle.sheets[place], bundle.found[place]
    path = f"pages/{bundle.number // FOLDER_PAGES:03d}/{bundle.number:06d}-{place:02d}.{ENDINGS[pages]}"
    host = "".join(sign for sign in sheet.house.name.lower() if sign.isalnum())
    address = f"https://{host}.example/{found:%Y/%m/%d}/{bundle.number:06d}-{place:02d}"
    retrieved = f"{found.isoformat()}Z"
    if pages == "text":
        text = sheet.text()
        data = text.encode()
        placed = PlacedPage(page_id(data), path, MediaType.TEXT, text, list_starts(sheet), retrieved)
        return placed, address, data
    data = write_html(sheet).encode()
    text = read_page(data, Capture(page=page_id(data), path=path)).text
    placed = PlacedPage(page_id(data), path, MediaType.HTML, text, find_starts(sheet, text), retrieved)
    return placed, address, data


def list_starts(sheet: Sheet) -> list[int | None]:
    """Where each block of the sheet starts in its plain text."""
    starts: list[int | None] = []
    position = 0
    for block in sheet.blocks:
        starts.append(position)
        position += len(block.line.text) + len(block.glue)
    return starts


def find_starts(sheet: Sheet, text: str) -> Sequence[int | None]:
    """Where each block stands in the text that was read from HTML, one after another; None where it is not there."""
    starts: list[int | None] = []
    position = 0
    for block in sheet.blocks:
        found = text.find(block.line.text.strip(), position)
        lead = len(block.line.text) - len(block.line.text.lstrip())
        starts.append(found - lead if found >= 0 else None)
        position = found + len(block.line.text.strip()) if found >= 0 else position
    return starts
