"""How quick the reading room is over a large archive, beside a writer that adds pages.

    python -m quality load --articles 100000 /tmp/room.db
    python tools/bench_room.py /tmp/room.db --seconds 60

Copies the archive, serves the copy as `sayso serve` does, and asks for front, stories and searches at a steady rate
(`--rate` a second, in turn), each on time whether the one before is answered or not, while another process adds made
pages to the same file. Prints by kind: how many, median, 95th percentile and longest in milliseconds, and what failed.
Stories are those of the first five pages of the front, as readers meet them; with `--cold` any of the archive. Every
second front is asked for by somebody who was here before (their cookie says so), for whom it is told what is new.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from random import Random
from urllib.parse import quote

import msgspec
from quality.making import write_news

WORDS = (
    "minister", "harbour wall", "flood dead", "river", "strike vote", '"the mayor"', "bridge closed", "election court",
    "tariff", "ferry storm", "prices", "union wages", "outlet:courier", "hospital", "rail line",
)  # fmt: skip
SAYSO = Path(sys.executable).parent / "sayso"
FRONT_STORIES, NEW_PAGES = 200, 300

Times = dict[str, list[float]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("archive", type=Path)
    parser.add_argument("--seconds", type=float, default=30.0)
    parser.add_argument("--rate", type=float, default=25.0)
    parser.add_argument("--pause", type=float, default=4.0, help="seconds from page to page that is added (usually 4)")
    parser.add_argument("--cold", action="store_true", help="any story of the archive, each asked for the first time")
    parser.add_argument("--alone", action="store_true", help="without a writer")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.archive.parent) as name:
        copy = Path(shutil.copy(options.archive, Path(name) / "sayso.db"))
        server, address = serve(copy)
        stop = threading.Event()
        added: list[int] = []
        writer = threading.Thread(target=add_pages, args=(copy, Path(name), stop, added, options.pause))
        try:
            asked = choose_addresses(address, cold=options.cold)
            if not options.alone:
                writer.start()
            times, failed, late = ask_steadily(address, asked, options.rate, options.seconds)
        finally:
            stop.set()
            if writer.is_alive():
                writer.join()
            server.terminate()
            server.wait()
    tell(times, failed, late, sum(added))
    return 1 if failed else 0


def serve(archive: Path) -> tuple[subprocess.Popen[str], str]:
    """The running server and its address."""
    command = [str(SAYSO), "--archive", str(archive), "serve", "--port", "0"]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert server.stderr is not None
    line = server.stderr.readline()
    return server, next(word for word in line.split() if word.startswith("http")).rstrip("/")


def add_pages(archive: Path, folder: Path, stop: threading.Event, added: list[int], pause: float) -> None:
    """Adds made pages, each in a process of its own, `pause` seconds after the last was begun, until told to stop."""
    made = folder / "made"
    write_news(made, articles=200, seed=99)
    pages = sorted(path for path in made.rglob("*") if path.suffix in (".txt", ".html"))
    for page in pages:
        began = time.monotonic()
        subprocess.run([str(SAYSO), "--archive", str(archive), "add", str(page)], capture_output=True, check=False)
        added.append(1)
        if stop.wait(max(0.0, began + pause - time.monotonic())):
            return


def choose_addresses(address: str, *, cold: bool) -> Iterator[tuple[str, str, str]]:
    """(kind, path, cookie) without end: front, story, search in turn."""
    random = Random(7)
    stories = list_stories(address, cold=cold)
    cookies = ("", write_visit(address))
    fronts = ("/", "/", "/?order=new", "/?disputed=1", "/?page=2", "/?topic=flood")
    for number in count():
        yield "front", fronts[number % len(fronts)], cookies[number % 2]
        yield "story", f"/stories/{random.choice(stories)}", ""
        yield "search", "/search?q=" + quote(random.choice(WORDS)), ""


def write_visit(address: str) -> str:
    """The cookie of a reader whose last visit ended `NEW_PAGES` pages ago."""
    with urllib.request.urlopen(f"{address}/", timeout=30) as answer:
        visit = answer.headers["set-cookie"].partition(";")[0].partition("=")[2]
    _, mark, minute = visit.split(".")
    return f"visit={int(mark) - NEW_PAGES}.{mark}.{minute}"


def list_stories(address: str, *, cold: bool) -> list[str]:
    found: list[str] = []
    cursor = ""
    while cursor is not None and (cold or len(found) < FRONT_STORIES):
        answer = msgspec.json.decode(
            read(f"{address}/api/v1/stories?limit=200" + (f"&after={cursor}" if cursor else ""))
        )
        found += [story["id"] for story in answer["stories"]]
        cursor = answer["next"]
    return found


def read(address: str, cookie: str = "") -> bytes:
    request = urllib.request.Request(address, headers={"cookie": cookie} if cookie else {})
    with urllib.request.urlopen(request, timeout=30) as answer:
        data: bytes = answer.read()
        return data


def ask_steadily(
    address: str, asked: Iterator[tuple[str, str, str]], rate: float, seconds: float
) -> tuple[Times, list[str], float]:
    """Seconds by kind, counted from when each should have been asked; what failed; how late the last one was sent."""
    times: Times = defaultdict(list)
    failed: list[str] = []
    late = 0.0
    start = time.perf_counter() + 0.5

    def ask(kind: str, path: str, cookie: str, due: float) -> None:
        try:
            read(address + path, cookie)
            times[kind].append(time.perf_counter() - due)
        except (OSError, urllib.error.URLError) as error:
            failed.append(f"{path}: {error}")

    with ThreadPoolExecutor(64) as team:
        for number in range(int(rate * seconds)):
            due = start + number / rate
            time.sleep(max(0.0, due - time.perf_counter()))
            late = max(late, time.perf_counter() - due)
            team.submit(ask, *next(asked), due)
    return times, failed, late


def tell(times: Times, failed: list[str], late: float, added: int) -> None:
    for kind, found in sorted(times.items()):
        found.sort()
        middle, slow, longest = (1e3 * found[min(len(found) - 1, int(len(found) * share))] for share in (0.5, 0.95, 1))
        print(f"{kind:8}{len(found):6}  median {middle:7.1f}  p95 {slow:7.1f}  longest {longest:7.1f} ms")
    print(f"{added} pages were added meanwhile; {len(failed)} answers failed; asked at most {late * 1e3:.0f} ms late")
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    for line in failed[:5]:
        print(" ", line)


if __name__ == "__main__":
    sys.exit(main())
