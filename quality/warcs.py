"""WARC files of other tools, whole and broken: each must be opened without a crash and leave pages or reasons."""

from __future__ import annotations

from pathlib import Path

from sayso.errors import InputError
from sayso.model import Discard
from sayso.read import read_page
from sayso.read.container import open_container

LIMIT = 16_000_000


def measure(paths: list[str], *, errors: int = 0) -> dict[str, float]:
    """Files, pages read, reasons given; files that crash and files of which nothing is said must be none."""
    (folder,) = map(Path, paths)
    files = sorted(path for path in folder.iterdir() if "arc" in path.name)
    if not files:
        raise FileNotFoundError(f"{folder} holds no WARC")
    pages = reasons = crashes = silent = 0
    said: list[str] = []
    for path in files:
        try:
            read, told = _read_file(path)
        except Exception as error:  # noqa: BLE001 - any crash is what is counted
            crashes += 1
            said.append(f"{path.name}: CRASH {type(error).__name__}: {error}")
            continue
        pages += read
        reasons += len(told)
        silent += not read and not told
        said += told
    print("\n".join(said[:errors]))
    return {"files": len(files), "pages": pages, "reasons": reasons, "crashes": crashes, "silent": silent}


def _read_file(path: Path) -> tuple[int, list[str]]:
    """How many pages were read, and the reasons why others were not."""
    pages, reasons = 0, []
    with path.open("rb") as file:
        for part in open_container(file, path.name, max_bytes=LIMIT):
            try:
                if isinstance(part, Discard):
                    reasons.append(part.reason)
                elif read_page(part.data, part.capture).text:
                    pages += 1
            except InputError as error:
                reasons.append(str(error))
    return pages, reasons
