"""Writes made news: pages as text, HTML or one WARC, and their truth."""

from __future__ import annotations

import gzip
import io
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import msgspec

from quality.making.pages import Sheet, write_html
from quality.making.story import Bundle, make_bundle
from quality.making.truth import PlacedPage, Truth
from quality.making.world import make_world
from sayso.model import Capture, MediaType
from sayso.read import page_id, read_page

WARC_NAME = "pages.warc.gz"
FOLDER_PAGES = 1000  # of one folder below `pages`


def list_bundles(articles: int, seed: int) -> Iterator[Bundle]:
    """Bundles that hold so many articles; of the last one only as many pages as are needed."""
    world = make_world(seed)
    left = articles
    number = 0
    while left > 0:
        bundle = make_bundle(world, number)
        kept = 0
        while kept < len(bundle.sheets) and left > 0:
            left -= len(bundle.sheets[kept].printings)
            kept += 1
        bundle.sheets, bundle.found = bundle.sheets[:kept], bundle.found[:kept]
        yield bundle
        number += 1


def write_news(folder: Path, *, articles: int, seed: int, findings: bool = False, pages: str = "text") -> int:
    """Write `pages/…` (or `pages.warc.gz`) and `truth.jsonl` into a folder that is new or empty. How many articles.

    The last page may hold an article more than was asked for. Memory stays that of one bundle.

    Raises:
        FileExistsError: there is something in the folder.
    """
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty; name a new folder.")
    encode = msgspec.json.Encoder().encode
    made = 0
    with (folder / "truth.jsonl").open("wb") as truth, _open_pages(folder, pages) as keep:
        for bundle in list_bundles(articles, seed):
            placed = [
                _place(bundle, number, sheet, found, pages, keep)
                for number, (sheet, found) in enumerate(zip(bundle.sheets, bundle.found, strict=True))
            ]
            lines = Truth(bundle, placed, findings=findings).lines()
            truth.write(b"".join(encode(line) + b"\n" for line in lines))
            made += sum(len(sheet.printings) for sheet in bundle.sheets)
    return made


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
        body = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n" % len(data) + data
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


def _place(bundle: Bundle, number: int, sheet: Sheet, found: datetime, pages: str, keep: Keep) -> PlacedPage:
    ending = "txt" if pages == "text" else "html"
    path = f"pages/{bundle.number // FOLDER_PAGES:03d}/{bundle.number:06d}-{number:02d}.{ending}"
    host = "".join(sign for sign in sheet.house.name.lower() if sign.isalnum())
    address = f"https://{host}.example/{found:%Y/%m/%d}/{bundle.number:06d}-{number:02d}"
    retrieved = f"{found.isoformat()}Z"
    if pages == "text":
        text = sheet.text()
        data = text.encode()
        keep(path, address, data, found)
        return PlacedPage(page_id(data), path, MediaType.TEXT, text, list_starts(sheet), retrieved)
    data = write_html(sheet).encode()
    keep(path, address, data, found)
    text = read_page(data, Capture(page=page_id(data), path=path)).text
    return PlacedPage(page_id(data), path, MediaType.HTML, text, find_starts(sheet, text), retrieved)


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
